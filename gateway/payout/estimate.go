package payout

import (
	"context"
	"maps"
	"slices"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// asks is for how many orders the gas is asked; the others take about as much.
	asks = 3
	// perToken is about the gas of a withdrawal that cannot be tried yet, because nothing is owed before the orders are settled.
	perToken = 120_000
)

// Owed is what the market owes the node, by token, as of a moment ago at most.
func (p *Payouts) Owed(ctx context.Context) (map[eth.Address]amount.Amount, time.Time, error) {
	p.asking.Lock()
	defer p.asking.Unlock()
	now := p.cfg.Now()
	if p.owed != nil && now.Sub(p.owedAt) < owedHolds {
		return maps.Clone(p.owed), p.owedAt, nil
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	all := map[eth.Address]amount.Amount{}
	for _, c := range p.cfg.Tokens {
		sum, err := p.cfg.Purse.Owed(ctx, p.cfg.Node, c.Address)
		if err != nil {
			return nil, now, problem.New(503, problem.Unavailable, "the chain could not be asked what the market owes").Remedy("try again in a moment").Because(err)
		}
		all[c.Address] = sum
	}
	p.owed, p.owedAt = all, now
	return maps.Clone(all), now, nil
}

// Estimate tells what a payout would do and cost, about. What the operator key has is added by others.
func (p *Payouts) Estimate(ctx context.Context, req wire.AdminPayoutRequest) (g wire.AdminGas, err error) {
	if err := p.check(req); err != nil {
		return g, err
	}
	owed, _, err := p.Owed(ctx)
	if err != nil {
		return g, err
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	away := func(err error) error {
		return problem.New(503, problem.Unavailable, "the chain could not be asked what this costs").Remedy("try again in a moment").Because(err)
	}
	g.Steps, g.More = p.settles(req, MaxOrders)
	most := uint64(0)
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Gas = most; i < asks {
			if s.Gas, err = p.cfg.Gas.SettleGas(ctx, s.Order); err != nil {
				return g, away(err)
			}
			most = max(most, s.Gas)
		}
		owed[s.Tokens[0]] = owed[s.Tokens[0]].Add(s.Amount)
	}
	if !req.NoWithdraw {
		s, err := p.withdrawal(ctx, req, owed, len(g.Steps) > 0)
		if err != nil {
			return g, away(err)
		}
		if len(s.Tokens) > 0 {
			g.Steps = append(g.Steps, s)
		}
	}
	for _, s := range g.Steps {
		g.Gas += s.Gas
	}
	if g.Price, err = p.cfg.Gas.GasPrice(ctx); err != nil {
		return g, away(err)
	}
	g.Cost = g.Price.Mul(g.Gas)
	return g, nil
}

// withdrawal is the step that withdraws what is owed then.
func (p *Payouts) withdrawal(ctx context.Context, req wire.AdminPayoutRequest, owed map[eth.Address]amount.Amount, settled bool) (s wire.AdminStep, err error) {
	s = wire.AdminStep{Act: withdraw, State: waiting}
	for _, c := range p.cfg.Tokens {
		if !owed[c.Address].IsZero() && (len(req.Tokens) == 0 || slices.Contains(req.Tokens, c.Address)) {
			s.Tokens = append(s.Tokens, c.Address)
		}
	}
	if len(s.Tokens) == 1 {
		s.Amount = owed[s.Tokens[0]]
	}
	if s.Gas = perToken * uint64(len(s.Tokens)); settled || len(s.Tokens) == 0 {
		return s, nil
	}
	s.Gas, err = p.cfg.Gas.PayOutGas(ctx, p.cfg.Node, s.Tokens...)
	return s, err
}
