package agent

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
)

// done is what our last transaction for an order has made of it.
type done struct {
	block    uint64
	duration uint32
	ended    bool
}

// notice finds orders of which the chain has taken back what we did. The transaction may come again by itself, so what becomes
// of it has to be settled before anything else is sent.
func (a *Agent) notice(ctx context.Context, tasks []task) {
	head := a.cfg.Orders.Head().Number
	lost := false
	var undone []task
	a.mu.Lock()
	for _, t := range tasks {
		d, ok := a.done[t.ID]
		if ok && head >= d.block && (d.ended || t.Duration < d.duration) {
			delete(a.done, t.ID)
			lost, undone = true, append(undone, t)
			a.cfg.Log.Info("a transaction of the agent was reorganised away", "order", t.ID)
		}
	}
	a.mu.Unlock()
	if lost {
		a.doubt.raise(ctx)
	}
	for _, t := range undone {
		a.did(ctx, t.Order, wire.AgentAct{Kind: wire.ActUndone})
	}
}

// settle finds out what became of what was sent before.
func (a *Agent) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	block, err := a.doubt.settle(ctx, func(ctx context.Context) (chain.Receipt, error) {
		return a.cfg.Sender.Pay(ctx, a.cfg.Address, amount.Amount{})
	})
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.newest = max(a.newest, block)
	return nil
}

// fresh reports whether the chain has an order just as the index does; what is not the same is looked at again in a moment.
func (a *Agent) fresh(ctx context.Context, o order.Order) (bool, error) {
	c, err := a.cfg.Chain.Order(ctx, o.ID)
	if err != nil {
		return false, err
	}
	return c.User == o.User && c.Node == o.Node && c.Token == o.Token && c.Rate == o.Rate && c.State == o.State && c.Duration == o.Duration &&
		(c.State != order.Active || c.ActivatedAt.Equal(o.ActivatedAt)) && c.AnnouncedAt.Equal(o.AnnouncedAt), nil
}

// send sends one transaction for an order and notes what came of it.
func (a *Agent) send(ctx context.Context, o indexer.Order, what string, then done, call func(context.Context) (chain.Receipt, error)) (chain.Receipt, error) {
	if won, err := a.once(ctx, o, what); err != nil {
		return chain.Receipt{}, fmt.Errorf("the database: %w", err)
	} else if !won {
		return chain.Receipt{}, errTaken
	}
	if err := a.doubt.begin(ctx); err != nil {
		return chain.Receipt{}, fmt.Errorf("the database: %w", err)
	}
	sending, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	r, err := call(sending)
	mined := r.Block != 0
	a.doubt.end(ctx, mined || !errors.Is(err, chain.ErrUnknownOutcome))
	if !mined {
		return r, cmp.Or(err, errNotMined)
	}
	a.mu.Lock()
	then.block = r.Block
	a.newest, a.done[o.ID] = max(a.newest, r.Block), then
	a.mu.Unlock()
	if err := a.remember(context.WithoutCancel(ctx), KeyOf(o), r.Tx); err != nil {
		a.cfg.Log.Warn("what the agent did could not be kept", "order", o.ID, "tx", r.Tx, "err", err)
	}
	return r, nil
}

// errTaken is what another platform has taken upon itself, or we have a moment ago.
var errTaken = errors.New("it is being done")

var errNotMined = errors.New("the transaction was not mined")
