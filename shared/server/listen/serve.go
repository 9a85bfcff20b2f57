package listen

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"berth/shared/server/http1"
	"berth/shared/server/xconnect"
)

const (
	// drain is how long requests may take once a server is to end. Streams would hold that up for ever.
	drain    = 2 * time.Second
	idleTime = 2 * time.Minute // without a request

	// UsualHeadBytes and UsualHeadTime bound a request's head where nobody says otherwise.
	UsualHeadBytes = 64 << 10
	UsualHeadTime  = 10 * time.Second
)

// Head bounds a request's head: its lines over HTTP/1.1, its names and values over HTTP/2.
type Head struct {
	Bytes int           // 0: UsualHeadBytes
	Time  time.Duration // since it began, or its connection did; 0: UsualHeadTime
	// Refuse answers a request whose head goes past either, with as much of it as has come: 431, or 408. Over HTTP/2 one that is
	// more than twice as long has Go's own 431, or none, and one that is late none. nil: all is as net/http does it.
	Refuse func(w http.ResponseWriter, r *http.Request, status int)
}

func (h *Head) bytes() int          { return cmp.Or(h.Bytes, UsualHeadBytes) }
func (h *Head) time() time.Duration { return cmp.Or(h.Time, UsualHeadTime) }

// http2Config bounds each connection that speaks HTTP/2, beside what Go does by itself: it answers no more frames than 10,000
// that wait, runs no more handlers than streams and has no more than four times as many wait, and ends a connection whose
// head is longer than it may be, however many frames that comes in.
var http2Config = http.HTTP2Config{
	MaxConcurrentStreams: 128, MaxReadFrameSize: 64 << 10, MaxReceiveBufferPerConnection: 1 << 20, MaxReceiveBufferPerStream: 512 << 10,
	MaxDecoderHeaderTableSize: 4 << 10, MaxEncoderHeaderTableSize: 4 << 10, SendPingTimeout: time.Minute, PingTimeout: 15 * time.Second,
}

// restored: net/http has read what it takes extended CONNECT by.
var _ = xconnect.Restore()

type connKey struct{}

// Serve serves a listener until ctx ends, and closes it: HTTP/1.1 by http1, and HTTP/2, where connections are secured and
// have agreed on it, by net/http. A handler sees a WebSocket in that (RFC 8441) as one over HTTP/1.1.
func Serve(ctx context.Context, l *Listener, h http.Handler) error {
	h = guard(h, &l.options, l.pace)
	most := l.options.Head.bytes()
	if l.options.Head.Refuse != nil {
		most *= 2 // what is a little too long is to be refused by us
	}
	one := &http1.Server{
		Handler: h, HeadTime: l.options.Head.time(), IdleTime: idleTime, HeadBytes: most, Log: l.options.Log,
		Taken: func(c net.Conn) { c.(*Conn).Raw(); l.options.Room.upgraded(false) },
	}
	two := newSecond(l, h, most)
	over := make(chan struct{})
	defer close(over)
	if sees {
		go l.vigil(over)
	}
	failed := make(chan error, 1)
	go func() { failed <- l.serve(one, two) }()
	var broken error
	select {
	case broken = <-failed:
	case <-ctx.Done():
		_ = l.Close() // it has served its time
		if err := <-failed; !errors.Is(err, net.ErrClosed) {
			broken = err
		}
	}
	sctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	var group errgroup.Group
	group.Go(func() error { one.Shutdown(sctx); return nil })
	group.Go(func() error { return two.end(sctx) })
	if err := cmp.Or(broken, group.Wait()); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// serve hands each connection to the server that speaks its protocol.
func (l *Listener) serve(one *http1.Server, two *second) error {
	for {
		raw, err := l.Accept()
		if err != nil {
			return err
		}
		c := raw.(*Conn)
		if c.frames != nil {
			two.take(c)
			continue
		}
		served := one.New(context.WithValue(context.Background(), connKey{}, c), c)
		quit := served.Quit
		c.cancel.Store(&quit)
		go served.Serve()
	}
}

// second is the server for HTTP/2: net/http's, to which what lies above our TLS is plain; frames holds it to what was agreed on.
type second struct {
	server *http.Server
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
	addr   net.Addr
	failed chan error
}

var _ net.Listener = (*second)(nil)

func newSecond(l *Listener, h http.Handler, most int) *second {
	s := &second{
		server: &http.Server{
			Handler: h, ReadHeaderTimeout: l.options.Head.time(), IdleTimeout: idleTime, MaxHeaderBytes: most,
			// A request for * is answered by the handler like any other, so that the same rules hold for it.
			DisableGeneralOptionsHandler: true,
			ConnContext:                  func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
			ErrorLog:                     slog.NewLogLogger(l.options.Log.Handler(), slog.LevelDebug),
			Protocols:                    new(http.Protocols),
			HTTP2:                        &http2Config,
		},
		conns: make(chan net.Conn), closed: make(chan struct{}), addr: l.Addr(), failed: make(chan error, 1),
	}
	s.server.Protocols.SetUnencryptedHTTP2(true)
	go func() { s.failed <- s.server.Serve(s) }()
	return s
}

func (s *second) take(c *Conn) {
	select {
	case s.conns <- c:
	case <-s.closed:
		_ = c.Close() // nobody is left to serve it
	}
}

// end lets requests go on until ctx ends.
func (s *second) end(ctx context.Context) error {
	if s.server.Shutdown(ctx) != nil {
		_ = s.server.Close() // what is left is not waited for
	}
	if err := <-s.failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Accept implements net.Listener.
func (s *second) Accept() (net.Conn, error) {
	select {
	case c := <-s.conns:
		return c, nil
	case <-s.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (s *second) Close() error {
	s.once.Do(func() { close(s.closed) })
	return nil
}

// Addr implements net.Listener.
func (s *second) Addr() net.Addr { return s.addr }
