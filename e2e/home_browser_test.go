package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// TestHomeInTheBrowser: the front page stands there with a live price before the app does, in the same words after; from it services are
// tried, and who is logged in goes on to what runs.
func TestHomeInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir())
	const words = `document.getElementById("home").innerText`
	priced := func(lang string) string {
		from := map[string]string{"en": `/from \$0\.0\d+ an hour/`, "zh": `/每小时 \$0\.0\d+ 起/`}[lang]
		return from + `.test(document.querySelector("h1").innerText) && document.querySelectorAll('[data-test="home-services"] a[href^="/rent?template="]').length === 3`
	}
	for _, lang := range []string{"en", "zh"} {
		for _, dark := range []bool{false, true} {
			for _, width := range []int{390, 1280} {
				t.Run(fmt.Sprint(lang, dark, width), func(t *testing.T) {
					p := window{width: width, height: 844, lang: lang, dark: dark}.open(t)
					undo := p.wasmIs("new Promise(() => {})")
					p.open(d.app + "/")
					p.until("a price and services without the app", priced(lang))
					before := eval[string](p, words)
					undo()
					p.open(d.app + "/")
					p.until("the app", `window.berthStarted && document.querySelector('[data-test="login"]')`)
					p.until("a price and services", priced(lang))
					if after := eval[string](p, words); after != before {
						t.Errorf("the app says\n%s\nand before it was there\n%s", after, before)
					}
					if wide := eval[int](p, `document.documentElement.scrollWidth`); wide > width {
						t.Errorf("it is %d wide", wide)
					}
					p.shot(fmt.Sprintf("home-%s-%v-%d", lang, dark, width))
					p.axe("the front page")
					if eval[bool](p, `performance.getEntriesByType("resource").some(e => e.name.includes("/api/orders"))`) {
						t.Error("it asks for the orders of nobody, which is an error in the console")
					}
				})
			}
		}
	}

	p := window{width: 390, height: 844}.open(t)
	p.rents(d, "hello")
	p.click("nav-explore")
	p.until("three nodes", count("node-card", 3))
	p.clickCSS(".brand")
	p.until("the front page again, put in by the app", priced("en"))
	p.see("home-orders")
	if got := p.text("home-orders"); got != "You have 1 running order" {
		t.Errorf("who is logged in reads %q", got)
	}
	// The language may change while it is shown.
	p.open(d.app + "/more")
	p.until("the app listens", `/1337/.test(document.querySelector("main").innerText)`) // the chain's id, which only the app knows
	p.clickCSS(`[name="lang"][value="zh"]`)
	p.until("it speaks Chinese", `/^zh/.test(document.documentElement.lang)`)
	p.clickCSS(".brand")
	p.until("the front page in Chinese", priced("zh"))
	if got := p.text("home-orders"); !strings.Contains(got, "1 个进行中的订单") {
		t.Errorf("in Chinese: %q", got)
	}
	p.click("home-try-hello")
	p.until("it is rented as it was chosen", `location.pathname === "/rent" && document.querySelector('[data-test="dial-total"], [data-test="dial-rate"]')`)
}
