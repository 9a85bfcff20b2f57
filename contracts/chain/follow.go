package chain

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/shared/eth"
)

// Cursor is how far a consumer has come: the last block that it has applied, and that block's hash. With a zero Hash
// the block is taken to be in the chain.
type Cursor struct {
	Number uint64
	Hash   eth.Hash
}

// Before is the cursor of a consumer that has applied nothing before a block.
func Before(block uint64) Cursor { return Cursor{Number: max(block, 1) - 1} }

// Update is what Follow hands to its consumer: either events of further blocks, or the news that blocks are gone.
type Update struct {
	// RolledBack: everything of blocks above To.Number is to be forgotten; there are no events, and From is unused.
	RolledBack bool
	From       uint64
	To         Block   // the cursor afterwards is its number and hash; in a roll back only these two are set, the hash if known
	Events     []Event // of the blocks From to To, in order
}

// Cursor is where the consumer is after the update.
func (u Update) Cursor() Cursor { return Cursor{u.To.Number, u.To.Hash} }

const (
	// followSpan is how many blocks an update covers at most while catching up.
	followSpan = 2000
	// history is how many updates can be rolled back one by one; below them it goes to the last finalised block.
	history     = 1024
	backoffMin  = 250 * time.Millisecond
	backoffMax  = 30 * time.Second
	subscribing = 15 * time.Second // how often the head is looked at although a subscription is there
)

// errMoved is a chain that changed while it was read.
var errMoved = errors.New("the chain moved")

// Follow delivers all blocks behind from, each once and in order, until ctx ends or fn fails; it returns that error.
// Updates come as soon as the chain's head moves: by subscription where the connection has them, else every interval.
// What fails meanwhile is tried again with growing pauses, and fn sees none of it. When blocks are reorganised away,
// fn first gets an update with RolledBack; a cursor that went stale while nobody followed is treated alike. fn is
// called by one goroutine, and the update is its to keep.
func (c *Client) Follow(ctx context.Context, from Cursor, interval time.Duration, fn func(context.Context, Update) error) error {
	f := follower{c: c, cur: from, fn: fn, interval: interval}
	pause := time.Duration(0)
	heads := newHeads(c.b)
	defer heads.stop()
	for {
		more, err := f.step(ctx)
		switch {
		case f.failed != nil:
			return f.failed
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil && more:
			pause = 0
			continue
		case errors.Is(err, errMoved):
			pause = backoffMin
		case err != nil:
			pause = min(max(2*pause, backoffMin), backoffMax)
			c.warn("chain cannot be followed", "err", err, "pause", pause)
		default:
			pause = 0
		}
		wait := interval
		if pause > 0 {
			wait = pause + rand.N(pause/4+1)
		} else if heads.subscribe(ctx) {
			wait = max(interval, subscribing)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-heads.ch:
			heads.drain()
		case <-heads.err():
			heads.stop()
		case <-time.After(wait):
		}
	}
}

type follower struct {
	c        *Client
	cur      Cursor
	past     []Cursor // earlier values of cur, oldest first
	fn       func(context.Context, Update) error
	interval time.Duration
	failed   error // of fn
}

// step delivers one update, if there is one; more: there may be another at once.
func (f *follower) step(ctx context.Context) (more bool, err error) {
	head, err := f.c.Head(ctx)
	if err != nil {
		return false, err
	}
	next := head.Number == f.cur.Number+1 && head.Parent == f.cur.Hash
	if !next && head.Cursor() != f.cur {
		in, err := f.inChain(ctx, f.cur)
		if err != nil {
			return false, err
		}
		if !in {
			return true, f.rollBack(ctx)
		}
	}
	if head.Number <= f.cur.Number {
		return false, nil
	}
	u := Update{From: f.cur.Number + 1, To: head}
	if next {
		u.Events, err = f.c.logsOf(ctx, head.Hash)
	} else {
		u, err = f.span(ctx, head)
	}
	if err != nil {
		return false, err
	}
	if f.failed = f.fn(ctx, u); f.failed != nil {
		return false, f.failed
	}
	f.past = append(f.past, f.cur)
	if len(f.past) > history {
		f.past = append([]Cursor(nil), f.past[history/2:]...)
	}
	f.cur = u.Cursor()
	return f.cur.Number < head.Number, nil
}

