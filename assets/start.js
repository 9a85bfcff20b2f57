// Starts the app: loads the WASM file, says truly how far that is, and tells the viewer when the app could not be started or has
// ended. It needs nothing of the app, so that it works when that is gone.
(function () {
  const words = (/*CRASH*/null)[/^zh/.test(document.documentElement.lang) ? "zh" : "en"];
  const own = document.currentScript;
  const base = new URL(own.src).pathname.replace(/\/web\/start\.js$/, "");
  const unfold = /*UNFOLD*/null;
  const size = Number(own.dataset.size); // of the file as it comes over the network, unpacked
  const version = own.dataset.version;
  const said = []; // the last lines that the program wrote: of a panic its reason and its trace
  let leaving = false, over = false, line = "";

  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });

  // Go writes to the console by this, a panic too.
  const decoder = new TextDecoder();
  const write = globalThis.fs && globalThis.fs.writeSync;
  if (write) {
    globalThis.fs.writeSync = function (fd, buf) {
      line += decoder.decode(buf);
      const lines = line.split("\n");
      line = lines.pop();
      said.push(...lines);
      if (said.length > 200) said.splice(0, said.length - 200);
      return write.call(this, fd, buf);
    };
  }

  // fatal reports whether an error is one after which the program cannot go on: WebAssembly's own, no more memory or stack in it.
  function fatal(error, text) {
    if (/Go program has already exited/.test(text)) return true;
    if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) return true;
    return (error instanceof RangeError || error && error.name === "InternalError") && /wasm/.test(error.stack || "");
  }
  addEventListener("error", (event) => {
    if (fatal(event.error, event.message || "")) crash("ended", event.error || event.message);
  });
  addEventListener("unhandledrejection", (event) => {
    const reason = event.reason;
    if (fatal(reason, String(reason && reason.message || reason))) crash("ended", reason);
  });

  function element(name, attributes, ...inside) {
    const e = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
    e.append(...inside);
    return e;
  }

  // crash shows what has happened, once. It stands beside the body, which is the app's.
  function crash(what, error) {
    if (over || leaving) return;
    over = true;
    const [title, text] = words[what];
    const start = element("button", { type: "button", class: "btn btn-primary", "data-test": "crash-reload" }, words.reload);
    const copy = element("button", { type: "button", class: "btn btn-plain", "data-test": "crash-copy" }, words.copy);
    const more = element("pre", { class: "crash-text mono", tabindex: "0", "aria-label": words.details });
    start.addEventListener("click", () => again(what));
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(more.textContent);
        copy.textContent = words.copied;
      } catch (e) {
        getSelection().selectAllChildren(more); // The browser does not let it: it is marked to be copied by hand.
      }
    });
    const tell = (trace) => {
      more.textContent = [
        "Berth " + version, new Date().toISOString(), location.pathname, navigator.userAgent, what + ": " + String(error && error.stack || error), ...trace,
      ].join("\n").slice(0, 20000);
    };
    const trace = line ? said.concat(line) : said.slice();
    tell(trace);
    const box = element("div", { class: "crash", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "crash-title", "data-test": "crash", "data-crash": what },
      element("div", { class: "crash-box panel stack" }, element("h1", { id: "crash-title" }, title), element("p", {}, text),
        element("div", { class: "row" }, start, copy), element("details", {}, element("summary", {}, words.details), more)));
    const loader = document.getElementById("app-wasm-loader");
    if (loader) loader.remove();
    if (document.body) document.body.inert = true;
    document.documentElement.append(box);
    start.focus();
    if (what === "ended") names().then((all) => tell(trace.map((l) => readable(l, all)))).catch(() => {});
  }

  // names are what the functions are called: traces have their numbers.
  async function names() {
    const answer = await fetch(base + "/web/names.txt");
    if (!answer.ok) throw new Error("no names");
    return (await answer.text()).split("\n");
  }

  function readable(l, all) {
    return l.replace(/^((?:created by )?)(?:runtime)?\.([0-9a-z]+)(?=\(| in goroutine|$)/, (whole, by, id) => by + (all[parseInt(id, 36)] || whole));
  }

  // again loads the page anew; where the app could not be loaded, without what is kept of it.
  async function again(what) {
    if (what !== "ended") {
      try {
        for (const key of await caches.keys()) if (key.startsWith("berth-shell-")) await caches.delete(key);
        const registration = await navigator.serviceWorker.getRegistration();
        if (registration) await registration.update();
      } catch (e) {
        // There is no worker, or no network: what is there is loaded.
      }
    }
    location.reload();
  }

  // progress shows how far an answer's body has come. It is read here only where it comes over the network: a kept one is there at once,
  // and the browser keeps what it compiled only of an answer that it reads by itself.
  function progress(answer, label) {
    if (!answer.body || !size || navigator.serviceWorker && navigator.serviceWorker.controller) return answer;
    let loaded = 0;
    const reader = answer.body.getReader();
    const body = new ReadableStream({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        loaded += value.byteLength;
        const text = Math.min(99, Math.floor((loaded * 100) / size)) + " %";
        if (label && label.textContent !== text) label.textContent = text;
        controller.enqueue(value);
      },
    });
    return new Response(body, { status: answer.status, headers: answer.headers });
  }

  async function start() {
    const loader = document.getElementById("app-wasm-loader");
    if (/bot|crawler|spider|robot|crawling/i.test(navigator.userAgent) || new URLSearchParams(location.search).get("wasm") === "false") {
      if (loader) loader.remove();
      return;
    }
    if (typeof WebAssembly !== "object" || !WebAssembly.instantiateStreaming) return crash("old", "no WebAssembly.instantiateStreaming");
    const go = new Go();
    go.env.GOGC = "200"; // Its memory is small: what is thrown away is looked for half as often.
    let answer, program, damaged;
    try {
      answer = await (window.berthWasm || fetch(base + "/web/" + own.dataset.program));
    } catch (error) {
      return crash("offline", error);
    }
    if (!answer.ok) return crash("missing", answer.status + " " + answer.url);
    try {
      let file = progress(answer, document.getElementById("app-wasm-loader-label"));
      if (/\.fold$/.test(answer.url)) file = unfold(file, (error) => { damaged = error; });
      program = await WebAssembly.instantiateStreaming(file, go.importObject);
    } catch (error) {
      // A body that breaks off is a TypeError, a file that is none a CompileError or a LinkError, no memory a RangeError.
      return crash(damaged ? "broken" : error instanceof TypeError ? "offline" : error instanceof RangeError ? "memory" : "broken", error);
    }
    await new Promise((ok) => setTimeout(ok)); // What was pressed meanwhile is heard before it begins.
    window.berthStarted = true;
    dispatchEvent(new Event("berth:starts"));
    const ended = go.run(program.instance);
    if (loader) loader.remove();
    try {
      await ended;
    } catch (error) {
      return crash("ended", error);
    }
    crash("ended", "exit");
  }

  start();
})();
