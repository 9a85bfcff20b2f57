package indexer

import (
	"context"
	"fmt"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
	"berth/shared/order"
)

// Reader reads blocks with events of ours out of the chain's events.
type Reader struct{ Events follow.Logs[chain.Event] }

var _ follow.Logs[Block] = Reader{}

// Logs implements follow.Logs.
func (r Reader) Logs(ctx context.Context, from, to uint64) ([]Block, error) {
	events, err := r.Events.Logs(ctx, from, to)
	if err != nil {
		return nil, err
	}
	var blocks []Block
	for _, e := range events {
		p := e.At()
		evs := convert(e)
		if len(evs) == 0 {
			continue
		}
		if n := len(blocks); n == 0 || blocks[n-1].Number != p.Block {
			blocks = append(blocks, Block{Block: chain.Block{Number: p.Block, Hash: p.BlockHash, Time: p.Time}})
		}
		b := &blocks[len(blocks)-1]
		if b.Hash != p.BlockHash {
			return nil, fmt.Errorf("block %d: %w", p.Block, follow.ErrMoved)
		}
		b.Events = append(b.Events, evs...)
	}
	return blocks, nil
}

// convert gives our form of an event, which may be none that the index needs, or one for each of two orders. Of a token that
// is listed nothing follows: the platform's are in its configuration, and checked when it starts.
func convert(e chain.Event) []Event {
	p := e.At()
	ev := func(k Kind, id order.ID) Event {
		return Event{Kind: k, Block: p.Block, Index: p.Index, Tx: p.Tx, Time: p.Time, Order: id}
	}
	node := func(a eth.Address) []Event {
		r := ev(NodeChanged, 0)
		r.Node = a
		return []Event{r}
	}
	var r Event
	switch e := e.(type) {
	case chain.NodeRegistered:
		return node(e.Node)
	case chain.NodePaused:
		return node(e.Node)
	case chain.OperatorChanged:
		return node(e.Node)
	case chain.NodeLeft:
		return node(e.Node)
	case chain.EpochBegan:
		r = ev(EpochBegan, 0)
		r.Node, r.Epoch = e.Node, e.Epoch
	case chain.QuotesVoided:
		r = ev(QuotesVoid, 0)
		r.Node, r.User, r.Epoch, r.Nonce = e.Node, e.User, e.Epoch, e.Nonce
	case chain.AgentSet:
		r = ev(AgentSet, 0)
		r.User, r.Agent, r.At = e.User, e.Agent, e.Until
	case chain.OrderCreated:
		o := e.Order()
		r = ev(Created, e.ID)
		r.New, r.Epoch, r.Nonce = &o, e.Quote.Epoch, e.Quote.Nonce
	case chain.OrderActivated:
		r = ev(Activated, e.ID)
		r.At = e.ActivatedAt
	case chain.OrderSettled:
		r = ev(Settled, e.ID)
		r.Paid, r.Fee, r.Referred = e.PaidSoFar, e.Fee, e.ToReferrer
	case chain.OrderExtended:
		r = ev(Extended, e.ID)
		r.Duration, r.By = e.AddedSeconds, e.By
	case chain.EndAnnounced:
		r = ev(Announced, e.ID)
		r.At = e.End
	case chain.OrderReplaced:
		r = ev(Replaced, e.ID)
		r.NewOrder, r.Paid, r.MovedOver, r.Refunded, r.Seconds = e.NewID, e.Paid, e.MovedOver, e.Refunded, e.SecondsServed
		next := ev(Succeeded, e.NewID)
		next.OldOrder = e.ID
		return []Event{r, next}
	case chain.OrderCompleted:
		r = ev(Completed, e.ID)
		r.Paid, r.Seconds = e.Paid, e.SecondsServed
	case chain.OrderCancelled:
		r = ev(Cancelled, e.ID)
		r.By, r.Reason, r.InProbation = e.By, e.Reason, e.InProbation
		r.Paid, r.Refunded, r.Unserved, r.Forfeited, r.Seconds = e.Paid, e.Refunded, e.Unserved, e.Forfeited, e.SecondsServed
	default:
		return nil
	}
	return []Event{r}
}
