package h2c

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"berth/gateway/proxy/upstream"
	"berth/shared/attacktest"
)

// tenant is a process that says what it likes, once it has read a request's head.
type tenant struct {
	*http2.Framer
	c   net.Conn
	buf bytes.Buffer
	enc *hpack.Encoder
}

// newTenant serves each connection by f, on stream 1; the answer is a client of it.
func newTenant(t testing.TB, f func(*tenant)) *Client {
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
				x := &tenant{Framer: http2.NewFramer(c, c), c: c}
				x.enc = hpack.NewEncoder(&x.buf)
				if _, err := io.ReadFull(c, make([]byte, len(http2.ClientPreface))); err != nil {
					return
				}
				f(x)
			}()
		}
	}()
	client := New(Config{
		Dial: func(ctx context.Context, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", l.Addr().String())
		}, HeaderBytes: 64 << 10,
		IdleTime: time.Minute, Silence: 20 * time.Second, Continue: time.Second,
	})
	t.Cleanup(client.CloseIdleConnections)
	return client
}

// hello is the tenant's part of the beginning, up to the first request's head.
func (x *tenant) hello() {
	x.WriteSettings()
	for {
		f, err := x.ReadFrame()
		if err != nil {
			return
		}
		if _, ok := f.(*http2.HeadersFrame); ok {
			return
		}
	}
}

// fields are encoded: names and values, whatever they are.
func (x *tenant) fields(fields ...string) []byte {
	x.buf.Reset()
	for i := 0; i < len(fields); i += 2 {
		x.enc.WriteField(hpack.HeaderField{Name: fields[i], Value: fields[i+1]})
	}
	return x.buf.Bytes()
}

func (x *tenant) headers(end bool, fields ...string) error {
	return x.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: x.fields(fields...), EndStream: end, EndHeaders: true})
}

// rest reads on until the client has left.
func (x *tenant) rest() { io.Copy(io.Discard, x.c) }

