//go:build !js

package credit

import (
	"testing"

	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
)

// What is owed in several tokens comes in one transaction, to the last unit.
func TestWithdrawal(t *testing.T) {
	p := pen.New(t)
	ctx := t.Context()
	chain := api.Chain{Chain: p.Truth, Via: p}
	end := func(id order.ID) {
		t.Helper()
		if _, err := p.Send(ctx, p.User, p.Truth.Market, calldata.Cancel(id, order.UserLeft)); err != nil {
			t.Fatal(err)
		}
	}
	end(p.Order.ID)
	brt := p.Truth.Native.Address
	q, sig := p.Quote(t, func(q *order.Quote) { q.Token = brt })
	if _, err := p.Send(ctx, p.User, brt, calldata.Approve(p.Truth.Market, q.Deposit(3600))); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Send(ctx, p.User, p.Truth.Market, calldata.CreateOrder(q, sig, 3600)); err != nil {
		t.Fatal(err)
	}
	end(p.Order.ID + 1)
	tokens := distinct([]eth.Address{p.Truth.Tokens[0].Address, brt, p.Truth.Tokens[0].Address})
	if len(tokens) != 2 {
		t.Errorf("got %v", tokens)
	}
	read := func(f func(eth.Address) (amount.Amount, error)) (all []wire.Money) {
		t.Helper()
		for _, token := range tokens {
			v, err := f(token)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, wire.Money{Token: token, Amount: v})
		}
		return all
	}
	has := func(a eth.Address) (amount.Amount, error) { return chain.Balance(ctx, a, p.User) }
	owes := func(a eth.Address) (amount.Amount, error) { return chain.Owed(ctx, a, p.User) }
	before, credit := read(has), read(owes)
	if credit[0].Amount.IsZero() || credit[1].Amount != q.Deposit(3600) {
		t.Fatalf("owed %v", credit)
	}
	if _, err := p.Send(ctx, p.User, p.Truth.Market, withdrawal(credit, p.User)); err != nil {
		t.Fatal(err)
	}
	for i, m := range read(has) {
		if want := before[i].Amount.Add(credit[i].Amount); m.Amount != want {
			t.Errorf("%s: got %s, want %s", m.Token, m.Amount, want)
		}
	}
	for _, m := range read(owes) {
		if !m.Amount.IsZero() {
			t.Errorf("%s: %s are still owed", m.Token, m.Amount)
		}
	}
}
