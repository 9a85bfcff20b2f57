package proxy

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/door"
	"berth/gateway/lease/book"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const cookie = "0123456789012345678901234567890123456789012"

// wayUnderTest is the way to services that houses have.
var wayUnderTest = UpstreamOwn

// TestMain runs all tests with each way to services: what holds for the one holds for the other.
func TestMain(m *testing.M) {
	code := m.Run()
	if code == 0 {
		wayUnderTest = UpstreamStandard
		code = m.Run()
	}
	os.Exit(code)
}

// house is the order 1 with the service web behind it.
type house struct {
	addr   string
	phase  wire.Phase
	stood  bool
	meter  atomic.Uint64
	bought atomic.Uint64
	opens  time.Time // and how much then
	more   uint64
	gone   bool
}

func (h *house) Target(id order.ID, name string) book.Target {
	if id != 1 {
		return book.Target{}
	}
	t := book.Target{Found: true, Phase: h.phase, Stood: h.stood, Meter: &h.meter, Traffic: &h.bought, Opens: h.opens, More: h.more}
	if name != "web" {
		t.Phase = wire.PhaseNone
	}
	return t
}

func (h *house) Dial(ctx context.Context, _ order.ID, _ string) (net.Conn, error) {
	if h.gone {
		return nil, cluster.ErrNotRunning
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", h.addr)
}

func (h *house) Enter(ticket string, _ order.ID, _ string, _ time.Time, _ door.Guest) (door.Entry, error) {
	if ticket != "good" {
		return door.Entry{}, problem.New(401, problem.Expired, "no")
	}
	return door.Entry{Cookie: cookie, Landing: "/landed", Until: time.Now().Add(time.Hour)}, nil
}

func (h *house) Redeem(string, eth.Address, order.ID, string, string, []string, time.Time, door.Guest) (door.Entry, error) {
	return door.Entry{}, problem.New(401, problem.LinkUnknown, "no")
}

func (h *house) Admit(_ context.Context, a door.Ask) (door.Pass, door.Why, time.Duration) {
	switch {
	case !slices.Contains(a.Cookies, cookie) || a.Order != 1:
		return door.Pass{}, door.Closed, 0
	case a.Stranger:
		return door.Pass{}, door.CrossSite, 0
	}
	return door.Pass{}, door.In, 0
}

func (h *house) Use(*door.Pass, time.Time) {}
func (h *house) Leave(string) error        { return nil }

// newHouse serves upstream as the service; the answer is a client for its host.
func newHouse(t *testing.T, upstream http.HandlerFunc, change ...func(*Config)) (*house, func(method, path string, header ...string) *http.Response) {
	up := httptest.NewServer(upstream)
	t.Cleanup(up.Close)
	h := &house{addr: up.Listener.Addr().String(), phase: wire.PhaseReady}
	h.bought.Store(1 << 40)
	cfg := Config{Domain: "n1.localhost", Scheme: "https", App: "https://app.example/", Idle: 2 * time.Second, Orders: h, Dialer: h, Doors: h, Entrance: h, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Upstream: wayUnderTest}
	for _, f := range change {
		f(&cfg)
	}
	p := New(cfg)
	front := httptest.NewServer(p)
	t.Cleanup(func() { front.Close(); p.Close() })
	client := &http.Client{
		Transport: &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, n, _ string) (net.Conn, error) {
			return net.Dial(n, front.Listener.Addr().String())
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return h, func(method, path string, header ...string) *http.Response {
		t.Helper()
		var body io.Reader
		host := "web-1.n1.localhost"
		r, err := http.NewRequestWithContext(t.Context(), method, "http://"+host+path, body)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			switch header[i] {
			case "Host":
				r.Host = header[i+1]
			case "Body":
				r.Body = io.NopCloser(strings.NewReader(header[i+1]))
			default:
				r.Header[header[i]] = append(r.Header[header[i]], header[i+1])
			}
		}
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { resp.Body.Close() })
		return resp
	}
}

