package indexer

import (
	"math"
	"slices"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Coins are the tokens that count in records: those that the platform accepts. What is paid in others could be anybody's
// own invention.
type Coins []wire.Coin

func (c Coins) at(token eth.Address) (wire.Coin, bool) {
	for _, coin := range c {
		if coin.Address == token {
			return coin, true
		}
	}
	return wire.Coin{}, false
}

// tally is what an address's orders came to in one of the two roles. It is a sum over orders: what is added can be taken
// out again, to the last unit.
type tally struct {
	completed, inProbation, later, byOther, notActivated int
	served, paidFor                                      uint64 // seconds
	forfeited                                            purse
	earned                                               purse // by the node, fees and referrers' shares taken off
	escrow                                               purse // of the node's live orders, what is not settled
	with                                                 map[eth.Address]*dealings
	orders                                               int
}

// dealings are what was paid between two.
type dealings struct {
	orders  int
	seconds uint64
	paid    purse
}

// purse has sums of several tokens, which are never added up.
type purse []wire.Money

// add puts in so much of a token, or takes it out; what is empty is not kept.
func (p purse) add(token eth.Address, a amount.Amount, sign int) purse {
	i := slices.IndexFunc(p, func(m wire.Money) bool { return m.Token == token })
	switch {
	case a.IsZero() || i < 0 && sign < 0:
		return p
	case i < 0:
		return append(p, wire.Money{Token: token, Amount: a})
	case sign > 0:
		p[i].Amount = p[i].Amount.Add(a)
	default:
		if p[i].Amount = p[i].Amount.Sub(a); p[i].Amount.IsZero() {
			return slices.Delete(p, i, i+1)
		}
	}
	return p
}

// sorted is a copy in the order of the tokens' addresses; nil where there is nothing.
func (p purse) sorted() []wire.Money {
	if len(p) == 0 {
		return nil
	}
	c := slices.Clone(p)
	slices.SortFunc(c, func(a, b wire.Money) int { return slices.Compare(a.Token[:], b.Token[:]) })
	return c
}

// count adds an order to the tallies of its user and its node; sign is 1, or -1 to take it out again.
func (o *Order) count(user, node *tally, sign int, coins Coins) {
	_, counts := coins.at(o.Token)
	paid, seconds := o.served()
	for _, s := range [...]struct {
		t     *tally
		other eth.Address
	}{{user, o.Node}, {node, o.User}} {
		t := s.t
		t.orders += sign
		t.served += uint64(sign) * o.Seconds
		if o.State == order.Completed {
			t.completed += sign
		}
		switch o.early {
		case inProbation:
			t.inProbation += sign
		case byWindow:
			t.notActivated += sign
		}
		if !counts {
			continue
		}
		t.earned = t.earned.add(o.Token, o.Settled.Sub(o.Fees).Sub(o.Referred), sign)
		if o.State.Live() {
			t.escrow = t.escrow.add(o.Token, o.Deposit().Sub(o.Settled), sign)
		}
		t.forfeited = t.forfeited.add(o.Token, o.Forfeited, sign)
		if !paid.IsZero() {
			t.paidFor += uint64(sign) * seconds
			t.deal(s.other, o.Token, paid, seconds, sign)
		}
	}
	switch o.early {
	case byUser:
		user.later += sign
		node.byOther += sign
	case byNode:
		node.later += sign
		user.byOther += sign
	}
}

func (t *tally) deal(other, token eth.Address, paid amount.Amount, seconds uint64, sign int) {
	d := t.with[other]
	if d == nil {
		d = &dealings{}
		if t.with == nil {
			t.with = map[eth.Address]*dealings{}
		}
		t.with[other] = d
	}
	d.orders += sign
	d.seconds += uint64(sign) * seconds
	d.paid = d.paid.add(token, paid, sign)
	if d.orders == 0 {
		delete(t.with, other)
	}
}

// record is the tally as pages get it.
func (t *tally) record() wire.Record {
	var paid purse
	for _, d := range t.with {
		for _, m := range d.paid {
			paid = paid.add(m.Token, m.Amount, 1)
		}
	}
	return wire.Record{
		Completed: t.completed, CancelledInProbation: t.inProbation, CancelledLater: t.later, EndedByOther: t.byOther, NotActivated: t.notActivated,
		SecondsServed: t.served, SecondsPaid: t.paidFor, Partners: len(t.with), Paid: paid.sorted(), Forfeited: t.forfeited.sorted(),
	}
}

// Weights of a standing.
const (
	hour  = 3600 // seconds of a partner that weigh nothing yet
	parts = 100  // of a token: one of them is what weighs something
)

// standing says how much a node's record is worth, for sorting alone; 0 is a node that is not known yet, and less is worse
// than that.
//
// Each partner that paid counts once, by log2(1 + √(h × m)): h the whole hours that it has paid for in all, m the whole
// hundredths of a token that it has paid. So orders of seconds, orders in probation and orders that cost next to nothing
// count nothing however many there are; one partner with a hundred orders counts as one; and to look like many, somebody
// has to bind money for hours on many addresses. m is that of the token of which most was paid: money in different tokens is
// not added up, but in those that are meant to be dollars.
//
// Taken off are one for each order that the node let lapse before it began, and for each that it left early after the
// probation, and there log2(1 + the hundredths that it forfeited) besides. What users alone can bring about takes nothing
// off: neither ends in probation nor those that they choose later.
func (t *tally) standing(coins Coins) float64 {
	var sum float64
	for _, other := range sortedKeys(t.with) { // always in the same order, since sums of floats depend on it
		d := t.with[other]
		h, m := float64(d.seconds/hour), coins.most(d.paid)
		sum += math.Log2(1 + math.Sqrt(h*m))
	}
	return sum - float64(t.notActivated+t.later) - math.Log2(1+coins.most(t.forfeited))
}

// most is the whole hundredths of a token in a purse, of that which has most; dollars together.
func (c Coins) most(p purse) float64 {
	var most, dollars float64
	for _, m := range p {
		coin, ok := c.at(m.Token)
		if !ok {
			continue
		}
		n := math.Floor(m.Amount.Mul(parts).Over(unit(coin.Decimals)))
		if coin.Dollar {
			dollars += n
		} else {
			most = max(most, n)
		}
	}
	return max(most, dollars)
}

// unit is one token in its smallest units.
func unit(decimals int) amount.Amount {
	u := amount.Of(1)
	for range decimals {
		u = u.Mul(10)
	}
	return u
}

func sortedKeys[V any](m map[eth.Address]V) []eth.Address {
	keys := make([]eth.Address, 0, len(m))
	for a := range m {
		keys = append(keys, a)
	}
	slices.SortFunc(keys, func(a, b eth.Address) int { return slices.Compare(a[:], b[:]) })
	return keys
}
