// Package usage keeps what an order's services used: the last hour as it was looked at, the last day in means. It is kept in
// memory alone: a restart forgets it, and its charts begin anew.
package usage

import (
	"math"
	"slices"
	"time"

	"berth/shared/wire"
)

// Services are to be looked at every Every, which is kept for an hour; means over Mean are kept for a day.
const (
	Every = 15 * time.Second
	Mean  = 5 * time.Minute
)

const (
	hourly = int(time.Hour / Every)
	daily  = int(24 * time.Hour / Mean)
	// maxBytes bounds the memory of one order's usage; a test holds it.
	maxBytes = 15 << 10
)

// use is a look at an order: 24 bytes, for there are many.
type use struct {
	traffic           uint64 // bytes since the one before
	at                uint32 // Unix seconds
	cpu, memory, disk uint32 // thousandths of a core, MiB
}

// ring keeps the last uses.
type ring struct {
	all  []use
	next int // the oldest, once it is full
}

func (r *ring) push(u use, size int) {
	switch {
	case r.all == nil:
		r.all = append(make([]use, 0, size), u)
	case len(r.all) < cap(r.all):
		r.all = append(r.all, u)
	default:
		r.all[r.next] = u
		r.next = (r.next + 1) % len(r.all)
	}
}

// since gives those after a moment, oldest first.
func (r *ring) since(from time.Time) []wire.UseSample {
	all := make([]wire.UseSample, 0, len(r.all)+1)
	for i := range r.all {
		if u := r.all[(r.next+i)%len(r.all)]; int64(u.at) > from.Unix() {
			all = append(all, u.wire())
		}
	}
	return all
}

func (u use) wire() wire.UseSample {
	return wire.UseSample{At: time.Unix(int64(u.at), 0).UTC(), CPUMilli: u.cpu, MemoryMiB: u.memory, DiskMiB: u.disk, TrafficBytes: u.traffic}
}

// Usage is what an order's services used: at most maxBytes, the rings being made when they are needed. It is not safe for
// concurrent use.
type Usage struct {
	hour, day ring
	mean      mean
	services  []wire.ServiceUse // as of the last look, by name
	last      uint32            // Unix seconds of it
	meter     uint64            // bytes counted by then
}

// mean is what is looked at within one step of a day.
type mean struct {
	step              uint32
	n                 uint64
	cpu, memory, disk uint64
	last              use // with the traffic of all
}

func (m *mean) add(u use) {
	m.n++
	m.cpu, m.memory, m.disk = m.cpu+uint64(u.cpu), m.memory+uint64(u.memory), m.disk+uint64(u.disk)
	u.traffic += m.last.traffic
	m.last = u
}

func (m *mean) use() use {
	u := m.last
	u.cpu, u.memory, u.disk = uint32(m.cpu/m.n), uint32(m.memory/m.n), uint32(m.disk/m.n)
	return u
}

// Note takes a look in: what each service uses now, by name, and the bytes counted so far. Of a clock that was set
// back nothing is noted until it has caught up.
func (g *Usage) Note(now time.Time, services []wire.ServiceUse, meter uint64) {
	at := uint32(now.Unix())
	if at <= g.last {
		return
	}
	u := use{at: at, traffic: meter - min(g.meter, meter)}
	for _, s := range services {
		u.cpu, u.memory, u.disk = add32(u.cpu, s.CPUMilli), add32(u.memory, s.MemoryMiB), add32(u.disk, s.DiskMiB)
	}
	g.services, g.last, g.meter = services, at, meter
	g.hour.push(u, hourly)
	if step := at / uint32(Mean/time.Second); step != g.mean.step {
		if g.mean.n > 0 {
			g.day.push(g.mean.use(), daily)
		}
		g.mean = mean{step: step}
	}
	g.mean.add(u)
}

func add32(a, b uint32) uint32 { return uint32(min(uint64(a)+uint64(b), math.MaxUint32)) }

// New is a usage that counts traffic from so many bytes on.
func New(counted uint64) *Usage { return &Usage{meter: counted} }

// Services are those of the last look, by name. They are the caller's to keep.
func (g *Usage) Services() []wire.ServiceUse { return slices.Clone(g.services) }

// Hour is what was seen within the last hour, oldest first.
func (g *Usage) Hour(now time.Time) []wire.UseSample { return g.hour.since(now.Add(-time.Hour)) }

// Day are the means of the last day, oldest first, that of the last minutes included.
func (g *Usage) Day(now time.Time) []wire.UseSample {
	all := g.day.since(now.Add(-24 * time.Hour))
	if g.mean.n > 0 && now.Sub(time.Unix(int64(g.mean.last.at), 0)) < 24*time.Hour {
		all = append(all, g.mean.use().wire())
	}
	return all
}

// MiB rounds bytes up.
func MiB(bytes uint64) uint32 {
	return uint32(min(bytes>>20+(bytes&(1<<20-1)+1<<20-1)>>20, math.MaxUint32))
}
