package greet

import (
	"context"
	"slices"
	"strings"

	"berth/shared/eth"
	"berth/shared/wire"
)

// otherToken says that an offer is in a token that this node has no price in.
func (d *Desk) otherToken(wanted eth.Address) wire.Why {
	taken := make([]string, len(d.terms.Price.Base))
	for i, p := range d.terms.Price.Base {
		taken[i] = p.Token.String()
	}
	return wire.Why{Code: "token", Wanted: wanted.String(), Free: strings.Join(taken, " "), Text: "the node does not take this token"}
}

// referral says what is wrong with what a referrer asks for; an empty Code: nothing.
func (d *Desk) referral(g wire.Greet) wire.Why {
	w := wire.Why{Code: "referrer", Wanted: dec(uint32(g.ReferrerShare)), Free: dec(uint32(d.terms.ReferrerShare))}
	switch {
	case g.ReferrerShare == 0:
		return wire.Why{}
	case g.Referrer.IsZero() || slices.Contains(d.terms.NoReferrers, g.Referrer):
		w.Text = "nobody is named who could get the referrer's share"
	case g.ReferrerShare > d.terms.ReferrerShare:
		w.Text = "the referrer's share is larger than the node gives, which is " + w.Free + " basis points"
	default:
		return wire.Why{}
	}
	return w
}

// Why there is no probation.
const (
	notFirst = "not-first"
	tooLow   = "stake"
	notKnown = "unknown"
)

// probation is the free time that a user gets of this node; nil: nobody gets any, or not for this. Where the chain does not
// say what the user has staked there is none: a quote that promises too much is refused on the chain.
func (d *Desk) probation(ctx context.Context, g wire.Greet) *wire.Probation {
	if d.terms.Probation == 0 || g.Replaces != 0 {
		return nil
	}
	p := &wire.Probation{MinStake: d.terms.MinStake}
	if d.orders.Served(g.User) {
		p.Why = notFirst
		return p
	}
	if p.MinStake.IsZero() {
		p.Seconds = d.terms.Probation
		return p
	}
	e, err := d.stakes.Entitled(ctx, g.User)
	p.Stake = e.Free
	switch {
	case err != nil:
		p.Why = notKnown
	case !e.First:
		p.Why = notFirst
	case e.Free.Cmp(p.MinStake) < 0:
		p.Why = tooLow
	default:
		p.Seconds = d.terms.Probation
	}
	return p
}
