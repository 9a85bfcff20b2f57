package listen

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"berth/shared/attacktest"
)

// hasty is a pace for tests: all that stands still does so for a fraction of a second.
var hasty = pace{write: 400 * time.Millisecond, body: 400 * time.Millisecond, bodyByte: time.Millisecond, introduce: time.Second, handshake: 400 * time.Millisecond, linger: 200 * time.Millisecond}

// over is when a connection at that pace is over at the latest.
const over = 5 * time.Second

// hurry serves a handler at that pace.
func hurry(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := take(ln, Options{Room: NewRoom(100), Log: slog.New(slog.DiscardHandler)}, hasty)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, h) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

func dial(t *testing.T, addr string) *net.TCPConn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(4 * over))
	return c.(*net.TCPConn)
}

// trickle writes a byte, and then another, until that fails.
func trickle(c net.Conn, every time.Duration) {
	for {
		if _, err := c.Write([]byte("x")); err != nil {
			return
		}
		time.Sleep(every)
	}
}

// paths are handlers as ours are: those that read bodies and those that do not, those that write much, or for long.
func paths(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/forward":
		Stream(r, over)
		fallthrough
	case "/read":
		b, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusRequestTimeout)
			return
		}
		fmt.Fprintln(w, len(b))
	case "/refuse":
		http.Error(w, "no", http.StatusUnauthorized)
	case "/large":
		w.Write(make([]byte, 64<<20))
	case "/stream":
		for {
			if _, err := w.Write(make([]byte, 8<<10)); err != nil {
				return
			}
			if http.NewResponseController(w).Flush() != nil {
				return
			}
		}
	case "/echo":
		w.WriteHeader(200)
		out, b := http.NewResponseController(w), make([]byte, 4<<10)
		for {
			out.Flush()
			n, err := r.Body.Read(b)
			if _, werr := w.Write(b[:n]); err != nil || werr != nil {
				return
			}
		}
	case "/hijack":
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer c.Close()
		for {
			if _, err := c.Write(make([]byte, 8<<10)); err != nil {
				return
			}
		}
	}
}

