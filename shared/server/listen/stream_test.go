package listen

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"berth/shared/attacktest"
)

// framed is a client of HTTP/2 that says what it likes.
type framed struct {
	*http2.Framer
	t        *testing.T
	conn     *tls.Conn
	extended bool // the server takes extended CONNECT
	mu       sync.Mutex
	buf      bytes.Buffer
	enc      *hpack.Encoder
}

// newFramed begins HTTP/2 with a server, up to its settings.
func newFramed(t *testing.T, addr, from string) *framed {
	t.Helper()
	d := tls.Dialer{
		NetDialer: &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: 5 * time.Second},
		Config:    &tls.Config{InsecureSkipVerify: true, ServerName: "n1.example", NextProtos: []string{HTTP2}},
	}
	c, err := d.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(20 * time.Second))
	f := &framed{t: t, conn: c.(*tls.Conn), Framer: http2.NewFramer(c, c)}
	f.enc = hpack.NewEncoder(&f.buf)
	f.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	if _, err := io.WriteString(c, http2.ClientPreface); err != nil {
		t.Fatal(err)
	}
	if err := f.WriteSettings(); err != nil {
		t.Fatal(err)
	}
	for {
		fr, err := f.ReadFrame()
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := fr.(*http2.SettingsFrame); ok && !s.IsAck() {
			v, _ := s.Value(http2.SettingEnableConnectProtocol)
			f.extended = v == 1
			if err := f.WriteSettingsAck(); err != nil {
				t.Fatal(err)
			}
			return f
		}
	}
}

// headers sends a head: names and values.
func (f *framed) headers(stream uint32, end bool, fields ...string) error {
	f.buf.Reset()
	for i := 0; i < len(fields); i += 2 {
		if err := f.enc.WriteField(hpack.HeaderField{Name: fields[i], Value: fields[i+1]}); err != nil {
			return err
		}
	}
	return f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: f.buf.Bytes(), EndStream: end, EndHeaders: true})
}

// get is the head of a request that is all right.
func get(more ...string) []string {
	return append([]string{":method", "GET", ":scheme", "https", ":path", "/", ":authority", "n1.example"}, more...)
}

// data is what comes next on a stream.
func (f *framed) data(stream uint32) string {
	for {
		fr, err := f.ReadFrame()
		if err != nil {
			f.t.Errorf("no data: %v", err)
			return ""
		}
		if d, ok := fr.(*http2.DataFrame); ok && d.StreamID == stream && len(d.Data()) > 0 {
			return string(d.Data())
		}
	}
}

// answer is how a stream ends: a status, or a reset.
func (f *framed) answer(stream uint32) (status, end string) {
	for {
		fr, err := f.ReadFrame()
		if err != nil {
			return status, err.Error()
		}
		switch fr := fr.(type) {
		case *http2.MetaHeadersFrame:
			if fr.StreamID == stream {
				status = fr.PseudoValue("status")
				if fr.StreamEnded() {
					return status, ""
				}
			}
		case *http2.DataFrame:
			if fr.StreamID == stream && fr.StreamEnded() {
				return status, ""
			}
		case *http2.RSTStreamFrame:
			if fr.StreamID == stream {
				return status, fr.ErrCode.String()
			}
		case *http2.GoAwayFrame:
			return status, "go away: " + fr.ErrCode.String()
		}
	}
}

