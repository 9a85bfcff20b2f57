package journal

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/indexer"
	"berth/contracts/chain/follow"
	"berth/contracts/chain/follow/followtest"
	"berth/shared/eth"
	"berth/shared/order"
)

// state is all that an index knows.
func (r *replica) state() string {
	lines := []string{fmt.Sprintf("head %+v", r.index.Head())}
	seen := map[eth.Address]bool{}
	for id := order.ID(1); id < 2000; id++ {
		o, ok := r.index.Order(id)
		if !ok {
			continue
		}
		lines = append(lines, fmt.Sprintf("%06d %+v", id, o))
		if !seen[o.Node] {
			seen[o.Node] = true
			rec, worth := r.index.NodeRecord(o.Node)
			lines = append(lines, fmt.Sprintf("after %d: %+v %v %+v", id, rec, worth, r.index.Reserved(o.Node)))
		}
	}
	return strings.Join(lines, "\n")
}

// fresh is what one knows that has seen nothing but the chain as it is.
func fresh(t *testing.T, c *followtest.Chain) string {
	t.Helper()
	r := newReplica(&handle{memory: newMemory()}, c)
	ctx := t.Context()
	if err := errors.Join(r.Load(ctx), r.become(ctx), r.catchUp(ctx)); err != nil {
		t.Fatal(err)
	}
	return r.state()
}

// loaded fails unless one that reads the database anew knows the same.
func loaded(t *testing.T, m *memory, c *followtest.Chain, want string) {
	t.Helper()
	r := newReplica(&handle{memory: m}, c)
	if err := r.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := r.state(); got != want {
		t.Fatalf("read from the database: got\n%.2000s\nwant\n%.2000s", got, want)
	}
}

// A leader that sleeps at any moment of its writing, and wakes when another one leads, writes nothing that counts.
func TestFencing(t *testing.T) {
	for _, op := range []string{"block", "fold", "entry", "unblock"} {
		for _, after := range []bool{false, true} {
			for _, blocks := range []int{1, 3 * kept} { // the second time its slot is long gone
				t.Run(fmt.Sprint(op, " ", after, " ", blocks), func(t *testing.T) {
					ctx, m, c := t.Context(), newMemory(), followtest.NewChain(7)
					c.Mine(200) // more than could be rolled back
					asleep, wake, once := make(chan struct{}), make(chan struct{}), &sync.Once{}
					armed := false
					a := newReplica(&handle{m, func(o string, late bool) error {
						if armed && o == op && late == after {
							once.Do(func() { close(asleep); <-wake })
						}
						return nil
					}}, c)
					b := newReplica(&handle{memory: m}, c)
					if err := errors.Join(a.Load(ctx), a.become(ctx), a.catchUp(ctx), b.Load(ctx)); err != nil {
						t.Fatal(err)
					}
					c.Reorganise(10, 15)
					armed = true
					slept := make(chan error)
					go func() { slept <- a.catchUp(ctx) }()
					<-asleep
					// What a read is gone, and the chain goes on elsewhere.
					c.Reorganise(20, 10)
					if err := b.become(ctx); err != nil {
						t.Fatal(err)
					}
					for range blocks {
						c.Mine(1)
						if err := b.catchUp(ctx); err != nil {
							t.Fatal(err)
						}
					}
					want := fresh(t, c)
					close(wake)
					if err := <-slept; !errors.Is(err, ErrFenced) {
						t.Errorf("the one that slept: got %v, want ErrFenced", err)
					}
					if err := a.SetCheckpoint(ctx, follow.Checkpoint{}); !errors.Is(err, ErrFenced) {
						t.Errorf("later: got %v, want ErrFenced", err)
					}
					if got := b.state(); got != want {
						t.Fatalf("the new leader: got\n%.2000s\nwant\n%.2000s", got, want)
					}
					loaded(t, m, c, want)
					c.Mine(3)
					if err := errors.Join(b.catchUp(ctx), b.Sweep(ctx)); err != nil {
						t.Fatal(err)
					}
					want = fresh(t, c)
					loaded(t, m, c, want)
					// The one that slept follows.
					if err := a.Load(ctx); err != nil || a.state() != want {
						t.Errorf("the one that slept: %v\n%.2000s\nwant\n%.2000s", err, a.state(), want)
					}
				})
			}
		}
	}
}

// use is a journal with its index, as the follower's suite tries it.
type use struct {
	*replica
	chain *followtest.Chain
	store *handle
}

func (u *use) Start(t *testing.T) {
	gate := u.store.gate
	u.store.gate = nil
	defer func() { u.store.gate = gate }()
	u.replica = newReplica(u.store, u.chain)
	if err := errors.Join(u.Load(context.Background()), u.become(context.Background())); err != nil {
		t.Fatal(err)
	}
}

func (u *use) Step(ctx context.Context) (bool, error) {
	if !u.Leads() {
		if err := u.Load(ctx); err != nil {
			return true, err
		}
		if err := u.become(ctx); err != nil {
			return true, err
		}
	}
	more, err := u.syncer.Step(ctx)
	if errors.Is(err, ErrFenced) { // by its own entry, of which it did not know
		return true, nil
	}
	return more, err
}

