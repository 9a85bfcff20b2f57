package indexer

import (
	"sort"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
)

// Order is an order as its events tell it.
type Order struct {
	order.Order
	Epoch      uint32
	Nonce      uint64 // of the quote that it was made from
	Steps      []wire.Step
	Fees       amount.Amount // of Settled
	Referred   amount.Amount // of Settled
	Unserved   amount.Amount // of Settled
	Refunded   amount.Amount
	Forfeited  amount.Amount // of Refunded
	MovedOver  amount.Amount // into the deposit of ReplacedBy
	EndedAt    time.Time
	EndedBy    string
	Reason     *order.Reason
	Seconds    uint64   // served, once ended
	Replaces   order.ID // 0: none
	ReplacedBy order.ID // 0: none
	early      early
	made       uint // index of the log that created it, in its block
}

// early is how an order's end counts in the records of both sides.
type early uint8

const (
	notEarly early = iota
	inProbation
	byUser
	byNode
	byWindow
)

func (o *Order) apply(e *Event) {
	at := e.Time
	step := wire.Step{Kind: string(e.Kind), At: at, Block: e.Block}
	switch e.Kind {
	case Created:
		o.Order = *e.New
		o.Epoch, o.Nonce, o.made = e.Epoch, e.Nonce, e.Index
	case Activated:
		o.State, o.ActivatedAt = order.Active, e.At
	case Settled:
		o.Settled, o.Fees, o.Referred = e.Paid, o.Fees.Add(e.Fee), o.Referred.Add(e.Referred)
	case Extended:
		o.Duration += e.Duration
		step.Seconds, step.By = e.Duration, e.By
	case Announced:
		o.AnnouncedAt, o.AnnouncedEnd = at, e.At
		step.End = e.At
	case Succeeded:
		o.Replaces = e.OldOrder
		return // its creation is a step already
	case Replaced:
		o.ReplacedBy, o.MovedOver = e.NewOrder, e.MovedOver
		o.end(order.Replaced, e, "user", at)
	case Completed:
		o.end(order.Completed, e, "time", o.EndsAt())
	case Cancelled:
		reason := e.Reason
		o.Reason = &reason
		by, how := "node", byNode
		switch {
		case e.By.IsZero():
			by, how, o.Reason = "window", byWindow, nil
		case e.By == o.User:
			by, how = "user", byUser
		}
		switch {
		case how == byWindow:
		case o.ActivatedAt.IsZero():
			how = notEarly // an order that never ran counts for nobody
		case e.InProbation:
			how = inProbation
		}
		o.early, o.Unserved, o.Forfeited = how, e.Unserved, e.Forfeited
		o.end(order.Cancelled, e, by, at)
	default:
		return
	}
	tx := e.Tx
	step.Tx = &tx
	o.Steps = append(o.Steps, step)
}

func (o *Order) end(s order.State, e *Event, by string, at time.Time) {
	o.State, o.Settled, o.Refunded, o.Seconds = s, e.Paid, e.Refunded, e.Seconds
	o.EndedBy, o.EndedAt, o.StakeHeld = by, at, false
}

// served is what was paid for the service itself, and the paid seconds that it covers: of a commitment that was not served
// and of what was forfeited nothing.
func (o *Order) served() (paid amount.Amount, seconds uint64) {
	paid = o.Settled.Sub(o.Unserved)
	if paid.IsZero() {
		return paid, 0
	}
	// The least number that costs as much: where a rate is so low that nothing is paid for many seconds, none of those count.
	n := sort.Search(int(o.Duration), func(s int) bool { return o.Rate.Cost(uint64(s)).Cmp(paid) >= 0 })
	return paid, uint64(n)
}
