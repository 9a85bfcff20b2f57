package listen

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"berth/shared/attacktest"
)

// short bounds heads for tests, and says what of a refused one has come.
var short = Head{Bytes: 4 << 10, Time: 500 * time.Millisecond, Refuse: func(w http.ResponseWriter, r *http.Request, status int) {
	w.WriteHeader(status)
	fmt.Fprintf(w, "refused, %s", r.Header.Get("Accept-Language"))
}}

// serveHeads serves over HTTP/1.1 with those bounds.
func serveHeads(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := take(ln, Options{Room: NewRoom(100), Head: short, Log: slog.New(slog.DiscardHandler)}, usualPace)
	done := make(chan error, 1)
	go func() {
		done <- Serve(t.Context(), l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "served") }))
	}()
	t.Cleanup(func() {
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

// answers reads what comes on a connection until it ends.
func answers(t *testing.T, c net.Conn) (all []string) {
	t.Helper()
	r := bufio.NewReader(c)
	for {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
				t.Errorf("behind %q: %v", all, err)
			}
			return all
		}
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%d %s", res.StatusCode, b))
	}
}

// TestHeadTooLong: whoever sends a head that is too long is told so with what it says before that taken in, and nothing behind
// it is a request.
func TestHeadTooLong(t *testing.T) {
	addr := serveHeads(t)
	const first = "GET /a HTTP/1.1\r\nHost: x\r\nAccept-Language: zh\r\n"
	fill := func(most int) string {
		return "Cookie: " + strings.Repeat("c", most-len(first)-len("Cookie: \r\n\r\n")) + "\r\n\r\n"
	}
	long := "X: " + strings.Repeat("y", 3*short.Bytes) + "\r\n\r\nGET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
	for _, c := range []struct {
		name, sent string
		want       string
	}{
		{"as long as may be", first + fill(short.Bytes) + first + "Connection: close\r\n\r\n", "200 served, 200 served"},
		{"a byte longer", first + fill(short.Bytes+1) + first + "\r\n", "431 refused, zh"},
		{"much longer", first + long, "431 refused, zh"},
		{"behind one that is not", first + "\r\n" + first + long, "200 served, 431 refused, zh"},
		{"many fields", first + strings.Repeat("A: b\r\n", short.Bytes) + "\r\n", "431 refused, zh"},
		{"a name", first + strings.Repeat("a", short.Bytes), "431 refused, zh"},
		{"a path", "GET /" + strings.Repeat("a", short.Bytes) + " HTTP/1.1\r\nHost: x\r\n\r\n", "431 refused, "},
		{"a method", strings.Repeat("A", 2*short.Bytes) + " / HTTP/1.1\r\nHost: x\r\n\r\n", "431 refused, "},
		{"a body behind it", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n" + long, "431 refused, "},
	} {
		for _, step := range []int{1 << 20, 1000, 61} {
			conn := dial(t, addr)
			go func() {
				for b := []byte(c.sent); len(b) > 0; {
					n, err := conn.Write(b[:min(step, len(b))])
					if err != nil {
						return
					}
					b = b[n:]
				}
			}()
			if got := strings.Join(answers(t, conn), ", "); got != c.want {
				t.Errorf("%s, in steps of %d: got %q, want %q", c.name, step, got, c.want)
			}
			conn.Close()
		}
	}
}

// TestHeadTooLate: a head that has begun and is not there in time is answered, and a connection on which none has begun is not.
func TestHeadTooLate(t *testing.T) {
	addr := serveHeads(t)
	const whole = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
	for _, c := range []struct{ sent, want string }{
		{"", ""},
		{"GET", "408 refused, "},
		{"GET /a HTTP/1.1\r\nHost: x\r\nAccept-Language: zh\r\nAcc", "408 refused, zh"},
		{"GET /a HTTP/1.1\r\nAccept-Language: zh\r\n", "408 refused, zh"},
		{whole + "GET /b HTTP/1.1\r\nHost: x", "200 served, 408 refused, "},
	} {
		conn := dial(t, addr)
		if _, err := io.WriteString(conn, c.sent); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(answers(t, conn), ", "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.sent, got, c.want)
		}
	}
}

