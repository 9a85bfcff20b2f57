package greet

import (
	"context"
	"slices"
	"sync"
	"time"

	"berth/shared/wire"
)

// MaxRecent is how many of the last offers are remembered.
const MaxRecent = 100

// Offer is an offer that came, with what its answer depended on beside the terms.
type Offer struct {
	At    time.Time
	Greet wire.Greet
	Load  wire.Load // that its price came of, or would have
	Was   wire.AdminAnswer
}

// recent are the last offers, in a ring. It has a lock of its own: who looks at it holds up no greeting.
type recent struct {
	mu   sync.Mutex
	ring []Offer
	next int
}

// recall remembers an offer with its answer.
func (d *Desk) recall(o Offer, was wire.AdminAnswer) {
	o.Was = was
	r := &d.recent
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.ring) < MaxRecent {
		r.ring = append(r.ring, o)
		return
	}
	r.ring[r.next] = o
	r.next = (r.next + 1) % MaxRecent
}

// Recent are the last offers, the newest first.
func (d *Desk) Recent() []Offer {
	r := &d.recent
	r.mu.Lock()
	defer r.mu.Unlock()
	all := append(slices.Clone(r.ring[r.next:]), r.ring[:r.next]...)
	slices.Reverse(all)
	return all
}

// Would is how an offer that came would be answered on other terms, all else being as it was then: the chain, the room, the
// user's other orders and quotes. Only stake and record are those of now.
func (d *Desk) Would(ctx context.Context, t Terms, o Offer) wire.AdminAnswer {
	if beyondTerms(o) {
		return o.Was
	}
	if t.Blocked != nil && t.Blocked(o.Greet.User) {
		return wire.AdminAnswer{Kind: wire.Reject, Why: []wire.Why{blocked()}}
	}
	why := t.against(o.Greet)
	if len(why) == 0 {
		why = d.serves(ctx, &t, o.Greet)
	}
	if len(why) > 0 {
		return wire.AdminAnswer{Kind: wire.Reject, Why: why}
	}
	deal := t.price(o.Greet, o.Load)
	return wire.AdminAnswer{Kind: deal.kind, Rate: deal.rate}
}

// ofTerms are the codes of what an operator's terms bring about; all others stand whatever the terms are.
var ofTerms = []string{"blocked", "token", "referrer", "duration", "stake", "record", "maintenance"}

// beyondTerms reports whether an offer's answer has a reason that no terms would have changed. That of an order which is to be
// replaced is its token, and a duration without a bound is what its user has committed to.
func beyondTerms(o Offer) bool {
	return slices.ContainsFunc(o.Was.Why, func(w wire.Why) bool {
		return !slices.Contains(ofTerms, w.Code) || o.Greet.Replaces != 0 && (w.Code == "token" || w.Code == "duration" && w.Free == "")
	})
}
