package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits say how often each key may do a thing.
type Limits struct {
	PerSecond float64 // in the long run
	Burst     int     // at once, 1 at least
	Keys      int     // that are remembered at most
	// Forget says what happens once there are as many: all keys are forgotten, so that a flood of them locks nobody out.
	// Without it new ones wait until others have been quiet.
	Forget bool
}

// Limiter lets each key do a thing so often. It is safe for concurrent use.
type Limiter[K comparable] struct {
	limits Limits

	mu    sync.Mutex
	keys  map[K]*rate.Limiter
	swept time.Time
}

// NewLimiter makes a Limiter.
func NewLimiter[K comparable](l Limits) *Limiter[K] {
	return &Limiter[K]{limits: l, keys: map[K]*rate.Limiter{}}
}

// fullWait is how long a new key waits where there are too many.
const fullWait = time.Minute

// Take uses one up, or says how long to wait for it.
func (l *Limiter[K]) Take(key K, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.keys[key]
	if k == nil {
		if len(l.keys) >= l.limits.Keys && !l.makeRoom(now) {
			return fullWait, false
		}
		k = rate.NewLimiter(rate.Limit(l.limits.PerSecond), max(1, l.limits.Burst))
		l.keys[key] = k
	}
	r := k.ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait, false
	}
	return 0, true
}

// Left says how often a key may do it at once, how often still, and how long until it may as often as at first.
func (l *Limiter[K]) Left(key K, now time.Time) (most, left int, whole time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	most = max(1, l.limits.Burst)
	k := l.keys[key]
	if k == nil {
		return most, most, 0
	}
	tokens := max(0, k.TokensAt(now))
	if missing := float64(most) - tokens; missing > 0 && l.limits.PerSecond > 0 {
		whole = time.Duration(missing / l.limits.PerSecond * float64(time.Second))
	}
	return most, int(tokens), whole
}

// makeRoom forgets those who may do it as often as if they were new.
func (l *Limiter[K]) makeRoom(now time.Time) bool {
	if l.limits.Forget {
		clear(l.keys)
		return true
	}
	if now.Sub(l.swept) < time.Second {
		return false
	}
	l.swept = now
	for key, k := range l.keys {
		if k.TokensAt(now) >= float64(k.Burst()) {
			delete(l.keys, key)
		}
	}
	return len(l.keys) < l.limits.Keys
}

// Seats lets each key have so many of a thing at the same time. It is safe for concurrent use.
type Seats[K comparable] struct {
	each, keys int

	mu    sync.Mutex
	taken map[K]int
}

// NewSeats makes Seats for each of so many keys at most.
func NewSeats[K comparable](each, keys int) *Seats[K] {
	return &Seats[K]{each: each, keys: keys, taken: map[K]int{}}
}

// Take takes a seat; false: there is none. Each that was taken is given back.
func (s *Seats[K]) Take(key K) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.taken[key]
	if n >= s.each || n == 0 && len(s.taken) >= s.keys {
		return false
	}
	s.taken[key] = n + 1
	return true
}

// Give gives a seat back.
func (s *Seats[K]) Give(key K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken[key]--; s.taken[key] <= 0 {
		delete(s.taken, key)
	}
}
