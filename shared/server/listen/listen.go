// Package listen is how Berth's servers take connections from strangers and keep them in bounds: no error of accept ends a
// server, connections stay below the process's descriptors in all and for each network, idle ones give way to new ones, a
// request's head is held to RFC 9112 before any server reads it, and all that is read or written has to move. It works
// below the HTTP libraries, so that net/http and fasthttp are guarded alike.
package listen

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"syscall"
	"time"

	proxyproto "github.com/pires/go-proxyproto"

	"berth/shared/server/web"
)

// Options are what a Listener is made of.
type Options struct {
	Room    *Room       // that its connections take; may be shared with other listeners of the process
	Proxies web.Proxies // reverse proxies: their connections are for many clients
	// Introduced says that connections of Proxies begin with a PROXY protocol header, version 1 or 2, and that those of
	// others do not. One without it is closed.
	Introduced bool
	// Chunked is how many bytes of a chunked request's body are read at the most, what is between its chunks included:
	// for a server that does not bound that itself; 0: any.
	Chunked int64
	// TLS has connections secured before a server sees them; who may speak HTTP2 by its NextProtos must be served by Serve.
	// GetCertificate must be set, and bounds by itself how long it takes. nil: they are not.
	TLS  *tls.Config
	Head Head // what Serve takes
	Log  *slog.Logger
}

// pace is how long a connection may stand still; tests have less patience.
type pace struct {
	write     time.Duration // until a piece of what is written is taken
	body      time.Duration // until the first of a request's body comes, and then the next
	bodyByte  time.Duration // longer in all that a body may take for each byte that has come
	introduce time.Duration // until a PROXY header is there
	handshake time.Duration // until TLS is up, but for what a certificate takes to be there
	linger    time.Duration // for a client that still sends to read why it was refused
}

// usualPace has bodies come at 500 bytes a second, as Apache's mod_reqtimeout does, and waits for clients that read as
// nginx does.
var usualPace = pace{
	write: time.Minute, body: 20 * time.Second, bodyByte: time.Second / 500, introduce: 5 * time.Second, handshake: 10 * time.Second, linger: time.Second,
}

// Listener is a net.Listener whose connections are *Conn.
type Listener struct {
	net.Listener
	options    Options
	pace       pace
	tls        *tls.Config // nil: connections are not secured
	handshakes *web.Limiter[netip.Prefix]
	ready      chan *Conn
	ctx        context.Context // ends with closing; handshakes end with it
	cancel     context.CancelFunc
	closing    chan struct{}
	once       sync.Once
	failed     error // why there are no more connections; read once ended is closed
	ended      chan struct{}
}

var _ net.Listener = (*Listener)(nil)

// Open guards the listener that is given, or else opens one on addr. Close ends it.
func Open(given net.Listener, addr string, o Options) (*Listener, error) {
	if given == nil {
		var err error
		if given, err = net.Listen("tcp", addr); err != nil {
			return nil, fmt.Errorf("listen: %w", err)
		}
	}
	return take(given, o, usualPace), nil
}

func take(inner net.Listener, o Options, p pace) *Listener {
	l := &Listener{Listener: inner, options: o, pace: p, ready: make(chan *Conn), closing: make(chan struct{}), ended: make(chan struct{})}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	if o.TLS != nil {
		l.tls, l.handshakes = patient(o.TLS), web.NewLimiter[netip.Prefix](handshakes)
	}
	go l.run()
	return l
}

// Accept implements net.Listener. After Close, and when the listener cannot go on for good, it gives an error; whatever
// else accept says is waited out.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.ready:
		return c, nil
	case <-l.ended:
		return nil, l.failed
	}
}

// Close implements net.Listener. Connections that were accepted stay.
func (l *Listener) Close() error {
	var err error
	l.once.Do(func() {
		close(l.closing)
		l.cancel()
		err = l.Listener.Close()
	})
	return err
}

// The pauses between two tries, and between two lines in the log about it.
const (
	firstPause = 5 * time.Millisecond
	longPause  = time.Second
	sayEvery   = time.Minute
)

func (l *Listener) run() {
	defer close(l.ended)
	pause, said := firstPause, time.Time{}
	for {
		raw, err := l.Listener.Accept()
		if err == nil {
			pause = firstPause
			l.admit(raw)
			continue
		}
		select {
		case <-l.closing:
			l.failed = net.ErrClosed
			return
		default:
		}
		if !passing(err) {
			l.failed = err
			return
		}
		l.options.Room.failed()
		if scarce(err) {
			l.options.Room.spare()
		}
		if now := time.Now(); now.Sub(said) > sayEvery {
			said = now
			l.options.Log.Warn("connections cannot be accepted at this moment", "address", l.Addr().String(), "err", err)
		}
		select {
		case <-time.After(pause):
			pause = min(2*pause, longPause)
		case <-l.closing:
			l.failed = net.ErrClosed
			return
		}
	}
}

// passing reports whether accept may succeed after an error: what the system lacks may come back, and what is wrong with
// one connection (accept(2) has network errors among its own) is not wrong with the next.
func passing(err error) bool {
	if errors.Is(err, net.ErrClosed) {
		return false
	}
	var n syscall.Errno
	if errors.As(err, &n) {
		switch n {
		case syscall.EBADF, syscall.EINVAL, syscall.ENOTSOCK, syscall.EFAULT, syscall.EOPNOTSUPP:
			return false
		}
		return true
	}
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// scarce reports whether an error says that the process or the system has no descriptor left.
func scarce(err error) bool { return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) }

// admit lets a connection in, if there is room for it.
func (l *Listener) admit(raw net.Conn) {
	peer := address(raw.RemoteAddr())
	c := &Conn{Conn: raw, below: raw, listener: l, client: peer, proxy: l.options.Proxies.Has(peer)}
	if l.options.Head.Refuse != nil {
		c.head.most = l.options.Head.bytes()
	}
	c.move()
	tune(raw)
	if !l.options.Room.enter(c) {
		raw.Close()
		return
	}
	if c.proxy && l.options.Introduced {
		go l.introduce(c)
		return
	}
	if l.tls != nil {
		go l.secure(c)
		return
	}
	l.hand(c)
}

func (l *Listener) hand(c *Conn) {
	select {
	case l.ready <- c:
	case <-l.closing:
		c.Close()
	}
}

// introduce reads a proxy's header, and from then on the connection is its client's.
func (l *Listener) introduce(c *Conn) {
	r := bufio.NewReaderSize(c.Conn, 512)
	h, err := proxyproto.ReadHeaderTimeout(c.Conn, r, l.pace.introduce)
	if err != nil {
		l.options.Log.Debug("a connection of a proxy has no PROXY header", "peer", c.RemoteAddr().String(), "err", err)
		c.Close()
		return
	}
	c.ahead, _ = r.Peek(r.Buffered())
	// What a proxy says for itself, such as a check of health, is its own.
	if h.Command.IsProxy() {
		if src, _, ok := h.TCPAddrs(); ok {
			c.remote = src
			if from := address(src); !l.options.Room.rename(c, from, l.options.Proxies.Has(from)) {
				c.Close()
				return
			}
		}
	}
	if l.tls != nil {
		l.secure(c)
		return
	}
	l.hand(c)
}

// address is a peer's; invalid where it has none, as on a socket of this machine.
func address(a net.Addr) netip.Addr {
	t, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	ip, _ := netip.AddrFromSlice(t.IP)
	return ip.Unmap()
}
