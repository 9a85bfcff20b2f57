package domain

import (
	"errors"
	"time"

	"berth/gateway/lease/diary"
	"berth/shared/eth"
	"berth/shared/wire"
)

const (
	maxObtains = 8 // certificates that are got at a time, each for another user

	// obtainTime is for how long a certificate is waited for; one that could not be had is tried for again after retryFirst,
	// then twice as long each time, up to retryMost.
	obtainTime = 3 * time.Minute
	retryFirst = 2 * time.Minute
	retryMost  = 12 * time.Hour
)

// certify makes a name that leads here ready once it has its certificate. One that is ready stays so while a new one is got.
func (n *Names) certify(x *name) (notes []note) {
	h := x.holder
	if !n.certified(x) {
		if h.State != wire.DomainReady {
			n.move(h, wire.DomainCertificate)
		}
		return nil
	}
	x.cert.failed, x.cert.next, x.cert.err = 0, time.Time{}, ""
	if h.State != wire.DomainReady {
		notes = []note{{h.Order, diary.DomainReady(h.Service, x.host)}}
	}
	n.move(h, wire.DomainReady)
	return notes
}

// certified reports whether a host has the certificate that it needs.
func (n *Names) certified(x *name) bool {
	return n.cfg.Certificates == nil || n.cfg.Certificates.Until(x.host).After(n.cfg.Now())
}

// begin reports whether a certificate is to be got for a host now, and on whose account. Where too many are being got it is
// looked up again soon. Getting one does not take the place of looking others up.
func (n *Names) begin(x *name) (user eth.Address, ok bool) {
	now := n.cfg.Now()
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.hosts[x.host] != x || x.cert.getting || !x.served() || n.certified(x) || now.Before(x.cert.next) {
		return user, false
	}
	user = x.holder.User
	if len(n.getting) >= maxObtains || n.getting[user] {
		x.next = now.Add(gap)
		return user, false
	}
	n.getting[user], x.cert.getting = true, true
	return user, true
}

// served reports whether a host is proven and leads here.
func (x *name) served() bool {
	return x.holder != nil && (x.holder.State == wire.DomainCertificate || x.holder.State == wire.DomainReady)
}

// obtained takes in what came of it; told is false where the gateway ended meanwhile.
func (n *Names) obtained(x *name, user eth.Address, err error, told bool) (notes []note) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.getting, user)
	x.cert.getting = false
	if n.hosts[x.host] != x || !x.served() || !told {
		return nil
	}
	h, now := x.holder, n.cfg.Now()
	if notes = n.certify(x); n.certified(x) {
		n.publish(x)
		return notes
	}
	if h.State == wire.DomainReady {
		notes = []note{{h.Order, diary.DomainLost(h.Service, x.host, "certificate")}}
		n.move(h, wire.DomainCertificate)
		n.publish(x)
	}
	x.cert.next = now.Add(min(retryFirst<<min(x.cert.failed, 16), retryMost))
	if x.next.After(x.cert.next) {
		x.next = x.cert.next
	}
	x.cert.failed++
	x.cert.err = "the certificate could not be had"
	var r *Refused
	if errors.As(err, &r) {
		if r.Until.After(now) {
			x.cert.next = r.Until
		}
		if r.Why != "" {
			x.cert.err += ": " + shown([]string{r.Why})[0]
		}
	}
	return notes
}
