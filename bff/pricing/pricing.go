// Package pricing says what to pay: a low, a recommended and a fast rate, like a gas fee, each with the chance that a node takes
// it. An offer is a ceiling, so that what is said is the most that is paid for the time, and not a bid. The chances are learned
// from what nodes answered (Model); until enough of them have, there are the list prices alone, and no chance is told.
package pricing

import (
	"slices"

	"berth/bff/catalogue"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Nodes are the nodes that an order would fit on, the cheapest first.
type Nodes interface {
	Fits(want resource.Resources, token eth.Address, duration uint32, needs order.Need, only []eth.Address) ([]catalogue.Fit, map[resource.Dimension]int)
}

// Where a hint comes from.
const (
	fromLists  = "list-prices" // nobody has answered enough: no chance is told
	fromGreets = "greets"
)

const (
	// maxCurve is how many list prices a curve has at most.
	maxCurve = 40
	// maxAsked is how many nodes an offer goes to at most, the cheapest: the chance is that one of them takes it.
	maxAsked = 200
	// safe and sure are the chances from which on a rate is recommended, and is the fast one.
	safe, sure = 0.8, 0.95
)

// Want is what a hint is for.
type Want struct {
	Resources resource.Resources
	Token     eth.Address // that is paid in
	Duration  uint32      // seconds; 0: the catalogue's default
	Needs     order.Need
}

// Hint is the price hint. Low is what the cheapest node lists. Recommended is the lowest rate that is likely to be taken; until
// that has been learned it is the low one. Fast is what is all but sure to be taken, or what three quarters of the nodes list.
func (m *Model) Hint(nodes Nodes, w Want) wire.PriceHint {
	if w.Duration == 0 {
		w.Duration = catalogue.DefaultDuration
	}
	fits, excluded := nodes.Fits(w.Resources, w.Token, w.Duration, w.Needs, nil)
	h := wire.PriceHint{Resources: w.Resources, Token: w.Token, Duration: w.Duration, Nodes: len(fits), Source: fromLists}
	if len(fits) == 0 {
		h.Excluded = excluded
		return h
	}
	s := newSteps(fits, w)
	if m.Knows() {
		h.Source = fromGreets
		s.learn(m, fits)
	}
	list := s.lists[(len(s.lists)-1)/2]
	warn := list.MulDiv(3, 2)
	h.List, h.Warn = &list, &warn
	h.Curve = s.curve()
	low, fast := s.point(s.lists[0]), s.point(s.lists[(len(s.lists)-1)*3/4])
	recommended := low
	if h.Source == fromGreets {
		recommended, fast = reach(h.Curve, safe, warn), reach(h.Curve, sure, warn)
	}
	if fast.Rate.Cmp(recommended.Rate) < 0 {
		fast = recommended
	}
	h.Low, h.Recommended, h.Fast = &low, &recommended, &fast
	return h
}

// reach is the first point with a chance, or the best one up to a rate.
func reach(curve []wire.PricePoint, chance float64, most amount.Nano) wire.PricePoint {
	best := curve[0]
	for _, p := range curve[1:] {
		if best.Chance >= chance || p.Rate.Cmp(most) > 0 {
			break
		}
		if p.Chance > best.Chance+0.005 {
			best = p
		}
	}
	return best
}

// steps are what the nodes list for what is wanted, rising.
type steps struct {
	want  Want
	lists []amount.Nano
	asked []taker // those that would be asked; nil: nothing was learned
}

// taker is a node that is asked: its list price, and how the chance that it takes a rate rises with the ratio to that.
type taker struct {
	list  amount.Nano
	curve density
}

func newSteps(fits []catalogue.Fit, w Want) *steps {
	s := &steps{want: w, lists: make([]amount.Nano, len(fits))}
	for i, f := range fits {
		s.lists[i] = f.Rate(w.Resources, w.Duration)
	}
	// Fits are sorted by floats; neighbours may be a unit out of order in integers.
	slices.SortFunc(s.lists, amount.Nano.Cmp)
	return s
}

func (s *steps) learn(m *Model, fits []catalogue.Fit) {
	for _, f := range fits[:min(len(fits), maxAsked)] {
		var load *wire.Load
		if f.Node.Card != nil {
			load = f.Node.Card.Load
		}
		if list := f.Rate(s.want.Resources, s.want.Duration); !list.IsZero() {
			s.asked = append(s.asked, taker{list, m.curve(classOf(s.want.Resources, s.want.Duration, f.Price, load))})
		}
	}
}

// point is a rate with what is known of it.
func (s *steps) point(rate amount.Nano) wire.PricePoint {
	n, _ := slices.BinarySearchFunc(s.lists, rate, func(list, r amount.Nano) int {
		if list.Cmp(r) <= 0 {
			return -1
		}
		return 1
	})
	p := wire.PricePoint{Rate: rate, Total: rate.Cost(uint64(s.want.Duration)), Nodes: n}
	if len(s.asked) == 0 {
		return p
	}
	none := 1.0
	for i := range s.asked {
		none *= 1 - s.asked[i].curve.at(rate.Over(s.asked[i].list))
	}
	p.Chance = min(1-none, mostChance)
	return p
}

// curve has a point for each of the list prices, or for some of many; and where chances are known some beyond the cheapest, since
// prices that have risen meanwhile are met by those.
func (s *steps) curve() []wire.PricePoint {
	var rates []amount.Nano
	n := min(len(s.lists), maxCurve)
	for i := range n {
		rates = append(rates, s.lists[(i+1)*len(s.lists)/n-1])
	}
	rates = append(rates, s.lists[0])
	if len(s.asked) > 0 {
		for _, percent := range []uint64{105, 110, 125, 150} {
			rates = append(rates, s.lists[0].MulDiv(percent, 100))
		}
	}
	slices.SortFunc(rates, amount.Nano.Cmp)
	rates = slices.Compact(rates)
	curve := make([]wire.PricePoint, len(rates))
	for i, r := range rates {
		curve[i] = s.point(r)
	}
	return curve
}
