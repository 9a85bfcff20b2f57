package e2e

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/shared/order"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// thorough ends a test here where only the main ways are to be gone: make test does that, make browser goes all of them.
func thorough(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left to make browser (go test without -short)")
	}
}

// chromium finds a browser, or fails with what to do: a run without the main test must not look like a pass.
func chromium(t *testing.T) string {
	t.Helper()
	if p := os.Getenv("BERTH_CHROMIUM"); p != "" {
		return p
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	t.Fatal("no Chromium on this machine, and it may not be installed from here: `apt-get install chromium` as root, or set BERTH_CHROMIUM to one")
	return ""
}

// window is a browser window of a size, light or dark, in a language.
type window struct {
	width, height int
	dark          bool
	lang          string        // en, zh
	stays         time.Duration // how long it may be open; 0: 5 minutes
	dies          bool          // the app is ended in it: what the page throws then is no fault
}

// open starts a browser with a fresh profile. Its pages' uncaught exceptions fail the test.
func (w window) open(t *testing.T) tab {
	t.Helper()
	if w.lang == "" {
		w.lang = "en"
	}
	alloc, cancelAlloc := chromedp.NewExecAllocator(t.Context(), append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(w.width, w.height),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-popup-blocking", false),
		chromedp.Flag("lang", w.lang), chromedp.Flag("accept-lang", w.lang),
	)...)
	var ctx context.Context
	for try := 1; ; try++ {
		browser, cancel := chromedp.NewContext(alloc, chromedp.WithErrorf(t.Logf))
		timed, cancelTime := context.WithTimeout(browser, cmp.Or(w.stays, 5*time.Minute))
		err := chromedp.Do(timed)
		if err == nil {
			t.Cleanup(func() { cancelTime(); cancel(); cancelAlloc() })
			ctx = timed
			break
		}
		cancelTime()
		cancel()
		if try == 3 || !strings.Contains(err.Error(), "chrome failed to start") {
			cancelAlloc()
			t.Fatal(err)
		}
		t.Logf("once more: %.200v", err) // a Chromium that ends before it listens is no finding of these tests
	}
	p := tab{ctx: ctx, t: t}
	scheme := "light"
	if w.dark {
		scheme = "dark"
	}
	p.do(chromedp.EmulateViewport(int64(w.width), int64(w.height), chromedp.EmulateScale(1)),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return err
		}))
	err := chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*runtime.EventExceptionThrown); ok && !w.dies {
			t.Errorf("uncaught in the page: %+v", e.ExceptionDetails)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// tab is a page under test. Its methods fail the test with what they waited for.
type tab struct {
	ctx context.Context
	t   *testing.T
}

func (p tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// eval is the value of a JavaScript expression.
func eval[T any](p tab, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for a JavaScript expression, or what it promises, to be true.
func (p tab) until(what, expression string) {
	p.t.Helper()
	p.within(30*time.Second, what, expression)
}

// within is until with a patience of its own.
func (p tab) within(d time.Duration, what, expression string) {
	p.t.Helper()
	if err := rig.Eventually(d, func() error {
		// The limit is the page's: a context of its own would end the tab with it, where this is the first that is asked of it.
		ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](fmt.Sprintf("Promise.race([%s, new Promise(r => setTimeout(r, %d))]).then(Boolean)", expression, d.Milliseconds()), chromedp.EvalAwaitPromise))
		if err == nil && !ok {
			err = errors.New("it is not")
		}
		return err
	}); err != nil {
		p.shot("failed")
		body, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string]("location.href + ' ' + JSON.stringify(window.__berthDevWalletPrompts ?? null) + '\\n' + document.body.innerText"))
		p.t.Fatalf("%s: not so after %s (%s, %v); the page:\n%s", what, d, expression, err, body)
	}
}

// see waits until an element with this data-test is shown.
func (p tab) see(name string) {
	p.t.Helper()
	p.until("see "+name, fmt.Sprintf("[...document.querySelectorAll(%q)].some(e => e.checkVisibility())", sel(name)))
}

