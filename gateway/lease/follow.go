package lease

import (
	"context"
	"fmt"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/shared/order"
)

// follower takes the events of new blocks in. Events only tell what to look at again: the truth is always the contract's own
// state, so that a reorganisation cannot leave anything behind.
type follower struct {
	*follow.Follower[chain.Event]
	k       *Keeper
	entry   bool   // the node's own entry is to be read again
	moved   bool   // orders may have been touched since they were last given to the reconciler
	saved   uint64 // the block of the checkpoint that the store has
	failing bool   // the last step failed
}

// retryEvery is how often a chain that does not answer is asked.
const retryEvery = time.Second

// saveBlocks is after how many blocks without events the checkpoint is written: so many are read once more after a crash.
const saveBlocks = 32

var _ follow.Sink[chain.Event] = (*follower)(nil)

// newFollower goes on where the store says that an earlier one has come. If it cannot say so, all is read again, which does
// no harm.
func newFollower(k *Keeper) *follower {
	kept, err := k.cfg.Store.Checkpoint()
	if err != nil {
		k.log.Error("how far the chain was followed", "err", err)
	}
	k.sight.knew(kept.Head().Number)
	f := &follower{k: k, entry: true, moved: true}
	f.Follower = follow.New(follow.Config[chain.Event]{
		Blocks: k.cfg.Chain, Logs: k.cfg.Chain, Sink: f, First: k.cfg.From, Every: k.cfg.PollEvery,
		Slowest: max(k.cfg.PollEvery, retryEvery), Heard: f.heard, Failed: f.failed,
	}, kept)
	return f
}

// heard is told of each look at the chain after which all that there was is taken in.
func (f *follower) heard(ctx context.Context, head chain.Block) error {
	if f.Checkpoint().Head().Number < head.Number {
		return nil // there is more to be taken in first
	}
	if f.entry {
		ctx, cancel := context.WithTimeout(ctx, chainTimeout)
		defer cancel()
		n, err := f.k.cfg.Chain.Node(ctx, f.k.cfg.Node)
		if err != nil {
			return fmt.Errorf("the node's entry: %w", err)
		}
		f.k.sight.entry(n)
		f.entry = false
	}
	if f.failing {
		f.failing = false
		f.k.log.Info("the chain answers again")
	}
	f.k.sight.heard(head.Number)
	if !f.moved {
		return nil
	}
	f.moved = false
	f.k.Book.Each(func(o *book.Order) {
		if o.Stale() {
			f.k.todo.Add(o.Rec.Order.ID)
		}
	})
	return nil
}

func (f *follower) failed(err error) {
	if !f.failing {
		f.failing = true
		f.k.log.Warn("the chain does not answer; what runs goes on", "err", err)
	}
}

// Extend implements follow.Sink.
func (f *follower) Extend(_ context.Context, s follow.Span[chain.Event]) error {
	replaces := map[order.ID]order.ID{}
	for _, ev := range s.Events {
		if r, ok := ev.(chain.OrderReplaced); ok {
			replaces[r.NewID] = r.ID
		}
	}
	for _, ev := range s.Events {
		f.note(ev, replaces)
	}
	f.moved = true
	// The blocks are not read again after a crash, so what they brought must be written first.
	if err := f.k.Book.SaveChanged(); err != nil {
		return err
	}
	if head := s.Checkpoint.Head().Number; len(s.Events) > 0 || f.saved == 0 || head >= f.saved+saveBlocks {
		return f.save(s.Checkpoint)
	}
	return nil
}

func (f *follower) save(cp follow.Checkpoint) error {
	if err := f.k.cfg.Store.SetCheckpoint(cp); err != nil {
		return err
	}
	f.saved = cp.Head().Number
	return nil
}

// RollBack implements follow.Sink. Any order may be another one now.
func (f *follower) RollBack(_ context.Context, to follow.Checkpoint) error {
	f.k.log.Warn("the chain was reorganised", "to", to.Head().Number)
	f.k.Book.Fork(to.Head().Time)
	f.entry, f.moved = true, true
	if err := f.k.Book.SaveChanged(); err != nil {
		return err
	}
	return f.save(to)
}

// note takes one event in. replaces has which of the new orders are replacements, and of which.
func (f *follower) note(ev chain.Event, replaces map[order.ID]order.ID) {
	b, me := f.k.Book, f.k.cfg.Node
	switch ev := ev.(type) {
	case chain.NodeRegistered:
		f.entry = f.entry || ev.Node == me
	case chain.NodePaused:
		f.entry = f.entry || ev.Node == me
	case chain.OperatorChanged:
		f.entry = f.entry || ev.Node == me
	case chain.EpochBegan:
		f.entry = f.entry || ev.Node == me
	case chain.NodeLeft:
		f.entry = f.entry || ev.Node == me
	case chain.OrderCreated:
		if ev.Node != me {
			return
		}
		f.entry = true // more is reserved; in a replacement, something else
		b.Adopt(ev.Order(), replaces[ev.ID])
		b.Expire(ev.ID)
		if f.k.cfg.Created != nil {
			f.k.cfg.Created(ev.User, ev.Quote.Epoch, ev.Quote.Nonce)
		}
	case chain.QuotesVoided:
		if ev.Node == me && f.k.cfg.Voided != nil {
			f.k.cfg.Voided(ev.User, ev.Epoch, ev.Nonce)
		}
	case chain.OrderActivated:
		b.Activated(ev.ID, ev.ActivatedAt)
		b.Expire(ev.ID)
	case chain.OrderSettled:
		b.Expire(ev.ID)
	case chain.OrderExtended:
		b.Expire(ev.ID)
	case chain.EndAnnounced:
		b.Expire(ev.ID)
	case chain.OrderReplaced:
		b.Expire(ev.ID)
	case chain.OrderCompleted:
		f.entry = f.entry || ev.Node == me
		b.Ended(ev.ID, ev.Time, order.Completed, diary.TimeUp)
		b.Expire(ev.ID)
	case chain.OrderCancelled:
		f.entry = f.entry || ev.Node == me
		reason := ev.Reason.String()
		if ev.By.IsZero() {
			reason = diary.NotStarted
		}
		b.Ended(ev.ID, ev.Time, order.Cancelled, reason)
		b.Expire(ev.ID)
	}
}
