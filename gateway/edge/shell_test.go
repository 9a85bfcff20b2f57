package edge

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"berth/gateway/edge/socket"
	"berth/shared/problem"
	"berth/shared/wire"
)

// page is one with a shell open.
type page struct {
	t *testing.T
	*websocket.Conn
}

const shellPath = "/v1/orders/1/services/web/shell"

// dial opens a WebSocket the way a browser does; what is not one gives a problem.
func (s *site) dial(path string, protocols []string, header http.Header) (*page, *http.Response, problem.Problem) {
	s.t.Helper()
	d := websocket.Dialer{Subprotocols: protocols, HandshakeTimeout: 5 * time.Second}
	c, resp, err := d.DialContext(s.t.Context(), "ws"+strings.TrimPrefix(s.URL, "http")+path, header)
	if err != nil {
		if resp == nil {
			s.t.Fatal(err)
		}
		var p problem.Problem
		b, _ := io.ReadAll(resp.Body)
		if err := json.Unmarshal(b, &p); err != nil || resp.Header.Get("Content-Type") != problem.ContentType {
			s.t.Fatalf("got %d %q", resp.StatusCode, b)
		}
		return nil, resp, p
	}
	s.t.Cleanup(func() { c.Close() })
	c.SetReadDeadline(time.Now().Add(20 * time.Second))
	return &page{s.t, c}, resp, problem.Problem{}
}

func protocols(token string) []string { return []string{wire.ShellProtocol, wire.ShellToken + token} }

// shell opens one with a size.
func (s *site) shell(token string) *page {
	s.t.Helper()
	c, resp, p := s.dial(shellPath, protocols(token), nil)
	if c == nil {
		s.t.Fatalf("got %d %+v", resp.StatusCode, p)
	}
	if c.Subprotocol() != wire.ShellProtocol {
		s.t.Errorf("subprotocol %q", c.Subprotocol())
	}
	c.control(`{"columns":80,"rows":24}`)
	return c
}

func (c *page) control(text string) { c.send(websocket.TextMessage, text) }

func (c *page) types(text string) { c.send(websocket.BinaryMessage, text) }

func (c *page) send(kind int, text string) {
	c.t.Helper()
	if err := c.WriteMessage(kind, []byte(text)); err != nil {
		c.t.Fatal(err)
	}
}

// shows reads until a text was shown.
func (c *page) shows(want string) {
	c.t.Helper()
	got := ""
	for !strings.Contains(got, want) {
		kind, b, err := c.ReadMessage()
		if err != nil || kind != websocket.BinaryMessage {
			c.t.Fatalf("want %q, got %q and then %d %q %v", want, got, kind, b, err)
		}
		got += string(b)
	}
}

// ends reads to the last message, after which the connection is closed.
func (c *page) ends() wire.ShellEnd {
	c.t.Helper()
	for {
		kind, b, err := c.ReadMessage()
		if err != nil {
			c.t.Fatalf("it ended without a word: %v", err)
		}
		if kind != websocket.TextMessage {
			continue
		}
		var end wire.ShellEnd
		if err := json.Unmarshal(b, &end); err != nil {
			c.t.Fatal(err)
		}
		if _, _, err := c.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
			c.t.Errorf("after the last message: %v", err)
		}
		return end
	}
}

func TestShell(t *testing.T) {
	s := serve(t, &orders{})
	c := s.shell("good")
	c.types("港口 \x1b[1m")
	c.shows("港口 \x1b[1m")
	c.types("size")
	c.shows("80x24")
	c.control(`{"columns":101,"rows":31}`)
	for n := 0; ; n++ { // a size and what is typed come on ways of their own
		c.types("size")
		_, b, err := c.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if string(b) == "101x31" {
			break
		}
		if n == 1000 {
			t.Fatalf("size %s", b)
		}
	}
	c.types("exit")
	if end := c.ends(); end != (wire.ShellEnd{ExitCode: 7}) {
		t.Errorf("got %+v", end)
	}
	if got := <-s.seen; got != "GET /v1/orders/{id}/services/{service}/shell 101" {
		t.Errorf("seen: %s", got)
	}
}

func TestShellSizesAreClamped(t *testing.T) {
	for text, want := range map[string]string{
		`{"columns":0,"rows":0}`: "1x1", `{"columns":65535,"rows":1001}`: "1000x1000", `{}`: "1x1",
	} {
		c, _, _ := serve(t, &orders{}).dial(shellPath, protocols("good"), nil)
		c.control(text)
		c.types("size")
		c.shows(want)
	}
}

