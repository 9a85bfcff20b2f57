package e2e

import "testing"

// watched counts the streams of changes that a page asks for, and notes when it is shown again as it was left.
const watched = `
	window.__streams = 0;
	const asks = window.fetch;
	window.fetch = function (to) {
		if (String(to?.url ?? to).includes("/api/events")) window.__streams++;
		return asks.apply(this, arguments);
	};
	addEventListener("pageshow", e => { window.__kept = e.persisted; });
`

// TestPagesKeptInTheBrowser opens more pages one after another than a browser has connections to a host over HTTP/1.1: those that
// were left are kept for the way back, and must keep no stream. On the way back a page hears of changes again.
func TestPagesKeptInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	p.before(watched)
	for range 4 {
		for _, at := range []string{"/explore", "/explore?sort=price"} {
			p.open(d.app + at)
			p.until("the nodes", count("node-card", 3))
			p.until("it listens", `window.__streams > 0`)
		}
	}
	eval[bool](p, `(history.back(), true)`)
	p.until("it is back", `location.search === "" && document.readyState === "complete"`)
	t.Logf("it was kept: %v", eval[bool](p, `window.__kept`))
	p.until("it listens again", `window.__streams > (window.__kept ? 1 : 0)`)
}
