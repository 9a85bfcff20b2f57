package site

// devWorker stands in for the service worker while somebody works on the app: it keeps nothing, so that each load comes
// from the server. What an earlier worker kept it drops, and loads the pages that came of that again.
const devWorker = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const kept = await caches.keys();
  await Promise.all(kept.map((key) => caches.delete(key)));
  await self.clients.claim();
  if (kept.length === 0) return;
  for (const client of await self.clients.matchAll({ type: "window" })) client.navigate(client.url);
})()));
`

// devBoot has a page reload itself once the site is of another version than the page.
const devBoot = `
(async function () {
  const look = async () => (await fetch("/version.txt", { cache: "no-store" })).text();
  const mine = await look();
  setInterval(async () => {
    const now = await look().catch(() => mine); // the demo is not there for a moment
    if (now !== mine) location.reload();
  }, 500);
})();
`

// version says last of all which version the site is, for pages that wait for the next one.
func (b *builder) version() error {
	if !b.cfg.Dev {
		return nil
	}
	return b.write("version.txt", []byte(b.cfg.Version))
}
