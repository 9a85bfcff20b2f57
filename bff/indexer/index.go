// Package indexer turns the events of the market and the registry into what pages ask for: orders with their history,
// and the record of every user and node. An order is a pure fold over its events; the events are kept block by block in
// a Log, so that after a reorganisation or a crash the index is what a fresh one would be.
package indexer

import (
	"maps"
	"slices"
	"sync"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Index holds all orders in memory. It is safe for concurrent use; what it gives out nobody may change.
type Index struct {
	mu     sync.RWMutex
	head   chain.Block
	orders map[order.ID]*entry
	byUser map[eth.Address][]order.ID // rising
	users  map[eth.Address]*wire.Record
	nodes  map[eth.Address]*wire.Record

	subs hub
}

// entry is an order: base is the fold of the events that no reorganisation can take away any more, and order that of
// all.
type entry struct {
	base   Order
	events []Event // since base
	order  Order
}

// fold makes an order out of base and the events since.
func (en *entry) fold() Order {
	o := en.base
	o.Steps = slices.Clip(o.Steps) // what is appended must not come into base
	for i := range en.events {
		o.apply(&en.events[i])
	}
	return o
}

// settle lets go of the events of these blocks: they are below all that could be rolled back.
func (x *Index) settle(blocks []Block) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, b := range blocks {
		for _, e := range b.Events {
			en := x.orders[e.Order]
			if e.Kind == NodeChanged || en == nil || len(en.events) == 0 || en.events[0].Block > b.Number {
				continue
			}
			n := 0
			for n < len(en.events) && en.events[n].Block <= b.Number {
				en.base.apply(&en.events[n])
				n++
			}
			if en.events = slices.Clone(en.events[n:]); len(en.events) == 0 {
				en.events = nil
				en.base.Steps = slices.Clip(en.base.Steps)
				en.order = en.base
			}
		}
	}
}

// NewIndex makes an empty index.
func NewIndex() *Index {
	x := &Index{}
	x.clear()
	return x
}

func (x *Index) clear() {
	x.head = chain.Block{}
	x.orders, x.byUser = map[order.ID]*entry{}, map[eth.Address][]order.ID{}
	x.users, x.nodes = map[eth.Address]*wire.Record{}, map[eth.Address]*wire.Record{}
}

// changes are what an update touched.
type changes struct {
	orders map[order.ID]eth.Address // its user
	nodes  map[eth.Address]bool
}

func newChanges() changes { return changes{map[order.ID]eth.Address{}, map[eth.Address]bool{}} }

// add applies blocks, which follow on what is in the index.
func (x *Index) add(blocks []Block, head chain.Block) changes {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := newChanges()
	fresh := map[order.ID]bool{}
	for _, b := range blocks {
		for _, e := range b.Events {
			if e.Kind == NodeChanged {
				c.nodes[e.Node] = true
				continue
			}
			en := x.orders[e.Order]
			if en == nil {
				en = &entry{}
				x.orders[e.Order] = en
			}
			if !fresh[e.Order] {
				fresh[e.Order] = true
				x.count(en, -1)
			}
			en.events = append(en.events, e)
		}
	}
	for id := range fresh {
		x.refold(id, &c)
	}
	x.head = head
	return c
}

// rollback takes out everything above head; blocks are those that go.
func (x *Index) rollback(blocks []Block, head chain.Block) changes {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := newChanges()
	touched := map[order.ID]bool{}
	for _, b := range blocks {
		for _, e := range b.Events {
			if e.Kind == NodeChanged {
				c.nodes[e.Node] = true
			} else {
				touched[e.Order] = true
			}
		}
	}
	for id := range touched {
		en := x.orders[id]
		if en == nil {
			continue
		}
		x.count(en, -1)
		en.events = slices.DeleteFunc(slices.Clone(en.events), func(e Event) bool { return e.Block > head.Number })
		x.refold(id, &c)
	}
	x.head = head
	return c
}

// refold makes an order anew from its events and counts it; count(-1) came before.
func (x *Index) refold(id order.ID, c *changes) {
	en := x.orders[id]
	was := en.order
	en.order = en.fold()
	if o := was; !o.User.IsZero() {
		c.orders[id], c.nodes[o.Node] = o.User, true
	}
	if o := en.order; !o.User.IsZero() {
		c.orders[id], c.nodes[o.Node] = o.User, true
	}
	if was.User != en.order.User {
		x.unlist(was.User, id)
		x.list(en.order.User, id)
	}
	if len(en.order.Steps) == 0 {
		delete(x.orders, id)
		return
	}
	x.count(en, 1)
}

