package api

import (
	"context"
	"errors"
	"strconv"
	"time"

	"berth/shared/problem"
	"berth/ui/js"
)

// How long a call waits for what becomes true by itself, in all, and between two tries.
const (
	patience   = 45 * time.Second
	leastPause = 500 * time.Millisecond
	mostPause  = 10 * time.Second
)

type telling struct{}

// Telling gives a context whose calls tell on what they wait for: the problem "not yet", and nil once they wait no more. on
// may be nil; it may be called from any goroutine.
func Telling(ctx context.Context, on func(error)) context.Context {
	if on == nil {
		return ctx
	}
	return context.WithValue(ctx, telling{}, on)
}

// patiently calls until the answer is another than "not yet", or patience has run out.
func patiently(ctx context.Context, call func() error) error {
	tell, _ := ctx.Value(telling{}).(func(error))
	began, told := time.Now(), false
	defer func() {
		if told {
			tell(nil)
		}
	}()
	for {
		err := call()
		pause, later := notYet(err)
		if !later || time.Since(began)+pause > patience {
			return err
		}
		if tell != nil && !told {
			told = true
			tell(err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// notYet reports whether an error passes by itself, and when to try again.
func notYet(err error) (time.Duration, bool) {
	var p *problem.Problem
	if !errors.As(err, &p) || p.Code != problem.NotYet {
		return 0, false
	}
	n, _ := strconv.Atoi(p.Figures["retryAfter"]) // 0 where nothing was said
	return min(max(time.Duration(n)*time.Second, leastPause), mostPause), true
}

// ask is js.Do, with patience.
func ask(ctx context.Context, r js.Request, out any) error {
	return patiently(ctx, func() error { return js.Do(ctx, r, out) })
}
