package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"berth/e2e/rig"
	"berth/shared/resource"
	"berth/shared/wire"
)

// fakeNode stands before a demo's gateway: it says that the runtime opens shells, opens some that echo what is typed, and
// has a log that floods. All else is the gateway's own.
type fakeNode struct {
	*httptest.Server
	token string // that a shell was asked for with

	flood  atomic.Bool
	half   chan struct{} // closed by the node once half of the flood is out; the other half waits until
	rest   chan struct{} // is closed by the test
	use    wire.Use      // where it has samples: what is told of use and of what happened
	events []wire.Happening
	mu     sync.Mutex
	sizes  []wire.ShellControl
	typed  bytes.Buffer
	again  []string // where streams of a log went on
	cut    func()   // breaks the newest shell's connection off
}

func newFakeNode(t *testing.T) *fakeNode {
	f := &fakeNode{half: make(chan struct{}), rest: make(chan struct{})}
	f.Server = httptest.NewServer(f)
	t.Cleanup(func() { f.CloseClientConnections(); f.Close() })
	return f
}

// script has a page ask this node in place of the real one.
func (f *fakeNode) script() string {
	return fmt.Sprintf(`(() => {
		const mine = %q, real = window.fetch, Socket = window.WebSocket;
		const watched = /^(https?:\/\/[^\/]+)(\/v1\/orders\/\d+\/(deployment(\/events)?|services\/[^\/]+\/(logs\/events.*|shell)|use\?.*|events\?.*))$/;
		window.fetch = (input, init = {}) => {
			const m = watched.exec(String(input));
			if (!m || (init.method ?? "GET") !== "GET") return real(input, init);
			return real(mine + m[2], {...init, headers: {...init.headers, "X-Real": m[1]}});
		};
		window.WebSocket = function (url, protocols) {
			return new Socket(url.replace(/^ws:\/\/[^\/]+/, mine.replace("http", "ws")), protocols);
		};
	})()`, f.URL)
}

func (f *fakeNode) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Headers", "*, Authorization")
	switch {
	case r.Method == http.MethodOptions:
	case strings.HasSuffix(r.URL.Path, "/shell"):
		f.shell(w, r)
	case strings.HasSuffix(r.URL.Path, "/logs/events") && f.flood.Load():
		f.pour(w, r)
	case strings.HasSuffix(r.URL.Path, "/use") && len(f.use.Samples) > 0:
		json.NewEncoder(w).Encode(f.use)
	case strings.HasSuffix(r.URL.Path, "/events") && strings.Count(r.URL.Path, "/") == 4 && len(f.events) > 0:
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		json.NewEncoder(w).Encode(wire.Happenings{Events: f.events[:min(limit, len(f.events))]})
	default:
		real, err := url.Parse(r.Header.Get("X-Real"))
		if err != nil {
			http.Error(w, "no X-Real", 400)
			return
		}
		// Not every resolver knows names under localhost.
		dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, "127.0.0.1:"+real.Port())
		}
		proxy := &httputil.ReverseProxy{FlushInterval: -1, Transport: &http.Transport{DialContext: dial}, Rewrite: func(p *httputil.ProxyRequest) {
			p.SetURL(real)
			p.Out.Host = real.Host
			p.Out.Header.Del("X-Real")
			p.Out.Header.Del("Accept-Encoding")
		}, ModifyResponse: func(res *http.Response) error {
			res.Header.Del("Access-Control-Allow-Origin")
			res.Body = &withShell{res.Body}
			return nil
		}}
		proxy.ServeHTTP(w, r)
	}
}

// withShell says in a deployment, of the same length, that there are shells.
type withShell struct{ io.ReadCloser }

func (b *withShell) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	copy(p[:n], bytes.ReplaceAll(p[:n], []byte(`"shell":false`), []byte(`"shell":true `)))
	return n, err
}

// shell echoes as a terminal does: a line that is exit ends it, one that is size tells the size.
func (f *fakeNode) shell(w http.ResponseWriter, r *http.Request) {
	var token string
	for _, p := range websocket.Subprotocols(r) {
		if t, ok := strings.CutPrefix(p, wire.ShellToken); ok {
			token = t
		}
	}
	up := websocket.Upgrader{Subprotocols: []string{wire.ShellProtocol}, CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	f.mu.Lock()
	f.token, f.cut = token, func() { conn.NetConn().Close() }
	f.mu.Unlock()
	say := func(s string) { conn.WriteMessage(websocket.BinaryMessage, []byte(s)) }
	var line []byte
	welcome := false
	for {
		kind, b, err := conn.ReadMessage()
		if err != nil {
			return
		}
		if kind == websocket.TextMessage {
			var c wire.ShellControl
			if json.Unmarshal(b, &c) == nil {
				f.mu.Lock()
				f.sizes = append(f.sizes, c)
				f.mu.Unlock()
				if !welcome {
					welcome = true
					say("\x1b[1;32mwelcome\x1b[0m 欢迎\r\n$ ")
				}
			}
			continue
		}
		f.mu.Lock()
		f.typed.Write(b)
		f.mu.Unlock()
		for _, c := range b {
			if c != '\r' {
				line = append(line, c)
				continue
			}
			switch string(line) {
			case "exit":
				say("\r\n")
				conn.WriteJSON(wire.ShellEnd{ExitCode: 3})
				conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
				return
			case "size":
				s := f.size()
				say(fmt.Sprintf("\r\n%dx%d\r\n$ ", s.Columns, s.Rows))
			default:
				say("\r\n$ ")
			}
			line = nil
		}
		if i := bytes.LastIndexByte(b, '\r'); i < 0 {
			say(string(b))
		}
	}
}

func (f *fakeNode) size() (c wire.ShellControl) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.sizes); n > 0 {
		c = f.sizes[n-1]
	}
	return c
}

