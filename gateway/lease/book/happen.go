package book

import (
	"time"

	"berth/gateway/lease/diary"
	"berth/shared/order"
	"berth/shared/wire"
)

// NewsEvery is how often at most those who watch an order are woken because something happened to it: a workload must not
// keep them busy by failing fast.
const NewsEvery = time.Second

// Happened notes something in the diary of the chain that o belongs to.
func (o *Order) Happened(h wire.Happening) {
	first, now := o.First(), o.shelf.now()
	if h.At.IsZero() {
		h.At = now
	}
	first.blame(h)
	if first.Rec.Collected || !first.diary.Add(h) {
		return
	}
	if now.Sub(first.woken) >= NewsEvery || now.Before(first.woken) {
		first.tellNews(now)
	} else {
		first.news = true
	}
}

// Hold notes that what is to run for an order waits for what the node has lost: once, until something of it was wanted anew or
// has run again.
func (o *Order) Hold(lost order.Features) {
	seen := o.First().diary.Last(wire.HappenedHeld, wire.HappenedDeployed, wire.HappenedRolledBack, wire.HappenedStarted, wire.HappenedRestarted, wire.HappenedServiceRestart, wire.HappenedReady)
	if seen != nil && seen.Code == wire.HappenedHeld {
		return
	}
	h := diary.Held(lost)
	o.Happened(h)
	o.Step(wire.Progress{Phase: wire.PhaseAccepted, At: o.shelf.now(), Text: diary.HeldText.Text(lost.String())})
	o.Note()
}

func (o *Order) tellNews(now time.Time) {
	o.woken, o.news = now, false
	o.Note()
}

// noteEnd notes an order's end out of the event that tells of it. Events are read again after a reorganisation, and not
// every chain tells their time.
func (o *Order) noteEnd(at time.Time, reason string) {
	if at.Unix() <= 0 {
		at = time.Time{}
		last := o.First().diary.Last(wire.HappenedEnded, wire.HappenedActivated, wire.HappenedReplaced, wire.HappenedDeployed)
		if last != nil && last.Code == wire.HappenedEnded {
			return
		}
	}
	o.Happened(diary.Ended(at, reason))
}

// noteMove notes what a look at the chain has brought.
func (o *Order) noteMove(old order.Order) {
	switch x := &o.Rec.Order; {
	case x.State == order.Active && old.ActivatedAt.IsZero() && o.First() == o: // a replacement was active from the start
		o.Happened(diary.Activated(x.ActivatedAt))
	case x.State == order.Active && old.State == order.Active && x.Duration > old.Duration:
		o.Happened(diary.Extended(x.EndsAt()))
	}
	if x := &o.Rec.Order; x.State == order.Active && !x.AnnouncedAt.IsZero() && (!x.AnnouncedAt.Equal(old.AnnouncedAt) || !x.AnnouncedEnd.Equal(old.AnnouncedEnd)) {
		h := diary.Announced(x.AnnouncedEnd)
		h.At = x.AnnouncedAt
		o.Happened(h)
	}
}

// Freshen does what time alone brings to what is seen of orders: it opens traffic and notes that it is used up, and wakes who
// has not been.
func (b *Book) Freshen() {
	now, due := b.now(), false
	wants := func(o *Order) (news, open, used bool) {
		if o.Rec.Collected {
			return false, false, false
		}
		open = o.First() == o && o.Last().Rec.Order.State == order.Active && o.limit(now) > o.Traffic.Load()
		return o.news && now.Sub(o.woken) >= NewsEvery, open, !open && o.usedUp()
	}
	b.Each(func(o *Order) {
		o.stir(now)
		news, open, used := wants(o)
		due = due || news || open || used
	})
	if !due {
		return
	}
	b.ChangeEach(func(o *Order) {
		news, open, used := wants(o)
		if open {
			o.cap()
			for _, x := range o.chain() {
				x.Wake()
			}
		}
		if used {
			o.noteUsedUp(now)
		}
		if news {
			o.tellNews(now)
		}
	})
}
