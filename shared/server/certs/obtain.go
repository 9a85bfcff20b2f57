package certs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/caddyserver/certmagic"
	"github.com/mholt/acmez/v3/acme"

	"berth/shared/clip"
)

// LaterError says that a certificate is not asked for now, and why.
type LaterError struct {
	At   time.Time // it is tried again from then on
	Err  error     // what went wrong last
	Said string    // what the authority said of it (RFC 8555, 6.7); empty: nothing
}

// Error implements error.
func (e *LaterError) Error() string {
	return fmt.Sprintf("not before %s: %v", e.At.UTC().Format(time.RFC3339), e.Err)
}

// Unwrap gives what went wrong last.
func (e *LaterError) Unwrap() error { return e.Err }

var (
	errMany   = errors.New("too many certificates are asked for; others go first")
	errPaused = errors.New("the authority does not answer, or wants to be left alone for a while")
	errDue    = errors.New("the certificate is due again as soon as it is there: the clock here or the authority's is wrong, or its certificates are too short")
	errClosed = errors.New("the server ends")
)

const (
	firstWait  = time.Minute // before a name that failed is tried again; twice as long each time
	longWait   = 6 * time.Hour
	pauseFirst = 30 * time.Second // that an authority is left alone which does not answer; twice as long each time
	pauseMost  = 5 * time.Minute
	waitMost   = 7 * 24 * time.Hour // that an authority can have a name wait
	errorText  = 500                // bytes of what went wrong
)

// Obtain has a certificate got for a name, where there is none, and waits for it. The name must be ours. What is under
// way goes on when ctx ends. A *LaterError says that it is not tried now: it failed a short while ago, or the authority
// has had enough from us.
func (m *Manager) Obtain(ctx context.Context, host string) error {
	host = strings.ToLower(host)
	if m.files.certificate(host) != nil {
		return nil
	}
	if m.ca == nil {
		return errNotOurs
	}
	if host != "*."+m.cfg.Host || m.zone == nil {
		subject, err := m.subject(host)
		if err != nil {
			return err
		}
		host = subject
	}
	ready, err := m.begin(host, false)
	if err != nil {
		return err
	}
	select {
	case <-ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := m.names[host]; n != nil && len(m.cache.AllMatchingCertificates(host)) == 0 {
		return n.later()
	}
	return nil
}

// begin has a name's certificate brought, unless somebody is at it. The channel is closed once there is one, or none can
// be had.
func (m *Manager) begin(subject string, renew bool) (<-chan struct{}, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, errClosed
	}
	n := m.names[subject]
	if n == nil {
		if len(m.names) >= maxNames {
			return nil, errMany
		}
		n = &name{}
		m.names[subject] = n
	}
	if n.ready != nil {
		return n.ready, nil
	}
	done := make(chan struct{})
	if !renew && len(m.cache.AllMatchingCertificates(subject)) > 0 {
		close(done)
		return done, nil
	}
	if now := m.now(); now.Before(n.next) {
		return nil, n.later()
	}
	n.ready = done
	m.running.Go(func() { m.bring(subject, n, done) })
	return done, nil
}

// bring brings a name's certificate from the disk or the authority, and says how that went.
func (m *Manager) bring(subject string, n *name, done chan struct{}) {
	var p patience
	ctx := context.WithValue(context.WithValue(m.ctx, attemptKey{}, true), patienceKey{}, &p)
	ctx, cancel := context.WithTimeout(ctx, orderTime)
	defer cancel()
	asked, err := m.fetch(ctx, subject, done)
	after := p.get()
	leaf := m.leaf(subject)

	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	n.ready = nil
	defer settle(done)
	var later *LaterError
	switch {
	case err == nil:
		n.err, n.said, n.failures, n.next = nil, "", 0, time.Time{}
		if asked {
			m.down = 0
			m.counts.got++
			m.log.Info("a certificate is there", "name", subject, "issuer", issuer(leaf), "until", leaf.NotAfter)
		}
		return
	case m.ctx.Err() != nil:
		n.err = errClosed
		return
	case errors.As(err, &later):
		n.err, n.next = later.Err, later.At
		return
	}
	m.counts.failed++
	n.failures++
	n.err, n.said = errors.New(clip.To(err.Error(), errorText)), said(err)
	n.next = now.Add(max(backoff(firstWait, longWait, n.failures), min(after, waitMost)))
	m.leave(err, after, now)
	m.log.Warn("a certificate could not be got", "name", subject, "err", n.err, "next", n.next, "held", leaf != nil)
}

