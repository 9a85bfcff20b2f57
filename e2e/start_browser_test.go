package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// wasmIs has the app's file asked for by the next page come as the expression says: a promise of a Response.
func (p tab) wasmIs(promise string) (undo func()) {
	p.t.Helper()
	var id page.ScriptIdentifier
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		got, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
			Source: fmt.Sprintf(`{ const fetch = window.fetch; window.fetch = (...a) => /app\.(wasm|fold)/.test(a[0]) ? (%s) : fetch(...a) }`, promise),
		})
		if err == nil {
			id = got.Identifier
		}
		return err
	}))
	return func() {
		p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: id})
			return err
		}))
	}
}

// TestSearchBeforeTheApp: while the app is on its way the list can be searched and sorted, and links lead on within the document. The app
// goes on from there.
func TestSearchBeforeTheApp(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	const early = `document.querySelectorAll('[data-early="node"]').length`
	const come = "new Promise(ok => { window.__come = () => ok(fetch(...a)) })"
	for _, width := range []int{390, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			p := window{width: width, height: 844}.open(t)
			p.wasmIs(come)
			p.open(d.app + "/explore")
			p.until("the nodes", early+" === 3")
			if width < 1240 {
				p.click("filters-toggle")
				p.until("they open", `document.querySelector("#filters").classList.contains("is-open")`)
			}
			p.fill("filter-cpu", "x")
			p.until("it says that this is no number", `document.querySelector("#f-cpu-error").textContent !== "" && location.search === ""`)
			p.fill("filter-cpu", "0.4")
			p.until("fewer", early+` < 3 && location.search === "?cpuMilli=400"`)
			p.fill("filter-price", "0.000001")
			p.until("none", early+` === 0 && /^\?cpuMilli=400&maxRate=\d+$/.test(location.search)`)
			p.clear("filter-price")
			p.until("some", early+` > 0 && location.search === "?cpuMilli=400"`)
			const order = `[...document.querySelectorAll("h2 a, .row-link")].map(a => a.textContent).join()`
			turned := strings.Split(eval[string](p, order), ",")
			slices.Reverse(turned)
			if width < 1240 {
				eval[bool](p, `(s => (s.value = "-price", s.dispatchEvent(new Event("change", {bubbles: true}))))(document.querySelector("#sort"))`)
			} else {
				p.click("sort-price")
			}
			p.until("sorted", fmt.Sprintf(`location.search === "?cpuMilli=400&sort=-price" && %s === %q`, order, strings.Join(turned, ",")))
			const names = `[...document.querySelectorAll("h2 a, .row-link")].map(a => a.textContent).sort().join()`
			p.until("the rate is for what was looked for", `document.querySelector(".results .spread .small").textContent.includes("0.4")`)
			p.shot(fmt.Sprintf("early-search-%d", width))
			before := eval[string](p, names)
			if rent := eval[string](p, `document.querySelector('[data-test="rent"]').getAttribute("href")`); rent != "/rent?cpuMilli=400" {
				t.Errorf("what is rented: %s", rent)
			}
			p.clickCSS("#f-memory")
			eval[bool](p, `(document.activeElement.value = "0.1", window.__come(), true)`) // not yet searched for
			p.until("the app's own", `document.querySelectorAll('[data-test="node-card"]').length > 0`)
			p.until("what was being written stays", `document.activeElement.id === "f-memory" && document.activeElement.value === "0.1" && document.querySelector("#f-cpu").value === "0.4"`)
			p.until("and is searched for", `location.search === "?cpuMilli=400&memoryMiB=103&sort=-price"`)
			p.until("they are open", `document.querySelector("#filters").checkVisibility()`)
			p.until("the order stays", `!document.querySelector("#sort") || document.querySelector("#sort").value === "-price"`)
			p.until("the app shows the same nodes", fmt.Sprintf("%s === %q", names, before))
		})
	}
	t.Run("links", func(t *testing.T) {
		p := window{width: 390, height: 844}.open(t)
		p.wasmIs(come)
		p.open(d.app + "/explore?cpuMilli=400")
		p.until("the nodes", early+` > 0 && document.querySelector("#f-cpu").value === "0.4"`)
		eval[bool](p, "window.__same = true")
		p.clickCSS(".card-title a")
		p.until("a node", `location.pathname.startsWith("/nodes/") && !!document.querySelector('[data-early="one"]') && document.querySelectorAll(".columns .bar").length > 0`)
		p.shot("early-node")
		p.clickCSS(".columns a.btn-primary")
		p.until("its renting", `location.pathname === "/rent" && document.querySelector(".shell").dataset.page === "rent"`)
		eval[bool](p, "(history.back(), true)")
		p.until("back at the node", `location.pathname.startsWith("/nodes/") && !!document.querySelector('[data-early="one"]')`)
		eval[bool](p, "(history.back(), true)")
		p.until("back at the list", early+` > 0 && document.querySelector("#f-cpu").value === "0.4"`)
		p.clickCSS(".card-title a")
		p.until("a node", `!!document.querySelector('[data-early="one"]')`)
		eval[bool](p, "(window.__come(), true)")
		p.see("node-prices")
		if !eval[bool](p, "window.__same === true") {
			t.Error("a link led to another document: the app was loaded from its beginning")
		}
	})
}

