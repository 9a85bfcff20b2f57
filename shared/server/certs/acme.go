package certs

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
	"github.com/mholt/acmez/v3"
	"github.com/mholt/acmez/v3/acme"
)

const (
	// answerBytes bounds what an authority answers: a chain of certificates at the most.
	answerBytes = 1 << 20
	// callTime is for one request to an authority.
	callTime = 30 * time.Second
	// orderTime is for an order from its beginning to its certificate.
	orderTime = 3 * time.Minute
)

// authority is where certificates are got by ACME, with the one account there.
type authority struct {
	directory string
	email     string
	eab       *acme.EAB
	storage   certmagic.Storage
	http      *http.Client

	mu      sync.Mutex // one account is made, not several
	account acme.Account
}

// orders gets certificates of an authority in one way of showing that names are ours. It is certmagic's Issuer in place of
// its own one, which opens listeners of its own for challenges, asks on the terminal, and does not tell when the authority
// wants to be asked again.
type orders struct {
	*authority
	solvers func() map[string]acmez.Solver
}

var (
	_ certmagic.Issuer            = (*orders)(nil)
	_ certmagic.RenewalInfoGetter = (*orders)(nil)
)

// newAuthority makes the client of an authority; nothing is asked yet.
func newAuthority(s *Settings, storage certmagic.Storage) (*authority, error) {
	roots, err := s.roots()
	if err != nil {
		return nil, err
	}
	a := &authority{directory: s.directory(), email: s.Email, storage: storage}
	if s.EABKey != "" {
		key, err := s.eab()
		if err != nil {
			return nil, err
		}
		a.eab = &acme.EAB{KeyID: s.EABID, MACKey: key}
	}
	a.http = &http.Client{Timeout: callTime, Transport: bounded{&http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext, TLSHandshakeTimeout: 10 * time.Second,
		ResponseHeaderTimeout: callTime, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: time.Minute,
		TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
	}}}
	return a, nil
}

// IssuerKey implements certmagic.Issuer.
func (a *authority) IssuerKey() string {
	u, err := url.Parse(a.directory)
	if err != nil {
		return a.directory
	}
	return strings.Trim(u.Host+"-"+strings.ReplaceAll(strings.Trim(u.Path, "/"), "/", "-"), "-")
}

func (a *orders) client() *acmez.Client {
	return &acmez.Client{
		Client:           &acme.Client{Directory: a.directory, UserAgent: "berth", HTTPClient: a.http, PollTimeout: orderTime},
		ChallengeSolvers: a.solvers(),
	}
}

type replacesKey struct{} // has the certificate that an order takes the place of

// Issue implements certmagic.Issuer.
func (a *orders) Issue(ctx context.Context, csr *x509.CertificateRequest) (*certmagic.IssuedCertificate, error) {
	client := a.client()
	for again := false; ; again = true {
		account, err := a.register(ctx, client.Client)
		if err != nil {
			return nil, err
		}
		order, err := acmez.OrderParametersFromCSR(account, csr)
		if err != nil {
			return nil, err
		}
		order.Replaces, _ = ctx.Value(replacesKey{}).(*x509.Certificate)
		chains, err := client.ObtainCertificate(ctx, order)
		var p acme.Problem
		if errors.As(err, &p) && p.Type == acme.ProblemTypeAccountDoesNotExist && !again {
			// The authority has forgotten us, as one that was set up anew does.
			if err := a.forget(ctx); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if len(chains) == 0 {
			return nil, errors.New("the authority gave no certificate")
		}
		return &certmagic.IssuedCertificate{Certificate: chains[0].ChainPEM, Metadata: chains[0]}, nil
	}
}

// GetRenewalInfo implements certmagic.RenewalInfoGetter (RFC 9773).
func (a *orders) GetRenewalInfo(ctx context.Context, cert certmagic.Certificate) (acme.RenewalInfo, error) {
	return a.client().GetRenewalInfo(ctx, cert.Leaf)
}

func (a *authority) accountKey(name string) string {
	return path.Join("accounts", certmagic.StorageKeys.Safe(a.IssuerKey()), name)
}

// register gives the account, which is made where there is none.
func (a *authority) register(ctx context.Context, client *acme.Client) (acme.Account, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.account.Status == acme.StatusValid {
		return a.account, nil
	}
	known, err := a.load(ctx)
	if err == nil {
		a.account = known
		return known, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return acme.Account{}, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return acme.Account{}, err
	}
	account := acme.Account{TermsOfServiceAgreed: true, PrivateKey: key}
	if a.email != "" {
		account.Contact = []string{"mailto:" + a.email}
	}
	if a.eab != nil {
		if err := account.SetExternalAccountBinding(ctx, client, *a.eab); err != nil {
			return acme.Account{}, fmt.Errorf("account with the authority: %w", err)
		}
	}
	if account, err = client.NewAccount(ctx, account); err != nil {
		return acme.Account{}, fmt.Errorf("account with the authority: %w", err)
	}
	if err := a.save(ctx, account, key); err != nil {
		return acme.Account{}, fmt.Errorf("account with the authority: %w", err)
	}
	a.account = account
	return account, nil
}

// load reads the account; the error of none wraps fs.ErrNotExist.
func (a *authority) load(ctx context.Context) (acme.Account, error) {
	text, err := a.storage.Load(ctx, a.accountKey("account.json"))
	if err != nil {
		return acme.Account{}, err
	}
	var account acme.Account
	if err := json.Unmarshal(text, &account); err != nil {
		return acme.Account{}, fmt.Errorf("account.json: %w", err)
	}
	pem, err := a.storage.Load(ctx, a.accountKey("account.key"))
	if err != nil {
		return acme.Account{}, err
	}
	account.PrivateKey, err = certmagic.PEMDecodePrivateKey(pem)
	return account, err
}

// save writes the key first: an account without one is no account.
func (a *authority) save(ctx context.Context, account acme.Account, key *ecdsa.PrivateKey) error {
	pem, err := certmagic.PEMEncodePrivateKey(key)
	if err != nil {
		return err
	}
	if err := a.storage.Store(ctx, a.accountKey("account.key"), pem); err != nil {
		return err
	}
	text, err := json.Marshal(account)
	if err != nil {
		return err
	}
	return a.storage.Store(ctx, a.accountKey("account.json"), text)
}

func (a *authority) forget(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.account = acme.Account{}
	return a.storage.Delete(ctx, a.accountKey("account.json"))
}

// patience is how long the authority wants not to be asked, as its answers to one order say.
type patience struct {
	mu    sync.Mutex
	after time.Duration
}

type patienceKey struct{}

func (p *patience) get() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.after
}

// bounded bounds answers, and notes what those that refuse say of when to come again.
type bounded struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable {
		if p, ok := r.Context().Value(patienceKey{}).(*patience); ok {
			p.mu.Lock()
			p.after = max(p.after, retryAfter(res.Header.Get("Retry-After"), time.Now()))
			p.mu.Unlock()
		}
	}
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(res.Body, answerBytes), res.Body}
	return res, nil
}

// retryAfter reads a Retry-After (RFC 9110, 10.2.3); 0: it says nothing.
func retryAfter(s string, now time.Time) time.Duration {
	if d, err := time.ParseDuration(s + "s"); err == nil && d > 0 && strings.Trim(s, "0123456789") == "" {
		return d
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