// got is what a client makes of the answer: all of it, or the error.
func got(t testing.TB, c *Client, method string) (resp *http.Response, text string, err error) {
	r, err := http.NewRequestWithContext(t.Context(), method, "http://web.1/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err = c.Send(r, func(int, http.Header) error { return nil }); err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp, string(b), err
}

// TestAttackTranslation: answers in HTTP/2 that would mean something else, or two things, in HTTP/1.1.
func TestAttackTranslation(t *testing.T) {
	a := attacktest.Begin(t, "an answer in HTTP/2 becomes another one, or more than one, in HTTP/1.1")
	for name, answer := range map[string]func(*tenant){
		"a length that is no number": func(x *tenant) {
			x.headers(false, ":status", "200", "content-length", "+5")
			x.WriteData(1, true, []byte("hello"))
		},
		"two lengths": func(x *tenant) {
			x.headers(false, ":status", "200", "content-length", "5", "content-length", "6")
			x.WriteData(1, true, []byte("hello"))
		},
		"two lengths in one": func(x *tenant) {
			x.headers(false, ":status", "200", "content-length", "5, 5")
			x.WriteData(1, true, []byte("hello"))
		},
		"a length with a sign": func(x *tenant) {
			x.headers(false, ":status", "200", "content-length", "-1")
			x.WriteData(1, true, []byte("hello"))
		},
		"more than its length": func(x *tenant) {
			x.headers(false, ":status", "200", "content-length", "2")
			x.WriteData(1, true, []byte("hello"))
		},
		"less than its length": func(x *tenant) {
			x.headers(false, ":status", "200", "content-length", "9")
			x.WriteData(1, true, []byte("hello"))
		},
		"nothing of its length": func(x *tenant) { x.headers(true, ":status", "200", "content-length", "9") },
		"an encoding": func(x *tenant) {
			x.headers(false, ":status", "200", "transfer-encoding", "chunked")
			x.WriteData(1, true, []byte("0\r\n\r\n"))
		},
		"a connection's field":        func(x *tenant) { x.headers(true, ":status", "200", "connection", "x-frame-options") },
		"keep-alive":                  func(x *tenant) { x.headers(true, ":status", "200", "keep-alive", "timeout=5") },
		"an upgrade":                  func(x *tenant) { x.headers(true, ":status", "200", "upgrade", "websocket") },
		"another protocol":            func(x *tenant) { x.headers(true, ":status", "101", "upgrade", "websocket") },
		"another protocol, later":     func(x *tenant) { x.headers(false, ":status", "101"); x.headers(true, ":status", "200") },
		"no status":                   func(x *tenant) { x.headers(true, "x", "y") },
		"two statuses":                func(x *tenant) { x.headers(true, ":status", "200", ":status", "204") },
		"a status behind a field":     func(x *tenant) { x.headers(true, "x", "y", ":status", "200") },
		"a status of two digits":      func(x *tenant) { x.headers(true, ":status", "20") },
		"a status of four digits":     func(x *tenant) { x.headers(true, ":status", "2000") },
		"a status with a zero":        func(x *tenant) { x.headers(true, ":status", "0200") },
		"a status with a sign":        func(x *tenant) { x.headers(true, ":status", "+200") },
		"a status with words":         func(x *tenant) { x.headers(true, ":status", "200 OK\r\nSet-Cookie: a=b") },
		"a request's field":           func(x *tenant) { x.headers(true, ":status", "200", ":path", "/") },
		"a line end in a value":       func(x *tenant) { x.headers(true, ":status", "200", "x", "y\r\nSet-Cookie: a=b") },
		"a lone line feed in a value": func(x *tenant) { x.headers(true, ":status", "200", "x", "y\nSet-Cookie: a=b") },
		"a zero byte in a value":      func(x *tenant) { x.headers(true, ":status", "200", "x", "y\x00") },
		"a line end in a name":        func(x *tenant) { x.headers(true, ":status", "200", "x\r\nset-cookie", "a=b") },
		"a colon in a name":           func(x *tenant) { x.headers(true, ":status", "200", "x: y", "z") },
		"a space in a name":           func(x *tenant) { x.headers(true, ":status", "200", "content-length ", "5") },
		"no name":                     func(x *tenant) { x.headers(true, ":status", "200", "", "z") },
		"a name in capitals":          func(x *tenant) { x.headers(true, ":status", "200", "Content-Length", "5") },
		"an announced trailer": func(x *tenant) {
			x.headers(false, ":status", "200", "trailer", "content-length")
			x.WriteData(1, true, nil)
		},
		"an announced line": func(x *tenant) { x.headers(false, ":status", "200", "trailer", "x: y"); x.WriteData(1, true, nil) },
		"an interim answer's body": func(x *tenant) {
			x.headers(false, ":status", "103", "content-length", "5")
			x.headers(true, ":status", "200")
		},
		"an interim answer's encoding": func(x *tenant) {
			x.headers(false, ":status", "103", "transfer-encoding", "chunked")
			x.headers(true, ":status", "200")
		},
		"an interim answer alone": func(x *tenant) { x.headers(true, ":status", "103") },
		"a body before its head":  func(x *tenant) { x.WriteData(1, false, []byte("x")); x.headers(true, ":status", "200") },
		"a line end in a trailer": func(x *tenant) {
			x.headers(false, ":status", "200")
			x.WriteData(1, false, []byte("x"))
			x.headers(true, "x", "y\r\nSet-Cookie: a=b")
		},
		"a status in a trailer": func(x *tenant) {
			x.headers(false, ":status", "200")
			x.WriteData(1, false, []byte("x"))
			x.headers(true, ":status", "204")
		},
		"a trailer that is not the end": func(x *tenant) {
			x.headers(false, ":status", "200")
			x.WriteData(1, false, []byte("x"))
			x.headers(false, "x", "y")
			x.WriteData(1, true, []byte("more"))
		},
		"HTTP/1.1": func(x *tenant) { io.WriteString(x.c, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") },
	} {
		c := newTenant(t, func(x *tenant) {
			if name != "HTTP/1.1" {
				x.hello()
			}
			answer(x)
			x.rest()
		})
		resp, text, err := got(t, c, http.MethodGet)
		a.Tried(err == nil, "%s: %+v %q", name, resp, text)
	}
	// What has no body has none, whatever is said and sent of it.
	for _, x := range []struct {
		method, status string
		body           bool
	}{{"GET", "204", false}, {"GET", "204", true}, {"GET", "304", false}, {"GET", "304", true}, {"HEAD", "200", false}} {
		c := newTenant(t, func(p *tenant) {
			p.hello()
			p.headers(!x.body, ":status", x.status, "content-length", "5")
			if x.body {
				p.WriteData(1, true, []byte("hello"))
			}
			p.rest()
		})
		resp, text, err := got(t, c, x.method)
		a.Tried(err != nil || text != "" || x.status == "204" && resp.Header.Get("Content-Length") != "", "%+v: %+v %q %v", x, resp, text, err)
	}
}

// TestAttackFloods: what a process sends without end, and nobody asked for.
func TestAttackFloods(t *testing.T) {
	a := attacktest.Begin(t, "a process has the gateway work for it without end")
	raw := func(x *tenant, kind, flags byte, stream uint32, payload []byte) error {
		return x.WriteRawFrame(http2.FrameType(kind), http2.Flags(flags), stream, payload)
	}
	window := binary.BigEndian.AppendUint32(nil, 1)
	for name, flood := range map[string]func(x *tenant) error{
		"pings":           func(x *tenant) error { return x.WritePing(false, [8]byte{}) },
		"settings":        func(x *tenant) error { return x.WriteSettings() },
		"windows":         func(x *tenant) error { return raw(x, 8, 0, 3, window) },
		"priorities":      func(x *tenant) error { return raw(x, 2, 0, 3, make([]byte, 5)) },
		"unknown frames":  func(x *tenant) error { return raw(x, 0xbe, 0, 3, nil) },
		"empty data":      func(x *tenant) error { return raw(x, 0, 0, 1, nil) },
		"padding":         func(x *tenant) error { return raw(x, 0, 8, 1, append([]byte{200}, make([]byte, 200)...)) },
		"resets":          func(x *tenant) error { return x.WriteRSTStream(1, http2.ErrCodeCancel) },
		"interim answers": func(x *tenant) error { return x.headers(false, ":status", "103") },
		"heads for nobody": func(x *tenant) error {
			return x.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: x.fields(":status", "200"), EndHeaders: true, EndStream: true})
		},
		"going away": func(x *tenant) error { return x.WriteGoAway(1<<31-1, http2.ErrCodeNo, nil) },
		"pushes": func(x *tenant) error {
			return x.WritePushPromise(http2.PushPromiseParam{StreamID: 1, PromiseID: 2, BlockFragment: x.fields(":status", "200"), EndHeaders: true})
		},
		"a head without end": func(x *tenant) error { return x.WriteContinuation(1, false, x.fields("x", strings.Repeat("y", 1000))) },
		"an empty head without end": func(x *tenant) error {
			return x.WriteContinuation(1, false, nil)
		},
	} {
		const most = 2 << 20 // more than the buffers on the way hold
		sent := make(chan int, 1)
		c := newTenant(t, func(x *tenant) {
			x.hello()
			if strings.Contains(name, "without end") {
				x.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: x.fields(":status", "200")})
			} else if name != "interim answers" && name != "pushes" && name != "resets" {
				x.headers(false, ":status", "200")
			}
			go x.rest() // so that nothing waits for it
			x.c.SetWriteDeadline(time.Now().Add(10 * time.Second))
			n := 0
			for n < most && flood(x) == nil {
				n++
			}
			sent <- n
		})
		resp, _, err := got(t, c, http.MethodGet)
		n := <-sent
		a.Tried(err == nil || n == most, "%s: %d sent, %v, %v", name, n, resp, err)
	}
}

