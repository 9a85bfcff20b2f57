package certs

import (
	"context"
	"crypto/tls"
	"net/http"
	"strings"
	"sync"

	"github.com/caddyserver/certmagic"
	"github.com/libdns/cloudflare"
	"github.com/libdns/rfc2136"
	"github.com/mholt/acmez/v3"
	"github.com/mholt/acmez/v3/acme"
	"go.uber.org/zap"
)

// challenges are those that the server answers itself at this moment: as many as there are orders.
type challenges struct {
	mu   sync.Mutex
	http map[string]acme.Challenge   // HTTP-01, by host and path
	tls  map[string]*tls.Certificate // TLS-ALPN-01 (RFC 8737), by name
}

func newChallenges() *challenges {
	return &challenges{http: map[string]acme.Challenge{}, tls: map[string]*tls.Certificate{}}
}

func place(c acme.Challenge) string {
	return strings.ToLower(c.Identifier.Value) + c.HTTP01ResourcePath()
}

// byHTTP and byTLS show one kind of challenges.
type (
	byHTTP struct{ *challenges }
	byTLS  struct{ *challenges }
)

var _, _ acmez.Solver = byHTTP{}, byTLS{}

// Present implements acmez.Solver.
func (b byHTTP) Present(_ context.Context, c acme.Challenge) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.http[place(c)] = c
	return nil
}

// CleanUp implements acmez.Solver.
func (b byHTTP) CleanUp(_ context.Context, c acme.Challenge) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.http, place(c))
	return nil
}

// Present implements acmez.Solver.
func (b byTLS) Present(_ context.Context, c acme.Challenge) error {
	cert, err := acmez.TLSALPN01ChallengeCert(c)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tls[strings.ToLower(c.Identifier.Value)] = cert
	return nil
}

// CleanUp implements acmez.Solver.
func (b byTLS) CleanUp(_ context.Context, c acme.Challenge) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.tls, strings.ToLower(c.Identifier.Value))
	return nil
}

// certificate is what a TLS-ALPN-01 challenge is answered with; nil: there is none for the name.
func (c *challenges) certificate(name string) *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tls[name]
}

// challengePath is where HTTP-01 looks (RFC 8555, 8.3).
const challengePath = "/.well-known/acme-challenge/"

// answer answers an HTTP-01 challenge, for the host that it is for; false: there is none such.
func (c *challenges) answer(w http.ResponseWriter, r *http.Request, host string) bool {
	c.mu.Lock()
	known, ok := c.http[host+r.URL.Path]
	c.mu.Unlock()
	if !ok || r.Method != http.MethodGet {
		return false
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write([]byte(known.KeyAuthorization))
	return true
}

// byDNS shows challenges in the zone (DNS-01).
func (s *Settings) byDNS(log *zap.Logger) (acmez.Solver, error) {
	secret, err := readSecret(s.DNSSecret)
	if err != nil {
		return nil, err
	}
	var p certmagic.DNSProvider
	switch s.DNS {
	case RFC2136:
		p = &rfc2136.Provider{KeyName: s.DNSKeyName, KeyAlg: s.algorithm(), Key: secret, Server: s.DNSServer}
	case Cloudflare:
		p = &cloudflare.Provider{APIToken: secret, HTTPClient: &http.Client{Timeout: callTime}}
	}
	return &certmagic.DNS01Solver{DNSManager: certmagic.DNSManager{DNSProvider: p, Resolvers: s.DNSResolvers, Logger: log}}, nil
}
