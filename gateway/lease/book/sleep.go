package book

import (
	"slices"
	"sync/atomic"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/diary"
	"berth/gateway/manifest"
	"berth/shared/wire"
)

// A service that nobody comes to may sleep, where its user wants that: its process ends, its disk stays, and the next visitor
// wakes it. That it sleeps is in the order's record, so that it still does after a restart. It falls asleep in the moment in
// which the runtime is about to be told, and not before.

// Visits are who is at a service. Its methods may be called at any time and take no lock; nil is a service that never sleeps.
type Visits struct {
	open  atomic.Int64
	came  atomic.Bool // somebody did, since it was looked last
	rests atomic.Bool // it sleeps, or is being woken
}

// Begin notes a visitor, until End, and reports whether the service has to be woken first. Either who begins sees that it
// sleeps, or it is seen that somebody is there before it does.
func (v *Visits) Begin() (rests bool) {
	if v == nil {
		return false
	}
	v.open.Add(1)
	if !v.came.Load() {
		v.came.Store(true)
	}
	return v.rests.Load()
}

// End is for what Begin has noted.
func (v *Visits) End() {
	if v != nil {
		v.open.Add(-1)
	}
}

// Rest says that the service sleeps, or is being woken; or that it does not.
func (v *Visits) Rest(rests bool) { v.rests.Store(rests) }

// Came reports whether somebody is there, or was since that was looked at last.
func (v *Visits) Came() bool { return v.came.Load() || v.open.Load() > 0 }

// nap is how a service sleeps.
type nap struct {
	visits *Visits
	last   atomic.Int64 // Unix nanoseconds when somebody was there
	waking time.Time    // since when it is being woken; zero: it is not
}

// lie makes room for the sleep of a manifest's services. Who is at one that goes on under its name stays there.
func (d *Deployment) lie(m manifest.Manifest, asleep []string, now time.Time) {
	old := d.naps
	d.naps = map[string]*nap{}
	for _, s := range m.Services {
		n := old[s.Name]
		if n == nil {
			n = &nap{visits: &Visits{}}
		}
		n.last.Store(now.UnixNano())
		n.waking = time.Time{}
		n.visits.Rest(slices.Contains(asleep, s.Name))
		d.naps[s.Name] = n
	}
}

// maySleep reports whether a service can be woken by who needs it: it has a host, and no other service waits for it.
func (d *Deployment) maySleep(service string) bool {
	s := d.service(service)
	return s != nil && s.Port > 0 && !s.Once && !slices.ContainsFunc(d.Manifest.Services, func(x manifest.Service) bool {
		return slices.ContainsFunc(x.After, func(a manifest.After) bool { return a.Service == service })
	})
}

// SetSleep notes after how long without visitors a service is to fall asleep, 0 is never, and reports whether it may.
func (o *Order) SetSleep(service string, after uint32) bool {
	if !o.maySleep(service) {
		return false
	}
	all := map[string]uint32{service: after}
	for name, n := range o.Rec.Sleep {
		if name != service && o.service(name) != nil { // what earlier revisions had goes
			all[name] = n
		}
	}
	if after == 0 {
		delete(all, service)
		o.Rouse(service)
	}
	o.Rec.Sleep = all
	o.work.edit()
	o.Note()
	return true
}

// stir notes when somebody was last at the order's services. A shell or a connection to a port keeps all of them awake.
func (o *Order) stir(now time.Time) {
	for _, n := range o.naps {
		if n.visits.came.Swap(false) || n.visits.open.Load() > 0 || o.Shells+o.Ports > 0 {
			n.last.Store(now.UnixNano())
		}
	}
}

// tired are the services that are to fall asleep now. While anything else is to be done for the order there are none.
func (o *Order) tired(now time.Time) (names []string) {
	if len(o.Rec.Sleep) == 0 || o.First() != o || o.Shells+o.Ports > 0 || !o.phase().Stands() || !o.work.told.Runs() || o.work.told != o.Wants(now) {
		return nil
	}
	for _, s := range o.services {
		after := o.Rec.Sleep[s.Name]
		if after > 0 && s.Phase == wire.PhaseReady && now.UnixNano()-o.naps[s.Name].last.Load() >= int64(after)*int64(time.Second) && o.maySleep(s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// Tired reports whether a service of the order is to fall asleep now.
func (o *Order) Tired(now time.Time) bool { return len(o.tired(now)) > 0 }

// Doze has those services sleep that are to, and gives them. The runtime is to be told, or Undoze to be called.
func (o *Order) Doze(now time.Time) (fell []string) {
	for _, name := range o.tired(now) {
		v := o.naps[name].visits
		v.Rest(true)
		if v.Came() {
			v.Rest(false) // somebody has just come
			continue
		}
		fell = append(fell, name)
		o.setPhase(name, wire.PhaseAsleep)
		delete(o.stood, name)
		o.Happened(diary.Asleep(name, time.Duration(o.Rec.Sleep[name])*time.Second))
	}
	if len(fell) > 0 {
		o.Rec.Asleep = slices.Sorted(slices.Values(slices.Concat(o.Rec.Asleep, fell)))
		o.work.edit()
		o.Note()
	}
	return fell
}

// Undoze takes back what Doze gave, where the runtime could not be told: for all that is known it runs as before.
func (o *Order) Undoze(fell []string, now time.Time) {
	for _, name := range fell {
		if n := o.naps[name]; n != nil {
			n.waking = time.Time{}
			n.last.Store(now.UnixNano())
			n.visits.Rest(false)
			o.setPhase(name, wire.PhaseReady)
		}
	}
	o.Rec.Asleep = slices.DeleteFunc(slices.Clone(o.Rec.Asleep), func(name string) bool { return slices.Contains(fell, name) })
	o.work.told = Told{}
	o.work.edit()
	o.Note()
}

// Rouse has a service that sleeps run again, and reports whether it slept.
func (o *Order) Rouse(service string) bool {
	i := slices.Index(o.Rec.Asleep, service)
	if i < 0 {
		return false
	}
	o.Rec.Asleep = slices.Delete(slices.Clone(o.Rec.Asleep), i, i+1)
	o.naps[service].waking = o.shelf.now()
	o.setPhase(service, wire.PhaseAccepted)
	o.work.edit()
	o.Note()
	return true
}

// RouseAll lets no service sleep any more, since all are started anew, or none runs.
func (o *Order) RouseAll() {
	o.Rec.Asleep = nil
	for _, n := range o.naps {
		n.waking = time.Time{}
		n.last.Store(o.shelf.now().UnixNano())
		n.visits.Rest(false)
	}
}

// wakes takes in what is told of a service that is being woken, and reports whether it is one.
func (o *Order) wakes(ev cluster.Event) bool {
	n := o.naps[ev.Service]
	if n == nil || n.waking.IsZero() || ev.Phase == wire.PhaseAsleep {
		return false
	}
	if ev.Phase == wire.PhaseReady {
		o.Happened(diary.Woke(ev.Service, ev.At, ev.At.Sub(n.waking)))
	}
	if ev.Phase == wire.PhaseReady || ev.Phase == wire.PhaseFailed {
		n.waking = time.Time{}
		n.last.Store(o.shelf.now().UnixNano())
		n.visits.Rest(false)
	}
	return ev.Phase != wire.PhaseFailed
}

// setPhase puts one service into a phase.
func (d *Deployment) setPhase(service string, p wire.Phase) {
	for i := range d.services {
		if s := &d.services[i]; s.Name == service {
			s.Phase, s.Text, s.Fetch = p, "", wire.Fetch{}
			d.begin(service, p.Stands())
		}
	}
}
