package tenancy

import (
	"context"
	"errors"
	"sync"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

const (
	// MaxShells is how many shells may be open for a chain of orders at a time. Whoever lets them in has a lower bound, and
	// ends the oldest, which takes a moment.
	MaxShells = 8
	// shellOpen is after how long a shell that has not failed is one that was opened.
	shellOpen = 500 * time.Millisecond
)

// Shell runs a shell beside a service's process, as cluster.Sheller does. It ends as soon as the order does, or is stopped,
// or does not have the service any more; the error is then the problem that says so. cluster.ErrNoShell where there is none
// to be had.
func (v *Viewer) Shell(ctx context.Context, id order.ID, service string, t cluster.Terminal) (int, error) {
	if !v.runtime.HasShell() {
		return 0, cluster.ErrNoShell
	}
	workload, user, err := v.seat(id, service)
	if err != nil {
		return 0, err
	}
	defer v.book.Change(workload, func(o *book.Order) { o.Shells-- })

	ctx, end := context.WithCancelCause(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { end(v.untilGone(ctx, id, user, service)) })
	defer watching.Wait()
	defer end(nil)

	opened := sync.OnceFunc(func() {
		v.book.Change(workload, func(o *book.Order) { o.Happened(diary.Shell(service)) })
	})
	soon := time.AfterFunc(shellOpen, opened)
	defer soon.Stop()
	code, err := v.runtime.Shell(ctx, workload, service, t)
	if err == nil {
		opened()
	}
	var why *problem.Problem
	if errors.As(context.Cause(ctx), &why) {
		return code, why
	}
	return code, err
}

// seat takes one of an order's places for shells, for the user whose it is now.
func (v *Viewer) seat(id order.ID, service string) (workload order.ID, user eth.Address, err error) {
	now := v.now()
	if workload, _, err = running(v.book, id, now); err != nil {
		return 0, user, err
	}
	v.book.Change(id, func(o *book.Order) {
		user = o.Rec.Order.User
		first := o.First()
		if err = hasService(o, user, service, now); err != nil {
			return
		}
		if first.Shells >= MaxShells {
			err = problem.New(429, problem.TooMany, "order %s has %d shells open already", id, MaxShells).Remedy("close one of them").With("retryAfter", "1")
			return
		}
		workload = first.Rec.Order.ID
		first.Shells++
	})
	return workload, user, err
}

// untilGone waits until a user's order does not have a service any more that runs, and says why; nil if ctx ends first.
func (v *Viewer) untilGone(ctx context.Context, id order.ID, user eth.Address, service string) error {
	for {
		err := unknown(id)
		var changed <-chan struct{}
		var left time.Duration
		now := v.now()
		v.book.Look(id, func(o *book.Order) {
			changed, _ = o.First().Changed()
			// Past its end an order goes on until the chain has said that it was not extended.
			left, err = max(o.Rec.Order.EndsAt().Sub(now), time.Second), hasService(o, user, service, now)
		})
		if err != nil {
			return err
		}
		up := time.NewTimer(left)
		select {
		case <-changed:
		case <-up.C:
		case <-v.life.Done():
			err = problem.New(503, problem.Unavailable, "the gateway is being restarted").Remedy("try again in a moment")
		case <-ctx.Done():
			up.Stop()
			return nil
		}
		up.Stop()
		if err != nil {
			return err
		}
	}
}

// hasService is nil where a user's order is active and has a service that is not stopped.
func hasService(o *book.Order, user eth.Address, service string, now time.Time) error {
	id, first := o.Rec.Order.ID, o.First()
	switch {
	case o.Rec.Order.User != user:
		return unknown(id)
	case !o.Runs(now):
		return over(id)
	case first.Rec.Revision == 0:
		return notDeployed(id)
	case !first.Has(service):
		return problem.New(404, problem.NotFound, "order %s has no service %.40s", id, service)
	case first.Rec.Stopped:
		return problem.New(409, problem.ServiceStopped, "order %s is stopped", id).Remedy("start it first")
	}
	return nil
}
