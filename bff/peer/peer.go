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
	"time"

	"berth/shared/server/internet"
	"berth/shared/server/span"
	"berth/shared/server/trail"
	"berth/shared/wire"
)

// ErrAnswer is an answer that is not what was asked for.
var ErrAnswer = errors.New("not a gateway's answer")

// maxBody is the most bytes of an answer.
const maxBody = 256 << 10

// Client asks gateways. It is safe for concurrent use. Every call needs a context with a deadline.
type Client struct{ http *http.Client }

// New makes a Client. Where private is true, which is for a demo and for tests, it dials every address, and names
// under localhost are this machine.
func New(private bool) *Client {
	plain := net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	dial := (&internet.Dialer{Plain: plain}).DialContext
	if private {
		dial = internet.Anywhere(plain)
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

// Transport is what connections are made with, for who speaks to what runs on a node.
func (c *Client) Transport() http.RoundTripper { return c.http.Transport }

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

// Check has a gateway look at a manifest.
func (c *Client) Check(ctx context.Context, url string, r wire.CheckRequest) (wire.ManifestCheck, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return wire.ManifestCheck{}, fmt.Errorf("check: %w", err)
	}
	var told wire.ManifestCheck
	err = c.do(ctx, http.MethodPost, url+"/v1/check", body, &told)
	return told, err
}

// Health asks a gateway how orders are.
func (c *Client) Health(ctx context.Context, url string, r wire.HealthRequest) (wire.HealthAnswer, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return wire.HealthAnswer{}, fmt.Errorf("health: %w", err)
	}
	var told wire.HealthAnswer
	err = c.do(ctx, http.MethodPost, url+"/v1/health", body, &told)
	return told, err
}

// Release has a gateway let go of what a user's quote holds.
func (c *Client) Release(ctx context.Context, url string, r wire.Release) error {
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return c.do(ctx, http.MethodPost, url+"/v1/release", body, nil)
}

func (c *Client) do(ctx context.Context, method, url string, body []byte, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", url, err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "berth")
	way := trail.From(ctx)
	if way.Request == "" {
		way.Request = trail.NewID()
	}
	ctx, s := span.Client(ctx, method+" "+req.URL.Path, "http.request.method", method, "server.address", span.Host(req.URL.Hostname()), "berth.request.id", way.Request)
	if s != nil {
		way.Parent = s.Parent()
		req = req.WithContext(ctx)
	}
	way.Write(req.Header)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		s.End(true)
		return err // it names method and URL itself
	}
	defer res.Body.Close()
	defer s.Status(res.StatusCode)
	b, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", url, err)
	case len(b) > maxBody:
		return fmt.Errorf("%s: %w: longer than %d bytes", url, ErrAnswer, maxBody)
	case into == nil && res.StatusCode == http.StatusNoContent:
		return nil
	case res.StatusCode != http.StatusOK:
		return fmt.Errorf("%s: %w: status %d", url, ErrAnswer, res.StatusCode)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s: %w: %w", url, ErrAnswer, err)
	}
	return nil
}

// Guarded is a transport through the same dialer, for whatever else somebody has named. It keeps no connections.
func Guarded(private bool) http.RoundTripper {
	t := New(private).http.Transport.(*http.Transport)
	t.DisableKeepAlives, t.ResponseHeaderTimeout = true, 5*time.Second
	return t
}