// span reads several blocks, and makes sure that all of it was of one chain.
func (f *follower) span(ctx context.Context, head Block) (Update, error) {
	u := Update{From: f.cur.Number + 1, To: head}
	var err error
	if to := f.cur.Number + f.c.span; to < head.Number {
		if u.To, err = f.c.BlockAt(ctx, to); err != nil {
			return u, err
		}
	}
	if u.Events, err = f.c.Logs(ctx, u.From, u.To.Number); err != nil {
		return u, err
	}
	again, err := f.c.BlockAt(ctx, u.To.Number)
	if err != nil {
		return u, err
	}
	in, err := f.inChain(ctx, f.cur)
	if err != nil {
		return u, err
	}
	if again.Hash != u.To.Hash || !in {
		return u, errMoved
	}
	return u, nil
}

// inChain tells whether the chain has a block that was delivered.
func (f *follower) inChain(ctx context.Context, cur Cursor) (bool, error) {
	if cur.Hash.IsZero() {
		return true, nil
	}
	b, err := f.c.BlockAt(ctx, cur.Number)
	if errors.Is(err, ethereum.NotFound) {
		return false, nil
	}
	return err == nil && b.Hash == cur.Hash, err
}

// rollBack finds the last delivered block that is still there, or else the last finalised one.
func (f *follower) rollBack(ctx context.Context) error {
	to := Cursor{}
	past := f.past
	for {
		if len(past) == 0 {
			fin, err := f.c.Finalized(ctx)
			if err != nil {
				return fmt.Errorf("roll back: %w", err)
			}
			// A finalised block above the stale cursor says nothing about what lies below: start over.
			if fin.Number < f.cur.Number {
				to = fin.Cursor()
			}
			break
		}
		last := past[len(past)-1]
		past = past[:len(past)-1]
		if last.Hash.IsZero() {
			to = last
			break
		}
		in, err := f.inChain(ctx, last)
		if err != nil {
			return err
		}
		if in {
			to = last
			break
		}
	}
	if f.failed = f.fn(ctx, Update{RolledBack: true, To: Block{Number: to.Number, Hash: to.Hash}}); f.failed != nil {
		return f.failed
	}
	f.past, f.cur = past, to
	return nil
}

// Cursor is the cursor of a consumer that has applied the block.
func (b Block) Cursor() Cursor { return Cursor{b.Number, b.Hash} }

// heads is a subscription to new heads, which may not be there.
type heads struct {
	b     Backend
	ch    chan *types.Header
	sub   ethereum.Subscription
	never bool // the connection cannot
}

func newHeads(b Backend) *heads { return &heads{b: b, ch: make(chan *types.Header, 16)} }

// subscribe makes sure that there is a subscription, if that can be had.
func (h *heads) subscribe(ctx context.Context) bool {
	if h.sub != nil {
		return true
	}
	if h.never {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	sub, err := h.b.SubscribeNewHead(ctx, h.ch)
	if err != nil {
		h.never = errors.Is(err, rpc.ErrNotificationsUnsupported)
		return false
	}
	h.sub = sub
	// A head that came between the last look and the subscription must not wait for the next one.
	select {
	case h.ch <- nil:
	default:
	}
	return true
}

func (h *heads) err() <-chan error {
	if h.sub == nil {
		return nil
	}
	return h.sub.Err()
}

func (h *heads) drain() {
	for {
		select {
		case <-h.ch:
		default:
			return
		}
	}
}

func (h *heads) stop() {
	if h.sub != nil {
		h.sub.Unsubscribe()
		h.sub = nil
	}
}
