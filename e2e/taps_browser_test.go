package e2e

import (
	"fmt"
	"testing"
)

// counted is a person who taps, and confirms in a wallet.
type counted struct {
	tab
	taps, prompts int
}

func (c *counted) tap(css string) {
	c.t.Helper()
	c.clickCSS(css)
	c.taps++
}

// confirm is a tap, too, in the wallet's own window.
func (c *counted) confirm() {
	c.t.Helper()
	c.wallet("approve")
	c.taps++
	c.prompts++
}

// TestTapsInTheBrowser counts what a phone's user taps and what the wallet asks from home to the open service, as a newcomer and logged
// in.
func TestTapsInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/")
	p.until("what there is to rent", count("home-services", 1)+` && !document.querySelector(".home-room")`)
	home := func() *counted { return &counted{tab: p} }
	rent := func(c *counted) {
		t.Helper()
		c.tap(`main a[href^="/rent"]`)
		c.tap(sel("template-hello"))
		p.until("one total", fmt.Sprintf(`document.querySelector(%q)?.innerText.trim().length > 1`, sel("dial-total")))
		p.focused("step-heading")
		p.until("no tabs beside the one way on", `!document.querySelector(".tabs").checkVisibility()`)
		c.tap(sel("rent-first") + `:not([aria-disabled="true"])`)
	}
	open := func(c *counted) {
		t.Helper()
		p.until("the order's page", `location.pathname.startsWith("/orders/")`)
		service := p.popup(func() { c.tap(sel("open-service")) })
		service.until("the service", `document.readyState === "complete" && document.title.length > 0 && location.host.includes("localhost")`)
		p.front()
	}
	judge := func(what string, c *counted, taps, prompts int) {
		t.Helper()
		t.Logf("%s: %d taps, %d of them in the wallet", what, c.taps, c.prompts)
		if c.taps > taps || c.prompts > prompts {
			t.Errorf("%s: %d taps and %d prompts, may be %d and %d", what, c.taps, c.prompts, taps, prompts)
		}
		if asked := len(p.prompts()); asked > 0 && c.prompts == 0 {
			t.Errorf("%s: the wallet was asked %d times", what, asked)
		}
	}

	c := home()
	rent(c)
	c.tap(sel("wallet"))
	c.confirm() // connect
	c.confirm() // log in
	c.confirm() // leave to take the amount, and the order
	c.confirm() // access to the node
	open(c)
	judge("the first time", c, 9, 4)

	p.open(d.app + "/")
	p.see("account")
	c = home()
	rent(c)
	c.confirm()
	c.confirm()
	open(c)
	judge("logged in", c, 6, 2)
}
