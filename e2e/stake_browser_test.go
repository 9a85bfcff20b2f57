package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"berth/shared/amount"
	"berth/shared/eth"
)

// TestStakeInTheBrowser stakes, has the rewards paid, takes all back in the block after that, and lets the platform look
// after an order, as who uses a phone does it, and looks at the chain afterwards.
func TestStakeInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/stake")
	p.see("stake-login")
	p.see("stake-total")
	p.shot("stake-out")
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/stake")
	p.click("stake-login")
	p.click("wallet")
	p.see("account")
	account, err := eth.ParseAddress(eval[string](p, `fetch("/api/session").then(r => r.json()).then(s => s.address)`))
	if err != nil {
		t.Fatal(err)
	}
	chain := d.client(t)
	has := func(want amount.Amount) {
		t.Helper()
		if pos, err := chain.Position(t.Context(), account); err != nil || pos.Amount != want {
			t.Errorf("position %+v, %v; want %s", pos, err, want)
		}
	}

	// 1. Stake: what cannot be is said before the wallet is asked.
	p.click("stake-first")
	p.fill("stake-value", "1000000")
	p.until("the field says what is wrong with it", `document.querySelector('[aria-invalid="true"]')`)
	p.fill("stake-value", "100")
	p.see("stake-words")
	p.shot("stake-sheet")
	p.click("stake-confirm")
	p.see("stake-amount")
	token := amount.Of(1e18)
	has(token.Mul(100))
	p.until("it ticks", `+document.querySelector('[data-test="stake-earned"]').innerText.split(" ")[0] > 0`)
	p.see("stake-counts-from")
	p.shot("stake-en-light-phone")

	// 2. The claim, and at once all of it back: the gas of that is more than at the block before.
	p.click("claim")
	p.see("stake-words")
	p.click("stake-confirm")
	p.until("the sheet is closed", `!document.querySelector('#stake-sheet').open`)
	p.click("unstake")
	p.click("stake-all")
	p.see("stake-more-words")
	p.shot("unstake-sheet")
	p.click("stake-confirm")
	p.see("stake-first")
	has(amount.Amount{})

	// 3. The page on a desk, in the dark and in Chinese.
	p.click("stake-first")
	p.fill("stake-value", "250.5")
	p.click("stake-confirm")
	p.see("stake-amount")
	has(token.Mul(501).Div(2))

	// 4. An order, and the platform to look after it.
	p.open(d.app + "/rent")
	p.click("template-echo")
	p.compares()
	p.see("rent-done")
	p.click("choose")
	p.see("pay")
	p.stays()
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("activated", "done")
	p.shot("order-en-light-phone")
	p.click("tab-settings")
	p.see("agent")
	p.click("agent-open")
	p.see("agent-may")
	p.shot("agent-sheet")
	p.click("agent-confirm")
	p.see("agent-until")
	p.see("care-renew-yes")
	p.shot("order-agent")
	p.click("care-guard-no")
	p.until("the wish is kept", `fetch("/api/orders/1/care").then(r => r.json()).then(c => c.renew && !c.guard)`)
	p.click("tab-overview")
	p.click("end-order")
	p.see("end-words")
	p.shot("end-sheet")
	p.click("end-keep")
	p.click("tab-settings")
	p.click("agent-take")
	p.see("agent-none")
	p.click("tab-overview")
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
	p.looks(d, "/stake", "/orders/1", "/orders")
}

// looks has pictures of pages made on a desk and on a phone, in the dark and in Chinese, where pictures are wanted.
func (p tab) looks(d *demo, paths ...string) {
	p.t.Helper()
	if os.Getenv("BERTH_SHOTS") == "" {
		return
	}
	for _, w := range []struct {
		lang, theme   string
		width, height int64
	}{{"en", "dark", 1280, 900}, {"zh", "light", 1280, 900}, {"zh", "dark", 390, 844}} {
		p.do(chromedp.EmulateViewport(w.width, w.height, chromedp.EmulateScale(1)))
		eval[bool](p, fmt.Sprintf(`(localStorage.setItem("lang", JSON.stringify(%q)), localStorage.setItem("theme", JSON.stringify(%q)), true)`, w.lang, w.theme))
		for _, path := range paths {
			p.open(d.app + path)
			p.until("it is there", `document.querySelector('[data-test="stake-pool"], [data-test="outcome"], [data-test="owed"], [data-test="alarm"], [data-test="mail"], [data-test="own-seen"], [data-test="own"] [data-test="node-form"]')`)
			p.until("nothing is on its way", `!document.querySelector(".skeleton, .waiting")`)
			p.shot("looks-" + strings.ReplaceAll(path[1:], "/", "-") + "-" + w.lang + "-" + w.theme)
		}
	}
}
