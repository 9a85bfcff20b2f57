package witness_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/contracts/chain/follow/followtest"
	"berth/contracts/chain/witness"
	"berth/shared/attacktest"
	"berth/shared/eth"
)

var quiet = slog.New(slog.DiscardHandler)

// consumer keeps the events of the blocks that count.
type consumer struct {
	*follow.Follower[chain.Event]
	chain  witnessed
	write  func() error
	cp     follow.Checkpoint
	events []chain.Event
}

// witnessed is what a consumer follows.
type witnessed interface {
	follow.Blocks
	follow.Logs[chain.Event]
}

func (c *consumer) Start(*testing.T) {
	c.Follower = follow.New(follow.Config[chain.Event]{Blocks: c.chain, Logs: c.chain, Sink: c, First: followtest.First}, c.cp)
}

// Step takes what is in dispute for what moves: it will be asked again.
func (c *consumer) Step(ctx context.Context) (bool, error) {
	more, err := c.Follower.Step(ctx)
	if errors.Is(err, witness.ErrDispute) {
		err = follow.ErrMoved
	}
	return more, err
}

func (c *consumer) keep(cp follow.Checkpoint, events []chain.Event) error {
	if err := c.write(); err != nil {
		return err
	}
	c.cp, c.events = cp, events
	return c.write()
}

func (c *consumer) Extend(_ context.Context, s follow.Span[chain.Event]) error {
	old := slices.DeleteFunc(slices.Clone(c.events), func(e chain.Event) bool { return e.At().Block >= s.From })
	return c.keep(s.Checkpoint, append(old, s.Events...))
}

func (c *consumer) RollBack(_ context.Context, to follow.Checkpoint) error {
	return c.keep(to, slices.DeleteFunc(slices.Clone(c.events), func(e chain.Event) bool { return len(to.Tail) == 0 || e.At().Block > to.Head().Number }))
}

func (c *consumer) State(*testing.T) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.cp.Head())
	for _, e := range c.events {
		p := e.At()
		b.WriteString(reflect.TypeOf(e).Name() + " " + p.BlockHash.String() + " " + strconv.Itoa(int(p.Index)) + "\n")
	}
	return b.String()
}

// liar is an endpoint of a chain that says other things than are so.
type liar struct {
	*followtest.Chain
	head func(chain.Block) chain.Block
	at   func(chain.Block) chain.Block
	logs func([]chain.Event) []chain.Event
	err  error
}

func (l *liar) Head(ctx context.Context) (chain.Block, error) {
	b, err := l.Chain.Head(ctx)
	if err == nil && l.head != nil {
		b = l.head(b)
	}
	return b, errors.Join(err, l.err)
}

func (l *liar) BlockAt(ctx context.Context, n uint64) (chain.Block, error) {
	b, err := l.Chain.BlockAt(ctx, n)
	if err == nil && l.at != nil {
		b = l.at(b)
	}
	return b, errors.Join(err, l.err)
}

func (l *liar) Logs(ctx context.Context, from, to uint64) ([]chain.Event, error) {
	e, err := l.Chain.Logs(ctx, from, to)
	if err == nil && l.logs != nil {
		e = l.logs(e)
	}
	return e, errors.Join(err, l.err)
}

func invented(b chain.Block) chain.Block {
	b.Hash[31] ^= 0xff
	return b
}

// lies are what an endpoint may do to who follows it.
func lies(c *followtest.Chain) map[string]*liar {
	return map[string]*liar{
		"a latest that is far ahead": {Chain: c, head: func(b chain.Block) chain.Block { b.Number += 1000; return invented(b) }},
		"a latest that is none":      {Chain: c, head: invented},
		"another chain altogether":   {Chain: c, head: invented, at: invented},
		"a latest that stands still": {Chain: c, head: func(chain.Block) chain.Block { return chain.Block{Number: 1, Hash: eth.Hash{1}} }},
		"events are missing": {Chain: c, logs: func(all []chain.Event) []chain.Event {
			return slices.DeleteFunc(slices.Clone(all), func(e chain.Event) bool { return e.At().Index == 0 })
		}},
		"no events at all": {Chain: c, logs: func([]chain.Event) []chain.Event { return nil }},
		"events come twice": {Chain: c, logs: func(all []chain.Event) (twice []chain.Event) {
			for _, e := range all {
				twice = append(twice, e, e)
			}
			return twice
		}},
		"all of it comes twice": {Chain: c, logs: func(all []chain.Event) []chain.Event { return append(slices.Clip(all), all...) }},
		"events in another order": {Chain: c, logs: func(all []chain.Event) []chain.Event {
			all = slices.Clone(all)
			slices.Reverse(all)
			return all
		}},
		"what nobody has thought of": {
			Chain: c, head: func(chain.Block) chain.Block { panic("head") }, at: func(chain.Block) chain.Block { panic("block") },
			logs: func([]chain.Event) []chain.Event { panic("events") },
		},
		"nothing": {Chain: c, err: errors.New("connection refused")},
	}
}

