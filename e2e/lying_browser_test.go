package e2e

import (
	"fmt"
	"strings"
	"testing"

	"berth/shared/attacktest"
)

// told has the page hear something else than what the servers say: the site has no contracts of its own, and the platform's
// facts are changed by window.lie.
const told = `(() => {
	const real = window.fetch;
	window.fetch = async (input, init) => {
		const path = new URL(String(input), location.href).pathname;
		if (path === "/contracts.json") return new Response("", { status: 404 });
		const answer = await real(input, init);
		const lie = sessionStorage.getItem("lie");
		if (path !== "/api/info" || !lie) return answer;
		const info = await answer.json();
		Object.assign(info.chain, JSON.parse(lie));
		return new Response(JSON.stringify(info), { headers: { "Content-Type": "application/json" } });
	};
})()`

// TestAttackLyingPlatformInTheBrowser: a site that was built without addresses asks once, in words; afterwards a platform that
// names others gets no prompt out of the wallet.
func TestAttackLyingPlatformInTheBrowser(t *testing.T) {
	thorough(t)
	attacktest.Whole(t)
	a := attacktest.Begin(t, "a page shows a wallet's prompt for contracts of a lying platform's")
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	p.before(told)
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-card", 3))
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/rent")
	p.click("template-echo")
	p.compares()
	p.click("wallet")
	p.see("rent-done")
	p.click("choose")
	p.see("pay-deposit")
	prompts := func() int {
		return eval[int](p, `window.__berthDevWalletPrompts.filter(x => x.method === "eth_signTypedData_v4" || x.method === "eth_sendTransaction" || x.method === "wallet_sendCalls").length`)
	}
	p.click("pay")
	p.see("confirm-contracts")
	a.Tried(prompts() > 0, "nothing is known, and nobody was asked")
	market := d.client(t).Addresses().Market.String()
	if said := p.text("trouble"); !strings.Contains(said, market) {
		t.Errorf("the market is not shown: %s", said)
	}
	p.shot("confirm-contracts")
	p.click("confirm-contracts")
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("activated", "done")

	order, before := eval[string](p, "location.pathname"), prompts()
	for _, lie := range []string{
		`{"market":"0x00000000000000000000000000000000000000aa"}`, `{"registry":"0x00000000000000000000000000000000000000aa"}`, `{"id":1}`,
		`{"token":{"address":"0x00000000000000000000000000000000000000aa","name":"Berth","symbol":"BERTH","decimals":18}}`,
	} {
		eval[bool](p, fmt.Sprintf(`(sessionStorage.setItem("lie", %q), true)`, lie))
		p.open(d.app + order)
		p.click("end-order")
		p.see("end-sheet")
		p.click("end-confirm")
		p.see("trouble")
		said := p.text("trouble")
		a.Tried(prompts() != before, "%s", lie)
		if !strings.Contains(said, "Nothing was signed") {
			t.Errorf("%s: %s", lie, said)
		}
	}
	p.shot("contracts-changed")
}
