package listen

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// guardStream holds a request over HTTP/2 to the rules. The connection is for others, too, and goes on: what is unread of
// a body the protocol takes back, and what a client does not take ends its own stream.
func guardStream(next http.Handler, w http.ResponseWriter, r *http.Request, conn *Conn, pace pace) {
	if why := odd(r); why != "" {
		http.Error(w, "400 "+why, http.StatusBadRequest)
		return
	}
	r.Header.Del("Host")
	s := &streamed{ResponseWriter: w, out: http.NewResponseController(w), pace: pace.write}
	defer s.end()
	var turn atomic.Bool
	begin := func() {
		if conn != nil && !turn.Swap(true) {
			conn.turns.Add(1)
		}
	}
	defer func() {
		if turn.Load() {
			conn.turns.Add(-1)
		}
	}()
	if protocol, ok := r.Header[":protocol"]; ok {
		begin()
		if len(protocol) != 1 || protocol[0] != "websocket" {
			http.Error(w, "501 WebSockets alone are taken so", http.StatusNotImplemented)
			return
		}
		webSocket(next, s, r, func() {
			if conn != nil {
				conn.listener.options.Room.upgraded(true)
			}
		})
		return
	}
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = &body{ReadCloser: r.Body, pace: pace, out: http.NewResponseController(s), done: begin}
	} else {
		begin()
	}
	next.ServeHTTP(s, r)
}

// odd says what in a request's head net/http lets pass that a server behind this one could take in another way.
func odd(r *http.Request) string {
	for _, host := range r.Header["Host"] {
		// RFC 9113, 8.3.1: it must not differ from the protocol's own.
		if host != r.Host {
			return "two hosts"
		}
	}
	if lengths := r.Header["Content-Length"]; len(lengths) > 1 || len(lengths) == 1 && (lengths[0] == "" || strings.Trim(lengths[0], "0123456789") != "") {
		return "no length, or more than one"
	}
	if strings.IndexFunc(r.RequestURI, func(c rune) bool { return c <= ' ' || c == 0x7f }) >= 0 {
		return "a space in the path"
	}
	if _, ok := r.Header[":protocol"]; ok && r.Method != http.MethodConnect {
		return "a protocol without CONNECT"
	}
	return ""
}

// streamed is a ResponseWriter over HTTP/2 whose writes have to be taken in time: a client that opens no window holds the
// handler, and not the connection, on which writes have a pace of their own. Deadlines may be set when its handler is done,
// too, which net/http's own would not survive.
type streamed struct {
	http.ResponseWriter
	out  *http.ResponseController
	pace time.Duration

	mu   sync.Mutex
	over bool // the handler is done
}

func (s *streamed) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
}

// while does something unless the handler is done.
func (s *streamed) while(f func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return net.ErrClosed
	}
	return f()
}

// SetReadDeadline is for http.ResponseController.
func (s *streamed) SetReadDeadline(t time.Time) error {
	return s.while(func() error { return s.out.SetReadDeadline(t) })
}

// SetWriteDeadline is for http.ResponseController.
func (s *streamed) SetWriteDeadline(t time.Time) error {
	return s.while(func() error { return s.out.SetWriteDeadline(t) })
}

// watch ends the stream unless it is stopped in time.
func (s *streamed) watch() *time.Timer {
	return time.AfterFunc(s.pace, func() { _ = s.SetWriteDeadline(time.Unix(1, 0)) }) // a stream that has ended needs no end
}

// Write implements http.ResponseWriter.
func (s *streamed) Write(b []byte) (int, error) {
	defer s.watch().Stop()
	return s.ResponseWriter.Write(b)
}

// FlushError is for http.ResponseController.
func (s *streamed) FlushError() error {
	defer s.watch().Stop()
	return s.out.Flush()
}

// Unwrap is for http.ResponseController.
func (s *streamed) Unwrap() http.ResponseWriter { return s.ResponseWriter }
