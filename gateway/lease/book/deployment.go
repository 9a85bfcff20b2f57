package book

import (
	"slices"
	"time"

	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/wire"
)

// Deployment is what is deployed for an order and how its services are.
type Deployment struct {
	Manifest manifest.Manifest // of the last revision
	services []wire.Service
	stood    map[string]*manifest.Service // those that have answered since the last stop, as they did last; they may go on beside a new revision
}

// Deploy makes a manifest what is deployed; its services are accepted and no more.
func (o *Order) Deploy(m manifest.Manifest) {
	o.Manifest, o.services = m, make([]wire.Service, 0, len(m.Services))
	for _, s := range m.Services {
		w := wire.Service{Name: s.Name, Phase: wire.PhaseAccepted, Ports: s.TCP()}
		if s.Port > 0 {
			w.URL = o.shelf.url(o.Rec.Order.ID, s.Name)
			w.Protocol = string(s.Protocol)
		}
		o.services = append(o.services, w)
	}
}

// told is a service as the manifest has it; nil: there is none.
func (d *Deployment) told(service string) *manifest.Service {
	for i := range d.Manifest.Services {
		if s := &d.Manifest.Services[i]; s.Name == service {
			return s
		}
	}
	return nil
}

// Services are copies, in the manifest's order.
func (d *Deployment) Services() []wire.Service { return slices.Clone(d.services) }

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
func (d *Deployment) SetAll(p wire.Phase, text string) {
	for i := range d.services {
		d.services[i].Phase, d.services[i].Text = p, text
	}
}

var ranks = map[wire.Phase]int{
	wire.PhaseFailed: 0, wire.PhaseStopped: 1, wire.PhaseAccepted: 2, wire.PhaseScheduled: 3, wire.PhasePulling: 4, wire.PhaseStarting: 5, wire.PhaseReady: 6,
}

// phase is that of the service that is least far.
func (d *Deployment) phase() wire.Phase {
	if len(d.services) == 0 {
		return wire.PhaseAccepted
	}
	least := wire.PhaseReady
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
