package proxy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"berth/gateway/door"
	"berth/gateway/ledger"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// doors are real ones, for the service web of order 1.
func doors(t *testing.T) (*door.Doors, func(*Config)) {
	t.Helper()
	store, err := ledger.Open(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	d, err := door.New(door.Config{Store: store, Bounds: door.Bounds{PerMinute: 600, Idle: time.Hour, Life: 24 * time.Hour}})
	if err != nil {
		t.Fatal(err)
	}
	return d, func(c *Config) { c.Doors, c.Entrance = d, d }
}

func expose(t *testing.T, d *door.Doors, x wire.Exposure) {
	t.Helper()
	if err := d.Expose(eth.Address{}, 1, "web", x); err != nil {
		t.Fatal(err)
	}
}

// link makes one to the service.
func link(t *testing.T, d *door.Doors, req wire.LinkRequest) (wire.Link, string) {
	t.Helper()
	req.Service, req.ExpiresAt = "web", time.Now().Add(time.Hour)
	l, token, err := d.MakeLink(eth.Address{}, "", 1, req)
	if err != nil {
		t.Fatal(err)
	}
	return l, token
}

// TestLinkByProgram: a program says a link's token in a header, as a bearer token or in the query, and the service does not
// see it.
func TestLinkByProgram(t *testing.T) {
	d, with := doors(t)
	h := newRaw(t, with)
	expose(t, d, wire.Exposure{Visibility: wire.Linked})
	l, token := link(t, d, wire.LinkRequest{PathPrefix: "/docs", Methods: []string{"GET"}})
	plain := func(target string, lines ...string) string {
		return "GET " + target + " HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\n" + strings.Join(append(lines, "\r\n"), "\r\n")
	}
	for request, want := range map[string]string{
		plain("/docs/a?x=1", wire.LinkHeader+": "+token):                         "/docs/a?x=1",
		plain("/docs/a?x=1", "Authorization: Bearer "+token):                     "/docs/a?x=1",
		plain("/docs/a?" + wire.LinkQuery + "=" + token):                         "/docs/a",
		plain("/docs/a?x=%zz;y&" + wire.LinkQuery + "=" + token + "&z=1"):        "/docs/a?x=%zz;y&z=1",
		plain("/docs/?"+wire.LinkQuery+"="+token+"&z=1", "Accept: text/html"):    "/docs/?z=1",
		plain("/docs/a?"+wire.LinkQuery+"=bl_x&z=1", wire.LinkHeader+": "+token): "/docs/a?z=1",
	} {
		seen, answer := h.send(request)
		if !strings.HasPrefix(seen, "GET "+want+" HTTP/1.1\r\n") || strings.Contains(seen, "bl_") || strings.Contains(seen, "erth") {
			t.Errorf("%q arrived as %q", request, seen)
		}
		if strings.Contains(request, wire.LinkQuery) != strings.Contains(answer, "\r\nReferrer-Policy: no-referrer\r\n") {
			t.Errorf("%q: the answer %q", request, answer)
		}
	}
	for request, want := range map[string]string{
		plain("/docs/a"): "401", plain("/docs/a", wire.LinkHeader+": bl_"+token[4:]+"A"): "401",
		plain("/admin", wire.LinkHeader+": "+token): "403", plain("/docs/..%2fadmin", wire.LinkHeader+": "+token): "403",
		strings.Replace(plain("/docs/a", wire.LinkHeader+": "+token), "GET", "PUT", 1):                                 "403",
		strings.Replace(plain("/docs/a", wire.LinkHeader+": "+token, "Upgrade: websocket"), ": close", ": Upgrade", 1): "403",
		plain("/docs/a?"+wire.LinkQuery+"="+token, wire.LinkHeader+": "+token, wire.LinkHeader+": "+token):             "200",
	} {
		if _, answer := h.send(request); !strings.HasPrefix(answer, "HTTP/1.1 "+want) || strings.Contains(answer, token) {
			t.Errorf("%q: got %q, want %s", request, answer, want)
		}
	}
	if list := d.Links(eth.Address{}, 1); list[0].ID != l.ID || list[0].Uses != 7 {
		t.Errorf("uses: %+v", list)
	}
}

// TestPublic: nobody needs anything, but for a password where there is one.
func TestPublic(t *testing.T) {
	d, with := doors(t)
	_, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		fmt.Fprint(w, r.Method, " ", r.Header.Get("Cookie"), " ", r.Header.Get("Authorization"))
	}, with)
	body := func(method string, header ...string) (int, string, http.Header) {
		resp := ask(method, "/", header...)
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(b), resp.Header
	}
	expose(t, d, wire.Exposure{Visibility: wire.Public})
	far := []string{"Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"}
	near := []string{"Origin", "https://web-2.n1.localhost", "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors", "Cookie", "login=1"}
	for want, got := range map[string][]string{
		"POST  ":          far,
		"POST login=1 ":   {"Cookie", "login=1", "Sec-Fetch-Site", "same-origin"},
		"POST  Basic eDp": {"Authorization", "Basic eDp"},
	} {
		if code, text, _ := body("POST", got...); code != 200 || text != want {
			t.Errorf("%v: got %d %q, want %q", got, code, text, want)
		}
	}
	// A page of another order's service is no nearer than any other.
	if code, text, _ := body("POST", near...); code != 200 || text != "POST  " {
		t.Errorf("a neighbour's page: %d %q", code, text)
	}
	if code, text, h := body("OPTIONS", append(far, "Access-Control-Request-Method", "PUT")...); code != 200 || text != "OPTIONS  " || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("a preflight: %d %q %v", code, text, h)
	}
	expose(t, d, wire.Exposure{Visibility: wire.Public, Basic: &wire.Basic{User: "ann", Password: "correct horse"}})
	const right, wrong = "Basic YW5uOmNvcnJlY3QgaG9yc2U=", "Basic YW5uOngxMjM0NTY3OA=="
	code, text, h := body("GET", "Accept", "text/html")
	if code != 401 || h.Get("WWW-Authenticate") != `Basic realm="web-1.n1.localhost", charset="UTF-8"` || !strings.Contains(text, "asks for a password") {
		t.Errorf("without a password: %d %v", code, h)
	}
	if code, text, _ := body("GET", "Authorization", right); code != 200 || text != "GET  " {
		t.Errorf("the service sees %q, %d", text, code)
	}
	var p problem.Problem
	if code, text, h := body("GET", "Authorization", wrong); code != 401 || json.Unmarshal([]byte(text), &p) != nil || p.Code != problem.PasswordWrong || h.Get("WWW-Authenticate") == "" {
		t.Errorf("a wrong password: %d %s", code, text)
	}
	if code, text, _ := body("POST", append(far, "Authorization", right)...); code != 403 {
		t.Errorf("what a browser kept, on another site's page: %d %s", code, text)
	}
	if code, _, h := body("OPTIONS", append(far, "Access-Control-Request-Method", "PUT")...); code != 200 || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("a preflight, which has no password: %d %v", code, h)
	}
	for i := range 20 {
		if code, _, h := body("GET", "Authorization", fmt.Sprintf("Basic YW5uOngxMjM0NT%02dOA==", i)); code == 429 && h.Get("Retry-After") != "" {
			return
		}
	}
	t.Error("wrong passwords are tried without end")
}

