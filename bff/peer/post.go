package peer

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"time"

	"berth/shared/server/internet"
)

// ErrNotSecure is a URL that would be spoken to in the open.
var ErrNotSecure = errors.New("not an https URL")

// Poster posts to addresses that users name, push services and webhooks among them, through the same guards as a Client: what it dials is
// public at that moment, nothing is redirected, and every answer has a limit. It keeps no connections: those who name addresses are
// many. It is safe for concurrent use. Every request needs a context with a deadline.
type Poster struct {
	client  *Client
	private bool
}

// NewPoster makes a Poster. Where private is true, which is for a demo and for tests, it takes http and every address.
func NewPoster(private bool) *Poster {
	c := New(private)
	t := c.http.Transport.(*http.Transport)
	t.DisableKeepAlives = true
	if !private {
		t.DialContext = (&internet.Dialer{Plain: net.Dialer{Timeout: 5 * time.Second}, Port: internet.Web}).DialContext
	}
	return &Poster{c, private}
}

// Do sends a request and gives the answer, of whose body 4 KiB can be read.
func (p *Poster) Do(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" && !p.private {
		return nil, fmt.Errorf("%s: %w", req.URL.Redacted(), ErrNotSecure)
	}
	if ip, err := netip.ParseAddr(req.URL.Hostname()); err == nil && !internet.Public(ip) && !p.private {
		return nil, fmt.Errorf("%s: %w", net.JoinHostPort(req.URL.Hostname(), req.URL.Port()), internet.ErrInside)
	}
	req.Header.Set("User-Agent", "berth")
	res, err := p.client.http.Do(req)
	if err != nil {
		return nil, err
	}
	res.Body = &limited{io.LimitReader(res.Body, 4<<10), res.Body}
	return res, nil
}

// limited is a body of which only so much is read.
type limited struct {
	io.Reader
	io.Closer
}