func TestAttackSmugglingHTTP2(t *testing.T) {
	a := attacktest.Begin(t, "a request over HTTP/2 is two to the server behind it, or for another host")
	type seen struct {
		header http.Header
		host   string
		body   string
		err    error
	}
	got := make(chan seen, 16)
	addr := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		got <- seen{r.Header.Clone(), r.Host, string(b), err}
	}, Options{}, usualPace)
	for _, c := range []struct {
		name   string
		fields []string
		body   string
	}{
		{"Transfer-Encoding", get("transfer-encoding", "chunked"), "0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n"},
		{"a short length", get("content-length", "2"), "xxGET /evil HTTP/1.1\r\n\r\n"},
		{"a long length", get("content-length", "200"), "xx"},
		{"two lengths", get("content-length", "2", "content-length", "20"), "xx"},
		{"no number", get("content-length", "+2"), "xx"},
		{"a negative length", get("content-length", "-2"), "xx"},
		{"Connection", get("connection", "x-secret"), ""}, {"Keep-Alive", get("keep-alive", "1"), ""}, {"Proxy-Connection", get("proxy-connection", "close"), ""},
		{"Upgrade", get("upgrade", "websocket"), ""}, {"TE", get("te", "chunked"), ""},
		{"an upper-case name", get("X-Evil", "1"), ""}, {"a name with a colon", get("x:evil", "1"), ""}, {"a name with a space", get("x evil", "1"), ""},
		{"a name with a line end", get("x\r\nevil", "1"), ""}, {"an empty name", get("", "1"), ""},
		{"a value with a line end", get("x-a", "1\r\nx-evil: 1"), ""}, {"a value with a bare line feed", get("x-a", "1\nx-evil: 1"), ""}, {"a value with a NUL", get("x-a", "1\x00"), ""},
		{"two methods", get(":method", "POST"), ""}, {"two paths", get(":path", "/evil"), ""}, {"two authorities", get(":authority", "evil.example"), ""},
		{"an unknown pseudo-header", get(":evil", "1"), ""}, {"a pseudo-header behind a field", get("x-a", "1", ":path", "/evil"), ""},
		{"a status", get(":status", "200"), ""}, {"a protocol without CONNECT", get(":protocol", "websocket"), ""},
		{"a path with a line end", []string{":method", "GET", ":scheme", "https", ":path", "/ HTTP/1.1\r\nx: y", ":authority", "n1.example"}, ""},
		{"a path with a space", []string{":method", "GET", ":scheme", "https", ":path", "/ /evil", ":authority", "n1.example"}, ""},
		{"no path", []string{":method", "GET", ":scheme", "https", ":authority", "n1.example"}, ""},
		{"no method", []string{":scheme", "https", ":path", "/", ":authority", "n1.example"}, ""},
		{"a method with a line end", []string{":method", "GET / HTTP/1.1\r\nHost: evil\r\n\r\nGET", ":scheme", "https", ":path", "/", ":authority", "n1.example"}, ""},
		{"an authority with a user", []string{":method", "GET", ":scheme", "https", ":path", "/", ":authority", "evil@n1.example/x"}, ""},
		{"another Host", get("host", "evil.example"), ""},
	} {
		f := newFramed(t, addr, "127.0.0.1")
		if err := f.headers(1, c.body == "", c.fields...); err != nil {
			t.Fatal(err)
		}
		if c.body != "" {
			if err := f.WriteData(1, true, []byte(c.body)); err != nil {
				t.Fatal(err)
			}
		}
		status, end := f.answer(1)
		through := ""
		select {
		case s := <-got:
			switch {
			case s.host != "n1.example":
				through = "the host is " + s.host
			case s.header.Get("Host") != "":
				through = "there is a second host"
			case s.header.Get("Transfer-Encoding") != "" || s.header.Get("Connection") != "" || s.header.Get("Upgrade") != "" || s.header.Get("Keep-Alive") != "":
				through = fmt.Sprint("what is for a connection is there: ", s.header)
			case s.err == nil && c.body != "" && s.body != "":
				through = "the body is taken for whole: " + s.body
			case s.err == nil && c.body == "" && status == "200":
				through = "it is answered"
			}
		default:
		}
		a.Tried(through != "", "%s: %s (%s %s)", c.name, through, status, end)
	}
}

