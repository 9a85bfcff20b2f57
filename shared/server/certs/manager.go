// Package certs has the certificates that a server of ours shows: its own, and those of names that it serves for others.
// They are got by ACME (RFC 8555) when a name is first asked for, for names alone that are ours at that moment; renewed in
// time; or read from files. It is certmagic's in storage, locks, OCSP and renewal times; when the authority is asked, and
// how often at the most, is decided here, so that nobody's handshakes become orders there.
package certs

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
	"github.com/mholt/acmez/v3"
	"github.com/mholt/acmez/v3/acme"
	"go.uber.org/zap"
)

// Config is what a Manager is made of.
type Config struct {
	Settings
	Folder string // of certificates, their keys, and the account with the authority
	Host   string // the server's own name, lower case, without a port; who names none is shown its certificate
	Below  bool   // names below Host are the server's, too: with DNS one certificate is for all
	HTTP   bool   // the server answers on port 80 of its names by Plain, so that HTTP-01 is a way
	// Ours reports whether another name is ours at this moment: nil, or why not. It must be quick, since who comes with any
	// name has it asked. No certificate is got for a name without it.
	Ours func(name string) error
	// Owner tells whose a name is that is ours, so that nobody's many names keep others' from the authority; nil, or "": the
	// server's own.
	Owner func(name string) string
	Log   *slog.Logger
	Now   func() time.Time // nil: time.Now
}

// pace is how patient a Manager is; tests have less patience.
type pace struct {
	tick  time.Duration // how often what is due is looked for
	check time.Duration // certmagic's, how often it looks after what it holds
	wait  time.Duration // most that a handshake waits for a certificate
	gone  time.Duration // how long the certificate of a name that is ours no more is kept
}

var usualPace = pace{tick: time.Minute, check: 10 * time.Minute, wait: 25 * time.Second, gone: 24 * time.Hour}

const (
	// maxNames bounds the names that are kept: each costs some KiB with its certificate.
	maxNames = 20_000
	// atOnce is how many orders the authority has from us at a time.
	atOnce = 8
	// orderBurst and orderEvery bound the orders for names without a certificate, and once more those of renewals. Let's
	// Encrypt takes 300 in three hours.
	orderBurst = 50
	orderEvery = 36 * time.Second
)

// Manager has a server's certificates. It is safe for concurrent use.
type Manager struct {
	cfg   Config
	log   *slog.Logger
	now   func() time.Time
	pace  pace
	files *files // nil: there are none

	// Of ACME; ca is nil without it.
	ca         *authority
	cache      *certmagic.Cache
	own, zone  *certmagic.Config // zone is for names that DNS-01 is a way for; nil: none
	challenges *challenges
	slots      *slots

	fresh, kept *budget // orders for names without a certificate, and for those with one

	// What is under way ends with these.
	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup

	mu     sync.Mutex
	closed bool
	names  map[string]*name
	pause  time.Time // until when the authority is not asked
	down   int       // how often it did not answer, in a row
	counts counts
}

// counts are what happened.
type counts struct {
	got, failed, refused uint64
}

// name is what is known of a certificate's name.
type name struct {
	ready    chan struct{} // closed once there is a certificate, or none can be got now; nil: nobody is at it
	failures int
	err      error
	said     string    // by the authority
	next     time.Time // not before
	since    time.Time // it is ours no more; zero: it is
}

// New makes a Manager. Nothing is asked of anybody before Run; Close ends it.
func New(cfg Config) (*Manager, error) { return newManager(cfg, usualPace) }

