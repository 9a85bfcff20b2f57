package site

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"

	"berth/shared/problem"
)

func packed(s string) []byte {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.Bytes()
}

// pages are as ui/admin writes them: some packed, some not.
func pages() fstest.MapFS {
	of := func(b []byte) *fstest.MapFile { return &fstest.MapFile{Data: b} }
	return fstest.MapFS{
		"README.md":           of([]byte("how to build")),
		"index.html.br":       of(packed("<head></head>overview")),
		"index.zh.html.br":    of(packed("<head></head>概览")),
		"orders/_.html":       of([]byte("<head></head>an order")),
		"orders/_.zh.html":    of([]byte("<head></head>订单")),
		"404.html":            of([]byte("<head></head>lost")),
		"app.js":              of([]byte("start()")),
		"web/app.wasm.br":     of(packed("\x00asm and so on")),
		"web/icon-192.png":    of([]byte("PNG")),
		"web/secret.key":      of([]byte("not for anybody")),
		"web/.hidden/app.svg": of([]byte("<svg/>")),
	}
}

func ask(t *testing.T, s *Site, path string, change func(*http.Request)) *http.Response {
	t.Helper()
	r := httptest.NewRequest("GET", "http://n1.example"+path, nil)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.Header.Get("Content-Encoding") == "br" {
		if b, err = io.ReadAll(brotli.NewReader(bytes.NewReader(b))); err != nil {
			t.Fatal(err)
		}
	}
	return string(b)
}

func TestSite(t *testing.T) {
	s, err := New(Config{Files: pages()})
	if err != nil {
		t.Fatal(err)
	}
	br := func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip, br;q=0.9") }
	for _, c := range []struct {
		name, path string
		change     func(*http.Request)
		code       int
		kind, has  string
		packed     bool
	}{
		{name: "the overview", path: "/admin", code: 200, kind: "text/html; charset=utf-8", has: "overview"},
		{name: "with a slash", path: "/admin/", code: 200, kind: "text/html; charset=utf-8", has: "overview"},
		{name: "packed", path: "/admin", change: br, code: 200, kind: "text/html; charset=utf-8", has: "overview", packed: true},
		{name: "a coding that is refused", path: "/admin", change: func(r *http.Request) { r.Header.Set("Accept-Encoding", "br;q=0") }, code: 200, kind: "text/html; charset=utf-8", has: "overview"},
		{name: "in Chinese, by the browser", path: "/admin", change: func(r *http.Request) { r.Header.Set("Accept-Language", "zh-CN,en;q=0.5") }, code: 200, kind: "text/html; charset=utf-8", has: "概览"},
		{name: "in Chinese, by choice", path: "/admin/orders/7", change: func(r *http.Request) { r.Header.Set("Cookie", "lang=zh") }, code: 200, kind: "text/html; charset=utf-8", has: "订单"},
		{name: "in English, by choice", path: "/admin", change: func(r *http.Request) {
			r.Header.Set("Cookie", "lang=en")
			r.Header.Set("Accept-Language", "zh")
		}, code: 200, kind: "text/html; charset=utf-8", has: "overview"},
		{name: "any order", path: "/admin/orders/7", code: 200, kind: "text/html; charset=utf-8", has: "an order"},
		{name: "no page", path: "/admin/nothing", code: 404, kind: "text/html; charset=utf-8", has: "lost"},
		{name: "the program", path: "/admin/web/app.wasm", change: br, code: 200, kind: "application/wasm", has: "asm", packed: true},
		{name: "the program, unpacked", path: "/admin/web/app.wasm", code: 200, kind: "application/wasm", has: "asm"},
		{name: "a script", path: "/admin/app.js", code: 200, kind: "text/javascript; charset=utf-8", has: "start()"},
		{name: "what is no page's", path: "/admin/web/secret.key", code: 404, kind: problem.ContentType, has: "no such file"},
		{name: "what is for builders", path: "/admin/README.md", code: 404, kind: problem.ContentType, has: "no such file"},
		{name: "a way out", path: "/admin/../../etc/passwd.js", code: 404, kind: problem.ContentType, has: "no such file"},
		{name: "no wallet", path: "/admin/dev/wallet.js", code: 404, kind: problem.ContentType, has: "no such file"},
		{name: "a change", path: "/admin", change: func(r *http.Request) { r.Method = "POST" }, code: 405, kind: problem.ContentType, has: "GET"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ask(t, s, c.path, c.change)
			got := body(t, r)
			if r.StatusCode != c.code || r.Header.Get("Content-Type") != c.kind || !strings.Contains(got, c.has) {
				t.Errorf("got %d %s: %s", r.StatusCode, r.Header.Get("Content-Type"), got)
			}
			if is := r.Header.Get("Content-Encoding") == "br"; is != c.packed {
				t.Errorf("packed: %v", is)
			}
		})
	}
}

