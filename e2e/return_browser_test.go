package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestReturnInTheBrowser: the balance is read again after a reload of the last step, whose button is in view on a desktop; what is owed stands below
// what runs; and who rents again finds the service and size of before.
func TestReturnInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 1280, height: 800}.open(t)
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-link", 3))
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/rent?template=notes")
	p.compares()
	p.click("wallet")
	p.see("rent-done")
	p.click("choose")
	p.see("pay-deposit")
	p.inView("pay")
	p.open(eval[string](p, "location.href"))
	p.until("the balance is read after a reload", `/\d/.test(document.querySelector('[data-test="pay-balance"]')?.innerText)`)
	p.inView("pay")
	p.shot("return-pay")
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("ready", "done")
	size := eval[string](p, `fetch("/api/orders/1").then(r => r.json()).then(o => String((o.order ?? o).resources.cpuMilli))`)
	p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(1)))
	p.click("end-order")
	p.click("end-confirm")
	p.see("outcome")
	p.click("rent-again")
	p.see("dial-rate")
	p.until("it is what was rented", fmt.Sprintf(`location.pathname === "/rent" && document.querySelector("main").innerText.includes("Notes") && %q.length > 0`, size))
	p.until("and of that size", fmt.Sprintf(`document.querySelector("main").innerText.includes(String(Number(%q) / 1000))`, size))
	p.shot("return-again")
}
