package tenancy

import (
	"context"
	"slices"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/gateway/lease/usage"
	"berth/shared/order"
	"berth/shared/wire"
)

// Runtime is what a Viewer needs of a runtime.
type Runtime interface {
	cluster.Logger
	cluster.Sheller
	cluster.Porter
}

// Words are what others say of deployments. None of them may block.
type Words struct {
	Unknown     func() []wire.Unknown                            // what the gateway cannot ask now
	Hosts       func(workload order.ID, service string) []string // addresses that a service has on its user's own hosts; nil: none
	Maintenance func() *wire.Maintenance                         // what the operator has announced; nil: nothing ever
}

// Viewer shows users their deployments. It is safe for concurrent use.
type Viewer struct {
	life    context.Context // of the gateway; shells and connections end with it
	book    *book.Book
	runtime Runtime
	words   Words
	now     func() time.Time
	waker   *Waker
	idle    time.Duration // after which a connection to a port ends; 0: never

	shells, ports *seats

	shellTally, commandTally, portTally tally
}

// NewViewer makes a Viewer. Shells and connections end when life does, and connections on which nothing moves for idle, if that
// is not 0.
func NewViewer(life context.Context, b *book.Book, r Runtime, words Words, w *Waker, idle time.Duration, now func() time.Time) *Viewer {
	return &Viewer{
		life: life, book: b, runtime: r, words: words, waker: w, idle: idle, now: now,
		shells: newSeats("shells", MaxShells, MaxUserShells, mostUsers), ports: newSeats("connections", MaxPorts, MaxUserPorts, maxAllPorts),
	}
}

// View is an order's deployment as it is now, the number of steps that were cut off the front of its list ever, and a
// channel that is closed at the next change.
func (v *Viewer) View(id order.ID) (d wire.Deployment, dropped int, changed <-chan struct{}, err error) {
	now := v.now()
	var workload order.ID
	found := v.book.Look(id, func(o *book.Order) {
		first := o.First()
		workload = first.Rec.Order.ID
		changed, dropped = first.Changed()
		d = wire.Deployment{
			Order: id, Phase: o.Phase(now), Revision: first.Rec.Revision, Template: first.Manifest.Template, Services: first.Services(),
			Steps:        slices.Clone(first.Rec.Steps),
			AuthorisedAt: first.Rec.AuthorisedAt, DeployedAt: first.Rec.DeployedAt, ReadyAt: first.Rec.ReadyAt,
			TrafficMiB: o.UsedTraffic() >> 20, AnnouncedEnd: o.Rec.Order.AnnouncedEnd, GraceUntil: o.Rec.GraceUntil, LastEvent: first.LastEvent(),
		}
		open, at, more := o.OpenTraffic(now)
		d.TrafficOpenMiB, d.TrafficOpensAt, d.TrafficOpensMiB = open>>20, at, more>>20
		if o != o.Last() {
			// It was replaced: what runs is another order's now, and so is the data.
			d.Phase, d.GraceUntil = wire.PhaseEnded, time.Time{}
		}
		if d.Phase == wire.PhaseFailed {
			d.Error = first.Failure()
		}
	})
	if !found {
		return d, 0, nil, unknown(id)
	}
	if d.Services == nil {
		d.Services = []wire.Service{}
	}
	if d.Steps == nil {
		d.Steps = []wire.Progress{}
	}
	if d.Phase == wire.PhaseEnded || d.Phase == wire.PhaseStopped {
		for i := range d.Services {
			d.Services[i].Phase, d.Services[i].Text, d.Services[i].Fetch = d.Phase, "", wire.Fetch{}
		}
	}
	for i := range d.Services {
		if v.words.Hosts != nil && d.Phase != wire.PhaseEnded {
			d.Services[i].Domains = v.words.Hosts(workload, d.Services[i].Name)
		}
	}
	d.Shell, d.Unknown = v.runtime.HasShell(), v.words.Unknown()
	if v.words.Maintenance != nil && d.Phase != wire.PhaseEnded {
		d.Maintenance = v.words.Maintenance()
	}
	return d, dropped, changed, nil
}

// Health is how all that runs for an order is, taken together.
func (v *Viewer) Health(id order.ID) (h wire.OrderHealth, err error) {
	now := v.now()
	if !v.book.Look(id, func(o *book.Order) { h = o.Health(now) }) {
		return h, unknown(id)
	}
	if h.State != wire.HealthOff && slices.ContainsFunc(v.words.Unknown(), func(u wire.Unknown) bool { return u.What == wire.UnknownRuntime }) {
		h = wire.OrderHealth{Order: id, State: wire.HealthUnknown}
	}
	return h, nil
}

// Happenings are what happened to the deployment of an order and those that it replaced, newest first: those with a Seq
// above after, at most limit; 0 is all that are kept. Of an order whose data is collected that alone is told.
func (v *Viewer) Happenings(id order.ID, after uint64, limit int) (all []wire.Happening, err error) {
	if limit <= 0 || limit > diary.Max {
		limit = diary.Max
	}
	if !v.book.Look(id, func(o *book.Order) { all = o.First().Diary(after, limit) }) {
		return nil, unknown(id)
	}
	return all, nil
}

// Use is what the services of an order, and of those that it replaced, used over the last span: up to an hour as it was
// looked at, else a day in means.
func (v *Viewer) Use(id order.ID, span time.Duration) (wire.Use, error) {
	now := v.now()
	all := wire.Use{Every: int(usage.Every / time.Second), Samples: []wire.UseSample{}, Services: []wire.ServiceUse{}}
	if span > time.Hour {
		all.Every = int(usage.Mean / time.Second)
	}
	found := v.book.Look(id, func(o *book.Order) {
		all.Bought = o.Last().Rec.Order.Resources
		g := o.First().Usage
		if g == nil {
			return
		}
		all.Services = g.Services()
		if span <= time.Hour {
			all.Samples = g.Hour(now)
		} else {
			all.Samples = g.Day(now)
		}
	})
	if !found {
		return wire.Use{}, unknown(id)
	}
	return all, nil
}

// Log gives the lines of one of an order's services to take, as cluster.Logger does: while it runs, and after its end until
// its data is collected. cluster.ErrNoLog where there are none.
func (v *Viewer) Log(ctx context.Context, id order.ID, service string, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	var workload order.ID
	collected := false
	found := v.book.Look(id, func(o *book.Order) {
		workload, collected = o.First().Rec.Order.ID, o.First().Rec.Collected
	})
	switch {
	case !found:
		return unknown(id)
	case collected:
		return cluster.ErrNoLog
	}
	return v.runtime.Log(ctx, workload, service, q, take)
}
