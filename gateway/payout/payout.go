// Package payout pays a node out: it settles running orders and withdraws what the market owes, by the operator key and to the
// node's own address alone. One payout runs at a time, whoever wants it: the operator, or the clock.
package payout

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease/oversight"
	"berth/shared/amount"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Purse pays a node out. It is the operator's to do, but only to the node's own address.
type Purse interface {
	Owed(ctx context.Context, account, token eth.Address) (amount.Amount, error)
	SettleOrder(ctx context.Context, id order.ID) (chain.Receipt, error)
	PayOut(ctx context.Context, node eth.Address, tokens ...eth.Address) (chain.Receipt, error)
}

// Gas tells what that costs, about.
type Gas interface {
	GasPrice(ctx context.Context) (amount.Amount, error)
	SettleGas(ctx context.Context, id order.ID) (uint64, error)
	PayOutGas(ctx context.Context, node eth.Address, tokens ...eth.Address) (uint64, error)
}

// Dues are what orders have earned; *oversight.Desk knows.
type Dues interface{ Due() []oversight.Due }

// Config is what Payouts are made of.
type Config struct {
	Node   eth.Address
	Tokens []wire.Coin
	Every  time.Duration // how often all is paid out by itself; 0: never
	Purse  Purse
	Gas    Gas
	Dues   Dues
	Log    *slog.Logger
	Now    func() time.Time
}

const (
	// MaxOrders is how many orders one payout that somebody asks for settles.
	MaxOrders = 200
	// payoutTime is how long one may take, askTime a question to the chain.
	payoutTime = 30 * time.Minute
	askTime    = 10 * time.Second
	// owedHolds is for how long what the market owes is told again.
	owedHolds = 5 * time.Second
)

// States of a wire.AdminStep.
const (
	waiting = "waiting"
	sending = "sending"
	done    = "done"
	failed  = "failed"
)

// Acts of a wire.AdminStep.
const (
	settle   = "settle"
	withdraw = "withdraw"
)

// Payouts is safe for concurrent use.
type Payouts struct {
	cfg   Config
	asked chan wire.AdminPayoutRequest // that was taken on

	asking sync.Mutex // held while the chain is asked what it owes
	owed   map[eth.Address]amount.Amount
	owedAt time.Time

	mu   sync.Mutex
	busy bool
	last *wire.AdminPayout // nil: there was none yet
}

// New makes Payouts. Nothing is paid out before Run.
func New(cfg Config) *Payouts {
	return &Payouts{cfg: cfg, asked: make(chan wire.AdminPayoutRequest, 1)}
}

// Run pays out what is asked for, and all as often as the configuration says, until ctx ends.
func (p *Payouts) Run(ctx context.Context) {
	var tick <-chan time.Time
	if p.cfg.Every > 0 {
		t := time.NewTicker(p.cfg.Every)
		defer t.Stop()
		tick = t.C
	}
	for {
		select {
		case <-ctx.Done():
			return
		case req := <-p.asked:
			p.do(ctx, req)
		case <-tick:
			if p.take(wire.AdminPayoutRequest{}, eth.Address{}, 0) == nil {
				p.do(ctx, wire.AdminPayoutRequest{})
			}
		}
	}
}

// Begin takes a payout on, which Run does. Its error is a problem where one is under way.
func (p *Payouts) Begin(req wire.AdminPayoutRequest, by eth.Address) (wire.AdminPayout, error) {
	if err := p.check(req); err != nil {
		return wire.AdminPayout{}, err
	}
	if err := p.take(req, by, MaxOrders); err != nil {
		return wire.AdminPayout{}, err
	}
	now, _ := p.Last()
	p.asked <- req // it has room, since nothing else is under way
	return now, nil
}

// Last is the payout that is under way, or the last one since the start; false: there was none.
func (p *Payouts) Last() (wire.AdminPayout, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last == nil {
		return wire.AdminPayout{}, false
	}
	x := *p.last
	x.Steps = slices.Clone(x.Steps)
	return x, true
}

func (p *Payouts) check(req wire.AdminPayoutRequest) error {
	if len(req.Orders) > MaxOrders {
		return problem.Field("orders", "at most %d", MaxOrders)
	}
	for _, t := range req.Tokens {
		if !slices.ContainsFunc(p.cfg.Tokens, func(c wire.Coin) bool { return c.Address == t }) {
			return problem.Field("tokens", "tokens of the address file")
		}
	}
	return nil
}

