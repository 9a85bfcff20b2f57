package e2e

import (
	"fmt"
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
)

// TestStakeInTheBrowser stakes, claims, and takes the stake back right after the claim, on a phone. What the page says of it is
// what the chain has.
func TestStakeInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844, lang: "en"}.open(t)
	p.open(d.app + "/")
	p.see("node-link")
	p.click("nav-stake")
	p.see("stake-login")
	p.shot("stake-nobody")
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.click("stake-login")
	p.click("wallet")
	p.see("account")
	p.see("stake-first")
	p.shot("stake-none")
	user, err := eth.ParseAddress(eval[string](p, `fetch("/api/session").then(r => r.json()).then(s => s.address)`))
	if err != nil {
		t.Fatal(err)
	}
	chain := d.client(t)
	brt := chain.Token(chain.Addresses().Token)
	before, err := brt.Balance(t.Context(), user)
	if err != nil {
		t.Fatal(err)
	}

	p.click("stake-first")
	p.fill("stake-value", "250")
	p.see("stake-words")
	p.shot("stake-sheet")
	p.click("stake-confirm")
	p.until("250 are staked", `document.querySelector('[data-test="stake-amount"]')?.innerText.includes("250")`)
	p.shot("stake")
	mine, err := chain.Position(t.Context(), user)
	if err != nil || mine.Amount != amount.Of(250).Mul(1e18) || !mine.Counting.IsZero() {
		t.Fatalf("position %+v, %v", mine, err)
	}

	p.until("something is earned", `document.querySelector('[data-test="claim"]')?.disabled === false`)
	p.click("claim")
	p.see("stake-sheet")
	p.shot("stake-claim")
	p.click("stake-confirm")
	p.until("the sheet is closed", `!document.querySelector('[data-test="stake-sheet"]')?.checkVisibility()`)

	// Right after it, when the wallet's own estimate of gas would be of the block before.
	p.click("unstake")
	p.click("stake-all")
	p.shot("stake-unstake")
	p.click("stake-confirm")
	p.see("stake-first")
	mine, err = chain.Position(t.Context(), user)
	if err != nil || !mine.Amount.IsZero() {
		t.Errorf("position %+v, %v", mine, err)
	}
	after, err := brt.Balance(t.Context(), user)
	if err != nil || after.Cmp(before) <= 0 {
		t.Errorf("the user had %s and has %s, %v", before, after, err)
	}
	p.shot("stake-over")
	t.Logf("earned %s in all", fmt.Sprint(after.Sub(before).Units(18), " BRT"))
}
