package gateway

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"berth/shared/wire"
)

// TestInABrowser opens a private service in Chromium: the __Host- cookie is Secure and the demo is not https, so that
// it is kept and sent (by pages, WebSockets and event streams) is the browser's promise for *.localhost.
func TestInABrowser(t *testing.T) { browse(t, "http") }

// TestInABrowserByHTTPS does the same over TLS and HTTP/2, in which Chromium opens its WebSockets, too (RFC 8441): the gateway
// counts by which version of HTTP they come.
func TestInABrowserByHTTPS(t *testing.T) {
	t.Run("ACME", func(t *testing.T) { browse(t, "ACME") })
	t.Run("files", func(t *testing.T) { browse(t, "files") })
}

func browse(t *testing.T, way string) {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	w := newWorld(t)
	scheme, secure := "https", way != "http"
	var g *Gateway
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(390, 844))
	switch way {
	case "ACME":
		_, _, change := w.authority("TLS-ALPN-01")
		g, _ = w.start(change)
		within(t, 20*time.Second, "the gateway's own certificate", func() bool { return !g.certs.State("n1.example").NotAfter.IsZero() })
		options = append(options, chromedp.Flag("ignore-certificate-errors", true), chromedp.Flag("host-resolver-rules", "MAP *.n1.example 127.0.0.1, MAP n1.example 127.0.0.1"))
	case "files":
		change, pin := w.selfSigned()
		g, _ = w.start(change)
		options = append(options, chromedp.Flag("ignore-certificate-errors-spki-list", pin))
	default:
		scheme = "http"
		g, _ = w.start()
	}
	id := w.order()
	bearer := w.access(id)
	w.deploy(bearer, w.deployRequest(id, 1, echoManifest, w.user))
	var ticket wire.Ticket
	if _, p := w.call("POST", fmt.Sprintf("/v1/orders/%s/tickets", id), bearer, wire.TicketRequest{Service: "echo"}, &ticket); p != nil {
		t.Fatal(p)
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	url := fmt.Sprintf("%s://echo-%s.%s/", scheme, id, w.domain)

	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	text := func(expression string) string {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	until := func(expression string) {
		t.Helper()
		within(t, 20*time.Second, expression, func() bool {
			ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
			return err == nil && ok
		})
	}
	do(chromedp.Navigate(url))
	refused := text(`document.querySelector("h1").innerText`)
	do(chromedp.Navigate(ticket.URL))
	until(`document.querySelector("#ws.on") && document.querySelector("#sse.on")`)
	do(chromedp.SendKeys(chromedp.CSS("#text"), "through the gateway\r"))
	until(`document.querySelector("#log").innerText.includes("← through the gateway")`)
	until(`document.querySelector("#clock").innerText !== "–"`)
	at, order0 := text("location.href"), text(`document.querySelector("#order").innerText`)
	wide := text("String(document.documentElement.scrollWidth > innerWidth)") == "true"
	got, err := chromedp.Call(ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil {
		t.Fatal(err)
	}
	cookies := got.Cookies
	if refused != "This service is private" {
		t.Errorf("without the cookie: %q", refused)
	}
	if got := text(`performance.getEntriesByType("navigation")[0].nextHopProtocol`); secure && got != "h2" {
		t.Errorf("the page came by %s", got)
	}
	rec := httptest.NewRecorder()
	g.Metrics().ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	by := map[bool]string{false: "HTTP/1.1", true: "HTTP/2"}
	if page := rec.Body.String(); !strings.Contains(page, fmt.Sprintf("berth_upgrades_total{by=%q} 1\n", by[secure])) || !strings.Contains(page, fmt.Sprintf("berth_upgrades_total{by=%q} 0\n", by[!secure])) {
		t.Errorf("the WebSocket came another way: %s", page)
	}
	if at != url || order0 != id.String() || wide {
		t.Errorf("landed at %s, order %s, wider than the screen: %t", at, order0, wide)
	}
	if len(cookies) != 1 || cookies[0].Name != "__Host-berth" || !cookies[0].Secure || !cookies[0].HTTPOnly || cookies[0].SameSite != network.CookieSameSiteLax {
		t.Errorf("cookies: %+v", cookies)
	}
	if file := os.Getenv("BERTH_TEST_SCREENSHOT"); file != "" {
		shot, err := chromedp.Run(ctx, chromedp.FullScreenshot(90))
		if err == nil {
			err = os.WriteFile(file, shot, 0o644)
		}
		if err != nil {
			t.Error(err)
		}
	}
}
