package follow_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/contracts/chain/follow/followtest"
	"berth/shared/eth"
)

// kept is what a consumer has on its disk: events, and the checkpoint that they belong to.
type kept struct {
	cp     follow.Checkpoint
	events []chain.Event
}

// consumer keeps events, all of its checkpoint or only the newest header, and checks what it is told.
type consumer struct {
	*follow.Follower[chain.Event]
	chain  *followtest.Chain
	write  func() error
	narrow bool // only the newest header is kept
	kept   kept
	wrong  error
}

var _ follow.Sink[chain.Event] = (*consumer)(nil)

func (c *consumer) Start(t *testing.T) {
	if c.wrong != nil {
		t.Fatal(c.wrong)
	}
	c.Follower = follow.New(follow.Config[chain.Event]{Blocks: c.chain, Logs: c.chain, Sink: c, First: followtest.First}, c.kept.cp)
}

func (c *consumer) keep(k kept) error {
	if err := c.write(); err != nil {
		return err
	}
	if c.narrow {
		k.cp.Origin = eth.Hash{}
		k.cp.Tail = k.cp.Tail[max(0, len(k.cp.Tail)-1):]
	}
	c.kept = k
	return c.write()
}

func (c *consumer) Extend(_ context.Context, s follow.Span[chain.Event]) error {
	if err := c.check(s); err != nil && c.wrong == nil {
		c.wrong = err
	}
	events := c.kept.events
	if n := slices.IndexFunc(events, func(e chain.Event) bool { return e.At().Block >= s.From }); n >= 0 {
		events = events[:n] // of a call before that has failed after the write
	}
	return c.keep(kept{s.Checkpoint, append(slices.Clip(events), s.Events...)})
}

// check fails unless a span follows on what is kept, or on what was kept before a write of unknown outcome.
func (c *consumer) check(s follow.Span[chain.Event]) error {
	tail := s.Checkpoint.Tail
	if len(tail) == 0 || s.Checkpoint.Head().Number < s.From {
		return fmt.Errorf("from %d to %d", s.From, s.Checkpoint.Head().Number)
	}
	had := c.Follower.Checkpoint()
	if next := had.Head().Number + 1; len(had.Tail) > 0 && s.From != next || len(had.Tail) == 0 && s.From != followtest.First {
		return fmt.Errorf("goes on from %d after %d", s.From, had.Head().Number)
	}
	all := append(slices.Clip(had.Tail), tail...)
	for i, b := range all {
		for _, a := range all[:i] {
			if a.Number == b.Number && a.Hash != b.Hash || a.Number+1 == b.Number && a.Hash != b.Parent {
				return fmt.Errorf("block %d is not of the chain that was told: %v after %v", b.Number, b, a)
			}
		}
	}
	if !slices.IsSortedFunc(tail, func(a, b chain.Block) int { return int(a.Number) - int(b.Number) }) || len(tail) > follow.TailLength+1 {
		return fmt.Errorf("a tail of %d blocks, not rising perhaps", len(tail))
	}
	return nil
}

func (c *consumer) RollBack(_ context.Context, to follow.Checkpoint) error {
	if len(to.Tail) == 0 {
		return c.keep(kept{cp: to})
	}
	events := slices.DeleteFunc(slices.Clone(c.kept.events), func(e chain.Event) bool { return e.At().Block > to.Head().Number })
	return c.keep(kept{to, events})
}

func (c *consumer) State(t *testing.T) string {
	if c.wrong != nil {
		t.Fatal(c.wrong)
	}
	var b strings.Builder
	fmt.Fprintln(&b, c.kept.cp.Head())
	for _, e := range c.kept.events {
		p := e.At()
		fmt.Fprintf(&b, "%T of %d %s %d\n", e, p.Block, p.BlockHash, p.Index)
	}
	return b.String()
}

func TestFollower(t *testing.T) {
	for name, narrow := range map[string]bool{"keeps the tail": false, "keeps a cursor": true} {
		t.Run(name, func(t *testing.T) {
			followtest.Run(t, func(_ *testing.T, c *followtest.Chain, write func() error) followtest.Use {
				return &consumer{chain: c, write: write, narrow: narrow}
			})
		})
	}
}

func newConsumer(t *testing.T, c *followtest.Chain) *consumer {
	t.Helper()
	u := &consumer{chain: c, write: func() error { return nil }}
	u.Start(t)
	return u
}

