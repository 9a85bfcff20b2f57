package proxy

import (
	"context"
	"fmt"
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

	"berth/gateway/door"
	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// guests are Doors whose tickets and cookies are real ones, as far as a browser is concerned, for services of any order.
type guests struct {
	*house

	mu      sync.Mutex
	tickets map[string]bool
	cookies map[string]order.ID
}

func (g *guests) Target(order.ID, string) book.Target { return g.house.Target(1, "web") }

func (g *guests) ticket(text string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tickets[text] = true
}

func (g *guests) Enter(ticket string, id order.ID, _ string, _ time.Time, _ door.Guest) (door.Entry, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.tickets[ticket] {
		return door.Entry{}, problem.New(401, problem.Expired, "no")
	}
	delete(g.tickets, ticket)
	c := fmt.Sprintf("%043d", len(g.cookies))
	g.cookies[c] = id
	return door.Entry{Cookie: c, Landing: "/", Until: time.Now().Add(time.Hour)}, nil
}

func (g *guests) Admit(_ context.Context, a door.Ask) (door.Pass, door.Why, time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range a.Cookies {
		if id, ok := g.cookies[c]; ok && id == a.Order {
			if a.Stranger {
				return door.Pass{}, door.CrossSite, 0
			}
			return door.Pass{}, door.In, 0
		}
	}
	return door.Pass{}, door.Closed, 0
}

func (g *guests) Leave(c string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.cookies, c)
	return nil
}

// visitor is a browser with a gateway before it, in front of one program that serves all services, and other sites, too.
type visitor struct {
	t     *testing.T
	ctx   context.Context
	doors *guests
	base  string // scheme://domain
}

// newVisitor starts both, on a domain that leads to this machine.
func newVisitor(t *testing.T, domain string, service http.Handler) *visitor {
	t.Helper()
	path := os.Getenv("BERTH_CHROMIUM")
	if path == "" {
		var err error
		if path, err = exec.LookPath("chromium"); err != nil {
			t.Fatal("no Chromium on this machine: install one, or set BERTH_CHROMIUM")
		}
	}
	up := httptest.NewServer(service)
	t.Cleanup(up.Close)
	g := &guests{house: &house{addr: up.Listener.Addr().String(), phase: wire.PhaseReady}, tickets: map[string]bool{}, cookies: map[string]order.ID{}}
	g.bought.Store(1 << 40)
	front := httptest.NewUnstartedServer(nil)
	scheme, start := "https", front.StartTLS
	if strings.HasSuffix(domain, "localhost") {
		scheme, start = "http", front.Start
	}
	_, port := split(front.Listener.Addr().String())
	domain += ":" + port
	p := New(Config{
		Domain: domain, Scheme: scheme, Idle: 5 * time.Second, Orders: g, Dialer: g.house, Doors: g, Entrance: g,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	t.Cleanup(p.Close)
	front.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == domain || strings.HasSuffix(r.Host, "."+domain) {
			p.ServeHTTP(w, r)
			return
		}
		service.ServeHTTP(w, r) // another site
	})
	start()
	t.Cleanup(front.Close)

	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("ignore-certificate-errors", true),
		chromedp.Flag("host-resolver-rules", "MAP * 127.0.0.1"), chromedp.Flag("disable-background-networking", true),
	)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return &visitor{t, ctx, g, scheme + "://" + domain}
}

// at is the address of a service.
func (v *visitor) at(id order.ID, service string) string {
	scheme, domain, _ := strings.Cut(v.base, "://")
	return scheme + "://" + Host(domain, id, service)
}

func (v *visitor) open(to string) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, chromedp.Navigate(to)); err != nil {
		v.t.Fatalf("%s: %v", to, err)
	}
}

// enter opens a service with a ticket, and waits for it to show that the visitor is in.
func (v *visitor) enter(service, ticket, to string) {
	v.t.Helper()
	v.doors.ticket(ticket)
	v.open(EnterURL(service, "", ticket, to))
	v.until(fmt.Sprintf("location.href === %q && document.title === 'in'", service+to))
}

// until waits for a JavaScript expression to be true.
func (v *visitor) until(expression string) {
	v.t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise)); err == nil && ok {
			return
		}
	}
	v.t.Fatalf("%s: not so; the page: %s", expression, v.text("location.href + ' ' + document.body.innerText"))
}

// text is what a JavaScript expression comes to.
func (v *visitor) text(expression string) string {
	v.t.Helper()
	s, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Errorf("%s: %v", expression, err)
	}
	return s
}
