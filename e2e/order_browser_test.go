package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// watchShifts notes what moves on a page by itself (https://wicg.github.io/layout-instability/), and on which page.
const watchShifts = `window.__shifts = []; new PerformanceObserver(list => {
	for (const e of list.getEntries()) if (!e.hadRecentInput) window.__shifts.push({
		at: location.pathname, value: e.value, what: e.sources.map(s => (s.node?.className ?? s.node?.nodeName) + " " + s.previousRect.top + "→" + s.currentRect.top).join(", "),
	});
}).observe({type: "layout-shift", buffered: true});`

// shifted is how much has moved on the pages of orders, and what.
func (p tab) shifted() (sum float64, what string) {
	p.t.Helper()
	return eval[float64](p, `window.__shifts.filter(s => s.at.startsWith("/orders/")).reduce((a, s) => a + s.value, 0)`),
		eval[string](p, `window.__shifts.filter(s => s.at.startsWith("/orders/")).map(s => s.value.toFixed(4) + " " + s.what).join("\n")`)
}

// covered are the controls in view that something else lies over.
func (p tab) covered(by string) string {
	p.t.Helper()
	return eval[string](p, fmt.Sprintf(`[...document.querySelectorAll("main button, main a, .tabs a")].filter(e => e.checkVisibility()).filter(e => {
		const r = e.getBoundingClientRect(), h = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return h?.closest(%q);
	}).map(e => e.innerText).join(" | ")`, by))
}

// inView waits until an element is in view, with nothing over it.
func (p tab) inView(name string) {
	p.t.Helper()
	p.until(name+" is in view", fmt.Sprintf(`(() => {
		const e = [...document.querySelectorAll(%q)].find(e => e.checkVisibility());
		if (!e) return false;
		const r = e.getBoundingClientRect(), h = document.elementFromPoint(r.x + r.width / 2, r.y + Math.min(r.height / 2, 20));
		return r.top >= 0 && r.top < innerHeight && !!h && (e.contains(h) || h.contains(e));
	})()`, sel(name)))
}

// small are the controls of a page that are too small for a finger (44 px), but for links within a sentence.
func (p tab) small() string {
	p.t.Helper()
	return eval[string](p, `[...document.querySelectorAll("main button, main a, main summary, main select, main input:not([type=hidden])")].filter(e => e.checkVisibility() && !e.closest("p:not(.note-title)")).filter(e => {
		const box = e.matches("input[type=radio], input[type=checkbox]") ? e.closest("label") ?? e : e.closest(".field-box") ?? e, r = box.getBoundingClientRect();
		return r.height > 0 && r.height < 43.5;
	}).map(e => (e.innerText || e.dataset.test || e.className) + " " + Math.round(e.getBoundingClientRect().width) + "×" + Math.round(e.getBoundingClientRect().height)).join(" | ")`)
}

// alone empties what is kept of this tab, as a new one has it.
const alone = `(sessionStorage.clear(), true)`

// network says that there is none, or one again.
func (p tab) network(on bool) {
	p.t.Helper()
	event := "offline"
	if on {
		event = "online"
	}
	eval[bool](p, fmt.Sprintf(`(Object.defineProperty(navigator, "onLine", {configurable: true, get: () => %v}), dispatchEvent(new Event(%q)), true)`, on, event))
}

