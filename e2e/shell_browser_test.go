package e2e

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// busy is for how long the page's thread has worked so far, in seconds; what it waited for the processor does not count.
func (p tab) busy() (seconds float64) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
			return err
		}
		got, err := cdp.Call(ctx, target, performance.GetMetrics, cdp.Empty{})
		if err != nil {
			return err
		}
		for _, m := range got.Metrics {
			if m.Name == "TaskDuration" {
				seconds = m.Value
			}
		}
		return nil
	}))
	return seconds
}

// before runs a script in each page before the page's own.
func (p tab) before(script string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}

// keys types as a keyboard does: what a key enters comes of its keydown, unless the page prevents that.
func (p tab) keys(s string) {
	p.t.Helper()
	for _, r := range s {
		p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			key := kb.Encode(r)
			down, up := *key[0], *key[len(key)-1]
			if len(key) == 3 {
				down.Text, down.UnmodifiedText = key[1].Text, key[1].UnmodifiedText
			}
			for _, k := range []input.DispatchKeyEventParams{down, up} {
				if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, k); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// compose enters text as an input method does.
func (p tab) compose(s string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, input.InsertText, input.InsertTextParams{Text: s})
		return err
	}))
}

// shows waits for a text in the terminal.
func (p tab) shows(text string) {
	p.t.Helper()
	p.until("the terminal shows "+text, fmt.Sprintf(`document.querySelector(".xterm-rows")?.innerText.replaceAll("\u00a0", " ").includes(%q)`, text))
}

func (p tab) shellIs(state string) {
	p.t.Helper()
	p.until("the shell is "+state, fmt.Sprintf(`document.querySelector('[data-test="shell-state"]')?.dataset.state === %q`, state))
}

