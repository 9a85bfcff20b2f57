package followtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"berth/contracts/chain/follow"
)

// Use is a consumer of the follower together with what it keeps, on a disk so to say.
type Use interface {
	// Start makes the consumer anew out of what it has kept, as after a kill: what an earlier one had in memory is gone.
	// Nothing of it may go on by itself afterwards.
	Start(t *testing.T)
	// Step has it take one look at the chain.
	Step(ctx context.Context) (more bool, err error)
	// State digests which events count for it now. Those who have seen the same chain have the same state, whichever
	// way it came to be.
	State(t *testing.T) string
}

// ErrCrash is what a write fails with when the process dies there.
var ErrCrash = errors.New("crash")

// New makes a use on a chain, which has kept nothing yet. It begins at the block First, and calls write before and after
// all that it writes to what it keeps; where that fails it goes no further.
type New func(t *testing.T, c *Chain, write func() error) Use

// Run tries a use.
func Run(t *testing.T, use New) {
	Reads(t, use)
	each(t, use, map[string]func(*testing.T, New){
		"down to what was final": downToFinal,
		"while away":             whileAway,
		"set back":               setBack,
		"refused writes":         refused,
		"crash at each write":    crashes,
		"whatever else happens":  func(t *testing.T, use New) { whatever(t, use, 2, 6) },
	})
}

// Reads tries what of it depends on how the chain is read more than on what is kept: for uses that differ in that alone.
func Reads(t *testing.T, use New) {
	each(t, use, map[string]func(*testing.T, New){
		"each depth":             eachDepth,
		"deeper than the tail":   deeper,
		"another chain":          anotherChain,
		"lagging endpoint":       lagging,
		"moves while it is read": moves,
		"failing calls":          failing,
		"whatever happens":       func(t *testing.T, use New) { whatever(t, use, 0, 2) },
	})
}

func each(t *testing.T, use New, all map[string]func(*testing.T, New)) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) { all[name](t, use) })
	}
}

// disk is what a use keeps its things on.
type disk struct {
	mu     sync.Mutex
	writes int
	dies   int  // at this write; 0: never
	dead   bool // until the next start
	refuse func() bool
}

var errRefused = errors.New("no space left")

func (d *disk) write() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.writes++; d.writes == d.dies {
		d.dead = true
	}
	if d.dead {
		return ErrCrash
	}
	if d.refuse != nil && d.refuse() {
		return errRefused
	}
	return nil
}

func (d *disk) revive() (was bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	was, d.dead = d.dead, false
	return was
}

// trial is a use on a chain.
type trial struct {
	Use
	c   *Chain
	d   *disk
	new New
}

func begin(t *testing.T, use New, seed uint64) *trial {
	t.Helper()
	tr := &trial{c: NewChain(seed), d: &disk{}, new: use}
	tr.Use = use(t, tr.c, tr.d.write)
	tr.Start(t)
	return tr
}

// settle steps until there is nothing more to take, and starts anew after each crash.
func (tr *trial) settle(t *testing.T) {
	t.Helper()
	quiet := 0
	for range 10_000 {
		more, err := tr.Step(t.Context())
		switch {
		case tr.d.revive():
			tr.Start(t)
			quiet = 0
		case err == nil && !more:
			if quiet++; quiet == 2 {
				return
			}
		case err == nil, errors.Is(err, ErrAway), errors.Is(err, errRefused), errors.Is(err, follow.ErrMoved):
			quiet = 0
		default:
			t.Fatalf("step: %v", err)
		}
	}
	t.Fatal("never comes to the head")
}

// fresh is the state of one that sees the chain for the first time.
func (tr *trial) fresh(t *testing.T) string {
	t.Helper()
	tr.c.Fail(0)
	f := &trial{Use: tr.new(t, tr.c, func() error { return nil }), c: tr.c, d: &disk{}}
	f.Start(t)
	f.settle(t)
	return f.State(t)
}