func (u *use) State(*testing.T) string { return u.state() }

func TestFollower(t *testing.T) {
	followtest.Run(t, func(_ *testing.T, c *followtest.Chain, write func() error) followtest.Use {
		return &use{chain: c, store: &handle{newMemory(), func(op string, _ bool) error {
			if op == "read" {
				return nil
			}
			return write()
		}}}
	})
}

// Replicas die, sleep, come back and lose the database at random moments, while the chain is reorganised: each ends with
// what a fresh one has, and with one leader.
func TestReplicas(t *testing.T) {
	for seed := range uint64(8) {
		synctest.Test(t, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 3))
			m, c := newMemory(), followtest.NewChain(seed)
			c.Clock(time.Now)
			c.Mine(30)
			type node struct {
				*replica
				stop   context.CancelFunc
				done   chan struct{}
				mu     sync.Mutex
				broken error
				sleeps chan struct{} // closed: it wakes
			}
			errGone := errors.New("no database")
			start := func() *node {
				n := &node{done: make(chan struct{})}
				h := &handle{m, func(string, bool) error {
					n.mu.Lock()
					sleeps, broken := n.sleeps, n.broken
					n.mu.Unlock()
					if sleeps != nil {
						<-sleeps
					}
					return broken
				}}
				n.replica = newReplica(h, c)
				ctx, stop := context.WithCancel(t.Context())
				n.stop = stop
				go func() {
					defer close(n.done)
					if err := n.Run(ctx, n.replica); err != nil {
						t.Error(err)
					}
				}()
				return n
			}
			set := func(n *node, broken error, sleeps chan struct{}) {
				n.mu.Lock()
				defer n.mu.Unlock()
				n.broken, n.sleeps = broken, sleeps
			}
			nodes := []*node{start(), start(), start()}
			settle := func(d time.Duration) { time.Sleep(d); synctest.Wait() }
			settle(10 * time.Second)
			for round := range 12 {
				i := rnd.IntN(len(nodes))
				if rnd.IntN(2) == 0 { // more often than not the one that matters
					for k, n := range nodes {
						if n.Leads() {
							i = k
						}
					}
				}
				n := nodes[i]
				switch rnd.IntN(4) {
				case 0: // it is killed
					set(n, errGone, nil)
					n.stop()
					<-n.done
					nodes[i] = start()
				case 1: // it ends
					n.stop()
					<-n.done
					nodes[i] = start()
				case 2: // it sleeps
					wake := make(chan struct{})
					set(n, nil, wake)
					time.AfterFunc(time.Duration(rnd.IntN(120))*time.Second, func() { set(n, nil, nil); close(wake) })
				case 3: // it loses the database
					set(n, errGone, nil)
					time.AfterFunc(time.Duration(rnd.IntN(20))*time.Second, func() { set(n, nil, nil) })
				}
				for range rnd.IntN(30) {
					c.Mine(1 + rnd.IntN(3))
					if rnd.IntN(3) == 0 {
						d := 1 + rnd.IntN(12)
						c.Reorganise(d, d+1+rnd.IntN(4))
					}
					settle(time.Duration(rnd.IntN(900)) * time.Millisecond)
				}
				settle(3 * time.Minute)
				want, leaders := fresh(t, c), 0
				for k, n := range nodes {
					if got := n.state(); got != want {
						t.Fatalf("seed %d, round %d, replica %d: got\n%.1000s\nwant\n%.1000s", seed, round, k, got, want)
					}
					if n.Leads() {
						leaders++
					}
					if err := n.Ready(); err != nil {
						t.Errorf("seed %d, round %d, replica %d is not ready: %v", seed, round, k, err)
					}
				}
				if leaders != 1 {
					t.Fatalf("seed %d, round %d: %d leaders", seed, round, leaders)
				}
				loaded(t, m, c, want)
			}
			for _, n := range nodes {
				n.stop()
				<-n.done
			}
		})
	}
}

// When a leader is killed another one leads within seconds; where it ends in good order, at once.
func TestTakeover(t *testing.T) {
	for _, c := range []struct {
		name    string
		kill    bool
		longest time.Duration
	}{{"killed", true, 5 * time.Second}, {"ended", false, time.Second}} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, ch := newMemory(), followtest.NewChain(1)
				ch.Clock(time.Now)
				ch.Mine(10)
				dead := errors.New("dead")
				var mu sync.Mutex
				var killed bool
				first := newReplica(&handle{m, func(string, bool) error {
					mu.Lock()
					defer mu.Unlock()
					if killed {
						return dead
					}
					return nil
				}}, ch)
				second := newReplica(&handle{memory: m}, ch)
				run := func(r *replica) (stop func()) {
					ctx, cancel := context.WithCancel(t.Context())
					done := make(chan struct{})
					go func() { defer close(done); r.Run(ctx, r) }()
					return func() { cancel(); <-done }
				}
				one := run(first)
				time.Sleep(time.Second)
				two := run(second)
				time.Sleep(10 * time.Second)
				if !first.Leads() || second.Leads() || first.state() != second.state() {
					t.Fatal("the first is not the leader that the second follows")
				}
				mu.Lock()
				killed = c.kill
				mu.Unlock()
				start := time.Now()
				one()
				for !second.Leads() {
					if time.Sleep(50 * time.Millisecond); time.Since(start) > time.Minute {
						t.Fatal("nobody leads")
					}
				}
				if took := time.Since(start); took > c.longest {
					t.Errorf("took %s, want %s at most", took, c.longest)
				}
				two()
			})
		})
	}
}

