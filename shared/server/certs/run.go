package certs

import (
	"context"
	"strings"
	"time"

	"github.com/caddyserver/certmagic"
)

// cleanEvery and cleanAfter are how often the folder is cleaned, and for how long a certificate that is over stays in it.
const (
	cleanEvery = 24 * time.Hour
	cleanAfter = 14 * 24 * time.Hour
)

// Run gets the server's own certificate, renews all in time, and reads files again, until ctx ends. The server must be
// listening by then: the authority looks at it.
func (m *Manager) Run(ctx context.Context) {
	defer m.Close()
	every := time.NewTicker(m.pace.tick)
	defer every.Stop()
	cleaned := m.now()
	for {
		if m.files != nil {
			m.files.reread(m.log)
		}
		if m.ca != nil {
			m.look()
			if now := m.now(); now.Sub(cleaned) > cleanEvery {
				cleaned = now
				m.clean(ctx)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// mine are the certificates that the server has whether anybody asks for them or not.
func (m *Manager) mine() []string {
	if m.zone != nil && m.cfg.Below {
		return []string{m.cfg.Host, "*." + m.cfg.Host}
	}
	return []string{m.cfg.Host}
}

// look finds what is due, and lets go of names that are ours no more.
func (m *Manager) look() {
	for _, subject := range m.mine() {
		if m.files.certificate(strings.Replace(subject, "*", "x", 1)) == nil {
			m.due(subject)
		}
	}
	m.mu.Lock()
	all := make([]string, 0, len(m.names))
	for subject := range m.names {
		all = append(all, subject)
	}
	m.mu.Unlock()
	for _, subject := range all {
		if strings.HasPrefix(subject, "*.") || subject == m.cfg.Host {
			continue
		}
		if m.cfg.Ours(subject) == nil {
			m.stays(subject)
			continue
		}
		m.goes(subject)
	}
}

// due has a certificate brought that is not there or is to be renewed.
func (m *Manager) due(subject string) {
	cfg, renew := m.config(subject), false
	for _, c := range m.cache.AllMatchingCertificates(subject) {
		if c.Names[0] == subject {
			if renew = c.NeedsRenewal(cfg); !renew {
				return
			}
		}
	}
	// Why it is not begun is the name's state.
	_, _ = m.begin(subject, renew)
}

// stays looks after a name that is ours. One that has no certificate waits for somebody to ask for it.
func (m *Manager) stays(subject string) {
	held := len(m.cache.AllMatchingCertificates(subject)) > 0
	m.mu.Lock()
	n := m.names[subject]
	if n != nil {
		n.since = time.Time{}
		if !held && n.ready == nil && m.now().After(n.next.Add(longWait)) {
			delete(m.names, subject)
		}
	}
	m.mu.Unlock()
	if held {
		m.due(subject)
	}
}

// goes lets go of a name, and after a while of its certificate and key, too: until then visitors are told what became of
// what was there.
func (m *Manager) goes(subject string) {
	m.mu.Lock()
	now := m.now()
	n := m.names[subject]
	over := false
	if n != nil && n.ready == nil {
		if n.since.IsZero() {
			n.since = now
		}
		if over = now.Sub(n.since) >= m.pace.gone || len(m.cache.AllMatchingCertificates(subject)) == 0; over {
			delete(m.names, subject)
		}
	}
	m.mu.Unlock()
	if !over {
		return
	}
	m.cache.RemoveManaged([]certmagic.SubjectIssuer{{Subject: subject}})
	if err := m.own.Storage.Delete(m.ctx, certmagic.StorageKeys.CertsSitePrefix(m.ca.IssuerKey(), subject)); err != nil {
		m.log.Warn("a certificate that is needed no more could not be removed", "name", subject, "err", err)
	}
}

// clean removes what is over from the folder.
func (m *Manager) clean(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	err := certmagic.CleanStorage(ctx, m.own.Storage, certmagic.CleanStorageOptions{
		Logger: newZap(m.log), OCSPStaples: true, ExpiredCerts: true, ExpiredCertGracePeriod: cleanAfter,
	})
	if err != nil && ctx.Err() == nil {
		m.log.Warn("the folder of certificates could not be cleaned", "err", err)
	}
}
