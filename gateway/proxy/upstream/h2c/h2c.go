// Package h2c is the way to a service's process that speaks HTTP/2 without TLS (RFC 9113, 3.3), as gRPC does: a few
// connections for each service, each for many requests at a time. The protocol is net/http's. What that lets pass and
// somebody behind could take in another way is an error here, as it is to the client for HTTP/1.1; so are floods of frames
// that carry nothing.
package h2c

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"sync"
	"time"

	"golang.org/x/net/http2"

	"berth/gateway/proxy/upstream"
	"berth/shared/server/ends"
	"berth/shared/server/steady"
)

// Config is what a Client is made of.
type Config struct {
	// Dial connects to what a request's URL has for a host; each connection is for that alone. One that upstream.Astray knows of
	// gets no further requests once it is astray.
	Dial        func(ctx context.Context, host string) (net.Conn, error)
	HeaderBytes int           // most of an answer's header, and of those of all interim answers before it
	IdleTime    time.Duration // after which a connection without requests is closed
	Silence     time.Duration // after which a request on which nothing moves ends; 0: never
	Continue    time.Duration // how long a request's body waits for a 100 that it has asked for
}

// What a connection may be used for, and how much of a service's answers may wait for visitors who do not take them: a
// stream's window, and as many of them as the connection has streams, so that no stream has to wait for another's visitor.
const (
	streams     = 64
	window      = 64 << 10
	frameSize   = 64 << 10
	tableSize   = 4 << 10
	pingAfter   = 30 * time.Second
	pingTime    = 15 * time.Second
	writeTime   = 30 * time.Second // for what a process that does not read is to take
	mostInterim = 16
)

// Client keeps connections to services. It is safe for concurrent use.
type Client struct {
	cfg       Config
	transport *http.Transport // speaks on connections that it is given

	mu    sync.Mutex
	hosts map[string]*host
}

// New makes a client.
func New(cfg Config) *Client {
	c := &Client{cfg: cfg, hosts: map[string]*host{}}
	c.transport = &http.Transport{
		DialContext:       func(ctx context.Context, _, _ string) (net.Conn, error) { return ctx.Value(dialled{}).(net.Conn), nil },
		Protocols:         new(http.Protocols),
		IdleConnTimeout:   cfg.IdleTime,
		DisableKeepAlives: false, DisableCompression: true, // what the service sends goes on as it is
		ExpectContinueTimeout: cfg.Continue, MaxResponseHeaderBytes: int64(cfg.HeaderBytes),
		HTTP2: &http.HTTP2Config{
			MaxReadFrameSize: frameSize, MaxReceiveBufferPerConnection: streams * window, MaxReceiveBufferPerStream: window,
			MaxDecoderHeaderTableSize: tableSize, MaxEncoderHeaderTableSize: tableSize,
			SendPingTimeout: pingAfter, PingTimeout: pingTime, WriteByteTimeout: writeTime,
		},
	}
	c.transport.Protocols.SetUnencryptedHTTP2(true)
	return c
}

// dialled is where a context has the connection that the transport is given.
type dialled struct{}

// errSilent is a request on which nothing has moved.
var errSilent error = silence{}

type silence struct{}

func (silence) Error() string { return "nothing has moved for too long" }
func (silence) Timeout() bool { return true }

// Temporary is for net.Error.
func (silence) Temporary() bool { return false }

var _ net.Error = silence{}

// Send sends a request to its URL's host and gives the answer, whose body the caller has to close. It is as
// upstream.Client's, of which it takes the same requests; there are no upgrades in HTTP/2. A request without a body that
// changes nothing is sent once more where the connection, used before, was lost or given up before the answer.
func (c *Client) Send(r *http.Request, interim upstream.Interim) (*http.Response, error) {
	x := c.begin(r, interim)
	for try := 0; ; try++ {
		on, fresh, err := c.take(x.ctx, r.URL.Host)
		if err != nil {
			x.end()
			return nil, x.why(err)
		}
		resp, err := x.exchange(on)
		gone := err != nil && on.lost(err)
		if err == nil {
			if err = check(r, resp); err == nil {
				x.answer(resp)
				return resp, nil
			}
			_ = resp.Body.Close() // nothing of it is wanted
		}
		on.release()
		if try == 0 && !fresh && gone && !x.heard && upstream.Again(r) && x.ctx.Err() == nil {
			continue
		}
		x.end()
		return nil, x.why(err)
	}
}

// exchange is one request, and the answer to it.
type exchange struct {
	silence  time.Duration
	ctx      context.Context
	cancel   context.CancelCauseFunc
	quiet    *time.Timer // nil: it may be silent
	out      *http.Request
	up       *source // nil: the request has no body
	interim  upstream.Interim
	interims chan early
	heard    bool // something came before the answer

	once sync.Once
	on   *conn
}

// early is what comes before the answer.
type early struct {
	code   int
	header http.Header
}

