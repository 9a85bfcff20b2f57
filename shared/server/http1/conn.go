package http1

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"

	"berth/shared/server/ends"
)

// Conn is a connection that is served.
type Conn struct {
	server *Server
	raw    net.Conn
	ctx    context.Context
	remote string
	in     limited
	buf    *bufio.Reader
	left   bool         // a body was left unread: somebody may still be reading from buf
	state  atomic.Int32 // idle, busy or over

	mu   sync.Mutex
	turn *ends.Context // of the request that is under way; nil: there is none
	gone bool
}

// What a connection's state may be.
const (
	idle int32 = iota
	busy       // a request is under way
	over       // the server has closed it
)

// slack is how much longer than it may be a head is read, as its end may lie in the same piece: what net/http allows.
const slack = 4096

// readers keep the buffers of connections that have ended.
var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 4<<10) }}

// Quit ends what is done for the connection's client, who has gone.
func (c *Conn) Quit() {
	c.mu.Lock()
	turn := c.turn
	c.gone = true
	c.mu.Unlock()
	if turn != nil {
		turn.End(nil)
	}
}

// begin makes a request's context.
func (c *Conn) begin() *ends.Context {
	turn := &ends.Context{Parent: c.ctx}
	c.mu.Lock()
	gone := c.gone
	c.turn = turn
	c.mu.Unlock()
	if gone {
		turn.End(nil)
	}
	return turn
}

func (c *Conn) end(turn *ends.Context) {
	c.mu.Lock()
	c.turn = nil
	c.mu.Unlock()
	turn.End(nil)
}

// Serve serves the connection until it ends, and closes it, unless a handler has taken it over.
func (c *Conn) Serve() {
	taken := false
	defer func() {
		if !taken {
			_ = c.raw.Close()
		}
		c.server.leave(c)
	}()
	if !c.server.enter(c) {
		return
	}
	c.remote = c.raw.RemoteAddr().String()
	c.in.Reader = c.raw
	c.buf = readers.Get().(*bufio.Reader)
	c.buf.Reset(&c.in)
	defer func() {
		if !taken && !c.left {
			c.buf.Reset(nil)
			readers.Put(c.buf)
		}
	}()
	for first := true; ; first = false {
		r, err := c.read(first)
		if err != nil {
			c.refuse(err)
			return
		}
		if !c.state.CompareAndSwap(idle, busy) {
			return
		}
		if c.server.closing.Load() {
			r.Close = true
		}
		var keep bool
		if keep, taken = c.answer(r); !keep || taken {
			return
		}
		if c.state.Store(idle); c.server.closing.Load() {
			return
		}
	}
}

// read reads a request's head.
func (c *Conn) read(first bool) (*http.Request, error) {
	c.in.left = int64(c.server.HeadBytes) + slack
	if !first && c.buf.Buffered() == 0 {
		_ = c.raw.SetReadDeadline(time.Now().Add(c.server.IdleTime)) // a connection that takes no deadline is dead, and says so next
		if _, err := c.buf.Peek(1); err != nil {
			return nil, err
		}
	}
	_ = c.raw.SetReadDeadline(time.Now().Add(c.server.HeadTime))
	r, err := http.ReadRequest(c.buf)
	if err != nil {
		if c.in.left <= 0 {
			return nil, &refusal{http.StatusRequestHeaderFieldsTooLarge, ""}
		}
		return nil, err
	}
	c.in.left = unlimited
	_ = c.raw.SetReadDeadline(time.Time{})
	return r, check(r)
}

// refusal is an answer to what is no request that can be served; the connection ends with it.
type refusal struct {
	code int
	why  string
}

func (r *refusal) Error() string { return http.StatusText(r.code) + ": " + r.why }

// check is what a server asks of a request beyond that it can be read.
func check(r *http.Request) error {
	switch {
	case r.ProtoMajor != 1:
		return &refusal{http.StatusHTTPVersionNotSupported, "unsupported protocol version"}
	case r.ProtoAtLeast(1, 1) && r.Host == "" && r.Method != http.MethodConnect:
		return &refusal{http.StatusBadRequest, "missing required Host header"}
	case !httpguts.ValidHostHeader(r.Host):
		return &refusal{http.StatusBadRequest, "malformed Host header"}
	}
	for name, lines := range r.Header {
		if !httpguts.ValidHeaderFieldName(name) {
			return &refusal{http.StatusBadRequest, "invalid header name"}
		}
		for _, v := range lines {
			if !httpguts.ValidHeaderFieldValue(v) {
				return &refusal{http.StatusBadRequest, "invalid header value"}
			}
		}
	}
	return nil
}

// refuse answers what is no request, where somebody may still listen.
func (c *Conn) refuse(err error) {
	var r *refusal
	var network *net.OpError
	switch {
	case errors.As(err, &r):
	case err == io.EOF, errors.Is(err, net.ErrClosed), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &network):
		return
	case strings.Contains(err.Error(), "unsupported transfer encoding"):
		r = &refusal{http.StatusNotImplemented, "unsupported transfer encoding"}
	default:
		r = &refusal{http.StatusBadRequest, ""}
	}
	text := status(r.code)
	body := text
	if r.why != "" {
		body += ": " + r.why
	}
	if e, ok := c.raw.(interface{ End() }); ok {
		e.End() // so that what the client still sends does not have it lose this
	}
	_, _ = io.WriteString(c.raw, "HTTP/1.1 "+text+"\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"+body) // nobody is owed that they hear it
}

// answer has the handler answer a request. keep: another one may follow on the connection, unless that was taken.
func (c *Conn) answer(r *http.Request) (keep, taken bool) {
	turn := c.begin()
	defer c.end(turn)
	r = r.WithContext(turn)
	r.RemoteAddr = c.remote
	w := &response{conn: c, request: r, header: make(http.Header), length: -1, asked: r.Body}
	if r.Body == http.NoBody {
		w.whole.Store(true)
	} else {
		w.waits = r.ProtoAtLeast(1, 1) && httpguts.HeaderValuesContainsToken(r.Header["Expect"], "100-continue")
		r.Body = w
	}
	if expect := r.Header["Expect"]; len(expect) > 0 && expect[0] != "" && !httpguts.HeaderValuesContainsToken(expect, "100-continue") {
		w.header["Connection"] = []string{"close"}
		w.WriteHeader(http.StatusExpectationFailed)
		return w.finish(), false
	}
	defer func() {
		if p := recover(); p != nil {
			keep = false
			taken = w.taken()
			if p != http.ErrAbortHandler {
				c.server.Log.Error("panic", "client", c.remote, "panic", p, "stack", string(debug.Stack()))
			}
			w.leave()
			w.release()
		}
	}()
	c.server.Handler.ServeHTTP(w, r)
	if w.taken() {
		return false, true
	}
	return w.finish(), false
}

// limited is a reader of up to so many bytes.
type limited struct {
	io.Reader
	left int64
}

const unlimited = 1<<63 - 1

// Read implements io.Reader.
func (l *limited) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, io.EOF
	}
	if int64(len(b)) > l.left {
		b = b[:l.left]
	}
	n, err := l.Reader.Read(b)
	l.left -= int64(n)
	return n, err
}
