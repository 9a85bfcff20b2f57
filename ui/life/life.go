// Package life gives components work that ends with what it is for.
//
// The context of an event belongs to the element that was clicked and is deaf once that element is gone. What a component
// starts therefore runs on the component's own context, within a Run that ends when the component begins something else
// or leaves the page.
//
// A component keeps its Life in an unexported field and ends it in OnDismount. It must not embed it: go-app sets the
// exported fields of a component anew whenever the parent renders, and the name of an embedded type is such a field.
package life

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
)

// Life is a component's own context, and what the component has under way. The zero value has nothing under way. It is
// for the UI goroutine only.
type Life struct {
	own  app.Context
	run  Run
	stop context.CancelFunc
}

// Begin takes the component's own context, which is OnMount's, and begins its first run.
func (l *Life) Begin(own app.Context) {
	l.own = own
	l.Renew()
}

// Renew ends what is under way and begins anew. It must not be called before Begin.
func (l *Life) Renew() Run {
	l.End()
	within, stop := context.WithCancel(l.own)
	l.run, l.stop = Run{Context: within, own: l.own}, stop
	return l.run
}

// End ends what is under way.
func (l *Life) End() {
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
}

// Run is what is under way, or what was.
func (l *Life) Run() Run { return l.run }

// Own is the component's own context: what runs on it is heard as long as the component is on the page.
func (l *Life) Own() app.Context { return l.own }

// Run is something under way: it is a context that ends with it. It may be kept by what it is about, and is safe for
// concurrent use. The zero Run is over.
type Run struct {
	context.Context

	own app.Context
}

// On reports whether it is still under way.
func (r Run) On() bool { return r.Context != nil && r.Err() == nil }

// Own is the own context of the component that it belongs to. It goes on after the run, for what must be brought to its
// end: a signature that was asked for, say.
func (r Run) Own() app.Context { return r.own }

// Part is a part of it that can be ended before.
func (r Run) Part() (Run, context.CancelFunc) {
	within, stop := context.WithCancel(r.Context)
	return Run{Context: within, own: r.own}, stop
}

// Go runs f on a goroutine of its own, where it may wait.
func (r Run) Go(f func()) { r.own.Async(f) }

// Do runs f on the UI goroutine if it is still under way then. It may be called from any goroutine.
func (r Run) Do(f func(app.Context)) {
	r.own.Dispatch(func(ctx app.Context) {
		if r.On() {
			f(ctx)
		}
	})
}

// After runs f on the UI goroutine after a while if it is still under way then.
func (r Run) After(d time.Duration, f func(app.Context)) {
	r.Go(func() {
		if Wait(r, d) == nil {
			r.Do(f)
		}
	})
}

// Every runs f on the UI goroutine at times, while the tab is seen; at once when it is seen again after that long.
func (r Run) Every(pause time.Duration, f func(app.Context)) {
	r.Go(func() {
		next := time.Now().Add(pause)
		for Wait(r, time.Second) == nil {
			if now := time.Now(); !now.Before(next) && !js.Hidden() {
				next = now.Add(pause)
				r.Do(f)
			}
		}
	})
}

// Wait waits for so long, or until ctx ends, which is then the error.
func Wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
