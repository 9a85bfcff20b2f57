package gateway

import (
	"slices"

	"berth/gateway/admin"
	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// earning is what the orders that run bring, in each token that the node takes.
func (g *Gateway) earning() []admin.Earning {
	now := g.cfg.Now()
	rates, earned := map[eth.Address]amount.Nano{}, map[eth.Address]amount.Amount{}
	g.keeper.Book.Each(func(o *book.Order) {
		x := &o.Rec.Order
		if x.State != order.Active {
			return
		}
		earned[x.Token] = earned[x.Token].Add(x.Earned(now))
		if !x.InProbation(now) && now.Before(x.EndsAt()) {
			rates[x.Token] = rates[x.Token].Add(x.Rate)
		}
	})
	prices := g.desk.State().Prices
	var all []admin.Earning
	for _, c := range g.cfg.Contracts.Tokens {
		if slices.ContainsFunc(prices, func(p wire.Price) bool { return p.Token == c.Address }) {
			all = append(all, admin.Earning{Coin: c, Rate: rates[c.Address], Earned: earned[c.Address]})
		}
	}
	return all
}
