package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestPagesInTheBrowser walks every page of the app in both languages, both themes, on a phone and a desktop, and measures each: see faultsOf. With
// BERTH_AXE axe looks as well; BERTH_SCREENSHOTS is a folder for pictures of all of them: `make screenshots`.
func TestPagesInTheBrowser(t *testing.T) {
	thorough(t)
	dir := os.Getenv("BERTH_SCREENSHOTS")
	if dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844, stays: 20 * time.Minute}.open(t)
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-card", 3))
	nodes := eval[[]string](p, `fetch("/api/nodes?limit=3").then(r => r.json()).then(l => l.items.map(n => n.address))`)

	// What is seen without a login.
	type place struct{ name, path, there, before string }
	see := func(name string) string {
		return fmt.Sprintf(`[...document.querySelectorAll(%q)].some(e => e.checkVisibility())`, sel(name))
	}
	walk := func(who string, places []place) {
		for _, lang := range []string{"en", "zh"} {
			for _, at := range places {
				p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(1)))
				eval[bool](p, fmt.Sprintf(`(localStorage.setItem("lang", JSON.stringify(%q)), true)`, lang))
				p.open(d.app + at.path)
				p.until(at.name+" is there", `window.goappNav !== undefined && document.querySelector("main h1") !== null && (`+at.there+`)`)
				if at.before != "" {
					eval[bool](p, `(`+at.before+`, true)`)
				}
				p.until("it speaks "+lang, fmt.Sprintf(`document.documentElement.lang.startsWith(%q)`, lang))
				for _, w := range []struct{ width, height int64 }{{390, 844}, {1280, 800}} {
					p.do(chromedp.EmulateViewport(w.width, w.height, chromedp.EmulateScale(1)))
					p.until(at.name+": nothing is on its way", `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))).then(() => !document.querySelector("main .skeleton, main .waiting") && !document.documentElement.classList.contains("booting") && !document.getAnimations().some(a => a.playState === "running" && a.effect?.getComputedTiming().iterations !== Infinity))`)
					for _, theme := range []string{"light", "dark"} {
						p.theme(theme)
						what := fmt.Sprintf("%s-%s-%s-%d-%s", who, at.name, lang, w.width, theme)
						p.until("it has its colours", `!document.getAnimations().some(a => a.playState === "running" && a.effect?.getComputedTiming().iterations !== Infinity)`)
						p.sound(what)
						if lang == "zh" {
							if left := eval[string](p, english); left != "" {
								t.Errorf("%s: English: %s", what, left)
							}
						}
						if theme == "light" || w.width == 390 {
							p.axe(what)
						}
						if dir == "" {
							continue
						}
						// As high as the page is, so that what is fixed to the window does not lie over the middle of it.
						p.do(chromedp.EmulateViewport(w.width, max(w.height, eval[int64](p, "document.documentElement.scrollHeight")), chromedp.EmulateScale(1)))
						b, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
						p.do(chromedp.EmulateViewport(w.width, w.height, chromedp.EmulateScale(1)))
						if err == nil {
							err = os.WriteFile(filepath.Join(dir, what+".png"), b, 0o644)
						}
						if err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		}
	}
	walk("visitor", []place{
		{"home", "/", see("home-nodes") + ` || document.querySelectorAll("main a").length > 5`, ""},
		{"explore", "/explore", count("node-card", 3) + " || " + count("node-link", 3), ""},
		{"map", "/explore", `window.goappNav !== undefined && document.querySelector('[data-test="regions-toggle"]') !== null && (document.querySelectorAll(".map-place").length === 3 || (document.querySelector('[data-test="regions-toggle"][aria-expanded="false"], [data-test="regions-toggle"]:not([aria-expanded])')?.click(), false))`, ""},
		{"nodepage", "/nodes/" + nodes[0], see("node-resources"), ""},
		{"compare", "/compare?nodes=" + nodes[0] + "," + nodes[1], `document.querySelector("main table") !== null`, ""},
		{"catalogue", "/catalogue", see("shelf"), ""},
		{"service", "/catalogue/notes", `document.querySelector("main h1").innerText.length > 0`, ""},
		{"rent", "/rent", see("template-hello"), ""},
		{"rent-price", "/rent?template=hello", see("dial-rate"), ""},
		{"orders", "/orders", "true", ""},
		{"stake", "/stake", "true", ""},
		{"become", "/node", "true", ""},
		{"account", "/account", "true", ""},
		{"more", "/more", "true", ""},
		{"notices", "/notices", "true", ""},
		{"help", "/help", "true", ""},
		{"lost", "/nowhere", "true", ""},
	})
	eval[bool](p, `(localStorage.setItem("lang", '"en"'), true)`)
	p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(1)))
	p.rents(d, "notes")
	p.click("deploy")
	p.ready("notes")
	order := eval[string](p, "location.pathname")
	p.open(d.app + "/orders")
	listed := p.text("order-link") // one name for it, wherever it stands
	p.open(d.app + order)
	p.until("the order is called "+listed, fmt.Sprintf(`document.querySelector(%q)?.innerText === %q`, sel("order-name"), listed))
	places := []place{
		{"explore", "/explore", count("node-card", 3) + " || " + count("node-link", 3), ""},
		{"rent-price", "/rent?template=hello", see("dial-rate"), ""},
		{"orders", "/orders", see("order-link"), ""},
		{"account", "/account", see("account-money"), ""},
		{"stake", "/stake", see("stake-pool"), ""},
		{"more", "/more", see("more-account"), ""},
		{"notices", "/notices", "true", ""},
		{"become", "/node", "true", ""},
	}
	for _, name := range []string{"overview", "logs", "activity", "deploy", "data", "share", "domains", "settings"} {
		path := order
		if name != "overview" {
			path += "?tab=" + name
		}
		places = append(places, place{"order-" + name, path, see("tab-overview"), ""})
	}
	walk("user", places)

	eval[bool](p, `(localStorage.setItem("lang", '"en"'), true)`)
	p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(1)))
	p.open(d.app + "/account")
	p.click("logout")
	p.see("account-login")
	p.account(d, "node 1 · North Quay")
	p.open(d.app + "/more")
	p.logsIn("more-login")
	walk("operator", []place{{"mynode", "/node", see("own-seen"), ""}})
}
