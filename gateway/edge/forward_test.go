package edge

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"berth/gateway/edge/socket"
	"berth/shared/problem"
	"berth/shared/wire"
)

const portPath = "/v1/orders/1/services/web/ports/"

// listens is a service's port: each connection is served by serve.
func listens(t *testing.T, serve func(*net.TCPConn)) func() net.Conn {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serve(c.(*net.TCPConn))
			}()
		}
	}()
	return func() net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Error(err)
		}
		return c
	}
}

// Ports that services have in these tests.
const (
	echoes  = 7    // what it gets
	redis   = 6379 // a little of Redis
	answers = 79   // once it was told that nothing more comes
	talks   = 19   // without end
	leaves  = 13   // after a greeting
	mute    = 9    // reads, and says nothing
)

func ports(t *testing.T) map[int]func() net.Conn {
	return map[int]func() net.Conn{
		echoes: listens(t, func(c *net.TCPConn) { io.Copy(c, c) }),
		redis:  listens(t, serveRedis),
		answers: listens(t, func(c *net.TCPConn) {
			b, err := io.ReadAll(c)
			fmt.Fprintf(c, "%d %v", len(b), err)
		}),
		talks:  listens(t, func(c *net.TCPConn) { io.Copy(c, zeros{}) }),
		leaves: listens(t, func(c *net.TCPConn) { io.WriteString(c, "hello") }),
		mute: listens(t, func(c *net.TCPConn) {
			io.Copy(io.Discard, c)
			<-t.Context().Done()
		}),
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

// serveRedis knows PING, SET and GET of RESP.
func serveRedis(c *net.TCPConn) {
	have := map[string]string{}
	for in := bufio.NewReader(c); ; {
		var n int
		if _, err := fmt.Fscanf(in, "*%d\r\n", &n); err != nil {
			return
		}
		words := make([]string, n)
		for i := range words {
			var size int
			if _, err := fmt.Fscanf(in, "$%d\r\n", &size); err != nil {
				return
			}
			b := make([]byte, size+2)
			if _, err := io.ReadFull(in, b); err != nil {
				return
			}
			words[i] = string(b[:size])
		}
		switch words[0] {
		case "PING":
			io.WriteString(c, "+PONG\r\n")
		case "SET":
			have[words[1]] = words[2]
			io.WriteString(c, "+OK\r\n")
		case "GET":
			fmt.Fprintf(c, "$%d\r\n%s\r\n", len(have[words[1]]), have[words[1]])
		}
	}
}

// port opens a forward.
func (s *site) port(port int) *page {
	s.t.Helper()
	c, resp, p := s.dial(fmt.Sprint(portPath, port), nil, http.Header{"Authorization": {"Bearer good"}})
	if c == nil {
		s.t.Fatalf("got %d %+v", resp.StatusCode, p)
	}
	return c
}

// closes reads to the close.
func (c *page) closes() (text string, code int, reason string) {
	c.t.Helper()
	for {
		_, b, err := c.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			return text, closed.Code, closed.Text
		}
		if err != nil {
			c.t.Fatalf("it ended without a word: %v", err)
		}
		text += string(b)
	}
}

func TestForward(t *testing.T) {
	s := serve(t, &orders{ports: ports(t)})
	c := s.port(redis)
	for _, x := range [][2]string{
		{"*1\r\n$4\r\nPING\r\n", "+PONG\r\n"},
		{"*3\r\n$3\r\nSET\r\n$4\r\nberth\r\n$6\r\n港口\r\n", ""},
		{"*2\r\n$3\r\nGET\r\n$4\r\nport\r\n", "$0\r\n\r\n"},
	} {
		if x[1] == "" {
			continue
		}
		c.types(x[0][:3]) // how messages are cut means nothing
		c.types(x[0][3:])
		c.shows(x[1])
	}
	// Some tools send text; it is bytes like any other.
	c.send(websocket.TextMessage, "*1\r\n$4\r\nPING\r\n")
	c.shows("+PONG\r\n")
	c.Close()
	if got := <-s.seen; got != "GET /v1/orders/{id}/services/{service}/ports/{port} 101" {
		t.Errorf("seen: %s", got)
	}
}

func TestForwardProtocol(t *testing.T) {
	s := serve(t, &orders{ports: ports(t)})
	c, resp, p := s.dial(portPath+"7", []string{wire.ForwardProtocol, wire.ShellToken + "good"}, nil)
	if c == nil || c.Subprotocol() != wire.ForwardProtocol {
		t.Fatalf("got %+v %+v", resp, p)
	}
	c.types("x")
	c.shows("x")
}

// TestForwardWhole sends much both ways at once.
func TestForwardWhole(t *testing.T) {
	c := serve(t, &orders{ports: ports(t)}).port(echoes)
	const size = 16 << 20
	sent, got := sha256.New(), sha256.New()
	done := make(chan error, 1)
	go func() {
		r := rand.NewChaCha8([32]byte{1})
		for left := size; left > 0; {
			b := make([]byte, min(left, 1+rand.IntN(200<<10)))
			r.Read(b)
			sent.Write(b)
			if err := c.WriteMessage(websocket.BinaryMessage, b); err != nil {
				done <- err
				return
			}
			left -= len(b)
		}
		done <- c.WriteMessage(websocket.BinaryMessage, nil)
	}()
	n := 0
	for {
		kind, b, err := c.ReadMessage()
		if websocket.IsCloseError(err, websocket.CloseNormalClosure) {
			break
		}
		if err != nil || kind != websocket.BinaryMessage || len(b) > socket.ForwardBuffer {
			t.Fatalf("after %d bytes: %d %v", n, len(b), err)
		}
		got.Write(b)
		n += len(b)
	}
	if err := <-done; err != nil || n != size || !bytes.Equal(sent.Sum(nil), got.Sum(nil)) {
		t.Errorf("%d of %d bytes came back, %v", n, size, err)
	}
}

func TestForwardHalfClose(t *testing.T) {
	s := serve(t, &orders{ports: ports(t)})
	for name, end := range map[string]func(*page){
		"an empty message": func(c *page) { c.types("") },
		"a close": func(c *page) {
			c.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.port(answers)
			c.types("12345")
			end(c)
			if text, code, _ := c.closes(); text != "5 <nil>" || code != websocket.CloseNormalClosure {
				t.Errorf("got %q and %d", text, code)
			}
		})
	}
	t.Run("more after the end", func(t *testing.T) {
		c := s.port(mute)
		c.types("")
		c.types("more")
		if _, code, reason := c.closes(); code != 4400 || !strings.HasPrefix(reason, "bad-request: ") {
			t.Errorf("got %d %q", code, reason)
		}
	})
}

