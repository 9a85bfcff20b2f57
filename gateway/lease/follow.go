package lease

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
)

// rewind is how many blocks are read again after a reorganisation.
const rewind = 128

// follow polls the chain's head and takes the events of new blocks in. Events only tell what to look at again: the
// truth is always the contract's own state, so that a reorganisation cannot leave anything behind.
func (k *Keeper) follow(ctx context.Context) {
	next, last, err := k.cfg.Store.Block()
	if err != nil {
		k.log.Error("last block", "err", err)
	}
	if next > 0 && last != (eth.Hash{}) {
		k.mu.Lock()
		k.head = chain.Block{Number: next - 1, Hash: last} // what was known before the restart
		k.mu.Unlock()
	}
	next = max(next, k.cfg.From)
	failing := false
	for {
		n, err := k.poll(ctx, next)
		switch {
		case err != nil && ctx.Err() == nil && !failing:
			k.log.Warn("the chain does not answer; what runs goes on", "err", err)
			failing = true
		case err == nil && failing:
			k.log.Info("the chain answers again")
			failing = false
		}
		next = n
		pause := k.cfg.PollEvery
		if failing {
			pause = max(pause, time.Second)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// poll takes in the blocks from next to the head, and gives the next block to begin with.
func (k *Keeper) poll(ctx context.Context, next uint64) (uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*chainTimeout)
	defer cancel()
	head, err := k.cfg.Blocks.Head(ctx)
	if err != nil {
		return next, err
	}
	k.mu.RLock()
	last, first := k.head, k.polled.IsZero()
	k.mu.RUnlock()
	if head.Hash == last.Hash && !first {
		k.mu.Lock()
		k.polled = k.now()
		k.mu.Unlock()
		return next, nil
	}
	lost := head.Number < last.Number
	if !lost && last.Hash != (eth.Hash{}) && last.Number > 0 {
		b, err := k.cfg.Blocks.BlockAt(ctx, last.Number)
		if err != nil && !errors.Is(err, ethereum.NotFound) {
			return next, err
		}
		lost = b.Hash != last.Hash // a node may also have thrown away what is so old; to read too much does no harm
	}
	if lost {
		k.log.Warn("the chain was reorganised", "block", last.Number)
		next = max(k.cfg.From, min(next, head.Number+1)-min(rewind, min(next, head.Number+1)))
		k.touchAll()
	}
	from := next
	if head.Number+1 < from {
		from = head.Number + 1 // a chain that was set back while we were away
	}
	events, err := k.cfg.Blocks.Logs(ctx, from, head.Number)
	if err != nil {
		return next, err
	}
	touched := map[order.ID]bool{}
	entryChanged := first || lost
	replaces := map[order.ID]order.ID{}
	for _, ev := range events {
		if r, ok := ev.(chain.OrderReplaced); ok {
			replaces[r.NewID] = r.ID
		}
	}
	for _, ev := range events {
		if k.note(ev, replaces, touched) {
			entryChanged = true
		}
	}
	// The block is not read again after a crash, so what it brought must be written first.
	if err := k.saveNew(); err != nil {
		return next, err
	}
	if entryChanged {
		n, err := k.cfg.State.Node(ctx, k.cfg.Node)
		if err != nil {
			return next, err
		}
		k.mu.Lock()
		k.node = n
		k.mu.Unlock()
	}
	next = head.Number + 1
	if len(events) > 0 || first {
		if err := k.cfg.Store.SetBlock(next, head.Hash); err != nil {
			return next, err
		}
	}
	k.mu.Lock()
	k.head, k.polled = head, k.now()
	for id, e := range k.orders {
		if e.stale {
			touched[id] = true
		}
		if touched[id] {
			e.nextTry = time.Time{}
		}
	}
	k.mu.Unlock()
	for id := range touched {
		k.kick(id)
	}
	return next, nil
}

func (k *Keeper) touchAll() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, e := range k.orders {
		e.stale = !e.rec.Collected
	}
}

// saveNew writes the orders that events have made or linked.
func (k *Keeper) saveNew() error {
	k.mu.RLock()
	var fresh []*entry
	for _, e := range k.orders {
		if e.unsaved {
			fresh = append(fresh, e)
		}
	}
	k.mu.RUnlock()
	for _, e := range fresh {
		if err := k.save(e); err != nil {
			return err
		}
	}
	return nil
}

// note takes one event in; it tells whether the node's own entry may have changed. replaces has which of the new orders
// are replacements, and of which.
func (k *Keeper) note(ev chain.Event, replaces map[order.ID]order.ID, touched map[order.ID]bool) bool {
	known := func(id order.ID) {
		k.mu.Lock()
		defer k.mu.Unlock()
		if e := k.orders[id]; e != nil && !e.rec.Collected {
			e.stale = true
			touched[id] = true
		}
	}
	over := func(id order.ID, at time.Time, s order.State, reason string) {
		k.mu.Lock()
		defer k.mu.Unlock()
		e := k.orders[id]
		if e == nil {
			return
		}
		if e.rec.ReadAt.IsZero() {
			// Nobody has asked the chain about it yet, and it may be long over: it must not run until somebody has.
			e.rec.Order.State = s
			k.index(e)
		}
		k.ended(e, at, reason)
	}
	mine := func(node eth.Address) bool { return node == k.cfg.Node }
	switch ev := ev.(type) {
	case chain.NodeRegistered:
		return mine(ev.Node)
	case chain.NodePaused:
		return mine(ev.Node)
	case chain.OperatorChanged:
		return mine(ev.Node)
	case chain.ReservedChanged:
		return mine(ev.Node)
	case chain.OrderCreated:
		if mine(ev.Node) {
			k.adopt(order.Order{
				ID: ev.ID, User: ev.User, Node: ev.Node, Resources: ev.Resources, Rate: ev.Rate, Duration: ev.Duration,
				MaxDuration: ev.MaxDuration, Probation: ev.Probation, State: order.Created, CreatedAt: ev.Time,
			}, replaces[ev.ID])
			known(ev.ID)
			if k.cfg.Created != nil {
				k.cfg.Created(ev.User)
			}
		}
	case chain.OrderActivated:
		known(ev.ID)
	case chain.OrderExtended:
		known(ev.ID)
	case chain.OrderReplaced:
		known(ev.ID)
	case chain.OrderCompleted:
		over(ev.ID, ev.Time, order.Completed, timeUp)
		known(ev.ID)
	case chain.OrderCancelled:
		reason := ev.Reason.String()
		if ev.By.IsZero() {
			reason = notStarted
		}
		over(ev.ID, ev.Time, order.Cancelled, reason)
		known(ev.ID)
	}
	return false
}

// adopt makes an entry for an order that is new here. One that replaces another runs from its first moment, and in the
// same moment the other is replaced, so that nobody ever sees the two apart.
func (k *Keeper) adopt(o order.Order, replaces order.ID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	old := k.orders[replaces]
	e := k.orders[o.ID]
	if e == nil || e.rec.Order.User != o.User || e.rec.Gone && e.rec.Collected {
		if e == nil {
			e = &entry{changed: make(chan struct{})}
		} else {
			k.forget(e)
		}
		e.stale, e.unsaved = true, true
		if old != nil {
			o.State, o.ActivatedAt = order.Active, o.CreatedAt
		}
		e.rec.Order = o
		k.orders[o.ID] = e
		k.index(e)
	}
	k.link(old, e)
}

// Order is an order of this node by its number. One that is not known yet is looked up on the chain, once.
func (k *Keeper) Order(ctx context.Context, id order.ID) (order.Order, bool, error) {
	k.mu.RLock()
	e := k.orders[id]
	var o order.Order
	if e != nil {
		o = e.rec.Order
	}
	k.mu.RUnlock()
	if e != nil {
		if o.State == order.Created {
			o = k.awaitActive(ctx, id, e)
		}
		return o, true, nil
	}
	cctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	o, err := k.cfg.State.Order(cctx, id)
	if err != nil {
		return order.Order{}, false, fmt.Errorf("order %s: %w", id, err)
	}
	if o.State == order.None || o.Node != k.cfg.Node {
		return order.Order{}, false, nil
	}
	// Its events will bring it in with all that they tell; until then it is only looked at.
	return o, true, nil
}

// activeSoon is how long somebody who has heard of an activation waits for this gateway to hear of it.
const activeSoon = 3 * time.Second

// awaitActive reads a created order again and waits a moment for it to be anything else: its user hears of the
// activation from the platform, which may be quicker than the gateway's own look at the chain.
func (k *Keeper) awaitActive(ctx context.Context, id order.ID, e *entry) order.Order {
	ctx, cancel := context.WithTimeout(ctx, activeSoon)
	defer cancel()
	k.mu.Lock()
	e.stale = true
	k.mu.Unlock()
	k.kick(id)
	for {
		k.mu.RLock()
		o, changed := e.rec.Order, e.changed
		k.mu.RUnlock()
		if o.State != order.Created {
			return o
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return o
		}
	}
}