func newManager(cfg Config, p pace) (*Manager, error) {
	m := &Manager{
		cfg: cfg, log: cfg.Log, now: cfg.Now, pace: p, names: map[string]*name{}, challenges: newChallenges(), slots: newSlots(atOnce),
		fresh: newBudget(), kept: newBudget(),
	}
	if m.now == nil {
		m.now = time.Now
	}
	if m.cfg.Ours == nil {
		m.cfg.Ours = func(string) error { return errNotOurs }
	}
	if m.cfg.Owner == nil {
		m.cfg.Owner = func(string) string { return "" }
	}
	m.ctx, m.cancel = context.WithCancel(context.Background())
	if cfg.Cert != "" {
		var err error
		if m.files, err = openFiles(cfg.Cert, cfg.Key); err != nil {
			return nil, fmt.Errorf("certificates: %w", err)
		}
	}
	if !cfg.Agree {
		return m, nil
	}
	z := newZap(cfg.Log)
	storage := &certmagic.FileStorage{Path: cfg.Folder}
	var err error
	if m.ca, err = newAuthority(&m.cfg.Settings, storage); err != nil {
		return nil, fmt.Errorf("certificates: %w", err)
	}
	m.cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert:   func(c certmagic.Certificate) (*certmagic.Config, error) { return m.config(c.Names[0]), nil },
		RenewCheckInterval: p.check, Logger: z,
	})
	m.own = m.configure(&orders{m.ca, m.direct}, storage, z)
	if cfg.DNS != "" {
		solver, err := m.cfg.byDNS(z)
		if err != nil {
			m.Close()
			return nil, fmt.Errorf("certificates: %w", err)
		}
		ways := map[string]acmez.Solver{acme.ChallengeTypeDNS01: solver}
		m.zone = m.configure(&orders{m.ca, func() map[string]acmez.Solver { return ways }}, storage, z)
	}
	return m, nil
}

// direct are the challenges that the server itself answers.
func (m *Manager) direct() map[string]acmez.Solver {
	ways := map[string]acmez.Solver{acme.ChallengeTypeTLSALPN01: byTLS{m.challenges}}
	if m.cfg.HTTP {
		ways[acme.ChallengeTypeHTTP01] = byHTTP{m.challenges}
	}
	return ways
}

type attemptKey struct{} // an order that is on our schedule

var errSchedule = errors.New("renewals are on the server's own schedule")

func (m *Manager) configure(a *orders, storage certmagic.Storage, z *zap.Logger) *certmagic.Config {
	return certmagic.New(m.cache, certmagic.Config{
		Issuers: []certmagic.Issuer{a}, Storage: storage, Logger: z, KeySource: certmagic.StandardKeyGenerator{KeyType: certmagic.P256},
		OnEvent: func(ctx context.Context, event string, _ map[string]any) error {
			// What certmagic would do by itself, at times of its own, is left to the Manager.
			if event == "cert_obtaining" && ctx.Value(attemptKey{}) == nil {
				return errSchedule
			}
			return nil
		},
	})
}

// config is how a certificate's name is looked after.
func (m *Manager) config(subject string) *certmagic.Config {
	if m.zone != nil && (subject == m.cfg.Host || subject == "*."+m.cfg.Host) {
		return m.zone
	}
	return m.own
}

// Close ends what is under way and waits for it. Certificates stay for the next process.
func (m *Manager) Close() {
	m.mu.Lock()
	was := m.closed
	m.closed = true
	m.mu.Unlock()
	if was {
		return
	}
	m.cancel()
	m.running.Wait()
	if m.cache != nil {
		m.cache.Stop()
	}
}

// suites are those of TLS 1.2 that have forward secrecy and AEAD: HTTP/2 takes no others.
var suites = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
}

// TLS is how a server speaks TLS with the Manager's certificates, and these protocols (ALPN).
func (m *Manager) TLS(protocols ...string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12, CipherSuites: suites, NextProtos: append(slices.Clone(protocols), acmez.ACMETLS1Protocol), GetCertificate: m.get,
	}
}

var errNotOurs = errors.New("the name is not served here")

// get gives a handshake its certificate; nil without an error: there is none, and the client is told that the name is
// not known.
func (m *Manager) get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := strings.ToLower(hello.ServerName)
	if slices.Equal(hello.SupportedProtos, []string{acmez.ACMETLS1Protocol}) {
		return m.challenges.certificate(host), nil
	}
	if host == "" {
		host = m.cfg.Host
	}
	if c := m.files.certificate(host); c != nil {
		return c, nil
	}
	if m.ca == nil {
		if host == m.cfg.Host {
			return m.files.any(), nil
		}
		return nil, nil
	}
	if c := m.held(hello, host); c != nil {
		return c, nil
	}
	subject, err := m.subject(host)
	if err != nil {
		m.mu.Lock()
		m.counts.refused++
		m.mu.Unlock()
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(hello.Context(), m.pace.wait)
	defer cancel()
	if err := m.Obtain(ctx, subject); err != nil {
		return nil, err
	}
	return m.held(hello, host), nil
}

