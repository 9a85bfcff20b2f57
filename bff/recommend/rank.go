package recommend

import (
	"cmp"
	"math"
	"slices"

	"berth/bff/catalogue"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// What speaks for a node and against it, in points; what costs twice as much is worth 2 less.
const (
	perDouble   = 2.0  // off for each time that the price doubles
	perDecade   = 0.3  // for each tenfold of hours that others paid for, to 10,000 hours
	perBroken   = 1.5  // off for all orders of a record let lapse or left, in proportion
	perLevel    = 0.4  // for each level of certification
	perDowntime = 10.0 // off for all time away, in proportion
	perRTT      = 0.4  // off for each 100 ms, to 500 ms
	forRoom     = 0.15 // for as much again being free
	nearest     = 60   // ms up to which a node is called near
)

// Rank orders nodes that fit: the best first, with the reasons. rtt are the ms to gateways that whoever asks has measured; of others
// nothing is known, which speaks neither for nor against them.
func Rank(fits []catalogue.Fit, want resource.Resources, duration uint32, rtt map[eth.Address]uint32) []wire.RankedNode {
	if len(fits) == 0 {
		return nil
	}
	rates := make([]amount.Nano, len(fits))
	least := fits[0].Rate(want, duration)
	for i, f := range fits {
		if rates[i] = f.Rate(want, duration); rates[i].Cmp(least) < 0 {
			least = rates[i]
		}
	}
	type ranked struct {
		wire.RankedNode
		score float64
	}
	all := make([]ranked, len(fits))
	for i, f := range fits {
		n := f.Node
		r := ranked{RankedNode: wire.RankedNode{
			AskedNode: wire.AskedNode{Address: n.Address, Name: n.Name, Region: n.Region, URL: n.URL}, Rate: rates[i], Total: rates[i].Cost(uint64(duration)),
			Why: reasons(n, want, ratio(rates[i], least), rtt),
		}}
		for _, w := range r.Why {
			r.score += w.Points
		}
		slices.SortStableFunc(r.Why, func(a, b wire.RankReason) int { return cmp.Compare(math.Abs(b.Points), math.Abs(a.Points)) })
		all[i] = r
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), slices.Compare(a.Address[:], b.Address[:]))
	})
	list := make([]wire.RankedNode, len(all))
	for i, r := range all {
		list[i] = r.RankedNode
	}
	return list
}

// ratio is how many times as dear a rate is as the least; 1 where that is nothing.
func ratio(rate, least amount.Nano) float64 {
	if least.IsZero() {
		return 1
	}
	return max(rate.Over(least), 1)
}

func reasons(n *wire.Node, want resource.Resources, price float64, rtt map[eth.Address]uint32) (why []wire.RankReason) {
	say := func(code string, figure, points float64) {
		why = append(why, wire.RankReason{Code: code, Figure: figure, Points: points})
	}
	if price == 1 {
		say("cheapest", 0, 0.1)
	} else {
		say("dearer", math.Round(100*(price-1)), -perDouble*math.Log2(price))
	}
	r := n.Record
	if hours := float64(r.SecondsPaid) / 3600; hours >= 1 && r.Partners > 0 {
		// Hours of one partner may be the node's own.
		say("record", math.Floor(hours), perDecade*math.Min(math.Log10(1+hours), 4)*math.Min(float64(r.Partners), 3)/3)
	} else {
		say("newcomer", 0, 0)
	}
	if broken := r.NotActivated + len(r.Forfeited); broken > 0 {
		say("broken", float64(broken), -perBroken*math.Min(1, 3*float64(broken)/float64(max(broken+r.Completed+r.CancelledLater, 1))))
	}
	if ms, ok := rtt[n.Address]; ok {
		code := "far"
		if ms <= nearest {
			code = "near"
		}
		say(code, float64(ms), -perRTT*math.Min(float64(ms), 500)/100)
	}
	twice := want.Add(want)
	twice.GPUModel = want.GPUModel
	if n.Free.Lacks(twice) == nil {
		say("room", 0, forRoom)
	}
	return append(why, proven(n)...)
}
