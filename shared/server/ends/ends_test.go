package ends_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/server/ends"
)

type key struct{}

var errOver = errors.New("the order is over")

// Contexts of the standard library below one end with it, with its cause, and no goroutine waits for that.
func TestBelow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &ends.Context{Parent: context.WithValue(t.Context(), key{}, "value")}
		child, cancel := context.WithTimeout(c, time.Hour)
		defer cancel()
		grandchild := context.WithValue(child, key{}, "other")
		if c.Err() != nil || child.Err() != nil || ends.Cause(grandchild) != nil {
			t.Fatal("it has ended before its time")
		}
		if c.Value(key{}) != "value" || child.Value(key{}) != "value" {
			t.Error("the parent's values are not there")
		}
		called := make(chan struct{})
		context.AfterFunc(grandchild, func() { close(called) })
		c.End(errOver)
		c.End(errors.New("later"))
		<-child.Done()
		<-called
		for name, ctx := range map[string]context.Context{"itself": c, "child": child, "grandchild": grandchild} {
			if !errors.Is(ctx.Err(), context.Canceled) || ends.Cause(ctx) != errOver {
				t.Errorf("%s: got %v, because of %v", name, ctx.Err(), ends.Cause(ctx))
			}
		}
		select {
		case <-c.Done():
		default:
			t.Error("Done, asked for after the end, is open")
		}
	})
}

// A child's own end has its own cause.
func TestChildEnds(t *testing.T) {
	c := &ends.Context{Parent: t.Context()}
	child, cancel := context.WithCancelCause(c)
	cancel(errOver)
	if ends.Cause(child) != errOver || c.Err() != nil {
		t.Errorf("got %v and %v", ends.Cause(child), c.Err())
	}
	late, stop := context.WithDeadline(c, time.Unix(1, 0))
	defer stop()
	if err := ends.Cause(late); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	c.End(nil)
	if err := ends.Cause(c); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}

func TestAfterFunc(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &ends.Context{Parent: t.Context()}
		var called [4]atomic.Int32
		var stops [4]func() bool
		for i := range called {
			stops[i] = ends.AfterFunc(c, func() { called[i].Add(1) })
		}
		if !stops[1]() || stops[1]() || !stops[3]() {
			t.Error("stop does not tell whether it was in time")
		}
		c.End(nil)
		if stops[0]() {
			t.Error("stop came in time after the end")
		}
		for i, want := range []int32{1, 0, 1, 0} {
			if got := called[i].Load(); got != want {
				t.Errorf("%d was called %d times", i, got)
			}
		}
		after := make(chan struct{})
		if stop := ends.AfterFunc(c, func() { close(after) }); stop() {
			t.Error("stop came in time after the end")
		}
		<-after
		plain, cancel := context.WithCancel(t.Context())
		of := make(chan struct{})
		ends.AfterFunc(plain, func() { close(of) })
		cancel()
		<-of
	})
}

// Ending beside everything else is what it is for.
func TestConcurrently(t *testing.T) {
	for range 200 {
		c := &ends.Context{Parent: t.Context()}
		var calls, stopped atomic.Int32
		done := make(chan struct{})
		go func() { c.End(errOver) }()
		go func() {
			defer close(done)
			for range 20 {
				if ends.AfterFunc(c, func() { calls.Add(1) })() {
					stopped.Add(1)
				}
				child, cancel := context.WithCancel(c)
				cancel()
				<-child.Done()
			}
		}()
		<-c.Done()
		<-done
	}
}