// TestHeadCut: wherever a head is cut off, a server can read it, but where only its version is missing a part.
func TestHeadCut(t *testing.T) {
	const whole = "POST /a?b HTTP/1.1\r\nAccept: text/html\r\nHost: x\r\nA: \r\n\r\n"
	version := strings.Index(whole, " HTTP/1.1")
	for i := 1; i < len(whole); i++ {
		if i > version && i <= version+len(" HTTP/1.1") {
			continue
		}
		h := head{most: i}
		b := []byte(whole)
		b = b[:h.look(b)]
		if !h.spoilt || !h.long || len(b) != i {
			t.Fatalf("%q: got %q, spoilt %v", whole[:i], b, h.spoilt)
		}
		rest, err := io.ReadAll(reader(h.rest))
		if err != nil {
			t.Fatal(err)
		}
		all := bytes.NewReader(append(b, rest...))
		if r, err := http.ReadRequest(bufio.NewReader(all)); err != nil || len(r.Header["Host"]) > 0 {
			t.Errorf("%q and %q: %v", b, rest, err)
		}
	}
}

// TestStreamHeadTooLong is the same over HTTP/2, where the connection goes on.
func TestStreamHeadTooLong(t *testing.T) {
	addr := serveTLS(t, says, Options{Head: short}, usualPace)
	c := client(t, addr, "127.0.0.2", true)
	for _, x := range []struct {
		fill int
		code int
		want string
	}{{short.Bytes - 500, 200, "HTTP/2.0"}, {short.Bytes, 431, "refused, zh"}, {short.Bytes * 3 / 2, 431, "refused, zh"}, {100, 200, "HTTP/2.0"}} {
		r, err := http.NewRequest(http.MethodGet, "https://n1.example/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Language", "zh")
		r.Header.Set("Cookie", strings.Repeat("c", x.fill))
		res, err := c.Do(r)
		if err != nil {
			t.Fatalf("%d: %v", x.fill, err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.ProtoMajor != 2 || res.StatusCode != x.code || !strings.HasPrefix(string(b), x.want) {
			t.Errorf("%d: got %s %d %q, %v; want %d %q", x.fill, res.Proto, res.StatusCode, b, err, x.code, x.want)
		}
	}
}

// TestAttackStreamHeadTooLate: a head over HTTP/2 that does not go on ends its connection, however much else comes on it.
func TestAttackStreamHeadTooLate(t *testing.T) {
	a := attacktest.Begin(t, "a head over HTTP/2 that never ends is waited for")
	addr := serveTLS(t, says, Options{Head: short}, usualPace)
	var block bytes.Buffer
	enc := hpack.NewEncoder(&block)
	for _, f := range [][2]string{{":method", "GET"}, {":scheme", "https"}, {":authority", "n1.example"}, {":path", "/"}, {"x", "some value"}} {
		if err := enc.WriteField(hpack.HeaderField{Name: f[0], Value: f[1]}); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		name string
		send func(f *http2.Framer, raw io.Writer) error
		held bool // it is none that is late
	}{
		{"no CONTINUATION", func(f *http2.Framer, _ io.Writer) error {
			return f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block.Bytes()[:10], EndStream: true})
		}, false},
		{"half a HEADERS", func(_ *http2.Framer, raw io.Writer) error {
			_, err := raw.Write([]byte{0, 0, byte(block.Len()), 1, 5, 0, 0, 0, 1, block.Bytes()[0]})
			return err
		}, false},
		{"half a CONTINUATION", func(f *http2.Framer, raw io.Writer) error {
			if err := f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block.Bytes()[:10], EndStream: true}); err != nil {
				return err
			}
			_, err := raw.Write([]byte{0, 0, byte(block.Len() - 10), 9, 4, 0, 0, 0, 1, block.Bytes()[10]})
			return err
		}, false},
		{"a whole head", func(f *http2.Framer, _ io.Writer) error {
			return f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block.Bytes(), EndStream: true, EndHeaders: true})
		}, true},
	} {
		c := tls.Client(dial(t, addr), &tls.Config{ServerName: "n1.example", InsecureSkipVerify: true, NextProtos: []string{HTTP2}})
		if _, err := io.WriteString(c, preface); err != nil {
			t.Fatal(err)
		}
		f := http2.NewFramer(c, c)
		if err := f.WriteSettings(); err != nil {
			t.Fatal(err)
		}
		if err := x.send(f, c); err != nil {
			t.Fatal(err)
		}
		if err := c.SetReadDeadline(time.Now().Add(4 * short.Time)); err != nil {
			t.Fatal(err)
		}
		_, err := io.Copy(io.Discard, c)
		var late net.Error
		held := errors.As(err, &late) && late.Timeout()
		a.Tried(held != x.held, "%s: held %v, %v", x.name, held, err)
		c.Close()
	}
}