func (f *fakeNode) input() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.typed.String()
}

// gets waits until what was typed ends so: it comes a moment after the page has sent it.
func (f *fakeNode) gets(t *testing.T, end string) {
	t.Helper()
	rig.Within(t, 10*time.Second, "typed", func() error {
		if got := f.input(); !strings.HasSuffix(got, end) {
			return fmt.Errorf("got %.200q, want %q at its end", got, end)
		}
		return nil
	})
}

// pour writes a thousand lines a second for twice five seconds, and then one that says so.
func (f *fakeNode) pour(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		f.mu.Lock()
		f.again = append(f.again, last)
		f.mu.Unlock()
		fmt.Fprint(w, ": open\n\n")
		out.Flush()
		<-r.Context().Done()
		return
	}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for i := 0; i <= 100; i++ {
		if i == 50 {
			close(f.half)
			select {
			case <-f.rest:
			case <-r.Context().Done():
				return
			}
		}
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		}
		b := wire.LogBatch{}
		for k := range 100 {
			b.Lines = append(b.Lines, wire.LogLine{At: time.Now(), Replica: "web-1", Text: fmt.Sprintf("\x1b[32mINFO\x1b[0m request %06d took 12 ms and answered 200 to somebody far away", i*100+k)})
		}
		if i == 50 {
			b.Skipped = 340
		}
		if i == 100 {
			b.Lines = []wire.LogLine{{At: time.Now(), Text: "<b>the end</b>"}}
		}
		raw, err := json.Marshal(b)
		if err != nil {
			return
		}
		fmt.Fprintf(w, "id: %s\nevent: log\ndata: %s\n\n", time.Now().UTC().Format(time.RFC3339Nano), raw)
		out.Flush()
	}
	<-r.Context().Done()
}

// story fills in what is told of an order that has run for a while, with a gap, and with all that can happen to one.
func (f *fakeNode) story(now time.Time) {
	f.use = wire.Use{Every: 15, Bought: resource.Resources{CPUMilli: 1000, MemoryMiB: 512, DiskMiB: 2048, TrafficMiB: 10240}, Services: []wire.ServiceUse{
		{Name: "web", CPUMilli: 412, MemoryMiB: 211, DiskMiB: 3}, {Name: "database-of-record", CPUMilli: 37, MemoryMiB: 96, DiskMiB: 1201},
	}}
	for i := range 240 {
		if i >= 100 && i < 130 {
			continue // the node was away
		}
		wave := math.Sin(float64(i)/17) + math.Sin(float64(i)/5)/3
		f.use.Samples = append(f.use.Samples, wire.UseSample{
			At: now.Add(time.Duration(i-239) * 15 * time.Second), CPUMilli: uint32(450 + 280*wave), MemoryMiB: uint32(220 + i/3), DiskMiB: uint32(1100 + i/2),
			TrafficBytes: uint64(400_000 * (1.4 + wave)),
		})
	}
	for i, h := range []wire.Happening{
		{Code: wire.HappenedCrashLoop, Bad: true, Service: "web", Count: 12, Figures: map[string]string{"pause": "40"}},
		{Code: wire.HappenedExited, Bad: true, Service: "web", Count: 12, Figures: map[string]string{"code": "1"}},
		{Code: wire.HappenedMemory, Bad: true, Service: "web", Count: 1},
		{Code: wire.HappenedUnhealthy, Bad: true, Service: "web", Count: 3, Figures: map[string]string{"probe": "readiness", "why": "HTTP 503"}},
		{Code: wire.HappenedReady, Service: "database-of-record", Count: 1},
		{Code: wire.HappenedRolledBack, Count: 1, Figures: map[string]string{"revision": "4", "from": "2"}},
		{Code: wire.HappenedNoImage, Bad: true, Service: "web", Count: 2, Figures: map[string]string{"image": "registry.example/very/long/name/of/an/image:2026-11-22", "why": "404"}},
		{Code: wire.HappenedShell, Service: "web", Count: 1},
		{Code: wire.HappenedExtended, Count: 1, Figures: map[string]string{"until": now.Add(48 * time.Hour).Format(time.RFC3339)}},
		{Code: "brand-new", Text: "?!", Count: 1},
		{Code: wire.HappenedDeployed, Count: 1, Figures: map[string]string{"revision": "1"}},
		{Code: wire.HappenedActivated, Count: 1},
	} {
		h.Seq, h.At = uint64(1000-i), now.Add(-time.Duration(i)*3*time.Hour)
		f.events = append(f.events, h)
	}
	for i := range 60 {
		f.events = append(f.events, wire.Happening{Seq: uint64(900 - i), At: now.Add(-time.Duration(i+40) * time.Hour), Code: wire.HappenedRestarted, Count: 1})
	}
}
