package gateway

import (
	"context"
	"errors"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// Purse pays a node out. It is the operator's to do, but only to the node's own address.
type Purse interface {
	Owed(ctx context.Context, account, token eth.Address) (amount.Amount, error)
	Settle(ctx context.Context, id order.ID) error
	WithdrawFor(ctx context.Context, node eth.Address, tokens ...eth.Address) error
}

// withdrawTime is how long one round may take.
const withdrawTime = 10 * time.Minute

// keepWithdrawing pays out what orders have earned, as often as the owner wants.
func (g *Gateway) keepWithdrawing(ctx context.Context) {
	if g.cfg.WithdrawEvery == 0 {
		return
	}
	t := time.NewTicker(g.cfg.WithdrawEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if err := g.withdraw(ctx); err != nil && ctx.Err() == nil {
			g.log.Warn("earnings are not all paid out; the next round tries again", "err", err)
		}
	}
}

// withdraw settles running orders and pays all tokens out in one transaction. Where that is refused each is tried by itself: a
// bad token must not keep the good ones.
func (g *Gateway) withdraw(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, withdrawTime)
	defer cancel()
	var errs []error
	for _, id := range g.unsettled() {
		errs = append(errs, g.chain.Settle(ctx, id))
	}
	var owed []eth.Address
	for _, c := range g.cfg.Contracts.Tokens {
		sum, err := g.chain.Owed(ctx, g.cfg.Node, c.Address)
		if err != nil {
			errs = append(errs, err)
		} else if !sum.IsZero() {
			owed = append(owed, c.Address)
		}
	}
	if len(owed) == 0 {
		return errors.Join(errs...)
	}
	err := g.chain.WithdrawFor(ctx, g.cfg.Node, owed...)
	if chain.IsRevert(err) && len(owed) > 1 {
		err = nil
		for _, token := range owed {
			errs = append(errs, g.chain.WithdrawFor(ctx, g.cfg.Node, token))
		}
	}
	if err == nil {
		g.log.Info("earnings paid out to the node's address", "tokens", len(owed))
	}
	return errors.Join(append(errs, err)...)
}

// unsettled are the running orders that have earned what can be paid out now: what stays for the notice cannot.
func (g *Gateway) unsettled() (all []order.ID) {
	now := g.cfg.Now()
	g.keeper.Book.Each(func(o *book.Order) {
		x := &o.Rec.Order
		paid := x.PaidSeconds(now)
		if x.State == order.Active && now.Before(x.EndsAt()) && x.Rate.Cost(uint64(paid-min(x.Notice, paid))).Cmp(x.Settled) > 0 {
			all = append(all, x.ID)
		}
	})
	return all
}