var pass = []string{"Cookie", Cookie + "=" + cookie}

func with(more ...string) []string { return append(slices.Clone(pass), more...) }

func TestWhatTheServiceSees(t *testing.T) {
	var got *http.Request
	_, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) { got = r.Clone(context.Background()) })
	ask("GET", "/a%2fb?q=1",
		"Cookie", "a=1; "+Cookie+"="+cookie+"; b=\"2\"", "Authorization", "Bearer bt_secret", "X-Forwarded-For", "6.6.6.6", "X_Forwarded_For", "6.6.6.6", "x_forwarded-host", "evil",
		"X-Forwarded-Proto", "gopher", "Forwarded", "for=6.6.6.6", "X-Real-Ip", "6.6.6.6", "X_Real_IP", "6.6.6.6", "X-Auth-Request-User", "root", "X_Auth_User", "root", "Remote-User", "root", "Remote_User", "root",
		"X-Berth-User", "root", "X-Webauth-User", "root", "True-Client-Ip", "6.6.6.6", "Content_Length", "7", "Proxy", "http://evil", "X-Original-Url", "/admin", "Ssl_Client_Verify", "SUCCESS", "X-Custom", "kept", "X_Custom", "kept too")
	if got.Host != "web-1.n1.localhost" || got.RequestURI != "/a%2fb?q=1" {
		t.Errorf("host %q, uri %q", got.Host, got.RequestURI)
	}
	want := map[string][]string{
		"Cookie": {`a=1; b="2"`}, "X-Forwarded-For": {"127.0.0.1"}, "X-Forwarded-Host": {"web-1.n1.localhost"}, "X-Forwarded-Proto": {"https"},
		"X-Custom": {"kept"}, "X_custom": {"kept too"}, "User-Agent": {"Go-http-client/1.1"},
	}
	for name, v := range got.Header {
		if !slices.Equal(want[name], v) {
			t.Errorf("%s: %q arrived, want %q", name, v, want[name])
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("%s did not arrive", name)
	}
	ask("GET", "/", with("Authorization", "Bearer the-service's-own")...)
	if got.Header.Get("Authorization") != "Bearer the-service's-own" || got.Header["Cookie"] != nil {
		t.Errorf("got %v", got.Header)
	}
}

func TestWhatTheBrowserSees(t *testing.T) {
	_, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Service-Worker-Allowed", "/")
		h.Add("Set-Cookie", "a=1; Domain=n1.localhost; Path=/; HttpOnly")
		h.Add("Set-Cookie", "b=2; domain = .localhost ; Secure")
		h.Add("Set-Cookie", Cookie+"=stolen; Path=/; Secure")
		h.Add("Set-Cookie", "c=3")
		w.WriteHeader(201)
	})
	resp := ask("GET", "/", pass...)
	want := []string{"a=1; Path=/; HttpOnly", "b=2; Secure", "c=3"}
	if !slices.Equal(resp.Header["Set-Cookie"], want) || resp.Header.Get("Service-Worker-Allowed") != "" || resp.StatusCode != 201 {
		t.Errorf("got %d %v", resp.StatusCode, resp.Header)
	}
}

// TestUpdate: while a revision starts, or fails, the one before it is asked, and where there is none a page says why.
func TestUpdate(t *testing.T) {
	h, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close") // each request has to dial
		io.WriteString(w, "in")
	})
	for _, c := range []struct {
		phase       wire.Phase
		stood, gone bool
		code        int
		says        problem.Code
	}{
		{wire.PhaseStarting, true, false, 200, ""},
		{wire.PhaseFailed, true, false, 200, ""},
		{wire.PhaseAccepted, true, true, 503, "starting"},
		{wire.PhaseFailed, true, true, 503, "failed"},
		{wire.PhaseStarting, false, false, 503, "starting"},
		{wire.PhaseStopped, true, false, 503, problem.ServiceStopped},
		{wire.PhaseReady, true, true, 502, problem.Unavailable},
	} {
		h.phase, h.stood, h.gone = c.phase, c.stood, c.gone
		resp, p := ask("GET", "/", pass...), problem.Problem{}
		if c.code != 200 {
			if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
				t.Error(err)
			}
		}
		if resp.StatusCode != c.code || p.Code != c.says {
			t.Errorf("%+v: got %d %s", c, resp.StatusCode, p.Code)
		}
	}
}

