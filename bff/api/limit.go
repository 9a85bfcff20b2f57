package api

import (
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/shared/problem"
)

// limiter lets a key do a thing so many times in a while (a token bucket), or, where every is 0, so many times at once.
type limiter struct {
	most  float64
	every time.Duration
	state *limits
}

type limits struct {
	mu   sync.Mutex
	keys map[string]*bucket
	last time.Time // sweep
}

type bucket struct {
	left float64
	at   time.Time
}

// maxKeys is how many keys are remembered; beyond it everybody waits for the sweep.
const maxKeys = 100_000

func newLimiter(most int, every time.Duration) limiter {
	return limiter{float64(most), every, &limits{keys: map[string]*bucket{}}}
}

// take uses one up, or says how long to wait for it.
func (l limiter) take(key string, now time.Time) (wait time.Duration, ok bool) {
	s := l.state
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.keys[key]
	if b == nil {
		if len(s.keys) >= maxKeys {
			l.sweep(now)
		}
		if len(s.keys) >= maxKeys {
			return time.Minute, false
		}
		b = &bucket{l.most, now}
		s.keys[key] = b
	}
	if l.every > 0 {
		b.left = min(l.most, b.left+l.most*float64(now.Sub(b.at))/float64(l.every))
		b.at = now
	}
	if b.left < 1 {
		if l.every == 0 {
			return 10 * time.Second, false
		}
		return time.Duration((1 - b.left) * float64(l.every) / l.most), false
	}
	b.left--
	return 0, true
}

// give puts one back, for those that are counted at once.
func (l limiter) give(key string) {
	l.state.mu.Lock()
	defer l.state.mu.Unlock()
	if b := l.state.keys[key]; b != nil {
		if b.left++; b.left >= l.most {
			delete(l.state.keys, key)
		}
	}
}

func (l limiter) sweep(now time.Time) {
	if l.every == 0 || now.Sub(l.state.last) < time.Second {
		return
	}
	l.state.last = now
	for k, b := range l.state.keys {
		if now.Sub(b.at) >= l.every {
			delete(l.state.keys, k)
		}
	}
}

// limit is a problem where a key has done a thing too often.
func limit(c *fiber.Ctx, l limiter, key string) error {
	wait, ok := l.take(key, time.Now())
	if ok {
		return nil
	}
	seconds := strconv.Itoa(int(wait/time.Second) + 1)
	c.Set(fiber.HeaderRetryAfter, seconds)
	return problem.New(429, problem.TooMany, "too many requests").Remedy("try again in %s seconds", seconds).With("seconds", seconds)
}