// TestBeforeTheApp: while the app is on its way nodes and prices are there, as the app will show them, with links that work, and nothing
// pretends that it could be pressed.
func TestBeforeTheApp(t *testing.T) {
	d := startDemo(t, t.TempDir())
	const cards = `[...document.querySelectorAll("%s")].map(c => [...c.querySelectorAll("h2, .card-title p, .bar, .card-price span, .badge, .card-foot > p.small, .row-link, .row-sub > span, .line, td.end > span")].map(e => e.textContent.trim()).join("|")).sort().join("\n")`
	for _, lang := range []string{"en", "zh"} {
		for _, dark := range []bool{false, true} {
			for _, width := range []int{390, 1280} {
				t.Run(fmt.Sprint(lang, dark, width), func(t *testing.T) {
					p := window{width: width, height: 844, lang: lang, dark: dark}.open(t)
					undo := p.wasmIs("new Promise(() => {})")
					p.open(d.app + "/explore")
					p.until("the nodes", `document.querySelectorAll('[data-early="node"]').length === 3`)
					p.shot(fmt.Sprintf("early-%s-%v-%d", lang, dark, width))
					const pretends = `[...document.querySelectorAll("main button:not([disabled]), main input:not([disabled]), main select:not([disabled])")].filter(e => !e.closest(".filters, #sort, .sort")).length`
					if n := eval[int](p, pretends); n != 0 {
						t.Errorf("%d controls look ready before the app is there", n)
					}
					before := eval[string](p, fmt.Sprintf(cards, "[data-early=node]"))
					undo()
					p.open(d.app + "/explore")
					p.until("the app's own", `document.querySelectorAll('[data-test="node-card"]').length === 3`)
					if after := eval[string](p, fmt.Sprintf(cards, "[data-test=node-card]")); after != before {
						t.Errorf("the app says\n%s\nand before it was there\n%s", after, before)
					}
				})
			}
		}
	}
}

// TestCrash: an app that cannot be started, or has ended, says so, in a way that does not need it.
func TestCrash(t *testing.T) {
	d := startDemo(t, t.TempDir())
	for _, c := range []struct{ what, wasm string }{
		{"offline", `Promise.reject(new TypeError("no network"))`},
		{"missing", `Promise.resolve(new Response("", {status: 404}))`},
		{"broken", `Promise.resolve(new Response("no program", {headers: {"Content-Type": "application/wasm"}}))`},
		{"offline", `Promise.resolve(new Response(new ReadableStream({pull(c) { c.error(new TypeError("broken off")) }}), {headers: {"Content-Type": "application/wasm"}}))`},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := window{width: 390, height: 844, lang: "zh", dark: true}.open(t)
			undo := p.wasmIs(c.wasm)
			p.open(d.app + "/explore")
			p.until("it says so", fmt.Sprintf(`document.querySelector('[data-test="crash"]')?.dataset.crash === %q`, c.what))
			p.shot("crash-" + c.what)
			undo()
			p.click("crash-reload")
			p.until("the app", `document.querySelectorAll('[data-test="node-card"]').length === 3`)
		})
	}
	t.Run("ended", func(t *testing.T) {
		p := window{width: 1280, height: 844, dies: true}.open(t)
		p.open(d.app + "/explore")
		p.until("the app", `document.querySelectorAll('[data-test="node-card"]').length === 3`)
		// A call that go-app's half of the page never makes: the program panics in it.
		eval[bool](p, `(setTimeout(() => goappNav()), true)`)
		p.until("it says so", `document.querySelector('[data-test="crash"]')?.dataset.crash === "ended"`)
		p.until("the trace is told in names", `/go-app.*\(/.test(document.querySelector(".crash-text").textContent)`)
		if told := eval[string](p, `document.querySelector(".crash-text").textContent`); !strings.Contains(told, "index out of range") {
			t.Errorf("the details: %s", told)
		}
		p.shot("crash-ended")
		p.click("crash-reload")
		p.until("the app", `document.querySelectorAll('[data-test="node-card"]').length === 3`)
	})
}

// TestLoadingCoversNothing: that the app is on its way is said where it lies over nothing that is read or pressed, on each page that one comes in by.
func TestLoadingCoversNothing(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	for _, size := range []struct{ width, height int }{{390, 844}, {390, 600}, {1280, 800}} {
		p := window{width: size.width, height: size.height}.open(t)
		p.wasmIs("new Promise(() => {})")
		for _, path := range []string{"/explore", "/rent", "/rent?template=hello", "/stake", "/orders", "/more"} {
			p.open(d.app + path)
			p.until("it is being loaded", `document.querySelector(".boot")?.checkVisibility() && document.querySelector("main h1") !== null`)
			if over := eval[string](p, `(() => {
				const b = document.querySelector(".boot").getBoundingClientRect();
				return [...document.querySelectorAll("main :is(button, a[href], input, select, summary), .tabs a, .top a, .top button")].filter(e => e.checkVisibility()).filter(e => {
					const r = e.getBoundingClientRect();
					return Math.min(r.right, b.right) > Math.max(r.left, b.left) && Math.min(r.bottom, b.bottom) > Math.max(r.top, b.top);
				}).map(e => e.outerHTML.slice(0, 120)).join("\n");
			})()`); over != "" {
				t.Errorf("%s at %d × %d: it lies over %s", path, size.width, size.height, over)
			}
		}
	}
}
