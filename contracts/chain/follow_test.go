package chain_test

import (
	"context"
	"errors"
	"math/big"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
)

// update is what a follower told its consumer: blocks that came, or went.
type update struct {
	back   bool
	from   uint64
	to     chain.Block
	events []chain.Event
}

// told passes on what a follower tells.
type told chan update

func (ch told) Extend(_ context.Context, s follow.Span[chain.Event]) error {
	ch <- update{from: s.From, to: s.Checkpoint.Head(), events: s.Events}
	return nil
}

func (ch told) RollBack(_ context.Context, to follow.Checkpoint) error {
	ch <- update{back: true, to: to.Head()}
	return nil
}

// run follows from what is kept, until stop.
func run(t *testing.T, c *chain.Client, kept follow.Checkpoint, span ...uint64) (<-chan update, func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ch := make(told, 1000)
	done := make(chan error, 1)
	cfg := follow.Config[chain.Event]{Blocks: c, Logs: c, Heads: c, Sink: ch, First: c.Addresses().Block, Every: 20 * time.Millisecond}
	if len(span) > 0 {
		cfg.Span = span[0]
	}
	f := follow.New(cfg, kept)
	go func() { done <- f.Run(ctx) }()
	return ch, func() {
		t.Helper()
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	}
}

// until takes updates until one satisfies ok.
func until(t *testing.T, ch <-chan update, ok func(update) bool) []update {
	t.Helper()
	var all []update
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

func has[E chain.Event](u update) bool {
	for _, e := range u.events {
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
	ch, stop := run(t, w.Client, follow.Checkpoint{})
	defer stop()
	seen := until(t, ch, has[chain.NodeRegistered])
	if seen[0].from != w.Addresses().Block {
		t.Errorf("starts at %d, want %d", seen[0].from, w.Addresses().Block)
	}
	q, sig := w.quote(t)
	id, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	u := until(t, ch, has[chain.OrderCreated])
	last := u[len(u)-1]
	for _, e := range last.events {
		if c, ok := e.(chain.OrderCreated); ok {
			if c.ID != id || c.User != w.user.Address() || c.Quote != q || c.Duration != 600 || c.Deposit != q.Deposit(600) {
				t.Errorf("event %+v", c)
			}
			if c.Time.Unix() != last.to.Time.Unix() || c.BlockHash != last.to.Hash || c.Tx.IsZero() {
				t.Errorf("place %+v of block %+v", c.Place, last.to)
			}
		}
	}
}

// A reorganisation is told as a roll back to the last block that stayed, and then the new blocks follow.
func TestFollowReorg(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	ch, stop := run(t, w.Client, follow.Checkpoint{})
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
	back := until(t, ch, func(u update) bool { return u.back })
	if to := back[len(back)-1].to; to.Number != base.Number || to.Hash != base.Hash {
		t.Fatalf("rolled back to %d %s, want %d %s", to.Number, to.Hash, base.Number, base.Hash)
	}
	head := must[chain.Block](t)(w.Head(ctx))
	var next uint64 = base.Number + 1
	for _, u := range until(t, ch, func(u update) bool { return u.to.Hash == head.Hash }) {
		if u.back || u.from != next {
			t.Errorf("update %+v, want one from %d", u, next)
		}
		for _, e := range u.events {
			if e.At().BlockHash == gone.BlockHash {
				t.Errorf("event %+v of a block that is gone", e)
			}
		}
		next = u.to.Number + 1
	}
}

// A cursor that went stale while nobody followed is rolled back to what is final, and to the beginning where only it is known.
func TestFollowStale(t *testing.T) {
	w := newWorld(t)
	head := must[chain.Block](t)(w.Head(t.Context()))
	final := must[chain.Block](t)(w.Finalized(t.Context()))
	stale := chain.Block{Number: head.Number, Hash: eth.Hash{1}}
	for name, c := range map[string]struct {
		tail []chain.Block
		to   chain.Block
		next uint64
	}{
		"only it": {[]chain.Block{stale}, chain.Block{}, w.Addresses().Block},
		"a final": {[]chain.Block{final, stale}, final, final.Number + 1},
	} {
		t.Run(name, func(t *testing.T) {
			ch, stop := run(t, w.Client, follow.Checkpoint{Tail: c.tail})
			defer stop()
			first := until(t, ch, func(update) bool { return true })[0]
			if !first.back || first.to.Number >= stale.Number || first.to.Hash != c.to.Hash {
				t.Errorf("first update %+v", first)
			}
			all := until(t, ch, func(u update) bool { return u.to.Hash == head.Hash })
			if all[0].from != c.next {
				t.Errorf("goes on from %d after a roll back to %d", all[0].from, first.to.Number)
			}
		})
	}
}

// Many blocks come as few updates, and nothing is lost between them.
func TestFollowCatchUp(t *testing.T) {
	w := newWorld(t)
	w.b.Commit(95)
	if _, err := w.node.SetPaused(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	ch, stop := run(t, chain.New(polled{w.b}, w.Addresses()), follow.Checkpoint{}, 40)
	defer stop()
	all := until(t, ch, has[chain.NodePaused])
	if len(all) != 3 {
		t.Errorf("%d updates, want 3", len(all))
	}
	next := w.Addresses().Block
	for _, u := range all {
		if u.from != next {
			t.Errorf("update from %d, want %d", u.from, next)
		}
		next = u.to.Number + 1
	}
}

// flaky fails its first reads of the head.
type flaky struct {
	chain.Backend
	n atomic.Int64
}

func (f *flaky) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	if f.n.Add(1) <= 2 {
		return nil, errors.New("connection refused")
	}
	return f.Backend.HeaderByNumber(ctx, n)
}

func TestFollowOutage(t *testing.T) {
	w := newWorld(t)
	ch, stop := run(t, chain.New(&flaky{Backend: w.b}, w.Addresses()), follow.Checkpoint{})
	defer stop()
	until(t, ch, has[chain.NodeRegistered])
}

// fork makes another chain on top of a block, with so many blocks, that becomes the canonical one.
func (w *world) fork(t *testing.T, base chain.Block, blocks int) {
	t.Helper()
	if err := w.b.Fork(base.Hash, blocks); err != nil {
		t.Fatal(err)
	}
}

func (polled) SubscribeNewHead(context.Context, chan<- *types.Header) (ethereum.Subscription, error) {
	return nil, rpc.ErrNotificationsUnsupported
}
