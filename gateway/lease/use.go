package lease

import (
	"cmp"
	"context"
	"slices"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/usage"
	"berth/shared/wire"
)

// useWait is how long the runtime may take to say what services use.
const useWait = 10 * time.Second

// watchUse looks at what all services use until ctx ends.
func (k *Keeper) watchUse(ctx context.Context) {
	t := time.NewTicker(usage.Every)
	defer t.Stop()
	silent := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		err := k.lookAtUse(ctx)
		if err != nil && !silent && ctx.Err() == nil {
			k.log.Warn("what services use is not known; what was seen last stays", "err", err)
		}
		silent = err != nil
	}
}

// lookAtUse asks the runtime once. Without an answer nothing is changed.
func (k *Keeper) lookAtUse(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, useWait)
	defer cancel()
	all, err := k.cfg.Cluster.Use(ctx)
	if err != nil {
		return err
	}
	for id, n := range k.cfg.Cluster.Moved() {
		k.Book.Change(id, func(o *book.Order) {
			if o.First() == o {
				o.Moved(n)
			}
		})
	}
	now := k.now()
	for id, uses := range all {
		k.Book.Change(id, func(o *book.Order) {
			if o.First() != o || o.Rec.Collected || !o.Told().Runs() {
				return
			}
			if services := measured(o, uses); len(services) > 0 {
				o.Measure(now, services)
			}
		})
	}
	return nil
}

// measured is what an order's services use, by name. What is no service of it, such as one of an older revision, is not its
// user's any more.
func measured(o *book.Order, uses map[string]cluster.Use) (all []wire.ServiceUse) {
	for _, s := range o.Services() {
		if u, ok := uses[s.Name]; ok {
			all = append(all, wire.ServiceUse{
				Name: s.Name, CPUMilli: u.CPUMilli, MemoryMiB: usage.MiB(u.MemoryBytes), DiskMiB: usage.MiB(u.DiskBytes),
			})
		}
	}
	slices.SortFunc(all, func(a, b wire.ServiceUse) int { return cmp.Compare(a.Name, b.Name) })
	return all
}
