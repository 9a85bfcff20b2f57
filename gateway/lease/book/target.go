package book

import (
	"sync/atomic"
	"time"

	"berth/gateway/lease/traffic"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Target is what a proxy needs to know of a service.
type Target struct {
	User    eth.Address
	Phase   wire.Phase // none, stopped, ended, or the service's own
	Text    string
	Service *manifest.Service // as it answered last, or else as it is deployed; nil: there is none. It is not to be changed
	Stood   bool              // it has answered; while it is not ready, what answered may still do so
	Found   bool              // there is such an order; a service that it does not have has the phase none
	Until   time.Time
	Meter   *atomic.Uint64 // bytes in and out, to be counted up
	Traffic *atomic.Uint64 // where Meter is to stop; time and a new order move it
	Carried *atomic.Uint64 // of Meter, what shells carried; added to Meter first
	Visits  *Visits        // of the service; nil: there is none
	Rests   bool           // it sleeps, or is being woken: who is let in waits for it
	Opens   time.Time      // with Meter at Traffic: when More bytes may pass; zero: not with this order
	More    uint64
}

// Target finds a service by the number in its host's name, which is that of a chain's first order; it costs a lock and a
// few look-ups.
func (b *Book) Target(id order.ID, service string) (t Target) {
	now := b.now()
	b.Look(id, func(o *Order) {
		if o.First() == o {
			t = o.target(service, now)
		}
	})
	return t
}

// unseen is for how long somebody is let in where the time is up and the chain has not said yet that it was not extended.
const unseen = time.Minute

func (o *Order) target(service string, now time.Time) Target {
	last := o.Last()
	x := &last.Rec.Order
	t := Target{User: x.User, Phase: o.Phase(now), Found: true, Until: x.EndsAt(), Meter: o.Meter, Traffic: o.Traffic, Carried: o.Carried}
	if soon := now.Add(unseen); last.Runs(now) && t.Until.Before(soon) && !now.Before(t.Until) {
		t.Until = soon
	}
	if t.Phase == wire.PhaseNone || t.Phase == wire.PhaseStopped || t.Phase == wire.PhaseEnded {
		return t
	}
	if meter := o.Meter.Load(); meter >= o.Traffic.Load() {
		t.Opens, t.More = traffic.Of(&last.Rec).Opens(now, meter-min(last.base(), meter))
	}
	t.Phase = wire.PhaseNone
	for i := range o.services {
		if s := &o.services[i]; s.Name == service {
			t.Phase, t.Text, t.Service = s.Phase, string(s.Text), o.stood[service]
			if t.Stood = t.Service != nil; !t.Stood {
				t.Service = o.service(service)
			}
			t.Visits = o.naps[service].visits
			t.Rests = t.Visits.rests.Load()
		}
	}
	return t
}
