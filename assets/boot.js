// Runs before anything is shown: the theme and the language that the viewer chose, so that neither flashes.
(function () {
  var root = document.documentElement;
  var theme = null, lang = null;
  try {
    theme = localStorage.getItem("theme");
    lang = localStorage.getItem("lang");
  } catch (e) {
    // Storage is blocked: the system's theme and the browser's language are right then.
  }
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (lang !== "en" && lang !== "zh") {
    lang = /^zh\b/i.test(navigator.language || "") ? "zh" : "en";
  }
  root.lang = lang === "zh" ? "zh-Hans" : "en";
})();
