package pricing

import (
	"math"
	"slices"
)

// edges divide the ratio of a rate to a node's list price. Around 1 they are close: that is where most nodes change their mind.
var edges = [...]float64{
	0.25, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.999, 1, 1.025, 1.05, 1.075, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4, 1.45, 1.5,
	1.75, 2, 2.5, 3, 4,
}

// bins are the parts between edges: the one of index i ends with edge i, the edge within it. The last is beyond all of them:
// nodes that take no price.
const bins = len(edges) + 1

// counts are what is known of the least ratio that nodes take, their threshold, as weights: all that is kept of any number of
// answers. Some say it exactly, others only on which side of a ratio it is.
type counts struct {
	Exact [bins]float64 `json:"exact"` // it is in the bin
	Below [bins]float64 `json:"below"` // at most the bin's edge: the node took that
	Above [bins]float64 `json:"above"` // above the bin's edge: the node refused that and did not say more
}

func (c *counts) weight() (w float64) {
	for i := range bins {
		w += c.Exact[i] + c.Below[i] + c.Above[i]
	}
	return w
}

func (c *counts) scale(by float64) {
	for i := range bins {
		c.Exact[i] *= by
		c.Below[i] *= by
		c.Above[i] *= by
	}
}

// valid refuses what no answers can have come to: it was read from outside.
func (c *counts) valid() bool {
	for i := range bins {
		for _, v := range [...]float64{c.Exact[i], c.Below[i], c.Above[i]} {
			if !(v >= 0 && v < 1e9) {
				return false
			}
		}
	}
	return true
}

// binOf is the bin that a ratio is in.
func binOf(ratio float64) int {
	i, _ := slices.BinarySearch(edges[:], ratio)
	return i
}

// edgeOf is the edge that is closest to a ratio.
func edgeOf(ratio float64) int {
	i := min(binOf(ratio), len(edges)-1)
	if i > 0 && ratio-edges[i-1] < edges[i]-ratio {
		return i - 1
	}
	return i
}

// density is how likely a threshold is in each bin; it adds up to 1.
type density [bins]float64

// prior is what is believed before anybody has answered: nodes take their list price, or somewhat more where it has risen since,
// and some have no room after all.
var prior = func() (d density) {
	for i := range bins {
		switch {
		case i == bins-1:
			d[i] = 0.12
		case edges[i] == 1:
			d[i] = 0.7
		case edges[i] > 1 && edges[i] <= 1.1:
			d[i] = 0.12 / 4
		case edges[i] > 1:
			d[i] = 0.03 / 13
		default:
			d[i] = 0.03 / 15
		}
	}
	return d.normal()
}()

func (d density) normal() density {
	sum := 0.0
	for _, v := range d {
		sum += v
	}
	for i := range d {
		d[i] /= sum
	}
	return d
}

// rounds is how often fit goes over what is known; beyond that it hardly moves.
const rounds = 40

// fit is the density that makes what is known the likeliest, beside a belief that weighs as much as so many answers
// (expectation maximisation over censored observations; Turnbull 1976).
func fit(known *counts, belief density, weight float64) density {
	d := belief
	for range rounds {
		var sum, up density // up to and with a bin
		total := 0.0
		for i, v := range d {
			total += v
			up[i] = total
		}
		for i := range bins {
			sum[i] = weight*belief[i] + known.Exact[i]
		}
		// What lies at most at an edge is spread over all bins up to it, as they stand now; so is what lies above.
		share := 0.0
		for i := bins - 1; i >= 0; i-- {
			if up[i] > 0 {
				share += known.Below[i] / up[i]
			}
			sum[i] += share * d[i]
		}
		share = 0
		for i := range bins {
			sum[i] += share * d[i]
			if over := total - up[i]; over > 1e-12 {
				share += known.Above[i] / over
			}
		}
		d = sum.normal()
	}
	return d
}

// at is the chance that a threshold is at most a ratio: it never falls with it. Within a bin it rises evenly.
func (d *density) at(ratio float64) float64 {
	i := binOf(ratio)
	sum := 0.0
	for j := range min(i, bins-1) {
		sum += d[j]
	}
	if i >= len(edges) || math.IsNaN(ratio) {
		return min(sum, 1)
	}
	from := 0.0
	if i > 0 {
		from = edges[i-1]
	}
	return min(sum+d[i]*max(ratio-from, 0)/(edges[i]-from), 1)
}
