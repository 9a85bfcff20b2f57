package upstream

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// script is a service that answers the nth request on the nth connection with bytes.
type script struct {
	t       *testing.T
	addr    string
	dials   atomic.Int32
	seen    chan string
	answers func(conn, request int, r *http.Request) (answer string, hangUp bool)
}

func newScript(t *testing.T, answers func(conn, request int, r *http.Request) (string, bool)) (*script, *Client) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	s := &script{t: t, addr: ln.Addr().String(), seen: make(chan string, 1000), answers: answers}
	go func() {
		for n := 0; ; n++ {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go s.serve(c, n)
		}
	}()
	c := New(testConfig(func(ctx context.Context, _ string) (net.Conn, error) {
		s.dials.Add(1)
		return (&net.Dialer{}).DialContext(ctx, "tcp", s.addr)
	}))
	t.Cleanup(c.CloseIdleConnections)
	return s, c
}

func testConfig(dial func(context.Context, string) (net.Conn, error)) Config {
	return Config{Dial: dial, HeaderBytes: 64 << 10, PerHost: 8, Idle: 16, IdleTime: time.Minute, Continue: 100 * time.Millisecond}
}

func (s *script) serve(c net.Conn, n int) {
	defer c.Close()
	c.SetDeadline(time.Now().Add(20 * time.Second))
	var raw bytes.Buffer
	in := bufio.NewReader(io.TeeReader(c, &raw))
	for request := 0; ; request++ {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		if r.Header.Get("Expect") == "" {
			if _, err := io.Copy(io.Discard, r.Body); err != nil {
				return
			}
		}
		s.seen <- raw.String()
		raw.Reset()
		answer, over := s.answers(n, request, r)
		if _, err := io.WriteString(c, answer); err != nil || over {
			return
		}
	}
}

func newRequest(t testing.TB, method string, body io.Reader) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://web.1/", body)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ask(t *testing.T, c *Client, r *http.Request) (*http.Response, string, error) {
	t.Helper()
	resp, err := c.Send(r, nil)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp, string(b), err
}

