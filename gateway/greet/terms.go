package greet

import (
	"context"
	"slices"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// against lists what of the terms themselves speaks against an offer.
func (t *Terms) against(g wire.Greet) (why []wire.Why) {
	if !t.Price.Takes(g.Token) {
		why = append(why, t.otherToken(g.Token))
	}
	if w := t.referral(g); w.Code != "" {
		why = append(why, w)
	}
	if g.Duration < t.MinDuration {
		why = append(why, duration(g, t.MinDuration, "at least "))
	}
	if g.Duration > t.MaxDuration {
		why = append(why, duration(g, t.MaxDuration, "at most "))
	}
	return why
}

// duration says that an offer's duration is beyond a bound.
func duration(g wire.Greet, bound uint32, beyond string) wire.Why {
	return wire.Why{Code: "duration", Wanted: dec(g.Duration), Free: dec(bound), Text: beyond + dec(bound) + " seconds"}
}

// deal is what an offer comes to under the terms, if nothing speaks against it.
type deal struct {
	kind      wire.AnswerKind
	rate      amount.Nano
	committed uint32
	least     uint32 // seconds
}

// price reckons what an offer comes to at a load.
func (t *Terms) price(g wire.Greet, l wire.Load) deal {
	price, _ := wire.PriceIn(t.Price.At(l), g.Token)
	// A shorter order has no right to the discount, and who leaves sooner has none either.
	d := deal{kind: wire.Accept, committed: price.Discount(g.Duration).From}
	d.least = max(t.MinDuration, d.committed)
	if g.Resources.TrafficMiB > 0 {
		// The traffic's price is spread over the duration: a shorter one would not pay for it.
		d.least = g.Duration
	}
	list := price.Rate(g.Resources, g.Duration)
	if least := amount.Of(1).Nano().DivUp(uint64(d.least)); list.Cmp(least) < 0 {
		list = least // the market refuses an order that costs nothing
	}
	d.rate = list // an offer is a ceiling: nobody pays more than the node asks for
	if g.Rate.Cmp(list) < 0 {
		d.kind = wire.Counter
	}
	return d
}

// otherToken says that an offer is in a token that this node has no price in.
func (t *Terms) otherToken(wanted eth.Address) wire.Why {
	taken := make([]string, len(t.Price.Base))
	for i, p := range t.Price.Base {
		taken[i] = p.Token.String()
	}
	return wire.Why{Code: "token", Wanted: wanted.String(), Free: strings.Join(taken, " "), Text: "the node does not take this token"}
}

// referral says what is wrong with what a referrer asks for; an empty Code: nothing.
func (t *Terms) referral(g wire.Greet) wire.Why {
	w := wire.Why{Code: "referrer", Wanted: dec(uint32(g.ReferrerShare)), Free: dec(uint32(t.ReferrerShare))}
	switch {
	case g.ReferrerShare == 0:
		return wire.Why{}
	case g.Referrer.IsZero() || slices.Contains(t.NoReferrers, g.Referrer):
		w.Text = "nobody is named who could get the referrer's share"
	case g.ReferrerShare > t.ReferrerShare:
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
func (d *Desk) probation(ctx context.Context, t *Terms, g wire.Greet) *wire.Probation {
	if t.Probation == 0 || g.Replaces != 0 {
		return nil
	}
	p := &wire.Probation{MinStake: t.MinStake}
	if d.orders.Served(g.User) {
		p.Why = notFirst
		return p
	}
	if p.MinStake.IsZero() {
		p.Seconds = t.Probation
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
		p.Seconds = t.Probation
	}
	return p
}
