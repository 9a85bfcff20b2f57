package book

import (
	"slices"
	"sync"
	"time"

	"berth/gateway/lease/diary"
	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/wire"
)

// maxSteps is how many steps of a revision's progress are kept.
const maxSteps = 60

// Order is what the book has of one order. Of a chain of replacements the first one has what is deployed, what happened and
// what was used; see First. All but the meters is for Look and Change alone.
type Order struct {
	Rec ledger.Record
	Deployment
	Meters
	Shells  int // that are open, and commands that run beside services
	Waiters int // who wait until a service is awake
	Ports   int // of services that users are connected to

	saving sync.Mutex // held while the record is written, before Book.diaries and Book.mu

	shelf *shelf // where the others of its chain are found
	work
	next    order.ID // that replaced it, as the last event said; 0: none
	diary   diary.Diary
	changed chan struct{} // closed at each change, and replaced
	dropped int           // steps that were cut off the front
	woken   time.Time     // when those who watch were last told of a happening
	news    bool          // and there is another one
	frozen  []string      // disks for whose sake what mounts them does not run
	created bool          // the blocks that were followed have its creation
}

// add puts an order on the shelf as the ledger has it.
func (s *shelf) add(r ledger.Record, happened []wire.Happening) *Order {
	o := &Order{Rec: r, shelf: s, diary: diary.Recall(happened), Meters: newMeters(r.TrafficBytes), changed: make(chan struct{})}
	if !r.Collected {
		o.work.Expire()
	}
	s.orders[r.Order.ID] = o
	s.index(o)
	close(s.came)
	s.came = make(chan struct{})
	return o
}

// reissue makes an order another user's with the same number, of which nothing is known.
func (s *shelf) reissue(o *Order) {
	if old := o.Rec.Order; s.live[old.User] == old.ID {
		delete(s.live, old.User)
	}
	o.Rec, o.Deployment = ledger.Record{}, Deployment{}
	o.created = false
	o.next, o.dropped, o.diary, o.news = 0, 0, diary.Diary{}, false
	o.forget()
	o.work.reissue()
}

// index keeps the users' live orders.
func (s *shelf) index(o *Order) {
	x := o.Rec.Order
	if !x.ActivatedAt.IsZero() {
		s.served[x.User] = true
	}
	if x.State.Live() {
		s.live[x.User] = max(x.ID, s.live[x.User])
	} else if s.live[x.User] == x.ID {
		delete(s.live, x.User)
		// Where a replacement was reorganised away the one before it is live again, and may have said so already.
		for id, other := range s.orders {
			if y := other.Rec.Order; y.User == x.User && y.State.Live() {
				s.live[x.User] = max(id, s.live[x.User])
			}
		}
	}
}

// Tell notes what the runtime was told.
func (o *Order) Tell(t Told) {
	o.work.told = t
	if t == Stopped {
		o.stood = nil
	}
}

// Ahead reports whether the blocks that were followed tell of more than what the chain is said to have now: then who said
// it is behind. An endpoint is often several machines.
func (o *Order) Ahead(x order.Order) bool {
	return x.State == order.None && o.created || x.State == order.Created && !o.Rec.Activation.IsZero() && x.User == o.Rec.Order.User
}

// Diary is what happened, newest first: those with a Seq above after, at most limit.
func (o *Order) Diary(after uint64, limit int) []wire.Happening { return o.diary.Page(after, limit) }

// LastEvent is the Seq of the newest of what happened.
func (o *Order) LastEvent() uint64 { return o.diary.Seq() }

// Changed is closed at the next change, and Dropped is how many steps were ever cut off the front of the record's list.
func (o *Order) Changed() (c <-chan struct{}, dropped int) { return o.changed, o.dropped }

// Note wakes all who watch the order, which is what is seen of its chain's first one.
func (o *Order) Note() {
	o.Wake()
	if first := o.First(); first != o {
		first.Wake()
	}
}

// Wake wakes those who watch this very order.
func (o *Order) Wake() {
	close(o.changed)
	o.changed = make(chan struct{})
}

// Begin sets the steps of a new revision, Step appends one; the oldest are cut off.
func (o *Order) Begin(steps []wire.Progress) {
	o.dropped += len(o.Rec.Steps)
	o.Rec.Steps = steps
}

// Step takes a step into the record's: one that is only said in other words than before stays where it stands, with the time at which
// it began. The oldest are cut off.
func (o *Order) Step(p wire.Progress) {
	if i := o.stands(p); i >= 0 {
		p.At = o.Rec.Steps[i].At
		o.Rec.Steps[i] = p
		return
	}
	o.Rec.Steps = append(o.Rec.Steps, p)
	if n := len(o.Rec.Steps) - maxSteps; n > 0 {
		o.Rec.Steps = append([]wire.Progress(nil), o.Rec.Steps[n:]...)
		o.dropped += n
	}
}

// stands is where a step is that goes on; -1: it begins. A runtime tells how far a service is whenever it knows more of that, such as
// since when an image is being fetched, and all of it again after a start of the gateway.
func (o *Order) stands(p wire.Progress) int {
	for i, x := range slices.Backward(o.Rec.Steps) {
		switch {
		case x.Service == p.Service && x.Phase == p.Phase && (p.Service != "" || x.Text == p.Text):
			return i
		case x.Service == p.Service || x.Service == "": // it was elsewhere since, or all began anew
			return -1
		}
	}
	return -1
}

// Failure is what a deployment has failed of, by the newest step that says so; empty: none does.
func (o *Order) Failure() string {
	for _, x := range slices.Backward(o.Rec.Steps) {
		if x.Phase == wire.PhaseFailed {
			return string(x.Text)
		}
	}
	return ""
}

// Over reports whether the order is the last of its chain and has ended, and with it all that ran for it. One that was
// replaced by nobody knows what has not: the event that names its successor is still to come.
func (o *Order) Over() bool {
	s := o.Rec.Order.State
	return s != order.None && s != order.Replaced && !s.Live()
}

// TimeUp reports whether the order's time is up. That is so only once the chain has said so after it was: the user may have
// extended.
func (o *Order) TimeUp(now time.Time) bool {
	ends := o.Rec.Order.EndsAt()
	return !now.Before(ends) && !o.Stale() && !o.Rec.ReadAt.Before(ends)
}

// Runs reports whether the order is active and its time not up.
func (o *Order) Runs(now time.Time) bool {
	return o.Rec.Order.State == order.Active && !o.TimeUp(now)
}