func nothing(context.Context, Stamp) error { return nil }

// What is said of nodes comes to each replica, and the checkpoint stays however long the chain stands still.
func TestNodes(t *testing.T) {
	ctx, m, c := t.Context(), newMemory(), followtest.NewChain(2)
	c.Mine(20)
	a, b := newReplica(&handle{memory: m}, c), newReplica(&handle{memory: m}, c)
	if err := errors.Join(a.Load(ctx), a.become(ctx), a.catchUp(ctx), b.Load(ctx)); err != nil {
		t.Fatal(err)
	}
	const n = 3 * kept
	for i := range n {
		if err := a.Changed(ctx, []eth.Address{{byte(i), byte(i >> 8)}}, nothing); err != nil {
			t.Fatal(err)
		}
		for more := true; more; {
			var err error
			if more, err = b.step(ctx, b); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(b.seen) != n || b.seen[300] != (eth.Address{44, 1}) {
		t.Errorf("got %d nodes", len(b.seen))
	}
	if err := a.Found(ctx, []eth.Address{{7}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.step(ctx, b); err != nil || len(b.found) != 1 || b.found[0] != (eth.Address{7}) || len(b.seen) != n {
		t.Errorf("what was found: got %v beside %d nodes, %v", b.found, len(b.seen), err)
	}
	if n := len(m.entries); n > kept+trimmed {
		t.Errorf("%d entries are kept", n)
	}
	want := a.state()
	if b.state() != want {
		t.Error("the follower has something else")
	}
	loaded(t, m, c, want)
	if err := b.Changed(ctx, nil, nothing); !errors.Is(err, ErrFenced) {
		t.Errorf("a follower that writes: got %v, want ErrFenced", err)
	}
	if err := b.Found(ctx, nil); !errors.Is(err, ErrFenced) {
		t.Errorf("a follower that tells what it found: got %v, want ErrFenced", err)
	}
}

// A follower is told what of a long span was never written as blocks.
func TestTold(t *testing.T) {
	ctx, m, c := t.Context(), newMemory(), followtest.NewChain(4)
	c.Mine(20)
	a, b := newReplica(&handle{memory: m}, c), newReplica(&handle{memory: m}, c)
	if err := errors.Join(a.Load(ctx), a.become(ctx), a.catchUp(ctx), b.Load(ctx)); err != nil {
		t.Fatal(err)
	}
	for round := range 4 {
		c.Mine(400)
		if round%2 == 1 {
			c.Reorganise(64, 66)
		}
		if err := a.catchUp(ctx); err != nil {
			t.Fatal(err)
		}
		for more := true; more; {
			var err error
			if more, err = b.step(ctx, b); err != nil {
				t.Fatal(err)
			}
		}
		want := fresh(t, c)
		if a.state() != want || b.state() != want {
			t.Fatalf("round %d: leader, follower and a fresh one differ: got\n%.2000s\nwant\n%.2000s", round, b.state(), want)
		}
		loaded(t, m, c, want)
	}
	if len(m.folds) == 0 || len(m.blocks) > 1000 {
		t.Errorf("%d folds and %d blocks are kept", len(m.folds), len(m.blocks))
	}
}

// between is a log in which something of nodes is written between blocks and their checkpoint.
type between struct{ *Journal }

func (b between) AddBlocks(ctx context.Context, all []indexer.Block) error {
	return errors.Join(b.Journal.AddBlocks(ctx, all), b.Changed(ctx, []eth.Address{{1}}, nothing))
}

// What is written of nodes meanwhile takes nothing of the chain away.
func TestNodesBetween(t *testing.T) {
	ctx, m, c := t.Context(), newMemory(), followtest.NewChain(5)
	c.Mine(200)
	r := newReplica(&handle{memory: m}, c)
	r.syncer = indexer.NewSyncer(indexer.Config{
		Index: r.index, Log: between{r.Journal}, Checkpoints: r.Journal, Blocks: c, Events: indexer.Reader{Events: c}, First: followtest.First,
		Every: time.Millisecond, Changed: func([]eth.Address) {}, Recorded: func([]eth.Address) {}, Logger: quiet,
	})
	if err := errors.Join(r.Load(ctx), r.become(ctx)); err != nil {
		t.Fatal(err)
	}
	for range 40 {
		c.Mine(3)
		c.Reorganise(2, 3)
		if err := r.catchUp(ctx); err != nil {
			t.Fatal(err)
		}
	}
	want := fresh(t, c)
	if got := r.state(); got != want {
		t.Fatalf("got\n%.2000s\nwant\n%.2000s", got, want)
	}
	loaded(t, m, c, want)
}
