package book

import (
	"sync/atomic"
	"time"

	"berth/gateway/lease/diary"
	"berth/gateway/lease/traffic"
	"berth/gateway/lease/usage"
	"berth/shared/wire"
)

// Meters are what is counted for one order. Meter counts the bytes in and out, Traffic is where it stops for all orders of the chain.
// Carried is how many of them shells carried, which no process's network has seen: they are added to Meter first. These three may be
// used at any time.
type Meters struct {
	Meter   *atomic.Uint64
	Traffic *atomic.Uint64
	Carried *atomic.Uint64
	Usage   *usage.Usage // nil: nothing is known

	flushed uint64 // traffic that the ledger has
	counted uint64 // traffic before Usage begins
	own     uint64 // traffic since then that did not go through the proxy
	spent   uint64 // the traffic of which it is noted that it is used up
}

// newMeters are those of an order for which so many bytes were counted before.
func newMeters(bytes uint64) Meters {
	m := Meters{Meter: new(atomic.Uint64), Traffic: new(atomic.Uint64), Carried: new(atomic.Uint64), flushed: bytes, counted: bytes}
	m.Meter.Store(bytes)
	return m
}

// forget begins to count anew, for another order. Who holds a meter goes on holding it.
func (m *Meters) forget() {
	m.Usage, m.spent, m.counted, m.own = nil, 0, 0, 0
	m.Carried.Store(0)
	m.Meter.Store(0)
}

// Measure notes what the order's services use now, by name.
func (m *Meters) Measure(now time.Time, services []wire.ServiceUse) {
	if m.Usage == nil {
		m.Usage = usage.New(m.counted)
	}
	m.Usage.Note(now, services, m.Meter.Load())
}

// limit is where the meter stops of the workload whose first order o is: each order of a chain brings the traffic that was
// bought with it, and takes none over.
func (o *Order) limit(now time.Time) uint64 {
	last := o.Last()
	return last.base() + traffic.Of(&last.Rec).Opened(now)
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
	meter := o.First().Meter.Load()
	used := meter - min(o.base(), meter)
	paid := traffic.Of(&o.Rec).Paid(at)
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
	terms := traffic.Of(&o.Rec)
	if o == o.Last() {
		at, more = terms.Opens(now, 0)
	}
	return terms.Opened(now), at, more
}

// Moved takes in how many bytes the order's processes have moved over the network since the runtime began to look. What of it
// did not go through the proxy counts, too. The proxy has counted what it passed on, not what the network wrapped that in:
// a quarter more is taken for that, which also covers that the two are not counted at the same moment. What shells carried went
// another way, and leaves none of this free.
func (m *Meters) Moved(n uint64) {
	carried := m.Carried.Load()
	through := m.Meter.Load() - m.counted - m.own - carried
	if known := through + through/4 + m.own; n > known {
		m.Meter.Add(n - known)
		m.own += n - known
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
	if at, _ := traffic.Of(&o.Last().Rec).Opens(now, 0); !at.IsZero() {
		if seen == nil || seen.Code == wire.HappenedReplaced || seen.Code == wire.HappenedNotOpen && now.Sub(seen.At) >= noteEvery {
			o.Happened(diary.NotOpen())
		}
		return
	}
	if seen == nil || seen.Code != wire.HappenedTraffic {
		o.Happened(diary.TrafficUsed())
	}
}