// TestKept: what a browser has already is not sent again, and each form of a file has a tag of its own.
func TestKept(t *testing.T) {
	s, err := New(Config{Files: pages()})
	if err != nil {
		t.Fatal(err)
	}
	tags := map[string]string{}
	for _, coding := range []string{"", "br"} {
		first := ask(t, s, "/admin/web/app.wasm", func(r *http.Request) { r.Header.Set("Accept-Encoding", coding) })
		tag := first.Header.Get("ETag")
		if tags[tag] != "" || tag == "" {
			t.Errorf("the tag %s is another form's, too", tag)
		}
		tags[tag] = coding
		again := ask(t, s, "/admin/web/app.wasm", func(r *http.Request) {
			r.Header.Set("Accept-Encoding", coding)
			r.Header.Set("If-None-Match", `"other", W/`+tag)
		})
		if b := body(t, again); again.StatusCode != 304 || b != "" {
			t.Errorf("%q: got %d and %d bytes", coding, again.StatusCode, len(b))
		}
	}
	head := ask(t, s, "/admin/app.js", func(r *http.Request) { r.Method = "HEAD" })
	if b := body(t, head); b != "" || head.ContentLength != int64(len("start()")) {
		t.Errorf("HEAD: %q, %d", b, head.ContentLength)
	}
}

// TestUnbuilt: a gateway without the pages says so, and how to have them.
func TestUnbuilt(t *testing.T) {
	s, err := New(Config{Files: fstest.MapFS{"README.md": {Data: []byte("how")}}})
	if err != nil {
		t.Fatal(err)
	}
	r := ask(t, s, "/admin", nil)
	if got := body(t, r); r.StatusCode != 404 || !strings.Contains(got, "make admin") || s.Built() {
		t.Errorf("got %d: %s", r.StatusCode, got)
	}
}

// TestWallet: the demo's wallet is on each page, and the chain that it asks may be asked; without it neither is so.
func TestWallet(t *testing.T) {
	s, err := New(Config{Files: pages(), Wallet: Wallet{Script: []byte("wallet()"), RPC: "http://127.0.0.1:8545", Chain: `Berth "demo"`}})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/admin", "/admin/orders/7"} {
		r := ask(t, s, path, nil)
		if got := body(t, r); !strings.Contains(got, `<script defer src="/admin/dev/wallet.js" data-rpc="http://127.0.0.1:8545"`) || !strings.Contains(got, "&#34;demo&#34;") {
			t.Errorf("%s: %s", path, got)
		}
		if p := r.Header.Get("Content-Security-Policy"); !strings.Contains(p, "connect-src 'self' http://127.0.0.1:8545;") {
			t.Errorf("%s: policy %s", path, p)
		}
	}
	if got := body(t, ask(t, s, "/admin/dev/wallet.js", nil)); got != "wallet()" {
		t.Errorf("the wallet: %s", got)
	}
}
