package api

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/bff/login"
	"berth/bff/notice"
	"berth/contracts/chain"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/listen"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// fakeSessions are logins that are there: of user(n) with the cookie cookie(n).
type fakeSessions struct{}

func person(n int) eth.Address { return eth.Address{0xaa, byte(n >> 8), byte(n)} }

func cookie(n int) string {
	raw := [32]byte{byte(n >> 8), byte(n), 1}
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

func (fakeSessions) AddSession(context.Context, login.Session) error     { return nil }
func (fakeSessions) EndSession(context.Context, string) error            { return nil }
func (fakeSessions) AddChallenge(context.Context, login.Challenge) error { return nil }
func (fakeSessions) TakeChallenge(context.Context, string) (login.Challenge, error) {
	return login.Challenge{}, login.ErrNone
}

func (fakeSessions) Session(_ context.Context, key string) (login.Session, error) {
	for n := range 1000 {
		sum := sha256.Sum256([]byte(cookie(n)))
		if hex.EncodeToString(sum[:]) == key {
			return login.Session{Key: key, Address: person(n), ExpiresAt: time.Now().Add(time.Hour)}, nil
		}
	}
	return login.Session{}, login.ErrNone
}

// fakeChain has the orders up to a number, all of one user, and counts what it is asked.
type fakeChain struct {
	user  eth.Address
	last  order.ID
	slow  time.Duration
	err   error
	asked atomic.Int64
	now   atomic.Int64
	most  atomic.Int64 // side by side
}

func (f *fakeChain) ask() error {
	f.asked.Add(1)
	now := f.now.Add(1)
	defer f.now.Add(-1)
	for most := f.most.Load(); now > most && !f.most.CompareAndSwap(most, now); most = f.most.Load() {
	}
	time.Sleep(f.slow)
	return f.err
}

func (f *fakeChain) Order(_ context.Context, id order.ID) (order.Order, error) {
	if err := f.ask(); err != nil || id > f.last {
		return order.Order{}, err
	}
	return order.Order{ID: id, User: f.user, Node: eth.Address{5}, State: order.Created}, nil
}

func (f *fakeChain) OrderCount(context.Context) (order.ID, error) { return f.last, f.ask() }

func (f *fakeChain) Node(_ context.Context, a eth.Address) (chain.Node, error) {
	n := chain.Node{Address: a}
	if a == (eth.Address{5}) {
		n.Operator, n.RegisteredAt = person(3), time.Unix(1, 0)
	}
	return n, f.ask()
}

// serveAPI serves an API on this machine.
func serveAPI(t *testing.T, c Chain, log *slog.Logger) string {
	t.Helper()
	a, err := New(Config{
		Info: func() (wire.Info, error) { return wire.Info{}, errors.New("not yet") }, Ready: func() error { return errors.New("not ready") },
		Login:     login.New(login.Config{Scheme: "https", Domain: "berth.example", ChainID: 1}, fakeSessions{}, fakeSessions{}, nil, time.Now),
		Catalogue: catalogue.New(dollar), Notices: notice.New(notice.Config{}), Index: indexer.NewIndex(nil), Chain: c, Origin: "https://berth.example", Proxies: web.Proxies{netip.MustParsePrefix("127.0.0.1/32")}, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := listen.Open(nil, "127.0.0.1:0", listen.Options{Room: listen.NewRoom(0), Chunked: ChunkedLimit, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- a.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		a.Close(ctx)
		<-done
	})
	return "http://" + l.Addr().String()
}

// fetch asks as somebody from somewhere; the caller closes the body.
func fetch(t *testing.T, who int, from, url string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", "__Host-berth="+cookie(who))
	req.Header.Set("X-Forwarded-For", from)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

var nowhere = slog.New(slog.DiscardHandler)

// TestAttackOrigin changes something from pages of other origins, those of the same host among them.
func TestAttackOrigin(t *testing.T) {
	a := attacktest.Begin(t, "a page of another origin changes something on the platform")
	api := newTestAPI(t, "")
	const own = "https://berth.example"
	origins := []string{
		"", own, "http://berth.example", "http://berth.example:80", "https://berth.example:8443", "https://berth.example:443", "https://berth.example.", "https://berth.example/",
		"HTTPS://BERTH.EXAMPLE", "https://evil@berth.example", "https://www.berth.example", "https://berth.example.evil.example", "https://xberth.example", "null",
		"https://evil.example", "file://", "chrome-extension://abc", "http://example.com", "https://example.com", "about:blank", "https://berth.example https://evil.example",
	}
	for _, origin := range origins {
		for _, site := range []string{"", "same-origin", "none", "same-site", "cross-site", "nonsense"} {
			var headers []string
			if origin != "" {
				headers = append(headers, "Origin", origin)
			}
			if site != "" {
				headers = append(headers, "Sec-Fetch-Site", site)
			}
			res, _ := ask(t, api, "POST", "/api/logout", headers...) // the host is example.com
			passed := res.StatusCode != 403
			good := (origin == "" || origin == own) && (site == "" || site == "same-origin" || site == "none") || origin == own && site == "nonsense"
			if good {
				if !passed {
					t.Errorf("origin %q, site %q is refused", origin, site)
				}
				continue
			}
			a.Tried(passed, "origin %q, site %q: %d", origin, site, res.StatusCode)
		}
	}
}

// TestAttackHiddenFiles asks for what lies in a site's folder and is no part of the site.
func TestAttackHiddenFiles(t *testing.T) {
	a := attacktest.Begin(t, "files that are no part of the site are served")
	dir := testSite(t)
	const secret = "the secret"
	hidden := []string{
		".git/config", ".git/HEAD", ".git/index.html", ".env", ".env.html", ".env.local.txt", ".htpasswd", "web/.hidden", "web/.hidden.js", "web/.git/config.json", "nodes/.env", "nodes/.secret.html",
		".well-known/.git/x.json", ".vercel/project.json", "..data/x.html", "backup.tar.gz", "Makefile", "index.html~", "index.html.bak", "main.go", "key.pem", "web/app.js.map",
	}
	for _, name := range append(slices.Clone(hidden), ".well-known/security.txt") {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, []byte(secret), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	api := newTestAPI(t, dir)
	if res, body := ask(t, api, "GET", "/.well-known/security.txt"); res.StatusCode != 200 || body != secret {
		t.Errorf(".well-known/security.txt: %d %q", res.StatusCode, body)
	}
	spell := []func(string) string{
		func(s string) string { return s },
		func(s string) string { return strings.ReplaceAll(s, ".", "%2e") },
		func(s string) string { return strings.ReplaceAll(s, ".", "%2E") },
		func(s string) string { return strings.ReplaceAll(s, ".", "%252e") },
		func(s string) string { return strings.ReplaceAll(s, "/", "%2f") },
		func(s string) string { return strings.ReplaceAll(s, "/", "%5c") },
		func(s string) string { return strings.ReplaceAll(s, "/", `\`) },
		func(s string) string { return "./" + s },
		func(s string) string { return "web/../" + s },
		func(s string) string { return "web/%2e%2e/" + s },
		func(s string) string { return "/" + s },
		func(s string) string { return s + "/" },
		func(s string) string { return s + "/." },
		func(s string) string { return s + "?v=1" },
		func(s string) string { return s + "%00.html" },
		func(s string) string { return s + ";.html" },
		func(s string) string { return strings.ToUpper(s) },
		func(s string) string { return strings.TrimSuffix(s, ".html") },
	}
	for _, name := range append(hidden, ".well-known/no.html", ".well-known/x") {
		for _, f := range spell {
			for _, method := range []string{"GET", "HEAD"} {
				target := "/" + f(name)
				res, body := ask(t, api, method, target)
				dotted := strings.Contains(strings.NewReplacer("%2e", ".", "%2E", ".").Replace("/"+name), "/.")
				a.Tried(strings.Contains(body, secret) || dotted && res.StatusCode < 400, "%s %s: %d %q", method, target, res.StatusCode, body)
			}
		}
	}
}

// loud counts the lines that are written at WARN or above.
type loud struct {
	slog.Handler
	n atomic.Int64
}

func (l *loud) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
func (l *loud) Handle(context.Context, slog.Record) error        { l.n.Add(1); return nil }
func (l *loud) WithAttrs([]slog.Attr) slog.Handler               { return l }
func (l *loud) WithGroup(string) slog.Handler                    { return l }

// TestAttackLogLines sends what is wrong: it must not write a line that somebody has to read for each.
func TestAttackLogLines(t *testing.T) {
	a := attacktest.Begin(t, "bad input from outside fills the platform's log")
	lines := &loud{}
	c := &fakeChain{err: errors.New("away")}
	url := serveAPI(t, c, slog.New(lines))
	bodies := []string{"", "{", `{"address":"0x12"}`, `{"message":"x","signature":"0x00"}`, "\x00\xff", strings.Repeat("[", 9000)}
	const times = 40
	for range times {
		for _, path := range []string{"/api/info", "/readyz", "/api/orders/7", "/api/nodes?x=\x1b", "/nothing/%1b[31m", "/api/nodes/0x" + strings.Repeat("1", 40)} {
			res, err := http.Get(url + strings.ReplaceAll(path, "\x1b", "%1b"))
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			a.Tried(false, "")
		}
		fetch(t, 1, "203.0.113.9", url+"/api/orders/7").Body.Close()
		a.Tried(false, "")
		for _, path := range []string{"/api/login", "/api/login/challenge", "/api/offers"} {
			for _, b := range bodies {
				res, err := http.Post(url+path, "application/json", strings.NewReader(b))
				if err != nil {
					t.Fatal(err)
				}
				res.Body.Close()
				a.Tried(false, "")
			}
		}
		raw(t, url, "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x00", "GET /\r\n\r\n", "POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")
		a.Tried(false, "")
	}
	a.Tried(lines.n.Load() > 5, "%d lines at WARN or above", lines.n.Load())
	a.Note("%d lines", lines.n.Load())
}

// raw sends what is no HTTP.
func raw(t *testing.T, url string, all ...string) {
	t.Helper()
	for _, s := range all {
		conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		io.WriteString(conn, s)
		conn.(*net.TCPConn).CloseWrite()
		io.Copy(io.Discard, conn)
		conn.Close()
	}
}

// TestAttackStreams has one user, and one address, open event streams without end: what they hold is bounded, theirs give
// way, and another's stays.
func TestAttackStreams(t *testing.T) {
	a := attacktest.Begin(t, "one user or address holds all event streams")
	url := serveAPI(t, &fakeChain{}, nowhere)
	open := func(who int, from string) (res *http.Response, ended <-chan struct{}) {
		res = fetch(t, who, from, url+"/api/events?topics=orders")
		t.Cleanup(func() { res.Body.Close() })
		done := make(chan struct{})
		go func() {
			defer close(done)
			io.Copy(io.Discard, bufio.NewReader(res.Body))
		}()
		return res, done
	}
	honest, over := open(1, "198.51.100.1")
	if honest.StatusCode != 200 {
		t.Fatalf("got %d", honest.StatusCode)
	}
	type flood struct {
		name string
		who  func(i int) (int, string)
		most int
	}
	for _, f := range []flood{
		{"one user, many addresses", func(i int) (int, string) { return 2, fmt.Sprintf("203.0.113.%d", i%200) }, userStreams},
		{"many users, one address", func(i int) (int, string) { return 100 + i, "192.0.2.1" }, addressStreams},
		{"many users, one customer's IPv6", func(i int) (int, string) { return 400 + i, fmt.Sprintf("2001:db8::%x", i+1) }, addressStreams},
	} {
		var all []<-chan struct{}
		for i := range 2 * f.most {
			who, from := f.who(i)
			res, ended := open(who, from)
			a.Tried(res.StatusCode != 200, "%s: stream %d: %d, though the oldest should give way", f.name, i, res.StatusCode)
			all = append(all, ended)
		}
		for i, ended := range all[:f.most] {
			select {
			case <-ended:
				a.Tried(false, "")
			case <-time.After(10 * time.Second):
				a.Tried(true, "%s: stream %d did not give way", f.name, i)
			}
		}
		select {
		case <-all[len(all)-1]:
			t.Errorf("%s: the newest has ended", f.name)
		default:
		}
	}
	select {
	case <-over:
		a.Tried(true, "the honest stream was ended")
	default:
		a.Tried(false, "")
	}
}

// TestAttackLag asks for what the chain has and the index has not: nobody is refused for good, however many ask at once, and
// the chain is asked a bounded number of times.
func TestAttackLag(t *testing.T) {
	a := attacktest.Begin(t, "an index that lags behind refuses for good, or passes every question on to the chain")
	c := &fakeChain{user: person(1), last: 50, slow: 20 * time.Millisecond}
	url := serveAPI(t, c, nowhere)
	get := func(who int, from, path string) (*http.Response, string) {
		res := fetch(t, who, from, url+path)
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Error(err)
		}
		return res, string(b)
	}
	for _, c := range []struct {
		name, path string
		who        int
		code       problem.Code
	}{
		{"one's own, on the chain", "/api/orders/50", 1, problem.NotYet},
		{"that of one's node", "/api/orders/49", 3, problem.NotYet},
		{"a stranger's", "/api/orders/48", 2, problem.NotYours},
		{"the next one", "/api/orders/51", 1, problem.NotYet},
		{"one that will not be soon", "/api/orders/5000", 1, problem.NotFound},
		{"a number far away", "/api/orders/900000000000", 1, problem.NotFound},
		{"a node that has just registered", "/api/nodes/0x0500000000000000000000000000000000000000", 1, problem.NotYet},
		{"no node", "/api/nodes/0x0600000000000000000000000000000000000000", 1, problem.NotFound},
	} {
		res, body := get(c.who, "198.51.100.1", c.path)
		late := c.code == problem.NotYet
		if !strings.Contains(body, `"code":"`+string(c.code)+`"`) || late && (res.StatusCode != 425 || res.Header.Get("Retry-After") == "") {
			if late {
				a.Tried(true, "%s: %d %s", c.name, res.StatusCode, body)
			} else {
				t.Errorf("%s: %d %s", c.name, res.StatusCode, body)
			}
			continue
		}
		a.Tried(false, "")
	}
	// Many ask for the same, and one for very many.
	for _, f := range []struct {
		name string
		who  func(i int) int
		what func(i int) int
		most int64
	}{
		{"many users, one order", func(i int) int { return 100 + i }, func(int) int { return 7 }, 10},
		{"one user, many orders", func(int) int { return 99 }, func(i int) int { return 60 + i }, 61},
		{"many users, many orders", func(i int) int { return 500 + i%400 }, func(i int) int { return 1 + i%49 }, 10 * 49},
	} {
		before := c.asked.Load()
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				for k := range 10 {
					n := 10*i + k
					get(f.who(n), "198.51.100.1", fmt.Sprintf("/api/orders/%d", f.what(n)))
					a.Tried(false, "")
				}
			})
		}
		wg.Wait()
		asked := c.asked.Load() - before
		a.Tried(asked > f.most, "%s: 400 requests asked the chain %d times", f.name, asked)
		a.Note("%s: 400 requests, %d questions", f.name, asked)
	}
	a.Tried(c.most.Load() > aheadSide, "%d questions side by side", c.most.Load())
}
