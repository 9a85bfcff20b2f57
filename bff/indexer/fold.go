package indexer

import (
	"time"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
)

// Order is an order as its events tell it.
type Order struct {
	order.Order
	Nonce      uint64 // of the quote that it was made from
	Steps      []wire.Step
	Refunded   amount.Amount
	MovedOver  amount.Amount // into the deposit of ReplacedBy
	EndedAt    time.Time
	EndedBy    string
	Reason     *order.Reason
	Seconds    uint64   // served, once ended
	Replaces   order.ID // 0: none
	ReplacedBy order.ID // 0: none
	early      early
}

// early is how an order's end counts in the records of both sides.
type early uint8

const (
	notEarly early = iota
	inProbation
	byUser
	byNode
)

func (o *Order) apply(e *Event) {
	at := e.Time
	step := wire.Step{Kind: string(e.Kind), At: at, Block: e.Block}
	switch e.Kind {
	case Created:
		o.Order = order.Order{
			ID: e.Order, User: e.User, Node: e.Node, Resources: e.Resources, Rate: e.Rate, Duration: e.Duration,
			MaxDuration: e.MaxDuration, Probation: e.Probation, State: order.Created, CreatedAt: e.Time,
		}
		o.Nonce = e.Nonce
	case Activated:
		o.State, o.ActivatedAt = order.Active, e.At
	case Settled:
		o.Settled = e.Paid
	case Extended:
		o.Duration += e.Duration
		step.Seconds = e.Duration
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
			by, how, o.Reason = "window", notEarly, nil
		case e.By == o.User:
			by, how = "user", byUser
		}
		if o.ActivatedAt.IsZero() {
			how = notEarly // an order that never ran counts for nobody
		} else if e.InProbation {
			how = inProbation
		}
		o.early = how
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
	o.EndedBy, o.EndedAt = by, at
}

// count adds an order to the records of its user and its node, as the market contract does; sign is 1, or -1 to take
// it out again.
func (o *Order) count(user, node *wire.Record, sign int) {
	for _, r := range [...]*wire.Record{user, node} {
		r.SecondsServed += uint64(sign) * o.Seconds
		if o.State == order.Completed {
			r.Completed += sign
		}
		if o.early == inProbation {
			r.CancelledInProbation += sign
		}
	}
	switch o.early {
	case byUser:
		user.CancelledLater += sign
		node.EndedByOther += sign
	case byNode:
		node.CancelledLater += sign
		user.EndedByOther += sign
	}
}