// same settles, and fails unless the state is a fresh one's, after a restart too.
func (tr *trial) same(t *testing.T, when string, args ...any) {
	t.Helper()
	when = fmt.Sprintf(when, args...)
	tr.settle(t)
	want := tr.fresh(t)
	if got := tr.State(t); got != want {
		t.Fatalf("%s: not as a fresh one has it: %s", when, differ(got, want))
	}
	tr.Start(t)
	tr.settle(t)
	if got := tr.State(t); got != want {
		t.Fatalf("%s, started anew: %s", when, differ(got, want))
	}
}

// differ is the first line in which two states differ.
func differ(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	line := func(all []string) string {
		if n < len(all) {
			return all[n]
		}
		return "the end"
	}
	return fmt.Sprintf("line %d of %d: got %s\nwant %s", n+1, len(b), line(a), line(b))
}

func eachDepth(t *testing.T, use New) {
	tr := begin(t, use, 1)
	tr.c.Mine(150)
	tr.same(t, "at first")
	for _, depth := range []int{1, 2, 3, 5, 8, 12, 13, 21, 34, 64, 100, follow.TailLength - 1} {
		for _, more := range []int{1, 0, 7} {
			tr.c.Reorganise(depth, depth+more)
			tr.same(t, "%d blocks reorganised into %d", depth, depth+more)
			tr.c.Mine(more)
		}
	}
	// A shorter one counts too, once it contradicts.
	tr.c.Reorganise(20, 5)
	tr.same(t, "20 blocks reorganised into 5")
}

func deeper(t *testing.T, use New) {
	tr := begin(t, use, 2)
	tr.c.Mine(400)
	tr.same(t, "at first")
	tr.c.Reorganise(300, 350)
	tr.same(t, "300 blocks reorganised into 350")
	tr.c.Reorganise(follow.TailLength, follow.TailLength+1)
	tr.same(t, "all of the tail")
	tr.c.Reorganise(1000, 1000)
	tr.same(t, "all but the first block")
}

// downToFinal reorganises deeper than the tail, but above what was final; what is final by the time that somebody looks
// may be of the new blocks.
func downToFinal(t *testing.T, use New) {
	tr := begin(t, use, 3)
	tr.c.Final(250)
	tr.c.Mine(300)
	tr.settle(t)
	tr.c.Mine(300)
	tr.same(t, "at first")
	tr.c.Reorganise(200, 210)
	tr.same(t, "200 blocks, 250 are not final")
	tr.c.Reorganise(200, 150)
	tr.c.Final(20)
	tr.c.Mine(200)
	tr.same(t, "the new blocks are final already")
	tr.c.Reorganise(15, 16)
	tr.same(t, "down to the final one")
}

func whileAway(t *testing.T, use New) {
	for _, final := range []int{0, 64} {
		tr := begin(t, use, 4)
		tr.c.Final(final)
		tr.c.Mine(200)
		tr.same(t, "at first")
		for _, depth := range []int{1, 10, 50} {
			tr.c.Reorganise(depth, depth+2)
			tr.Start(t)
			tr.same(t, "%d blocks reorganised while away, finality %d behind", depth, final)
		}
	}
}

func anotherChain(t *testing.T, use New) {
	for _, blocks := range []int{1, 60, 199, 200, 201, 300} {
		tr := begin(t, use, 5)
		tr.c.Final(10)
		tr.c.Mine(200)
		tr.same(t, "at first")
		tr.c.Replace(blocks)
		tr.same(t, "another chain of %d blocks", blocks)
		tr.c.Replace(blocks)
		tr.c.Mine(30)
		tr.same(t, "once more")
	}
}

// setBack takes the newest blocks off. That may be an endpoint that lags, until it has other blocks in their place.
func setBack(t *testing.T, use New) {
	tr := begin(t, use, 6)
	tr.c.Mine(200)
	tr.settle(t)
	was := tr.State(t)
	tr.c.SetBack(30)
	tr.settle(t)
	if got := tr.State(t); got != was {
		t.Fatalf("a head below takes away: %s", differ(got, was))
	}
	tr.c.Mine(31)
	tr.same(t, "grown again")
}

