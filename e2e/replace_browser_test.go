package e2e

import (
	"strings"
	"testing"

	"berth/shared/order"
)

// TestReplaceInTheBrowser extends an order and changes its size on a phone: what it costs is said before the wallet asks,
// what cannot be is refused with the reason, and the service goes on under the new order.
func TestReplaceInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	rentAndDeploy(p, d, "notes")
	first := eval[string](p, "location.pathname")
	service := strings.TrimSpace(p.text("service-url"))
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "false"), true)`)
	p.open(d.app + first)
	p.step("ready", "done")

	p.click("extend")
	p.see("extend-words")
	p.shot("extend")
	p.click("extend-confirm")
	p.wallet("decline")
	p.see("extend-words") // nothing is lost
	p.click("extend-confirm")
	p.wallet("approve") // leave and more time, as one
	p.see("extended")
	p.until("the sheet is closed", `!document.querySelector("#extend-sheet").open`)

	p.click("replace")
	p.fill("want-diskMiB", "0")
	p.click("replace-ask")
	p.see("swap-reason")
	p.shot("replace-refused")
	p.click("replace-back")
	p.fill("want-diskMiB", "1 GiB")
	p.fill("want-memoryMiB", "300 MiB")
	p.shot("replace")
	p.click("replace-ask")
	p.see("swap-words")
	p.until("it is accepted", `document.querySelector('[data-test="swap-answer"]').dataset.kind === "accept"`)
	p.shot("replace-answer")
	p.click("replace-confirm")
	p.wallet("decline")
	p.see("swap-words")
	p.click("replace-confirm")
	p.wallet("approve")
	p.until("the new order's page", `location.pathname.startsWith("/orders/") && location.pathname !== "`+first+`"`)
	p.see("replaces")
	p.step("ready", "done")
	if got := strings.TrimSpace(p.text("service-url")); got != service {
		t.Errorf("the service is at %s now, it was at %s", got, service)
	}
	p.shot("replaced-new")
	opened := p.popup(func() { p.click("open-service") })
	opened.until("the notes", `document.readyState === "complete" && location.host.includes("localhost") && document.querySelector("form")`)
	p.front()
	id := p.orderID()
	p.click("replaces")
	p.see("out-moved")
	p.shot("replaced-old")
	p.click("replaced-by")
	p.until("back on the new order's page", `location.pathname === "/orders/`+id.String()+`"`)
	p.see("replaces")
	o, err := d.client(t).Order(t.Context(), id)
	if err != nil || o.Resources.MemoryMiB != 300 || o.State != order.Active {
		t.Errorf("on chain: %+v, %v", o, err)
	}
}
