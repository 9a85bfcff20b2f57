package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTypedInTheBrowser: no letter is lost of what is typed faster than a slow processor shows it, though each letter makes the page anew.
func TestTypedInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 1280, height: 844}.open(t)
	p.open(d.app + "/explore")
	p.until("the app", `window.berthStarted && !document.querySelector("[data-early]") && document.querySelector('[data-test="filter-q"]')`)
	p.slow(pace{down: -1, up: -1, cpu: 6})
	for round := range 4 {
		text := fmt.Sprintf("round %d: %s", round, strings.Repeat("night quay ", 4)+"end")
		p.do(chromedp.Focus(chromedp.CSS(sel("filter-q"))))
		eval[bool](p, fmt.Sprintf("(document.querySelector(%q).select(), true)", sel("filter-q")))
		p.do(chromedp.SendKeys(chromedp.CSS(sel("filter-q")), text))
		p.until("it was searched for", fmt.Sprintf(`new URLSearchParams(location.search).get("q") !== null && document.querySelector(%q).value.endsWith("end")`, sel("filter-q")))
		if got := eval[string](p, fmt.Sprintf("document.querySelector(%q).value", sel("filter-q"))); got != text {
			t.Errorf("typed %q, there is %q", text, got)
		}
	}
}