func (c *consumer) steps(t *testing.T) (n int) {
	t.Helper()
	for {
		more, err := c.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n++; !more {
			return n
		}
	}
}

// A consumer's failure is the step's, and the same blocks come again.
func TestConsumerError(t *testing.T) {
	c := followtest.NewChain(1)
	c.Mine(20)
	u := newConsumer(t, c)
	full := errors.New("disk full")
	u.write = func() error { return full }
	if _, err := u.Step(t.Context()); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
	if got := u.Checkpoint(); len(got.Tail) > 0 {
		t.Errorf("goes on from %d", got.Head().Number)
	}
	u.write = func() error { return nil }
	u.steps(t)
	if got, want := len(u.kept.events), len(c.Events()); got != want || got == 0 {
		t.Errorf("%d events, want %d", got, want)
	}
}

// At the head a look costs one call, and a new block three.
func TestCalls(t *testing.T) {
	c := followtest.NewChain(2)
	c.Mine(300)
	u := newConsumer(t, c)
	u.steps(t)
	for what, want := range map[string]struct{ mine, calls int }{"nothing new": {0, 1}, "a block": {1, 3}} {
		was := c.Reads()
		c.Mine(want.mine)
		u.steps(t)
		if got := c.Reads() - was; got > want.calls {
			t.Errorf("%s: %d calls, want %d", what, got, want.calls)
		}
	}
	was := c.Reads()
	c.Reorganise(100, 101)
	if _, err := u.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := c.Reads() - was; got > 10 {
		t.Errorf("%d calls to find where the chains part, want a search by halves", got)
	}
	if got, want := u.Checkpoint().Head().Number, c.Newest().Number-101; got != want {
		t.Errorf("rolled back to %d, want %d", got, want)
	}
}

// What is told of a look: each one that went well, and not before its blocks are in.
func TestHeard(t *testing.T) {
	c := followtest.NewChain(3)
	c.Mine(4500)
	u := &consumer{chain: c, write: func() error { return nil }}
	var heard []string
	u.Follower = follow.New(follow.Config[chain.Event]{Blocks: c, Logs: c, Sink: u, First: followtest.First, Heard: func(_ context.Context, head chain.Block) error {
		heard = append(heard, fmt.Sprintf("%d of %d", u.kept.cp.Head().Number, head.Number))
		return nil
	}}, follow.Checkpoint{})
	u.steps(t)
	u.steps(t)
	c.Fail(100)
	if _, err := u.Step(t.Context()); !errors.Is(err, followtest.ErrAway) {
		t.Errorf("got %v, want %v", err, followtest.ErrAway)
	}
	c.Fail(0)
	c.Lag(10)
	u.steps(t)
	if want := []string{"2002 of 4503", "4002 of 4503", "4503 of 4503", "4503 of 4503", "4503 of 4493"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}

// A chain that has not come to the first block has nothing to tell yet.
func TestBeforeFirst(t *testing.T) {
	c := followtest.NewChain(4)
	c.Lag(2)
	u := newConsumer(t, c)
	if n := u.steps(t); n != 1 || len(u.Checkpoint().Tail) > 0 {
		t.Errorf("%d steps, at %d", n, u.Checkpoint().Head().Number)
	}
	c.Lag(0)
	u.steps(t)
	if got := u.Checkpoint().Head().Number; got != followtest.First {
		t.Errorf("at %d, want %d", got, followtest.First)
	}
}

// Where finality is behind the tail, the tail has a block to go back to that is final.
func TestAnchor(t *testing.T) {
	c := followtest.NewChain(5)
	c.Final(300)
	c.Mine(600)
	u := newConsumer(t, c)
	u.steps(t)
	for range 10 {
		c.Mine(20)
		u.steps(t)
	}
	final, err := c.Finalized(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	first := u.Checkpoint().Tail[0]
	if first.Number > final.Number || first.Number+follow.TailLength < final.Number {
		t.Errorf("the tail begins at %d, want a bit below the final block %d", first.Number, final.Number)
	}
	c.Reorganise(299, 310)
	if _, err := u.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := u.Checkpoint().Head(); got.Hash != first.Hash {
		t.Errorf("rolled back to %d, want %d", got.Number, first.Number)
	}
}
