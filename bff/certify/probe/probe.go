// Package probe checks what of a node costs nothing to check: that its gateway holds the operator key, and that its address is
// the internet's, with TLS that is valid for it, and no other node's. What a node says of itself is not believed: names are
// looked up here, each of the addresses is dialled, and the operator has to answer at each.
package probe

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"berth/bff/certify/evidence"
	"berth/contracts/chain"
	"berth/shared/clip"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/server/internet"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Bounds of a check.
const (
	Timeout    = 20 * time.Second // of all of it
	dialTime   = 5 * time.Second
	maxAnswer  = 16 << 10
	maxPlaces  = 8 // addresses of a name; one with more is refused
	maxWhy     = 300
	soonEnding = 24 * time.Hour // a certificate that ends before is told of
)

// Prober checks nodes. It is safe for concurrent use.
type Prober struct {
	Domain   typed.Domain
	Verifier eth.Address // who asks; zero: nobody in particular
	Demo     bool        // addresses may be private, without TLS, and shared: they are looked at and not judged

	// Lookup gives a name's addresses; nil: the system's resolver.
	Lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)
	// Dial connects to an address and port; nil: the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Roots are the authorities; nil: the system's.
	Roots *x509.CertPool
	// Now is the clock; nil: the machine's.
	Now func() time.Time
}

// Others knows which node an address is of; package certify's does. Of two nodes at one address the one that was registered
// first has it.
type Others interface {
	At(a netip.Addr, port uint16) (eth.Address, bool)
}

func (p *Prober) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}

// Found is an address of a node's that was all right.
type Found struct {
	Addr netip.Addr
	Port uint16
}

// place is where a node is said to be.
type place struct {
	endpoint.Endpoint
	host string
	port string
}

func placeOf(at string) (place, error) {
	e, err := endpoint.Parse(at)
	if err != nil {
		return place{}, err
	}
	u, err := url.Parse(e.URL())
	if err != nil {
		return place{}, err
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[e.Scheme]
	}
	return place{e, u.Hostname(), port}, nil
}

// addresses looks a host up, once for all that is asked afterwards: a name that leads elsewhere a moment later is not followed.
func (p *Prober) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a.Unmap()}, nil
	}
	if endpoint.Local(host) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	lookup := p.Lookup
	if lookup == nil {
		lookup = net.DefaultResolver.LookupNetIP
	}
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	all, err := lookup(ctx, "ip", host+".")
	if err != nil {
		return nil, fmt.Errorf("its name cannot be looked up: %w", err)
	}
	for i := range all {
		all[i] = all[i].Unmap()
	}
	slices.SortFunc(all, netip.Addr.Compare)
	if all = slices.Compact(all); len(all) == 0 || len(all) > maxPlaces {
		return nil, fmt.Errorf("its name has %d addresses, from 1 to %d can be looked at", len(all), maxPlaces)
	}
	return all, nil
}

