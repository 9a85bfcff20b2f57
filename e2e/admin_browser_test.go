package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

type adminPage struct{ name, path, sees string }

// adminPages are a node's admin pages, with what each shows once it is there.
var adminPages = []adminPage{
	{"overview", "/admin", "health-chain"}, {"orders", "/admin/orders", "order-list"}, {"order", "/admin/orders/2", "order-terms"}, {"prices", "/admin/prices", "policy-prices"},
	{"money", "/admin/money", "purse"}, {"node", "/admin/node", "entry"}, {"maintenance", "/admin/maintenance", "maintenance"}, {"audit", "/admin/audit", "act"}, {"more", "/admin/more", "role"},
}

// adminHost is the URL of a demo's first node's gateway, and what it says of itself to anybody.
func adminHost(p *person, d *demo) (string, wire.AdminSite) {
	p.t.Helper()
	host := fmt.Sprintf("http://n1.localhost:%d", d.port)
	return host, ask[wire.AdminSite](p, "GET", host+wire.AdminPath+"/site", nil)
}

// picks chooses one of the Dev wallet's accounts, which it asks for.
func (p tab) picks(who eth.Address) {
	p.t.Helper()
	sel := `document.querySelector("berth-dev-wallet")?.shadowRoot?.querySelector("[data-test=devwallet-account]")`
	p.until("the wallet asks for an account", sel+"?.checkVisibility()")
	eval[bool](p, fmt.Sprintf(`(() => {
		const select = %s, option = [...select.options].find(o => o.value.toLowerCase() === %q);
		select.value = option.value;
		return true;
	})()`, sel, strings.ToLower(who.String())))
	p.wallet("approve")
}

// loginAdmin logs in to a gateway's admin pages with one of the Dev wallet's accounts.
func (p tab) loginAdmin(host string, who eth.Address) {
	p.t.Helper()
	p.open(host + "/admin")
	p.click("admin-login")
	p.click("wallet")
	p.picks(who)
	p.wallet("approve") // the login message
	p.see("health-chain")
}

// fits fails where a page is wider than the window, or has a control that a finger misses.
func (p tab) fits(what string) {
	p.t.Helper()
	if over := eval[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		p.t.Errorf("%s is %d px wider than the window", what, over)
	}
	small := eval[string](p, `[...document.querySelectorAll("main button, main select, main input:not([type=radio]):not([type=checkbox]), .tab, .rail-link")].filter(e => e.checkVisibility()).
		map(e => [e, (e.closest(".field-box, .choice-option") ?? e).getBoundingClientRect()]).filter(([, r]) => r.height > 0 && r.height < 43.5).map(([e, r]) => (e.dataset.test ?? e.className) + " " + Math.round(r.height)).join(", ")`)
	if small != "" {
		p.t.Errorf("%s: lower than 44 px: %s", what, small)
	}
}