func TestRefusals(t *testing.T) {
	h, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "in") })
	for _, c := range []struct {
		name   string
		phase  wire.Phase
		header []string
		method string
		code   int
		says   problem.Code
		en, zh string
	}{
		{"no cookie", wire.PhaseReady, nil, "GET", 401, problem.LoginNeeded, "This service is private", "这是私有服务"},
		{"a wrong cookie", wire.PhaseReady, []string{"Cookie", Cookie + "=x"}, "GET", 401, problem.LoginNeeded, "private", "私有"},
		{"another order", wire.PhaseReady, with("Host", "web-2.n1.localhost"), "GET", 404, problem.NotFound, "nothing here", "什么也没有"},
		{"no service", wire.PhaseReady, with("Host", "-.n1.localhost"), "GET", 404, problem.NotFound, "nothing here", "什么也没有"},
		{"not deployed", wire.PhaseNone, pass, "GET", 503, problem.NotDeployed, "deployed", "部署"},
		{"stopped", wire.PhaseStopped, pass, "GET", 503, problem.ServiceStopped, "stopped", "停止"},
		{"starting", wire.PhaseStarting, pass, "GET", 503, "starting", "starting", "启动"},
		{"failed", wire.PhaseFailed, pass, "GET", 503, "failed", "does not start", "无法启动"},
		{"ended", wire.PhaseEnded, pass, "GET", 410, problem.OrderEnded, "has ended", "已结束"},
		{"ended, without the cookie", wire.PhaseEnded, nil, "GET", 410, problem.OrderEnded, "has ended", "已结束"},
		{"another site's form", wire.PhaseReady, with("Origin", "https://evil.example"), "POST", 403, problem.CrossSite, "Another site", "其他网站"},
		{"a neighbour's form", wire.PhaseReady, with("Origin", "https://web-2.n1.localhost", "Sec-Fetch-Site", "same-site"), "POST", 403, problem.CrossSite, "Another site", "其他网站"},
		{"a neighbour's fetch", wire.PhaseReady, with("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty"), "GET", 403, problem.CrossSite, "Another site", "其他网站"},
		{"a neighbour's frame", wire.PhaseReady, with("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"), "GET", 403, problem.CrossSite, "Another site", "其他网站"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h.phase = c.phase
			resp := ask(c.method, "/", c.header...)
			var p problem.Problem
			if err := json.NewDecoder(resp.Body).Decode(&p); err != nil || resp.StatusCode != c.code || p.Code != c.says || p.Status != c.code || resp.Header.Get("Content-Type") != problem.ContentType {
				t.Errorf("got %d %+v %v", resp.StatusCode, p, err)
			}
			for lang, want := range map[string]string{"en": c.en, "zh-CN,zh;q=0.9,en;q=0.8": c.zh, "en-US,zh;q=0.5": c.en, "fr": c.en} {
				resp := ask(c.method, "/", append(slices.Clone(c.header), "Accept", "text/html,*/*;q=0.8", "Accept-Language", lang)...)
				b, err := io.ReadAll(resp.Body)
				if err != nil || resp.StatusCode != c.code || !strings.Contains(string(b), want) || resp.Header.Get("Content-Type") != "text/html; charset=utf-8" || resp.Header.Get("Cache-Control") != "no-store" {
					t.Errorf("%s: got %d %s", lang, resp.StatusCode, b)
				}
				if strings.Contains(string(b), "/orders/") && !strings.Contains(string(b), "https://app.example/orders/1") {
					t.Errorf("link: %s", b)
				}
			}
		})
	}
	h.phase = wire.PhaseReady
	for name, header := range map[string][]string{
		"a click elsewhere": with("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"),
		"its own page":      with("Sec-Fetch-Site", "same-origin", "Origin", "http://web-1.n1.localhost"),
		"no browser":        pass,
	} {
		if resp := ask("GET", "/", header...); resp.StatusCode != 200 {
			t.Errorf("%s: got %d, want 200", name, resp.StatusCode)
		}
	}
}