// TestAttackLargeHeads: heads and trailers larger than they may be, and small ones that unpack to that.
func TestAttackLargeHeads(t *testing.T) {
	a := attacktest.Begin(t, "a head larger than it may be is taken in")
	large := strings.Repeat("y", 40<<10)
	many := func(n int) (all []string) {
		for i := range n {
			all = append(all, fmt.Sprintf("x-%d", i), "y")
		}
		return all
	}
	split := func(x *tenant, end bool, block []byte) {
		first := true
		for len(block) > 0 {
			n := min(len(block), 16<<10)
			if first {
				x.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block[:n], EndStream: end, EndHeaders: n == len(block)})
			} else {
				x.WriteContinuation(1, n == len(block), block[:n])
			}
			block, first = block[n:], false
		}
	}
	for name, answer := range map[string]func(*tenant){
		"long values": func(x *tenant) { split(x, true, x.fields(":status", "200", "a", large, "b", large)) },
		"many fields": func(x *tenant) { split(x, true, x.fields(append([]string{":status", "200"}, many(4000)...)...)) },
		"what it unpacks to": func(x *tenant) {
			// One field of 3 KiB goes into the table, and then each byte is one more of it.
			block := x.fields(":status", "200", "a", strings.Repeat("y", 3<<10))
			split(x, true, append(block, bytes.Repeat([]byte{0x80 | 62}, 1000)...))
		},
		"interim heads": func(x *tenant) {
			for range mostInterim {
				split(x, false, x.fields(":status", "103", "link", large[:8<<10]))
			}
			x.headers(true, ":status", "200")
		},
	} {
		c := newTenant(t, func(x *tenant) {
			x.hello()
			answer(x)
			x.rest()
		})
		resp, _, err := got(t, c, http.MethodGet)
		a.Tried(err == nil, "%s: %v", name, resp)
	}
	c := newTenant(t, func(x *tenant) {
		x.hello()
		x.headers(false, ":status", "200")
		x.WriteData(1, false, []byte("x"))
		split(x, true, x.fields("a", large, "b", large))
		x.rest()
	})
	resp, _, err := got(t, c, http.MethodGet)
	size := 0
	if err == nil {
		for name, lines := range resp.Trailer {
			size += len(name) + len(strings.Join(lines, ""))
		}
	}
	a.Tried(size > 64<<10, "trailers of %d bytes", size)
}

