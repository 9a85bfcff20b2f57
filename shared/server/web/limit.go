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