func (x *Index) list(user eth.Address, id order.ID) {
	if user.IsZero() {
		return
	}
	ids := x.byUser[user]
	if i, found := slices.BinarySearch(ids, id); !found {
		x.byUser[user] = slices.Insert(ids, i, id)
	}
}

func (x *Index) unlist(user eth.Address, id order.ID) {
	ids := x.byUser[user]
	i, found := slices.BinarySearch(ids, id)
	if !found {
		return
	}
	if len(ids) == 1 {
		delete(x.byUser, user)
		return
	}
	x.byUser[user] = slices.Delete(ids, i, i+1)
}

func (x *Index) count(en *entry, sign int) {
	if en.order.User.IsZero() {
		return
	}
	u, n := record(x.users, en.order.User), record(x.nodes, en.order.Node)
	en.order.count(u, n, sign)
	if *u == (wire.Record{}) {
		delete(x.users, en.order.User)
	}
	if *n == (wire.Record{}) {
		delete(x.nodes, en.order.Node)
	}
}

func record(m map[eth.Address]*wire.Record, a eth.Address) *wire.Record {
	r := m[a]
	if r == nil {
		r = &wire.Record{}
		m[a] = r
	}
	return r
}

// Head is the newest block that is in the index.
func (x *Index) Head() chain.Block {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.head
}

// Order gives an order; false: there is none of that number yet.
func (x *Index) Order(id order.ID) (Order, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if en := x.orders[id]; en != nil && !en.order.User.IsZero() {
		return en.order, true
	}
	return Order{}, false
}

// Orders is a page of a user's orders, newest first, that keep lets through; before is the last id of the page in
// front of it, or 0. total counts all that keep lets through.
func (x *Index) Orders(user eth.Address, keep func(order.State) bool, before order.ID, limit int) (page []Order, total int, more bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, id := range slices.Backward(x.byUser[user]) {
		o := x.orders[id].order
		if !keep(o.State) {
			continue
		}
		total++
		switch {
		case before != 0 && id >= before:
		case len(page) < limit:
			page = append(page, o)
		default:
			more = true
		}
	}
	return page, total, more
}

// NodeRecord is a node's record.
func (x *Index) NodeRecord(node eth.Address) wire.Record {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if r := x.nodes[node]; r != nil {
		return *r
	}
	return wire.Record{}
}

// UserRecord is a user's record.
func (x *Index) UserRecord(user eth.Address) wire.Record {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if r := x.users[user]; r != nil {
		return *r
	}
	return wire.Record{}
}

// Count is how many orders there are.
func (x *Index) Count() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.orders)
}

// Subscribe tells of changes of a user's orders until Close.
func (x *Index) Subscribe(user eth.Address) *Subscription { return x.subs.add(user) }

func (x *Index) publish(c changes) {
	for id, user := range c.orders {
		x.subs.tell(user, id)
	}
}

// Subscription collects the orders that changed. It never blocks the index and never forgets an order.
type Subscription struct {
	hub  *hub
	user eth.Address
	wake chan struct{}

	mu      sync.Mutex
	changed map[order.ID]bool
}

// Wake gets a value when Take has something.
func (s *Subscription) Wake() <-chan struct{} { return s.wake }

// Take gives the orders that changed since the last Take, rising.
func (s *Subscription) Take() []order.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := slices.Sorted(maps.Keys(s.changed))
	clear(s.changed)
	return ids
}

// Close ends the subscription.
func (s *Subscription) Close() { s.hub.remove(s) }

type hub struct {
	mu   sync.Mutex
	subs map[eth.Address]map[*Subscription]bool
}

func (h *hub) add(user eth.Address) *Subscription {
	s := &Subscription{hub: h, user: user, wake: make(chan struct{}, 1), changed: map[order.ID]bool{}}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs == nil {
		h.subs = map[eth.Address]map[*Subscription]bool{}
	}
	if h.subs[user] == nil {
		h.subs[user] = map[*Subscription]bool{}
	}
	h.subs[user][s] = true
	return s
}

func (h *hub) remove(s *Subscription) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs[s.user], s)
	if len(h.subs[s.user]) == 0 {
		delete(h.subs, s.user)
	}
}

func (h *hub) tell(user eth.Address, id order.ID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs[user] {
		s.mu.Lock()
		s.changed[id] = true
		s.mu.Unlock()
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
}
