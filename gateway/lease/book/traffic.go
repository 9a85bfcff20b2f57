package book

import (
	"math/bits"
	"time"

	"berth/gateway/lease/diary"
	"berth/shared/order"
	"berth/shared/wire"
)

// Traffic opens as an order is paid for, so that nobody uses a month's within the hour that is all they pay for:
//
//	open = bought × min(1, max(paid seconds + ahead, committed seconds) / agreed seconds)
//
// Agreed is the duration that the order was made for, since the rate spreads the traffic's price over that. So an extension,
// which brings no traffic, never slows what opens; and as paid seconds only rise, what is open never shrinks. What the user has
// committed to counts from the end of the probation on: before that it does not bind.
//
// Paid seconds count in steps: a workload that uses all that it gets is not let out and shut in every second.
const (
	ahead = 60 * 60 // seconds
	step  = 5 * 60  // seconds
)

// freeTraffic is what passes for an order that was bought without traffic, so that a page can be looked at at all.
const freeTraffic = 16 << 20

// bought is the traffic that was bought with the order, in bytes.
func (o *Order) bought() uint64 { return o.Rec.Order.Resources.TrafficMiB << 20 }

// agreed is what bought is spread over, in seconds, at least 1.
func (o *Order) agreed() uint64 {
	if o.Rec.Agreed > 0 {
		return uint64(o.Rec.Agreed)
	}
	return max(uint64(o.Rec.Order.Duration), 1)
}

// worth is how much traffic so many seconds bring, in bytes.
func (o *Order) worth(seconds uint64) uint64 {
	all, over := o.bought(), o.agreed()
	if seconds >= over {
		return all
	}
	high, low := bits.Mul64(all, seconds)
	n, _ := bits.Div64(high, low, over) // seconds < over, so it fits
	return n
}

// facts is the order with the time of its activation, wherever that is known from.
func (o *Order) facts() order.Order {
	x := o.Rec.Order
	if x.ActivatedAt.IsZero() {
		x.ActivatedAt = o.Rec.Activation
	}
	return x
}

// until is the moment for which an order counts: an order that has ended opens no more.
func (o *Order) until(now time.Time) time.Time {
	if end := o.Rec.EndedAt; !end.IsZero() && end.Before(now) {
		return end
	}
	return now
}

// opened is how many bytes of the order's own traffic are open at a moment.
func (o *Order) opened(now time.Time) uint64 {
	x, at := o.facts(), o.until(now)
	seconds := uint64(x.PaidSeconds(at))/step*step + ahead
	if from := x.PaidFrom(); !from.IsZero() && !at.Before(from) {
		seconds = max(seconds, uint64(min(x.Committed, x.Duration)))
	}
	return max(o.worth(seconds), freeTraffic)
}

// opens is when more of the order's traffic will be open than so many bytes, and how many bytes more; the zero time: never.
func (o *Order) opens(now time.Time, beyond uint64) (at time.Time, more uint64) {
	x, all := o.facts(), o.bought()
	from := x.PaidFrom()
	beyond = max(beyond, o.opened(now))
	if x.State != order.Active || beyond >= all {
		return time.Time{}, 0
	}
	if open := o.worth(max(ahead, uint64(min(x.Committed, x.Duration)))); now.Before(from) && open > beyond {
		return from, open - beyond
	}
	// The least number of seconds that are worth more, and the step in which they are reached.
	high, low := bits.Mul64(beyond+1, o.agreed())
	least, rest := bits.Div64(high, low, all)
	if rest > 0 {
		least++
	}
	paid := (max(least, ahead+1) - ahead + step - 1) / step * step
	at = from.Add(time.Duration(paid) * time.Second)
	if !at.Before(x.EndsAt()) {
		return time.Time{}, 0
	}
	return at, o.worth(paid+ahead) - beyond
}

// limit is where the meter stops of the workload whose first order o is: each order of a chain brings the traffic that was
// bought with it, and takes none over.
func (o *Order) limit(now time.Time) uint64 {
	last := o.Last()
	return last.base() + last.opened(now)
}

// base is what its chain's meter had counted when the order began to count.
func (o *Order) base() uint64 {
	if o.First() == o {
		return 0
	}
	return o.Rec.TrafficBase
}

// cap sets the limit of the workload that o belongs to.
func (o *Order) cap() {
	first := o.First()
	first.Traffic.Store(first.limit(o.shelf.now()))
}

// takeOver is where the traffic of an order that replaces o at a moment begins. What o had used beyond what it was paid for until
// then, be it ahead or because of a commitment, which the new order takes over, counts as the new order's: else replacing an
// order again and again would bring an hour's traffic each time, and a committed month's. What is free stays free.
func (o *Order) takeOver(at time.Time) uint64 {
	x, meter := o.facts(), o.First().Meter.Load()
	used := meter - min(o.base(), meter)
	paid := max(o.worth(uint64(x.PaidSeconds(at))), freeTraffic)
	return meter - (used - min(used, paid))
}

// UsedTraffic is the traffic in bytes of this one order of a chain, OpenTraffic how much of it is open; and when more than
// that opens, the zero time where nothing does, how many bytes that will be.
func (o *Order) UsedTraffic() uint64 {
	until := o.First().Meter.Load()
	if o != o.Last() {
		until = o.shelf.orders[o.next].Rec.TrafficBase
	}
	return until - min(o.base(), until)
}

// OpenTraffic is described with UsedTraffic.
func (o *Order) OpenTraffic(now time.Time) (open uint64, at time.Time, more uint64) {
	if o != o.Last() {
		return o.opened(now), time.Time{}, 0
	}
	at, more = o.opens(now, 0)
	return o.opened(now), at, more
}

// Moved takes in how many bytes the order's processes have moved over the network since the runtime began to look. What of it
// did not go through the proxy counts, too. The proxy has counted what it passed on, not what the network wrapped that in:
// a quarter more is taken for that, which also covers that the two are not counted at the same moment. What shells carried went
// another way, and leaves none of this free.
func (o *Order) Moved(n uint64) {
	carried := o.Carried.Load()
	through := o.Meter.Load() - o.counted - o.own - carried
	if known := through + through/4 + o.own; n > known {
		o.Meter.Add(n - known)
		o.own += n - known
	}
}

// usedUp reports whether the traffic that is open is gone and nobody has noted it.
func (o *Order) usedUp() bool {
	limit := o.Traffic.Load()
	return o.Meter.Load() >= limit && o.spent != limit && o.work.told.Runs() && o.First() == o
}

// noteEvery is how often it is told at most that the traffic which is open is used.
const noteEvery = time.Hour

// noteUsedUp notes that the traffic is gone, once for what was bought; or what of it is open.
func (o *Order) noteUsedUp(now time.Time) {
	o.spent = o.Traffic.Load()
	seen := o.diary.Last(wire.HappenedTraffic, wire.HappenedNotOpen, wire.HappenedReplaced)
	if at, _ := o.Last().opens(now, 0); !at.IsZero() {
		if seen == nil || seen.Code == wire.HappenedReplaced || seen.Code == wire.HappenedNotOpen && now.Sub(seen.At) >= noteEvery {
			o.Happened(diary.NotOpen())
		}
		return
	}
	if seen == nil || seen.Code != wire.HappenedTraffic {
		o.Happened(diary.TrafficUsed())
	}
}
