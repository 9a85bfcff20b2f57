package lease

import (
	"slices"
	"sync/atomic"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// View is an order's deployment as it is now, the number of steps that were cut off the front of its list ever, and a
// channel that is closed at the next change.
func (k *Keeper) View(id order.ID) (d wire.Deployment, dropped int, changed <-chan struct{}, err error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil {
		return wire.Deployment{}, 0, nil, problemUnknown(id)
	}
	w := k.root(e)
	d = wire.Deployment{
		Order: id, Phase: k.phaseOf(e, k.now()), Revision: w.rec.Revision, Template: w.template, Services: slices.Clone(w.services), Steps: slices.Clone(w.rec.Steps),
		AuthorisedAt: w.rec.AuthorisedAt, DeployedAt: w.rec.DeployedAt, ReadyAt: w.rec.ReadyAt,
		TrafficMiB: k.used(e) >> 20, GraceUntil: e.rec.GraceUntil, Shell: k.cfg.Cluster.HasShell(), LastEvent: w.diary.seq,
	}
	if e != k.tip(e) {
		// It was replaced: what runs is another order's now, and so is the data.
		d.Phase, d.GraceUntil = wire.PhaseEnded, time.Time{}
	}
	if d.Services == nil {
		d.Services = []wire.Service{}
	}
	if d.Steps == nil {
		d.Steps = []wire.Progress{}
	}
	if d.Phase == wire.PhaseEnded || d.Phase == wire.PhaseStopped {
		for i := range d.Services {
			d.Services[i].Phase, d.Services[i].Text = d.Phase, ""
		}
	}
	d.Unknown = k.unknown(k.now())
	if d.Phase == wire.PhaseFailed && len(d.Steps) > 0 {
		d.Error = d.Steps[len(d.Steps)-1].Text
	}
	return d, w.dropped, w.changed, nil
}

// Target is what a proxy needs to know of a service.
type Target struct {
	User    eth.Address
	Phase   wire.Phase // none, stopped, ended, or the service's own
	Text    string
	Stood   bool // it has answered; while it is not ready, what answered may still do so
	Found   bool // there is such an order; a service that it does not have has the phase none
	Until   time.Time
	Meter   *atomic.Uint64 // bytes in and out, to be counted up
	Traffic *atomic.Uint64 // where Meter is to stop; a new order moves it
}

// freeTraffic is what passes for an order that was bought without traffic, so that a page can be looked at at all.
const freeTraffic = 16 << 20

// Target finds a service by the number in its host's name, which is that of a chain's first order; it costs a lock and a
// few look-ups.
func (k *Keeper) Target(id order.ID, service string) Target {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil || k.root(e) != e {
		return Target{}
	}
	o := &k.tip(e).rec.Order
	t := Target{User: o.User, Phase: k.phaseOf(e, k.now()), Found: true, Until: o.EndsAt(), Meter: &e.meter, Traffic: &e.traffic}
	if t.Phase == wire.PhaseNone || t.Phase == wire.PhaseStopped || t.Phase == wire.PhaseEnded {
		return t
	}
	t.Phase = wire.PhaseNone
	for i := range e.services {
		if s := &e.services[i]; s.Name == service {
			t.Phase, t.Text, t.Stood = s.Phase, s.Text, e.stood[service]
		}
	}
	return t
}
