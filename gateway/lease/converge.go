package lease

import (
	"context"
	"errors"
	"fmt"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// converge tells the runtime what is to run for a workload, where that has changed. Of a chain of replaced orders the
// first one is the workload, and the last one says what it may have and until when.
func (k *Keeper) converge(ctx context.Context, id order.ID, e *entry) error {
	ctx, cancel := context.WithTimeout(ctx, clusterWait)
	defer cancel()
	k.mu.RLock()
	want, have, foreign := k.want(e, k.now()), e.applied, e.foreign
	o, revision := k.tip(e).rec.Order, e.rec.Revision
	if k.root(e) != e {
		// Nothing runs under its own number, unless a reorganisation has made it a replacement.
		want, revision = mark{known: true}, 0
		if have.revision == 0 {
			have = want
		}
	}
	k.mu.RUnlock()
	if foreign {
		if err := k.cfg.Cluster.Delete(ctx, id); err != nil {
			return fmt.Errorf("clear order %s: %w", id, err)
		}
		k.mu.Lock()
		e.foreign = false
		k.mu.Unlock()
	}
	if want == have || o.State == order.Created && !have.known {
		return nil
	}
	if want.revision == 0 && !have.known && revision == 0 && o.State == order.Active {
		// Nothing was ever deployed, or the ledger was lost: what the runtime may have is not ours to stop then.
		k.mu.Lock()
		e.applied = want
		k.mu.Unlock()
		return nil
	}
	if want.revision == 0 {
		return k.halt(ctx, id, e, want)
	}
	rev, err := k.cfg.Store.Revision(id, revision)
	if err != nil {
		return fmt.Errorf("deploy order %s: %w", id, err)
	}
	m, err := manifest.Parse(rev.Format, rev.Manifest)
	if err == nil {
		// A replacement that was not asked for may have made the order too small for it.
		if err = m.Fit(o.Resources); err != nil {
			if stopErr := k.cfg.Cluster.Stop(ctx, id); stopErr != nil {
				return fmt.Errorf("stop order %s: %w", id, stopErr)
			}
		}
	}
	if err == nil {
		err = k.cfg.Cluster.Apply(ctx, cluster.Workload{
			Order: id, Node: k.cfg.Node, Region: k.cfg.Region, Revision: want.revision, Restart: want.restarts, Resources: o.Resources, Manifest: m,
		})
	}
	var refused *problem.Problem
	if err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("deploy order %s: %w", id, err)
	}
	k.mu.Lock()
	if e.rec.Revision == want.revision {
		e.applied = want
		if refused != nil {
			k.step(e, wire.Progress{Phase: wire.PhaseFailed, At: k.now(), Text: refused.Title + ": " + refused.Detail})
			e.setServices(wire.PhaseFailed, refused.Title)
		}
	}
	k.tell(e)
	k.mu.Unlock()
	if refused != nil {
		return k.save(e)
	}
	return nil
}

// halt stops an order's services.
func (k *Keeper) halt(ctx context.Context, id order.ID, e *entry, want mark) error {
	k.mu.RLock()
	o := k.tip(e).rec.Order
	live := o.State == order.Replaced || o.State.Live() && k.now().Before(o.EndsAt())
	k.mu.RUnlock()
	if !live && k.cfg.Ended != nil {
		k.cfg.Ended(id)
	}
	if err := k.cfg.Cluster.Stop(ctx, id); err != nil {
		return fmt.Errorf("stop order %s: %w", id, err)
	}
	k.mu.Lock()
	ran := e.applied.revision > 0
	e.applied, e.stood = want, nil
	e.setServices(wire.PhaseStopped, "")
	k.tell(e)
	k.mu.Unlock()
	if ran {
		k.log.Info("services stopped", "order", id)
	}
	return nil
}