// TestAttackRefusing: a process that refuses each stream, or goes away at each, is not asked for ever.
func TestAttackRefusing(t *testing.T) {
	a := attacktest.Begin(t, "one request makes a process be asked, or connected to, for ever")
	for name, refuse := range map[string]func(*tenant){
		"it refuses": func(x *tenant) { x.WriteRSTStream(1, http2.ErrCodeRefusedStream) },
		"it leaves":  func(x *tenant) { x.WriteGoAway(0, http2.ErrCodeNo, nil) },
		"it allows none": func(x *tenant) {
			x.WriteSettings(http2.Setting{ID: http2.SettingMaxConcurrentStreams, Val: 0})
			x.WriteRSTStream(1, http2.ErrCodeRefusedStream)
		},
	} {
		conns := make(chan bool, 1000)
		c := newTenant(t, func(x *tenant) {
			conns <- true
			x.hello()
			refuse(x)
			x.rest()
		})
		_, _, err := got(t, c, http.MethodGet)
		a.Tried(err == nil || len(conns) > 2, "%s: %d connections, %v", name, len(conns), err)
	}
}

// FuzzAnswer has a process send anything, once it is asked or, where the first byte is 1, from the beginning. What comes of it is an answer that HTTP/1.1 can have, or an error; in bounded time.
func FuzzAnswer(f *testing.F) {
	block := func(fields ...string) []byte {
		var x tenant
		x.enc = hpack.NewEncoder(&x.buf)
		return bytes.Clone(x.fields(fields...))
	}
	write := func(do func(*http2.Framer)) []byte {
		var b bytes.Buffer
		fr := http2.NewFramer(&b, nil)
		b.WriteByte(0)
		do(fr)
		return b.Bytes()
	}
	f.Add(write(func(fr *http2.Framer) {
		fr.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block(":status", "200", "content-length", "2"), EndHeaders: true})
		fr.WriteData(1, true, []byte("ok"))
	}))
	f.Add(write(func(fr *http2.Framer) {
		fr.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block(":status", "103", "link", "</x>"), EndHeaders: true})
		fr.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block(":status", "200", "trailer", "grpc-status"), EndHeaders: true})
		fr.WriteData(1, false, []byte("ok"))
		fr.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block("grpc-status", "0"), EndHeaders: true, EndStream: true})
	}))
	f.Add(write(func(fr *http2.Framer) { fr.WriteGoAway(1, http2.ErrCodeNo, nil) }))
	f.Add([]byte("\x01HTTP/1.1 200 OK\r\n\r\n"))
	f.Add([]byte("\x01\x00\x00\x00\x04\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, answer []byte) {
		asked := true
		if len(answer) > 0 {
			asked, answer = answer[0] != 1, answer[1:]
		}
		c := newTenant(t, func(x *tenant) {
			if asked {
				x.hello()
			}
			go x.rest()
			x.c.Write(answer)
		})
		resp, _, err := got(t, c, http.MethodGet)
		if resp == nil {
			var late net.Error
			if err == nil || errors.As(err, &late) && late.Timeout() {
				t.Fatalf("neither an answer nor an error: %v", err)
			}
			return
		}
		if resp.StatusCode < 200 || resp.StatusCode > 999 || upstream.Framed(http.Header{"Transfer-Encoding": resp.Header["Transfer-Encoding"]}) || len(resp.Header["Content-Length"]) > 1 {
			t.Fatalf("%d %v", resp.StatusCode, resp.Header)
		}
		var b bytes.Buffer
		for _, h := range []http.Header{resp.Header, resp.Trailer} {
			if b.Reset(); h.Write(&b) != nil || strings.Count(b.String(), "\n") != lines(h) {
				t.Fatalf("%q", b.String())
			}
		}
	})
}

func lines(h http.Header) (n int) {
	for _, all := range h {
		n += len(all)
	}
	return n
}

// FuzzFrames: it makes no difference in which pieces the bytes come.
func FuzzFrames(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x04\x00\x00\x00\x00\x00"+"\x00\x00\x08\x06\x00\x00\x00\x00\x0012345678"), uint8(3))
	f.Add([]byte("HTTP/1.1 200 OK\r\n\r\n"), uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, piece uint8) {
		none := func() int64 { return 0 }
		var whole, parts frames
		err := whole.look(b, none)
		var errParts error
		for rest := b; len(rest) > 0; {
			n := min(int(piece)+1, len(rest))
			errParts = parts.look(rest[:n], none)
			rest = rest[n:]
		}
		whole.last, parts.last = time.Time{}, time.Time{}
		if (err == nil) != (errParts == nil) || err == nil && whole != parts {
			t.Fatalf("whole: %v %+v, in pieces: %v %+v", err, whole, errParts, parts)
		}
	})
}