// held is a certificate for a host that is in memory; nil: none.
func (m *Manager) held(hello *tls.ClientHelloInfo, host string) *tls.Certificate {
	c, err := certmagic.DefaultCertificateSelector(hello, m.cache.AllMatchingCertificates(host))
	if err != nil {
		return nil
	}
	return &c.Certificate
}

// subject is the name of the certificate that a host needs; its error: the host is not ours.
func (m *Manager) subject(host string) (string, error) {
	if host == m.cfg.Host {
		return host, nil
	}
	if label, ok := strings.CutSuffix(host, "."+m.cfg.Host); ok && m.cfg.Below && m.zone != nil && !strings.Contains(label, ".") {
		return "*." + m.cfg.Host, nil
	}
	return host, m.cfg.Ours(host)
}

// Covers reports whether the certificate that a server name was shown is good for another host as well, as browsers
// take it to be when they use one connection for both.
func (m *Manager) Covers(serverName, host string) bool {
	if serverName == "" {
		serverName = m.cfg.Host
	}
	serverName, host = strings.ToLower(serverName), strings.ToLower(host)
	if serverName == host {
		return true
	}
	leaf := m.leaf(serverName)
	return leaf != nil && leaf.VerifyHostname(host) == nil
}

// leaf is the certificate that a host is shown; nil: none.
func (m *Manager) leaf(host string) *x509.Certificate {
	if c := m.files.certificate(host); c != nil {
		return c.Leaf
	}
	if m.cache == nil {
		return nil
	}
	all := m.cache.AllMatchingCertificates(host)
	if len(all) == 0 {
		return nil
	}
	// The one that lasts longest is the newest.
	return slices.MaxFunc(all, func(a, b certmagic.Certificate) int { return a.Leaf.NotAfter.Compare(b.Leaf.NotAfter) }).Leaf
}

// State is how a name's certificate stands.
type State struct {
	Name     string    `json:"name"`
	Issuer   string    `json:"issuer,omitempty"`
	NotAfter time.Time `json:"notAfter,omitzero"` // its end; absent: there is none
	Error    string    `json:"error,omitempty"`   // why it could not be got or renewed last
	Next     time.Time `json:"next,omitzero"`     // when that is tried again
	Busy     bool      `json:"busy,omitempty"`    // it is being got now
}

// State tells how the certificate of a host stands; that may be one for more than it.
func (m *Manager) State(host string) State {
	host = strings.ToLower(host)
	s := State{Name: host}
	if leaf := m.leaf(host); leaf != nil {
		s.Issuer, s.NotAfter = issuer(leaf), leaf.NotAfter
	}
	subject, err := m.subject(host)
	if err != nil {
		subject = host
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := m.names[subject]; n != nil {
		n.tell(&s)
	}
	return s
}

func (n *name) tell(s *State) {
	s.Next, s.Busy = n.next, n.ready != nil
	if n.err != nil {
		s.Error = n.err.Error()
	}
}

func issuer(leaf *x509.Certificate) string {
	return cmp.Or(leaf.Issuer.CommonName, strings.Join(leaf.Issuer.Organization, " "))
}

// States are those of all names that are known, the ones in trouble first, then those that end soonest.
func (m *Manager) States() []State {
	var all []State
	if m.files != nil {
		leaf := m.files.any().Leaf
		s := State{Name: strings.Join(leaf.DNSNames, " "), Issuer: issuer(leaf), NotAfter: leaf.NotAfter}
		if err := m.files.trouble(); err != nil {
			s.Error = err.Error()
		}
		all = append(all, s)
	}
	m.mu.Lock()
	for subject, n := range m.names {
		s := State{Name: subject}
		n.tell(&s)
		all = append(all, s)
	}
	m.mu.Unlock()
	for i := range all {
		if s := &all[i]; s.NotAfter.IsZero() {
			if leaf := m.leaf(s.Name); leaf != nil {
				s.Issuer, s.NotAfter = issuer(leaf), leaf.NotAfter
			}
		}
	}
	slices.SortFunc(all, func(a, b State) int {
		if (a.Error == "") != (b.Error == "") {
			return cmp.Compare(b.Error, a.Error)
		}
		return cmp.Or(a.NotAfter.Compare(b.NotAfter), cmp.Compare(a.Name, b.Name))
	})
	return all
}
