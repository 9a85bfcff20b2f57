package state

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/life"
)

// Listed is a value that is asked for again and again, with when it came last. It is for the UI goroutine only.
type Listed[T any] struct {
	Of[T]

	At     time.Time // of the data
	Asking bool
	Stale  error // the last answer did not come, and the data is of before
}

// Begin notes that it is asked for. A failure is told until there is an answer, unless the user asks again.
func (l *Listed[T]) Begin(again bool) {
	l.Asking = true
	if l.Status == Idle || again && l.Status == Failed {
		l.Status = Loading
	}
}

// Came takes over an answer. What was there before stays where there is none.
func (l *Listed[T]) Came(v T, err error) {
	l.Asking = false
	switch {
	case err == nil:
		l.Of, l.At, l.Stale = Of[T]{Status: Ready, Data: v}, time.Now(), nil
	case l.Status == Ready:
		l.Stale = err
	default:
		l.Of = Of[T]{Status: Failed, Err: err}
	}
}

// Ask asks for it, unless that is under way already. heard is told of how it went, and gives the error that is shown; then, unless nil,
// runs once the answer was taken over. An answer that comes after the run has ended is none.
func (l *Listed[T]) Ask(run life.Run, again bool, get func(context.Context) (T, error), heard func(error) error, then func()) {
	if l.Asking {
		return
	}
	l.Begin(again)
	run.Go(func() {
		v, err := get(run)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			l.Came(v, err)
			if then != nil {
				then()
			}
		})
	})
}