// observe takes a runtime's event in.
func (k *Keeper) observe(ev cluster.Event) {
	k.mu.Lock()
	e := k.orders[ev.Order]
	if e == nil || ev.Revision != e.rec.Revision || e.rec.Collected {
		k.mu.Unlock()
		return
	}
	for i := range e.services {
		if s := &e.services[i]; s.Name == ev.Service {
			// One that was ready before this gateway was started is only told again.
			told := s.Phase == wire.PhaseReady || s.Phase == wire.PhaseAccepted && !e.rec.ReadyAt.IsZero()
			if ev.Phase == wire.PhaseReady && !told {
				k.happened(e, wire.Happening{At: ev.At, Code: wire.HappenedReady, Service: s.Name, Text: s.Name + " is ready"})
			}
			s.Phase, s.Text = ev.Phase, ev.Text
		}
	}
	if ev.Phase == wire.PhaseReady {
		if e.stood == nil {
			e.stood = map[string]bool{}
		}
		e.stood[ev.Service] = true
	}
	k.step(e, wire.Progress{Phase: ev.Phase, At: ev.At, Service: ev.Service, Text: ev.Text})
	first := false
	if phase(e.services) == wire.PhaseReady && e.rec.ReadyAt.IsZero() {
		e.rec.ReadyAt, first = ev.At, true
	}
	k.tell(e)
	k.mu.Unlock()
	if first || ev.Phase == wire.PhaseFailed {
		if err := k.save(e); err != nil {
			k.log.Error("record not written", "order", ev.Order, "err", err)
		}
	}
}

// step appends to an entry's progress; the oldest are cut off. The caller holds mu.
func (k *Keeper) step(e *entry, p wire.Progress) {
	e.rec.Steps = append(e.rec.Steps, p)
	if n := len(e.rec.Steps) - maxSteps; n > 0 {
		e.rec.Steps = append([]wire.Progress(nil), e.rec.Steps[n:]...)
		e.dropped += n
	}
}

func (e *entry) setServices(p wire.Phase, text string) {
	for i := range e.services {
		e.services[i].Phase, e.services[i].Text = p, text
	}
}

// rebuild makes an entry's services out of its last revision. Nothing else uses the entry yet, or the caller holds mu.
func (k *Keeper) rebuild(e *entry) error {
	e.services = nil
	if e.rec.Revision == 0 || e.rec.Collected {
		return nil
	}
	rev, err := k.cfg.Store.Revision(e.rec.Order.ID, e.rec.Revision)
	if err != nil {
		return err
	}
	m, err := manifest.Parse(rev.Format, rev.Manifest)
	if err != nil {
		return fmt.Errorf("order %s: %w", e.rec.Order.ID, err)
	}
	k.services(e, m)
	return nil
}

func (k *Keeper) services(e *entry, m manifest.Manifest) {
	e.what = m
	e.template, e.services = m.Template, make([]wire.Service, 0, len(m.Services))
	for _, s := range m.Services {
		w := wire.Service{Name: s.Name, Phase: wire.PhaseAccepted}
		if s.Port > 0 {
			w.URL = k.cfg.URL(e.rec.Order.ID, s.Name)
		}
		e.services = append(e.services, w)
	}
}

var ranks = map[wire.Phase]int{wire.PhaseFailed: 0, wire.PhaseStopped: 1, wire.PhaseAccepted: 2, wire.PhaseScheduled: 3, wire.PhasePulling: 4, wire.PhaseStarting: 5, wire.PhaseReady: 6}

// phase is that of the service that is least far.
func phase(services []wire.Service) wire.Phase {
	least := wire.PhaseReady
	for _, s := range services {
		if ranks[s.Phase] < ranks[least] {
			least = s.Phase
		}
	}
	if len(services) == 0 {
		return wire.PhaseAccepted
	}
	return least
}

// phaseOf is where a deployment is, as seen from the first order of its chain or from the last. The caller holds mu.
func (k *Keeper) phaseOf(e *entry, now time.Time) wire.Phase {
	w, tip := k.root(e), k.tip(e)
	o := tip.rec.Order
	switch {
	case e != tip && e != w, over(tip) || o.State == order.Active && !now.Before(o.EndsAt()) && w.applied == mark{known: true}:
		return wire.PhaseEnded
	case w.rec.Revision == 0:
		return wire.PhaseNone
	case w.rec.Stopped:
		return wire.PhaseStopped
	}
	return phase(w.services)
}