// names of lies, for the tests' order.
func names() (all []string) {
	for n := range lies(nil) {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

func of(c ...witness.Endpoint) *witness.Witness {
	names := make([]string, len(c))
	for i := range c {
		names[i] = fmt.Sprint("endpoint ", i)
	}
	return witness.New(names, c, quiet)
}

// Two endpoints that are right and one that lies, wherever it stands, are as good as a chain that is right, whatever happens to it.
func TestOneOfThreeLies(t *testing.T) {
	for i, name := range names() {
		t.Run(name, func(t *testing.T) {
			followtest.Reads(t, func(_ *testing.T, c *followtest.Chain, write func() error) followtest.Use {
				all := []witness.Endpoint{c, c}
				return &consumer{chain: of(slices.Insert(all, i%3, witness.Endpoint(lies(c)[name]))...), write: write}
			})
		})
	}
}

// One endpoint is followed as before, and what it says twice is taken once.
func TestAlone(t *testing.T) {
	for name, try := range map[string]func(*testing.T, followtest.New){
		"": followtest.Run, "events come twice": followtest.Reads, "all of it comes twice": followtest.Reads,
	} {
		t.Run(name, func(t *testing.T) {
			try(t, func(_ *testing.T, c *followtest.Chain, write func() error) followtest.Use {
				e := witness.Endpoint(c)
				if name != "" {
					e = lies(c)[name]
				}
				return &consumer{chain: of(e), write: write}
			})
		})
	}
}

// TestAttackOneOfTwoLies: of two endpoints neither can be believed against the other. Nothing that is not so is taken; what was
// missed comes once they agree.
func TestAttackOneOfTwoLies(t *testing.T) {
	a := attacktest.Begin(t, "an index takes what is not on the chain, since one of two endpoints says so")
	for _, name := range names() {
		for first := range 2 {
			c := followtest.NewChain(9)
			c.Mine(50)
			use := &consumer{chain: of(c, c), write: func() error { return nil }}
			use.Start(t)
			settle(t, use)
			l := lies(c)[name]
			pair := []witness.Endpoint{c, l}
			if first == 1 {
				pair = []witness.Endpoint{l, c}
			}
			w := of(pair...)
			use.chain = w
			use.Start(t)
			for range 20 {
				c.Mine(3)
				if _, err := use.Step(t.Context()); err != nil && !errors.Is(err, follow.ErrMoved) && !errors.Is(err, witness.ErrDispute) && name != "nothing" {
					t.Logf("%s: %v", name, err)
				}
				head := use.cp.Head().Number
				want := slices.DeleteFunc(c.Events(), func(e chain.Event) bool { return e.At().Block > head })
				a.Tried(!slices.EqualFunc(use.events, want, func(a, b chain.Event) bool { return a.At() == b.At() }), "%s, as number %d", name, first)
			}
			if strings.Contains(name, "missing") && w.Disputes() == 0 {
				t.Errorf("%s: nobody noticed", name)
			}
			use.chain = of(c, c)
			use.Start(t)
			settle(t, use)
			if len(use.events) != len(c.Events()) {
				t.Errorf("%s: %d events once they agree, want %d", name, len(use.events), len(c.Events()))
			}
		}
	}
}

func settle(t *testing.T, use *consumer) {
	t.Helper()
	for range 1000 {
		if more, err := use.Step(t.Context()); err == nil && !more {
			return
		}
	}
	t.Fatal("never comes to the head")
}

// Endpoints that go away and come back, one after the other, hold nothing up for long while one is left.
func TestFailover(t *testing.T) { synctest.Test(t, failover) }

func failover(t *testing.T) {
	c := followtest.NewChain(3)
	all := []*liar{{Chain: c}, {Chain: c}, {Chain: c}}
	w := of(all[0], all[1], all[2])
	use := &consumer{chain: w, write: func() error { return nil }}
	use.Start(t)
	gone := errors.New("connection refused")
	for round := range 12 {
		for i, l := range all {
			l.err = nil
			if (round+i)%4 != 0 && round%4 != 3 { // two are away, or none is
				l.err = gone
			}
		}
		all[round%3].err = nil
		c.Mine(7)
		began := time.Now()
		for more := true; more; {
			var err error
			if more, err = use.Step(t.Context()); err != nil {
				more = true
				time.Sleep(time.Second)
			}
			if time.Since(began) > 15*time.Second {
				t.Fatalf("round %d: held up for %s: %v", round, time.Since(began), err)
			}
		}
		if len(use.events) != len(c.Events()) || use.cp.Head() != c.Newest() {
			t.Fatalf("round %d: %d events, want %d", round, len(use.events), len(c.Events()))
		}
	}
	for _, l := range all {
		l.err = gone
	}
	if _, err := use.Step(t.Context()); err == nil {
		t.Error("a chain that nobody knows of")
	}
}

// TestAttackAloneForAMoment: who answers while the calls of the others fail is not believed, until those have been silent.
func TestAttackAloneForAMoment(t *testing.T) { synctest.Test(t, aloneForAMoment) }

func aloneForAMoment(t *testing.T) {
	a := attacktest.Begin(t, "an index takes an invented head, or misses events, since the other endpoints failed at that very moment")
	for _, name := range names() {
		for i := range 3 {
			c := followtest.NewChain(9)
			c.Mine(50)
			honest := []*liar{{Chain: c}, {Chain: c}}
			w := of(slices.Insert([]witness.Endpoint{honest[0], honest[1]}, i, witness.Endpoint(lies(c)[name]))...)
			for range 5 {
				honest[0].err, honest[1].err = nil, nil
				head, err := w.Head(t.Context())
				if err != nil || head != c.Newest() {
					t.Fatalf("%s: got %v, %v, want %v", name, head, err, c.Newest())
				}
				all, err := w.Logs(t.Context(), 1, head.Number)
				if err != nil || len(all) != len(c.Events()) {
					t.Fatalf("%s: %d events, %v, want %d", name, len(all), err, len(c.Events()))
				}
				honest[0].err, honest[1].err = followtest.ErrAway, followtest.ErrAway
				_, err = w.Head(t.Context())
				a.Tried(err == nil, "%s, as number %d: a head", name, i)
				_, err = w.Logs(t.Context(), 1, head.Number)
				a.Tried(err == nil, "%s, as number %d: events", name, i)
				time.Sleep(5 * time.Second)
				c.Mine(1)
			}
		}
	}
}

// slow is an endpoint that does not answer until its caller gives up.
type slow struct{ *followtest.Chain }

func (s slow) Head(ctx context.Context) (chain.Block, error) {
	<-ctx.Done()
	return chain.Block{}, ctx.Err()
}

// Who hangs is not waited for long; who stands still is no witness after a while.
func TestSlowAndFrozen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := followtest.NewChain(4)
		c.Mine(5)
		beside := of(slow{c}, c)
		time.Sleep(10 * time.Second)
		start := time.Now()
		if b, err := beside.Head(t.Context()); err != nil || b != c.Newest() || time.Since(start) > 5*time.Second {
			t.Errorf("got %v, %v after %s", b, err, time.Since(start))
		}
		old := c.Newest()
		var moves atomic.Bool
		w := of(&liar{Chain: c, head: func(b chain.Block) chain.Block {
			if moves.Load() {
				return b
			}
			return old
		}}, c)
		for range 5 {
			c.Mine(1)
			if b, err := w.Head(t.Context()); err != nil || b != old {
				t.Errorf("at first: got %v, %v, want %v", b, err, old)
			}
			time.Sleep(20 * time.Second)
		}
		time.Sleep(time.Minute)
		if b, err := w.Head(t.Context()); err != nil || b != c.Newest() || w.Agreeing() != 1 {
			t.Errorf("once it has stood still: got %v, %v, want %v", b, err, c.Newest())
		}
		moves.Store(true)
		if b, err := w.Head(t.Context()); err != nil || b != c.Newest() || w.Agreeing() != 2 {
			t.Errorf("once it moves again: got %v, %v, %d agree", b, err, w.Agreeing())
		}
	})
}
