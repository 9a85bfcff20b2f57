package book

import (
	"slices"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/diary"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// What chain and runtime tell. Of the chain's events nothing is believed for long: they only say what to read again, so that
// a reorganisation cannot leave anything behind.

// Adopt makes an entry for an order that is new here. One that replaces another runs from its first moment, and in the same
// moment the other is replaced, so that nobody ever sees the two apart.
func (b *Book) Adopt(x order.Order, replaces order.ID) {
	b.change(func(s *shelf) {
		old, o := s.orders[replaces], s.orders[x.ID]
		if o == nil || o.Rec.Order.User != x.User || o.Rec.Gone && o.Rec.Collected {
			if o == nil {
				o = s.add(ledger.Record{Order: order.Order{ID: x.ID}}, nil)
			} else {
				s.reissue(o)
			}
			o.work.Expire()
			o.work.edit()
			if old != nil {
				x.State, x.ActivatedAt = order.Active, x.CreatedAt
			}
			o.Rec.Order = x
			s.index(o)
			o.Wake()
		}
		// What only the event has is this event's, though a reorganisation has put the user's order here before, with other terms.
		if is := &o.Rec.Order; is.Features != x.Features || is.Resources.GPUModel != x.Resources.GPUModel {
			is.Features, is.Resources.GPUModel = x.Features, x.Resources.GPUModel
			o.work.edit()
		}
		if o.Rec.Agreed != x.Duration {
			o.Rec.Agreed = x.Duration
			o.work.edit()
		}
		o.created = true
		s.link(old, o)
	})
}

// Expire says that an event spoke of an order, and reports whether that is one to be looked after.
func (b *Book) Expire(id order.ID) (known bool) {
	b.Change(id, func(o *Order) {
		if known = !o.Rec.Collected; known {
			o.work.Expire()
		}
	})
	return known
}

// Fork says that all blocks after a moment, with the zero time all there were, were reorganised away: any order may be another
// one now.
func (b *Book) Fork(after time.Time) {
	b.ChangeEach(func(o *Order) {
		if o.Rec.Collected {
			return
		}
		o.work.Expire()
		if at := o.Rec.Order.CreatedAt; at.IsZero() || at.After(after) {
			o.created = false
		}
		if o.Rec.Activation.After(after) {
			o.Rec.Activation = time.Time{}
			o.work.edit()
		}
	})
}

// Activated takes in the event of an order's activation.
func (b *Book) Activated(id order.ID, at time.Time) {
	b.Change(id, func(o *Order) {
		if !o.Rec.Activation.Equal(at) {
			o.Rec.Activation = at
			o.work.edit()
		}
	})
}

// Ended takes in the event of an order's end.
func (b *Book) Ended(id order.ID, at time.Time, s order.State, reason string) {
	b.Change(id, func(o *Order) {
		if o.Rec.ReadAt.IsZero() {
			// Nobody has asked the chain about it yet, and it may be long over: it must not run until somebody has.
			o.Rec.Order.State = s
			o.shelf.index(o)
		}
		o.noteEnd(at, reason)
	})
}

// Take merges what the chain says now into an order; it reports whether that is anything new, which is to be saved.
func (b *Book) Take(id order.ID, x order.Order) (news bool) {
	now := b.now()
	b.Change(id, func(o *Order) { news = o.take(x, now, b) })
	return news
}

func (o *Order) take(x order.Order, now time.Time, b *Book) bool {
	old, gone, unsaved := o.Rec.Order, o.Rec.Gone, o.Rec.ReadAt.IsZero() || o.work.ledger != written
	was := o.First()
	if x.State != order.None && x.Node != b.cfg.Node {
		x = order.Order{} // after a reorganisation the number is another node's order
	}
	if x.State != order.None && x.User != old.User {
		// After a reorganisation the number is another user's order: nothing of the old one may be left for it.
		o.shelf.reissue(o)
		old = order.Order{}
	}
	o.Rec.Gone = x.State == order.None
	if o.Rec.Gone {
		x = old
		if old.State.Live() || old.State == order.Replaced {
			// Reorganised away: nobody has paid for it.
			x.State = order.Cancelled
		}
	}
	x.Resources.GPUModel, x.Features = old.Resources.GPUModel, old.Features
	if x.CreatedAt.IsZero() {
		x.CreatedAt = old.CreatedAt
	}
	if x.State == order.Cancelled {
		x.ActivatedAt = o.Rec.Activation
	}
	o.Rec.Order, o.Rec.ReadAt = x, now
	if x.State.Live() {
		// An end that was reorganised away is none.
		o.Rec.EndedAt, o.Rec.GraceUntil = time.Time{}, time.Time{}
	} else if o.Rec.EndedAt.IsZero() {
		o.Rec.EndedAt, o.Rec.GraceUntil = now, now.Add(b.cfg.Grace)
	}
	o.shelf.index(o)
	o.cap()
	o.noteMove(old)
	if x == old && !unsaved && gone == o.Rec.Gone {
		return false
	}
	o.Note()
	if was != o.First() {
		was.Note()
	}
	return true
}

// Observe takes a runtime's event in.
func (b *Book) Observe(ev cluster.Event) {
	save := false
	b.Change(ev.Order, func(o *Order) { save = o.observe(ev) })
	if !save {
		return
	}
	if err := b.Save(ev.Order); err != nil {
		b.log.Error("record not written", "order", ev.Order, "err", err)
	}
}

// observe reports whether the record is to be saved.
func (o *Order) observe(ev cluster.Event) bool {
	if ev.Revision != o.Rec.Revision || o.Rec.Collected {
		return false
	}
	if o.rests(ev.Service) != (ev.Phase == wire.PhaseAsleep) {
		return false // of the time before it fell asleep, or was woken
	}
	phase, text := ev.Phase, ev.Text
	if ev.Phase == wire.PhaseAsleep && !slices.Contains(o.Rec.Asleep, ev.Service) {
		// It does not sleep: nobody could wake it, and it starts by itself.
		phase, text = wire.PhaseStarting, phrase.Form("starts again once its disk is copied or replaced").Text()
		delete(o.stood, ev.Service)
		o.begin(ev.Service, false)
	}
	woken := o.wakes(ev)
	for i := range o.services {
		if s := &o.services[i]; s.Name == ev.Service {
			// One that was ready before this gateway was started is only told again.
			told := s.Phase == wire.PhaseReady || s.Phase == wire.PhaseAccepted && !o.Rec.ReadyAt.IsZero()
			if ev.Phase == wire.PhaseReady && !told && !woken {
				o.Happened(diary.Ready(s.Name, ev.At))
			}
			s.Phase, s.Text, s.Fetch = phase, text, ev.Fetch
			if l := o.lives[s.Name]; l != nil && phase == ev.Phase {
				l.see(phase, ev.At)
			}
		}
	}
	if ev.Phase == wire.PhaseReady {
		if o.stood == nil {
			o.stood = map[string]*manifest.Service{}
		}
		o.stood[ev.Service] = o.service(ev.Service)
	}
	if !woken && ev.Phase != wire.PhaseAsleep { // that is no step of the revision's
		o.Step(wire.Progress{Phase: ev.Phase, At: ev.At, Service: ev.Service, Text: ev.Text, Fetch: ev.Fetch})
	}
	first := o.phase().Stands() && o.Rec.ReadyAt.IsZero()
	if first {
		o.Rec.ReadyAt = ev.At
	}
	o.Note()
	return first || ev.Phase == wire.PhaseFailed
}

// Happen takes in what a runtime saw.
func (b *Book) Happen(h cluster.Happening) {
	b.Change(h.Order, func(o *Order) { o.Happened(h.Happening) })
}