func TestForwardEnds(t *testing.T) {
	for _, c := range []struct {
		name   string
		port   int
		token  string
		do     func(*page, *orders)
		code   int
		reason string
	}{
		{"the service", leaves, "good", func(*page, *orders) {}, 1000, "the service closed the connection"},
		{"its order", echoes, "good", func(_ *page, o *orders) { close(o.over) }, 4409, "order-ended: order 1 has ended"},
		{"its order, while it is deaf", talks, "good", func(_ *page, o *orders) { close(o.over) }, 4409, "order-ended: order 1 has ended"},
		{"its token", echoes, "brief", func(*page, *orders) {}, 4401, "session-over: the access token is over"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := &orders{over: make(chan struct{}), ports: ports(t)}
			p, _, _ := serve(t, o).dial(fmt.Sprint(portPath, c.port), nil, http.Header{"Authorization": {"Bearer " + c.token}})
			began := time.Now()
			c.do(p, o)
			if _, code, reason := p.closes(); code != c.code || reason != c.reason || time.Since(began) > 5*time.Second {
				t.Errorf("got %d %q after %s", code, reason, time.Since(began))
			}
		})
	}
	t.Run("who does not answer", func(t *testing.T) {
		s := serve(t, &orders{ports: ports(t)})
		s.edge.sockets.Pace = socket.Pace{First: 5 * time.Second, Ping: 20 * time.Millisecond, Pong: 200 * time.Millisecond}
		c := s.port(echoes)
		c.SetPingHandler(func(string) error { return nil })
		go c.ReadMessage()
		select {
		case <-s.seen:
		case <-time.After(5 * time.Second):
			t.Error("it goes on")
		}
	})
	t.Run("who answers stays", func(t *testing.T) {
		s := serve(t, &orders{ports: ports(t)})
		s.edge.sockets.Pace = socket.Pace{First: 5 * time.Second, Ping: 20 * time.Millisecond, Pong: 150 * time.Millisecond}
		c := s.port(echoes)
		pings, pong := 0, c.PingHandler()
		c.SetPingHandler(func(data string) error {
			if pings++; pings == 30 {
				c.types("still here")
			}
			return pong(data)
		})
		c.shows("still here")
	})
}