func (c *Client) begin(r *http.Request, interim upstream.Interim) *exchange {
	x := &exchange{silence: c.cfg.Silence, interim: interim, interims: make(chan early, mostInterim)}
	x.ctx, x.cancel = context.WithCancelCause(r.Context())
	if x.silence > 0 {
		x.quiet = time.AfterFunc(x.silence, func() { x.cancel(errSilent) })
	}
	room := c.cfg.HeaderBytes
	x.out = r.WithContext(httptrace.WithClientTrace(x.ctx, &httptrace.ClientTrace{
		// This is on the connection's own goroutine, where nobody may be waited for.
		Got1xxResponse: func(code int, h textproto.MIMEHeader) error {
			if code == http.StatusSwitchingProtocols {
				return fmt.Errorf("%w: 101 in HTTP/2", upstream.ErrMalformed) // RFC 9113, 8.6
			}
			for name, lines := range h {
				for _, v := range lines {
					room -= len(name) + len(v)
				}
			}
			if room < 0 {
				return upstream.ErrHeaderSize
			}
			if upstream.Framed(http.Header(h)) {
				return fmt.Errorf("%w: an interim answer with a body", upstream.ErrMalformed)
			}
			select {
			case x.interims <- early{code, http.Header(h)}:
				return nil
			default:
				return fmt.Errorf("%w: too many interim answers", upstream.ErrMalformed)
			}
		},
	}))
	if _, ok := x.out.Header["User-Agent"]; !ok {
		x.out.Header["User-Agent"] = []string{""} // or net/http would name itself
	}
	if r.Body != nil && r.Body != http.NoBody && r.ContentLength != 0 {
		x.up = &source{x: x, from: r.Body}
		x.out.Body = x.up
	} else if r.Body != nil {
		_ = r.Body.Close() // it is empty
		x.out.Body = nil
	}
	return x
}

// moved notes that something did.
func (x *exchange) moved() {
	if x.quiet != nil {
		x.quiet.Reset(x.silence)
	}
}

// exchange sends the request on a connection. What comes before the answer is told on the caller's goroutine.
func (x *exchange) exchange(on *conn) (*http.Response, error) {
	x.on = on
	on.guard.grant(perRequest)
	type result struct {
		resp *http.Response
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var res result
		defer func() { done <- res }()
		defer steady.Error(&res.err)
		res.resp, res.err = on.cc.RoundTrip(x.out)
	}()
	for {
		select {
		case e := <-x.interims:
			x.tell(e)
		case res := <-done:
			for len(x.interims) > 0 {
				x.tell(<-x.interims)
			}
			if res.err == nil && x.ctx.Err() != nil {
				_ = res.resp.Body.Close() // it came too late
				return nil, ends.Cause(x.ctx)
			}
			return res.resp, res.err
		}
	}
}

func (x *exchange) tell(e early) {
	x.moved()
	x.heard = true
	if e.code == http.StatusContinue || x.interim == nil {
		return
	}
	if err := x.interim(e.code, e.header); err != nil {
		x.cancel(err)
	}
}

// why is the reason behind an error.
func (x *exchange) why(err error) error {
	if x.up != nil {
		// What the visitor's side has failed with comes before what that has done to the service's.
		if cause := x.up.failed(); cause != nil {
			return cause
		}
	}
	if x.ctx.Err() != nil && !errors.Is(ends.Cause(x.ctx), errOver) {
		return ends.Cause(x.ctx)
	}
	return err
}

// errOver is a request that is through.
var errOver = errors.New("the request is over")

// end ends the exchange once: of the request's body nothing is read any more.
func (x *exchange) end() {
	x.once.Do(func() {
		if x.quiet != nil {
			x.quiet.Stop()
		}
		x.cancel(errOver)
		if x.up != nil {
			_ = x.up.Close()
		}
	})
}

// answer gives the caller an answer whose body belongs to the exchange.
func (x *exchange) answer(resp *http.Response) {
	x.moved()
	resp.Request = x.out
	resp.Body = &body{x: x, from: resp.Body}
}

// body is an answer's. Close is for any goroutine.
type body struct {
	x    *exchange
	from io.ReadCloser
	over sync.Once
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if n > 0 {
		b.x.moved()
	}
	if err != nil && err != io.EOF {
		err = b.x.why(err)
	}
	return n, err
}

// Close implements io.Closer: what was not read of it is not sent.
func (b *body) Close() error {
	b.over.Do(func() {
		_ = b.from.Close() // it has been read, or is not wanted
		b.x.end()
		b.x.on.release()
	})
	return nil
}

// source is a request's body. Once it is closed no Read is under way any more.
type source struct {
	x    *exchange
	from io.ReadCloser

	reading sync.Mutex // held by Read

	mu     sync.Mutex
	closed bool
	err    error
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	if s.isClosed() {
		return 0, http.ErrBodyReadAfterClose
	}
	n, err := s.from.Read(p)
	if n > 0 {
		s.x.moved()
	}
	if err != nil && err != io.EOF && !s.isClosed() {
		s.mu.Lock()
		s.err = err
		s.mu.Unlock()
	}
	return n, err
}

func (s *source) isClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

// failed is the error of the body itself, if that has ended the request.
func (s *source) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// Close implements io.Closer. The Read that it ends is waited for.
func (s *source) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	err := s.from.Close()
	s.reading.Lock()
	defer s.reading.Unlock()
	return err
}

// refused reports whether a service says that it has not looked at a request (RFC 9113, 8.7).
func refused(err error) bool {
	var stream http2.StreamError
	return errors.As(err, &stream) && stream.Code == http2.ErrCodeRefusedStream
}
