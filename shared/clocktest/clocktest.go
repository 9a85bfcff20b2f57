// Package clocktest has the clock of tests, which stands until it is moved.
package clocktest

import (
	"sync"
	"time"
)

// Clock is safe for concurrent use.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// At is a clock that stands at a time.
func At(at time.Time) *Clock { return &Clock{at: at} }

// Now is the time that it shows, as time.Now.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Pass moves it on.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}
