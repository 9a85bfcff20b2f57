package lease

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"berth/gateway/cluster"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// maxShells is how many shells may be open for a chain of orders at a time.
	maxShells = 4
	// shellOpen is after how long a shell that has not failed is one that was opened.
	shellOpen = 500 * time.Millisecond
)

// Shell runs a shell beside a service's process, as Cluster.Shell does. It ends as soon as the order does, or is stopped,
// or does not have the service any more; the error is then the problem that says so. ErrNoShell where there is none to be
// had.
func (k *Keeper) Shell(ctx context.Context, id order.ID, service string, t cluster.Terminal) (int, error) {
	if !k.cfg.Cluster.HasShell() {
		return 0, cluster.ErrNoShell
	}
	e, _, err := k.running(id)
	if err != nil {
		return 0, err
	}
	k.mu.Lock()
	w, user := e.rec.Order.ID, e.rec.Order.User
	err = k.hasService(id, user, service)
	if err == nil && e.shells >= maxShells {
		err = problem.New(429, problem.TooMany, "order %s has %d shells open already", id, maxShells).Remedy("close one of them").With("retryAfter", "1")
	}
	if err != nil {
		k.mu.Unlock()
		return 0, err
	}
	e.shells++
	k.mu.Unlock()
	defer func() {
		k.mu.Lock()
		e.shells--
		k.mu.Unlock()
	}()

	ctx, end := context.WithCancelCause(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { end(k.untilGone(ctx, id, user, service)) })
	defer watching.Wait()
	defer end(nil)

	opened := sync.OnceFunc(func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		h := did(wire.HappenedShell, "a shell was opened beside "+service)
		h.Service = service
		k.happened(e, h)
	})
	soon := time.AfterFunc(shellOpen, opened)
	defer soon.Stop()
	code, err := k.cfg.Cluster.Shell(ctx, w, service, t)
	if err == nil {
		opened()
	}
	var why *problem.Problem
	if errors.As(context.Cause(ctx), &why) {
		return code, why
	}
	return code, err
}

// untilGone waits until a user's order does not have a service any more that runs, and says why; nil if ctx ends first.
func (k *Keeper) untilGone(ctx context.Context, id order.ID, user eth.Address, service string) error {
	for {
		k.mu.RLock()
		err := k.hasService(id, user, service)
		var changed <-chan struct{}
		var left time.Duration
		if e := k.orders[id]; err == nil {
			changed, left = k.root(e).changed, e.rec.Order.EndsAt().Sub(k.now())
		}
		k.mu.RUnlock()
		if err != nil {
			return err
		}
		up := time.NewTimer(left)
		select {
		case <-changed:
		case <-up.C:
		case <-k.life.Done():
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

// hasService is nil where a user's order is active and has a service that is not stopped. The caller holds mu.
func (k *Keeper) hasService(id order.ID, user eth.Address, service string) error {
	e := k.orders[id]
	if e == nil || e.rec.Order.User != user {
		return problemUnknown(id)
	}
	if e.rec.Order.State != order.Active || !k.now().Before(e.rec.Order.EndsAt()) {
		return problemEnded(id)
	}
	w := k.root(e)
	switch {
	case w.rec.Revision == 0:
		return problemNotDeployed(id)
	case !slices.ContainsFunc(w.services, func(s wire.Service) bool { return s.Name == service }):
		return problem.New(404, problem.NotFound, "order %s has no service %.40s", id, service)
	case w.rec.Stopped:
		return problem.New(409, problem.ServiceStopped, "order %s is stopped", id).Remedy("start it first")
	}
	return nil
}