// text is what the first element with this data-test says.
func (p tab) text(name string) string {
	p.t.Helper()
	p.see(name)
	return eval[string](p, fmt.Sprintf("document.querySelector(%q).innerText", sel(name)))
}

// click does a real click on the middle of the element with this data-test, once it is there and enabled.
func (p tab) click(name string) {
	p.t.Helper()
	p.clickCSS(sel(name))
}

func (p tab) clickCSS(css string) {
	p.t.Helper()
	p.until("click "+css, fmt.Sprintf("[...document.querySelectorAll(%q)].some(e => e.checkVisibility() && !e.disabled && e.getAttribute('aria-disabled') !== 'true')", css))
	element := fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.checkVisibility() && !e.disabled)`, css)
	// On a busy machine the page may change between the look and the press, which then meets something else, or nothing: it is
	// tried again as long as no click has come to the element.
	pressed := false
	for range 5 {
		if pressed && !eval[bool](p, "!!("+element+")") {
			return // it was heard, and what was clicked is gone or busy
		}
		at := p.still(element)
		hit := fmt.Sprintf(`(() => { const e = %s, h = document.elementFromPoint(%f, %f); return !!e && !!h && (e.contains(h) || h.contains(e)); })()`, element, at[0], at[1])
		if !eval[bool](p, hit) {
			time.Sleep(100 * time.Millisecond)
			continue
		}
		eval[bool](p, fmt.Sprintf(`(() => {
			window.__clicked = false;
			document.addEventListener("click", e => {
				window.__clicked = [...document.querySelectorAll(%q)].some(x => x.contains(e.target) || e.target.closest("label")?.control === x) || !e.target.isConnected;
			}, {capture: true, once: true});
			return true;
		})()`, css))
		p.do(chromedp.MouseClickXY(at[0], at[1]))
		pressed = true
		clicked, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`window.__clicked !== false`))
		if err != nil || clicked { // where the click has led to another page there is nothing to ask
			return
		}
	}
	p.shot("failed")
	p.t.Fatalf("click %s: no click comes to it", css)
}

// still is the middle of an element, once it has stopped moving.
func (p tab) still(element string) []float64 {
	p.t.Helper()
	return eval[[]float64](p, fmt.Sprintf(`(async () => {
		const find = () => %s;
		find()?.scrollIntoView({block: "center", behavior: "instant"});
		for (let last = "", i = 0; i < 100; i++) {
			const r = find()?.getBoundingClientRect();
			const at = r ? [r.x + r.width / 2, r.y + r.height / 2] : [];
			if (r && r.width > 0 && last === String(at)) return at;
			last = String(at);
			await new Promise(ok => setTimeout(ok, 50));
		}
		throw new Error("it does not stand still");
	})()`, element))
}

// fill types a value into the field with this data-test, as a person would.
func (p tab) fill(name, value string) {
	p.t.Helper()
	p.see(name)
	p.do(chromedp.Focus(chromedp.CSS(sel(name))))
	eval[bool](p, fmt.Sprintf("(document.querySelector(%q).select(), true)", sel(name)))
	p.do(chromedp.SendKeys(chromedp.CSS(sel(name)), value))
	eval[bool](p, fmt.Sprintf("(document.querySelector(%[1]q).dispatchEvent(new Event('change', {bubbles: true})), true)", sel(name)))
}

// clear empties the field with this data-test, as a person would.
func (p tab) clear(name string) {
	p.t.Helper()
	p.see(name)
	p.do(chromedp.Focus(chromedp.CSS(sel(name))))
	eval[bool](p, fmt.Sprintf("(document.querySelector(%q).select(), true)", sel(name)))
	p.press("Backspace")
}

// press presses a key by its name, where the focus is.
func (p tab) press(key string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys[key]))
}

var keys = map[string]string{"Backspace": kb.Backspace, "ArrowRight": kb.ArrowRight, "Home": kb.Home, "Escape": kb.Escape}

func (p tab) open(url string) {
	p.t.Helper()
	p.do(chromedp.Navigate(url))
}

// shot writes a picture of the page to $BERTH_SHOTS, where that is set.
func (p tab) shot(name string) {
	dir := os.Getenv("BERTH_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second) // a tab that is not seen may paint nothing
	defer cancel()
	b, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), b, 0o644)
	}
	if err != nil {
		p.t.Logf("picture %s: %v", name, err)
	}
}

func sel(name string) string { return fmt.Sprintf("[data-test=%q]", name) }

// wallet answers the Dev wallet's prompt: approve or decline.
func (p tab) wallet(answer string) {
	p.t.Helper()
	button := fmt.Sprintf(`document.querySelector("berth-dev-wallet")?.shadowRoot?.querySelector("[data-test=devwallet-%s]")`, answer)
	p.until("the wallet asks", button+"?.checkVisibility()")
	at := p.still(button)
	p.do(chromedp.MouseClickXY(at[0], at[1]))
}

// orderID is the order whose page is open.
func (p tab) orderID() order.ID {
	p.t.Helper()
	id, err := order.ParseID(strings.TrimPrefix(eval[string](p, "location.pathname"), "/orders/"))
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

// step waits until a step of the order's timeline has a state.
func (p tab) step(key, state string) {
	p.t.Helper()
	p.until("step "+key+" is "+state, fmt.Sprintf(`document.querySelector('.timeline [data-step=%s]')?.dataset.stage === %q`, key, state))
}

// popup is the tab that an action opens.
func (p tab) popup(action func()) tab {
	p.t.Helper()
	opened := chromedp.WaitNewTarget(p.ctx, func(i *target.Info) bool { return i.Type == "page" })
	action()
	select {
	case id := <-opened:
		ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id))
		p.t.Cleanup(cancel)
		return tab{ctx, p.t}
	case <-time.After(20 * time.Second):
		p.shot("failed")
		body, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText"))
		p.t.Fatalf("no new tab within 20 s; the page:\n%s", body)
		return tab{}
	}
}

// front makes the tab the one that is seen, as a click on it does.
func (p tab) front() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.BringToFront, cdp.Empty{})
		return err
	}))
}

func (p tab) origin() string { return eval[string](p, "location.origin") }

// rents logs in with a wallet that approves of all, rents a service's smallest size from any node and waits until
// the order is active.
func (p tab) rents(d *demo, template string) {
	p.t.Helper()
	p.rentsFrom(d, template, 3, "")
}

// rentsFrom rents from a certain one of the demo's nodes; "": from any.
func (p tab) rentsFrom(d *demo, template string, nodes int, node string) {
	p.t.Helper()
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-card", nodes)+" || "+count("node-link", nodes))
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/rent")
	p.click("template-" + template)
	p.compares()
	p.click("wallet") // after which it goes on by itself
	p.see("rent-done")
	choose := sel("choose")
	if node != "" {
		choose = fmt.Sprintf(`[data-test="answer"][data-node=%q] `, node) + choose
	}
	p.clickCSS(choose)
	p.see("pay")
	p.stays()
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("activated", "done")
}

// compares asks the nodes, to choose one oneself.
func (p tab) compares() {
	p.t.Helper()
	p.see("dial-rate")
	p.until("the nodes are to be compared", `(() => {
		const take = document.querySelector('[data-test="rent-take"]');
		if (take?.checked) take.click();
		return take && !take.checked && document.querySelector('[data-test="rent-ask"]') !== null;
	})()`)
	p.click("rent-ask")
}

// stays has nothing deployed by itself after the payment: the test does it on the order's page.
func (p tab) stays() {
	p.t.Helper()
	eval[bool](p, `(() => { const set = sessionStorage.setItem; Storage.prototype.setItem = function (k, v) { if (!k.startsWith("berth.go.")) return set.call(this, k, v) }; return true })()`)
}
