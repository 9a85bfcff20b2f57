package lease

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
)

// What services use is looked at so often, and kept for an hour; means of so many looks are kept for a day. It is kept in
// memory alone: a restart forgets it, and its charts begin anew.
const (
	useEvery   = 15 * time.Second
	useWait    = 10 * time.Second
	useMean    = 5 * time.Minute
	hourlyUses = int(time.Hour / useEvery)
	dailyUses  = int(24 * time.Hour / useMean)
	// maxUsage bounds the memory of one order's usage; a test holds it.
	maxUsage = 14 << 10
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

// usage is what an order's services used: at most maxUsage, the rings being made when they are needed. Keeper.mu guards it.
type usage struct {
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

// note takes a look in. Of a clock that was set back nothing is noted until it has caught up.
func (g *usage) note(now time.Time, services []wire.ServiceUse, meter uint64) {
	at := uint32(now.Unix())
	if at <= g.last {
		return
	}
	u := use{at: at, traffic: meter - min(g.meter, meter)}
	for _, s := range services {
		u.cpu, u.memory, u.disk = add32(u.cpu, s.CPUMilli), add32(u.memory, s.MemoryMiB), add32(u.disk, s.DiskMiB)
	}
	g.services, g.last, g.meter = services, at, meter
	g.hour.push(u, hourlyUses)
	if step := at / uint32(useMean/time.Second); step != g.mean.step {
		if g.mean.n > 0 {
			g.day.push(g.mean.use(), dailyUses)
		}
		g.mean = mean{step: step}
	}
	g.mean.add(u)
}

func add32(a, b uint32) uint32 { return uint32(min(uint64(a)+uint64(b), math.MaxUint32)) }

// Use is what the services of an order, and of those that it replaced, used over the last span: up to an hour as it was
// looked at, else a day in means.
func (k *Keeper) Use(id order.ID, span time.Duration) (wire.Use, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil {
		return wire.Use{}, problemUnknown(id)
	}
	all := wire.Use{Every: int(useEvery / time.Second), Samples: []wire.UseSample{}, Services: []wire.ServiceUse{}, Bought: k.tip(e).rec.Order.Resources}
	if span > time.Hour {
		all.Every = int(useMean / time.Second)
	}
	g := k.root(e).usage
	if g == nil {
		return all, nil
	}
	all.Services = slices.Clone(g.services)
	if span <= time.Hour {
		all.Samples = g.hour.since(k.now().Add(-time.Hour))
		return all, nil
	}
	all.Samples = g.day.since(k.now().Add(-24 * time.Hour))
	if g.mean.n > 0 && k.now().Sub(time.Unix(int64(g.mean.last.at), 0)) < 24*time.Hour {
		all.Samples = append(all.Samples, g.mean.use().wire())
	}
	return all, nil
}

// watchUse looks at what all services use until ctx ends.
func (k *Keeper) watchUse(ctx context.Context) {
	t := time.NewTicker(useEvery)
	defer t.Stop()
	silent := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		err := k.lookAtUse(ctx)
		if err != nil && !silent && ctx.Err() == nil {
			k.log.Warn("what services use is not known; what was seen last stays", "err", err)
		}
		silent = err != nil
	}
}

// lookAtUse asks the runtime once. Without an answer nothing is changed.
func (k *Keeper) lookAtUse(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, useWait)
	defer cancel()
	all, err := k.cfg.Cluster.Use(ctx)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	for id, uses := range all {
		e := k.orders[id]
		if e == nil || k.root(e) != e || e.rec.Collected || e.applied.revision == 0 {
			continue
		}
		var services []wire.ServiceUse
		for i := range e.services { // what is no service of it, such as one of an older revision, is not its user's any more
			if u, ok := uses[e.services[i].Name]; ok {
				services = append(services, wire.ServiceUse{Name: e.services[i].Name, CPUMilli: u.CPUMilli, MemoryMiB: mib(u.MemoryBytes), DiskMiB: mib(u.DiskBytes)})
			}
		}
		if len(services) == 0 {
			continue
		}
		slices.SortFunc(services, func(a, b wire.ServiceUse) int { return cmp.Compare(a.Name, b.Name) })
		if e.usage == nil {
			e.usage = &usage{meter: e.counted}
		}
		e.usage.note(now, services, e.meter.Load())
	}
	return nil
}

// mib rounds up.
func mib(bytes uint64) uint32 {
	return uint32(min(bytes>>20+(bytes&(1<<20-1)+1<<20-1)>>20, math.MaxUint32))
}
