// Package pricing says what rate to offer: like a gas fee, a low, a recommended and a fast one, each with its chance of
// being taken. What it knows is the list prices of the nodes that an order fits on now.
package pricing

import (
	"berth/bff/catalogue"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Nodes are the nodes that an order would fit on, the cheapest first.
type Nodes interface {
	Fits(want resource.Resources, token eth.Address, duration uint32, only []eth.Address) ([]catalogue.Fit, map[resource.Dimension]int)
}

// maxCurve is how many points a curve has at most.
const maxCurve = 40

// Hint is the price hint in a token for resources over a duration in seconds. Low is what the cheapest node takes, recommended
// what at least half of them take, fast what all of them take.
func Hint(nodes Nodes, want resource.Resources, token eth.Address, duration uint32) wire.PriceHint {
	if duration == 0 {
		duration = catalogue.DefaultDuration
	}
	fits, excluded := nodes.Fits(want, token, duration, nil)
	h := wire.PriceHint{Resources: want, Token: token, Nodes: len(fits), Source: "list-prices"}
	if len(fits) == 0 {
		h.Excluded = excluded
		return h
	}
	s := steps{fits: fits, rate: func(f catalogue.Fit) amount.Nano { return f.Rate(want, duration) }}
	low, recommended, fast := s.at(0), s.at((len(fits)-1)/2), s.at(len(fits)-1)
	h.Low, h.Recommended, h.Fast = &low, &recommended, &fast
	n := min(len(fits), maxCurve)
	for i := range n {
		p := s.at((i+1)*len(fits)/n - 1)
		if k := len(h.Curve); k > 0 && h.Curve[k-1].Rate == p.Rate {
			continue
		}
		h.Curve = append(h.Curve, p)
	}
	return h
}

// steps is the step function from a rate to the share of nodes that would take it.
type steps struct {
	fits []catalogue.Fit
	rate func(catalogue.Fit) amount.Nano
}

// at is the point at the rate of the i-th node, with all nodes that have that same rate.
func (s steps) at(i int) wire.PricePoint {
	rate := s.rate(s.fits[i])
	// Fits are sorted by floats; neighbours may be equal, or a unit out of order, in integers.
	for i+1 < len(s.fits) && s.rate(s.fits[i+1]).Cmp(rate) <= 0 {
		i++
	}
	return wire.PricePoint{Rate: rate, Nodes: i + 1, Chance: float64(i+1) / float64(len(s.fits))}
}
