// Package traffic says how much of the traffic that was bought with an order is open, and when more is.
//
// Traffic opens as an order is paid for, so that nobody uses a month's within the hour that is all they pay for:
//
//	open = bought × min(1, max(paid seconds + ahead, committed seconds) / agreed seconds)
//
// Agreed is the duration that the order was made for, since the rate spreads the traffic's price over that. So an extension,
// which brings no traffic, never slows what opens; and as paid seconds only rise, what is open never shrinks. What the user has
// committed to counts from the end of the probation on: before that it does not bind.
//
// Paid seconds count in steps: a workload that uses all that it gets is not let out and shut in every second.
package traffic

import (
	"math/bits"
	"time"

	"berth/gateway/ledger"
	"berth/shared/order"
)

const (
	ahead = 60 * 60 // seconds
	step  = 5 * 60  // seconds
)

// freeTraffic is what passes for an order that was bought without traffic, so that a page can be looked at at all.
const freeTraffic = 16 << 20

// Terms are what decides how much of an order's traffic is open.
type Terms struct {
	order  order.Order // with the time of its activation, wherever that is known from
	agreed uint64      // what bought is spread over, in seconds, at least 1
	ended  time.Time   // zero: it has not
}

// Of are an order's terms, as they are now.
func Of(r *ledger.Record) Terms {
	t := Terms{order: r.Order, agreed: agreed(r), ended: r.EndedAt}
	if t.order.ActivatedAt.IsZero() {
		t.order.ActivatedAt = r.Activation
	}
	return t
}

// bought is the traffic that was bought with the order, in bytes.
func (t Terms) bought() uint64 { return t.order.Resources.TrafficMiB << 20 }

// agreed is what bought is spread over, in seconds, at least 1.
func agreed(r *ledger.Record) uint64 {
	if r.Agreed > 0 {
		return uint64(r.Agreed)
	}
	return max(uint64(r.Order.Duration), 1)
}

// worth is how much traffic so many seconds bring, in bytes.
func (t Terms) worth(seconds uint64) uint64 {
	all, over := t.bought(), t.agreed
	if seconds >= over {
		return all
	}
	high, low := bits.Mul64(all, seconds)
	n, _ := bits.Div64(high, low, over) // seconds < over, so it fits
	return n
}

// until is the moment for which an order counts: an order that has ended opens no more.
func (t Terms) until(now time.Time) time.Time {
	if !t.ended.IsZero() && t.ended.Before(now) {
		return t.ended
	}
	return now
}

// Opened is how many bytes of the order's own traffic are open at a moment.
func (t Terms) Opened(now time.Time) uint64 {
	x, at := &t.order, t.until(now)
	seconds := uint64(x.PaidSeconds(at))/step*step + ahead
	if from := x.PaidFrom(); !from.IsZero() && !at.Before(from) {
		seconds = max(seconds, uint64(min(x.Committed, x.Duration)))
	}
	return max(t.worth(seconds), freeTraffic)
}

// Opens is when more of the order's traffic will be open than so many bytes, and how many bytes more; the zero time: never.
func (t Terms) Opens(now time.Time, beyond uint64) (at time.Time, more uint64) {
	x, all := &t.order, t.bought()
	from := x.PaidFrom()
	beyond = max(beyond, t.Opened(now))
	if x.State != order.Active || beyond >= all {
		return time.Time{}, 0
	}
	if open := t.worth(max(ahead, uint64(min(x.Committed, x.Duration)))); now.Before(from) && open > beyond {
		return from, open - beyond
	}
	// The least number of seconds that are worth more, and the step in which they are reached.
	high, low := bits.Mul64(beyond+1, t.agreed)
	least, rest := bits.Div64(high, low, all)
	if rest > 0 {
		least++
	}
	paid := (max(least, ahead+1) - ahead + step - 1) / step * step
	at = from.Add(time.Duration(paid) * time.Second)
	if !at.Before(x.EndsAt()) {
		return time.Time{}, 0
	}
	return at, t.worth(paid+ahead) - beyond
}

// Paid is how many bytes were paid for until a moment; what is free counts as that.
func (t Terms) Paid(at time.Time) uint64 {
	return max(t.worth(uint64(t.order.PaidSeconds(at))), freeTraffic)
}
