//go:build !js

package pay

import (
	"context"
	"slices"
	"strings"
	"testing"

	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
	"berth/ui/wallet"
)

// hand is a wallet that signs otherwise.
type hand struct {
	*pen.Pen
	sign func(typed.Data) (eth.Bytes, error)
}

func (h hand) SignTyped(ctx context.Context, a eth.Address, d typed.Data) (eth.Bytes, error) {
	sig, err := h.Pen.SignTyped(ctx, a, d)
	if h.sign != nil && err == nil {
		return h.sign(d)
	}
	return sig, err
}

// bundler is a wallet that takes several calls with one question, and does them one after the other.
type bundler struct {
	hand
	sent map[string][]eth.Hash
}

func (b bundler) CanBatch(context.Context, eth.Address, uint64) bool { return true }

func (b bundler) Batch(ctx context.Context, from eth.Address, _ uint64, calls ...wallet.Call) (id string, err error) {
	for _, c := range calls {
		tx, err := b.Send(ctx, from, c.To, c.Data)
		if err != nil {
			return "", err
		}
		b.sent["one"] = append(b.sent["one"], tx)
	}
	return "one", nil
}

func (b bundler) Batched(_ context.Context, id string, calls int) ([]eth.Hash, error) {
	txs := b.sent[id]
	return txs[len(txs)-calls:], nil
}

func cannot(typed.Data) (eth.Bytes, error) {
	return nil, problem.New(0, wallet.Unsupported, "the wallet cannot do this")
}

func declines(typed.Data) (eth.Bytes, error) {
	return nil, problem.New(0, wallet.Declined, "you declined")
}

// scrawls signs something, but not what it was asked for.
func scrawls(typed.Data) (eth.Bytes, error) {
	sig := make(eth.Bytes, 65)
	sig[31], sig[63], sig[64] = 1, 1, 27
	return sig, nil
}

// asks are what a wallet was asked for, in short.
func asks(p *pen.Pen) string {
	names := map[string]string{p.Truth.Market.String(): "market", p.Truth.Staking.String(): "staking"}
	for _, t := range p.Truth.Tokens {
		names[t.Address.String()] = t.Symbol
	}
	var all []string
	for _, s := range p.Asked() {
		if to, ok := strings.CutPrefix(s, "a transaction to "); ok {
			all = append(all, names[to])
			continue
		}
		kind, _, _ := strings.Cut(s, " ")
		all = append(all, kind)
	}
	return strings.Join(all, " ")
}

// free ends the live order that the user has with the node, since there is one at a time.
func free(t *testing.T, p *pen.Pen) {
	t.Helper()
	id, err := p.Chain.LiveOrder(t.Context(), p.User, p.Node)
	if err == nil && id != 0 {
		_, err = p.Send(t.Context(), p.User, p.Truth.Market, calldata.Cancel(id, order.UserLeft))
	}
	if err != nil {
		t.Fatal(err)
	}
	p.Asked()
}

const dollar, tether, native = 0, 1, 2 // of Pen.Truth's tokens

