package catalogue

import (
	"time"

	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Policy says which nodes lists show. Every node is there by its address, and can be rented by it.
type Policy struct {
	Enlisted  bool          // only those whose wallet has enlisted them; else all but those whose wallet took them off
	Final     bool          // only once SetFinal says that their registration is final
	HideAfter time.Duration // without an answer; 0: 15 minutes
	ShowAfter time.Duration // of answers alone, for one that was hidden; 0: a minute, or HideAfter if that is less
}

func (p Policy) hideAfter() time.Duration {
	if p.HideAfter > 0 {
		return p.HideAfter
	}
	return 15 * time.Minute
}

func (p Policy) showAfter() time.Duration {
	if p.ShowAfter > 0 {
		return p.ShowAfter
	}
	return min(time.Minute, p.hideAfter())
}

// SetPolicy is called before anything else.
func (c *Catalogue) SetPolicy(p Policy) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.policy = p
}

// presence says since when a node's gateway has been away, and whether it is hidden for that. Between the two times of the
// policy it stays as it is, so that one that comes and goes does not flicker.
type presence struct {
	awaySince time.Time // first question without an answer, of those in a row; zero: it answers
	backSince time.Time // of one that is hidden: first answer of those in a row
	hidden    bool
}

func (p *presence) see(answered bool, at time.Time, policy Policy) {
	switch {
	case !answered:
		p.backSince = time.Time{}
		if p.awaySince.IsZero() {
			p.awaySince = at
		}
		p.hidden = p.hidden || at.Sub(p.awaySince) >= policy.hideAfter()
	case p.hidden && p.backSince.IsZero():
		p.backSince = at
	case p.hidden && at.Sub(p.backSince) < policy.showAfter():
	default:
		*p = presence{}
	}
}

// SetEnlisting says what a node's wallet said; the newest counts.
func (c *Catalogue) SetEnlisting(all ...dossier.Enlisting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range all {
		if was, there := c.enlisted[e.Node]; there && was.At.After(e.At) {
			continue
		}
		c.enlisted[e.Node] = e
		if c.at[e.Node] != nil {
			c.changed[e.Node] = true
		}
	}
}

// Enlisting is what a node's wallet said last; false: nothing.
func (c *Catalogue) Enlisting(a eth.Address) (dossier.Enlisting, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, there := c.enlisted[a]
	return e, there
}

// SetFinal says that what happened until then on the chain cannot be taken back.
func (c *Catalogue) SetFinal(until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !until.After(c.final) {
		return
	}
	c.final = until
	for a, e := range c.at {
		if e.pending && !e.chain.RegisteredAt.After(until) {
			c.changed[a] = true
		}
	}
}

// Pending reports whether nodes wait for their registration to be final.
func (c *Catalogue) Pending() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.policy.Final {
		return false
	}
	for _, e := range c.at {
		if e.pending {
			return true
		}
	}
	return false
}

// unlisted says why lists do not show a node; empty: they do. mu is held.
func (c *Catalogue) unlisted(e *entry) wire.Unlisted {
	said, there := c.enlisted[e.chain.Address]
	e.pending = c.policy.Final && e.chain.RegisteredAt.After(c.final)
	switch {
	case there && !said.Listed:
		return wire.TakenOff
	case !there && c.policy.Enlisted:
		return wire.NotEnlisted
	case e.pending:
		return wire.NotFinal
	case e.hidden:
		return wire.Away
	}
	return ""
}
