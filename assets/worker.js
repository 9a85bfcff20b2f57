// The service worker. The shell (pages, scripts, styles, the WASM file) is kept per version and served from the cache;
// answers of the platform's API come from the network, and the last one seen where there is none.
const version = /*VERSION*/null;
const keep = /*KEEP*/null;
const pages = /*PAGES*/null.map((p) => ({ pattern: new RegExp(p.pattern), files: p.files }));

const seed = /*SEED*/null;

// The app as the browser's compiler takes it, which no server has, and as it comes over the network.
const program = "/web/app.wasm";
const packed = "/web/app.fold";
const unfold = /*UNFOLD*/null;

const shell = "berth-shell-" + version;
const data = "berth-data";
const langKey = "/.berth-lang";
const maxData = 80; // answers
const maxAnswer = 1 << 20; // bytes of each

self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  const cache = await caches.open(shell);
  const fresh = (url) => new Request(url, { cache: "no-cache", credentials: "same-origin" });
  await cache.addAll(keep.map(fresh));
  const app = await fetch(fresh(packed));
  if (!app.ok) throw new Error(packed + ": " + app.status);
  await cache.put(program, unfold(app));
  // A page that is missing must not stop an update: it is fetched when it is wanted.
  await Promise.allSettled(pages.flatMap((p) => Object.values(p.files)).map((url) => cache.add(fresh(url))));
  await self.skipWaiting();
}

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  const keys = await caches.keys();
  await Promise.all(keys.filter((k) => k !== shell && k !== data).map((k) => caches.delete(k)));
  await self.clients.claim();
  // On the first visit the page has asked before this worker was there to remember the answers.
  const cache = await caches.open(data);
  await Promise.allSettled(seed.map(async (url) => (await cache.match(url)) || cache.add(url)));
}

self.addEventListener("message", (event) => {
  const msg = event.data;
  if (msg && msg.type === "berth:lang") event.waitUntil(remember(msg.lang));
});

async function remember(lang) {
  const cache = await caches.open(data);
  await cache.put(langKey, new Response(lang === "zh" ? "zh" : "en"));
}

async function language() {
  const kept = await caches.match(langKey, { cacheName: data });
  if (kept) return kept.text();
  return /^zh\b/i.test(self.navigator.language || "") ? "zh" : "en";
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;

  if (url.pathname.startsWith("/api/")) {
    if (request.method !== "GET") {
      // Another account, or none: what was kept of this one goes.
      if (/^\/api\/(login|logout)$/.test(url.pathname)) event.waitUntil(forget());
      return;
    }
    if ((request.headers.get("accept") || "").includes("text/event-stream") || url.pathname.endsWith("/events")) return;
    event.respondWith(networkFirst(request, event.clientId));
    return;
  }
  if (request.method === "POST" && url.pathname === "/share" && request.mode === "navigate") {
    event.respondWith(shared(request));
    return;
  }
  if (request.method !== "GET") return;
  event.respondWith(request.mode === "navigate" ? navigate(request, url) : cacheFirst(request));
});

async function forget() {
  const lang = await language();
  await caches.delete(data);
  await remember(lang);
}

// Whether answers come out of the cache: browsers say that they are online whenever there is any network at all.
let cut = false;

async function line(down, clientId) {
  if (down === cut && !down) return;
  cut = down;
  const client = clientId && (await self.clients.get(clientId));
  if (client) client.postMessage({ type: "berth:line", down });
}

async function networkFirst(request, clientId) {
  let answer;
  try {
    answer = await fetch(request);
  } catch (error) {
    const last = await caches.match(request, { cacheName: data });
    line(true, clientId);
    if (!last) throw error;
    const headers = new Headers(last.headers);
    headers.set("X-Berth-Offline", "1");
    return new Response(last.body, { status: last.status, statusText: last.statusText, headers });
  }
  line(false, clientId);
  if (answer.ok) {
    keepAnswer(request, answer.clone()).catch(() => {});
  }
  return answer;
}