func TestAttackStalled(t *testing.T) {
	a := attacktest.Begin(t, "a connection that stands still is held for ever")
	addr := hurry(t, paths)
	const length = "Content-Length: 60000\r\n\r\n"
	post := func(path, rest string) string { return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + rest }
	for _, x := range []struct {
		name, sent string
		then       func(net.Conn) // what the client goes on to do; nil: nothing
		read       bool           // it reads what comes
	}{
		{"a body that does not come", post("/read", length), nil, true},
		{"a byte of a body", post("/read", length) + "x", nil, true},
		{"a byte now and then", post("/read", length) + "x", func(c net.Conn) { trickle(c, hasty.body/4) }, true},
		{"a length that is no stream", post("/forward", length) + "x", nil, true},
		{"a body behind a refusal", post("/refuse", length) + "x", nil, true},
		{"one that trickles", post("/refuse", length), func(c net.Conn) { trickle(c, hasty.body/4) }, true},
		{"a chunked body behind a refusal", post("/refuse", "Transfer-Encoding: chunked\r\n\r\n") + "1\r\nx\r\n", nil, true},
		{"a chunk that does not come", post("/read", "Transfer-Encoding: chunked\r\n\r\n") + "ffff\r\nx", nil, true},
		{"a body that is expected", post("/read", "Expect: 100-continue\r\n"+length), nil, true},
		{"an answer that is not read", "GET /large HTTP/1.1\r\nHost: x\r\n\r\n", nil, false},
		{"a stream that is not read", "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n", nil, false},
		{"a connection taken over, not read", "GET /hijack HTTP/1.1\r\nHost: x\r\n\r\n", nil, false},
		{"many answers that are not read", strings.Repeat("GET /large HTTP/1.1\r\nHost: x\r\n\r\n", 100), nil, false},
		{"both", post("/echo", "Content-Length: 100000000\r\n\r\n"), func(c net.Conn) { io.CopyN(c, zeros{}, 100000000) }, false},
	} {
		c := dial(t, addr)
		if !x.read {
			c.SetReadBuffer(4 << 10)
		}
		began := time.Now()
		io.WriteString(c, x.sent)
		if x.then != nil {
			go x.then(c)
		}
		if !x.read {
			// It says nothing and reads nothing: that it is over, a write tells, or a read in the end.
			for time.Since(began) < over {
				if _, err := c.Write([]byte("\r\n")); err != nil {
					break
				}
				time.Sleep(20 * time.Millisecond)
			}
		} else {
			io.Copy(io.Discard, c)
		}
		took := time.Since(began)
		a.Tried(took >= over, "%s: held for %s", x.name, took.Round(time.Millisecond))
		c.Close()
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

// What moves goes on, however long it takes.
func TestSlowButMoving(t *testing.T) {
	addr := hurry(t, paths)
	t.Run("an upload", func(t *testing.T) {
		t.Parallel()
		c := dial(t, addr)
		const parts, part = 20, 1000
		fmt.Fprintf(c, "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", parts*part)
		for range parts {
			time.Sleep(hasty.body / 4)
			c.Write(make([]byte, part))
		}
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil || res.StatusCode != 200 {
			t.Fatalf("got %v, %v", res, err)
		}
	})
	t.Run("a stream", func(t *testing.T) {
		t.Parallel()
		c := dial(t, addr)
		io.WriteString(c, "POST /forward HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
		for range 3 {
			time.Sleep(2 * hasty.body)
			io.WriteString(c, "1\r\nx\r\n")
		}
		io.WriteString(c, "0\r\n\r\n")
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil || res.StatusCode != 200 || !res.Close {
			t.Fatalf("got %v, %v", res, err)
		}
	})
	t.Run("a download", func(t *testing.T) {
		t.Parallel()
		c := dial(t, addr)
		c.SetReadBuffer(128 << 10)
		io.WriteString(c, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
		// A system says that it has taken something once it has room for a good part of its buffer.
		b := make([]byte, 64<<10)
		for end := time.Now().Add(8 * hasty.write); time.Now().Before(end); time.Sleep(hasty.write / 16) {
			if _, err := io.ReadFull(c, b); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Run("both at a time", func(t *testing.T) {
		t.Parallel()
		c := dial(t, addr)
		const part = 200
		fmt.Fprintf(c, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", 6*part)
		r := bufio.NewReader(c)
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		for range 6 {
			time.Sleep(hasty.body / 4)
			c.Write(make([]byte, part))
			if _, err := io.ReadFull(res.Body, make([]byte, part)); err != nil {
				t.Fatal(err)
			}
		}
		if !res.Close {
			t.Error("a request whose body was not there when it was answered does not end the connection")
		}
	})
}

// A refusal is read even by who still sends.
func TestRefusalArrives(t *testing.T) {
	addr := hurry(t, paths)
	for _, more := range []int{1, 1000, 100_000} {
		c := dial(t, addr)
		fmt.Fprintf(c, "POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", more)
		c.Write(bytes.Repeat([]byte("x"), more))
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil || res.StatusCode != 401 || !res.Close {
			t.Errorf("%d bytes: got %v, %v", more, res, err)
		}
	}
}

// What is between chunks is bounded where the server does not do so.
func TestChunked(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	const most = 64 << 10
	l := take(ln, Options{Room: NewRoom(100), Chunked: most, Log: slog.New(slog.DiscardHandler)}, hasty)
	defer l.Close()
	for _, c := range []struct {
		sent string
		want bool // all of it comes
	}{
		{"Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("1;\r\nx\r\n", 1000), true},
		{"Transfer-Encoding: chunked\r\n\r\n1;" + strings.Repeat("x", 4*most), false},
		{fmt.Sprintf("Content-Length: %d\r\n\r\n", 4*most) + strings.Repeat("x", 4*most), true},
	} {
		client := dial(t, l.Addr().String())
		conn, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		text := "POST / HTTP/1.1\r\nHost: x\r\n" + c.sent
		go func() {
			_, _ = io.WriteString(client, text)
			_ = client.CloseWrite()
		}()
		b, err := io.ReadAll(conn)
		if err != nil || (len(b) == len(text)) != c.want || len(b) > 2*most && !c.want {
			t.Errorf("%.60q: got %d bytes of %d, %v", c.sent, len(b), len(text), err)
		}
		conn.Close()
	}
}

// Whatever the server reads at a time, it sees the same.
func FuzzHead(f *testing.F) {
	f.Add("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 3)
	f.Add("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET", 1)
	f.Add("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: x\r\n\r\n0\r\n\r\n", 7)
	f.Add("GET / HTTP/1.1\nHost: x\r\n\r\n", 2)
	f.Fuzz(func(t *testing.T, text string, step int) {
		if step < 1 || text == "" {
			t.Skip()
		}
		through := func(step, most int) string {
			h := head{most: most}
			var out []byte
			for b := []byte(text); len(b) > 0 && !h.spoilt; {
				n := min(step, len(b))
				out = append(out, b[:h.look(b[:n])]...)
				b = b[n:]
			}
			if h.spoilt {
				rest, _ := io.ReadAll(reader(h.rest))
				out = append(out, rest...)
			}
			return string(out)
		}
		for _, most := range []int{0, 1, 20} {
			whole := through(len(text), most)
			if got := through(step, most); got != whole {
				t.Errorf("at most %d, in steps of %d: %q, at once: %q", most, step, got, whole)
			}
		}
	})
}

type reader func([]byte) (int, error)

func (r reader) Read(b []byte) (int, error) { return r(b) }
