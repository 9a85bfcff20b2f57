package api

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/valyala/fasthttp"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/bff/notice"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/web"
	"berth/shared/wire"
)

var dollar = eth.Address{0xd0}

func newTestAPI(t *testing.T, site string) *API {
	t.Helper()
	a, err := New(Config{
		Info: func() (wire.Info, error) { return wire.Info{}, errors.New("not yet") }, Ready: func() error { return errors.New("secret cause") }, Tokens: []eth.Address{dollar},
		Catalogue: catalogue.New(dollar), Notices: notice.New(notice.Config{}), Index: indexer.NewIndex(nil), Site: site, Files: map[string][]byte{"/dev/wallet.js": []byte("wallet")},
		Origin: "https://berth.example", Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// ask sends a request through the whole server; headers are name, value, name, value.
func ask(t *testing.T, a *API, method, target string, headers ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := a.app.Test(r, 5000)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func packed(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// testSite is a site as ui/site writes it.
func testSite(t *testing.T) string {
	dir := t.TempDir()
	long := strings.Repeat("x", 500)
	for name, body := range map[string]string{
		"index.html": "home", "index.zh.html": "首页", "nodes.html": "nodes", "nodes.zh.html": "节点", "nodes/_.html": "a node", "only.html": "only English",
		"404.html": "not here", "404.zh.html": "没有", "inline.html": "<script>let a = 1</script><script src=\"/x.js\"></script>",
		"app-worker.js": "worker", "web/app.wasm": long, "web/app.wasm.br": packed(t, long), "web/app.0123abcd.js": "hashed", "web/style.css": "css", ".hidden": "no",
	} {
		p := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, []byte(body), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "outside.txt"), []byte("outside"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(filepath.Dir(dir), "outside.txt"), filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSite(t *testing.T) {
	a := newTestAPI(t, testSite(t))
	for _, c := range []struct {
		name, path string
		headers    []string
		status     int
		body       string
		cache      string
	}{
		{"home", "/", nil, 200, "home", "no-cache"},
		{"page", "/nodes", nil, 200, "nodes", "no-cache"},
		{"page with a slash", "/nodes/", nil, 200, "nodes", "no-cache"},
		{"by its file name", "/nodes.html", nil, 200, "nodes", "no-cache"},
		{"of one of many", "/nodes/0xabc", nil, 200, "a node", "no-cache"},
		{"Chinese by cookie", "/", []string{"Cookie", "lang=zh", "Accept-Language", "en"}, 200, "首页", "no-cache"},
		{"Chinese by browser", "/nodes", []string{"Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"}, 200, "节点", "no-cache"},
		{"English by cookie", "/", []string{"Cookie", "lang=en", "Accept-Language", "zh"}, 200, "home", "no-cache"},
		{"English preferred", "/", []string{"Accept-Language", "en-US,zh;q=0.5"}, 200, "home", "no-cache"},
		{"no Chinese page", "/only", []string{"Cookie", "lang=zh"}, 200, "only English", "no-cache"},
		{"not there", "/nothing/at/all", nil, 404, "not here", "no-cache"},
		{"not there in Chinese", "/nothing/at/all", []string{"Cookie", "lang=zh"}, 404, "没有", "no-cache"},
		{"worker", "/app-worker.js", nil, 200, "worker", "no-cache"},
		{"hashed", "/web/app.0123abcd.js", nil, 200, "hashed", "public, max-age=31536000, immutable"},
		{"versioned", "/web/style.css?v=abc", nil, 200, "css", "public, max-age=31536000, immutable"},
		{"unversioned", "/web/style.css", nil, 200, "css", "no-cache"},
		{"brotli", "/web/app.wasm", []string{"Accept-Encoding", "gzip, br"}, 200, packed(t, strings.Repeat("x", 500)), "no-cache"},
		{"no brotli", "/web/app.wasm", []string{"Accept-Encoding", "gzip, br;q=0"}, 200, strings.Repeat("x", 500), "no-cache"},
		{"file by hand", "/dev/wallet.js", nil, 200, "wallet", "no-cache"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, body := ask(t, a, "GET", c.path, c.headers...)
			if res.StatusCode != c.status || body != c.body || res.Header.Get("Cache-Control") != c.cache {
				t.Errorf("got %d %q %s, want %d %q %s", res.StatusCode, body, res.Header.Get("Cache-Control"), c.status, c.body, c.cache)
			}
			if res.Header.Get("Strict-Transport-Security") != web.StrictTransport {
				t.Errorf("HSTS: %q", res.Header.Get("Strict-Transport-Security"))
			}
			if !strings.Contains(res.Header.Get("Vary"), "Accept-Encoding") || res.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
				t.Errorf("headers: %v", res.Header)
			}
			if c.status != 200 {
				return
			}
			head, empty := ask(t, a, "HEAD", c.path, c.headers...)
			if head.StatusCode != 200 || empty != "" || head.ContentLength != int64(len(c.body)) {
				t.Errorf("HEAD: got %d %q, length %d", head.StatusCode, empty, head.ContentLength)
			}
			again, none := ask(t, a, "GET", c.path, append(c.headers, "If-None-Match", `"x", W/`+res.Header.Get("ETag"))...)
			if again.StatusCode != 304 || none != "" || again.Header.Get("ETag") != res.Header.Get("ETag") {
				t.Errorf("again: got %d %q %v", again.StatusCode, none, again.Header)
			}
		})
	}
	res, _ := ask(t, a, "GET", "/web/app.wasm", "Accept-Encoding", "br")
	if res.Header.Get("Content-Encoding") != "br" || res.Header.Get("X-Uncompressed-Length") != "500" || res.Header.Get("Content-Type") != "application/wasm" {
		t.Errorf("brotli: %v", res.Header)
	}
	res, _ = ask(t, a, "GET", "/", "Cookie", "lang=zh")
	if res.Header.Get("Content-Language") != "zh-Hans" || !strings.Contains(res.Header.Get("Vary"), "Cookie") {
		t.Errorf("language: %v", res.Header)
	}
	res, _ = ask(t, a, "GET", "/inline")
	if csp := res.Header.Get("Content-Security-Policy"); strings.Count(csp, "'sha256-") != 1 {
		t.Errorf("inline script: %s", csp)
	}
}

func TestSiteKeepsToItself(t *testing.T) {
	a := newTestAPI(t, testSite(t))
	for _, p := range []string{
		"/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt", "/web/..%5c..%5coutside.txt", "/link.txt", "/.hidden", "/web/app.wasm.br", "/web", "/a%00b.txt", "//outside.txt",
	} {
		res, body := ask(t, a, "GET", p)
		if res.StatusCode != 404 || strings.Contains(body, "outside") {
			t.Errorf("%s: got %d %q", p, res.StatusCode, body)
		}
	}
	if res, _ := ask(t, a, "POST", "/"); res.StatusCode != 405 {
		t.Errorf("POST: got %d, want 405", res.StatusCode)
	}
}

// Whoever serves without TLS must not promise it.
func TestNoStrictTransport(t *testing.T) {
	a, err := New(Config{Catalogue: catalogue.New(dollar), Site: testSite(t), Origin: "http://localhost:8080"})
	if err != nil {
		t.Fatal(err)
	}
	if res, _ := ask(t, a, "GET", "/"); res.Header.Get("Strict-Transport-Security") != "" {
		t.Errorf("got %q", res.Header.Get("Strict-Transport-Security"))
	}
}

func TestSiteChanges(t *testing.T) {
	dir := testSite(t)
	a := newTestAPI(t, dir)
	before, _ := ask(t, a, "GET", "/web/app.wasm", "Accept-Encoding", "br")
	if err := os.WriteFile(filepath.Join(dir, "web/app.wasm"), []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	res, body := ask(t, a, "GET", "/web/app.wasm", "Accept-Encoding", "br")
	if body != "new" || res.Header.Get("Content-Encoding") != "" || res.Header.Get("ETag") == before.Header.Get("ETag") {
		t.Errorf("an old brotli form of a new file: got %q %v", body, res.Header)
	}
}

func TestNotReady(t *testing.T) {
	a := newTestAPI(t, "")
	for _, p := range []string{"/readyz", "/api/info"} {
		res, body := ask(t, a, "GET", p)
		if res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || strings.Contains(body, "secret") || !strings.Contains(body, `"code":"unavailable"`) {
			t.Errorf("%s: got %d %s", p, res.StatusCode, body)
		}
	}
	if res, body := ask(t, a, "GET", "/"); res.StatusCode != 404 || !strings.Contains(body, "not-found") {
		t.Errorf("no site: got %d %s", res.StatusCode, body)
	}
}

// A panic and an untyped error say nothing of themselves.
func TestInternalErrors(t *testing.T) {
	a := newTestAPI(t, "")
	a.cfg.Catalogue = nil // every handler that touches it panics
	res, body := ask(t, a, "GET", "/api/nodes")
	if res.StatusCode != 500 || !strings.Contains(body, `"code":"internal"`) || !strings.Contains(body, res.Header.Get("X-Request-Id")) || strings.Contains(body, "nil pointer") {
		t.Errorf("got %d %s", res.StatusCode, body)
	}
	if p := asProblem(fs.ErrPermission); p.Status != 500 || strings.Contains(p.Detail, "permission") {
		t.Errorf("got %+v", p)
	}
}

func TestSameSite(t *testing.T) {
	a := newTestAPI(t, "")
	for _, c := range []struct {
		headers []string
		allowed bool
	}{
		{nil, true},
		{[]string{"Sec-Fetch-Site", "same-origin", "Origin", "https://berth.example"}, true},
		{[]string{"Sec-Fetch-Site", "none"}, true},
		{[]string{"Origin", "https://berth.example"}, true},
		{[]string{"Origin", "http://example.com"}, false}, // the host that httptest asks for
		{[]string{"Sec-Fetch-Site", "same-site", "Origin", "https://other.berth.example"}, false},
		{[]string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, false},
		{[]string{"Sec-Fetch-Site", "cross-site", "Origin", "http://example.com"}, false},
		{[]string{"Sec-Fetch-Site", "cross-site"}, false},
		{[]string{"Origin", "https://evil.example"}, false},
		{[]string{"Origin", "null"}, false},
	} {
		res, _ := ask(t, a, "POST", "/api/logout", c.headers...)
		if got := res.StatusCode != 403; got != c.allowed {
			t.Errorf("%v: got %d", c.headers, res.StatusCode)
		}
	}
}

func TestIP(t *testing.T) {
	for _, c := range []struct{ proxies, remote, header, want string }{
		{"", "8.8.8.8", "", "8.8.8.8/32"},
		{"", "8.8.8.8", "1.2.3.4", "8.8.8.8/32"},
		{"10.0.0.0/8", "10.0.0.1", "1.2.3.4", "1.2.3.4/32"},
		{"10.0.0.0/8", "10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4/32"},
		{"10.0.0.0/8", "10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4/32"},
		{"10.0.0.1", "10.0.0.1", "nonsense", "10.0.0.1/32"},
		{"10.0.0.1", "10.0.0.1", "6.6.6.6\n1.2.3.4", "1.2.3.4/32"}, // the proxy's own line
		{"10.0.0.1", "10.0.0.2", "1.2.3.4", "10.0.0.2/32"},
		{"", "2606:4700::1", "", "2606:4700::/64"},
	} {
		proxies, err := web.ParseProxies(strings.Fields(c.proxies))
		if err != nil {
			t.Fatal(err)
		}
		a, err := New(Config{Proxies: proxies})
		if err != nil {
			t.Fatal(err)
		}
		var ctx fasthttp.RequestCtx
		ctx.Init(&fasthttp.Request{}, &net.TCPAddr{IP: net.ParseIP(c.remote), Port: 1}, nil)
		for line := range strings.SplitSeq(c.header, "\n") {
			ctx.Request.Header.Add("X-Forwarded-For", line)
		}
		f := a.app.AcquireCtx(&ctx)
		if got := a.ip(f); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
		a.app.ReleaseCtx(f)
	}
}

func TestEvent(t *testing.T) {
	got, err := event("answer", "3", map[string]string{"a": "b\nc"})
	if want := "id: 3\nevent: answer\ndata: {\"a\":\"b\\nc\"}\n\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestPrefersChinese(t *testing.T) {
	for _, c := range []struct {
		cookie, header string
		want           bool
	}{
		{"", "", false}, {"zh", "", true}, {"en", "zh", false}, {"xx", "zh", true}, {"", "zh-TW", true}, {"", "en;q=0.4, zh-Hans;q=0.5", true},
		{"", "fr, de", false}, {"", "zh;q=0", false}, {"", "zh;q=x, en;q=0.1", false}, {"", strings.Repeat("a,", 5000) + "zh", false},
	} {
		if got := prefersChinese(c.cookie, c.header); got != c.want {
			t.Errorf("%q, %.20q: got %v", c.cookie, c.header, got)
		}
	}
}

func FuzzNodeQuery(f *testing.F) {
	f.Add("cpuMilli=1&memoryMiB=2&gpu=1&gpuModel=l4&maxRate=5&token=0x00000000000000000000000000000000000000d0&region=eu&q=x&sort=-price&limit=3&cursor=abc&duration=60")
	f.Add("%zz")
	f.Add("a=1;b=2")
	f.Fuzz(func(t *testing.T, raw string) {
		_, _, err := nodeQuery(raw)
		var p *problem.Problem
		if err != nil && !errors.As(err, &p) {
			t.Errorf("%q: %v is no problem document", raw, err)
		}
	})
}

func FuzzBody(f *testing.F) {
	f.Add([]byte(`{"resources":{"cpuMilli":100},"rate":"5","duration":3600,"nodes":["0x00"]}`))
	f.Add([]byte(`{"resources":[]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var r wire.OfferRequest
		if err := web.Decode(b, &r); err != nil {
			wrongField(b, reflect.TypeFor[wire.OfferRequest](), "")
			plainError(err)
		}
	})
}

// A request keeps the id that it brings, if that is one; every other gets one of ours.
func TestRequestIDs(t *testing.T) {
	a := newTestAPI(t, "")
	for _, tc := range []struct {
		given string
		keeps bool
	}{{"proxy-7f.3_A", true}, {"", false}, {strings.Repeat("a", 65), false}, {"a b", false}, {"<script>", false}} {
		res, body := ask(t, a, "GET", "/api/offers/x", "X-Request-Id", tc.given)
		id := res.Header.Get("X-Request-Id")
		if (id == tc.given) != tc.keeps || len(id) < 1 || len(id) > 64 || !strings.Contains(body, `"`+id+`"`) {
			t.Errorf("%q: got %q, %s", tc.given, id, body)
		}
	}
}

// What is the same for everybody is packed and has a tag of each form; what a session gets has neither.
func TestPublic(t *testing.T) {
	a := newTestAPI(t, "")
	plain, body := ask(t, a, "GET", "/api/openapi.json")
	packed, small := ask(t, a, "GET", "/api/openapi.json", "Accept-Encoding", "br, gzip")
	if plain.Header.Get("Content-Encoding") != "" || packed.Header.Get("Content-Encoding") != "gzip" || len(small) >= len(body)/2 {
		t.Fatalf("%d bytes, packed %d as %q", len(body), len(small), packed.Header.Get("Content-Encoding"))
	}
	r, err := gzip.NewReader(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(r); err != nil || string(b) != body {
		t.Errorf("unpacked: %d bytes, %v", len(b), err)
	}
	one, other := plain.Header.Get("ETag"), packed.Header.Get("ETag")
	if one == "" || one == other || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("tags %s and %s", one, other)
	}
	for _, tc := range []struct {
		accept, tag string
		status      int
	}{{"", one, 304}, {"gzip", other, 304}, {"gzip", one, 200}, {"gzip;q=0", one, 304}, {"", `"x"`, 200}} {
		if res, b := ask(t, a, "GET", "/api/openapi.json", "Accept-Encoding", tc.accept, "If-None-Match", tc.tag); res.StatusCode != tc.status || tc.status == 304 && b != "" {
			t.Errorf("%q, %s: got %d with %d bytes", tc.accept, tc.tag, res.StatusCode, len(b))
		}
	}
	if res, _ := ask(t, a, "GET", "/api/nodes", "If-None-Match", "*"); res.StatusCode != 304 {
		t.Errorf("a list: got %d", res.StatusCode)
	}
	if res, _ := ask(t, a, "GET", "/api/session"); res.Header.Get("ETag") != "" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a session: %v", res.Header)
	}
	if res, page := ask(t, a, "GET", "/api"); res.StatusCode != 200 || !strings.Contains(page, "/api/nodes/{address}") || strings.Contains(page, "<script") ||
		!strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("the page: %d %v", res.StatusCode, res.Header)
	}
}
