package follow_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/contracts/chain/follow/followtest"
)

// subscription is a Heads that a test drives.
type subscription struct {
	mu    sync.Mutex
	ch    chan struct{}
	err   error
	asked int
}

func (s *subscription) Heads(context.Context) (<-chan struct{}, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	return s.ch, s.err
}

// running is a consumer whose follower runs in a bubble of virtual time.
type running struct {
	c     *followtest.Chain
	looks atomic.Int64
	fails atomic.Int64
	head  atomic.Pointer[chain.Block] // that the consumer has
}

// level reports whether the consumer has come to the head.
func (r *running) level() bool { return *r.head.Load() == r.c.Newest() }

func start(t *testing.T, c *followtest.Chain, heads follow.Heads, every time.Duration) *running {
	r, u := &running{c: c}, &consumer{chain: c, write: func() error { return nil }}
	u.Follower = follow.New(follow.Config[chain.Event]{
		Blocks: c, Logs: c, Heads: heads, Sink: u, First: followtest.First, Every: every,
		Heard: func(context.Context, chain.Block) error {
			head := u.kept.cp.Head()
			r.head.Store(&head)
			r.looks.Add(1)
			return nil
		},
		Failed: func(error) { r.fails.Add(1) },
	}, follow.Checkpoint{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- u.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
	synctest.Wait()
	return r
}

func TestRunPolls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := followtest.NewChain(1)
		c.Mine(5000)
		r := start(t, c, nil, time.Minute)
		if !r.level() || r.looks.Load() != 3 {
			t.Errorf("at %d after %d looks and no wait", r.head.Load().Number, r.looks.Load())
		}
		c.Mine(1)
		time.Sleep(59 * time.Second)
		synctest.Wait()
		if r.looks.Load() != 3 {
			t.Error("looked before the minute was over")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if !r.level() || r.looks.Load() != 4 {
			t.Errorf("at %d after %d looks", r.head.Load().Number, r.looks.Load())
		}
	})
}

// A subscription tells of new heads at once; where it breaks there is another one, and without news it is looked all the same.
func TestRunSubscribes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := followtest.NewChain(2)
		s := &subscription{ch: make(chan struct{}, 1)}
		r := start(t, c, s, time.Second)
		c.Mine(1)
		s.ch <- struct{}{}
		synctest.Wait()
		if !r.level() {
			t.Error("a new head was not looked at")
		}
		looks := r.looks.Load()
		time.Sleep(14 * time.Second)
		synctest.Wait()
		if r.looks.Load() != looks {
			t.Error("looks although nothing is new")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if r.looks.Load() != looks+1 {
			t.Errorf("%d looks in the time between", r.looks.Load()-looks)
		}
		s.mu.Lock()
		broken := s.ch
		s.ch = make(chan struct{}, 1)
		s.mu.Unlock()
		close(broken)
		synctest.Wait()
		c.Mine(1)
		s.ch <- struct{}{}
		synctest.Wait()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.asked != 2 || !r.level() {
			t.Errorf("%d subscriptions, at %d", s.asked, r.head.Load().Number)
		}
	})
}

func TestRunWithoutSubscriptions(t *testing.T) {
	for _, x := range []struct {
		name  string
		err   error
		asked int
	}{
		{"never", errors.ErrUnsupported, 1},
		{"not now", followtest.ErrAway, 11},
	} {
		t.Run(x.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := followtest.NewChain(3)
				s := &subscription{err: x.err}
				r := start(t, c, s, time.Second)
				time.Sleep(10*time.Second + 500*time.Millisecond)
				synctest.Wait()
				s.mu.Lock()
				defer s.mu.Unlock()
				if r.looks.Load() != 11 || s.asked != x.asked {
					t.Errorf("%d looks, %d subscriptions; want 11, %d", r.looks.Load(), s.asked, x.asked)
				}
			})
		})
	}
}

// Pauses grow while the chain is away, up to the slowest, and are short again afterwards.
func TestRunBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := followtest.NewChain(4)
		r := start(t, c, nil, 100*time.Millisecond)
		c.Fail(100)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := r.fails.Load(); n < 30 || n > 50 {
			t.Errorf("%d attempts in ten minutes, want one about every 15 seconds", n)
		}
		c.Fail(0)
		c.Mine(3)
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if !r.level() {
			t.Error("not at the head after the outage")
		}
		looks := r.looks.Load()
		time.Sleep(time.Second)
		synctest.Wait()
		if n := r.looks.Load() - looks; n < 9 || n > 11 {
			t.Errorf("%d looks in a second afterwards, want 10", n)
		}
	})
}
