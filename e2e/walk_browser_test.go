package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestWalkInChinese goes through what an order's user does, on a phone with a slow processor, in Chinese: each step and each sheet is measured as
// faultsOf does, and nothing of it is in English.
func TestWalkInChinese(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844, dark: true, lang: "zh", stays: 15 * time.Minute}.open(t)
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
		return err
	}))
	n := 0
	look := func(what string) {
		t.Helper()
		n++
		p.until(what+": nothing is on its way", `!document.getAnimations().some(a => a.playState === "running" && a.effect?.getComputedTiming().iterations !== Infinity)`)
		p.shot(fmt.Sprintf("walk-%02d-%s", n, what))
		p.sound(what)
		const here = `[...(document.querySelector("dialog:modal") ?? document.querySelector("main")).querySelectorAll("*")]`
		if left := eval[string](p, here+`.filter(e => e.childElementCount === 0 && e.checkVisibility() && !e.closest("pre, code, .mono, [data-theirs], svg, textarea, [lang=en]") && /^[A-Z][a-z]+( [a-z]+){2,}/.test(e.innerText)).map(e => e.innerText).join(" | ")`); left != "" {
			t.Errorf("%s: English: %s", what, left)
		}
	}
	tab := func(name, there string) {
		t.Helper()
		p.click("tab-" + name)
		p.see(there)
		look(name)
	}

	p.open(d.app + "/")
	p.until("what there is to rent", count("home-services", 1)+` && !document.querySelector(".home-room")`)
	look("home")
	p.clickCSS(`main a[href^="/rent"]`)
	p.see("own")
	look("what")
	p.click("template-hello")
	p.until("one total", fmt.Sprintf(`document.querySelector(%q)?.innerText.trim().length > 1`, sel("dial-total")))
	look("price")
	p.clickCSS(sel("rent-first") + `:not([aria-disabled="true"])`)
	p.see("login-sheet")
	look("log-in")
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.click("wallet")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.ready("hello")
	look("ready")
	tab("deploy", "version-1")
	for _, f := range []string{"compose", "kubernetes", "sdl"} {
		p.click("deploy-format-" + f)
		p.until("the text for "+f, fmt.Sprintf(`document.querySelector('[data-test="deploy-format-%s"]').checked && (!document.querySelector('[data-test="deploy-example"]') === !!document.querySelector('[data-test="deploy-text"]').value)`, f))
		if eval[string](p, `document.querySelector('[data-test="deploy-text"]').value`) != "" {
			p.clear("deploy-text")
		}
		p.click("deploy-example")
		p.until("the example for "+f+" is fine", `document.querySelector('[data-test="check"]')?.dataset.state === "known" && document.querySelector('[data-test="deploy-plan"]') && !document.querySelector('[data-test="deploy-problems"]')`)
		look(f)
	}
	p.click("deploy")
	p.until("it is the second version", fmt.Sprintf(revisionIs, 2))
	p.click("tab-deploy")
	p.click("rollback-1")
	p.see("rollback-sheet")
	look("rollback")
	p.click("rollback-keep")
	tab("logs", "tab-logs")
	tab("activity", "tab-activity")
	tab("data", "tab-data")
	p.click("tab-access")
	p.see("links-none")
	look("access")
	p.click("link-make")
	p.see("link-sheet")
	look("link")
	p.fill("link-label", "小明")
	p.click("link-do")
	p.see("link-made")
	look("link-made")
	p.click("link-done")
	tab("domains", "tab-domains")
	tab("settings", "agent")
	p.click("agent-open")
	p.see("agent-may")
	look("agent")
	p.press("Escape")
	p.click("tab-overview")
	p.click("service-stop")
	p.see("stop-confirm")
	look("stop")
	p.click("stop-confirm")
	p.until("it is stopped", `document.querySelector('[data-test="service-state"]')?.dataset.phase === "stopped"`)
	look("stopped")
	p.click("end-order")
	p.see("end-sheet")
	look("end")
	p.click("end-confirm")
	p.see("outcome")
	p.see("owed")
	look("ended")
	p.click("withdraw")
	p.until("nothing is owed any more", `!document.querySelector('[data-test="withdraw"]')`)

	p.open(d.app + "/stake")
	p.click("stake-first")
	p.see("stake-sheet")
	look("to-stake")
	p.fill("stake-value", "100")
	p.see("stake-words")
	p.click("stake-confirm")
	p.see("stake-amount")
	look("staked")
	p.click("claim")
	p.see("stake-words")
	look("to-claim")
	p.click("stake-confirm")
	p.until("it came", `!document.querySelector('[data-test="stake-sheet"][open]')`)
	p.click("unstake")
	p.click("stake-all")
	p.see("stake-more-words")
	look("to-unstake")
	p.click("stake-confirm")
	p.see("stake-first")
	p.open(d.app + "/account")
	p.see("account-money")
	look("account")
}
