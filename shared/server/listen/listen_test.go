package listen

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/server/web"
)

// broken is a listener whose accept says what it is told, one after the other, and then that it is closed.
type broken struct {
	net.Listener
	says []any // errors, or connections
	wait chan struct{}
}

func (b *broken) Accept() (net.Conn, error) {
	if len(b.says) == 0 {
		<-b.wait
		return nil, net.ErrClosed
	}
	next := b.says[0]
	b.says = b.says[1:]
	if err, ok := next.(error); ok {
		return nil, err
	}
	return next.(net.Conn), nil
}

func (b *broken) Close() error {
	close(b.wait)
	return nil
}

func (b *broken) Addr() net.Addr { return &net.TCPAddr{} }

func accept(err error) error {
	return &net.OpError{Op: "accept", Net: "tcp", Err: os.NewSyscallError("accept4", err)}
}

type temporary struct{ error }

func (temporary) Temporary() bool { return true }

func options() Options { return Options{Room: NewRoom(100), Log: slog.New(slog.DiscardHandler)} }

// peerConn is one end of a pipe with an address.
type peerConn struct {
	net.Conn
	from string
}

func (p peerConn) RemoteAddr() net.Addr {
	return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(p.from))
}

func TestAcceptGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var says []any
		passing := []error{
			syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM, syscall.ECONNABORTED, syscall.EINTR, syscall.EAGAIN, syscall.EPROTO, syscall.EPERM,
			syscall.ECONNRESET, syscall.ENETDOWN, syscall.EHOSTUNREACH, syscall.ETIMEDOUT,
		}
		for _, err := range passing {
			says = append(says, accept(err))
		}
		one, other := net.Pipe()
		defer other.Close()
		says = append(says, temporary{errors.New("for now")}, peerConn{one, "10.0.0.1:1"})
		o := options()
		l := take(&broken{says: says, wait: make(chan struct{})}, o, usualPace)
		began := time.Now()
		c, err := l.Accept()
		if err != nil || c.RemoteAddr().String() != "10.0.0.1:1" {
			t.Fatalf("got %v, %v", c, err)
		}
		if took := time.Since(began); took < time.Second || took > time.Minute {
			t.Errorf("it took %s", took)
		}
		if got := int(o.Room.counts.errors); got != len(passing)+1 {
			t.Errorf("%d errors are counted", got)
		}
		c.Close()
		l.Close()
		if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("got %v", err)
		}
		empties(t, o.Room)
	})
}

// empties waits until a room has nobody any more: a place is given back behind the connection's end.
func empties(t *testing.T, r *Room) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		r.mu.Lock()
		all, networks, proxies := r.all, len(r.networks), len(r.proxies)
		r.mu.Unlock()
		if all+networks+proxies == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("left: %d, %d networks, %d of proxies", all, networks, proxies)
		}
	}
}

func TestAcceptEnds(t *testing.T) {
	for _, want := range []error{accept(syscall.EBADF), accept(syscall.EINVAL), net.ErrClosed, errors.New("something else")} {
		l := take(&broken{says: []any{want}, wait: make(chan struct{})}, options(), usualPace)
		if _, err := l.Accept(); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
		if _, err := l.Accept(); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
		l.Close()
	}
}

// While descriptors are lacking, connections that wait give way.
func TestScarce(t *testing.T) {
	o := options()
	idle := guest("10.0.0.1", false, time.Hour)
	o.Room.enter(idle)
	one, other := net.Pipe()
	defer other.Close()
	l := take(&broken{says: []any{accept(syscall.EMFILE), peerConn{one, "10.0.0.2:1"}}, wait: make(chan struct{})}, o, usualPace)
	defer l.Close()
	c, err := l.Accept()
	if err != nil || !idle.gone() {
		t.Errorf("got %v, gone %t", err, idle.gone())
	}
	c.Close()
}