func (n *name) later() error { return &LaterError{n.next, n.err, n.said} }

// said is what the authority said of a failure, if it did.
func said(err error) string {
	var p acme.Problem
	if !errors.As(err, &p) {
		return ""
	}
	text := p.Detail
	if len(p.Subproblems) > 0 {
		text = p.Subproblems[0].Detail
	}
	return clip.To(text, errorText)
}

// settle closes a channel that may be closed already.
func settle(done chan struct{}) {
	select {
	case <-done:
	default:
		close(done)
	}
}

// leave has the authority left alone if it does not answer, or says that it has had enough.
func (m *Manager) leave(err error, after time.Duration, now time.Time) {
	var p acme.Problem
	switch {
	case errors.As(err, &p) && p.Status == http.StatusTooManyRequests:
		m.pause = now.Add(min(max(after, pauseFirst), pauseMost))
	case !errors.As(err, &p) && !errors.Is(err, errDue):
		m.down++
		m.pause = now.Add(max(backoff(pauseFirst, pauseMost, m.down), min(after, pauseMost)))
	}
}

// backoff is twice as long each time, and never quite the same.
func backoff(first, most time.Duration, times int) time.Duration {
	d := most
	if times < 20 {
		d = min(most, first<<(times-1))
	}
	return d - time.Duration(rand.Int64N(int64(d)/8+1))
}

// fetch brings a certificate; asked: the authority gave it. As soon as there is one that lasts, done is closed.
func (m *Manager) fetch(ctx context.Context, subject string, done chan struct{}) (asked bool, err error) {
	cfg := m.config(subject)
	old, err := m.load(ctx, cfg, subject)
	if err != nil {
		return false, err
	}
	if old != nil {
		if !old.Expired() {
			settle(done)
		}
		if !old.NeedsRenewal(cfg) {
			return false, nil
		}
	}
	owner := ""
	if subject != m.cfg.Host && subject != "*."+m.cfg.Host {
		owner = m.cfg.Owner(subject)
	}
	if err := m.afford(owner, old != nil); err != nil {
		return false, err
	}
	if err := m.slots.take(ctx, owner); err != nil {
		return false, err
	}
	defer m.slots.give(owner)
	if old == nil {
		err = cfg.ObtainCertSync(ctx, subject)
	} else {
		err = cfg.RenewCertSync(context.WithValue(ctx, replacesKey{}, old.Leaf), subject, false)
	}
	if err != nil {
		return true, err
	}
	fresh, err := cfg.CacheManagedCertificate(ctx, subject)
	if err != nil {
		return true, err
	}
	if old != nil && old.Hash() != fresh.Hash() {
		m.cache.Remove([]string{old.Hash()})
	}
	if fresh.NeedsRenewal(cfg) {
		return true, errDue
	}
	return true, nil
}

// load gives the certificate that is in memory or on disk; nil: there is none.
func (m *Manager) load(ctx context.Context, cfg *certmagic.Config, subject string) (*certmagic.Certificate, error) {
	for _, c := range m.cache.AllMatchingCertificates(subject) {
		if c.Names[0] == subject {
			return &c, nil
		}
	}
	c, err := cfg.CacheManagedCertificate(ctx, subject)
	switch {
	case err == nil:
		return &c, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	// What a crash, or somebody's hand, has left of it is no certificate.
	m.log.Warn("a certificate on disk is unreadable, and got anew", "name", subject, "err", err)
	return nil, cfg.Storage.Delete(ctx, certmagic.StorageKeys.CertsSitePrefix(m.ca.IssuerKey(), subject))
}

// afford takes an order off what the authority is asked for; its error is a *LaterError.
func (m *Manager) afford(owner string, renewal bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	if now.Before(m.pause) {
		return &LaterError{At: m.pause, Err: errPaused}
	}
	b := m.fresh
	if renewal {
		b = m.kept
	}
	if again, ok := b.take(owner, now); !ok {
		return &LaterError{At: again, Err: errMany}
	}
	return nil
}