// TestShellInTheBrowser types into a shell: letters, Chinese, control characters and the row of keys; it follows the
// window's size, ends with its exit code, and tells when it breaks off.
func TestShellInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	node := newFakeNode(t)
	p := window{width: 390, height: 844}.open(t)
	p.before(node.script())
	rentAndDeploy(p, d, "hello")
	p.click("tab-shell")
	p.see("shell-open")
	p.shot("shell-idle")
	p.click("shell-open")
	p.shellIs("open")
	p.shows("welcome 欢迎")
	rig.Within(t, 10*time.Second, "the service worker keeps the terminal for the next time", func() error {
		if !eval[bool](p, `caches.match("/web/xterm/xterm.mjs").then(r => !!r)`) {
			return errors.New("it does not")
		}
		return nil
	})
	node.mu.Lock()
	token := node.token
	node.mu.Unlock()
	if token == "" {
		t.Error("the shell was opened without a token")
	}
	p.keys("echo hi")
	p.shows("$ echo hi")
	p.compose("你好，🚢")
	p.shows("你好，🚢")
	if got := node.input(); got != "echo hi你好，🚢" {
		t.Errorf("typed: %q", got)
	}
	p.shot("shell-open")
	p.keys("\r")

	// The row of keys; Ctrl holds for the next one, and the terminal keeps the focus.
	p.click("key-tab")
	p.click("key-up")
	p.click("key-pipe")
	p.click("key-ctrl")
	p.until("Ctrl is held", `document.querySelector('[data-test="key-ctrl"]').getAttribute("aria-pressed") === "true"`)
	p.keys("c")
	p.until("Ctrl is let go", `document.querySelector('[data-test="key-ctrl"]').getAttribute("aria-pressed") === "false"`)
	node.gets(t, "\t\x1b[A|\x03")
	p.keys("\r")
	node.gets(t, "\r")

	// A paste of several pieces comes whole.
	long := strings.Repeat("0123456789", 5000)
	was := len(node.input())
	eval[bool](p, fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.setData("text/plain", %q);
		document.querySelector(".xterm-helper-textarea").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
		return true;
	})()`, long))
	rig.Within(t, 10*time.Second, "the paste comes whole", func() error {
		if got := node.input()[was:]; got != long {
			return fmt.Errorf("pasted %d bytes, %d came", len(long), len(got))
		}
		return nil
	})
	p.keys("\r")

	// The size follows the window's.
	phone := node.size()
	p.do(chromedp.EmulateViewport(1280, 900, chromedp.EmulateScale(1)))
	if phone.Columns < 30 || phone.Rows < 10 {
		t.Errorf("the size is %+v on a phone", phone)
	}
	wide := phone
	rig.Within(t, 10*time.Second, "the terminal is wider on a desktop, and stays so", func() error {
		was := wide
		if wide = node.size(); wide.Columns <= phone.Columns || wide != was {
			return fmt.Errorf("%+v, was %+v, on a phone %+v", wide, was, phone)
		}
		return nil
	})
	p.keys("size\r")
	p.shows(fmt.Sprintf("%dx%d", wide.Columns, wide.Rows))
	p.shot("shell-wide")

	p.keys("exit\r")
	p.shellIs("ended")
	p.until("with its code", `document.querySelector('[data-test="shell"]').innerText.includes("exit code 3")`)
	p.shot("shell-ended")
	p.click("shell-again")
	p.shellIs("open")
	p.shows("$")
	node.mu.Lock()
	cut := node.cut
	node.mu.Unlock()
	cut()
	p.shellIs("lost")
	p.shot("shell-lost")
	p.click("shell-again")
	p.shellIs("open")
	p.click("tab-overview")
	p.until("the terminal is gone", `!document.querySelector(".xterm")`)
	p.click("tab-shell")
	p.shellIs("idle")
}

// TestActivityInTheBrowser shows a long story to somebody who reads Chinese on a dark desktop, and then on a phone.
func TestActivityInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	node := newFakeNode(t)
	node.story(time.Now())
	p := window{width: 1280, height: 900, dark: true, lang: "zh"}.open(t)
	p.before(node.script())
	rentAndDeploy(p, d, "hello")
	p.click("tab-activity")
	p.until("the charts", `document.querySelector('[data-test="use-cpu"]')?.dataset.points > 200`)
	p.until("what happened", `document.querySelectorAll('[data-test="happening"]').length === 50`)
	// A gap is a gap: the line begins anew after it.
	if d := eval[string](p, `document.querySelector('[data-test="use-cpu"] .use-line').getAttribute("d")`); strings.Count(d, "M") != 2 {
		t.Errorf("the line has %d pieces, wants 2", strings.Count(d, "M"))
	}
	if left := eval[string](p, `[...document.querySelectorAll("main *")].filter(e => e.childElementCount === 0 && e.checkVisibility() && /[A-Za-z]+ [a-z]+ [a-z]+/.test(e.innerText)).map(e => e.innerText).join(" | ")`); left != "" {
		t.Errorf("English on a Chinese page: %s", left)
	}
	p.shot("activity-zh-dark")
	// Under the pointer the figures are those of its time, in all charts.
	now := eval[string](p, `document.querySelector('[data-test="use-cpu"] [data-test="use-now"]').innerText`)
	at := p.still(`document.querySelector('[data-test="use-memory"] .use-field')`)
	p.do(chromedp.MouseEvent("mouseMoved", at[0]-150, at[1]))
	p.until("the figure is another", fmt.Sprintf(`document.querySelector('[data-test="use-cpu"] [data-test="use-now"]').innerText !== %q`, now))
	p.shot("activity-hover")
	p.click("tab-logs")
	p.until("the log is live", `document.querySelector('[data-test="logs"]').dataset.link === "live" && document.querySelector(".log-line")`)
	p.shot("logs-zh-dark")
	p.click("tab-activity")
	p.until("the charts again", `document.querySelector('[data-test="use-cpu"]')?.dataset.points > 200`)
	p.click("activity-older")
	p.until("all of it", `document.querySelectorAll('[data-test="happening"]').length === 72 && !document.querySelector('[data-test="activity-older"]')`)
	p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(1)))
	p.click("use-table")
	p.shot("activity-phone")
	p.until("nothing is wider than a phone", `document.documentElement.scrollWidth <= 390`)
}

// TestFloodInTheBrowser pours a thousand lines a second into a phone's page, which must stay fluid.
func TestFloodInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	node := newFakeNode(t)
	node.flood.Store(true)
	p := window{width: 390, height: 844, dark: true}.open(t)
	p.before(node.script())
	rentAndDeploy(p, d, "hello")
	p.click("tab-logs")
	p.until("lines come", `document.querySelectorAll(".log-line").length > 100`)
	// Not the frames are counted, which depend on what else this machine does, but the time that the page's thread works.
	began, busy := time.Now(), p.busy()
	select {
	case <-node.half:
	case <-time.After(time.Minute):
		t.Fatal("the first half of the lines does not come")
	}
	share := (p.busy() - busy) / time.Since(began).Seconds()
	t.Logf("at 1,000 lines a second the page's thread works %.0f %% of the time", 100*share)
	if share > 0.5 {
		t.Errorf("%.0f %% of the time is work: a phone would stand still", 100*share)
	}
	// Who scrolls up reads in peace, and sees how much has come.
	at := p.still(`document.querySelector('#logs-box')`)
	bottom := eval[float64](p, `document.querySelector("#logs-box").scrollTop`)
	p.do(chromedp.MouseEvent("mouseWheel", at[0], at[1], func(e *input.DispatchMouseEventParams) { e.DeltaX, e.DeltaY = -1, -600 }))
	p.until("it is scrolled up and stands", fmt.Sprintf(`((was, now) => (window.berthStood = now) === was && now < %f)(window.berthStood, document.querySelector("#logs-box").scrollTop)`, bottom))
	close(node.rest)
	p.see("logs-new")
	where := `document.querySelector("#logs-box").scrollTop`
	stood := eval[float64](p, where)
	p.until("lines wait", `parseInt(document.querySelector('[data-test="logs-new"]').innerText) > 300`)
	if now := eval[float64](p, where); now != stood {
		t.Errorf("the list moved from %v to %v while it was read", stood, now)
	}
	p.click("logs-new")
	p.until("it goes on", `!document.querySelector('[data-test="logs-new"]')`)
	p.until("it is told what was left out", `[...document.querySelectorAll(".log-gap")].some(e => e.textContent.includes("340"))`)
	p.shot("flood")
	p.until("the last line is there, as text", `document.querySelector(".log-block:last-child .log-line:last-child .log-text")?.textContent === "<b>the end</b>"`)
	state := eval[[]float64](p, `(() => { const b = document.querySelector("#logs-box"); return [document.querySelectorAll(".log-line").length, b.scrollHeight - b.clientHeight - b.scrollTop] })()`)
	if state[0] > 5000 || state[0] < 3000 || state[1] > 24 {
		t.Errorf("%v lines are in the page, %v pixels from the bottom", state[0], state[1])
	}
	p.fill("logs-search", "request 0099")
	p.until("a search in all of them", `document.querySelectorAll(".log-line.hit").length === 100`)
	p.shot("flood-search")
	if colour := eval[string](p, `getComputedStyle(document.querySelector(".ansi-green")).color`); colour == "" {
		t.Error("no colours")
	}
	node.CloseClientConnections()
	link := `document.querySelector('[data-test="logs"]').dataset.link`
	p.until("the connection is lost", link+` === "lost"`)
	p.until("and there again", link+` === "live"`)
	node.mu.Lock()
	defer node.mu.Unlock()
	if len(node.again) != 1 {
		t.Errorf("the stream went on at %v", node.again)
	}
}