// keepAnswer keeps an answer for when there is no network, unless it is longer than the page would read.
async function keepAnswer(request, answer) {
  const reader = answer.body.getReader();
  const parts = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if ((size += value.length) > maxAnswer) return reader.cancel();
    parts.push(value);
  }
  const cache = await caches.open(data);
  await cache.put(request, new Response(new Blob(parts), { status: answer.status, statusText: answer.statusText, headers: answer.headers }));
  await trim(cache);
}

async function trim(cache) {
  const keys = await cache.keys();
  const old = keys.filter((k) => new URL(k.url).pathname.startsWith("/api/"));
  await Promise.all(old.slice(0, Math.max(0, old.length - maxData)).map((k) => cache.delete(k)));
}

async function navigate(request, url) {
  const route = pages.find((p) => p.pattern.test(url.pathname));
  const lost = route === pages[pages.length - 1];
  if (!lost) {
    const page = await caches.match(route.files[await language()], { cacheName: shell });
    if (page) return page;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match(route.files[await language()], { cacheName: shell });
    if (page) return page;
    throw error;
  }
}

async function cacheFirst(request) {
  const kept = await caches.match(request, { cacheName: shell });
  if (kept) return kept;
  if (new URL(request.url).pathname === program) {
    const app = await fetch(packed);
    return app.ok ? unfold(app) : app;
  }
  const answer = await fetch(request);
  // What few visits need, such as the terminal, is kept from the first time on.
  if (answer.ok && new URL(request.url).pathname.startsWith("/web/")) {
    const copy = answer.clone();
    caches.open(shell).then((cache) => cache.put(request, copy)).catch(() => {});
  }
  return answer;
}

// What another app shares (the manifest's share_target): a file's text, or a text, is kept until the page that rents takes it. It may be of
// anybody, as any site may send a form here: it is as long as the page takes, and nothing becomes of it before its user says so.
const sharedKey = "/.berth-shared";
const maxShared = 64 << 10;

async function shared(request) {
  try {
    const form = await request.formData();
    const file = form.getAll("file").find((f) => f instanceof File && f.size > 0);
    const text = file ? (file.size <= maxShared ? await file.text() : "") : String(form.get("text") || "");
    if (text && text.length <= maxShared) {
      const cache = await caches.open(data);
      const name = file ? file.name : String(form.get("title") || "");
      await cache.put(sharedKey, new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8", "X-Name": encodeURIComponent(name.slice(0, 200)) } }));
    }
  } catch (error) {
    // The page says that nothing came.
  }
  return Response.redirect("/rent?shared=1", 303);
}

// A notice of the platform, by Web Push. Its words are here: what is sent says only what is the matter.
const notices = /*NOTICES*/null;

self.addEventListener("push", (event) => event.waitUntil(notify(event.data)));

async function notify(data) {
  let notice = {};
  try {
    notice = data.json();
  } catch (error) {
    // A browser wants each push to be shown, whatever was in it.
  }
  const lang = await language();
  const words = notices[lang];
  const kind = String(notice.kind);
  const [title, says] = words[kind + ":" + notice.why] || words[kind] || ["Berth", ""];
  const at = new Date(notice.since || notice.until || notice.at);
  const fill = (text) =>
    text.replace(/\{(order|node|time)\}/g, (_, name) => {
      if (name === "order") return String(notice.order || "").slice(0, 20);
      if (name === "node") return String(notice.nodeName || "").slice(0, 80);
      return isNaN(at) ? "" : at.toLocaleString(lang === "zh" ? "zh-CN" : undefined, { dateStyle: "medium", timeStyle: "short" });
    });
  if (self.navigator.setAppBadge) self.navigator.setAppBadge().catch(() => {});
  await self.registration.showNotification(fill(title), {
    body: fill(says),
    tag: String(notice.id || "berth"), // one that comes twice is shown once
    lang,
    icon: "/web/icon-192.png",
    data: { order: Number.isSafeInteger(notice.order) ? notice.order : 0 },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

async function show(data) {
  const url = new URL(data && data.order ? "/orders/" + data.order : "/notices", self.location.origin).href;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const client of open) {
    if (client.url === url) return client.focus();
  }
  return self.clients.openWindow(url);
}
