package e2e

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/chromedp"

	"berth/shared/wire"
)

// TestNoticesInTheBrowser sets which notices are sent, adds a webhook, sees a notice come by the page's stream without a reload, and has
// the service worker show a push. The push itself is handed to the worker by the browser's own tools: a subscription takes the push service of
// the browser's maker, which tests have no way to.
func TestNoticesInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/notices")
	p.see("notices-login")
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/notices")
	p.click("notices-login")
	p.click("wallet")
	p.see("notice-low")
	p.shot("notices-en-light-phone")

	p.click("notice-ended")
	p.until("it is kept", `fetch("/api/notices/settings").then(r => r.json()).then(s => s.muted.join() === "ended")`)
	p.click("quiet")
	p.see("quiet-save")
	p.until("quiet hours are kept", `fetch("/api/notices/settings").then(r => r.json()).then(s => s.quiet && s.quiet.from === "22:00" && s.quiet.zone.length > 2)`)
	p.fill("hook-url", "https://hooks.example/berth")
	p.click("hook-add")
	p.see("hook-secret")
	p.until("it is listed", count("hook", 1))

	// What is told while the page is open comes by its stream.
	p.until("a test is sent", `fetch("/api/notices/test", {method: "POST"}).then(r => r.status === 204)`)
	p.until("it comes by itself", count("notice", 1))
	p.shot("notices-listed")

	p.until("the worker is there", `navigator.serviceWorker.ready.then(r => !!r.active)`)
	scope := eval[string](p, `navigator.serviceWorker.ready.then(r => r.scope)`)
	said, err := json.Marshal(wire.Notice{ID: "one", Kind: wire.NoticeDown, Order: 7, NodeName: "Deep <b>Water</b>", At: time.Now(), Since: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	origin := strings.TrimSuffix(scope, "/")
	if u, err := url.Parse(scope); err != nil || u.Host == "" {
		t.Fatalf("scope %q: %v", scope, err)
	}
	ids := make(chan serviceworker.RegistrationID, 1)
	if err := chromedp.Listen(p.ctx, func(e any) {
		if e, ok := e.(*serviceworker.EventWorkerRegistrationUpdated); ok {
			for _, r := range e.Registrations {
				select {
				case ids <- r.RegistrationID:
				default:
				}
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: "notifications"}, Setting: browser.PermissionSettingGranted, Origin: origin,
		})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, target, serviceworker.Enable, cdp.Empty{})
		return err
	}))
	var id serviceworker.RegistrationID
	select {
	case id = <-ids:
	case <-time.After(10 * time.Second):
		t.Fatal("no registration is told")
	}
	for _, data := range []string{string(said), string(said), "not JSON"} {
		p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, serviceworker.DeliverPushMessage, serviceworker.DeliverPushMessageParams{Origin: origin, RegistrationID: id, Data: data})
			return err
		}))
	}
	p.until("it is shown once, in words, and what cannot be read as something", `navigator.serviceWorker.ready.then(r => r.getNotifications()).then(l => {
		const said = l.map(n => n.title + "|" + n.body.replace(/seen last on .*/, "seen last") + "|" + n.tag + "|" + n.data.order).sort();
		return said.length === 2 && said[0] === "Berth||berth|0" && said[1] === "The node of order 7 does not answer|Deep <b>Water</b> was seen last|one|7";
	})`)
}
