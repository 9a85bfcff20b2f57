package rent

import (
	"cmp"
	"context"
	"slices"
	"time"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/pay"
)

// talk is a negotiation as it comes in.
type talk struct {
	id       string
	starting bool
	asked    *wire.Asked
	answers  map[eth.Address]wire.Answer
	done     *wire.Done
	err      error

	stop context.CancelFunc
}

func (k *talk) end() {
	if k.stop != nil {
		k.stop()
		k.stop = nil
	}
}

// rank orders answers: what was accepted, what was countered, those who are still silent, then the rest.
var rank = map[wire.AnswerKind]int{wire.Accept: 0, wire.Counter: 1, "": 2, wire.Reject: 3, wire.NoAnswer: 4}

// replies are all nodes that were asked, with their answers as far as they have come, best first.
func (k *talk) replies() []wire.Answer {
	var list []wire.Answer
	for _, a := range k.answers {
		list = append(list, a)
	}
	if k.asked != nil {
		for _, n := range k.asked.Nodes {
			if _, ok := k.answers[n.Address]; !ok {
				list = append(list, wire.Answer{Node: n.Address, Name: n.Name, Region: n.Region, URL: n.URL})
			}
		}
	}
	slices.SortFunc(list, func(a, b wire.Answer) int {
		if c := cmp.Compare(rank[a.Kind], rank[b.Kind]); c != 0 {
			return c
		}
		if a.Quote != nil && b.Quote != nil {
			if c := a.Quote.Rate.Cmp(b.Quote.Rate); c != 0 {
				return c
			}
			// At the same price, who asks for less of a commitment is the better one.
			if c := cmp.Compare(a.Quote.Committed, b.Quote.Committed); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.Node.String(), b.Node.String())
	})
	return list
}

// hear takes an answer. A node answers once: what it is shown as having said does not change under the user's hand.
func (k *talk) hear(a wire.Answer) {
	if _, had := k.answers[a.Node]; !had {
		k.answers[a.Node] = a
	}
}

// live reports whether a quote can still be paid.
func live(a wire.Answer) bool {
	return a.Quote != nil && time.Now().Before(pay.Until(*a.Quote))
}

// over reports whether there were quotes, and none can be paid any more.
func (k *talk) over() bool {
	any := false
	for _, a := range k.answers {
		if live(a) {
			return false
		}
		any = any || a.Quote != nil
	}
	return any
}

// best is the answer to take: the cheapest that can still be paid; of two at one price the one whose node stands before the other in what
// the platform recommends.
func (k *talk) best(stands []wire.RankedNode) (best wire.Answer, ok bool) {
	place := func(a wire.Answer) int {
		if i := slices.IndexFunc(stands, func(n wire.RankedNode) bool { return n.Address == a.Node }); i >= 0 {
			return i
		}
		return len(stands)
	}
	for _, a := range k.replies() {
		if !live(a) {
			continue
		}
		if c := 0; ok {
			if c = a.Quote.Rate.Cmp(best.Quote.Rate); c > 0 || c == 0 && place(a) >= place(best) {
				continue
			}
		}
		best, ok = a, true
	}
	return best, ok
}

// quote is the answer of a node, if it is there and has a quote.
func (k *talk) quote(node eth.Address) (wire.Answer, bool) {
	a, ok := k.answers[node]
	return a, ok && a.Quote != nil
}
