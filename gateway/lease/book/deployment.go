package book

import (
	"slices"
	"time"

	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// Deployment is what is deployed for an order and how its services are.
type Deployment struct {
	Manifest manifest.Manifest // of the last revision, without what is in its files
	services []wire.Service
	naps     map[string]*nap
	lives    map[string]*life             // by service: whether it has died
	stood    map[string]*manifest.Service // those that have answered since the last stop, as they did last; they may go on beside a new revision
}

// Deploy makes a manifest what is deployed; its services are accepted and no more.
func (o *Order) Deploy(m manifest.Manifest) {
	o.Manifest, o.services = m.Bare(), make([]wire.Service, 0, len(m.Services))
	o.lie(m, o.Rec.Asleep, o.shelf.now())
	o.lives = nil
	for _, s := range m.Services {
		w := wire.Service{Name: s.Name, Phase: wire.PhaseAccepted, Ports: s.TCP(), Isolation: string(s.Isolation)}
		if s.Port > 0 {
			w.URL = o.shelf.url(o.Rec.Order.ID, s.Name)
			w.Protocol = string(s.Protocol)
		}
		if slices.Contains(o.Rec.Asleep, s.Name) {
			w.Phase = wire.PhaseAsleep
		}
		o.begin(s.Name, !o.Rec.ReadyAt.IsZero())
		o.services = append(o.services, w)
	}
}

// service is one as the manifest has it; nil: there is none.
func (d *Deployment) service(service string) *manifest.Service {
	for i := range d.Manifest.Services {
		if s := &d.Manifest.Services[i]; s.Name == service {
			return s
		}
	}
	return nil
}

// Services are copies, in the manifest's order.
func (o *Order) Services() []wire.Service {
	all := slices.Clone(o.services)
	for i := range all {
		s := &all[i]
		s.MaySleep, s.Sleep = o.maySleep(s.Name), o.Rec.Sleep[s.Name]
	}
	return all
}

// Has reports whether there is such a service.
func (d *Deployment) Has(service string) bool {
	return slices.ContainsFunc(d.services, func(s wire.Service) bool { return s.Name == service })
}

// Down reports whether all services have failed and none of them had answered: then nothing would be interrupted. Where the
// newest revision has failed, an older one may go on.
func (d *Deployment) Down() bool {
	return !slices.ContainsFunc(d.services, func(s wire.Service) bool { return s.Phase != wire.PhaseFailed || d.stood[s.Name] != nil })
}

// SetAll puts all services into a phase.
func (d *Deployment) SetAll(p wire.Phase, text phrase.Text) {
	for i := range d.services {
		d.services[i].Phase, d.services[i].Text, d.services[i].Fetch = p, text, wire.Fetch{}
		d.begin(d.services[i].Name, p.Stands())
	}
}

var ranks = map[wire.Phase]int{
	wire.PhaseFailed: 0, wire.PhaseStopped: 1, wire.PhaseAccepted: 2, wire.PhaseScheduled: 3, wire.PhasePulling: 4, wire.PhaseStarting: 5, wire.PhaseReady: 6,
	wire.PhaseAsleep: 7, wire.PhaseDone: 8,
}

// phase is that of the service that is least far. Of those that run once and have ended well none holds the others up.
func (d *Deployment) phase() wire.Phase {
	if len(d.services) == 0 {
		return wire.PhaseAccepted
	}
	least := wire.PhaseDone
	for i := range d.services {
		if p := d.services[i].Phase; ranks[p] < ranks[least] {
			least = p
		}
	}
	return least
}

// Phase is where a deployment is, as seen from the first order of its chain or from the last.
func (o *Order) Phase(now time.Time) wire.Phase {
	first, last := o.First(), o.Last()
	x := &last.Rec.Order
	switch {
	case o != last && o != first, last.Over() || x.State == order.Active && !now.Before(x.EndsAt()) && first.work.told == Stopped:
		return wire.PhaseEnded
	case first.Rec.Revision == 0:
		return wire.PhaseNone
	case first.Rec.Stopped:
		return wire.PhaseStopped
	}
	return first.phase()
}
