package certs

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What the authority is asked for is shared fairly among those whose the names are: who has had some is given another only
// while there are more left than that. One who asks for very many thus has half, two a third each, and who comes next always
// finds some. The server's own names, whose owner is "", are asked for as long as there is any left.

// shareTime is for how long it counts against an owner that they had an order.
const shareTime = time.Hour

// budget is how many orders there may be, and who had those of late. The Manager's lock guards it.
type budget struct {
	left *rate.Limiter
	had  map[string][]time.Time // by owner, the oldest first: no more than left gives within shareTime
}

func newBudget() *budget {
	return &budget{left: rate.NewLimiter(rate.Every(orderEvery), orderBurst), had: map[string][]time.Time{}}
}

// take takes an order for an owner; else it gives when to ask again.
func (b *budget) take(owner string, now time.Time) (again time.Time, ok bool) {
	b.forget(now)
	left := b.left.TokensAt(now)
	mine := b.had[owner]
	if owner == "" {
		mine = nil
	}
	if left >= 1 && float64(len(mine)) < left {
		b.left.AllowN(now, 1)
		if owner != "" {
			b.had[owner] = append(mine, now)
		}
		return time.Time{}, true
	}
	again = now.Add(time.Duration((float64(len(mine)+1) - left) * float64(orderEvery)))
	if len(mine) > 0 {
		if older := mine[0].Add(shareTime); older.Before(again) {
			again = older
		}
	}
	return again, false
}

// forget lets go of what counts no more.
func (b *budget) forget(now time.Time) {
	for owner, had := range b.had {
		i, _ := slices.BinarySearchFunc(had, now.Add(-shareTime), time.Time.Compare)
		if i == len(had) {
			delete(b.had, owner)
		} else if i > 0 {
			b.had[owner] = slices.Clone(had[i:])
		}
	}
}

// slots are how many orders are under way at a time, shared in the same way. It is safe for concurrent use.
type slots struct {
	mu    sync.Mutex
	free  int
	has   map[string]int
	queue []*turn // who came first is first
}

// turn is somebody who waits.
type turn struct {
	owner string
	come  chan struct{}
}

func newSlots(n int) *slots { return &slots{free: n, has: map[string]int{}} }

// take waits for a slot.
func (s *slots) take(ctx context.Context, owner string) error {
	t := &turn{owner, make(chan struct{})}
	s.mu.Lock()
	s.queue = append(s.queue, t)
	s.deal()
	s.mu.Unlock()
	select {
	case <-t.come:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	i := slices.Index(s.queue, t)
	if i >= 0 {
		s.queue = slices.Delete(s.queue, i, i+1)
	}
	s.mu.Unlock()
	if i < 0 {
		s.give(owner) // it had just come
	}
	return ctx.Err()
}

// give gives a slot back.
func (s *slots) give(owner string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free++
	if s.has[owner]--; s.has[owner] <= 0 {
		delete(s.has, owner)
	}
	s.deal()
}

// deal gives free slots to those who wait.
func (s *slots) deal() {
	s.queue = slices.DeleteFunc(s.queue, func(t *turn) bool {
		if s.free == 0 || t.owner != "" && s.has[t.owner] >= s.free {
			return false
		}
		s.free--
		if t.owner != "" {
			s.has[t.owner]++
		}
		close(t.come)
		return true
	})
}
