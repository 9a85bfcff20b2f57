package domain

import (
	"time"

	"berth/gateway/lease/diary"
	"berth/shared/wire"
)

// Grace is for how long a host is served on whose proof is gone, or that leads elsewhere.
const Grace = 48 * time.Hour

// settle takes in what the DNS said of a host.
func (n *Names) settle(x *name, f finding) (notes []note) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.hosts[x.host] != x {
		return nil
	}
	x.last, x.unsure = f, !f.knowsProof()
	if !x.unsure {
		notes = n.award(x, f)
	}
	if x.holder != nil {
		notes = append(notes, n.follow(x, f)...)
	}
	n.publish(x)
	return notes
}

// award decides who has a name, by the proofs that are there. Who has it keeps it while its proof is there, whatever others
// prove; once it is gone the first of them gets it, and where there is none it stays for the time of grace.
func (n *Names) award(x *name, f finding) (notes []note) {
	var next *claim
	for _, c := range x.claims {
		c.proven = !c.over && f.proves(n.site.proof(c.Order))
		if c.proven && c != x.holder && next == nil {
			next = c
		}
	}
	h := x.holder
	switch {
	case h != nil && h.proven:
		if !h.Bare.IsZero() {
			h.Bare = time.Time{}
			n.mark(h)
		}
		return nil
	case h != nil && next != nil:
		notes = n.lose(x, "taken")
	case h != nil && h.Bare.IsZero():
		h.Bare = f.at.UTC()
		n.mark(h)
	case h != nil && f.at.Sub(h.Bare) >= Grace:
		notes = n.lose(x, "proof")
	}
	if next != nil {
		n.hold(x, next)
	}
	return notes
}

// lose takes a name from who has it.
func (n *Names) lose(x *name, cause string) (notes []note) {
	if h := x.holder; h.State == wire.DomainReady {
		notes = []note{{h.Order, diary.DomainLost(h.Service, x.host, cause)}}
	}
	n.unhold(x)
	return notes
}

// follow has the state of a name that somebody has follow where it leads.
func (n *Names) follow(x *name, f finding) (notes []note) {
	h := x.holder
	here, _, err := f.here(n.site)
	switch {
	case err != nil:
		x.unsure = true
	case here:
		if !h.Astray.IsZero() {
			h.Astray = time.Time{}
			n.mark(h)
		}
		return n.certify(x)
	case h.State == wire.DomainAddress:
	case h.State == wire.DomainCertificate:
		n.move(h, wire.DomainAddress)
	case h.Astray.IsZero():
		h.Astray = f.at.UTC()
		n.mark(h)
	case f.at.Sub(h.Astray) >= Grace:
		notes = []note{{h.Order, diary.DomainLost(h.Service, x.host, "address")}}
		h.Astray = time.Time{}
		n.move(h, wire.DomainAddress)
	}
	return notes
}

func (n *Names) move(c *claim, to wire.DomainState) {
	if c.State != to {
		c.State = to
		n.mark(c)
	}
}
