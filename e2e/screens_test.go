package e2e

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestScreens takes the pictures of the app's manifest, into the folder that BERTH_SCREENS names: `make screens`.
func TestScreens(t *testing.T) {
	dir := os.Getenv("BERTH_SCREENS")
	if dir == "" {
		t.Skip("BERTH_SCREENS is not set: nothing is to be photographed")
	}
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	for _, w := range []struct {
		form          string
		width, height int
	}{{"narrow", 390, 844}, {"wide", 1280, 800}} {
		p := window{width: w.width, height: w.height}.open(t)
		shot := func(name string) {
			p.until("nothing is on its way", `!document.querySelector(".skeleton, .waiting")`)
			eval[bool](p, `(document.querySelector("berth-dev-wallet")?.remove(), true)`) // the wallet is the demo's, and no part of the app
			p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
				out, err := cdp.Call(ctx, target, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "png"})
				if err != nil {
					return err
				}
				return os.WriteFile(filepath.Join(dir, w.form+"-"+name+".png"), out.Data, 0o644)
			}))
		}
		p.open(d.app + "/rent")
		p.see("rent")
		shot("rent")
		if w.form == "narrow" {
			p.rents(d, "hello")
			p.click("deploy")
			p.ready("hello")
			eval[bool](p, `(localStorage.removeItem("berth.devwallet.auto"), true)`)
			p.open(d.app + "/orders/1") // without what the wallet has said
			p.ready("hello")
		} else {
			p.open(d.app + "/catalogue")
			p.see("shelf")
		}
		shot(map[string]string{"narrow": "order", "wide": "catalogue"}[w.form])
	}
}