// TestShellByHeader is for programs.
func TestShellByHeader(t *testing.T) {
	c, resp, p := serve(t, &orders{}).dial(shellPath, []string{wire.ShellProtocol}, http.Header{"Authorization": {"Bearer good"}})
	if c == nil {
		t.Fatalf("got %d %+v", resp.StatusCode, p)
	}
}

func TestShellRefuses(t *testing.T) {
	app := func(c *Config) { c.Origins = []string{"https://app.example/"} }
	for _, c := range []struct {
		name, path string
		protocols  []string
		origin     string
		orders     *orders
		status     int
		code       problem.Code
	}{
		{"no token", shellPath, []string{wire.ShellProtocol}, "", &orders{}, 401, problem.LoginNeeded},
		{"a bad token", shellPath, protocols("bad"), "", &orders{}, 401, problem.LoginNeeded},
		{"another order's token", shellPath, protocols("other"), "", &orders{}, 403, problem.NotYours},
		{"another's order", "/v1/orders/2/services/web/shell", protocols("good"), "", &orders{}, 403, problem.NotYours},
		{"no such order", "/v1/orders/3/services/web/shell", protocols("good"), "", &orders{}, 404, problem.NotFound},
		{"no such service", "/v1/orders/1/services/db/shell", protocols("good"), "", &orders{}, 404, problem.NotFound},
		{"another site", shellPath, protocols("good"), "https://evil.example", &orders{}, 403, problem.CrossSite},
		{"no site", shellPath, protocols("good"), "null", &orders{}, 403, problem.CrossSite},
		{"the order has ended", "/v1/orders/4/services/web/shell", protocols("good"), "", &orders{}, 409, problem.OrderEnded},
		{"stopped", shellPath, protocols("good"), "https://app.example", &orders{phase: wire.PhaseStopped}, 409, problem.ServiceStopped},
		{"nothing is deployed", shellPath, protocols("good"), "https://app.example", &orders{phase: wire.PhaseNone}, 409, problem.NotDeployed},
		{"none here", shellPath, protocols("good"), "", &orders{noShell: true}, 501, problem.NoShell},
		{"another protocol", shellPath, []string{"chat", wire.ShellToken + "good"}, "", &orders{}, 400, problem.BadRequest},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := http.Header{}
			if c.origin != "" {
				h.Set("Origin", c.origin)
			}
			if page, resp, p := serve(t, c.orders, app).dial(c.path, c.protocols, h); page != nil || resp.StatusCode != c.status || p.Code != c.code {
				t.Errorf("got %+v, want %d %s", p, c.status, c.code)
			}
		})
	}
	t.Run("no WebSocket", func(t *testing.T) {
		if resp := serve(t, &orders{}).get(shellPath, "good"); resp.StatusCode != 426 || resp.Header.Get("Content-Type") != problem.ContentType {
			t.Errorf("got %d", resp.StatusCode)
		}
	})
	t.Run("the app's site", func(t *testing.T) {
		if page, resp, p := serve(t, &orders{}, app).dial(shellPath, protocols("good"), http.Header{"Origin": {"https://App.example"}}); page == nil {
			t.Errorf("got %d %+v", resp.StatusCode, p)
		}
	})
}

func TestShellEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*page, *orders)
		want wire.ShellEnd
	}{
		{"not running", func(c *page, _ *orders) { c.types("gone") }, wire.ShellEnd{Code: problem.ServiceStopped}},
		{"no shell", func(c *page, _ *orders) { c.types("none") }, wire.ShellEnd{Code: problem.NoShell}},
		{"breaks off", func(c *page, _ *orders) { c.types("break") }, wire.ShellEnd{Code: problem.Internal}},
		{"its order ends", func(c *page, o *orders) { c.types("x"); c.shows("x"); close(o.over) }, wire.ShellEnd{Code: problem.OrderEnded}},
		{"no size", func(c *page, _ *orders) { c.control(`{"columns":"wide"}`) }, wire.ShellEnd{Code: problem.BadRequest}},
		{"a negative size", func(c *page, _ *orders) { c.control(`{"columns":-1,"rows":1}`) }, wire.ShellEnd{Code: problem.BadRequest}},
		{"no JSON", func(c *page, _ *orders) { c.control("ls") }, wire.ShellEnd{Code: problem.BadRequest}},
		{"oversize", func(c *page, _ *orders) { c.types(strings.Repeat("x", socket.ShellMessage+1)) }, wire.ShellEnd{Code: problem.TooLarge}},
		{"oversize control", func(c *page, _ *orders) { c.control(strings.Repeat("x", 10*socket.ShellMessage)) }, wire.ShellEnd{Code: problem.TooLarge}},
		{"oversize while it is deaf", func(c *page, _ *orders) {
			c.types("deaf")
			c.types("x")
			c.types("x") // is typed to nobody
			go c.WriteMessage(websocket.BinaryMessage, make([]byte, 1<<20))
		}, wire.ShellEnd{Code: problem.Idle}},
		{"idle", func(*page, *orders) {}, wire.ShellEnd{Code: problem.Idle}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := &orders{over: make(chan struct{})}
			s := serve(t, o)
			s.edge.sockets.Pace = socket.Pace{First: 5 * time.Second, Ping: 20 * time.Millisecond, Pong: time.Second, Idle: 10 * time.Second}
			if c.want.Code == problem.Idle {
				s.edge.sockets.Pace.Idle = 100 * time.Millisecond
			}
			p := s.shell("good")
			c.do(p, o)
			end := p.ends()
			if end.Code != c.want.Code || end.ExitCode != 0 || end.Text == "" || strings.Contains(end.Text, "secret") {
				t.Errorf("got %+v, want %+v", end, c.want)
			}
		})
	}
	t.Run("typed before the size", func(t *testing.T) {
		c, _, _ := serve(t, &orders{}).dial(shellPath, protocols("good"), nil)
		c.types("ls")
		if end := c.ends(); end.Code != problem.BadRequest {
			t.Errorf("got %+v", end)
		}
	})
	t.Run("no size comes", func(t *testing.T) {
		s := serve(t, &orders{})
		s.edge.sockets.Pace.First = 100 * time.Millisecond
		c, _, _ := s.dial(shellPath, protocols("good"), nil)
		_, b, err := c.ReadMessage()
		if err != nil || !strings.Contains(string(b), `"bad-request"`) {
			t.Errorf("got %q %v", b, err)
		}
	})
	t.Run("its token", func(t *testing.T) {
		began := time.Now()
		if end := serve(t, &orders{}).shell("brief").ends(); end.Code != problem.SessionOver || time.Since(began) > 5*time.Second {
			t.Errorf("got %+v after %s", end, time.Since(began))
		}
	})
	t.Run("a bug", func(t *testing.T) {
		s := serve(t, &orders{})
		for range socket.ShellQuota.Order + 1 {
			c := s.shell("good")
			c.types("panic")
			if _, _, err := c.ReadMessage(); err == nil {
				t.Error("it goes on")
			}
			until(t, "its seat is given back", func() bool { all, _, _ := s.edge.sockets.Open.Held(); return all == 0 })
		}
	})
	for name, leave := range map[string]func(*page){
		"its page says so": func(c *page) {
			c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, ""))
		},
		"its page is gone":         func(c *page) { c.Close() },
		"its page says no more":    func(c *page) { c.SetPingHandler(func(string) error { return nil }); go c.ReadMessage() },
		"its page is gone in need": func(c *page) { c.types("deaf"); c.types("x"); c.types("x"); c.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, &orders{})
			s.edge.sockets.Pace = socket.Pace{First: 5 * time.Second, Ping: 20 * time.Millisecond, Pong: 200 * time.Millisecond, Idle: 10 * time.Second}
			c := s.shell("good")
			c.types("x")
			c.shows("x")
			leave(c)
			select {
			case <-s.seen:
			case <-time.After(5 * time.Second):
				t.Error("it goes on")
			}
		})
	}
}

// TestShellPings keeps one open in which nothing moves, as long as the page is there.
func TestShellPings(t *testing.T) {
	s := serve(t, &orders{})
	s.edge.sockets.Pace = socket.Pace{First: 5 * time.Second, Ping: 20 * time.Millisecond, Pong: 150 * time.Millisecond, Idle: 10 * time.Second}
	c := s.shell("good")
	// By the thirtieth ping, 600 ms after the first, a page that had not answered would long be gone.
	pings, pong := 0, c.PingHandler()
	c.SetPingHandler(func(data string) error {
		if pings++; pings == 30 {
			c.types("still here")
		}
		return pong(data)
	})
	c.shows("still here")
}

