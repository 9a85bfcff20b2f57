// Runs before anything is shown: the theme and the language that the viewer chose, so that neither flashes.
(function () {
  var root = document.documentElement;
  var grounds = { light: "#F6F7F9", dark: "#0B141F" };

  function kept(key) {
    try {
      return (localStorage.getItem(key) || "").replace(/"/g, "");
    } catch (e) {
      return ""; // Storage is blocked: the system's theme and the browser's language are right then.
    }
  }

  window.berthTheme = function (theme) {
    var chosen = theme === "light" || theme === "dark";
    if (chosen) root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
      meta.content = chosen ? grounds[theme] : /dark/.test(meta.media) ? grounds.dark : grounds.light;
    });
  };

  // Modules that only some pages need: import is a word of the language, which the app cannot call.
  window.berthImport = function (url) { return import(url); };

  // The app's file is asked for at once; start.js waits for it. Of what goes wrong it tells then.
  if (!/bot|crawler|spider|robot|crawling/i.test(navigator.userAgent) && !/[?&]wasm=false\b/.test(location.search)) {
    var own = document.currentScript;
    var there = navigator.serviceWorker && navigator.serviceWorker.controller && own.dataset.kept; // what the service worker has of it
    window.berthWasm = fetch(own.src.replace(/boot\.js$/, there || own.dataset.program), { priority: "low" });
    window.berthWasm.catch(function () {});
  }

  // What is pressed before anything listens: early.js does it once it is there.
  addEventListener("click", function (event) {
    if (!window.berthEarly) window.berthPressed = event.target;
  }, true);

  // An update is one only for a page that an older version served; a first visit just gets its worker.
  if (navigator.serviceWorker && navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener("controllerchange", function () {
      window.berthUpdated = true;
      dispatchEvent(new Event("berth:updated"));
    });
  }

  // Where each page was scrolled to, for going back: the app puts its pages up itself, so the browser cannot know.
  // Asked once on each way: 0 unless it leads back or forward.
  var places = {}, back = false;
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
  addEventListener("scroll", function () { places[location.pathname] = scrollY; }, { passive: true });
  addEventListener("popstate", function () { back = true; });
  window.berthPlace = function (path) {
    var place = back ? places[path] : 0;
    back = false;
    return place || 0;
  };

  window.berthTheme(kept("theme"));
  var lang = kept("lang");
  if (lang !== "en" && lang !== "zh") {
    lang = /^zh\b/i.test(navigator.language || "") ? "zh" : "en";
  }
  root.lang = lang === "zh" ? "zh-Hans" : "en";
})();