// good are answers that are as they should be, and what is read of them.
var good = []struct {
	method, answer, body string
	code                 int
	keeps                bool
}{
	{"GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", 200, true},
	{"GET", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok", 200, true},
	{"GET", "HTTP/1.1 200 \r\ncontent-length:\t2 \r\n\r\nok", "ok", 200, true},
	{"GET", "HTTP/1.1 204 No Content\r\n\r\n", "", 204, true},
	{"GET", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "", 204, true},
	{"GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n", "", 304, true},
	{"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "", 200, true},
	{"HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "", 200, true},
	{"GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", 200, true},
	{"GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "ok", 200, true},
	{"GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n00001;a=\"b\";c\r\no\r\n1;x\r\nk\r\n0\r\nX-T: 1\r\n\r\n", "ok", 200, true},
	{"GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789", 200, true},
	{"GET", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", "ok", 200, false},
	{"GET", "HTTP/1.1 200 OK\r\n\r\nto the end", "to the end", 200, false},
	{"GET", "HTTP/1.0 200 OK\r\n\r\nold", "old", 200, false},
	{"GET", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nold", "old", 200, false},
	{"GET", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", 200, true},
	{"GET", "HTTP/1.1 999 Whatever\xff\r\nContent-Length: 2\r\nX-Latin: \xe9\r\n\r\nok", "ok", 999, true},
	{"GET", "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + strings.Repeat("x", 200000), strings.Repeat("x", 200000), 200, true},
	{"GET", "HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("y", 30000) + "\r\nContent-Length: 2\r\n\r\nok", "ok", 200, true},
}

func TestAnswers(t *testing.T) {
	for _, c := range good {
		s, client := newScript(t, func(_, _ int, _ *http.Request) (string, bool) { return c.answer, !c.keeps })
		for range 2 {
			resp, body, err := ask(t, client, newRequest(t, c.method, nil))
			if err != nil || resp.StatusCode != c.code || body != c.body {
				t.Errorf("%.80q: got %v %.40q, %v", c.answer, resp, body, err)
			}
		}
		if want := map[bool]int32{true: 1, false: 2}[c.keeps]; s.dials.Load() != want {
			t.Errorf("%.80q: %d connections, want %d", c.answer, s.dials.Load(), want)
		}
	}
}

// bad are answers that two readers could understand in two ways, or that are none.
var bad = []string{
	"", "x", "HTTP/1.1", "HTTP/1.1 200 OK\n\n", "HTTP/1.1 200 OK\r\nA: b\n\r\n", "HTTP/1.1 200 OK\r\nA: b\n\n",
	"HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.2 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n", "HTTP/1.1\t200 OK\r\n\r\n",
	"HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 +20 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.1 200OK\r\n\r\n", "HTTP/1.1 200 O\x00K\r\n\r\n",
	"HTTP/1.1 200 O\rK\r\n\r\n", "\r\nHTTP/1.1 200 OK\r\n\r\n", " HTTP/1.1 200 OK\r\n\r\n",
	"HTTP/1.1 200 OK\r\nA\r\n\r\n", "HTTP/1.1 200 OK\r\n: b\r\n\r\n", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "HTTP/1.1 200 OK\r\nA\t: b\r\n\r\n",
	"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n\tc: d\r\n\r\n", "HTTP/1.1 200 OK\r\n A: b\r\n\r\n",
	"HTTP/1.1 200 OK\r\nA: b\x00\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "HTTP/1.1 200 OK\r\nA: \x7f\r\n\r\n", "HTTP/1.1 200 OK\r\nA(: b\r\n\r\n", "HTTP/1.1 200 OK\r\nA\x80: b\r\n\r\n",
	"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 3\r\n\r\nok",
	"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
	"HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nok",
	"HTTP/1.1 200 OK\r\nContent-Length: 2 2\r\n\r\nok",
	"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
	"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: \r\n\r\n",
	"HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
	"HTTP/1.1 200 OK\r\nTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
	"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Content-Length\r\n\r\n0\r\n\r\n",
	"HTTP/1.1 103 Early Hints\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
	strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 20) + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
	"HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 70000) + "\r\n\r\n",
}

// badChunks are bodies behind a chunked head.
var badChunks = []string{
	"", "0", "0\r\n", "2\r\nok", "2\r\nok\r\n", "2\nok\r\n0\r\n\r\n", "2\r\nok\n0\r\n\r\n", "2\r\nok\r\n0\n\n", "2\r\nok\r\n0\r\n\n", "3\r\nok\r\n0\r\n\r\n", "1\r\nok\r\n0\r\n\r\n",
	"0x2\r\nok\r\n0\r\n\r\n", "+2\r\nok\r\n0\r\n\r\n", "-2\r\nok\r\n0\r\n\r\n", " 2\r\nok\r\n0\r\n\r\n", "2g\r\nok\r\n0\r\n\r\n", "\r\n2\r\nok\r\n0\r\n\r\n", "2\rok\r\n0\r\n\r\n",
	"10000000000000000\r\nok\r\n0\r\n\r\n", "fffffffffffffffff\r\nok\r\n0\r\n\r\n", "2 \r\nok\r\n0\r\n\r\n", "2 ;x\r\nok\r\n0\r\n\r\n", "2;a\x00\r\nok\r\n0\r\n\r\n", "2;a\rb\r\nok\r\n0\r\n\r\n",
	"2;" + strings.Repeat("x", 3000) + "\r\nok\r\n0\r\n\r\n", "2\r\nok\r\n0\r\nX : y\r\n\r\n", "2\r\nok\r\n0\r\nX\r\n\r\n", "2\r\nok\r\n0\r\n X: y\r\n\r\n", "2\r\nok\r\n0\r\nX: \x00\r\n\r\n",
	"\x10\x12\r\nok\r\n0\r\n\r\n", "2\r\nok\r\n0\r\nX: " + strings.Repeat("y", 70000) + "\r\n\r\n",
}

func TestRefusesAnswers(t *testing.T) {
	all := slices.Clone(bad)
	for _, c := range badChunks {
		all = append(all, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"+c)
	}
	for _, answer := range all {
		_, client := newScript(t, func(_, _ int, _ *http.Request) (string, bool) { return answer, true })
		if resp, body, err := ask(t, client, newRequest(t, "POST", nil)); err == nil {
			t.Errorf("%.90q is taken for %d %v %.40q", answer, resp.StatusCode, resp.Header, body)
		}
		if client.pool.all != 0 {
			t.Errorf("%.90q: the connection is kept", answer)
		}
	}
}

// FuzzAnswer: what is taken, net/http takes too, with the same values.
func FuzzAnswer(f *testing.F) {
	for _, c := range good {
		f.Add(c.method == "HEAD", c.answer)
	}
	for _, a := range bad {
		f.Add(false, a)
	}
	for _, c := range badChunks {
		f.Add(false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"+c)
	}
	f.Fuzz(func(t *testing.T, head bool, answer string) {
		r := newRequest(t, map[bool]string{true: "HEAD", false: "GET"}[head], nil)
		client := New(testConfig(func(context.Context, string) (net.Conn, error) { return &canned{strings.NewReader(answer)}, nil }))
		got, err := client.Send(r, nil)
		if err != nil {
			return
		}
		in := bufio.NewReader(strings.NewReader(answer))
		var want *http.Response
		for {
			if want, err = http.ReadResponse(in, r); err != nil {
				t.Fatalf("%q: net/http does not take it: %v", answer, err)
			}
			if want.StatusCode >= 200 {
				break
			}
		}
		gotBody, gotErr := io.ReadAll(got.Body)
		wantBody, wantErr := io.ReadAll(want.Body)
		if gotErr == nil && (wantErr != nil || !bytes.Equal(gotBody, wantBody)) {
			t.Fatalf("%q: body %q, net/http's %q %v", answer, gotBody, wantBody, wantErr)
		}
		if !bytes.HasPrefix(wantBody, gotBody) && wantErr == nil {
			t.Fatalf("%q: body %q is no part of %q", answer, gotBody, wantBody)
		}
		if got.StatusCode != want.StatusCode || got.Proto != want.Proto {
			t.Fatalf("%q: %s %d, net/http's %s %d", answer, got.Proto, got.StatusCode, want.Proto, want.StatusCode)
		}
		for name, lines := range got.Header {
			if !slices.Equal(lines, want.Header[name]) && name != "Connection" { // which net/http takes out
				t.Fatalf("%q: %s: %q, net/http's %q", answer, name, lines, want.Header[name])
			}
		}
		for name := range want.Header {
			if _, ok := got.Header[name]; !ok && name != "Content-Length" {
				t.Fatalf("%q: %s is missing", answer, name)
			}
		}
		if gotErr == nil {
			for name, lines := range got.Trailer {
				if !slices.Equal(lines, want.Trailer[name]) {
					t.Fatalf("%q: trailer %s: %q, net/http's %q", answer, name, lines, want.Trailer[name])
				}
			}
			// What is behind an answer is never kept for another.
			if left := in.Buffered(); left > 0 && client.pool.all > 0 {
				t.Fatalf("%q: %d bytes behind it, and the connection is kept", answer, left)
			}
		}
		got.Body.Close()
	})
}

// canned is a connection that only gives bytes.
type canned struct{ *strings.Reader }

func (c *canned) Write(b []byte) (int, error)      { return len(b), nil }
func (c *canned) Close() error                     { return nil }
func (c *canned) LocalAddr() net.Addr              { return nil }
func (c *canned) RemoteAddr() net.Addr             { return nil }
func (c *canned) SetDeadline(time.Time) error      { return nil }
func (c *canned) SetReadDeadline(time.Time) error  { return nil }
func (c *canned) SetWriteDeadline(time.Time) error { return nil }

func TestRetries(t *testing.T) {
	// The first connection answers once and leaves the second request without a byte.
	for _, c := range []struct {
		method string
		body   io.Reader
		ok     bool
	}{
		{"GET", nil, true}, {"HEAD", nil, true}, {"DELETE", nil, true}, {"POST", nil, false}, {"PUT", strings.NewReader("x"), false}, {"PATCH", nil, false},
	} {
		s, client := newScript(t, func(conn, request int, r *http.Request) (string, bool) {
			if conn == 0 && request == 1 {
				return "", true
			}
			return "HTTP/1.1 204 No Content\r\n\r\n", false
		})
		if _, _, err := ask(t, client, newRequest(t, "GET", nil)); err != nil {
			t.Fatal(err)
		}
		_, _, err := ask(t, client, newRequest(t, c.method, c.body))
		if (err == nil) != c.ok || s.dials.Load() > 2 {
			t.Errorf("%s: %v, %d connections", c.method, err, s.dials.Load())
		}
	}
	// A first connection that ends is no reason to try again, and neither is one that says a part of an answer.
	for _, first := range []string{"", "HTTP/1.1 2"} {
		s, client := newScript(t, func(conn, request int, _ *http.Request) (string, bool) {
			if conn > 0 || first != "" && request == 0 {
				return "HTTP/1.1 204 No Content\r\n\r\n", false
			}
			return first, true
		})
		if first != "" {
			if _, _, err := ask(t, client, newRequest(t, "GET", nil)); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := ask(t, client, newRequest(t, "GET", nil)); err == nil || s.dials.Load() != 1 {
			t.Errorf("%q: %v, %d connections", first, err, s.dials.Load())
		}
	}
}

func TestClosedWhileIdle(t *testing.T) {
	s, client := newScript(t, func(int, int, *http.Request) (string, bool) { return "HTTP/1.1 204 No Content\r\n\r\n", true })
	for range 5 {
		if _, _, err := ask(t, client, newRequest(t, "POST", nil)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Millisecond) // the end has to come
	}
	if s.dials.Load() != 5 {
		t.Errorf("%d connections", s.dials.Load())
	}
}

func TestBodies(t *testing.T) {
	s, client := newScript(t, func(int, int, *http.Request) (string, bool) {
		return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", false
	})
	for _, size := range []int{1, 1000, inline, inline + 1, 300_000} {
		for _, chunked := range []bool{false, true} {
			body := strings.Repeat("b", size)
			r := newRequest(t, "POST", strings.NewReader(body))
			if chunked {
				r.ContentLength = -1
				r.Body = io.NopCloser(io.MultiReader(strings.NewReader(body[:1]), strings.NewReader(body[1:])))
				r.Trailer = http.Header{"X-Sum": {"7"}}
			}
			if _, got, err := ask(t, client, r); err != nil || got != "ok" {
				t.Fatalf("%d %t: %q %v", size, chunked, got, err)
			}
			raw := <-s.seen
			seen, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
			if err != nil {
				t.Fatal(err)
			}
			if b, err := io.ReadAll(seen.Body); err != nil || string(b) != body || chunked != (seen.ContentLength < 0) || chunked && seen.Trailer.Get("X-Sum") != "7" {
				t.Errorf("%d %t: %d bytes arrived, %v, %v", size, chunked, len(b), err, seen.Trailer)
			}
		}
	}
	if s.dials.Load() != 1 {
		t.Errorf("%d connections", s.dials.Load())
	}
	// One that is not as long as it says.
	for _, size := range []int64{4, 6, inline + 10} {
		r := newRequest(t, "POST", io.MultiReader(strings.NewReader("12345")))
		r.ContentLength = size
		if _, _, err := ask(t, client, r); err == nil {
			t.Errorf("%d bytes of 5 were sent", size)
		}
	}
}

// pipeBody is a request's body whose Close has a Read that waits return.
type pipeBody struct{ *io.PipeReader }

func (b pipeBody) Close() error { return b.PipeReader.CloseWithError(io.ErrClosedPipe) }

// TestEarlyAnswer: a service may answer before it has the body, which is then not waited for.
func TestEarlyAnswer(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go func() {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
			io.WriteString(c, "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno")
		}
		io.Copy(io.Discard, c)
	}()
	client := New(testConfig(func(context.Context, string) (net.Conn, error) { return net.Dial("tcp", ln.Addr().String()) }))
	out, in := io.Pipe()
	defer in.Close()
	r := newRequest(t, "POST", pipeBody{out})
	r.ContentLength = -1
	resp, body, err := ask(t, client, r)
	if err != nil || resp.StatusCode != 403 || body != "no" || client.pool.all != 0 {
		t.Errorf("got %v %q, %v, %d kept", resp, body, err, client.pool.all)
	}
	if _, err := in.Write([]byte("x")); err == nil {
		t.Error("the body is still read")
	}
}

func TestExpect(t *testing.T) {
	for name, answer := range map[string]string{
		"continue": "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
		"refused":  "HTTP/1.1 417 No\r\nContent-Length: 2\r\n\r\nok",
	} {
		_, client := newScript(t, func(int, int, *http.Request) (string, bool) { return answer, true })
		read := &counted{Reader: strings.NewReader("body")}
		r := newRequest(t, "POST", read)
		r.ContentLength = 4
		r.Header.Set("Expect", "100-continue")
		if _, body, err := ask(t, client, r); err != nil || body != "ok" {
			t.Errorf("%s: %q %v", name, body, err)
		}
		if name == "refused" && read.n.Load() > 0 {
			t.Errorf("%s: the body was read", name)
		}
	}
}

type counted struct {
	io.Reader
	n atomic.Int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n.Add(int64(n))
	return n, err
}

// TestCancel: a request ends with its context, for the reason that this has, whatever it waits for.
func TestCancel(t *testing.T) {
	up := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			w.Header().Set("Content-Length", "10")
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	}))
	defer up.Close()
	client := New(testConfig(func(context.Context, string) (net.Conn, error) { return net.Dial("tcp", up.Listener.Addr().String()) }))
	over := errors.New("the session is over")
	for _, path := range []string{"/head", "/body"} {
		ctx, cancel := context.WithCancelCause(t.Context())
		r := newRequest(t, "GET", nil).WithContext(ctx)
		r.URL.Path = path
		time.AfterFunc(20*time.Millisecond, func() { cancel(over) })
		if _, _, err := ask(t, client, r); !errors.Is(err, over) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if client.pool.all != 0 {
		t.Error("a connection is kept")
	}
}

func TestInterim(t *testing.T) {
	_, client := newScript(t, func(int, int, *http.Request) (string, bool) {
		return "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nLink: </b>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false
	})
	var got []string
	resp, err := client.Send(newRequest(t, "GET", nil), func(code int, h http.Header) error {
		got = append(got, fmt.Sprint(code, h["Link"]))
		return nil
	})
	if err != nil || !slices.Equal(got, []string{"103 [</a> </b>]", "102 []"}) || resp.Header["Link"] != nil {
		t.Errorf("got %q %v %v", got, resp, err)
	}
	resp.Body.Close()
}

func TestPoolIsBoundedAndSwept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pool{perHost: 2, most: 3, life: time.Minute, hosts: map[string][]*conn{}}
		closed := 0
		add := func(host string) {
			p.put(newConn(&closing{canned{strings.NewReader("")}, &closed}, host), time.Now())
		}
		for range 3 {
			add("a")
		}
		add("b")
		add("c")
		if closed != 2 || p.all != 3 {
			t.Errorf("%d closed, %d kept", closed, p.all)
		}
		time.Sleep(91 * time.Second)
		if closed != 5 || p.all != 0 || len(p.hosts) != 0 || p.sweeps != nil {
			t.Errorf("%d closed, %d kept", closed, p.all)
		}
	})
}

type closing struct {
	canned
	n *int
}

func (c *closing) Close() error { *c.n++; return nil }

func BenchmarkSend(b *testing.B) {
	up := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1024)) }))
	defer up.Close()
	client := New(testConfig(func(context.Context, string) (net.Conn, error) { return net.Dial("tcp", up.Listener.Addr().String()) }))
	b.ReportAllocs()
	for b.Loop() {
		resp, err := client.Send(newRequest(b, "GET", nil), nil)
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}