// TestAdminInTheBrowser does what a node's operator does: looks at what is rented, changes a price and sees it in the next quote,
// has what was earned paid, maintains, pauses on chain; and looks on as somebody who may only look.
func TestAdminInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	user := newPerson(t, d, 0)
	host, site := adminHost(user, d)
	user.login()
	user.Node, user.Gateway = site.Node, host
	rate := func() amount.Nano {
		t.Helper()
		g, err := user.Greet(t.Context(), small, amount.NanoOf(1), 3600)
		if err != nil || g.Quote == nil {
			t.Fatalf("no quote: %+v, %v", g, err)
		}
		return g.Quote.Rate
	}
	rents := func(want resource.Resources, seconds uint32) order.ID {
		t.Helper()
		g, err := user.Greet(t.Context(), want, amount.NanoOf(1), seconds)
		if err != nil || g.Quote == nil {
			t.Fatalf("no quote: %+v, %v", g, err)
		}
		user.must(user.Pay(t.Context(), *g.Quote, g.Signature, seconds))
		user.active(user.ID)
		return user.ID
	}
	first := rents(small, 3600)

	// 1. Who has no session sees the way to log in; who has no role does not get in.
	p := window{width: 1280, height: 900}.open(t)
	p.open(host + "/admin")
	p.see("admin-login")
	p.shot("admin-login")
	p.click("admin-login")
	p.click("wallet")
	p.picks(user.Addr)
	p.wallet("approve")
	p.see("login-error")
	if got := p.text("login-error"); got == "" {
		t.Error("nothing is said to who has no role")
	}
	eval[bool](p, `(localStorage.clear(), true)`)

	// 2. The node's wallet sees how the node stands, and the order.
	p.loginAdmin(host, site.Node)
	p.until("an active order", `document.querySelector('[data-test="orders-active"]')?.innerText === "1"`)
	p.shot("admin-overview")
	p.click("nav-orders")
	p.click("order-link")
	p.see("order-terms")
	p.until("what was earned", `/[1-9]/.test(document.querySelector('[data-test="order-earned"]')?.innerText ?? "")`)
	p.until("what happened", `document.querySelector('[data-test="happening"]')`)
	p.shot("admin-order")
	p.click("order-end")
	p.until("what ending it costs", `document.querySelector('[data-test="end-words"]')?.innerText.length > 20`)
	p.shot("admin-order-end")
	p.click("sheet-close")
	// What it earned is credited once it ends: until then it is kept back for the notice.
	if _, err := user.Sender.Cancel(t.Context(), first, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	p.until("the page tells that it has ended", `document.querySelector('[data-test="order-collect"]')`)

	// 3. A price is changed, with what it would have done to the last offers, and holds for the next quote.
	before := rate()
	p.click("nav-prices")
	p.see("policy-prices")
	p.until("the last offers", `document.querySelector('[data-test="offer"]')`)
	for _, field := range []string{"core", "memory", "disk", "traffic"} {
		name := "price-dUSD-" + field
		p.see(name)
		value := eval[string](p, fmt.Sprintf(`String(Number((Number(document.querySelector(%q).value) * 2).toFixed(9)))`, sel(name)))
		p.fill(name, value)
	}
	p.until("the preview of the change", `document.querySelector('[data-test="preview-counts"]')`)
	p.shot("admin-prices")
	p.click("review")
	p.until("the difference", `document.querySelectorAll('[data-test="save-sheet"] [data-test="diff"]').length > 0`)
	p.shot("admin-prices-review")
	p.fill("save-note", "twice as much")
	p.click("save")
	p.until("the version", `document.querySelector('[data-test="version"]')`)
	if after := rate(); after.Cmp(before.MulDiv(19, 10)) < 0 {
		t.Errorf("the next quote is at %s, was at %s", after, before)
	}

	// Somebody else saves while something is entered: it is told, what was entered stays, and both hold in the end.
	p.fill("min-duration", "7")
	version := eval[int](p, fmt.Sprintf(`fetch(%[1]q).then(r => r.json()).then(p => fetch(%[1]q, {
		method: "PUT", headers: {"Content-Type": "application/json", %[2]q: "1", "If-Match": '"' + p.version + '"'}, body: JSON.stringify({settings: {...p.saved, notice: 7200}}),
	})).then(r => r.json()).then(p => p.version)`, wire.AdminPath+"/policy", wire.AdminHeader))
	p.see("conflict")
	p.shot("admin-conflict")
	p.click("conflict-take")
	p.until("what was entered is still there", `document.querySelector('[data-test="min-duration"]').value === "7"`)
	p.click("review")
	p.until("the difference is mine alone", `[...document.querySelectorAll('[data-test="save-sheet"] [data-test="diff"]')].map(e => e.dataset.field).join() === "minDuration"`)
	p.click("save")
	p.until("both are saved", fmt.Sprintf(`document.querySelectorAll('[data-test="version"]').length >= %d`, version+1))
	both := eval[string](p, fmt.Sprintf(`fetch(%q).then(r => r.json()).then(p => p.effective.notice + " " + p.effective.minDuration)`, wire.AdminPath+"/policy"))
	if both != "7200 420" {
		t.Errorf("notice and shortest order: got %s, want 7200 420", both)
	}

	// 4. What was earned is settled and paid to the node.
	p.click("nav-money")
	p.see("purse")
	chain := d.client(t)
	coin := chain.Addresses().Tokens[0].Address
	had, err := chain.Token(coin).Balance(t.Context(), site.Node)
	if err != nil {
		t.Fatal(err)
	}
	p.click("payout")
	p.see("payout-gas")
	p.shot("admin-payout")
	p.click("payout-confirm")
	p.within(60*time.Second, "the payout has ended", `document.querySelector('[data-test="payout-state"]')?.dataset.running === "false"`)
	rig.Within(t, 20*time.Second, "the node has the money", func() error {
		has, err := chain.Token(coin).Balance(t.Context(), site.Node)
		if err == nil && has.Cmp(had) <= 0 {
			err = fmt.Errorf("it has %s, as before", has)
		}
		return err
	})
	p.until("the payments are listed", `[...document.querySelectorAll('[data-test="payment"]')].some(e => e.dataset.kind === "withdrawn")`)
	p.shot("admin-money")

	// 5. Maintenance is announced, turns offers away, and is ended.
	p.click("nav-maintenance")
	p.click("maintain")
	p.fill("maintain-note", "new disks")
	p.click("maintain-confirm")
	p.until("it is announced", `document.querySelector('[data-test="maintenance"]')?.dataset.on === "true"`)
	p.shot("admin-maintenance")
	if g, _ := user.Greet(t.Context(), small, amount.NanoOf(1), 3600); g.Kind != wire.Reject || g.Reasons[0].Code != "maintenance" {
		t.Errorf("an offer under maintenance: %+v", g)
	}
	p.click("maintain-stop")
	p.until("it is over", `document.querySelector('[data-test="maintenance"]')?.dataset.on === "false"`)
	rate()

	// 6. The node's wallet pauses it on chain, and opens it again.
	p.click("nav-node")
	p.see("node-deeds")
	p.shot("admin-node")
	p.click("deed-pause")
	p.click("entry-sign")
	p.wallet("approve")
	p.click("entry-close")
	p.until("the gateway has seen it", `document.querySelector('[data-test="entry"]')?.innerText.includes("Paused")`)
	p.click("deed-pause")
	p.click("entry-sign")
	p.wallet("approve")
	p.click("entry-close")
	p.until("it is open again", `!document.querySelector('[data-test="entry"]')?.innerText.includes("Paused")`)

	// 7. What runs for an order is started anew, which the sheet says before.
	rents(resource.Resources{CPUMilli: 400, MemoryMiB: 512, DiskMiB: 2048, TrafficMiB: 4096}, 7*86400)
	user.must(user.Authorise(t.Context(), user.ID))
	user.deploy(1, wire.TemplateManifest{Template: "echo", Service: "web", Image: "berth/echo", Port: 8080})
	p.click("nav-orders")
	p.click("order-link")
	p.click("order-restart")
	p.click("restart-confirm")
	p.until("it is in the order's history", fmt.Sprintf(`fetch(%q).then(r => r.json()).then(h => h.events.some(e => e.code === "restarted-by-node"))`,
		fmt.Sprintf("%s/orders/%d/events?limit=50", wire.AdminPath, user.ID)))
	p.within(60*time.Second, "what it uses", `document.querySelector('[data-test="use-cpuMilli"]')`)

	// 8. All that is in the audit log.
	p.click("nav-audit")
	for _, act := range []string{"login", "policy", "payout", "maintenance-begin", "maintenance-end", "order-restart"} {
		p.until(act+" is in the log", fmt.Sprintf(`document.querySelector('[data-test="act"][data-act=%q]')`, act))
	}
	p.shot("admin-audit")

	pages := append(slices.Clone(adminPages), adminPage{"user", "/admin/users/" + user.Addr.String(), "order-list"})

	// 9. Who may look sees it all and changes nothing.
	looker := newPerson(t, d, 1)
	q := window{width: 390, height: 844, dark: true, lang: "zh"}.open(t)
	q.loginAdmin(host, looker.Addr)
	q.see("viewer")
	q.open(host + "/admin/prices")
	q.see("policy-prices")
	if eval[bool](q, `!!document.querySelector('[data-test="review"]')`) {
		t.Error("a viewer is offered to save")
	}
	status := eval[int](q, fmt.Sprintf(`fetch(%q, {method: "POST", headers: {"Content-Type": "application/json", %q: "1"}, body: "{}"}).then(r => r.status)`, wire.AdminPath+"/maintenance", wire.AdminHeader))
	if status != 403 {
		t.Errorf("a viewer announces maintenance: %d, want 403", status)
	}
	q.open(host + "/admin/orders/" + user.ID.String())
	q.see("order-terms")
	if eval[bool](q, `!!document.querySelector('[data-test="order-actions"]')`) {
		t.Error("a viewer is offered to end an order")
	}
	for _, page := range pages {
		q.open(host + page.path)
		q.see(page.sees)
		q.fits(page.name)
		q.axe("admin " + page.name)
		q.shot("admin-" + page.name + "-390-dark-zh")
	}
	for _, page := range pages {
		p.open(host + page.path)
		p.see(page.sees)
		p.fits(page.name)
		p.axe("admin " + page.name)
		p.shot("admin-" + page.name + "-1280-light-en")
	}
	if os.Getenv("BERTH_SHOTS") == "" {
		return
	}
	for _, w := range []window{{width: 390, height: 844, lang: "en"}, {width: 1280, height: 900, dark: true, lang: "zh"}} {
		p := w.open(t)
		p.loginAdmin(host, site.Node)
		for _, page := range pages {
			p.open(host + page.path)
			p.see(page.sees)
			p.fits(page.name)
			p.shot(fmt.Sprintf("admin-%s-%d-%v-%s", page.name, w.width, map[bool]string{true: "dark", false: "light"}[w.dark], w.lang))
		}
	}
}
