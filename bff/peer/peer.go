// Package peer speaks to nodes' gateways. An address that a node has registered is never to be trusted: connections go
// through a dialer that refuses every address which is not public at the very moment of dialing, answers have a limit,
// and a redirect is not followed.
package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"berth/shared/wire"
)

// ErrNotPublic is an address that only exists in a private network, or on a machine itself.
var ErrNotPublic = errors.New("not a public address")

// ErrAnswer is an answer that is not what was asked for.
var ErrAnswer = errors.New("not a gateway's answer")

// maxBody is the most bytes of an answer.
const maxBody = 256 << 10

// Client asks gateways. It is safe for concurrent use. Every call needs a context with a deadline.
type Client struct{ http *http.Client }

// New makes a Client. Where private is true, which is for a demo and for tests, it dials every address, and names
// under localhost are this machine.
func New(private bool) *Client {
	d := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	dial := d.DialContext
	if private {
		dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			if host, port, err := net.SplitHostPort(address); err == nil && strings.HasSuffix(host, ".localhost") {
				address = net.JoinHostPort("localhost", port)
			}
			return d.DialContext(ctx, network, address)
		}
	} else {
		d.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error { return checkDial(address) }
	}
	return &Client{&http.Client{
		Transport: &http.Transport{
			DialContext: dial, Proxy: nil, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 5 * time.Second,
			MaxIdleConns: 1024, MaxIdleConnsPerHost: 4, IdleConnTimeout: 90 * time.Second,
			ResponseHeaderTimeout: 10 * time.Second, MaxResponseHeaderBytes: 32 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Close ends idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Card fetches a gateway's card.
func (c *Client) Card(ctx context.Context, url string) (wire.Card, error) {
	var card wire.Card
	err := c.do(ctx, http.MethodGet, url+"/.well-known/berth", nil, &card)
	return card, err
}

// Greet sends an offer to a gateway.
func (c *Client) Greet(ctx context.Context, url string, g wire.Greet) (wire.Greeting, error) {
	body, err := json.Marshal(g)
	if err != nil {
		return wire.Greeting{}, fmt.Errorf("greet: %w", err)
	}
	var a wire.Greeting
	err = c.do(ctx, http.MethodPost, url+"/v1/greet", body, &a)
	return a, err
}

func (c *Client) do(ctx context.Context, method, url string, body []byte, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", url, err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "berth")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return err // it names method and URL itself
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", url, err)
	case len(b) > maxBody:
		return fmt.Errorf("%s: %w: longer than %d bytes", url, ErrAnswer, maxBody)
	case res.StatusCode != http.StatusOK:
		return fmt.Errorf("%s: %w: status %d", url, ErrAnswer, res.StatusCode)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s: %w: %w", url, ErrAnswer, err)
	}
	return nil
}

func checkDial(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	if !Public(ap.Addr()) {
		return fmt.Errorf("%s: %w", address, ErrNotPublic)
	}
	return nil
}

// special are the blocks of the IANA special-purpose registries (RFC 6890) that are not globally reachable, and those
// that stand for an IPv4 address which could be one of them.
var special = func() (p []netip.Prefix) {
	for _, s := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
		"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
		"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	} {
		p = append(p, netip.MustParsePrefix(s))
	}
	return p
}()

var global6 = netip.MustParsePrefix("2000::/3")

// Public reports whether an address can be reached by everybody.
func Public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.Zone() != "" || a.Is6() && !global6.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
