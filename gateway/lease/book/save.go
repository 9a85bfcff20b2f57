package book

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"berth/gateway/lease/diary"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// KeepRecords is how long the record of an order stays after its data is collected. What is still needed of it then, that
// its user has had an order here, is kept by itself.
const KeepRecords = 30 * 24 * time.Hour

// ErrReissued: after a reorganisation the number is another user's order.
var ErrReissued = errors.New("the number is another user's order now")

// errMoved: the chain of orders is another one than was decided on.
var errMoved = errors.New("the orders have moved meanwhile")

// Store is the gateway's own record of its orders; *ledger.Ledger is one.
type Store interface {
	Reader
	Writer
	Diaries
	Clearer
}

// Reader gives what was written.
type Reader interface {
	Orders() ([]ledger.Record, error)
	Revision(id order.ID, n uint64) (ledger.Revision, error)
	Served() ([]eth.Address, error)
}

// Writer writes records, also together with a revision.
type Writer interface {
	PutOrder(ledger.Record) error
	Deploy(ledger.Record, ledger.Revision) error
}

// Diaries keeps what happened.
type Diaries interface {
	Happenings() (map[order.ID][]wire.Happening, error)
	PutHappenings([]ledger.Diary) error
}

// Clearer removes what was deployed for orders and happened to them, and in the end the orders.
type Clearer interface {
	Clear(records []ledger.Record, left ...ledger.Diary) error
	Drop(ids []order.ID, served []eth.Address) error
}

// record is a copy of an order's record to be written.
func (o *Order) record() ledger.Record {
	r := o.Rec
	r.Steps, r.TrafficBytes = slices.Clone(r.Steps), o.Meter.Load()
	r.Sleep, r.Asleep = maps.Clone(r.Sleep), slices.Clone(r.Asleep)
	return r
}

// find is an order as it is now; what holds it locks nothing, so that it may be gone in the next moment.
func (b *Book) find(id order.ID) (o *Order) {
	b.look(func(s *shelf) { o = s.orders[id] })
	return o
}

// Save writes an order's record as it is now, and has the ledger forget what it has of another user's. An order that is
// there no more is none to be saved.
func (b *Book) Save(id order.ID) error {
	o := b.find(id)
	if o == nil {
		return nil
	}
	o.saving.Lock()
	defer o.saving.Unlock()
	var r ledger.Record
	var was ledgerState
	here := false
	b.Change(id, func(now *Order) {
		if here = now == o; here {
			r, was = o.record(), o.work.saving()
		}
	})
	if !here {
		return nil
	}
	var err error
	if was == reissued {
		err = b.wipe(o, r)
	} else {
		err = b.store.PutOrder(r)
	}
	if err != nil {
		b.change(func(*shelf) { o.work.unsaved(was) })
	}
	return err
}

// wipe writes a record over another user's order with the same number, of which nothing is to be found any more.
func (b *Book) wipe(o *Order, r ledger.Record) error {
	b.diaries.Lock()
	defer b.diaries.Unlock()
	if err := b.store.Clear([]ledger.Record{r}); err != nil {
		return err
	}
	b.change(func(*shelf) { o.diary.Rewrite() })
	return nil
}

// SaveChanged writes the orders that have something which the ledger does not.
func (b *Book) SaveChanged() error {
	var all []order.ID
	b.Each(func(o *Order) {
		if o.work.ledger != written {
			all = append(all, o.Rec.Order.ID)
		}
	})
	for _, id := range all {
		if err := b.Save(id); err != nil {
			return err
		}
	}
	return nil
}

// SaveTraffic writes what was counted since the last time.
func (b *Book) SaveTraffic() error {
	counted := map[order.ID]uint64{}
	b.Each(func(o *Order) {
		if n := o.Meter.Load(); n != o.flushed {
			counted[o.Rec.Order.ID] = n
		}
	})
	for id, n := range counted {
		if err := b.Save(id); err != nil {
			return err
		}
		b.Change(id, func(o *Order) { o.flushed = n })
	}
	return nil
}

// SaveDiaries brings what happened to the ledger, all in one transaction.
func (b *Book) SaveDiaries() error {
	b.diaries.Lock()
	defer b.diaries.Unlock()
	var dirty []*Order
	b.Each(func(o *Order) {
		if o.diary.Unwritten() {
			dirty = append(dirty, o)
		}
	})
	if len(dirty) == 0 {
		return nil
	}
	all := make([]ledger.Diary, len(dirty))
	b.change(func(*shelf) {
		for i, o := range dirty {
			all[i] = o.diary.Take(o.Rec.Order.ID)
		}
	})
	err := b.store.PutHappenings(all)
	if err != nil {
		b.change(func(*shelf) {
			for i, o := range dirty {
				o.diary.Return(all[i])
			}
		})
	}
	return err
}