// TestAttackOpenStays: what is open ends with that by which it was let in.
func TestAttackOpenStays(t *testing.T) {
	a := attacktest.Begin(t, "a WebSocket, stream or download goes on though who has it open may not any more")
	for name, end := range map[string]func(d *door.Doors, h *house, l wire.Link) error{
		"the session is ended": func(d *door.Doors, _ *house, _ wire.Link) error { return d.Dismiss(1, "") },
		"the link is ended":    func(d *door.Doors, _ *house, l wire.Link) error { return d.EndLink(eth.Address{}, 1, l.ID) },
		"the service is private": func(d *door.Doors, _ *house, _ wire.Link) error {
			return d.Expose(eth.Address{}, 1, "web", wire.Exposure{Visibility: wire.Private})
		},
		"the order ends":         func(d *door.Doors, h *house, _ wire.Link) error { h.set(wire.PhaseEnded); return nil },
		"the service is stopped": func(d *door.Doors, h *house, _ wire.Link) error { h.set(wire.PhaseStopped); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			d, with := doors(t)
			over := make(chan struct{})
			var asking sync.WaitGroup
			defer asking.Wait()
			defer close(over)
			h, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/socket":
					c, rw, err := http.NewResponseController(w).Hijack()
					if err != nil {
						t.Error(err)
						return
					}
					defer c.Close()
					fmt.Fprint(rw, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello\n")
					rw.Flush()
					io.Copy(io.Discard, c)
				case "/late":
					<-over
				case "/flood":
					for {
						if _, err := w.Write(make([]byte, 64<<10)); err != nil {
							return
						}
					}
				default:
					fmt.Fprint(w, "data: hello\n\n")
					w.(http.Flusher).Flush()
					select {
					case <-over:
					case <-r.Context().Done():
					}
				}
			}, with)
			expose(t, d, wire.Exposure{Visibility: wire.Linked})
			l, token := link(t, d, wire.LinkRequest{})
			e, err := d.Redeem(token, eth.Address{}, 1, "web", "", nil, time.Time{}, door.Guest{})
			if err != nil {
				t.Fatal(err)
			}
			by := []string{"Cookie", Cookie + "=" + e.Cookie}
			open := map[string]*http.Response{
				"a WebSocket": ask("GET", "/socket", append(by, "Connection", "Upgrade", "Upgrade", "websocket")...),
				"a stream":    ask("GET", "/events", by...),
				"a download":  ask("GET", "/flood", by...),
			}
			late := make(chan int, 1)
			asking.Go(func() {
				late <- ask("GET", "/late", by...).StatusCode
			})
			for name, resp := range open {
				if _, err := io.ReadFull(resp.Body, make([]byte, 6)); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			ctx, stop := context.WithCancel(t.Context())
			var running sync.WaitGroup
			running.Go(func() { h.proxy.Run(ctx) })
			defer running.Wait()
			defer stop()
			if err := end(d, h, l); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			for kind, resp := range open {
				done := make(chan error, 1)
				go func() { _, err := io.Copy(io.Discard, resp.Body); done <- err }()
				select {
				case err := <-done:
					if kind != "a WebSocket" && (err == nil || errors.Is(err, net.ErrClosed)) {
						t.Errorf("%s, %s: it ends like a whole answer: %v", name, kind, err)
					}
					a.Tried(false, "")
				case <-time.After(5*time.Second - time.Since(began)):
					a.Tried(true, "%s: %s goes on", name, kind)
				}
			}
			select {
			case code := <-late:
				a.Tried(code < 400, "%s: a request that waits is answered with %d", name, code)
			case <-time.After(5*time.Second - time.Since(began)):
				a.Tried(true, "%s: a request waits on", name)
			}
		})
	}
}

