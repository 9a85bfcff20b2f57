package tenancy

import (
	"context"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// MaxWaiters is how many may wait for a chain of orders' services to wake: each holds a connection.
const MaxWaiters = 64

// wakeWait is how long a shell, or a connection to a port, waits for its service to wake.
const wakeWait = time.Minute

// Sleep sets after how many seconds without a visitor a service falls asleep, 0 is never.
func (d *Deployer) Sleep(id order.ID, service string, after uint32) error {
	if after != 0 && (after < wire.LeastSleep || after > wire.MostSleep) {
		return problem.Field("after", "0 for never, or %d to %d seconds", wire.LeastSleep, wire.MostSleep)
	}
	workload, _, err := running(d.book, id, d.now())
	if err != nil {
		return err
	}
	d.book.Change(workload, func(o *book.Order) {
		switch {
		case o.Rec.Revision == 0:
			err = notDeployed(id)
		case !o.Has(service):
			err = problem.New(404, problem.NotFound, "order %s has no service %.40s", id, service)
		case !o.SetSleep(service, after):
			err = problem.Field("service", "one with a web address that runs on and that no other service waits for: only visitors wake a service")
		}
	})
	if err != nil {
		return err
	}
	d.add(workload) // it may have slept
	return d.book.Save(workload)
}

// Waker wakes services that sleep. It is safe for concurrent use.
type Waker struct {
	book *book.Book
	add  func(order.ID) // has an order worked on
	now  func() time.Time
}

// NewWaker makes a Waker. It tells add which orders have something to be done.
func NewWaker(b *book.Book, add func(order.ID), now func() time.Time) *Waker {
	return &Waker{book: b, add: add, now: now}
}

// Wake has a workload's service wake, if it sleeps, and returns once it runs: who calls has made sure that it is needed. It is
// woken once for all who wait. Otherwise it gives a problem: it does not run, does not start, or not before ctx ends, or too
// many wait for the order's services already.
func (w *Waker) Wake(ctx context.Context, workload order.ID, service string) error {
	slept := false
	err := unknown(workload)
	w.book.Change(workload, func(o *book.Order) {
		if err = nil; o.Waiters >= MaxWaiters {
			err = problem.New(503, problem.Starting, "%s is waking, and many wait for that already", service).Again(soon)
			return
		}
		o.Waiters++
		slept = o.Rouse(service)
	})
	if err != nil {
		return err
	}
	defer w.book.Change(workload, func(o *book.Order) { o.Waiters-- })
	if slept {
		w.add(workload)
		if err := w.book.Save(workload); err != nil {
			return err
		}
	}
	for {
		var changed <-chan struct{}
		w.book.Look(workload, func(o *book.Order) { changed, _ = o.Changed() })
		switch t := w.book.Target(workload, service); {
		case !t.Found || t.Phase == wire.PhaseEnded:
			return over(workload)
		case t.Phase == wire.PhaseReady:
			return nil
		case t.Phase == wire.PhaseFailed:
			return problem.New(503, problem.Failed, "%s does not start", service).Remedy("look at its log")
		case t.Phase == wire.PhaseStopped:
			return problem.New(409, problem.ServiceStopped, "order %s is stopped", workload).Remedy("start it first")
		case t.Phase == wire.PhaseNone:
			return notDeployed(workload)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return problem.New(503, problem.Starting, "%s does not answer yet", service).Again(soon).Because(context.Cause(ctx))
		}
	}
}

// awake wakes a service for what is about to be opened beside it. One that does not run for another reason is left as it is.
func (v *Viewer) awake(ctx context.Context, workload order.ID, service string) error {
	if !v.book.Target(workload, service).Rests {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, wakeWait)
	defer cancel()
	return v.waker.Wake(ctx, workload, service)
}