func TestEnter(t *testing.T) {
	_, ask := newHouse(t, func(http.ResponseWriter, *http.Request) {})
	resp := ask("GET", "/.berth/enter?ticket=good&to=/x%3Fy=z")
	want := Cookie + "=" + cookie
	if c := resp.Header.Get("Set-Cookie"); resp.StatusCode != 303 || resp.Header.Get("Location") != "/x?y=z" || !strings.HasPrefix(c, want+"; Path=/; Expires=") || !strings.HasSuffix(c, "; HttpOnly; Secure; SameSite=Lax") {
		t.Errorf("got %d %v", resp.StatusCode, resp.Header)
	}
	if resp := ask("GET", "/.berth/enter?ticket=good"); resp.Header.Get("Location") != "/landed" {
		t.Errorf("got %v", resp.Header)
	}
	if resp := ask("GET", "/.berth/enter?ticket=good&to=//evil.example"); resp.Header.Get("Location") != "/" {
		t.Errorf("got %v", resp.Header)
	}
	if resp := ask("GET", "/.berth/enter?ticket=bad"); resp.StatusCode != 401 || resp.Header.Get("Set-Cookie") != "" {
		t.Errorf("got %d %v", resp.StatusCode, resp.Header)
	}
	if resp := ask("POST", "/.berth/enter?ticket=good"); resp.StatusCode != 404 {
		t.Errorf("got %d", resp.StatusCode)
	}
	if resp := ask("POST", "/.berth/leave", pass...); resp.StatusCode != 204 || !strings.Contains(resp.Header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("got %d %v", resp.StatusCode, resp.Header)
	}
	if resp := ask("GET", "/.berth/anything", pass...); resp.StatusCode != 404 {
		t.Errorf("got %d: the gateway's own paths must not reach the service", resp.StatusCode)
	}
}

func TestStreams(t *testing.T) {
	next := make(chan bool)
	_, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/events" {
			w.Header().Set("Content-Type", "text/event-stream")
		}
		for i := range 3 {
			fmt.Fprintf(w, "line %d\n", i)
			w.(http.Flusher).Flush()
			<-next
		}
	})
	for _, path := range []string{"/events", "/chunks"} {
		resp := ask("GET", path, pass...)
		lines := bufio.NewScanner(resp.Body)
		for i := range 3 {
			if !lines.Scan() || lines.Text() != fmt.Sprintf("line %d", i) {
				t.Fatalf("%s: %q", path, lines.Text())
			}
			next <- true // only now does the service go on
		}
	}
}

func TestUnreachableSlowAndLarge(t *testing.T) {
	over := make(chan struct{})
	defer close(over)
	h, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/slow":
			<-over // it never answers
		case "/die":
			panic(http.ErrAbortHandler)
		default:
			_, err := io.Copy(io.Discard, r.Body)
			if err != nil {
				panic(http.ErrAbortHandler)
			}
		}
	}, func(c *Config) { c.BodyBytes, c.Idle = 1000, 100*time.Millisecond })
	for _, c := range []struct {
		path string
		body string
		code int
	}{{"/slow", "", 504}, {"/die", "", 502}, {"/up", strings.Repeat("x", 1001), 413}, {"/up", strings.Repeat("x", 1000), 200}} {
		if resp := ask("POST", c.path, with("Body", c.body)...); resp.StatusCode != c.code {
			t.Errorf("%s: got %d, want %d", c.path, resp.StatusCode, c.code)
		}
	}
	h.gone = true
	if resp := ask("GET", "/", with("Connection", "close")...); resp.StatusCode != 502 && resp.StatusCode != 200 {
		t.Errorf("gone: got %d", resp.StatusCode)
	}
}