// TestAttackManyStays: one visitor holds very many open.
func TestAttackManyStays(t *testing.T) {
	a := attacktest.Begin(t, "one visitor holds connections to a service open without end")
	d, with := doors(t)
	over := make(chan struct{})
	defer close(over)
	h, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		select {
		case <-over:
		case <-r.Context().Done():
		}
	}, with, func(c *Config) {
		c.Stays, c.Idle = Stays{PerOrder: 12, PerVisitor: 5}, time.Minute
	})
	expose(t, d, wire.Exposure{Visibility: wire.Linked})
	var cookies []string
	for range 3 {
		_, token := link(t, d, wire.LinkRequest{})
		e, err := d.Redeem(token, eth.Address{}, 1, "web", "", nil, time.Time{}, door.Guest{})
		if err != nil {
			t.Fatal(err)
		}
		cookies = append(cookies, e.Cookie)
	}
	open := func() (all int, by map[any]int) {
		by = map[any]int{}
		for i := range h.proxy.stays.rooms {
			r := &h.proxy.stays.rooms[i]
			r.mu.Lock()
			for x := r.root.next; x != &r.root; x = x.next {
				if !x.cut {
					all++
					by[x.who]++
				}
			}
			r.mu.Unlock()
		}
		return all, by
	}
	for i := range 27 {
		ask("GET", "/", "Cookie", Cookie+"="+cookies[i%3])
	}
	if n, _ := open(); n != 27 {
		t.Errorf("%d are open", n)
	}
	h.proxy.lookThrough(time.Now().Add(lingering + time.Second))
	all, by := open()
	a.Tried(all > 12, "%d are open of an order", all)
	for _, n := range by {
		a.Tried(n > 5, "%d are open of a visitor", n)
	}
	if all != 12 {
		t.Errorf("%d are open", all)
	}
}