// client speaks to one address whatever the URL's host is, and tells the connection's TLS.
func (p *Prober) client(a netip.Addr, port string) *http.Client {
	dial := p.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTime}).DialContext
	}
	t := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			if !p.Demo && !internet.Public(a) {
				return nil, internet.ErrInside
			}
			return dial(ctx, network, net.JoinHostPort(a.String(), port))
		},
		TLSClientConfig: &tls.Config{RootCAs: p.Roots, Time: p.Now}, Proxy: nil, ForceAttemptHTTP2: true, DisableKeepAlives: true,
		TLSHandshakeTimeout: dialTime, ResponseHeaderTimeout: dialTime, MaxResponseHeaderBytes: 32 << 10,
	}
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// challenge has the operator sign a nonce at one address.
func (p *Prober) challenge(ctx context.Context, c *http.Client, at place, n chain.Node) (a wire.ChallengeAnswer, nonce eth.Hash, state *tls.ConnectionState, err error) {
	rand.Read(nonce[:])
	raw, err := json.Marshal(wire.ChallengeRequest{Nonce: nonce, Verifier: p.Verifier})
	if err != nil {
		return a, nonce, nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, at.URL()+"/v1/challenge", bytes.NewReader(raw))
	if err != nil {
		return a, nonce, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "berth")
	res, err := c.Do(req)
	if err != nil {
		return a, nonce, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	switch {
	case err != nil:
		return a, nonce, res.TLS, err
	case res.StatusCode != http.StatusOK:
		return a, nonce, res.TLS, fmt.Errorf("it answers a challenge with status %d", res.StatusCode)
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return a, nonce, res.TLS, fmt.Errorf("its answer to a challenge cannot be read: %w", err)
	}
	return a, nonce, res.TLS, evidence.Answered(p.Domain, a, n.Address, n.Operator, p.Verifier, n.Endpoint, nonce, p.now())
}

// Key checks that a node's gateway holds its operator key now.
func (p *Prober) Key(ctx context.Context, n chain.Node) (passed bool, b evidence.Body) {
	b = bodyOf(n, p.Demo)
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	var errs []error
	at, err := placeOf(n.Endpoint)
	if err == nil {
		var all []netip.Addr
		all, err = p.addresses(ctx, at.host)
		for _, a := range all {
			began := p.now()
			answer, nonce, _, err := p.challenge(ctx, p.client(a, at.port), at, n)
			b.Steps = append(b.Steps, step("challenge at "+a.String(), err, p.now().Sub(began)))
			if err == nil {
				b.Answer, b.Nonce = &answer, nonce
				return true, b
			}
			errs = append(errs, err)
		}
	}
	b.Why = why(errors.Join(append(errs, err)...))
	return false, b
}

// Place checks a node's address, and gives those that are its own now.
func (p *Prober) Place(ctx context.Context, n chain.Node, others Others) (passed bool, b evidence.Body, mine []Found) {
	b = bodyOf(n, p.Demo)
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	at, err := placeOf(n.Endpoint)
	if err == nil && !p.Demo && at.Scheme != "https" {
		err = errors.New("it is reached without TLS, which only this machine may be")
	}
	var all []netip.Addr
	if err == nil {
		all, err = p.addresses(ctx, at.host)
	}
	if err != nil {
		b.Why = why(err)
		return false, b, nil
	}
	var port uint16
	if ap, err := netip.ParseAddrPort("[::]:" + at.port); err == nil {
		port = ap.Port()
	}
	for _, a := range all {
		began := p.now()
		f, err := p.one(ctx, n, at, a, port, others)
		b.Steps = append(b.Steps, step(a.String(), err, p.now().Sub(began)))
		if err != nil {
			f.Why = why(err)
			b.Why = a.String() + ": " + f.Why
		} else {
			mine = append(mine, Found{a, port})
		}
		b.Addresses = append(b.Addresses, f)
	}
	return b.Why == "", b, mine
}

// one looks at one address.
func (p *Prober) one(ctx context.Context, n chain.Node, at place, a netip.Addr, port uint16, others Others) (f evidence.AddressFound, err error) {
	f = evidence.AddressFound{Address: a.String(), Public: internet.Public(a)}
	if !p.Demo && !f.Public {
		return f, errors.New("the address is not the internet's")
	}
	if other, ok := others.At(a, port); ok && other != n.Address {
		f.Shared = other
		if !p.Demo {
			return f, fmt.Errorf("the address is that of node %s, which was there first", other)
		}
	}
	_, _, state, err := p.challenge(ctx, p.client(a, at.port), at, n)
	if state != nil && len(state.PeerCertificates) > 0 {
		c := state.PeerCertificates[0]
		f.TLS, f.Issuer, f.NotAfter, f.Sum = tls.VersionName(state.Version), clip.Dots(c.Issuer.String(), maxWhy), c.NotAfter.UTC(), sha256.Sum256(c.Raw)
		for _, name := range c.DNSNames[:min(len(c.DNSNames), 16)] {
			f.Names = append(f.Names, clip.Dots(name, 253))
		}
	}
	if err != nil {
		return f, err
	}
	f.Signed = true
	if at.Scheme == "https" && f.NotAfter.Sub(p.now()) < soonEnding {
		return f, fmt.Errorf("its certificate ends at %s, which is within a day", f.NotAfter.Format(time.RFC3339))
	}
	return f, nil
}

func bodyOf(n chain.Node, demo bool) evidence.Body {
	return evidence.Body{Endpoint: n.Endpoint, Operator: n.Operator, Demo: demo}
}

func step(name string, err error, took time.Duration) evidence.Step {
	return evidence.Step{Name: name, OK: err == nil, Millis: took.Milliseconds(), Says: why(err)}
}

// why is an error as it is published.
func why(err error) string {
	if err == nil {
		return ""
	}
	var invalid x509.UnknownAuthorityError
	var name x509.HostnameError
	var cert x509.CertificateInvalidError
	switch {
	case errors.As(err, &invalid):
		return "its certificate is of no authority that browsers know"
	case errors.As(err, &name):
		return "its certificate is for another name"
	case errors.As(err, &cert) && cert.Reason == x509.Expired:
		return "its certificate has expired, or is of the future"
	case errors.Is(err, internet.ErrInside):
		return "the address is not the internet's"
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	}
	return clip.Dots(strings.ReplaceAll(err.Error(), "\n", "; "), maxWhy)
}