func TestForwardRefuses(t *testing.T) {
	app := func(c *Config) { c.Origins = []string{"https://app.example/"} }
	for _, c := range []struct {
		name, path, token string
		origin            string
		protocols         []string
		phase             wire.Phase
		status            int
		code              problem.Code
	}{
		{name: "no token", path: portPath + "7", status: 401, code: problem.LoginNeeded},
		{name: "a bad token", path: portPath + "7", token: "bad", status: 401, code: problem.LoginNeeded},
		{name: "no such service", path: "/v1/orders/1/services/db/ports/7", token: "good", status: 404, code: problem.NotFound},
		{name: "nothing is there", path: portPath + "8", token: "good", status: 502, code: problem.NoPort},
		{name: "stopped", path: portPath + "7", token: "good", phase: wire.PhaseStopped, status: 409, code: problem.ServiceStopped},
		{name: "nothing is deployed", path: portPath + "7", token: "good", phase: wire.PhaseNone, status: 409, code: problem.NotDeployed},
		{name: "ended", path: "/v1/orders/4/services/web/ports/7", token: "good", status: 409, code: problem.OrderEnded},
		{name: "another protocol", path: portPath + "7", token: "good", protocols: []string{"chat"}, status: 400, code: problem.BadRequest},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := http.Header{}
			if c.token != "" {
				h.Set("Authorization", "Bearer "+c.token)
			}
			if page, resp, p := serve(t, &orders{phase: c.phase, ports: ports(t)}, app).dial(c.path, c.protocols, h); page != nil || resp.StatusCode != c.status || p.Code != c.code {
				t.Errorf("got %+v, want %d %s", p, c.status, c.code)
			}
		})
	}
	t.Run("no WebSocket", func(t *testing.T) {
		if resp := serve(t, &orders{ports: ports(t)}).get(portPath+"7", "good"); resp.StatusCode != 426 {
			t.Errorf("got %d", resp.StatusCode)
		}
	})
}

// TestForwardWaits: neither side can send more than the other takes.
func TestForwardWaits(t *testing.T) { synctest.Test(t, forwardWaits) }

func forwardWaits(t *testing.T) {
	// Pipes hold nothing: what was taken, the edge holds.
	service, to := net.Pipe()
	here, there := net.Pipe()
	o := &orders{ports: map[int]func() net.Conn{7: func() net.Conn { return to }}}
	site := http.Server{Handler: newEdge(t, func(c *Config) { have(c, o) })}
	l := make(pipe, 1)
	l <- there
	go site.Serve(l)
	defer close(l)
	d := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return here, nil }}
	conn, _, err := d.DialContext(t.Context(), "ws://localhost"+portPath+"7", http.Header{"Authorization": {"Bearer good"}})
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	defer conn.Close()
	var said, told atomic.Int64
	go func() {
		for b := make([]byte, 4<<10); ; {
			n, err := service.Write(b)
			if said.Add(int64(n)); err != nil {
				return
			}
		}
	}()
	go func() {
		for b := make([]byte, 4<<10); ; {
			if conn.WriteMessage(websocket.BinaryMessage, b) != nil {
				return
			}
			told.Add(int64(len(b)))
		}
	}()
	synctest.Wait()
	if a, b := said.Load(), told.Load(); a > 4*socket.ForwardBuffer || b > 4*socket.ForwardBuffer {
		t.Errorf("%d bytes of the service and %d of the client were taken, and nobody read any", a, b)
	}
}