// TestPays: an order and more time for one, in each kind of token and with each kind of wallet, cost what was said, to the last
// unit, and leave no allowance behind.
func TestPays(t *testing.T) {
	p := pen.New(t)
	const hour = 3600
	for _, c := range []struct {
		name    string
		token   int
		allowed uint64 // to the market before, token units
		sign    func(typed.Data) (eth.Bytes, error)
		tell    func(*wire.Token) // what the platform says wrongly
		batches bool              // with one question
		is      bool              // a contract, as its log-in has told
		want    string
		fails   problem.Code
	}{
		{name: "with a permit", token: dollar, want: "Permit market"},
		{name: "with a permit, and some is allowed", token: dollar, allowed: 5, want: "Permit market"},
		{name: "all is allowed", token: dollar, allowed: 1e9, want: "market"},
		{name: "a wallet that signs no data", token: dollar, sign: cannot, want: "Permit dUSD market"},
		{name: "a permit that the token does not accept", token: dollar, sign: scrawls, want: "Permit dUSD market"},
		{name: "a permit that the token does not accept, and some is allowed", token: dollar, allowed: 7, sign: scrawls, want: "Permit dUSD market"},
		{name: "the owner declines", token: dollar, sign: declines, want: "Permit", fails: wallet.Declined},
		{name: "a permit of another version", token: dollar, tell: func(k *wire.Token) { k.Version = "7" }, want: "Permit dUSD market"},
		{name: "takes no permit", token: tether, want: "USDx market"},
		{name: "takes no permit, and some is allowed", token: tether, allowed: 5, want: "USDx USDx market"},
		{name: "takes no permit, and all is allowed", token: tether, allowed: 1e9, want: "market"},
		{name: "is said to take permits", token: tether, tell: func(k *wire.Token) { k.Permit, k.Name = true, "x" }, want: "USDx market"},
		{name: "Berth's own", token: native, want: "Permit market"},
		{name: "a contract", token: dollar, is: true, want: "dUSD market"},
		{name: "leave and call as one", token: dollar, batches: true, want: "dUSD market"},
		{name: "leave and call as one, and some is allowed", token: tether, allowed: 5, batches: true, want: "USDx USDx market"},
		{name: "leave and call as one, and all is allowed", token: dollar, allowed: 1e9, batches: true, want: "market"},
	} {
		t.Run(c.name, func(t *testing.T) {
			place := p.Truth
			place.Tokens = slices.Clone(place.Tokens)
			token := &place.Tokens[c.token]
			at := token.Address
			if c.tell != nil {
				c.tell(token)
			}
			signer := state.Signer{Wallet: hand{p, c.sign}, User: p.User, Place: place, Contract: c.is}
			if c.batches {
				signer.Wallet = bundler{hand{p, c.sign}, map[string][]eth.Hash{}}
			}
			coin := p.Chain.Token(at)
			allow := func(value uint64) {
				t.Helper()
				for _, v := range []uint64{0, value} {
					if _, err := p.Send(t.Context(), p.User, at, calldata.Approve(p.Truth.Market, amount.Of(v))); err != nil {
						t.Fatal(err)
					}
				}
			}
			balance := func() amount.Amount {
				t.Helper()
				b, err := coin.Balance(t.Context(), p.User)
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
			free(t, p)

			// An order.
			allow(c.allowed)
			p.Asked()
			rate := pen.Rate
			if c.token == native {
				rate = rate.Mul(1e12)
			}
			q, sig := p.Quote(t, func(q *order.Quote) { q.Token, q.Rate = at, rate })
			b := Purchase{
				T: text.In(text.EN), Quote: q, Sig: sig, Duration: hour, Stage: func(Stage) {}, Sent: func(eth.Hash) {},
				Wish: trust.Wish{Node: p.Node, Token: at, Resources: pen.Size, Offered: rate, Kind: wire.Accept, Deposit: q.Deposit(hour)},
			}
			before := balance()
			id, err := b.pay(t.Context(), signer)
			if got := asks(p); got != c.want {
				t.Errorf("for an order the wallet was asked for %q, want %q", got, c.want)
			}
			if c.fails != "" {
				if !fault.Is(err, c.fails) || balance() != before {
					t.Errorf("got %v, %v", id, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if paid := before.Sub(balance()); paid != q.Deposit(hour) {
				t.Errorf("the order cost %s, want %s", paid, q.Deposit(hour))
			}
			if live, err := p.Chain.Order(t.Context(), id); err != nil || live.Token != at || live.Duration != hour {
				t.Fatalf("got %+v, %v", live, err)
			}
			p.Activate(t, id)

			// More time for it.
			allow(c.allowed)
			p.Asked()
			more := rate.Cost(2 * hour).Sub(rate.Cost(hour))
			before = balance()
			u := TopUp{T: text.In(text.EN), Token: *token, Need: more, Allow: more, Call: calldata.Extend(id, hour), Stage: func(Stage) {}}
			if r, err := u.pay(t.Context(), signer); err != nil || !r.OK {
				t.Fatalf("got %+v, %v", r, err)
			}
			if got := asks(p); got != c.want {
				t.Errorf("for more time the wallet was asked for %q, want %q", got, c.want)
			}
			if paid := before.Sub(balance()); paid != more {
				t.Errorf("more time cost %s, want %s", paid, more)
			}
			left, err := coin.Allowance(t.Context(), p.User, p.Truth.Market)
			if err != nil || c.allowed < 1e9 && !left.IsZero() {
				t.Errorf("%s is still allowed, %v", left, err)
			}
		})
	}
}

// TestStakes: what another contract than the market takes goes to it, in its own call.
func TestStakes(t *testing.T) {
	p := pen.New(t)
	value := amount.Of(5).Mul(1e18)
	stake := func(sign func(typed.Data) (eth.Bytes, error)) {
		t.Helper()
		u := TopUp{
			T: text.In(text.EN), Token: p.Truth.Native, Need: value, Allow: value, To: p.Truth.Staking, Call: calldata.Stake(value), With: calldata.StakeWithPermit,
			Stage: func(Stage) {},
		}
		if r, err := u.pay(t.Context(), state.Signer{Wallet: hand{p, sign}, User: p.User, Place: p.Truth}); err != nil || !r.OK {
			t.Fatalf("got %+v, %v", r, err)
		}
	}
	stake(nil)
	if got, want := asks(p), "Permit staking"; got != want {
		t.Errorf("asked for %q, want %q", got, want)
	}
	stake(scrawls)
	if got, want := asks(p), "Permit BRT staking"; got != want {
		t.Errorf("a permit that is not accepted: asked for %q, want %q", got, want)
	}
	if at, err := p.Chain.Position(t.Context(), p.User); err != nil || at.Amount != value.Mul(2) {
		t.Errorf("got %+v, %v", at, err)
	}
}

// TestTooLittle: who has not enough is told so in the token's own words, before the wallet is asked.
func TestTooLittle(t *testing.T) {
	p := pen.New(t)
	s := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
	for i, want := range []string{"$2.00 dUSD", "$2.00 USDx", "2 BRT"} {
		token := p.Truth.Tokens[i]
		need := amount.Of(2)
		for range token.Decimals {
			need = need.Mul(10)
		}
		u := TopUp{T: text.In(text.EN), Token: token, Need: need, Allow: need, Call: calldata.Extend(p.Order.ID, 1), Stage: func(Stage) {}}
		s.User = p.Other // who has none
		_, err := u.pay(t.Context(), s)
		if !fault.Is(err, balanceShort) || fault.Figure(err, "needed") != want || len(p.Asked()) > 0 {
			t.Errorf("got %v, %q; want %q", err, fault.Figure(err, "needed"), want)
		}
	}
}
