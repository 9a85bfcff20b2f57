package book

import (
	"time"

	"berth/shared/wire"
)

// life is what is known of a service since it was last started on purpose.
type life struct {
	lived bool      // it has stood
	bad   bool      // it has died, or does not answer
	since time.Time // that it is bad
	why   wire.HealthWhy
	at    time.Time // when why was seen
}

// causeLasts is how long before it is told to be down what was the matter with a service may have been seen.
const causeLasts = 10 * time.Minute

// causes are those of what a runtime sees that say why a service is down. That one ends again and again says only that it does.
var causes = map[string]wire.HealthWhy{
	wire.HappenedMemory: wire.WhyMemory, wire.HappenedEvicted: wire.WhyEvicted, wire.HappenedOverflow: wire.WhyEvicted, wire.HappenedExited: wire.WhyCrash,
	wire.HappenedKilled: wire.WhyCrash, wire.HappenedUnhealthy: wire.WhySilent, wire.HappenedNoImage: wire.WhyImage, wire.HappenedNoPlace: wire.WhyGone,
}

// begin makes a service one that has not lived yet: it was just deployed, started, woken or put to sleep.
func (d *Deployment) begin(service string, lived bool) {
	if d.lives == nil {
		d.lives = map[string]*life{}
	}
	d.lives[service] = &life{lived: lived}
}

// see takes in how far a runtime says that a service is.
func (l *life) see(p wire.Phase, at time.Time) {
	bad := p == wire.PhaseFailed || l.lived && !p.Stands()
	if bad && !l.bad {
		l.since = at
	}
	l.bad, l.lived = bad, l.lived || p.Stands()
}

// blame takes in what a runtime saw of a service.
func (d *Deployment) blame(h wire.Happening) {
	l, why := d.lives[h.Service], causes[h.Code]
	if l != nil && h.Bad && why != "" && !h.At.Before(l.at) {
		l.why, l.at = why, h.At
	}
}

// reason is why a service that is bad is so, in a phase.
func (l *life) reason(p wire.Phase) wire.HealthWhy {
	switch {
	case l.why != "" && l.at.After(l.since.Add(-causeLasts)):
		return l.why
	case p == wire.PhaseScheduled || p == wire.PhasePulling:
		return wire.WhyGone
	case p == wire.PhaseStarting:
		return wire.WhySilent
	}
	return wire.WhyCrash
}

// Health is how all of an order is, and of those that it replaced or that replaced it. State is all that is said of what is not down.
func (o *Order) Health(now time.Time) wire.OrderHealth {
	h := wire.OrderHealth{Order: o.Rec.Order.ID, State: wire.HealthUp}
	first := o.First()
	switch o.Last().Phase(now) {
	case wire.PhaseNone, wire.PhaseStopped, wire.PhaseEnded:
		h.State = wire.HealthOff
		return h
	}
	for i := range first.services {
		s := &first.services[i]
		l := first.lives[s.Name]
		switch failed := s.Phase == wire.PhaseFailed; {
		case l != nil && l.bad || failed:
			if l == nil || !l.bad { // the runtime refused it before it began
				l = &life{since: first.Rec.DeployedAt}
			}
			h.State, h.Down = wire.HealthDown, h.Down+1
			if h.Since.IsZero() || l.since.After(h.Since) {
				h.Why, h.Since = l.reason(s.Phase), l.since.UTC().Truncate(time.Second)
			}
		case !s.Phase.Stands() && h.State == wire.HealthUp:
			h.State = wire.HealthStarting
		}
	}
	return h
}
