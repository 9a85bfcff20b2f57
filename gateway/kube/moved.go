package kube

import (
	"maps"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"berth/shared/order"
)

// Of what pods move over the network this many bytes a second are nobody's: the kubelet's checks, and the network's own.
const freePerSecond = 1 << 10

// mostNodes is how many services of an order are told apart; the rest are one.
const mostNodes = 64

// flow is what went over network interfaces, in bytes.
type flow struct{ in, out uint64 }

func (f flow) add(o flow) flow { return flow{f.in + o.in, f.out + o.out} }

// since is what was added to a counter, which begins anew with its interface.
func (f flow) since(old flow) flow {
	if f.in < old.in || f.out < old.out {
		return f
	}
	return flow{f.in - old.in, f.out - old.out}
}

// counter is what a pod's interface had counted at a time.
type counter struct {
	flow
	at time.Time
	id order.ID
}

// counters add up what the pods of each order move over the network. They are safe for concurrent use.
type counters struct {
	began time.Time

	mu     sync.Mutex
	pods   map[types.UID]counter
	orders map[order.ID]*moved
}

// moved is what an order's pods have moved, by service.
type moved struct {
	services map[string]flow
	free     float64 // bytes that do not count
	most     uint64  // that was told
}

func newCounters(began time.Time) *counters {
	return &counters{began: began, pods: map[types.UID]counter{}, orders: map[order.ID]*moved{}}
}

// note takes in what a pod's interface has counted by a time. What it counted before it was first looked at is left out,
// unless the pod began after that could have been: all of it is new then.
func (c *counters) note(t tenant, now flow, at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	old, seen := c.pods[t.uid]
	if seen && !at.After(old.at) {
		return // said already
	}
	c.pods[t.uid] = counter{now, at, t.id}
	from, since := old.flow, old.at
	if !seen {
		if !t.began.After(c.began) {
			return
		}
		from, since = flow{}, t.began
	}
	m := c.orders[t.id]
	if m == nil {
		m = &moved{services: map[string]flow{}}
		c.orders[t.id] = m
	}
	name := t.service
	if _, known := m.services[name]; !known && len(m.services) >= mostNodes {
		name = ""
	}
	m.services[name] = m.services[name].add(now.since(from))
	m.free += max(at.Sub(since).Seconds(), 0) * freePerSecond
}

// keep forgets the pods that are not there any more. What they moved stays counted.
func (c *counters) keep(there map[types.UID]bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.pods, func(uid types.UID, _ counter) bool { return !there[uid] })
}

// forget forgets an order.
func (c *counters) forget(id order.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.orders, id)
	maps.DeleteFunc(c.pods, func(_ types.UID, x counter) bool { return x.id == id })
}

// all is what each order's pods have moved.
func (c *counters) all() map[order.ID]uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := map[order.ID]uint64{}
	for id, m := range c.orders {
		n := total(m.services)
		m.most = max(m.most, n-min(uint64(m.free), n))
		out[id] = m.most
	}
	return out
}

// total is what services moved in both directions. An interface does not tell to whom: what one sent, another one of the
// order may have received, and as much as can be explained like that counts once. That is the largest flow from services that
// send to others that receive: all that was sent or received, or what is left of both without one that is at both ends of it.
func total(services map[string]flow) uint64 {
	var sum flow
	for _, f := range services {
		sum = sum.add(f)
	}
	within := min(sum.in, sum.out)
	for _, f := range services {
		within = min(within, sum.in-f.in+sum.out-f.out)
	}
	return sum.in + sum.out - within
}
