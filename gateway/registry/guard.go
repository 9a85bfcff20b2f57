package registry

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/publicsuffix"

	"berth/gateway/reach"
	"berth/shared/server/internet"
)

// Errors of the guards. None tells a user which one it was: what names there are inside is nobody's business.
var (
	errPlain   = errors.New("registry: not encrypted")
	errLeak    = errors.New("registry: a password for somebody else")
	errTooMuch = errors.New("registry: too much")
)

// dialer connects to registries.
type dialer struct {
	registries reach.Registries
	internet   internet.Dialer
}

func newDialer(cfg Config) *dialer {
	return &dialer{cfg.Registries, internet.Dialer{
		Plain: net.Dialer{Timeout: perCall}, Lookup: cfg.Lookup, Closed: cfg.Closed,
		Port: internet.Web,
	}}
}

// named connects to what the operator has named wherever that is, and else like public.
func (d *dialer) named(ctx context.Context, network, addr string) (net.Conn, error) {
	if d.registries.Names(strings.TrimSuffix(addr, ":443")) {
		return d.internet.Plain.DialContext(ctx, network, addr)
	}
	return d.public(ctx, network, addr)
}

// public connects to addresses of the internet that are not the operator's own.
func (d *dialer) public(ctx context.Context, network, addr string) (net.Conn, error) {
	return d.internet.DialContext(ctx, network, addr)
}

func newTransport(dial func(ctx context.Context, network, addr string) (net.Conn, error)) *http.Transport {
	return &http.Transport{
		DialContext: dial, ForceAttemptHTTP2: true, TLSHandshakeTimeout: perCall, ResponseHeaderTimeout: perCall, MaxResponseHeaderBytes: maxHeader,
		DisableCompression: true, MaxIdleConns: 2 * maxAsking, MaxIdleConnsPerHost: 4, IdleConnTimeout: 30 * time.Second,
	}
}

// guard is the way of the requests about one image: through it goes no more than is good for a stranger's word.
type guard struct {
	base     http.RoundTripper
	call     time.Duration
	host     string // of the registry, with its port if it has one
	secret   bool   // there is a password
	named    func(registry string) bool
	calls    atomic.Int32
	answered atomic.Bool  // once
	limited  atomic.Int64 // seconds for which a registry has asked to wait, or 1 where it did not say
}

// RoundTrip implements http.RoundTripper.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if g.calls.Add(1) > maxCalls {
		return nil, errTooMuch
	}
	if r.URL.Scheme != "https" && (r.URL.Scheme != "http" || !g.named(r.URL.Host)) {
		return nil, errPlain
	}
	if g.secret && r.Header.Get("Authorization") != "" && !g.sameSite(r.URL) {
		return nil, errLeak
	}
	ctx, cancel := context.WithTimeout(r.Context(), g.call)
	resp, err := g.base.RoundTrip(r.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	g.answered.Store(true)
	if resp.ContentLength > maxBody && r.Method != http.MethodHead {
		resp.Body.Close()
		cancel()
		return nil, errTooMuch
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		g.limited.Store(max(1, retryAfter(resp.Header)))
	}
	resp.Request = r
	resp.Body = &body{resp.Body, maxBody, cancel}
	return resp, nil
}

// sameSite reports whether a URL is the registry's, or that of another host of its site, such as auth.docker.io is
// docker.io's. Of addresses, and of names that are sites of their own, only the very same host and port is.
func (g *guard) sameSite(u *url.URL) bool {
	host, registry := withPort(u.Scheme, u.Host), withPort(u.Scheme, apiHost(g.host))
	if host == registry {
		return true
	}
	a, err1 := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	b, err2 := publicsuffix.EffectiveTLDPlusOne(strings.Split(registry, ":")[0])
	_, err := netip.ParseAddr(u.Hostname())
	return err != nil && err1 == nil && err2 == nil && a == b && u.Scheme == "https"
}

// withPort is a host with its port, which it may leave out.
func withPort(scheme, host string) string {
	if strings.Contains(host, ":") {
		return host
	}
	if scheme == "http" {
		return host + ":80"
	}
	return host + ":443"
}

// apiHost is where a registry is asked.
func apiHost(registry string) string {
	if registry == reach.Hub {
		return "index." + reach.Hub
	}
	return registry
}

// retryAfter is what an answer says, in seconds; 0: nothing.
func retryAfter(h http.Header) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(h.Get("Retry-After")), 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// body is an answer's, of which so much is left to be read.
type body struct {
	io.ReadCloser
	left  int64
	close context.CancelFunc
}

func (b *body) Read(p []byte) (int, error) {
	if b.left <= 0 {
		// One byte more tells an end from too much.
		if n, err := b.ReadCloser.Read(make([]byte, 1)); n == 0 {
			return 0, err
		}
		return 0, errTooMuch
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

func (b *body) Close() error {
	defer b.close()
	return b.ReadCloser.Close()
}
