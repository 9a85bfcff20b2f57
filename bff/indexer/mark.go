package indexer

import (
	"cmp"
	"slices"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
)

// pair is two addresses in roles that the map says.
type pair struct{ a, b eth.Address }

// marks are what events said last of things, with what they said before as far back as a reorganisation can go.
type marks[K comparable, V any] map[K][]mark[V]

type mark[V any] struct {
	block uint64
	value V
}

// set notes what a block says.
func (m marks[K, V]) set(k K, block uint64, v V) { m[k] = append(m[k], mark[V]{block, v}) }

// last is what was said last; the zero value where nothing was.
func (m marks[K, V]) last(k K) (v V) {
	if all := m[k]; len(all) > 0 {
		return all[len(all)-1].value
	}
	return v
}

// cut takes out what blocks above one said.
func (m marks[K, V]) cut(k K, head uint64) {
	all := m[k]
	n := len(all)
	for n > 0 && all[n-1].block > head {
		n--
	}
	if n == 0 {
		delete(m, k)
		return
	}
	m[k] = all[:n]
}

// settle lets go of what was overridden by a block that stays.
func (m marks[K, V]) settle(k K, block uint64) {
	all := m[k]
	n := 0
	for n+1 < len(all) && all[n+1].block <= block {
		n++
	}
	if n > 0 {
		m[k] = slices.Clone(all[n:])
	}
}

// rebase puts what a settled block says in the place of what those before it said; settled is the first block that is not.
func (m marks[K, V]) rebase(k K, settled, block uint64, v V) {
	all := m[k]
	n := 0
	for n < len(all) && all[n].block < settled {
		n++
	}
	m[k] = append([]mark[V]{{block, v}}, all[n:]...)
}

// used is the last quote of a node to a user that the market takes no more.
type used struct {
	epoch uint32
	nonce uint64
}

// say notes an event that is of no order.
func (x *Index) say(e Event, c *changes) {
	switch e.Kind {
	case NodeChanged:
		c.entries[e.Node] = true
	case EpochBegan:
		c.entries[e.Node] = true
		x.epochs.set(e.Node, e.Block, e.Epoch)
	case QuotesVoid:
		x.used.set(pair{e.Node, e.User}, e.Block, used{e.Epoch, e.Nonce})
	case AgentSet:
		x.agents.set(pair{e.User, e.Agent}, e.Block, e.At)
		x.recare(e.User, c)
	}
}

// unsay takes out what blocks above one said of what an event is about.
func (x *Index) unsay(e Event, head uint64, c *changes) {
	switch e.Kind {
	case NodeChanged:
		c.entries[e.Node] = true
	case EpochBegan:
		c.entries[e.Node] = true
		x.epochs.cut(e.Node, head)
	case QuotesVoid:
		x.used.cut(pair{e.Node, e.User}, head)
	case AgentSet:
		x.agents.cut(pair{e.User, e.Agent}, head)
		x.recare(e.User, c)
	}
}

// recare says that a user's live orders look different now: what an agent may do for them has changed.
func (x *Index) recare(user eth.Address, c *changes) {
	for _, id := range x.byUser[user] {
		if en := x.orders[id]; en.order.State.Live() {
			c.orders[id] = user
		}
	}
}

// stay lets go of what a block that stays has overridden.
func (x *Index) stay(e Event) {
	switch e.Kind {
	case EpochBegan:
		x.epochs.settle(e.Node, e.Block)
	case QuotesVoid:
		x.used.settle(pair{e.Node, e.User}, e.Block)
	case AgentSet:
		x.agents.settle(pair{e.User, e.Agent}, e.Block)
	}
}

// Void reports whether the market takes a quote no more: it, or a later one of that node to that user, was used or taken
// back, or the node has begun another epoch.
func (x *Index) Void(q order.Quote) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	u := x.used.last(pair{q.Node, q.User})
	return q.Epoch < x.epochs.last(q.Node) || q.Epoch < u.epoch || q.Epoch == u.epoch && q.Nonce <= u.nonce
}

// AgentUntil is until when a user lets an agent act; the zero time: not at all.
func (x *Index) AgentUntil(user, agent eth.Address) time.Time {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.agents.last(pair{user, agent})
}

// Served are the live orders of the users who let an agent act, rising.
func (x *Index) Served(agent eth.Address) []Order {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var all []Order
	for p := range x.agents {
		if p.b != agent || x.agents.last(p).IsZero() {
			continue
		}
		for _, id := range x.byUser[p.a] {
			if o := x.orders[id].order; o.State.Live() {
				all = append(all, o)
			}
		}
	}
	slices.SortFunc(all, func(a, b Order) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
