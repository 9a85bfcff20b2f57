package upstream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"berth/shared/server/ends"
)

// Client keeps connections to services. It is safe for concurrent use.
type Client struct {
	cfg  Config
	pool pool
}

// New makes a client.
func New(cfg Config) *Client {
	return &Client{cfg: cfg, pool: pool{perHost: cfg.PerHost, most: cfg.Idle, life: cfg.IdleTime, hosts: map[string][]*conn{}}}
}

// CloseIdleConnections closes those that no request uses.
func (c *Client) CloseIdleConnections() { c.pool.clear() }

// Send sends a request to its URL's host and gives the answer, whose body the caller has to close. The request's context
// ends both at any time. Its path is URL.RequestURI, byte for byte; its header goes as it is, but for what says how it is
// framed. Its body is closed, and a Close has to end a Read that waits. A request without a body that changes nothing is
// sent once more where a connection that was used before ended without a byte of an answer (RFC 9112, 9.3.1).
//
// The answer to a request for an upgrade that is accepted has an io.ReadWriteCloser for a body.
func (c *Client) Send(r *http.Request, interim Interim) (*http.Response, error) {
	buf := getHead()
	defer putHead(buf)
	head, err := appendHead((*buf)[:0], r)
	if *buf = head; err != nil {
		closeBody(r)
		return nil, err
	}
	if old := c.pool.take(r.URL.Host); old != nil {
		resp, err := c.exchange(old, r, head, interim)
		var dead *deadError
		if err == nil || !errors.As(err, &dead) || !Again(r) || r.Context().Err() != nil {
			return resp, err
		}
	}
	raw, err := c.cfg.Dial(r.Context(), r.URL.Host)
	if err != nil {
		closeBody(r)
		return nil, err
	}
	return c.exchange(newConn(raw, r.URL.Host), r, head, interim)
}

// Again reports whether a request may be sent twice (RFC 9110, 9.2.2).
func Again(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace, http.MethodPut, http.MethodDelete:
		return !hasBody(r)
	}
	return false
}

func hasBody(r *http.Request) bool {
	return r.Body != nil && r.Body != http.NoBody && r.ContentLength != 0
}

func closeBody(r *http.Request) {
	if r.Body != nil {
		_ = r.Body.Close() // nothing more is wanted of it
	}
}

// deadError is that of a connection that ended before the first byte of an answer.
type deadError struct{ err error }

func (e *deadError) Error() string { return "the service closed the connection: " + e.err.Error() }
func (e *deadError) Unwrap() error { return e.err }

// exchange is one request on one connection, and the answer to it.
type exchange struct {
	client *Client
	conn   *conn
	up     *upload // nil: the request has no body, or it is sent
	stop   func() bool
	ctx    context.Context
	over   atomic.Bool
	keep   bool // the connection may be used again behind the answer
	resp   http.Response
	body   body
}

func (c *Client) exchange(to *conn, r *http.Request, head []byte, interim Interim) (*http.Response, error) {
	x := &exchange{client: c, conn: to, ctx: r.Context()}
	x.stop = ends.AfterFunc(x.ctx, to.killer)
	err := x.send(r, head)
	if err == nil {
		err = x.receive(r, interim)
	}
	if err == nil {
		return &x.resp, nil
	}
	err = x.why(err)
	x.end(false)
	return nil, err
}

// why is the reason behind an error of a connection.
func (x *exchange) why(err error) error {
	if x.ctx.Err() != nil {
		return ends.Cause(x.ctx)
	}
	if x.up != nil {
		// What the visitor's side has failed with comes before what that has done to the service's.
		if cause := x.up.failed(); cause != nil {
			return cause
		}
	}
	if !x.conn.answered && !errors.Is(err, os.ErrDeadlineExceeded) && ended(err) {
		return &deadError{err}
	}
	return err
}

// send writes the request, or has its body written beside the reading of the answer.
func (x *exchange) send(r *http.Request, head []byte) error {
	switch {
	case !hasBody(r):
		closeBody(r)
		_, err := x.conn.Write(head)
		return err
	case r.ContentLength > 0 && r.ContentLength <= inline && r.Header.Get("Expect") == "":
		return x.whole(r, head)
	}
	if _, err := x.conn.Write(head); err != nil {
		closeBody(r)
		return err
	}
	x.up = startUpload(x.conn, r, x.client.cfg.Continue)
	return nil
}

// inline is the size up to which a body is read before it is sent, in one piece with the header.
const inline = 16 << 10

func (x *exchange) whole(r *http.Request, head []byte) error {
	defer closeBody(r)
	buf := getChunk()
	defer putChunk(buf)
	n := copy(buf[:], head)
	if n < len(head) || int(r.ContentLength) > len(buf)-n {
		if _, err := x.conn.Write(head); err != nil {
			return err
		}
		n = 0
	}
	body := buf[n : n+int(r.ContentLength)]
	if _, err := io.ReadFull(r.Body, body); err != nil {
		return &bodyError{err}
	}
	if extra, err := r.Body.Read(buf[n+len(body) : n+len(body)+1]); extra > 0 {
		return &bodyError{errors.New("the request's body is longer than it says")}
	} else if err != nil && err != io.EOF {
		return &bodyError{err}
	}
	_, err := x.conn.Write(buf[:n+len(body)])
	return err
}

// bodyError is that of a request's body.
type bodyError struct{ err error }

func (e *bodyError) Error() string { return "request body: " + e.err.Error() }
func (e *bodyError) Unwrap() error { return e.err }

// mostInterim is how many answers before the answer are listened to.
const mostInterim = 16

func (x *exchange) receive(r *http.Request, interim Interim) error {
	x.resp.Request = r
	room := x.client.cfg.HeaderBytes
	for n := 0; ; n++ {
		raw, err := x.conn.head(room)
		if err != nil {
			return err
		}
		room -= len(raw)
		if err := parseHead(raw, &x.resp); err != nil {
			return err
		}
		code := x.resp.StatusCode
		if code >= 200 || code == http.StatusSwitchingProtocols {
			break
		}
		if n == mostInterim {
			return fmt.Errorf("%w: too many interim answers", ErrMalformed)
		}
		if Framed(x.resp.Header) {
			return fmt.Errorf("%w: an interim answer with a body", ErrMalformed)
		}
		if code == http.StatusContinue {
			if x.up != nil {
				x.up.begin()
			}
		} else if interim != nil {
			if err := interim(code, x.resp.Header); err != nil {
				return err
			}
		}
		x.resp = http.Response{Request: r}
	}
	return x.frame(r)
}

// end ends the exchange once, and keeps the connection if that may be.
func (x *exchange) end(whole bool) {
	if x.over.Swap(true) {
		return
	}
	quiet := x.stop()
	if x.up != nil {
		if !x.up.ended(whole) {
			whole = false
			x.conn.kill()
		}
		if err := x.up.end(); err != nil {
			whole = false
		}
	}
	if whole && quiet && x.keep && x.conn.from == x.conn.to {
		x.client.pool.put(x.conn, time.Now())
		return
	}
	x.conn.close()
}
