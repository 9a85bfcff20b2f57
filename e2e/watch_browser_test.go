package e2e

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// TestWatchInTheBrowser looks at what runs, on a phone: the log as it is written, searched and downloaded, what happened,
// and what is used.
func TestWatchInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	rentAndDeploy(p, d, "hello")
	url := strings.TrimSpace(p.text("service-url"))
	order := strings.TrimPrefix(eval[string](p, "location.pathname"), "/orders/")

	p.click("tab-logs")
	p.see("logs-state")
	p.until("the log is live", `document.querySelector('[data-test="logs"]').dataset.link === "live"`)
	was := eval[int](p, `document.querySelectorAll('[data-test="log-line"]').length`)
	// The service writes a line for each request, whoever asks.
	opened := p.popup(func() {
		p.click("tab-overview")
		p.click("open-service")
	})
	opened.until("the service's page", `document.readyState === "complete" && location.origin === "`+url+`"`)
	p.front()
	p.click("tab-logs")
	p.until("its log has a line more", fmt.Sprintf(`document.querySelectorAll('[data-test="log-line"]').length > %d`, was))
	began := time.Now()
	eval[bool](opened, `fetch("/live-"+"one").then(() => true)`)
	p.until("a line comes while it is looked at", `document.querySelector('[data-test="log-box"]').innerText.includes("/live-one")`)
	t.Logf("from a request to its line in the page: %v", time.Since(began).Round(time.Millisecond))
	p.shot("watch-logs")

	p.fill("logs-search", "LIVE-ONE")
	p.until("one line has it", `document.querySelectorAll(".log-line.hit").length === 1 && document.querySelector(".log-line mark").innerText === "live-one"`)
	p.click("logs-next")
	p.until("it is the current one", `document.querySelector(".log-line.is-current")?.innerText.includes("/live-one")`)
	p.shot("watch-logs-search")
	p.click("logs-only")
	p.until("the others are hidden", `[...document.querySelectorAll(".log-line")].filter(e => e.checkVisibility()).length === 1`)

	// What is looked at stands still, and says how much has come.
	eval[bool](opened, `fetch("/live-two").then(() => true)`)
	p.see("logs-new")
	p.until("it counts", `/1/.test(document.querySelector('[data-test="logs-new"]').innerText)`)
	p.click("logs-new")
	p.until("the new line is there", `document.querySelector('[data-test="log-box"]').textContent.includes("/live-two")`)

	file := p.download("logs-download")
	if name := filepath.Base(file); !strings.HasPrefix(name, "order-"+order+"-") {
		t.Errorf("the file is called %s", name)
	}
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(body), "\n"), "\n")
	stamped := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z `)
	for _, l := range lines {
		if !stamped.MatchString(l) {
			t.Errorf("a line without its time: %q", l)
		}
	}
	if !strings.Contains(string(body), "/live-one") || !strings.Contains(string(body), "/live-two") {
		t.Errorf("the file lacks lines:\n%s", body)
	}

	p.click("tab-activity")
	for _, code := range []string{"deployed", "ready"} {
		p.until("it says "+code, fmt.Sprintf(`document.querySelector('[data-test="happening"][data-code=%q]')`, code))
	}
	p.within(40*time.Second, "figures of what is used", `(document.querySelector('[data-test="use-cpu"]')?.dataset.points ?? "0") !== "0"`)
	for _, name := range []string{"use-cpu", "use-memory", "use-disk", "use-traffic"} {
		p.see(name)
	}
	if eval[string](p, `document.querySelector('[data-test="use-memory"] .use-line').getAttribute("d")`) == "" {
		t.Error("the chart of memory has no line")
	}
	p.shot("watch-activity")

	// What the user does comes by itself.
	p.click("tab-overview")
	p.click("service-restart")
	p.click("tab-activity")
	p.until("it says restarted", `document.querySelector('[data-test="happening"][data-code="restarted"]')`)

	// After the end the log is still there to be read and taken away.
	p.click("tab-overview")
	p.click("end-order")
	p.click("end-confirm")
	p.see("outcome")
	p.click("tab-logs")
	p.until("what it wrote is kept", `document.querySelector('[data-test="log-box"]').textContent.includes("/live-two")`)
	p.shot("watch-logs-ended")
	if body, err := os.ReadFile(p.download("logs-download")); err != nil || !strings.Contains(string(body), "/live-two") {
		t.Errorf("the file after the end: %s, %v", body, err)
	}
	p.click("tab-activity")
	p.until("it says ended", `document.querySelector('[data-test="happening"][data-code="ended"]')`)
	p.shot("watch-activity-ended")

	// This node's runtime opens no shells.
	if n := eval[int](p, `document.querySelectorAll('[data-test="tab-shell"]').length`); n != 0 {
		p.click("tab-shell")
		p.see("shell-none")
		p.shot("watch-shell-none")
	}
	res, err := http.Get(d.app + "/web/xterm/xterm.mjs")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("the terminal's script: %s, %s", res.Status, res.Header.Get("Content-Type"))
	}
	if loaded := eval[bool](p, `performance.getEntriesByType("resource").some(r => r.name.includes("xterm"))`); loaded {
		t.Error("the terminal was loaded though no shell was opened")
	}
}

// rentAndDeploy rents with a template and deploys it.
func rentAndDeploy(p tab, d *demo, template string) {
	p.t.Helper()
	p.rents(d, template)
	p.click("deploy")
	p.step("ready", "done")
}

// download clicks on something that saves a file, and gives the file.
func (p tab) download(name string) string {
	p.t.Helper()
	dir := p.t.TempDir()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir})
		return err
	}))
	p.click(name)
	var found []string
	rig.Within(p.t, 20*time.Second, name+" gives a file", func() (err error) {
		found, err = filepath.Glob(filepath.Join(dir, "*"))
		if err == nil && (len(found) != 1 || strings.HasSuffix(found[0], ".crdownload")) {
			err = fmt.Errorf("files %v", found)
		}
		return err
	})
	return found[0]
}