// TestLinkInBrowser: a link that is opened in a browser leads to a clean address, and its token is nowhere after that.
func TestLinkInBrowser(t *testing.T) {
	for _, domain := range []string{"n1.localhost", "github.io"} {
		t.Run(domain, func(t *testing.T) {
			var mu sync.Mutex
			var seen []string
			d, with := doors(t)
			v := newVisitor(t, domain, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				seen = append(seen, fmt.Sprint(r.RequestURI, r.Header))
				mu.Unlock()
				w.Header().Set("Content-Type", "text/html")
				io.WriteString(w, `<title>in</title><script>fetch("x?ref=" + encodeURIComponent(document.referrer))</script>`)
			}), with)
			expose(t, d, wire.Exposure{Visibility: wire.Linked})
			l, token := link(t, d, wire.LinkRequest{PathPrefix: "/docs/", MaxUses: 3})
			home := v.at(1, "web")
			v.open("about:blank")
			v.open(LinkURL(home, token))
			v.until(fmt.Sprintf("location.href === %q && document.title === 'in'", home+"/docs/"))
			for _, e := range history(v) {
				if strings.Contains(e, "bl_") || strings.Contains(e, token[3:]) {
					t.Errorf("history has %s", e)
				}
			}
			uses := func() int { return d.Links(eth.Address{}, 1)[0].Uses }
			if n := uses(); n != 1 {
				t.Errorf("%d uses", n)
			}
			// Once more: the cookie that there is is kept, and nothing used up.
			v.open("about:blank")
			v.open(LinkURL(home, token) + "/docs/deep?a=1")
			v.until(fmt.Sprintf("location.href === %q && document.title === 'in'", home+"/docs/deep?a=1"))
			if n := uses(); n != 1 {
				t.Errorf("%d uses after another visit", n)
			}
			// With the token in the query, as for a program: the address is clean, too.
			v.open(home + "/docs/q?a=1&" + wire.LinkQuery + "=" + token)
			v.until(fmt.Sprintf("location.href === %q && document.title === 'in'", home+"/docs/q?a=1"))
			// By hand, on the page where it can be pasted.
			if err := d.Dismiss(1, ""); err != nil {
				t.Fatal(err)
			}
			v.open(home + "/docs/x")
			v.until("document.querySelectorAll('a').length === 2")
			shot(v, "closed-"+domain)
			v.open(v.base + Prefix + "enter/web-1")
			v.until("!document.getElementById('paste').hidden")
			v.text(`document.getElementById("link").value = "nothing"; document.querySelector("button").click(); String(document.getElementById("wrong").hidden)`)
			shot(v, "paste-"+domain)
			v.text(fmt.Sprintf(`document.getElementById("link").value = %q; document.querySelector("button").click(); ""`, "see "+LinkURL(home, token)))
			v.until(fmt.Sprintf("location.href === %q && document.title === 'in'", home+"/docs/"))
			if n := uses(); n != 2 {
				t.Errorf("%d uses after it was pasted", n)
			}
			// A link that has ended says so.
			if err := d.EndLink(eth.Address{}, 1, l.ID); err != nil {
				t.Fatal(err)
			}
			v.open("about:blank")
			v.open(LinkURL(home, token))
			v.until("document.body.innerText.includes('This link was ended')")
			shot(v, "ended-"+domain)
			mu.Lock()
			defer mu.Unlock()
			if len(seen) < 4 {
				t.Errorf("the service saw %q", seen)
			}
			for _, s := range seen {
				if strings.Contains(s, token[3:]) || strings.Contains(s, Prefix) || strings.Contains(s, "enter") {
					t.Errorf("the service saw %q", s)
				}
			}
		})
	}
}

// shot writes a picture of the page, on a phone and a desktop, in light and dark, where BERTH_SHOTS names a folder.
func shot(v *visitor, name string) {
	dir := os.Getenv("BERTH_SHOTS")
	if dir == "" || strings.HasSuffix(name, "github.io") {
		return
	}
	v.t.Helper()
	for _, size := range [][2]int64{{390, 844}, {1280, 800}} {
		for _, theme := range []string{"light", "dark"} {
			b, err := picture(v.ctx, size, theme)
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, size[0], theme)), b, 0o600)
			}
			if err != nil {
				v.t.Error(err)
			}
		}
	}
}

// history are the addresses that a browser's tab remembers.
func history(v *visitor) []string {
	v.t.Helper()
	h, err := chromedp.Run(v.ctx, chromedp.NavigationEntries())
	if err != nil {
		v.t.Fatal(err)
	}
	var all []string
	for _, e := range h.Entries {
		all = append(all, e.URL+" "+e.UserTypedURL)
	}
	return all
}

func picture(ctx context.Context, size [2]int64, theme string) ([]byte, error) {
	err := chromedp.Do(ctx, chromedp.EmulateViewport(size[0], size[1], chromedp.EmulateScale(1)),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}},
			})
			return err
		}))
	if err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.FullScreenshot(100))
}
