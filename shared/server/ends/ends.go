// Package ends has a context for what is done once for each request: nothing follows another, no goroutine waits, and its
// channel is made where somebody asks for it.
package ends

import (
	"context"
	"sync"
	"time"
)

// Context is a context.Context that ends by End alone: the end of Parent, whose values and deadline it has, has to be told
// to it. It must not be copied, and is safe for concurrent use.
type Context struct {
	Parent context.Context

	mu    sync.Mutex
	done  chan struct{} // nil: nobody has asked for it
	cause error         // nil: it goes on
	first *hook         // what is to be called at the end, the newest first
}

var _ context.Context = (*Context)(nil)

type hook struct {
	call func()
	next *hook
}

// Deadline implements context.Context.
func (c *Context) Deadline() (time.Time, bool) { return c.Parent.Deadline() }

// Value implements context.Context.
func (c *Context) Value(key any) any {
	if key == (causeKey{}) {
		return c
	}
	return c.Parent.Value(key)
}

type causeKey struct{}

// Cause is why a context has ended, as context.Cause has it: where one of this package is among its ancestors, with the
// error that it was ended with. nil: it goes on.
func Cause(ctx context.Context) error {
	if err := context.Cause(ctx); err == nil || err != context.Canceled {
		return err
	}
	if c, ok := ctx.Value(causeKey{}).(*Context); ok {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.cause != nil {
			return c.cause
		}
	}
	return ctx.Err()
}

var over = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// Done implements context.Context.
func (c *Context) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done == nil {
		if c.done = over; c.cause == nil {
			c.done = make(chan struct{})
		}
	}
	return c.done
}

// Err implements context.Context.
func (c *Context) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cause != nil {
		return context.Canceled
	}
	return nil
}

// End ends it, for a reason that Cause gives; nil: context.Canceled. The first End counts. What AfterFunc was given is
// called before End returns.
func (c *Context) End(why error) {
	if why == nil {
		why = context.Canceled
	}
	c.mu.Lock()
	if c.cause != nil {
		c.mu.Unlock()
		return
	}
	c.cause = why
	if c.done != nil {
		close(c.done)
	}
	h := c.first
	c.first = nil
	c.mu.Unlock()
	for ; h != nil; h = h.next {
		h.call()
	}
}

// AfterFunc has f called at the end, or in a goroutine of its own where that has been; stop takes that back, and gives
// false where it is too late. f must not block. It is what package context uses for contexts below this one.
func (c *Context) AfterFunc(f func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cause != nil {
		go f()
		return func() bool { return false }
	}
	h := &hook{call: f, next: c.first}
	c.first = h
	return func() bool { return c.remove(h) }
}

func (c *Context) remove(h *hook) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for at := &c.first; *at != nil; at = &(*at).next {
		if *at == h {
			*at = h.next
			return true
		}
	}
	return false
}

// AfterFunc is context.AfterFunc, without what that costs where ctx is of this package; f must not block.
func AfterFunc(ctx context.Context, f func()) (stop func() bool) {
	if c, ok := ctx.(*Context); ok {
		return c.AfterFunc(f)
	}
	return context.AfterFunc(ctx, f)
}
