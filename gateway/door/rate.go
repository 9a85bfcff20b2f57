package door

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// rate is how often something may be done: at once, and in the long run.
type rate struct {
	most      float64
	perSecond float64
}

// perMinute lets so much be done in a minute, and that at once.
func perMinute(n int) rate { return rate{most: float64(n), perSecond: float64(n) / 60} }

// visitor is an address at a gate.
type visitor struct {
	gate *gate
	from netip.Prefix
}

const (
	rateShards   = 16
	ratesOfShard = 8192
)

// rates hold visitors to rates. What is remembered is bounded; past that a part of it is forgotten, so that a flood of
// addresses locks nobody out. It is safe for concurrent use.
type rates struct {
	seed   maphash.Seed
	shards [rateShards]rateShard
}

type rateShard struct {
	mu   sync.Mutex
	left map[visitor]bucket
}

type bucket struct {
	left float64
	at   int64 // Unix nanoseconds
}

func newRates() *rates {
	r := &rates{seed: maphash.MakeSeed()}
	for i := range r.shards {
		r.shards[i].left = map[visitor]bucket{}
	}
	return r
}

// take uses one up; else it says how long to wait for it.
func (r *rates) take(who visitor, at rate, now time.Time) (wait time.Duration) {
	s := &r.shards[maphash.Comparable(r.seed, who)%rateShards]
	s.mu.Lock()
	defer s.mu.Unlock()
	n := now.UnixNano()
	b, ok := s.left[who]
	if !ok {
		if len(s.left) >= ratesOfShard {
			clear(s.left)
		}
		b = bucket{at.most, n}
	}
	if passed := n - b.at; passed > 0 {
		b.left, b.at = min(at.most, b.left+at.perSecond*float64(passed)/float64(time.Second)), n
	}
	if b.left < 1 {
		s.left[who] = b
		return time.Duration((1 - b.left) / at.perSecond * float64(time.Second))
	}
	b.left--
	s.left[who] = b
	return 0
}

// give gives one back.
func (r *rates) give(who visitor) {
	s := &r.shards[maphash.Comparable(r.seed, who)%rateShards]
	s.mu.Lock()
	defer s.mu.Unlock()
	if b, ok := s.left[who]; ok {
		b.left++
		s.left[who] = b
	}
}
