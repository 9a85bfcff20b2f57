// Package upstream is the way to a service's process: a strict client for HTTP/1.1 (RFC 9112) whose requests are written
// and whose answers are read on the caller's goroutine. What two readers could understand in two ways is an error and ends
// the connection, and so does any byte behind an answer: no answer is ever taken for another request's. Why it is not
// net/http's client, which Standard is: docs/decisions/upstream.md.
package upstream

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"strings"
	"time"
)

// Interim is told of answers that come before an answer (RFC 9110, 15.2), but for 100 and 101; an error ends the request.
type Interim func(code int, h http.Header) error

// Errors that callers tell apart.
var (
	// ErrMalformed is an answer that is not as RFC 9112 says, or that says more than one thing.
	ErrMalformed = errors.New("malformed answer")
	// ErrHeaderSize is an answer whose header is larger than may be.
	ErrHeaderSize = errors.New("the answer's header is too large")
)

// Config is what a Client is made of.
type Config struct {
	// Dial connects to what a request's URL has for a host; each connection is for that alone. One that has a method NetConn
	// passes bytes on as they are: what lies in the socket below is looked at, and large bodies are moved from there, of which
	// its method Count is told.
	Dial        func(ctx context.Context, host string) (net.Conn, error)
	HeaderBytes int           // most of an answer's header, interim ones before it included
	PerHost     int           // idle connections of one host
	Idle        int           // in all
	IdleTime    time.Duration // after which they are closed
	Continue    time.Duration // how long a request's body waits for a 100 that it has asked for
}

// Astray gives a function that tells whether a connection leads to a process that is not to be asked any more, if the
// connection or one below it has a method of that name; nil: it never does.
func Astray(c net.Conn) func() bool {
	for {
		if a, ok := c.(interface{ Astray() bool }); ok {
			return a.Astray
		}
		under, ok := c.(interface{ NetConn() net.Conn })
		if !ok {
			return nil
		}
		c = under.NetConn()
	}
}

// Standard is net/http's client behind the same method.
type Standard struct{ *http.Transport }

// Send is Client.Send.
func (s Standard) Send(r *http.Request, interim Interim) (*http.Response, error) {
	if _, ok := r.Header["User-Agent"]; !ok {
		r.Header["User-Agent"] = []string{""} // or it would name itself
	}
	if interim == nil {
		return named(s.RoundTrip(r))
	}
	trace := &httptrace.ClientTrace{Got1xxResponse: func(code int, h textproto.MIMEHeader) error {
		if code == http.StatusContinue || code == http.StatusSwitchingProtocols {
			return nil
		}
		if Framed(http.Header(h)) {
			return fmt.Errorf("%w: an interim answer with a body", ErrMalformed)
		}
		return interim(code, http.Header(h))
	}}
	return named(s.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace))))
}

// named says of an error that net/http has no name for which of ours it is.
func named(resp *http.Response, err error) (*http.Response, error) {
	if err != nil && strings.Contains(err.Error(), "server response headers exceeded") {
		err = fmt.Errorf("%w: %w", ErrHeaderSize, err)
	}
	return resp, err
}
