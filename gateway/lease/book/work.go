package book

import (
	"strings"
	"time"

	"berth/shared/order"
	"berth/shared/resource"
)

// work is what is still to be brought together for an order: the chain, the ledger and the runtime each have their say, and
// each of them is in one of few states.
type work struct {
	chain  chainState
	ledger ledgerState
	told   Told
}

// chainState is how the record stands to the chain.
type chainState uint8

const (
	current chainState = iota // it is what the chain said at Rec.ReadAt
	stale                     // something has happened since: it is to be read again
)

// ledgerState is how the record stands to the ledger, what is worse above.
type ledgerState uint8

const (
	written  ledgerState = iota // the ledger has it, but for traffic
	changed                     // it tells of something that the ledger does not have
	reissued                    // the ledger has another user's order with this number, which is to be cleared from it
)

// RuntimeState is what is known of the runtime and a workload.
type RuntimeState uint8

// The runtime's states.
const (
	Untold   RuntimeState = iota // it was told nothing since this gateway started, and may have anything
	Foreign                      // what it has is of another user's order with this number
	Informed                     // it was told what the rest of Told says
)

// Told is what the runtime was told of a workload, or is to be.
type Told struct {
	State    RuntimeState
	Revision uint64 // 0: stopped
	Restarts uint64
	Again    string // restarts of single services, see again
	Bought   resource.Resources
	Asleep   string // the services that are not to run now, with commas between them
	Spent    bool   // the traffic is used up, so that nothing outside is reached any more
}

// Stopped is what the runtime is told of a workload that is not to run.
var Stopped = Told{State: Informed}

// Runs reports whether the runtime was told to run something.
func (t Told) Runs() bool { return t.State == Informed && t.Revision > 0 }

// Sleepers are the services of Asleep.
func (t Told) Sleepers() []string {
	if t.Asleep == "" {
		return nil
	}
	return strings.Split(t.Asleep, ",")
}

// Wants is what the runtime is to be told of a workload, which is a chain's first order.
func (o *Order) Wants(now time.Time) Told {
	last := o.Last()
	x := &last.Rec.Order
	runs := last.Runs(now) || x.State == order.Replaced
	if runs && o.Rec.Revision > 0 && !o.Rec.Stopped {
		return Told{State: Informed, Revision: o.Rec.Revision, Restarts: o.Rec.Restarts, Again: again(o.Rec.Again), Bought: x.Resources, Asleep: o.resting(),
			Spent: o.Meter.Load() >= o.Traffic.Load()}
	}
	return Stopped
}

// Told is what the runtime was told of this workload.
func (w *work) Told() Told { return w.told }

// Stale reports whether something has happened since the order was read from the chain.
func (w *work) Stale() bool { return w.chain == stale }

// Reissued reports whether the ledger still has another user's order with this number.
func (w *work) Reissued() bool { return w.ledger == reissued }

// Expire says that the chain has moved, or is about to: the order is to be read again.
func (w *work) Expire() { w.chain = stale }

// Reading says that the order is being read from the chain. An event that comes meanwhile expires the answer; where none comes, Expire
// follows.
func (w *work) Reading() { w.chain = current }

// edit: the record has something that the ledger does not.
func (w *work) edit() { w.ledger = max(w.ledger, changed) }

// reissue: the number is another user's order now.
func (w *work) reissue() { w.ledger, w.told = reissued, Told{State: Foreign} }

// saving: the record is being written. What is changed meanwhile is changed again.
func (w *work) saving() (was ledgerState) {
	was, w.ledger = w.ledger, written
	return was
}

// unsaved: it could not be written.
func (w *work) unsaved(was ledgerState) { w.ledger = max(w.ledger, was, changed) }

// Cleared notes that the runtime has nothing of another user's order with this number any more.
func (w *work) Cleared() {
	if w.told.State == Foreign {
		w.told = Told{}
	}
}