func lagging(t *testing.T, use New) {
	tr := begin(t, use, 7)
	tr.c.Mine(300)
	tr.settle(t)
	want := tr.State(t)
	for _, lag := range []int{1, 20, 100, 250, 303} {
		tr.c.Lag(lag)
		tr.settle(t)
		if got := tr.State(t); got != want {
			t.Fatalf("%d blocks behind: %s", lag, differ(got, want))
		}
	}
	tr.c.Lag(0)
	tr.c.Mine(5)
	tr.same(t, "afterwards")
}

// moves reorganises between the calls of one step.
func moves(t *testing.T, use New) {
	tr := begin(t, use, 8)
	for i, mined := range []int{1, 2, 10, 150, 2500} {
		tr.c.Mine(mined)
		depth := min(mined, 40)
		tr.c.During(func() { tr.c.Reorganise(depth, depth) })
		tr.settle(t)
		tr.same(t, "%d: the newest %d of %d blocks", i, depth, mined)
	}
}

func failing(t *testing.T, use New) {
	tr := begin(t, use, 9)
	for i := range 15 {
		tr.c.Mine(30)
		tr.c.Fail(5)
		tr.settle(t)
		if i%3 == 0 {
			tr.c.Reorganise(1+3*i, 2+3*i)
		}
		tr.same(t, "round %d", i)
	}
}

// refused has writes fail, of a process that goes on.
func refused(t *testing.T, use New) {
	rnd := rand.New(rand.NewPCG(10, 1))
	tr := begin(t, use, 10)
	for i := range 15 {
		tr.c.Mine(30)
		tr.d.refuse = func() bool { return rnd.IntN(10) == 0 }
		tr.settle(t)
		tr.c.Reorganise(1+2*i, 2+2*i)
		tr.settle(t)
		tr.d.refuse = nil
		tr.same(t, "round %d", i)
	}
}

// crashes dies before and after each write there is, once at each; of very many it skips some.
func crashes(t *testing.T, use New) {
	for dies := 1; ; dies += 1 + dies/40 {
		tr := begin(t, use, 11)
		tr.d.dies = dies
		tr.c.Mine(8)
		tr.settle(t)
		tr.c.Mine(70)
		tr.settle(t)
		tr.c.Mine(2)
		tr.settle(t)
		tr.c.Mine(90) // the oldest are below all that could be rolled back
		tr.settle(t)
		tr.c.Mine(3)
		tr.settle(t)
		tr.c.Reorganise(64, 66)
		tr.settle(t)
		tr.c.Reorganise(3, 3)
		tr.settle(t)
		tr.c.Mine(1)
		if tr.d.writes < dies {
			if dies == 1 {
				t.Fatal("nothing is written")
			}
			return
		}
		tr.same(t, "a crash at write %d", dies)
	}
}

func whatever(t *testing.T, use New, from, to uint64) {
	for seed := from; seed < to; seed++ {
		rnd := rand.New(rand.NewPCG(seed, 12))
		tr := begin(t, use, 100+seed)
		tr.c.Mine(rnd.IntN(200))
		for round := range 12 {
			tr.c.Fail(rnd.IntN(4))
			switch rnd.IntN(6) {
			case 0:
				tr.c.Mine(1 + rnd.IntN(40))
			case 1:
				tr.c.Reorganise(1+rnd.IntN(64), 1+rnd.IntN(70))
			case 2:
				tr.c.Reorganise(1+rnd.IntN(5), 1+rnd.IntN(5))
			case 3:
				tr.c.Final(rnd.IntN(100))
			case 4: // a kill, wherever it is
				for range rnd.IntN(4) {
					_, _ = tr.Step(t.Context()) // it may fail; what comes of it is seen at the end
				}
				tr.d.revive()
				tr.Start(t)
			case 5:
				tr.d.dies = tr.d.writes + 1 + rnd.IntN(8)
			}
			if rnd.IntN(3) == 0 {
				continue // the chain moves on before anybody has looked
			}
			// A shorter chain is not followed until it has grown: it could be an endpoint that lags.
			tr.c.Mine(80)
			tr.same(t, "seed %d, round %d", seed, round)
		}
	}
}
