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
	p.open(d.app + "/explore")
	node := eval[string](p, `fetch("/api/nodes?limit=1").then(r => r.json()).then(l => l.items[0].address)`)
	for range 5 {
		for _, at := range []struct{ path, there string }{{"/explore", count("node-card", 3)}, {"/nodes/" + node, `document.querySelector('[data-test="node-resources"]')`}} {
			p.open(d.app + at.path)
			p.until(at.path+" is there", at.there)
			p.until("it listens", `window.__streams > 0`)
		}
	}
	eval[bool](p, `(history.back(), true)`)
	p.until("it is back", `location.pathname === "/explore" && document.readyState === "complete"`)
	t.Logf("it was kept: %v", eval[bool](p, `window.__kept`))
	p.until("it listens again", `window.__streams > (window.__kept ? 1 : 0)`)
}