func TestIntroduced(t *testing.T) {
	v2 := "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c\x01\x02\x03\x04\x0a\x00\x00\x01\x12\x34\x00\x50"
	local := "\r\n\r\n\x00\r\nQUIT\n\x20\x00\x00\x00"
	for _, c := range []struct {
		name, from, sent, want, read string
		proxy                        bool // it is still taken for one
	}{
		{name: "version 1", from: "10.0.0.1:5", sent: "PROXY TCP4 1.2.3.4 10.0.0.1 4660 80\r\nGET /", want: "1.2.3.4:4660", read: "GET /"},
		{name: "version 1, IPv6", from: "10.0.0.1:5", sent: "PROXY TCP6 2001:db8::1 ::1 4660 80\r\nGET /", want: "[2001:db8::1]:4660", read: "GET /"},
		{name: "version 2", from: "10.0.0.1:5", sent: v2 + "GET /", want: "1.2.3.4:4660", read: "GET /"},
		{name: "a check of health", from: "10.0.0.1:5", sent: local + "GET /", want: "10.0.0.1:5", read: "GET /", proxy: true},
		{name: "unknown", from: "10.0.0.1:5", sent: "PROXY UNKNOWN\r\nGET /", want: "10.0.0.1:5", read: "GET /", proxy: true},
		{name: "none", from: "10.0.0.1:5", sent: "GET / HTTP/1.1\r\n"},
		{name: "a bad one", from: "10.0.0.1:5", sent: "PROXY TCP4 1.2.3.4\r\n"},
		{name: "another proxy", from: "10.0.0.1:5", sent: "PROXY TCP4 10.0.0.9 10.0.0.1 7 80\r\nGET /", want: "10.0.0.9:7", read: "GET /", proxy: true},
		{name: "a stranger's", from: "10.1.0.1:5", sent: "PROXY TCP4 1.2.3.4 10.0.0.1 4660 80\r\n", want: "10.1.0.1:5", read: "PROXY"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options()
			o.Introduced = true
			o.Proxies, _ = web.ParseProxies([]string{"10.0.0.0/16"})
			one, other := net.Pipe()
			p := usualPace
			p.introduce = 50 * time.Millisecond
			l := take(&broken{says: []any{peerConn{one, c.from}}, wait: make(chan struct{})}, o, p)
			go func() { _, _ = io.WriteString(other, c.sent) }()
			if c.want == "" {
				io.Copy(io.Discard, other) // until it is closed
				l.Close()
				if _, err := l.Accept(); err == nil {
					t.Error("it is let in")
				}
			} else {
				conn, err := l.Accept()
				if err != nil {
					t.Fatal(err)
				}
				g := conn.(*Conn)
				g.Raw()
				b := make([]byte, len(c.read))
				if _, err := io.ReadFull(conn, b); err != nil || string(b) != c.read {
					t.Errorf("read %q, %v", b, err)
				}
				if got := conn.RemoteAddr().String(); got != c.want || g.proxy != c.proxy || !strings.HasPrefix(c.want, "["+g.client.String()) && !strings.HasPrefix(c.want, g.client.String()) {
					t.Errorf("got %s, %s, %t", got, g.client, g.proxy)
				}
				conn.Close()
				l.Close()
			}
			empties(t, o.Room)
		})
	}
}

func TestIntroducedLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options()
		o.Introduced = true
		o.Proxies, _ = web.ParseProxies([]string{"10.0.0.1"})
		one, other := net.Pipe()
		l := take(&broken{says: []any{peerConn{one, "10.0.0.1:1"}}, wait: make(chan struct{})}, o, usualPace)
		io.WriteString(other, "PROXY TC")
		if _, err := other.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("got %v", err)
		}
		l.Close()
	})
}

func TestServe(t *testing.T) {
	o := options()
	ln, err := Open(nil, "127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(nil, ln.Addr().String(), o); err == nil {
		t.Error("listens where somebody does already")
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })
	go func() { done <- Serve(ctx, ln, hello) }()
	res, err := http.Get("http://" + ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := io.ReadAll(res.Body); string(b) != "hello" {
		t.Errorf("got %q", b)
	}
	res.Body.Close()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