// TestShellWaitsForItsPage shows a lot to a page that reads nothing: the shell waits.
func TestShellWaitsForItsPage(t *testing.T) { synctest.Test(t, shellWaits) }

func shellWaits(t *testing.T) {
	o := &orders{}
	here, there := net.Pipe() // which holds nothing: what was taken, the edge holds
	site := http.Server{Handler: newEdge(t, func(c *Config) { have(c, o) })}
	l := make(pipe, 1)
	l <- there
	go site.Serve(l)
	defer close(l)
	d := websocket.Dialer{Subprotocols: protocols("good"), NetDial: func(string, string) (net.Conn, error) { return here, nil }}
	conn, _, err := d.DialContext(t.Context(), "ws://localhost"+shellPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	c := &page{t, conn}
	c.control(`{"columns":80,"rows":24}`)
	c.types("flood")
	synctest.Wait()
	if n := o.shown.Load(); n > 1<<20 {
		t.Fatalf("%d MiB were taken, and nothing was read", n>>20)
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	t.Logf("%d MiB were taken; heap %d MiB", o.shown.Load()>>20, m.HeapAlloc>>20)
	read := 0
	for range 200 {
		if _, b, err := c.ReadMessage(); err != nil || len(b) == 0 || len(b) > socket.ShellMessage {
			t.Fatalf("%d bytes, %v", len(b), err)
		} else {
			read += len(b)
		}
	}
	synctest.Wait()
	if n := int(o.shown.Load()); n == 0 || n > read {
		t.Errorf("%d bytes were taken, and %d read", n, read)
	}
}

// pipe is a listener at which connections arrive that were made beforehand.
type pipe chan net.Conn

func (p pipe) Accept() (net.Conn, error) {
	if c, ok := <-p; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (pipe) Close() error   { return nil }
func (pipe) Addr() net.Addr { return &net.TCPAddr{} }

func TestShellSeats(t *testing.T) {
	s := serve(t, &orders{})
	var open []*page
	for range socket.ShellQuota.Order {
		open = append(open, s.shell("good"))
	}
	if resp := s.get(shellPath, "good"); resp.StatusCode != 426 {
		t.Errorf("who only asks got %d", resp.StatusCode)
	}
	newest := s.shell("good")
	if end := open[0].ends(); end.Code != problem.GaveWay {
		t.Errorf("the oldest: %+v", end)
	}
	for _, c := range append(open[1:], newest) {
		c.types("x")
		c.shows("x")
	}
}

// book is a log that can be read while it is written.
type book struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *book) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// TestShellTokenIsNeverTold looks through the log and the answers.
func TestShellTokenIsNeverTold(t *testing.T) {
	var b book
	log := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s := serve(t, &orders{}, func(c *Config) { c.Log = log })
	const token = "bt_this-is-a-token"
	_, resp, p := s.dial(shellPath, protocols(token), nil)
	raw, err := json.Marshal(p)
	if err != nil || resp.StatusCode != 401 {
		t.Fatalf("got %d %v", resp.StatusCode, err)
	}
	for _, text := range []string{string(raw), strings.Join(resp.Header.Values("Sec-Websocket-Protocol"), " ")} {
		if strings.Contains(text, token) {
			t.Errorf("it is in %s", text)
		}
	}
	c := s.shell("good")
	c.types("break")
	c.ends()
	b.mu.Lock()
	defer b.mu.Unlock()
	if text := b.b.String(); strings.Contains(text, token) || strings.Contains(text, wire.ShellToken) || text == "" {
		t.Errorf("the log: %s", text)
	}
}

// TestShellHandshakeByHand sends what no browser does.
func TestShellHandshakeByHand(t *testing.T) {
	s := serve(t, &orders{})
	for name, head := range map[string]string{
		"no key":      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
		"old version": "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
	} {
		c, err := net.Dial("tcp", s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(5 * time.Second))
		io.WriteString(c, "GET "+shellPath+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer good\r\nSec-WebSocket-Protocol: "+wire.ShellProtocol+"\r\n"+head+"\r\n")
		b := make([]byte, 4096)
		n, err := io.ReadAtLeast(c, b, 12)
		if err != nil && !errors.Is(err, io.EOF) || !strings.HasPrefix(string(b[:n]), "HTTP/1.1 400") {
			t.Errorf("%s: %v %q", name, err, b[:n])
		}
	}
}