func TestTrafficIsCountedAndCapped(t *testing.T) {
	h, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, strings.Repeat("x", 100_000)) })
	h.bought.Store(250_000)
	for i := range 5 {
		resp := ask("GET", "/", pass...)
		b, err := io.ReadAll(resp.Body)
		switch {
		case i < 2 && (len(b) != 100_000 || err != nil):
			t.Errorf("request %d: %d bytes, %v", i, len(b), err)
		case i > 2 && resp.StatusCode != 509:
			t.Errorf("request %d: got %d, want 509", i, resp.StatusCode)
		}
	}
	if n := h.meter.Load(); n < 200_000 || n > 400_000 {
		t.Errorf("counted %d", n)
	}
}

// Who has used what is open is told when more opens, and how much.
func TestTrafficThatIsNotOpenYet(t *testing.T) {
	h, ask := newHouse(t, func(http.ResponseWriter, *http.Request) {})
	h.meter.Store(100)
	h.bought.Store(100)
	h.opens, h.more = time.Now().Add(250*time.Second), 85<<20+5
	resp := ask("GET", "/", pass...)
	var p problem.Problem
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != 509 || p.Code != problem.TrafficNotOpen || p.Figures["bytes"] != "89128965" || p.Figures["at"] != h.opens.UTC().Format(time.RFC3339) {
		t.Errorf("got %d %+v", resp.StatusCode, p)
	}
	if after, err := strconv.Atoi(resp.Header.Get("Retry-After")); err != nil || after < 240 || after > 250 {
		t.Errorf("Retry-After: %q", resp.Header.Get("Retry-After"))
	}
	for lang, want := range map[string]string{"en": "85 MiB more at " + h.opens.UTC().Format("2006-01-02 15:04") + " UTC", "zh-CN": "再开放 85 MiB"} {
		resp := ask("GET", "/", append(slices.Clone(pass), "Accept", "text/html", "Accept-Language", lang)...)
		if b, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%s: got %s, %v", lang, b, err)
		}
	}
	h.more = 125_000
	if b, err := io.ReadAll(ask("GET", "/", append(slices.Clone(pass), "Accept", "text/html")...).Body); err != nil || !strings.Contains(string(b), "122 KiB more at ") {
		t.Errorf("less than a MiB: got %s, %v", b, err)
	}
	h.opens = time.Time{}
	resp = ask("GET", "/", pass...)
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil || resp.StatusCode != 509 || p.Code != problem.TrafficUsedUp {
		t.Errorf("all of it: got %d %+v, %v", resp.StatusCode, p, err)
	}
}

func TestMeteredIsIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := net.Pipe()
		defer b.Close()
		var n atomic.Uint64
		var limit atomic.Uint64
		limit.Store(100)
		m := &metered{Conn: a, meter: &n, limit: &limit, idle: 30 * time.Millisecond}
		began := time.Now()
		_, err := m.Read(make([]byte, 1))
		var timeout net.Error
		if !errors.As(err, &timeout) || !timeout.Timeout() || time.Since(began) != m.idle {
			t.Errorf("got %v after %s", err, time.Since(began))
		}
	})
}

func BenchmarkProxy(b *testing.B) {
	h := &house{phase: wire.PhaseReady}
	h.bought.Store(1 << 60)
	body := strings.Repeat("x", 1024)
	up := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) }))
	defer up.Close()
	h.addr = up.Listener.Addr().String()
	p := New(Config{Domain: "n1.localhost", Scheme: "http", Idle: time.Minute, Orders: h, Dialer: h, Doors: h, Entrance: h, Log: slog.Default()})
	defer p.Close()
	front := httptest.NewServer(p)
	defer front.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r, _ := http.NewRequest("GET", front.URL, nil)
			r.Host = "web-1.n1.localhost"
			r.Header.Set("Cookie", Cookie+"="+cookie)
			resp, err := client.Do(r)
			if err != nil {
				b.Error(err)
				return
			}
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	})
}
