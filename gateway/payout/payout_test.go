package payout

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease/oversight"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// purse is a chain on which some tokens cannot be paid out.
type purse struct {
	owed    map[eth.Address]uint64
	bad     eth.Address
	away    error
	settled []order.ID
	sent    [][]eth.Address
	hold    chan struct{} // nil: nothing is held up
	due     []oversight.Due
}

func (p *purse) Owed(_ context.Context, _, token eth.Address) (amount.Amount, error) {
	return amount.Of(p.owed[token]), p.away
}

func (p *purse) SettleOrder(_ context.Context, id order.ID) (chain.Receipt, error) {
	if p.hold != nil {
		<-p.hold
	}
	p.settled = append(p.settled, id)
	if id == 13 {
		return chain.Receipt{}, errors.New("reverted")
	}
	return chain.Receipt{Tx: eth.Hash{byte(id)}, GasUsed: 7}, nil
}

func (p *purse) PayOut(_ context.Context, _ eth.Address, tokens ...eth.Address) (chain.Receipt, error) {
	p.sent = append(p.sent, tokens)
	if slices.Contains(tokens, p.bad) {
		return chain.Receipt{}, &chain.RevertError{Name: "SafeERC20FailedOperation"}
	}
	return chain.Receipt{}, nil
}

func (p *purse) GasPrice(context.Context) (amount.Amount, error) { return amount.Of(3), p.away }

func (p *purse) SettleGas(_ context.Context, id order.ID) (uint64, error) {
	return 100 * uint64(id), p.away
}

func (p *purse) PayOutGas(_ context.Context, _ eth.Address, tokens ...eth.Address) (uint64, error) {
	return 1000 * uint64(len(tokens)), p.away
}

func (p *purse) Due() []oversight.Due { return p.due }

var one, two, three = eth.Address{1}, eth.Address{2}, eth.Address{3}

func payouts(p *purse, every time.Duration) *Payouts {
	return New(Config{
		Tokens: []wire.Coin{{Address: one}, {Address: two}, {Address: three}}, Every: every, Purse: p, Gas: p, Dues: p, Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
}

func due(n order.ID) oversight.Due {
	return oversight.Due{Order: n, Token: one, Settleable: amount.Of(5)}
}

func TestABadTokenKeepsNoOther(t *testing.T) {
	for _, c := range []struct {
		name string
		p    purse
		req  wire.AdminPayoutRequest
		want [][]eth.Address
		bad  int // steps that failed
	}{
		{"nothing is owed", purse{}, wire.AdminPayoutRequest{}, nil, 0},
		{"all at once, without what is not owed", purse{owed: map[eth.Address]uint64{one: 5, three: 1}}, wire.AdminPayoutRequest{}, [][]eth.Address{{one, three}}, 0},
		{"what is named", purse{owed: map[eth.Address]uint64{one: 5, three: 1}}, wire.AdminPayoutRequest{Tokens: []eth.Address{three}}, [][]eth.Address{{three}}, 0},
		{"not to be withdrawn", purse{owed: map[eth.Address]uint64{one: 5}}, wire.AdminPayoutRequest{NoWithdraw: true}, nil, 0},
		{"each by itself", purse{owed: map[eth.Address]uint64{one: 5, two: 5, three: 5}, bad: two}, wire.AdminPayoutRequest{}, [][]eth.Address{{one, two, three}, {one}, {two}, {three}}, 2},
		{"one alone is not tried twice", purse{owed: map[eth.Address]uint64{two: 5}, bad: two}, wire.AdminPayoutRequest{}, [][]eth.Address{{two}}, 1},
		{"the chain is away", purse{away: errors.New("away")}, wire.AdminPayoutRequest{}, nil, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := c.p
				x := payouts(&p, 0)
				go x.Run(t.Context())
				if _, err := x.Begin(c.req, eth.Address{9}); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				last, ok := x.Last()
				bad := 0
				for _, s := range last.Steps {
					if s.State == failed {
						bad++
					}
				}
				if !ok || last.Ended.IsZero() || bad != c.bad || last.By != (eth.Address{9}) || !slices.EqualFunc(p.sent, c.want, slices.Equal[[]eth.Address]) {
					t.Errorf("sent %v, %+v", p.sent, last)
				}
			})
		})
	}
}

func TestOnePayoutAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &purse{hold: make(chan struct{}), due: []oversight.Due{due(12), due(13), {Order: 14, Token: one, Held: amount.Of(9)}, due(15)}}
		x := payouts(p, 0)
		go x.Run(t.Context())
		first, err := x.Begin(wire.AdminPayoutRequest{Orders: []order.ID{12, 13, 14}}, one)
		if err != nil || len(first.Steps) != 3 || first.Steps[0].State != waiting {
			t.Fatalf("got %+v, %v", first, err)
		}
		synctest.Wait()
		var busy *problem.Problem
		if _, err := x.Begin(wire.AdminPayoutRequest{}, two); !errors.As(err, &busy) || busy.Code != problem.Busy {
			t.Errorf("a second one: %v", err)
		}
		close(p.hold)
		synctest.Wait()
		last, _ := x.Last()
		if !slices.Equal(p.settled, []order.ID{12, 13}) || last.Steps[0].State != done || last.Steps[0].Gas != 7 || last.Steps[1].State != failed || last.Steps[1].Error == "" || last.Ended.IsZero() {
			t.Errorf("settled %v: %+v", p.settled, last)
		}
		if _, err := x.Begin(wire.AdminPayoutRequest{}, two); err != nil {
			t.Errorf("after that: %v", err)
		}
		synctest.Wait()
	})
}

func TestAllIsPaidOutByTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &purse{owed: map[eth.Address]uint64{one: 5}}
		for n := range order.ID(MaxOrders + 5) {
			p.due = append(p.due, due(n+100))
		}
		x := payouts(p, time.Hour)
		go x.Run(t.Context())
		time.Sleep(time.Hour - time.Second)
		synctest.Wait()
		if _, ok := x.Last(); ok {
			t.Fatal("before its time")
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if len(p.settled) != MaxOrders+5 || len(p.sent) != 1 {
			t.Errorf("%d settled, sent %v", len(p.settled), p.sent)
		}
	})
}

func TestEstimate(t *testing.T) {
	p := &purse{owed: map[eth.Address]uint64{two: 5}}
	x := payouts(p, 0)
	g, err := x.Estimate(t.Context(), wire.AdminPayoutRequest{})
	if err != nil || len(g.Steps) != 1 || g.Gas != 1000 || g.Cost != amount.Of(3000) || g.Steps[0].Amount != amount.Of(5) {
		t.Errorf("got %+v, %v", g, err)
	}
	for n := range order.ID(MaxOrders + 5) {
		p.due = append(p.due, due(n+1))
	}
	g, err = x.Estimate(t.Context(), wire.AdminPayoutRequest{})
	want := uint64(100+200+300) + 300*(MaxOrders-3) + 2*perToken
	if err != nil || len(g.Steps) != MaxOrders+1 || g.More != 5 || g.Gas != want {
		t.Errorf("%d steps, %d more, gas %d, want %d, %v", len(g.Steps), g.More, g.Gas, want, err)
	}
	p.away = errors.New("away")
	if _, err := x.Estimate(t.Context(), wire.AdminPayoutRequest{}); err == nil {
		t.Error("an estimate without the chain")
	}
	for _, bad := range []wire.AdminPayoutRequest{{Orders: make([]order.ID, MaxOrders+1)}, {Tokens: []eth.Address{{7}}}} {
		if _, err := x.Begin(bad, one); err == nil {
			t.Errorf("taken: %+v", bad)
		}
	}
}