// take makes the steps of a payout, unless one is under way. most: orders that it settles at most; 0: all.
func (p *Payouts) take(req wire.AdminPayoutRequest, by eth.Address, most int) error {
	steps, _ := p.settles(req, most)
	if !req.NoWithdraw {
		steps = append(steps, wire.AdminStep{Act: withdraw, Tokens: req.Tokens, State: waiting})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy {
		return problem.New(409, problem.Busy, "a payout is under way").Remedy("GET /admin/api/money/payout tells how far it is")
	}
	p.busy, p.last = true, &wire.AdminPayout{Began: p.cfg.Now().UTC().Truncate(time.Second), By: by, Steps: steps}
	return nil
}

// settles are the steps that settle orders, and how many orders are left out.
func (p *Payouts) settles(req wire.AdminPayoutRequest, most int) (steps []wire.AdminStep, more int) {
	steps = []wire.AdminStep{}
	if req.NoSettle {
		return steps, 0
	}
	for _, u := range p.cfg.Dues.Due() {
		if u.Settleable.IsZero() || len(req.Orders) > 0 && !slices.Contains(req.Orders, u.Order) {
			continue
		}
		if most > 0 && len(steps) == most {
			more++
			continue
		}
		steps = append(steps, wire.AdminStep{Act: settle, Order: u.Order, Tokens: []eth.Address{u.Token}, Amount: u.Settleable, State: waiting})
	}
	return steps, more
}

// do goes through the steps. What fails keeps nothing else from being tried.
func (p *Payouts) do(ctx context.Context, req wire.AdminPayoutRequest) {
	ctx, cancel := context.WithTimeout(ctx, payoutTime)
	defer cancel()
	x, _ := p.Last()
	var errs []error
	for i, step := range x.Steps {
		if step.Act == settle {
			errs = append(errs, p.step(i, func() (chain.Receipt, error) { return p.cfg.Purse.SettleOrder(ctx, step.Order) }))
		}
	}
	if !req.NoWithdraw {
		errs = append(errs, p.withdraw(ctx, len(x.Steps)-1, req.Tokens))
	}
	if err := errors.Join(errs...); err != nil && ctx.Err() == nil {
		p.cfg.Log.Warn("earnings are not all paid out", "err", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy, p.last.Ended = false, p.cfg.Now().UTC().Truncate(time.Second)
}

// step does the step of a number.
func (p *Payouts) step(i int, send func() (chain.Receipt, error)) error {
	p.set(i, func(s *wire.AdminStep) { s.State = sending })
	r, err := send()
	p.set(i, func(s *wire.AdminStep) {
		if s.State, s.Tx, s.Gas = done, r.Tx, r.GasUsed; err != nil {
			s.State, s.Error = failed, clip.To(err.Error(), 300)
		}
	})
	return err
}

func (p *Payouts) set(i int, f func(*wire.AdminStep)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f(&p.last.Steps[i])
}

// withdraw pays tokens out in one transaction; none named: all that are owed. Where that is refused each is tried by itself: a bad
// token must not keep the good ones.
func (p *Payouts) withdraw(ctx context.Context, i int, tokens []eth.Address) error {
	var errs []error
	var owed []eth.Address
	for _, c := range p.cfg.Tokens {
		if len(tokens) > 0 && !slices.Contains(tokens, c.Address) {
			continue
		}
		sum, err := p.cfg.Purse.Owed(ctx, p.cfg.Node, c.Address)
		if err != nil {
			errs = append(errs, err)
		} else if !sum.IsZero() {
			owed = append(owed, c.Address)
		}
	}
	p.set(i, func(s *wire.AdminStep) { s.Tokens = owed })
	if len(owed) == 0 {
		p.set(i, func(s *wire.AdminStep) {
			if s.State = done; len(errs) > 0 {
				s.State, s.Error = failed, clip.To(errors.Join(errs...).Error(), 300)
			}
		})
		return errors.Join(errs...)
	}
	err := p.step(i, func() (chain.Receipt, error) { return p.cfg.Purse.PayOut(ctx, p.cfg.Node, owed...) })
	if chain.IsRevert(err) && len(owed) > 1 {
		err = nil
		for _, t := range owed {
			p.mu.Lock()
			p.last.Steps = append(p.last.Steps, wire.AdminStep{Act: withdraw, Tokens: []eth.Address{t}, State: waiting})
			n := len(p.last.Steps) - 1
			p.mu.Unlock()
			errs = append(errs, p.step(n, func() (chain.Receipt, error) { return p.cfg.Purse.PayOut(ctx, p.cfg.Node, t) }))
		}
	}
	if err == nil {
		p.cfg.Log.Info("earnings paid out to the node's address", "tokens", len(owed))
	}
	return errors.Join(append(errs, err)...)
}