// TestOrderPageInTheBrowser has the page of an order go through what it tells: what it remembers without a signature, the order and
// its service apart, that stopping goes on costing, names, receipts, declined wallets, no network, little height, and the end.
func TestOrderPageInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.before(noKeys)
	p.before(watchShifts)
	p.rents(d, "notes")
	path := eval[string](p, "location.pathname")
	sum, what := p.shifted()
	t.Logf("layout shift from paying to an order that runs: %.3f", sum)
	if sum >= 0.05 {
		t.Errorf("the page jumps after paying (%.3f):\n%s", sum, what)
	}
	if small := p.small(); small != "" {
		t.Errorf("too small for a finger: %s", small)
	}

	// What was declined is told where the eye is.
	eval[bool](p, `(localStorage.removeItem("berth.devwallet.auto"), true)`)
	p.click("deploy")
	p.wallet("decline")
	p.inView("trouble")
	p.shot("op-declined")

	// Without a network nothing is asked of the wallet, one sentence says so, and it goes once there is one.
	p.network(false)
	p.see("offline")
	p.shot("op-offline")
	if c := p.covered(".notices"); c != "" {
		t.Errorf("the notice of no network covers %s", c)
	}
	before := eval[int](p, "window.__berthDevWalletPrompts.length")
	p.click("deploy")
	p.inView("trouble")
	p.until("it is told once", `document.querySelectorAll('[data-test="trouble"]').length === 1`)
	if n := eval[int](p, "window.__berthDevWalletPrompts.length"); n != before {
		t.Error("the wallet is asked for what cannot be sent")
	}
	p.network(true)
	p.until("nothing is told any more", `!document.querySelector('[data-test="trouble"]') && !document.querySelector('[data-test="offline"]')`)

	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.click("deploy")
	p.ready("notes")
	p.until("the focus is on what runs", `document.activeElement.closest('[data-test="services"]') || document.activeElement.tagName === "H1"`)
	p.until("progress is folded", `document.querySelector('[data-test="progress"]').open === false`)
	p.until("the service is ready", `document.querySelector('[data-test="service-state"]').dataset.phase === "ready"`)
	p.see("top-cost")
	p.see("service-url-copy")
	p.shot("op-ready")
	p.axe("an order that is ready")
	if small := p.small(); small != "" {
		t.Errorf("too small for a finger: %s", small)
	}
	sum, what = p.shifted()
	t.Logf("layout shift from paying to a service that is ready: %.3f\n%s", sum, what)
	if sum >= 0.1 {
		t.Errorf("the page jumps until the service is ready (%.3f):\n%s", sum, what)
	}

	// It can be named, is called so everywhere, and is found by it.
	p.click("tab-settings")
	p.fill("label-name", "My notes")
	p.fill("label-tags", "prod, client A")
	p.click("label-save")
	p.until("it is kept", `document.querySelector('[data-test="label-saved"]').innerText !== ""`)
	p.shot("op-settings")
	p.axe("an order's settings")
	if small := p.small(); small != "" {
		t.Errorf("too small for a finger: %s", small)
	}
	name := p.text("order-name")
	if name != "My notes · order 1" {
		t.Errorf("the page calls it %q", name)
	}
	p.click("back")
	p.see("order-link")
	p.shot("op-orders")
	p.axe("the orders")
	if got := strings.TrimSpace(p.text("order-link")); got != name {
		t.Errorf("the list calls it %q, the page %q", got, name)
	}
	p.see("order-runs")
	p.fill("orders-find", "staging")
	p.until("none fits", `!document.querySelector('[data-test="order-link"]')`)
	p.fill("orders-find", "client notes")
	p.see("order-link")
	if csv, err := os.ReadFile(p.download("orders-csv")); err != nil || !strings.Contains(string(csv), "My notes · order 1,prod client A,active") {
		t.Errorf("all orders as CSV: %s, %v", csv, err)
	}

	// Stopping asks, and says that one goes on paying.
	p.click("order-link")
	p.see("services")
	p.click("service-stop")
	p.see("stop-asks")
	p.until("the focus is on the answer", `document.activeElement.dataset.test === "stop-confirm"`)
	p.inView("stop-confirm")
	p.shot("op-stop")
	p.click("stop-keep")
	p.until("nothing has stopped", `!document.querySelector('[data-test="stop-asks"]') && document.querySelector('[data-test="services"]').dataset.phase === "ready"`)
	p.click("service-stop")
	p.click("stop-confirm")
	p.until("it is stopped, and costs", `document.querySelector('[data-test="service-state"]').dataset.phase === "stopped" && document.querySelector('[data-test="service-state"]').innerText.includes("still costing")`)
	p.shot("op-stopped")
	p.click("service-start")
	p.ready("notes")

	// A new tab shows what there was, without a signature, and says how old that is.
	eval[bool](p, alone)
	p.open(d.app + path)
	p.see("remembered")
	p.shot("op-remembered")
	p.axe("an order that is remembered")
	p.step("authorised", "done")
	p.step("ready", "done")
	p.until("what ran is shown, and no form", `document.querySelector('[data-test="open-service"]') && !document.querySelector('[data-test="deploy-card"]') && !/[Yy]our turn|not yet/.test(document.querySelector("main").innerText)`)
	// Where nothing is remembered, nothing is said to be undone.
	eval[bool](p, `(localStorage.removeItem("berth.last.1"), localStorage.removeItem("berth.deploy.1"), true)`)
	p.open(d.app + path)
	p.see("service-unknown")
	p.shot("op-unknown")
	p.axe("an order of which nothing is known")
	p.until("no form, no steps that are said to be undone", `!document.querySelector('[data-test="deploy-card"]') && !document.querySelector('.timeline [data-step="authorised"]')`)
	p.click("authorise")
	p.ready("notes")

	// Where there is little height nothing stands in the way.
	p.size(844, 390)
	for _, at := range []string{path, path + "?tab=deploy", "/", "/explore", "/rent"} {
		p.open(d.app + at)
		p.see("account")
		if stuck := eval[string](p, `[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && ["sticky", "fixed"].includes(getComputedStyle(e).position) && e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().bottom > 0 && !e.matches(".skip, .toasts, .boot")).map(e => e.className).join(" | ")`); stuck != "" {
			t.Errorf("%s in landscape: %s stands in the way", at, stuck)
		}
	}
	p.size(390, 844)

	// A service that is not in the next file ends with it, which is said before.
	p.open(d.app + path + "?tab=deploy")
	p.click("deploy-format-compose")
	p.fill("deploy-text", "services:\n  other:\n    image: berth/hello\n    ports: [\"8080:8080\"]\n")
	p.see("check-ends")
	if words := p.text("check-ends"); !strings.Contains(words, "ends with this version") || !strings.Contains(words, "disk") {
		t.Errorf("what ends: %s", words)
	}
	p.shot("op-ends")
	p.click("deploy")
	p.until("it is the second version", fmt.Sprintf(revisionIs, 2))
	p.click("tab-deploy")
	p.see("version-2")
	p.clickCSS(`[data-test="versions-compare"] > summary`)
	p.see("diff")
	p.inView("diff-from")
	p.until("what changed is told", `[...document.querySelectorAll('[data-test="diff-line"]')].some(e => e.dataset.of === "other" && e.innerText.includes("added"))`)
	p.shot("op-diff")

	// The end: what to take away before is linked, what came of it is looked at, and stays to be seen without a signature.
	p.click("tab-overview")
	if text, err := os.ReadFile(p.download("receipt-text")); err != nil || !strings.Contains(string(text), "So far") {
		t.Errorf("the receipt so far: %s, %v", text, err)
	}
	p.click("end-order")
	p.click("end-data")
	p.until("the data", `document.querySelector("#deck-panel").dataset.tab === "data"`)
	p.click("tab-overview")
	eval[bool](p, `(localStorage.removeItem("berth.devwallet.auto"), true)`)
	p.click("end-order")
	p.click("end-confirm")
	p.wallet("decline")
	p.inView("trouble")
	p.shot("op-end-declined")
	p.click("end-confirm")
	p.wallet("approve")
	p.see("outcome")
	p.until("what came of it has the focus", `document.activeElement.closest('[data-test="outcome"]')`)
	p.inView("outcome")
	p.see("withdraw")
	p.shot("op-ended")
	p.axe("an order that has ended")
	if text, err := os.ReadFile(p.download("receipt-csv")); err != nil || !strings.Contains(string(text), ",cancelled,") {
		t.Errorf("the receipt: %s, %v", text, err)
	}
	p.see("grace-left")
	eval[bool](p, alone)
	p.open(d.app + path)
	p.see("grace-left")
	p.step("ready", "done")
	p.shot("op-ended-remembered")

	// What is owed can be had on the page of all orders and on that of the account.
	p.open(d.app + "/account")
	p.see("withdraw")
	p.axe("the account")
	p.open(d.app + "/orders?state=ended")
	p.click("withdraw")
	p.wallet("approve")
	p.until("nothing is owed any more", `!document.querySelector('[data-test="withdraw"]')`)
}

// size makes the window of another size.
func (p tab) size(width, height int64) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(width, height, chromedp.EmulateScale(1)))
}
