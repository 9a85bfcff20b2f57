package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"berth/shared/eth"
	"berth/shared/order"
)

// TestRentInTheBrowser does the main job as a newcomer with a phone does it, and looks at the balances on chain
// afterwards.
func TestRentInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)

	// 1. Without a login: nodes, filters, a node's page.
	p.open(d.app + "/explore")
	p.until("three nodes", count("node-card", 3))
	p.shot("explore")
	p.click("filters-toggle")
	p.fill("filter-cpu", "0.4")
	p.until("the small node is filtered out", count("node-card", 2)+" || "+count("node-card", 1))
	p.shot("explore-filtered")
	p.click("drop-cpuMilli") // the remedy under the list
	p.until("three nodes again", count("node-card", 3))
	p.click("node-link")
	p.see("node-resources")
	p.see("node-prices")
	p.until("the endpoint is shown", `document.body.innerText.includes(".localhost:")`)
	p.shot("node")

	// 2. Log in with the Dev wallet; a prompt that is declined leaves all as it was.
	p.click("login")
	p.see("login-sheet")
	p.shot("login")
	p.click("wallet")
	p.wallet("decline")
	p.see("login-error")
	p.click("wallet")
	p.wallet("approve") // connect
	p.wallet("approve") // the login message
	p.see("account")
	user := eval[string](p, `fetch("/api/session").then(r => r.json()).then(s => s.address)`)
	account, err := eth.ParseAddress(user)
	if err != nil {
		t.Fatal(err)
	}
	chain := d.client(t)
	coin := chain.Addresses().Tokens[0].Address
	before, err := chain.Token(coin).Balance(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}

	eval[bool](p, `(localStorage.setItem("berth.devwallet.batch", "false"), true)`) // a wallet that takes one call at a time
	// 3. Rent: a template, the recommended rate, all nodes asked, the first that accepts.
	rent := time.Now()
	p.open(d.app + "/rent")
	p.see("own") // what one has oneself comes first
	p.see("template-echo")
	p.shot("rent-what")
	p.click("template-echo")
	p.see("dial-rate")
	p.focused("step-heading")
	p.shot("rent-price")
	p.compares()
	p.see("rent-done")
	p.until("three answers", count("answer", 3))
	p.until("one of them is recommended, and why", count("answer-best", 1)+" && "+count("answer-why", 1))
	p.focused("step-heading")
	p.shot("rent-answers")
	p.click("choose")
	p.see("pay-deposit")
	p.focused("step-heading")
	p.shot("rent-pay")
	for _, w := range []struct{ width, height int64 }{{1280, 800}, {390, 844}} {
		p.do(chromedp.EmulateViewport(w.width, w.height, chromedp.EmulateScale(1)))
		p.until("what is paid and its button are in the first window", fmt.Sprintf(`innerWidth === %d && scrollY === 0 && ["pay-deposit", "pay"].every(n => (r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('[data-test="' + n + '"]').getBoundingClientRect()))`, w.width))
		p.sound("to pay")
	}
	p.click("pay")
	p.wallet("decline")
	p.see("pay") // nothing is lost
	p.focused("told")
	p.until("what was declined is told in view, beside the button", `(e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= innerHeight)(document.querySelector('[data-test="told"]'))`)
	p.shot("rent-declined")
	p.click("pay")
	p.wallet("approve") // the permit
	p.wallet("approve") // the order

	// 4. Activation, seen on the order's page.
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	id := p.orderID()
	p.step("activated", "done")
	// 5. Authorise, which is all that is left to do: it deploys by itself, and opens.
	p.wallet("approve") // access; this browser's key signs the manifest
	p.step("authorised", "done")
	p.step("ready", "done")
	t.Logf("from rent to a service that is ready, by hand: %v", time.Since(rent).Round(time.Millisecond))
	p.shot("order-ready")
	service := strings.TrimSpace(p.text("service-url"))
	opened := p.popup(func() { p.click("open-service") })
	opened.until("the echo's page", `document.title.length > 0 && location.host.includes("localhost")`)
	opened.front()
	opened.shot("service")
	for _, probe := range []struct{ what, js string }{
		{"WebSocket", `new Promise((ok, no) => { const w = new WebSocket(location.origin.replace("http", "ws") + "/ws"); w.onopen = () => w.send("ahoy"); w.onmessage = e => ok(e.data); w.onerror = no; setTimeout(no, 5000) })`},
		{"server-sent events", `new Promise((ok, no) => { const s = new EventSource("/events"); s.onmessage = e => { s.close(); ok(e.data) }; s.addEventListener("clock", e => { s.close(); ok(e.data) }); setTimeout(no, 5000) })`},
	} {
		if got := eval[string](opened, probe.js); got == "" || probe.what == "WebSocket" && !strings.Contains(got, "ahoy") {
			t.Errorf("%s through the proxy: %q", probe.what, got)
		}
	}
	stranger := newPerson(t, d, 1)
	if status, _ := stranger.do("GET", opened.origin()+"/", nil); status != 401 {
		t.Errorf("the service without its cookie: %d, want 401 (%s)", status, service)
	}

	p.front()

	// 6. The list, then the end and who got what.
	p.click("nav-orders")
	p.see("order")
	p.shot("orders")
	p.click("order-link")
	p.until("the probation is over and the meter ticks", `/[1-9]/.test(document.querySelector('[data-test="cost-so-far"]')?.innerText ?? "")`)
	p.click("end-order")
	p.see("end-sheet")
	p.shot("order-end")
	p.click("end-confirm")
	p.wallet("approve")
	p.see("outcome")
	p.see("owed")
	p.shot("order-ended")
	if order := eval[string](p, `[...document.querySelectorAll('[data-test="outcome"], .order-runs, [data-test="owed"]')].map(e => e.dataset.test ?? e.className).join()`); order != "outcome,order-runs,owed" {
		t.Errorf("what the order has stands as %s: the money comes below the service", order)
	}
	p.sound("an order that has ended")
	p.click("withdraw")
	p.wallet("approve")
	p.until("nothing is owed any more", `!document.querySelector('[data-test="withdraw"]')`)
	opened.front()
	// chromedp's own waits for a load that it may have missed, in a tab that it found on its way from one host to another.
	eval[bool](opened, `(setTimeout(() => location.reload()), true)`)
	opened.until("the service says that it is over", `document.readyState === "complete" && !document.body.innerText.includes("ahoy")`)
	opened.shot("service-ended")

	ended := eval[string](p, fmt.Sprintf(`fetch("/api/orders/%d").then(r => r.text())`, id))
	if !strings.Contains(ended, `"cancelled"`) {
		t.Errorf("the order after its end: %s", ended)
	}
	o, err := chain.Order(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	after, err := chain.Token(coin).Balance(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	owed, err := chain.Owed(t.Context(), o.Node, coin)
	if err != nil {
		t.Fatal(err)
	}
	if owed.IsZero() {
		t.Error("the node has earned nothing past the probation")
	}
	if o.State != order.Cancelled || before.Sub(after) != owed {
		t.Errorf("state %v; the user is %v short, the node is owed %v", o.State, before.Sub(after), owed)
	}
	if held, err := chain.Token(coin).Balance(t.Context(), chain.Addresses().Market); err != nil || held != owed {
		t.Errorf("the market holds %v, %v; wants what the node is owed, %v", held, err, owed)
	}
	prompts := eval[int](p, "window.__berthDevWalletPrompts.length")
	t.Logf("wallet prompts since the page was loaded: %d", prompts)
}

// TestRentInChinese does it on a dark desktop in Chinese, with a wallet that approves by itself, from a size of one's own
// and with wrong input on the way.
func TestRentInChinese(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 1280, height: 900, dark: true, lang: "zh"}.open(t)
	p.open(d.app + "/explore")
	p.until("the page is Chinese", `document.documentElement.lang.startsWith("zh") && document.body.innerText.includes("节点")`)
	p.until("three nodes", count("node-link", 3))
	p.shot("zh-explore")
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)

	p.open(d.app + "/rent")
	p.see("template-none")
	p.click("template-none")
	p.see("preset")
	p.see("dial-rate") // a size is proposed, and its price
	p.until("nothing is wrong at the beginning", `!document.querySelector('[aria-invalid="true"]')`)
	p.shot("zh-just")
	p.click("preset-custom")
	p.fill("want-cpuMilli", "-1")
	p.until("the field says what is wrong with it", `document.querySelector('[aria-invalid="true"]')`)
	p.shot("zh-wrong")
	p.fill("want-cpuMilli", "0.1")
	p.fill("want-memoryMiB", "256")
	p.see("rent-bare") // 256 of what?
	p.until("it is asked first", `document.querySelector('[data-test="rent-first"], [data-test="rent-ask"]').getAttribute("aria-disabled") === "true"`)
	p.shot("zh-bare")
	p.click("rent-bare-MiB")
	p.until("it is MiB", `document.querySelector('[data-test="want-memoryMiB"]').value === "256 MiB"`)
	p.fill("want-memoryMiB", "64 MiB")
	p.click("template-change")
	p.click("template-hello")
	p.see("dial-rate")
	p.click("token-BRT") // Berth's own token instead of dollars
	// With what is recommended in it the page has its height: a click goes where the button stays.
	p.until("prices are in BRT", `/[\d.]+ BRT/.test(document.querySelector('[data-test="dial-rate"]')?.innerText)`)
	p.click("own-price")
	p.see("dial-entry")
	p.shot("zh-price")
	p.compares()
	p.see("login-sheet") // asking needs one
	p.click("wallet")
	p.see("rent-done")
	p.shot("zh-answers")
	p.click("choose")
	p.see("pay-deposit")
	p.shot("zh-pay")
	began := time.Now()
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("activated", "done")
	p.step("ready", "done") // without another tap
	service := p.popup(func() { p.click("open-service") })
	service.until("the hello page", `document.readyState === "complete" && document.title.length > 0`)
	t.Logf("from pay to the service's page, with a wallet that approves by itself: %v", time.Since(began).Round(time.Millisecond))
	service.front()
	service.shot("zh-service")
	p.front()
	p.shot("zh-order")
	chain := d.client(t)
	o, err := chain.Order(t.Context(), 1)
	if err != nil || o.Token != chain.Addresses().Token {
		t.Errorf("order %+v, %v", o, err)
	}
	if left := eval[string](p, `[...document.querySelectorAll("main *")].filter(e => e.childElementCount === 0 && e.checkVisibility() && /^[A-Z][a-z]+ [a-z]+ [a-z]+/.test(e.innerText)).map(e => e.innerText).join(" | ")`); left != "" {
		t.Errorf("English on a Chinese page: %s", left)
	}
	for _, path := range []string{"/orders", "/more", "/nodes/0x0000000000000000000000000000000000000001", "/nowhere"} {
		p.open(d.app + path)
		p.until("the page is there", `document.querySelector("main h1")`)
		p.shot("zh" + strings.ReplaceAll(path, "/", "-"))
	}
}

// focused waits until the keyboard is at the element with this data-test.
func (p tab) focused(name string) {
	p.t.Helper()
	p.until("the focus is at "+name, fmt.Sprintf("document.activeElement?.dataset?.test === %q", name))
}

// count is a JavaScript expression: so many elements with this data-test are shown.
func count(name string, n int) string {
	return fmt.Sprintf("[...document.querySelectorAll(%q)].filter(e => e.checkVisibility()).length === %d", sel(name), n)
}
