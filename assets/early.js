// What a viewer sees while the app is on its way: the nodes with their prices, a node, or the user's orders, painted into the prerendered
// page from the platform's answers. The list of nodes can be searched and sorted, and links lead on, without another document, which would
// have the app loaded from its beginning. The app puts its own page in place of it and starts with the same address and answers
// (berthEarly), so that nothing is empty in between. What the app has to be there for cannot be pressed before.
(function () {
  const zh = /^zh/.test(document.documentElement.lang);
  const said = /*EARLY*/null;
  let words = said[zh ? "zh" : "en"];
  let main = document.getElementById("main");
  let page = document.querySelector(".shell");
  if (!main || !page || /[?&]wasm=false\b/.test(location.search)) return;

  function rest() {
    for (const control of main.querySelectorAll("button, input, select, textarea")) {
      control.disabled = true;
      control.title = words.wait;
    }
  }
  rest();

  const early = (window.berthEarly = {});
  const say = (pattern, ...values) => pattern.replace(/%[sd]/g, () => values.shift());

  async function ask(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(path + ": " + answer.status);
    const text = await answer.text();
    if (text.length > 1 << 20) throw new Error(path + ": too long");
    if (!window.berthStarted) early[path] = text;
    return JSON.parse(text);
  }

  // build makes an element; what is shown of others' words is always text.
  function build(name, attributes, ...inside) {
    const e = /^(svg|rect|circle|path)$/.test(name) ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
    e.append(...inside.filter((x) => x !== null && x !== undefined));
    return e;
  }

  const short = (text, most) => { const all = [...String(text)]; return all.length > most ? all.slice(0, most - 1).join("") + "…" : all.join(""); };
  const address = (a) => /^0x[0-9a-f]{40}$/.test(a) && !/^0x0*$/.test(a); // of none it is zeroes

  function identicon(a) {
    const bytes = a.slice(2).match(/../g).map((x) => parseInt(x, 16));
    const hue = ((bytes[0] << 8) | bytes[1]) % 360;
    const svg = build("svg", { class: "identicon", viewBox: "0 0 5 5", width: 20, height: 20, "shape-rendering": "crispEdges", "aria-hidden": "true" },
      build("rect", { width: 5, height: 5, fill: `hsl(${hue} 60% 50% / .16)` }));
    for (let i = 0; i < 15; i++) {
      if (!(bytes[2 + i] & 1)) continue;
      const x = Math.floor(i / 5), fill = `hsl(${(hue + (bytes[17 + (i % 3)] & 1) * 120) % 360} 50% 45%)`;
      svg.append(build("rect", { x, y: i % 5, width: 1, height: 1, fill }));
      if (x < 2) svg.append(build("rect", { x: 4 - x, y: i % 5, width: 1, height: 1, fill }));
    }
    return svg;
  }

  // As ui/text/format.go has them.
  function decimals(n, unit) {
    const frac = Math.floor(((n % unit) * 100) / unit);
    return Math.floor(n / unit) + (frac ? "." + String(frac).padStart(2, "0").replace(/0+$/, "") : "");
  }
  function three(s) {
    const [whole, frac] = s.split(".");
    if (!frac || whole.length > 2 || (whole.length === 2 && frac[0] === "0")) return whole;
    return whole.length === 2 ? whole + "." + frac[0] : s;
  }
  const unit = (mib) => (mib < 1024 ? [1, "MiB"] : mib < 1 << 20 ? [1024, "GiB"] : [1 << 20, "TiB"]);
  function part(dimension, free, total) {
    if (dimension === "cpuMilli") {
      const all = decimals(total, 1000);
      return say(words.of, decimals(free, 1000), all === "1" ? words.core : say(words.cores, all));
    }
    if (dimension === "gpu") return say(words.of, free, total === 1 ? words.gpu : say(words.gpus, total));
    const [by, name] = unit(total);
    return say(words.of, three(decimals(free, by)), three(decimals(total, by)) + " " + name);
  }

  // price is what a rate, in 10⁻⁹ of a token's smallest unit a second, is an hour, to four digits; to fewer it is rounded up, so that
  // nothing costs more than was said.
  function price(rate, token, digits = 4) {
    let per = Number((BigInt(rate) * 3600n) / 1000n) / 1e6 / 10 ** token.decimals;
    if (digits < 4 && per > 0) {
      const scale = 10 ** (digits - 1 - Math.floor(Math.log10(per)));
      per = Math.ceil(per * scale - 1e-9) / scale;
    }
    let s = per < 1 ? per.toFixed(per > 0 ? Math.min(18, digits - 1 - Math.floor(Math.log10(per))) : 2) : per.toFixed(Math.max(0, digits - Math.floor(per).toString().length));
    if (s.includes(".")) s = s.replace(/0+$/, "").replace(/\.$/, "");
    if (token.dollar) {
      const frac = (s.split(".")[1] || "").length;
      if (frac < 2) s = s + (frac ? "" : ".") + "0".repeat(2 - frac);
    }
    return token.dollar ? "$" + s : s + " " + short(token.symbol, 12);
  }

  const bars = [["cpuMilli", words.cpu], ["memoryMiB", words.memory], ["diskMiB", words.disk], ["gpu", words.gpuName]];

  function line(n, dimension) {
    const total = n.total[dimension], free = n.free[dimension];
    const at = (v) => Math.floor((Math.min(v, total) * 1000) / total);
    const used = at(n.reserved[dimension]), rest = Math.min(at(free), 1000 - used);
    const svg = build("svg", { class: "bar-line", viewBox: "0 0 1000 8", preserveAspectRatio: "none", "aria-hidden": "true" }, build("rect", { class: "bar-all", width: 1000, height: 8 }));
    if (used > 0) svg.append(build("rect", { class: "bar-used", width: used, height: 8 }));
    if (rest > 0) svg.append(build("rect", { class: "bar-free", x: 1000 - rest, width: rest, height: 8 }));
    return svg;
  }

  function bar(name, n, dimension) {
    return build("div", { class: "bar" }, build("div", { class: "bar-words" }, build("span", { class: "bar-name" }, name),
      build("span", { class: "bar-value num" }, say(words.free, part(dimension, n.free[dimension], n.total[dimension])))), line(n, dimension));
  }

  function head(who, href, name, line, badge) {
    return build("div", { class: "card-head" }, identicon(who), build("div", { class: "card-title" }, build("h2", {}, build("a", { href }, name)),
      build("p", { class: "small muted" }, line)), badge);
  }

  // Of ui/part/state.go, filled.
  const ring = "M6 1a5 5 0 0 1 0 10A5 5 0 0 1 6 1z";
  const shapes = { running: [ring], bad: ["M6 .8 11.6 11H.4z"], waiting: [ring + "M6 2.6a3.4 3.4 0 0 0 0 6.8z"] };

  const name = (n) => n.name ? short(n.name, 60) : n.address.slice(0, 6) + "…" + n.address.slice(-4);
  const region = (n) => n.region ? short(n.region, 60) : words.noRegion;

  function health(n) {
    const [tone, state] = n.paused ? ["waiting", words.paused] : !n.reachable ? ["bad", words.unreachable] : n.maintenance ? ["waiting", words.maintained] : ["running", words.online];
    return build("span", { class: "badge" }, build("svg", { class: "shape tone-" + tone, viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" },
      ...shapes[tone].map((d) => build("path", { d, fill: "currentColor" }))), build("span", {}, state));
  }

  function past(n) {
    const r = n.record;
    return r.completed + r.cancelledInProbation + r.cancelledLater + r.endedByOther + r.notActivated === 0 ? words.fresh : say(words.served, r.completed);
  }

  function node(n, token) {
    if (!address(n.address)) return null;
    const cost = n.rate ? build("p", { class: "card-price" }, build("span", { class: "num strong" }, price(n.rate, token)), build("span", { class: "muted" }, words.hour)) :
      build("p", { class: "card-price muted" }, words.unpriced);
    return build("li", { class: "card card-link", "data-early": "node" },
      head(n.address, "/nodes/" + n.address, name(n), region(n), health(n)),
      build("div", { class: "bars" }, ...bars.filter(([d]) => n.total[d] > 0).map(([d, name]) => bar(name, n, d))),
      build("div", { class: "card-foot" }, cost, build("p", { class: "small muted" }, past(n))));
  }

  // row is a node where the list is a table: in windows as wide as ui/part/window.go says.
  const wide = innerWidth >= 1240;
  const none = () => build("span", { class: "muted" }, "–");

  const glyph = (d) => build("svg", { class: "icon", viewBox: "0 0 20 20", width: 20, height: 20, fill: "none", stroke: "currentColor", "stroke-width": "1.6",
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" }, build("path", { d }));

  function row(n, token) {
    if (!address(n.address)) return null;
    const cell = (d) => n.total[d] > 0 ? build("td", { class: "num" }, build("span", { class: "line" }, part(d, n.free[d], n.total[d])), line(n, d)) : build("td", {}, none());
    return build("tr", { "data-early": "node" },
      build("td", {}, build("div", { class: "who" }, identicon(n.address), build("div", {},
        build("a", { class: "row-link", href: "/nodes/" + n.address }, name(n)),
        build("p", { class: "small muted row-sub" }, build("span", {}, region(n)), health(n))))),
      cell("cpuMilli"), cell("memoryMiB"), cell("diskMiB"),
      n.total.gpu > 0 ? build("td", { class: "num" }, build("span", { class: "line" }, part("gpu", n.free.gpu, n.total.gpu))) : build("td", {}, none()),
      build("td", { class: "small" }, build("p", { class: "line" }, past(n))),
      build("td", { class: "end" }, n.rate ? build("span", { class: "num strong" }, price(n.rate, token)) : none()));
  }

  // heading is a column's: one that can be sorted by is a button.
  function heading(name, i, all) {
    const th = build("th", i === all.length - 1 ? { scope: "col", class: "end" } : { scope: "col" });
    const by = [null, "cpu", "memory", "disk", null, "record", "price"][i];
    if (!by) {
      th.append(name);
      return th;
    }
    const down = sought.sort === "-" + by, up = (sought.sort || "price") === by;
    if (up || down) th.setAttribute("aria-sort", up === (by === "price") ? "ascending" : "descending");
    const button = build("button", { type: "button", class: "sort", "data-sort": by, "data-test": "sort-" + by }, build("span", {}, name), glyph("m4.5 8 5.5 5.5L15.5 8"));
    button.addEventListener("click", () => seek("sort", up ? "-" + by : by));
    th.append(button);
    return th;
  }

  function table(items, token) {
    return build("div", { class: "table-box" }, build("table", { class: "table" }, build("caption", { class: "sr" }, words.caption),
      build("thead", {}, build("tr", {}, ...words.heads.map(heading))),
      build("tbody", {}, ...items.map((n) => row(n, token)))));
  }

  // The search: what stands in its fields, by their keys in the address, where the app finds it (ui/page/explore/filter.go).
  let sought = {}, token = null, searches = 0, soon = 0;
  const counted = { cpuMilli: ["f-cpu", 1000, 0xffffffff], memoryMiB: ["f-memory", 1024, 0xffffffff], diskMiB: ["f-disk", 1024, 0xffffffff], gpu: ["f-gpu", 1, 0xffff] };
  const worded = { q: "q", gpuModel: "f-model", region: "f-region", needs: "f-needs", level: "f-level" };
  const field = (id) => document.getElementById(id);

  // query is what the fields come to. Those with no number in them do not search, and say so.
  function query() {
    const q = new URLSearchParams();
    const number = (id, read) => {
      const text = (sought[id] || "").trim().replace(",", ".");
      let n = 0;
      if (text) n = read(text);
      const wrong = n === null, box = field(id) && field(id).closest(".field");
      if (box) {
        box.classList.toggle("field-bad", wrong);
        field(id).setAttribute("aria-invalid", String(wrong));
        field(id + "-error").textContent = wrong ? words.number : "";
      }
      return n || 0;
    };
    for (const [key, [id, unit, most]] of Object.entries(counted)) {
      const n = number(id, (text) => { const n = Math.ceil(Number(text) * unit - 1e-6); return n >= 0 && n <= most ? n : null; });
      if (n) q.set(key, n);
    }
    const most = number("f-price", (text) => {
      const [, whole, frac = ""] = /^(\d+)(?:\.(\d*))?$/.exec(text) || [];
      return whole && token && frac.length <= token.decimals + 9 ? BigInt(whole + frac.padEnd(token.decimals + 9, "0")) / 3600n : null;
    });
    if (most) q.set("maxRate", most);
    for (const [key, id] of Object.entries(worded)) if (sought[id] && sought[id].trim()) q.set(key, sought[id].trim());
    if (q.get("gpuModel") && !q.get("gpu")) q.set("gpu", 1);
    if (sought.sort) q.set("sort", sought.sort);
    q.sort();
    return q;
  }

  // address puts the search where the app finds it, and into the way to rent what was looked for.
  function tell() {
    const q = query();
    history.replaceState(history.state, "", location.pathname + (q.size ? "?" + q : ""));
    shown = location.pathname + location.search;
    const rent = main.querySelector('[data-test="rent"]');
    q.delete("sort");
    if (rent) rent.href = "/rent" + (q.size ? "?" + q : "");
  }

  function seek(id, value) {
    sought[id] = value;
    const n = [...Object.values(counted).map((c) => c[0]), ...Object.values(worded), "f-price"].filter((id) => id !== "q" && (sought[id] || "").trim()).length;
    const label = main.querySelector('[data-test="filters-toggle"] .btn-label');
    if (label) label.textContent = n ? say(words.filtersOn, n) : words.filters;
    tell();
    clearTimeout(soon);
    soon = setTimeout(() => list().catch(() => {}), 220);
  }

  // listen makes the search ready; an address that has more in it than it knows is the app's.
  function listen() {
    const q = new URLSearchParams(location.search);
    for (const key of q.keys()) if (!(key in counted) && !(key in worded) && key !== "sort") return false;
    sought = q.get("sort") ? { sort: q.get("sort") } : {};
    for (const [key, [id, unit]] of Object.entries(counted)) if (Number(q.get(key)) > 0) sought[id] = String(Math.round((Number(q.get(key)) * 1000) / unit) / 1000);
    for (const [key, id] of Object.entries(worded)) if (q.get(key)) sought[id] = q.get(key);
    const toggle = main.querySelector('[data-test="filters-toggle"]');
    const ready = (control) => { control.disabled = false; control.removeAttribute("title"); };
    if (toggle) {
      ready(toggle);
      toggle.addEventListener("click", () => {
        early.filters = !early.filters;
        field("filters").classList.toggle("is-open", early.filters);
        toggle.setAttribute("aria-expanded", String(early.filters));
      });
      if (toggle.contains(window.berthPressed)) toggle.click();
      window.berthPressed = null;
    }
    for (const control of main.querySelectorAll(".filters input, .filters select")) {
      if (control.tagName === "SELECT") {
        if (sought[control.id]) choose(control, [sought[control.id]], words.named);
        control.addEventListener("change", () => seek(control.id, control.value === "*" ? "" : control.value));
      } else {
        control.value = sought[control.id] || "";
        control.addEventListener("input", () => seek(control.id, control.value));
      }
      ready(control);
    }
    return true;
  }

  // choose fills a menu, below what stands for any.
  function choose(menu, values, named = {}) {
    if (!menu) return;
    const value = sought[menu.id];
    for (const v of value && !values.includes(value) ? [...values, value] : values) {
      if (![...menu.options].some((o) => o.value === v)) menu.append(build("option", { value: v }, named[v] || v));
    }
    if (value) menu.value = value;
  }

  function sorting() {
    const menu = build("select", { class: "input", id: "sort", "data-test": "sort", "aria-describedby": "sort-error", "aria-invalid": "false" },
      ...words.sorts.map(([value, label]) => build("option", { value }, label)));
    menu.value = sought.sort || "price";
    menu.addEventListener("change", () => seek("sort", menu.value));
    return build("div", { class: "field" }, build("label", { class: "field-label sr", for: "sort" }, words.sort), build("div", { class: "field-box" }, menu),
      build("p", { class: "field-error", id: "sort-error", "aria-live": "polite" }));
  }

  // resources are those that prices are for, as ui/text/format.go has them.
  function resources(q) {
    const at = (key) => Number(q.get(key) || 0), parts = [];
    if (at("cpuMilli")) parts.push(cores(at("cpuMilli")));
    if (at("memoryMiB")) parts.push(say(words.ofMemory, quantity(at("memoryMiB"))));
    if (at("diskMiB")) parts.push(say(words.ofDisk, quantity(at("diskMiB"))));
    if (at("gpu")) parts.push(q.get("gpuModel") ? at("gpu") + " × " + q.get("gpuModel").toUpperCase() : at("gpu") === 1 ? words.gpu : say(words.gpus, at("gpu")));
    return parts.join(" · ");
  }

  async function list() {
    const results = main.querySelector(".results");
    const run = ++searches, q = query(), path = new URLSearchParams(q);
    for (const [key, value] of new URLSearchParams(words.nodes.split("?")[1])) path.set(key, value);
    path.sort();
    const [info, list] = await Promise.all([token ? null : ask("/api/info"), ask("/api/nodes?" + path)]);
    if (window.berthStarted || run !== searches || !results.isConnected || !list.all) return;
    if (info) token = info.chain.tokens[0];
    choose(field("f-model"), list.models || [], Object.fromEntries((list.models || []).map((m) => [m, m.toUpperCase()])));
    choose(field("f-region"), list.regions || []);
    choose(field("f-needs"), (list.needs || []).filter((n) => words.named[n]), words.named);
    const sizes = resources(q), focused = document.activeElement && document.activeElement.dataset.test;
    let found = null;
    if (list.items.length) found = wide ? table(list.items, token) : build("ul", { class: "cards" }, ...list.items.map((n) => node(n, token)));
    else found = build("div", { class: "empty" }, build("h2", {}, words.noneFit));
    results.replaceChildren(
      build("div", { class: "spread" }, build("div", { role: "status" }, build("p", { class: "strong num" }, say(words.count, list.total, list.all)),
        build("p", { class: "small muted" }, sizes ? say(words.pricedFor, sizes) : words.priced)), wide ? null : sorting()), found);
    results.removeAttribute("aria-busy");
    const again = focused && results.querySelector(`[data-test="${focused}"]`);
    if (again) again.focus();
  }

  async function nodes() {
    if (main.querySelector(".results") && listen()) await list();
  }

  // one is a node's page: the head of it and what it has.
  async function one() {
    const a = location.pathname.split("/").pop(), head = main.querySelector(".node-head"), panel = main.querySelector(".columns .panel");
    if (!address(a) || !head || !panel) return;
    const [info, n] = await Promise.all([ask("/api/info"), ask("/api/nodes/" + a)]);
    if (window.berthStarted || !head.isConnected || n.address !== a) return;
    const cost = n.rate ? [build("p", { class: "card-price" }, build("span", { class: "num strong" }, price(n.rate, info.chain.tokens[0])), build("span", { class: "muted" }, words.hour))] : [];
    head.replaceChildren(identicon(a), build("div", { class: "stack-tight", "data-early": "one" }, build("h1", {}, name(n)),
      build("div", { class: "row" }, health(n), build("span", { class: "muted" }, region(n))),
      n.description ? build("p", { class: "break" }, short(n.description, 500)) : null, ...cost));
    panel.replaceChildren(build("div", { class: "panel-head" }, build("h2", {}, words.has)),
      build("div", { class: "bars" }, ...bars.filter(([d]) => n.total[d] > 0).map(([d, name]) => bar(name, n, d))),
      n.paused || !n.reachable ? null : build("div", { class: "row" }, build("a", { class: "btn btn-primary", href: "/rent?node=" + a }, words.rentHere)));
  }

  async function orders() {
    const box = main.querySelector(".cards");
    if (location.search || !box) return;
    const session = await ask("/api/session");
    if (!address(session.address)) return;
    const list = await ask(words.orders);
    if (window.berthStarted || !list.items.length) return;
    box.replaceWith(build("ul", { class: "cards" }, ...list.items.map((o) => build("li", { class: "card card-link", "data-early": "order" },
      head(o.node, "/orders/" + Number(o.id), say(words.order, Number(o.id)), say(words.on, short(o.nodeName || o.node, 60)))))));
  }

  // The front page: the app carries none of its text, and asks for it here once it is there (ui/page/home).
  let home = document.getElementById("home");

  function letters(name) {
    const parts = name.split(/[ .+-]+/).filter(Boolean);
    return parts.length > 1 ? [...parts[0]][0] + [...parts[1]][0] : [...name].slice(0, 2).join("");
  }

  const quantity = (mib) => { const [by, name] = unit(mib); return three(decimals(mib, by)) + " " + name; };
  const cores = (milli) => { const n = decimals(milli, 1000); return n === "1" ? words.core : say(words.cores, n); };
  const size = (r) => say(words.size, cores(r.cpuMilli), quantity(r.memoryMiB), quantity(r.diskMiB));
  const group = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u2009");

  const service = (s, token) => build("li", {}, build("a", { class: "shelf-entry", href: "/rent?template=" + encodeURIComponent(s.id), "data-test": "home-try-" + s.id },
    build("span", { class: "shelf-sign", "aria-hidden": "true" }, letters(s.name[zhNow() ? "zh" : "en"] || s.name.en)),
    build("span", { class: "shelf-words" }, build("span", { class: "shelf-name" }, s.name[zhNow() ? "zh" : "en"] || s.name.en),
      build("span", { class: "small muted" }, s.summary[zhNow() ? "zh" : "en"] || s.summary.en),
      build("span", { class: "home-try" }, build("span", { class: "num strong" }, say(words.anHour, price(s.rate, token))), build("span", { class: "home-go" }, words.try)))));
  const zhNow = () => words === said.zh;

  async function front() {
    const at = (key) => home.querySelector(`[data-home="${key}"]`);
    let info, market;
    try {
      [info, market] = await Promise.all([ask("/api/info"), ask(words.market)]);
    } catch (error) {
      at("away").hidden = false;
      return;
    }
    const token = info.chain.tokens[0];
    if (market.rate) {
      at("from").textContent = say(words.from, price(market.rate, token, 2));
      at("small").textContent = say(words.small, size(market.size));
    }
    at("nodes").textContent = group(market.open);
    at("cores").textContent = group(Math.floor(market.free.cpuMilli / 1000));
    at("regions").textContent = group(market.regions.filter((r) => r.name).length);
    at("orders").textContent = group(market.orders);
    const services = market.services || [];
    at("services").replaceChildren(...(services.length ? services.map((s) => service(s, token)) : [build("li", { class: "muted" }, words.none)]));
    const session = await ask("/api/session");
    if (!address(session.address)) return;
    const { total } = await ask("/api/orders?limit=1&state=live");
    if (total > 0) {
      at("mine").textContent = total === 1 ? words.mineOne : say(words.mine, total);
      at("mine").hidden = false;
    }
  }

  window.berthHome = async function (box, lang) {
    const there = home && home !== box && home.dataset.lang === lang && home.firstChild;
    const old = home;
    home = box;
    if (there) return box.replaceChildren(...old.childNodes); // with what is painted, and still being painted
    const answer = await fetch("/web/home." + lang + ".html");
    const inside = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("home");
    if (home !== box || box.dataset.lang !== lang || !inside) return;
    words = said[lang];
    box.replaceChildren(...inside.childNodes);
    front().catch(() => {});
  };

  function paint() {
    const what = { home: front, explore: nodes, node: one, orders: orders }[page.dataset.page];
    if (what) what().catch(() => {}); // The app asks again, and says what is wrong.
  }

  // Links lead to other pages within this document for as long as the app is on its way, which goes on coming.
  let shown = location.pathname + location.search;
  const waits = () => window.berthWasm && !window.berthStarted && !document.querySelector(".crash");

  async function go() {
    const to = (shown = location.pathname + location.search);
    main.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const came = new DOMParser().parseFromString(await answer.text(), "text/html");
      const shell = came.querySelector(".shell");
      if (!waits() || to !== shown) return;
      if (!answer.ok || !shell) return location.reload();
      document.title = came.title;
      page.replaceWith((page = document.adoptNode(shell)));
      main = document.getElementById("main");
      home = document.getElementById("home");
      searches++;
      rest();
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
      paint();
    } catch (error) {
      if (waits()) location.reload();
    }
  }

  addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || !waits() || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || /^\/(api|web)\//.test(link.pathname) || link.pathname + link.search === shown) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    go();
  });
  addEventListener("popstate", () => { if (waits() && location.pathname + location.search !== shown) go(); });

  // Whoever is in a field when the app puts its own page in place of this one stays there.
  addEventListener("berth:starts", () => {
    clearTimeout(soon);
    const at = document.activeElement;
    if (!at || at.tagName !== "INPUT" || !at.id || !page.contains(at)) return;
    const swap = new MutationObserver(() => {
      if (page.isConnected) return;
      swap.disconnect();
      const now = field(at.id);
      if (!now) return;
      now.focus({ preventScroll: true });
      if (now.value !== at.value) {
        now.value = at.value;
        now.dispatchEvent(new Event("input", { bubbles: true }));
      }
      now.setSelectionRange(at.selectionStart, at.selectionEnd);
    });
    swap.observe(document.body, { childList: true });
  });

  paint();
})();
