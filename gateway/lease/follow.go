package lease

import (
	"context"
	"errors"
	"time"

	"github.com/ethereum/go-ethereum"

	"berth/contracts/chain"
	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/shared/eth"
	"berth/shared/order"
)

// rewind is how many blocks are read again after a reorganisation.
const rewind = 128

// follower follows the chain for a keeper.
type follower struct {
	*Keeper
	head    chain.Block
	started bool
}

func newFollower(k *Keeper) *follower { return &follower{Keeper: k} }

// run polls the chain's head and takes the events of new blocks in. Events only tell what to look at again: the
// truth is always the contract's own state, so that a reorganisation cannot leave anything behind.
func (k *follower) run(ctx context.Context) {
	next, last, err := k.cfg.Store.Block()
	if err != nil {
		k.log.Error("last block", "err", err)
	}
	if next > 0 && last != (eth.Hash{}) {
		k.head = chain.Block{Number: next - 1, Hash: last} // what was known before the restart
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
func (k *follower) poll(ctx context.Context, next uint64) (uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*chainTimeout)
	defer cancel()
	head, err := k.cfg.Chain.Head(ctx)
	if err != nil {
		return next, err
	}
	last, first := k.head, !k.started
	if head.Hash == last.Hash && !first {
		k.sight.heard(head.Number)
		return next, nil
	}
	lost := head.Number < last.Number
	if !lost && last.Hash != (eth.Hash{}) && last.Number > 0 {
		b, err := k.cfg.Chain.BlockAt(ctx, last.Number)
		if err != nil && !errors.Is(err, ethereum.NotFound) {
			return next, err
		}
		lost = b.Hash != last.Hash // a node may also have thrown away what is so old; to read too much does no harm
	}
	if lost {
		k.log.Warn("the chain was reorganised", "block", last.Number)
		next = max(k.cfg.From, min(next, head.Number+1)-min(rewind, min(next, head.Number+1)))
		k.Book.ExpireAll()
	}
	from := next
	if head.Number+1 < from {
		from = head.Number + 1 // a chain that was set back while we were away
	}
	events, err := k.cfg.Chain.Logs(ctx, from, head.Number)
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
	if err := k.Book.SaveChanged(); err != nil {
		return next, err
	}
	if entryChanged {
		n, err := k.cfg.Chain.Node(ctx, k.cfg.Node)
		if err != nil {
			return next, err
		}
		k.sight.entry(n)
	}
	next = head.Number + 1
	if len(events) > 0 || first {
		if err := k.cfg.Store.SetBlock(next, head.Hash); err != nil {
			return next, err
		}
	}
	k.head, k.started = head, true
	k.sight.heard(head.Number)
	k.Book.Each(func(o *book.Order) {
		if o.Stale() {
			touched[o.Rec.Order.ID] = true
		}
	})
	for id := range touched {
		k.todo.Add(id)
	}
	return next, nil
}

// note takes one event in; it tells whether the node's own entry may have changed. replaces has which of the new orders
// are replacements, and of which.
func (k *follower) note(ev chain.Event, replaces map[order.ID]order.ID, touched map[order.ID]bool) bool {
	known := func(id order.ID) {
		if k.Book.Expire(id) {
			touched[id] = true
		}
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
			k.Book.Adopt(order.Order{
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
		k.Book.Ended(ev.ID, ev.Time, order.Completed, diary.TimeUp)
		known(ev.ID)
	case chain.OrderCancelled:
		reason := ev.Reason.String()
		if ev.By.IsZero() {
			reason = diary.NotStarted
		}
		k.Book.Ended(ev.ID, ev.Time, order.Cancelled, reason)
		known(ev.ID)
	}
	return false
}
