// Package indexer turns the events of the market and the registry into what pages ask for: orders with their history,
// and the record of every user and node. An order is a pure fold over its events; the events are kept block by block in
// a Log, so that after a reorganisation or a crash the index is what a fresh one would be.
package indexer

import (
	"slices"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Index holds all orders in memory. It is safe for concurrent use; what it gives out nobody may change.
type Index struct {
	mu     sync.RWMutex
	head   chain.Block
	orders map[order.ID]*entry
	byUser map[eth.Address][]order.ID // rising, as the next
	byNode map[eth.Address][]order.ID
	users  map[eth.Address]*tally
	nodes  map[eth.Address]*tally
	held   map[eth.Address]*held // of each node, by its live orders

	epochs marks[eth.Address, uint32] // of each node
	used   marks[pair, used]          // of each node and user
	agents marks[pair, time.Time]     // of each user and agent: until when

	coins Coins
	subs  hub
	tail  tail
}

// held is what live orders hold of a node. It is wider than the units are, so that no order of events overflows.
type held struct{ live, cpu, memory, disk, traffic, gpu int64 }

func (h *held) add(r resource.Resources, sign int64) {
	h.live += sign
	h.cpu += sign * int64(r.CPUMilli)
	h.memory += sign * int64(r.MemoryMiB)
	h.disk += sign * int64(r.DiskMiB)
	h.traffic += sign * int64(r.TrafficMiB)
	h.gpu += sign * int64(r.GPU)
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
			if !e.Kind.ofOrder() {
				x.stay(e)
				continue
			}
			if e.Kind == Created {
				x.used.settle(pair{e.New.Node, e.New.User}, b.Number)
			}
			if en == nil || len(en.events) == 0 || en.events[0].Block > b.Number {
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

// NewIndex makes an empty index of a platform that accepts these tokens.
func NewIndex(coins Coins) *Index {
	x := &Index{coins: coins}
	x.clear()
	return x
}

// become takes over all of another index, which nobody else has, and tells those who listen.
func (x *Index) become(o *Index) {
	x.mu.Lock()
	c := newChanges()
	for _, all := range [...]map[order.ID]*entry{x.orders, o.orders} {
		for id, en := range all {
			if en.order.User.IsZero() {
				continue
			}
			c.orders[id], c.nodes[en.order.Node] = en.order.User, true
		}
	}
	x.head, x.orders, x.byUser, x.byNode, x.users, x.nodes, x.held = o.head, o.orders, o.byUser, o.byNode, o.users, o.nodes, o.held
	x.epochs, x.used, x.agents = o.epochs, o.used, o.agents
	x.mu.Unlock()
	x.publish(c)
}

func (x *Index) clear() {
	x.head = chain.Block{}
	x.orders = map[order.ID]*entry{}
	x.byUser, x.byNode = map[eth.Address][]order.ID{}, map[eth.Address][]order.ID{}
	x.users, x.nodes, x.held = map[eth.Address]*tally{}, map[eth.Address]*tally{}, map[eth.Address]*held{}
	x.epochs, x.used, x.agents = marks[eth.Address, uint32]{}, marks[pair, used]{}, marks[pair, time.Time]{}
}

// changes are what an update touched.
type changes struct {
	orders  map[order.ID]eth.Address // its user
	nodes   map[eth.Address]bool     // whose orders changed
	entries map[eth.Address]bool     // nodes whose entry in the registry did
}

func newChanges() changes {
	return changes{map[order.ID]eth.Address{}, map[eth.Address]bool{}, map[eth.Address]bool{}}
}

// add applies blocks, which follow on what is in the index.
func (x *Index) add(blocks []Block, head chain.Block) changes {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := newChanges()
	fresh := map[order.ID]bool{}
	for _, b := range blocks {
		for _, e := range b.Events {
			if !e.Kind.ofOrder() {
				x.say(e, &c)
				continue
			}
			if e.Kind == Created {
				x.used.set(pair{e.New.Node, e.New.User}, e.Block, used{e.Epoch, e.Nonce})
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
			if !e.Kind.ofOrder() {
				x.unsay(e, head.Number, &c)
				continue
			}
			if e.Kind == Created {
				x.used.cut(pair{e.New.Node, e.New.User}, head.Number)
			}
			touched[e.Order] = true
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
		unlist(x.byUser, was.User, id)
		list(x.byUser, en.order.User, id)
	}
	if was.Node != en.order.Node {
		unlist(x.byNode, was.Node, id)
		list(x.byNode, en.order.Node, id)
	}
	if len(en.order.Steps) == 0 {
		delete(x.orders, id)
		return
	}
	x.count(en, 1)
}

// list puts an order into the list of an account's.
func list(all map[eth.Address][]order.ID, account eth.Address, id order.ID) {
	if account.IsZero() {
		return
	}
	ids := all[account]
	if i, found := slices.BinarySearch(ids, id); !found {
		all[account] = slices.Insert(ids, i, id)
	}
}

// unlist takes it out again.
func unlist(all map[eth.Address][]order.ID, account eth.Address, id order.ID) {
	ids := all[account]
	i, found := slices.BinarySearch(ids, id)
	if !found {
		return
	}
	if len(ids) == 1 {
		delete(all, account)
		return
	}
	all[account] = slices.Delete(ids, i, i+1)
}

func (x *Index) count(en *entry, sign int) {
	o := &en.order
	if o.User.IsZero() {
		return
	}
	u, n := of(x.users, o.User), of(x.nodes, o.Node)
	o.count(u, n, sign, x.coins)
	if u.orders == 0 {
		delete(x.users, o.User)
	}
	if n.orders == 0 {
		delete(x.nodes, o.Node)
	}
	if o.State.Live() {
		h := of(x.held, o.Node)
		h.add(o.Resources, int64(sign))
		if h.live == 0 {
			delete(x.held, o.Node)
		}
	}
}

// of is what a map has of an address, made if it has nothing.
func of[T any](m map[eth.Address]*T, a eth.Address) *T {
	v := m[a]
	if v == nil {
		v = new(T)
		m[a] = v
	}
	return v
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
	return x.page(x.byUser[user], keep, before, limit)
}

// NodeOrders is Orders of a node.
func (x *Index) NodeOrders(node eth.Address, keep func(order.State) bool, before order.ID, limit int) (page []Order, total int, more bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.page(x.byNode[node], keep, before, limit)
}

func (x *Index) page(ids []order.ID, keep func(order.State) bool, before order.ID, limit int) (page []Order, total int, more bool) {
	for _, id := range slices.Backward(ids) {
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

// Income is what a node's orders have brought it, fees and referrers' shares taken off, and what of its live orders' deposits
// is not settled yet: each by token, of those that the platform accepts.
func (x *Index) Income(node eth.Address) (earned, escrow []wire.Money) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if t := x.nodes[node]; t != nil {
		return t.earned.sorted(), t.escrow.sorted()
	}
	return nil, nil
}

// NodeRecord is a node's record, and what it is worth: see standing.
func (x *Index) NodeRecord(node eth.Address) (r wire.Record, standing float64) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if t := x.nodes[node]; t != nil {
		return t.record(), t.standing(x.coins)
	}
	return r, 0
}

// Reserved is what live orders hold of a node, without a model.
func (x *Index) Reserved(node eth.Address) resource.Resources {
	x.mu.RLock()
	defer x.mu.RUnlock()
	h := x.held[node]
	if h == nil {
		return resource.Resources{}
	}
	return resource.Resources{
		CPUMilli: uint32(h.cpu), MemoryMiB: uint32(h.memory), DiskMiB: uint32(h.disk), TrafficMiB: uint64(h.traffic), GPU: uint16(h.gpu),
	}
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
