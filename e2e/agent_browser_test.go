package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"berth/shared/eth"
)

// TestAgentInTheBrowser lets the platform look after an order, as who uses a phone does it, says what it is wanted to do, and
// takes that back.
func TestAgentInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.rents(d, "echo")
	account, err := eth.ParseAddress(eval[string](p, `fetch("/api/session").then(r => r.json()).then(s => s.address)`))
	if err != nil {
		t.Fatal(err)
	}
	chain := d.client(t)
	p.see("agent")
	p.shot("order-en-light-phone")
	p.click("agent-open")
	p.see("agent-may")
	p.shot("agent-sheet")
	p.click("agent-confirm")
	p.see("agent-until")
	p.see("care-renew-yes")
	p.shot("order-agent")
	p.click("care-guard-no")
	p.until("the wish is kept", `fetch("/api/orders/1/care").then(r => r.json()).then(c => c.renew && !c.guard)`)
	p.click("end-order")
	p.see("end-words")
	p.shot("end-sheet")
	p.click("end-keep")
	p.click("agent-take")
	p.see("agent-none")
	agent := eval[string](p, `fetch("/api/info").then(r => r.json()).then(i => i.agent)`)
	a, err := eth.ParseAddress(agent)
	if err != nil {
		t.Fatal(err)
	}
	if until, _, err := chain.Budget(t.Context(), account, a, chain.Addresses().Tokens[0].Address); err != nil || !until.IsZero() {
		t.Errorf("the agent may act until %s, %v", until, err)
	}
	p.click("end-order")
	p.click("end-confirm")
	p.see("outcome")
	p.see("receipt")
	p.shot("order-ended-receipt")
	p.open(d.app + "/orders")
	p.see("owed")
	p.shot("orders-en-light-phone")
	if os.Getenv("BERTH_SHOTS") != "" {
		p.open(d.app + "/stake")
		p.click("stake-first")
		p.fill("stake-value", "250.5")
		p.click("stake-confirm")
		p.see("stake-amount")
		p.looks(d, "/stake", "/orders/1", "/orders")
	}
}

// looks has pictures of pages made on a desk and on a phone, in the dark and in Chinese.
func (p tab) looks(d *demo, paths ...string) {
	p.t.Helper()
	for _, w := range []struct {
		lang, theme   string
		width, height int64
	}{{"en", "dark", 1280, 900}, {"zh", "light", 1280, 900}, {"zh", "dark", 390, 844}} {
		p.do(chromedp.EmulateViewport(w.width, w.height, chromedp.EmulateScale(1)))
		eval[bool](p, fmt.Sprintf(`(localStorage.setItem("lang", JSON.stringify(%q)), localStorage.setItem("theme", JSON.stringify(%q)), true)`, w.lang, w.theme))
		for _, path := range paths {
			p.open(d.app + path)
			p.until("it is there", `document.querySelector('[data-test="stake-pool"], [data-test="outcome"], [data-test="owed"]')`)
			p.until("nothing is on its way", `!document.querySelector(".skeleton, .waiting")`)
			p.shot("looks-" + strings.ReplaceAll(path[1:], "/", "-") + "-" + w.lang + "-" + w.theme)
		}
	}
}
