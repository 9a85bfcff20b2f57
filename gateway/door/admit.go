package door

import (
	"context"
	"net/netip"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Ask is a request for a service, as far as it decides who may.
type Ask struct {
	Order       order.ID // the first of a chain of replacements
	Service     string
	User        eth.Address // whose order it is
	Host        string      // of the user's own that was asked; empty: the service's usual one
	Cookies     []string    // values of the gateway's cookie
	Token       string      // of a share link, said by the request itself
	Basic       string      // what stands behind the scheme Basic in Authorization
	Method      string
	Path        string // as it came, without the query
	Destination string // the header of WebDAV
	Upgrade     bool   // it asks for another protocol
	// Stranger says that a page asks which is neither the service's own nor one that opens it: what a browser sends along by
	// itself, cookies and passwords, does not count then.
	Stranger bool
	From     netip.Prefix // network that it comes from
}

// Why is the reason for which a request is not let in.
type Why uint8

// The reasons.
const (
	In             Why = iota // it is
	Closed                    // nothing that would open the service came with it
	CrossSite                 // it would be let in, but for the page that asks
	LinkUnknown               // there is no such link to this service
	LinkExpired               //
	LinkUsedUp                //
	LinkRevoked               //
	LinkShut                  // no link opens the service any more
	OutsideLink               // the link is for another part of the service
	LinkMethod                // the link is for other methods
	PasswordNeeded            //
	PasswordWrong             //
	TooOften                  // more often than this address may
	Unwritten                 // a use of a link cannot be written down now
)

var refusals = [...]struct {
	status int
	code   problem.Code
	text   string
}{
	Closed:         {401, problem.LoginNeeded, "this service is private"},
	CrossSite:      {403, problem.CrossSite, "another site asked for this"},
	LinkUnknown:    {401, problem.LinkUnknown, "there is no such share link to this service"},
	LinkExpired:    {401, problem.LinkExpired, "this share link is past its time"},
	LinkUsedUp:     {401, problem.LinkUsedUp, "this share link was used as often as it may be"},
	LinkRevoked:    {401, problem.LinkRevoked, "this share link was ended by its owner"},
	LinkShut:       {401, problem.LinkShut, "share links do not open this service any more"},
	OutsideLink:    {403, problem.OutsideLink, "this share link is for another part of the service"},
	LinkMethod:     {403, problem.LinkMethod, "this share link is not for this method"},
	PasswordNeeded: {401, problem.PasswordNeeded, "this service asks for a password"},
	PasswordWrong:  {401, problem.PasswordWrong, "the user or the password is wrong"},
	TooOften:       {429, problem.TooMany, "too many requests"},
	Unwritten:      {503, problem.Unavailable, "the use of the share link cannot be written down now"},
}

// problem is a reason as an error.
func (w Why) problem(wait time.Duration) error {
	r := refusals[w]
	p := problem.New(r.status, r.code, "%s", r.text)
	if w == TooOften {
		p = p.Again(wait)
	}
	return p
}

var errBusy = problem.New(503, problem.Unavailable, "too many passwords are being set").Remedy("try again in a few seconds").With("retryAfter", "3")

// Pass is by what a request was let in.
type Pass struct {
	// Strip says that its Basic credential is the gateway's, or may be, and no business of the service.
	Strip bool

	session *session
	link    *link
	gate    *gate
	state   *state // of a public gate, when it was let in
}

// Over tells why what was let in is to end; nil: it goes on. It is a few look-ups, for who asks about all that is open now
// and then.
func (p *Pass) Over(now time.Time) error {
	switch {
	case p.session != nil:
		return p.session.over(now)
	case p.link != nil:
		return p.link.over(now)
	case p.gate != nil:
		if now := p.gate.state.Load(); now.visibility() != wire.Public || now.BasicHash != p.state.BasicHash {
			return errShut
		}
	}
	return nil
}

// Who is by whose right something is open, to be compared: a session, a link, or everybody.
func (p *Pass) Who() any {
	switch {
	case p.session != nil:
		return p.session
	case p.link != nil:
		return p.link
	}
	return nil
}

// Use notes that what was let in is still used: who holds a socket open has not gone away.
func (d *Doors) Use(p *Pass, now time.Time) {
	if p.session != nil {
		d.use(p.session, now)
	}
}

// Admit decides about a request out of memory; only a password that is not known yet is worked at, and only the use of a
// link that has a number of them is written down first. With TooOften it says how long to wait.
func (d *Doors) Admit(ctx context.Context, a Ask) (p Pass, why Why, wait time.Duration) {
	now := d.now()
	s, why := d.byCookie(&a, now)
	if why == In && !a.Stranger {
		p = Pass{session: s, gate: s.gate}
		p.Strip = a.Basic != "" && d.ours(ctx, &a, s.gate, now)
		return p, In, 0
	}
	if why == In {
		why = CrossSite
	}
	if a.Token != "" {
		l := d.linkOf(a.Token, a.User, a.Order, a.Service)
		why = LinkUnknown
		if l != nil {
			if why, wait = d.byToken(l, &a, now); why == In {
				p = Pass{link: l, gate: l.gate}
				p.Strip = a.Basic != "" && d.ours(ctx, &a, l.gate, now)
				return p, In, 0
			}
		}
	}
	g := d.public(&a)
	if g == nil {
		return Pass{}, why, wait
	}
	st := g.state.Load()
	p = Pass{gate: g, state: st}
	if st.basic != nil {
		var v verdict
		switch v, wait = st.basic.check(ctx, d, g, a.Basic, a.From, now); {
		case v == laterCredential:
			return Pass{}, TooOften, wait
		case v == wrongCredential:
			return Pass{}, PasswordWrong, 0
		case v == noCredential && why != Closed:
			return Pass{}, why, 0
		case v == noCredential:
			return Pass{}, PasswordNeeded, 0
		case a.Stranger:
			return Pass{}, CrossSite, 0
		}
		p.Strip = true
	}
	if st.PerMinute > 0 {
		if wait := d.visits.take(visitor{g, a.From}, perMinute(st.PerMinute), now); wait > 0 {
			return Pass{}, TooOften, wait
		}
	}
	return p, In, 0
}

// byCookie looks for a session that opens what is asked for. Where there is one for the service that does not open this, it
// says why.
func (d *Doors) byCookie(a *Ask, now time.Time) (*session, Why) {
	why := Closed
	for _, c := range a.Cookies {
		if len(c) != secret.Size {
			continue
		}
		h := secret.Digest(c)
		d.mu.RLock()
		s := d.sessions[h]
		d.mu.RUnlock()
		// Who gets hold of a host that somebody else had gets the cookies for it, too: they are good there only.
		if s == nil || s.Order != a.Order || s.Service != a.Service || s.Host != a.Host {
			continue
		}
		if err := s.over(now); err != nil {
			if s.link != nil && why == Closed {
				if why = s.link.state(now); why == In {
					why = Closed
				}
			}
			continue
		}
		if s.link != nil {
			if s.link.User != a.User {
				continue
			}
			if no := s.link.allows(a); no != In {
				why = no
				continue
			}
		}
		d.use(s, now)
		return s, In
	}
	return nil, why
}

// byToken uses a link by its token.
func (d *Doors) byToken(l *link, a *Ask, now time.Time) (why Why, wait time.Duration) {
	if why = l.allows(a); why != In {
		return why, 0
	}
	if l.MaxUses == 0 {
		if why = l.state(now); why != In {
			return why, 0
		}
		if last := l.used.Load(); l.spend(now) == In && now.Unix() != last {
			d.mu.Lock()
			d.worn[l] = true
			d.mu.Unlock()
		}
		return In, 0
	}
	if why = l.state(now); why != In {
		return why, 0
	}
	if l.uses.Load() >= l.MaxUses {
		return LinkUsedUp, 0
	}
	if wait, ok := d.redeem.Take(l.Hash, now); !ok {
		return TooOften, wait
	}
	d.writing.Lock()
	defer d.writing.Unlock()
	if why = l.state(now); why == In {
		why = l.spend(now)
	}
	if why != In {
		return why, 0
	}
	if err := d.cfg.Store.PutDoors(ledger.Doors{Links: []ledger.Link{l.record()}}); err != nil {
		return Unwritten, 0
	}
	return In, 0
}

// public is the gate that a request finds open to everybody; nil: it does not.
func (d *Doors) public(a *Ask) *gate {
	d.mu.RLock()
	defer d.mu.RUnlock()
	h := d.halls[a.Order]
	if h == nil || h.user != a.User {
		return nil
	}
	g := h.gates[a.Service]
	if g == nil || g.state.Load().Visibility != wire.Public {
		return nil
	}
	return g
}

// ours reports whether a credential that came beside another right is the gateway's own. One that cannot be looked at now
// is taken for it if it names the gateway's user.
func (d *Doors) ours(ctx context.Context, a *Ask, g *gate, now time.Time) bool {
	b := g.state.Load().basic
	if b == nil {
		return false
	}
	if b.cached(d, a.Basic) {
		return true
	}
	if !b.names(a.Basic) {
		return false
	}
	v, _ := b.check(ctx, d, g, a.Basic, a.From, now)
	return v == rightCredential || v == laterCredential
}
