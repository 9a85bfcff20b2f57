// Package http1 serves HTTP/1.1 (RFC 9112) to an http.Handler, as net/http does and with its parser, but for what costs
// more than all else of a short request: there is no goroutine beside the handler's, no context that follows another, and a
// short answer is one write. Why it is not net/http's server: docs/decisions/http1.md.
//
// It leaves to its caller to notice that a client has gone (Conn.Quit), and to refuse what two servers could read in two
// ways: package listen does both.
package http1

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Server serves connections that it is given. Its fields must not change once it does.
type Server struct {
	Handler http.Handler
	// HeadTime is how long a request's head may take, IdleTime how long a connection may be without a request.
	HeadTime, IdleTime time.Duration
	// HeadBytes is how long a head may be, and 4 KiB more.
	HeadBytes int
	// Taken is told of a connection that a handler takes over (http.Hijacker) before it does; nil: nobody is.
	Taken func(net.Conn)
	Log   *slog.Logger

	closing atomic.Bool
	mu      sync.Mutex
	conns   map[*Conn]struct{}
	emptied chan struct{} // closed once nobody is left and none is let in; nil: nobody waits for it
}

// New is a connection that has yet to be served. The requests' contexts have ctx's values.
func (s *Server) New(ctx context.Context, c net.Conn) *Conn {
	return &Conn{server: s, raw: c, ctx: ctx}
}

// Shutdown lets no further request in, waits for those that are under way, and once ctx ends closes what is left.
func (s *Server) Shutdown(ctx context.Context) {
	s.closing.Store(true)
	select {
	case <-s.shut():
		return
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.Quit()
		_ = c.raw.Close() // its goroutine hears of it
	}
}

// shut closes the connections without a request, and gives what is closed when there are no others.
func (s *Server) shut() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.emptied == nil {
		s.emptied = make(chan struct{})
		s.tell()
	}
	for c := range s.conns {
		if c.state.CompareAndSwap(idle, over) {
			_ = c.raw.Close() // as above
		}
	}
	return s.emptied
}

// enter takes a connection in; false: no more are served.
func (s *Server) enter(c *Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing.Load() {
		return false
	}
	if s.conns == nil {
		s.conns = map[*Conn]struct{}{}
	}
	s.conns[c] = struct{}{}
	return true
}

func (s *Server) leave(c *Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	s.tell()
}

// tell says that nobody is left, once.
func (s *Server) tell() {
	if s.emptied == nil || len(s.conns) > 0 {
		return
	}
	select {
	case <-s.emptied:
	default:
		close(s.emptied)
	}
}
