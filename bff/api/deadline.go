package api

import (
	"context"
	"sync"
	"time"

	"berth/shared/server/trail"
)

// deadline is a context with a deadline whose timer begins to run when somebody waits for it: most requests are answered out
// of memory, and nobody does.
type deadline struct {
	at  time.Time
	way trail.Trail

	once   sync.Once
	ctx    context.Context
	cancel context.CancelFunc
	mu     sync.Mutex
	ended  bool
}

var _ context.Context = (*deadline)(nil)

func newDeadline(after time.Duration, now time.Time, way trail.Trail) *deadline {
	return &deadline{at: now.Add(after), way: way}
}

// Deadline implements context.Context.
func (d *deadline) Deadline() (time.Time, bool) { return d.at, true }

// Done implements context.Context.
func (d *deadline) Done() <-chan struct{} { return d.real().Done() }

// Err implements context.Context.
func (d *deadline) Err() error { return d.real().Err() }

// Value implements context.Context: it has the request's trail.
func (d *deadline) Value(key any) any {
	if key == trail.Key {
		return d.way
	}
	return nil
}

func (d *deadline) real() context.Context {
	d.once.Do(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.ctx, d.cancel = context.WithDeadline(context.Background(), d.at)
		if d.ended {
			d.cancel()
		}
	})
	return d.ctx
}

// end lets go of the timer, if there is one. Who waits is told that it is over.
func (d *deadline) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	if d.cancel != nil {
		d.cancel()
	}
}
