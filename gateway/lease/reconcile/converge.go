package reconcile

import (
	"context"
	"errors"
	"fmt"

	"berth/gateway/cluster"
	"berth/gateway/isolation"
	"berth/gateway/lease/book"
	"berth/gateway/manifest/formats"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// task is what is to be told to the runtime of one order, as the book had it.
type task struct {
	id         order.ID
	want, have book.Told
	revision   uint64 // 0: nothing was deployed, as far as is known
	state      order.State
	bought     resource.Resources
	promised   order.Features
	over       bool     // nothing is to run for it again
	fell       []string // services that fall asleep with it
}

func (r *Reconciler) task(id order.ID) (t task, found bool) {
	now := r.now()
	found = r.book.Change(id, func(o *book.Order) {
		x := &o.Last().Rec.Order
		var fell []string
		if r.lacks(x.Features) == 0 { // else nobody could be woken
			fell = o.Doze(now)
		}
		t = task{id: id, want: o.Wants(now), have: o.Told(), revision: o.Rec.Revision, state: x.State, bought: x.Resources, promised: x.Features, fell: fell}
		t.over = x.State != order.Replaced && !(x.State.Live() && now.Before(x.EndsAt()))
		if o.First() != o {
			// Nothing runs under its own number, unless a reorganisation has made it a replacement.
			t.want, t.revision = book.Stopped, 0
			if !t.have.Runs() && t.have.State != book.Foreign {
				t.have = t.want
			}
		}
	})
	return t, found
}

// converge tells the runtime what is to run for a workload, where that has changed. Of a chain of replaced orders the
// first one is the workload, and the last one says what it may have and until when.
func (r *Reconciler) converge(ctx context.Context, id order.ID) error {
	ctx, cancel := context.WithTimeout(ctx, clusterWait)
	defer cancel()
	t, found := r.task(id)
	if found && t.have.State == book.Foreign {
		if err := r.cfg.Cluster.Delete(ctx, id); err != nil {
			return fmt.Errorf("clear order %s: %w", id, err)
		}
		r.book.Change(id, (*book.Order).Cleared)
		t, found = r.task(id)
	}
	switch {
	case !found, t.want == t.have, t.state == order.Created && t.have.State == book.Untold:
		return nil
	case t.want.Runs():
		err := r.lay(id, t.fell)
		if err == nil {
			err = r.apply(ctx, t)
		}
		if err != nil && len(t.fell) > 0 {
			r.book.Change(id, func(o *book.Order) { o.Undoze(t.fell, r.now()) })
		}
		return err
	case t.have.State == book.Untold && t.revision == 0 && t.state == order.Active:
		// Nothing was ever deployed, or the ledger was lost: what the runtime may have is not ours to stop then.
		r.book.Change(id, func(o *book.Order) { o.Tell(t.want) })
		return nil
	}
	return r.halt(ctx, t)
}

// lay writes down which services fall asleep, before they do.
func (r *Reconciler) lay(id order.ID, fell []string) error {
	if len(fell) == 0 {
		return nil
	}
	r.log.Info("services fall asleep", "order", id, "services", fell)
	return r.book.Save(id)
}

// apply has the runtime run what was deployed.
func (r *Reconciler) apply(ctx context.Context, t task) error {
	rev, err := r.cfg.Revisions.Revision(t.id, t.want.Revision)
	if err != nil {
		return fmt.Errorf("deploy order %s: %w", t.id, err)
	}
	m, err := formats.Parse(rev.Format, rev.Manifest)
	if err == nil {
		m, err = isolation.Recall(m, rev.Outline)
	}
	if err == nil {
		// A replacement that was not asked for may have made the order too small for it.
		if err = m.Fit(t.bought); err != nil {
			if stopErr := r.cfg.Cluster.Stop(ctx, t.id); stopErr != nil {
				return fmt.Errorf("stop order %s: %w", t.id, stopErr)
			}
		}
	}
	if err == nil {
		err = r.cfg.Cluster.Apply(ctx, cluster.Workload{
			Order: t.id, Node: r.cfg.Node, Region: r.cfg.Region, Revision: t.want.Revision, Restart: t.want.Restarts, Again: t.want.Agains(), Resources: t.bought, Manifest: m,
			Spent: t.want.Spent, Asleep: t.want.Sleepers(),
		})
	}
	var refused *problem.Problem
	if err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("deploy order %s: %w", t.id, err)
	}
	if lost := r.lacks(t.promised & needed(m)); refused != nil && refused.Code == problem.NoIsolation && lost != 0 {
		return r.hold(t.id, lost)
	}
	r.book.Change(t.id, func(o *book.Order) {
		if o.Rec.Revision == t.want.Revision {
			o.Tell(t.want)
			if refused != nil {
				o.Step(wire.Progress{Phase: wire.PhaseFailed, At: r.now(), Text: phrase.Form("the node refuses it: %s; %s").Text(refused.Title, refused.Detail)})
				o.SetAll(wire.PhaseFailed, phrase.Form("the node refuses it: %s").Text(refused.Title))
			}
		}
		o.Note()
	})
	if refused != nil {
		return r.book.Save(t.id)
	}
	return nil
}

// halt stops an order's services.
func (r *Reconciler) halt(ctx context.Context, t task) error {
	if t.over && r.cfg.Ended != nil {
		r.cfg.Ended(t.id)
	}
	if err := r.cfg.Cluster.Stop(ctx, t.id); err != nil {
		return fmt.Errorf("stop order %s: %w", t.id, err)
	}
	r.book.Change(t.id, func(o *book.Order) {
		o.Tell(t.want)
		o.SetAll(wire.PhaseStopped, "")
		o.Note()
	})
	if t.have.Runs() {
		r.log.Info("services stopped", "order", t.id)
	}
	return nil
}
