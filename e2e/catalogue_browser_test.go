package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// TestCatalogueInBrowser goes through the catalogue on a phone: it is searched, a service's page is read, and what no node
// can run is not rented for in vain.
func TestCatalogueInBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	p.click("explore-catalogue")
	p.see("shelf")
	p.until("those that the demo's nodes run, apart from those that they do not", `document.querySelectorAll('[data-test=shelf] .shelf-entry').length === 3
		&& document.querySelectorAll('[data-test=shelf-away] .shelf-entry').length >= 42`)
	p.shot("catalogue")
	p.fill("shelf-q", "wordpress mariadb")
	p.until("one is found by its summary and its image", `document.querySelectorAll('.shelf-entry').length === 1`)
	p.see("template-wordpress")
	p.fill("shelf-q", "no such thing")
	p.click("shelf-clear")
	p.until("all again", `document.querySelectorAll('.shelf-entry').length >= 45`)
	eval[bool](p, `(() => { const s = document.querySelector('[data-test=shelf-category]'); s.value = "game"; s.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`)
	p.until("games", `document.querySelectorAll('.shelf-entry').length === 1`)
	p.click("template-minecraft")

	p.until("its page", `document.querySelector('[data-test=service-page]')?.dataset.template === "minecraft"`)
	p.until("three sizes, each with where its figures come from", `document.querySelectorAll('.shelf-size').length === 3 && document.querySelectorAll('[data-test=bundle-S] a').length === 1`)
	p.until("prices", `!document.querySelector('.shelf-sizes').innerText.includes("…")`)
	p.see("service-nowhere")
	p.shot("catalogue-service")
	p.click("service-rent")
	p.see("rent-nowhere")
	p.until("the way on is closed", `(e => e.getAttribute('aria-disabled') === 'true' || e.disabled)(document.querySelector('[data-test=rent-first], [data-test=rent-ask]'))`)
	p.shot("catalogue-nowhere")
	p.click("template-change")
	p.shot("catalogue-choose")
	p.click("template-hello")
	p.see("dial-rate")
}

// TestServiceSecrets: a service's secrets are made up in the browser, are shown to who asks, stay in the tab and go to the node as they are.
func TestServiceSecrets(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 1280, height: 900, dark: true, lang: "zh"}.open(t)
	p.open(d.app + "/catalogue")
	p.see("shelf")
	p.shot("zh-catalogue")
	p.open(d.app + "/catalogue/mattermost")
	p.until("prices", `document.querySelector('.shelf-sizes') && !document.querySelector('.shelf-sizes').innerText.includes("…")`)
	p.shot("zh-catalogue-service")
	p.rents(d, "hello")
	p.until("the form", `document.querySelector('[data-test=deploy]')`)
	eval[bool](p, fmt.Sprintf(`(() => { const o = %s; localStorage.setItem(o, JSON.stringify({template: "hedgedoc", params: null})); return true; })()`,
		`[...Object.keys(localStorage)].find(k => k.startsWith("berth.deploy."))`))
	eval[bool](p, "(location.reload(), true)")
	p.see("param-DB_PASSWORD")
	value := func(name string) string {
		return eval[string](p, fmt.Sprintf("document.querySelector(%q)?.value", sel(name)))
	}
	p.until("a secret was made up", fmt.Sprintf("/^[A-Za-z0-9]{24}$/.test(document.querySelector(%q)?.value)", sel("param-DB_PASSWORD")))
	first := value("param-DB_PASSWORD")
	if got := eval[string](p, fmt.Sprintf("document.querySelector(%q).type", sel("param-DB_PASSWORD"))); got != "password" {
		t.Errorf("it is shown at once, in a field for %s", got)
	}
	if host := value("param-HOST"); !strings.HasPrefix(host, "hedgedoc-1.") {
		t.Errorf("the host is filled in as %q", host)
	}
	p.click("param-DB_PASSWORD-show")
	p.until("it is shown", fmt.Sprintf("document.querySelector(%q).type === 'text'", sel("param-DB_PASSWORD")))
	p.see("deploy-no-image")
	p.shot("zh-catalogue-deploy")
	eval[bool](p, "(location.reload(), true)")
	p.see("param-DB_PASSWORD")
	p.until("the same after a reload", fmt.Sprintf("document.querySelector(%q)?.value === %q", sel("param-DB_PASSWORD"), first))
	if eval[bool](p, fmt.Sprintf("JSON.stringify({...localStorage}).includes(%q)", first)) {
		t.Error("the secret is kept longer than the tab lives")
	}
	p.click("param-DB_PASSWORD-make")
	p.until("another one", fmt.Sprintf("document.querySelector(%q)?.value !== %q", sel("param-DB_PASSWORD"), first))
	p.fill("param-DB_PASSWORD", "a b")
	p.until("what cannot stand in an address is refused", `document.querySelector('#param-DB_PASSWORD')?.getAttribute('aria-invalid') === 'true'`)
}
