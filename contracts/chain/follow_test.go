package chain_test

import (
	"context"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/chain"
	"berth/shared/eth"
)

// follow collects what Follow delivers.
func follow(t *testing.T, c *chain.Client, from chain.Cursor) (<-chan chain.Update, func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ch := make(chan chain.Update, 1000)
	done := make(chan error, 1)
	go func() {
		done <- c.Follow(ctx, from, 20*time.Millisecond, func(_ context.Context, u chain.Update) error {
			ch <- u
			return nil
		})
	}()
	return ch, func() {
		t.Helper()
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Follow ended with %v", err)
		}
	}
}

// until takes updates until one satisfies ok.
func until(t *testing.T, ch <-chan chain.Update, ok func(chain.Update) bool) []chain.Update {
	t.Helper()
	var all []chain.Update
	deadline := time.After(10 * time.Second)
	for {
		select {
		case u := <-ch:
			all = append(all, u)
			if ok(u) {
				return all
			}
		case <-deadline:
			t.Fatalf("nothing more after %d updates: %+v", len(all), all)
		}
	}
}

func has[E chain.Event](u chain.Update) bool {
	for _, e := range u.Events {
		if _, ok := e.(E); ok {
			return true
		}
	}
	return false
}

// polled is a backend behind which there are no subscriptions, as with plain HTTP.
type polled struct{ chain.Backend }

func TestFollow(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	ch, stop := follow(t, w.Client, chain.Before(w.Addresses().Block))
	defer stop()
	seen := until(t, ch, has[chain.NodeRegistered])
	if seen[0].From != w.Addresses().Block {
		t.Errorf("starts at %d, want %d", seen[0].From, w.Addresses().Block)
	}
	q, sig := w.quote(t)
	id, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	u := until(t, ch, has[chain.OrderCreated])
	last := u[len(u)-1]
	for _, e := range last.Events {
		if c, ok := e.(chain.OrderCreated); ok {
			if c.ID != id || c.User != w.user.Address() || c.Resources != q.Resources || c.Deposit != q.Deposit(600) || c.QuoteNonce != q.Nonce {
				t.Errorf("event %+v", c)
			}
			if c.Time.Unix() != last.To.Time.Unix() || c.BlockHash != last.To.Hash || c.Tx.IsZero() {
				t.Errorf("place %+v of block %+v", c.Place, last.To)
			}
		}
	}
}

// A reorganisation is told as a roll back to the last block that stayed, and then the new blocks follow.
func TestFollowReorg(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	ch, stop := follow(t, w.Client, chain.Before(w.Addresses().Block))
	defer stop()
	until(t, ch, has[chain.NodeRegistered])
	base := must[chain.Block](t)(w.Head(ctx))

	q, sig := w.quote(t)
	_, gone, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	until(t, ch, has[chain.OrderCreated])
	w.fork(t, base, 3)
	back := until(t, ch, func(u chain.Update) bool { return u.RolledBack })
	if to := back[len(back)-1].To; to.Number != base.Number || to.Hash != base.Hash {
		t.Fatalf("rolled back to %d %s, want %d %s", to.Number, to.Hash, base.Number, base.Hash)
	}
	head := must[chain.Block](t)(w.Head(ctx))
	var next uint64 = base.Number + 1
	for _, u := range until(t, ch, func(u chain.Update) bool { return u.To.Hash == head.Hash }) {
		if u.RolledBack || u.From != next {
			t.Errorf("update %+v, want one from %d", u, next)
		}
		for _, e := range u.Events {
			if e.At().BlockHash == gone.BlockHash {
				t.Errorf("event %+v of a block that is gone", e)
			}
		}
		next = u.To.Number + 1
	}
}

// A cursor that went stale while nobody followed is rolled back to what is final.
func TestFollowStale(t *testing.T) {
	w := newWorld(t)
	head := must[chain.Block](t)(w.Head(t.Context()))
	cur := chain.Cursor{Number: head.Number, Hash: eth.Hash{1}}
	ch, stop := follow(t, w.Client, cur)
	defer stop()
	first := until(t, ch, func(chain.Update) bool { return true })[0]
	if !first.RolledBack || first.To.Number >= cur.Number {
		t.Errorf("first update %+v", first)
	}
	all := until(t, ch, func(u chain.Update) bool { return u.To.Hash == head.Hash })
	if all[0].From != first.To.Number+1 {
		t.Errorf("goes on from %d after a roll back to %d", all[0].From, first.To.Number)
	}
}

// Many blocks come as few updates, and nothing is lost between them.
func TestFollowCatchUp(t *testing.T) {
	w := newWorld(t)
	w.b.mu.Lock()
	for range 95 {
		w.b.sim.Commit()
	}
	w.b.mu.Unlock()
	if _, err := w.node.SetPaused(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	ch, stop := follow(t, chain.WithSpan(chain.New(polled{w.b}, w.Addresses()), 40), chain.Before(w.Addresses().Block))
	defer stop()
	all := until(t, ch, has[chain.NodePaused])
	if len(all) != 3 {
		t.Errorf("%d updates, want 3", len(all))
	}
	next := w.Addresses().Block
	for _, u := range all {
		if u.From != next {
			t.Errorf("update from %d, want %d", u.From, next)
		}
		next = u.To.Number + 1
	}
}

// flaky fails its first reads of the head.
type flaky struct {
	chain.Backend
	n int
}

func (f *flaky) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	f.n++
	if f.n <= 2 {
		return nil, errors.New("connection refused")
	}
	return f.Backend.HeaderByNumber(ctx, n)
}

func TestFollowOutage(t *testing.T) {
	w := newWorld(t)
	ch, stop := follow(t, chain.New(&flaky{Backend: w.b}, w.Addresses()), chain.Before(w.Addresses().Block))
	defer stop()
	until(t, ch, has[chain.NodeRegistered])
}

func TestFollowConsumerError(t *testing.T) {
	w := newWorld(t)
	want := errors.New("disk full")
	err := w.Follow(t.Context(), chain.Before(w.Addresses().Block), time.Hour, func(context.Context, chain.Update) error { return want })
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

// fork makes another chain on top of a block, with so many blocks, that becomes the canonical one.
func (w *world) fork(t *testing.T, base chain.Block, blocks int) {
	t.Helper()
	w.b.mu.Lock()
	defer w.b.mu.Unlock()
	if err := w.b.sim.Fork(common.Hash(base.Hash)); err != nil {
		t.Fatal(err)
	}
	for range blocks {
		w.b.sim.Commit()
	}
}

func (polled) SubscribeNewHead(context.Context, chan<- *types.Header) (ethereum.Subscription, error) {
	return nil, rpc.ErrNotificationsUnsupported
}