// drained reads what a server sends until the connection ends, and gives how long that took.
func (f *framed) drained() time.Duration {
	began := time.Now()
	for {
		if _, err := f.ReadFrame(); err != nil {
			var slow net.Error
			if errors.As(err, &slow) && slow.Timeout() {
				return time.Hour
			}
			return time.Since(began)
		}
	}
}

func TestAttackRapidReset(t *testing.T) {
	a := attacktest.Begin(t, "streams that are opened and taken back at once wear the server out (CVE-2023-44487)")
	var running, most, all atomic.Int64
	addr := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		all.Add(1)
		n := running.Add(1)
		defer running.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Millisecond):
		}
	}, Options{}, usualPace)
	f := newFramed(t, addr, "127.0.0.3")
	gone := make(chan time.Duration, 1)
	go func() { gone <- f.drained() }()
	sent := 0
	for id := uint32(1); sent < 20_000; id += 2 {
		if f.headers(id, true, get()...) != nil || f.WriteRSTStream(id, http2.ErrCodeCancel) != nil {
			break
		}
		sent++
	}
	a.Tried(sent == 20_000, "%d streams were taken", sent)
	a.Tried(<-gone > 10*time.Second, "the connection stays")
	a.Tried(most.Load() > int64(http2Config.MaxConcurrentStreams), "%d handlers at a time", most.Load())
	got, err := ask(client(t, addr, "127.0.0.2", true), "")
	a.Tried(err != nil, "others: %q %v", got, err)
	a.Note("the connection was over after %d streams, of which %d came to a handler", sent, all.Load())
}

func TestAttackFrames(t *testing.T) {
	a := attacktest.Begin(t, "frames that carry nothing wear the server out")
	addr := serveTLS(t, says, Options{}, usualPace)
	for name, send := range map[string]func(f *framed, i int) error{
		"pings":          func(f *framed, i int) error { return f.WritePing(false, [8]byte{byte(i)}) },
		"settings":       func(f *framed, _ int) error { return f.WriteSettings() },
		"priorities":     func(f *framed, i int) error { return f.WritePriority(uint32(2*i+1), http2.PriorityParam{Weight: 1}) },
		"unknown frames": func(f *framed, _ int) error { return f.WriteRawFrame(0x77, 0, 0, nil) },
		"empty data": func(f *framed, i int) error {
			if i == 0 {
				return f.headers(1, false, ":method", "POST", ":scheme", "https", ":path", "/", ":authority", "n1.example")
			}
			return f.WriteData(1, false, nil)
		},
		"continuations": func(f *framed, i int) error {
			if i == 0 {
				f.buf.Reset()
				return f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: []byte{0x82}})
			}
			return f.WriteContinuation(1, false, nil)
		},
	} {
		f := newFramed(t, addr, "127.0.0.3")
		gone := make(chan time.Duration, 1)
		go func() { gone <- f.drained() }()
		sent := 0
		for ; sent < 200_000; sent++ {
			if send(f, sent) != nil {
				break
			}
		}
		took := <-gone
		a.Tried(sent == 200_000 || took > 15*time.Second, "%s: %d were taken, in %s", name, sent, took)
	}
	got, err := ask(client(t, addr, "127.0.0.2", true), "")
	a.Tried(err != nil, "others: %q %v", got, err)
}

func TestAttackLargeHeads(t *testing.T) {
	a := attacktest.Begin(t, "a head over HTTP/2 that does not end fills memory")
	addr := serveTLS(t, says, Options{}, usualPace)
	f := newFramed(t, addr, "127.0.0.3")
	gone := make(chan time.Duration, 1)
	go func() { gone <- f.drained() }()
	f.buf.Reset()
	f.enc.WriteField(hpack.HeaderField{Name: "x", Value: strings.Repeat("y", 8000)})
	block := bytes.Clone(f.buf.Bytes())
	sent, err := 0, f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block})
	for ; err == nil && sent < 100_000; sent++ {
		err = f.WriteContinuation(1, false, block)
	}
	a.Tried(err == nil, "%d frames of 8 KB were taken for one head", sent)
	a.Tried(<-gone > 10*time.Second, "the connection stays")
}