// Revise has prepare make an order's next revision out of its record, writes both in one transaction, and then runs commit,
// which is to bring the record's change into the order. No other write of the order comes between. ErrReissued where the
// number has become another user's: then nothing was committed.
func (b *Book) Revise(id order.ID, prepare func(*ledger.Record) (ledger.Revision, error), commit func(*Order)) error {
	o := b.find(id)
	if o == nil {
		return ErrReissued
	}
	o.saving.Lock()
	defer o.saving.Unlock()
	var r ledger.Record
	b.look(func(*shelf) { r = o.record() })
	user := r.Order.User
	rev, err := prepare(&r)
	if err != nil {
		return err
	}
	if err := b.store.Deploy(r, rev); err != nil {
		return fmt.Errorf("deploy order %s: %w", id, err)
	}
	b.change(func(s *shelf) {
		if s.orders[id] != o || o.Rec.Order.User != user {
			err = ErrReissued // the next save clears what was just written
			return
		}
		commit(o)
	})
	return err
}

// Clear makes a chain of orders collected, from its first to its last: of what was deployed, and of what became of it,
// nothing stays here.
func (b *Book) Clear(ids []order.ID) error {
	var chain []*Order
	b.Look(ids[0], func(o *Order) { chain = o.chain() })
	if !slices.EqualFunc(chain, ids, func(o *Order, id order.ID) bool { return o.Rec.Order.ID == id }) {
		return errMoved
	}
	for _, o := range chain { // from the first to the last, as nobody else holds more than one
		o.saving.Lock()
		defer o.saving.Unlock()
	}
	b.diaries.Lock()
	defer b.diaries.Unlock()
	now, first := b.now(), chain[0]
	var left diary.Diary
	var records []ledger.Record
	was := make([]ledgerState, len(chain))
	b.change(func(*shelf) {
		left = first.diary.Next()
		done := diary.Did(wire.HappenedCollected, "its data was deleted")
		done.At = now
		left.Add(done)
		for i, o := range chain {
			r := o.record()
			r.Collected, r.CollectedAt, r.Steps = true, now, nil
			records, was[i] = append(records, r), o.work.saving()
		}
	})
	if err := b.store.Clear(records, left.Take(ids[0])); err != nil {
		b.change(func(*shelf) {
			for i, o := range chain {
				o.work.unsaved(was[i])
			}
		})
		return err
	}
	b.change(func(*shelf) {
		first.diary = left
		for _, o := range chain {
			o.Rec.Collected, o.Rec.CollectedAt, o.Rec.Steps = true, now, nil
			o.Deployment, o.Usage = Deployment{}, nil
			o.Note()
		}
	})
	return nil
}

// Drop forgets the orders that were collected long ago, and gives how many. Should the chain's events be read again, they
// are taken for new ones that have ended: nothing runs for them, and they are collected once more.
func (b *Book) Drop(now time.Time) (int, error) {
	var old []*Order
	b.Each(func(o *Order) {
		at := o.Rec.CollectedAt
		if at.IsZero() {
			at = o.Rec.GraceUntil // it was collected before that was written down
		}
		if o.Rec.Collected && now.Sub(at) >= KeepRecords {
			old = append(old, o)
		}
	})
	// One that is being written waits for the next time.
	old = slices.DeleteFunc(old, func(o *Order) bool { return !o.saving.TryLock() })
	var ids []order.ID
	var users []eth.Address
	b.look(func(*shelf) {
		for _, o := range old {
			ids = append(ids, o.Rec.Order.ID)
			if !o.Rec.Order.ActivatedAt.IsZero() {
				users = append(users, o.Rec.Order.User)
			}
		}
	})
	defer func() {
		for _, o := range old {
			o.saving.Unlock()
		}
	}()
	if len(old) == 0 {
		return 0, nil
	}
	slices.Sort(ids)
	if err := b.store.Drop(ids, users); err != nil {
		return 0, err
	}
	b.change(func(s *shelf) {
		for _, o := range old {
			if o.Rec.Collected { // still, as nobody else has got its number
				delete(s.orders, o.Rec.Order.ID)
				o.Note()
			}
		}
	})
	return len(old), nil
}