// TestAttackStreams: what stands still on a stream ends the stream, and other streams of the connection go on.
func TestAttackStalledStreams(t *testing.T) {
	a := attacktest.Begin(t, "a stream that stands still is held")
	var running atomic.Int64
	addr := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		running.Add(1)
		defer running.Add(-1)
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		for range 100 {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	}, Options{}, hasty)
	f := newFramed(t, addr, "127.0.0.1")
	// A body that does not come, and an answer that no window is opened for.
	for id := uint32(1); id < 40; id += 4 {
		if f.headers(id, false, ":method", "POST", ":scheme", "https", ":path", "/", ":authority", "n1.example") != nil || f.headers(id+2, true, get()...) != nil {
			t.Fatal("they are not taken")
		}
	}
	go f.drained()
	for end := time.Now().Add(over); running.Load() > 0 || time.Now().Before(end.Add(-over+200*time.Millisecond)); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			break
		}
	}
	a.Tried(running.Load() > 0, "%d handlers are held", running.Load())
}

// TestAttackTongues: who agreed on HTTP/2 speaks it, and who did not does not: what looks at heads is not got around.
func TestAttackTongues(t *testing.T) {
	a := attacktest.Begin(t, "a connection speaks what it has not agreed on, and so gets around the guard of heads")
	served := make(chan string, 8)
	addr := serveTLS(t, func(_ http.ResponseWriter, r *http.Request) { served <- r.Proto }, Options{}, usualPace)
	for _, c := range []struct{ agreed, sent string }{
		{HTTP2, "GET / HTTP/1.1\r\nHost: n1.example\r\n\r\n"},
		{HTTP2, "POST / HTTP/1.1\r\nHost: n1.example\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
		{HTTP2, "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\nGET / HTTP/1.1\r\nHost: n1.example\r\n\r\n"},
		{HTTP1, http2.ClientPreface + "\x00\x00\x00\x04\x00\x00\x00\x00\x00"},
		{"", http2.ClientPreface + "\x00\x00\x00\x04\x00\x00\x00\x00\x00"},
		{acme, "GET / HTTP/1.1\r\nHost: n1.example\r\n\r\n"},
	} {
		cfg := &tls.Config{InsecureSkipVerify: true, ServerName: "n1.example"}
		if c.agreed != "" {
			cfg.NextProtos = []string{c.agreed}
		}
		conn, err := tls.Dial("tcp", addr, cfg)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		io.WriteString(conn, c.sent)
		b, _ := io.ReadAll(conn)
		conn.Close()
		select {
		case proto := <-served:
			a.Tried(true, "agreed on %q, sent %.20q: served as %s", c.agreed, c.sent, proto)
		default:
			a.Tried(strings.Contains(string(b), " 200 "), "agreed on %q, sent %.20q: %q", c.agreed, c.sent, b)
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte(preface+"\x00\x00\x00\x04\x00\x00\x00\x00\x00"), 3)
	f.Add([]byte(preface+"\x00\x00\x05\x00\x01\x00\x00\x00\x01hello\x00\x00\x08\x06\x00\x00\x00\x00\x0012345678"), 1)
	f.Fuzz(func(t *testing.T, b []byte, cut int) {
		// However it is cut, it is the same.
		var whole, parts frames
		want := whole.look(b)
		var got error
		for rest := b; len(rest) > 0 && got == nil; {
			n := min(len(rest), max(1, cut%17))
			got = parts.look(rest[:n])
			rest = rest[n:]
		}
		if (got == nil) != (want == nil) {
			t.Fatalf("in parts %v, whole %v", got, want)
		}
		if got == nil && (whole.left != parts.left || whole.got != parts.got || whole.seen != parts.seen) {
			t.Fatalf("%+v, %+v", whole, parts)
		}
	})
}
