//go:build !js

package pay

import (
	"context"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/state"
	"berth/ui/trust"
	"berth/ui/wallet"
)

// sends is a platform that is asked to send orders, and notes what it got.
type sends struct {
	got []wire.RelayRequest
	err error
}

func (s *sends) send(_ context.Context, r wire.RelayRequest) (wire.Relay, error) {
	s.got = append(s.got, r)
	return wire.Relay{ID: "1", State: wire.RelayFailed, Why: wire.RelayGas}, s.err
}

// buys is a purchase by way of the platform.
func buys(p *pen.Pen, s *sends, q order.Quote, sig eth.Bytes, seconds uint32) Purchase {
	return Purchase{
		Quote: q, Sig: sig, Duration: seconds, Stage: func(Stage) {}, Relay: true, send: s.send,
		Wish: trust.Wish{Node: p.Node, Token: q.Token, Resources: pen.Size, Duration: seconds, Offered: pen.Rate.Mul(1e12), Kind: wire.Accept}.Shows(q),
	}
}

// TestRelaySigns: what the platform gets is an order that the contracts take from anybody, for two signatures and no transaction; or
// one signature, where Permit2 may take the tokens already.
func TestRelaySigns(t *testing.T) {
	p := pen.New(t)
	const hour = 3600
	stranger, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		token   int
		allowed bool
		sign    func(typed.Data) (eth.Bytes, error)
		want    string
		fails   problem.Code
	}{
		{name: "with a permit", token: dollar, want: "Permit PermitWitnessTransferFrom"},
		{name: "in Berth's own token", token: native, want: "Permit PermitWitnessTransferFrom"},
		{name: "Permit2 is allowed", token: tether, allowed: true, want: "PermitWitnessTransferFrom"},
		{name: "no permits", token: tether, want: "", fails: problem.RelayDeclined},
		{name: "a wallet that signs no data", token: dollar, sign: cannot, want: "Permit", fails: problem.RelayDeclined},
		{name: "the owner declines", token: dollar, sign: declines, want: "Permit", fails: wallet.Declined},
	} {
		t.Run(c.name, func(t *testing.T) {
			free(t, p)
			token := p.Truth.Tokens[c.token]
			value := amount.Amount{}
			if c.allowed {
				value = amount.Of(1e9)
			}
			if _, err := p.Send(t.Context(), p.User, token.Address, calldata.Approve(p.Truth.Permit2, value)); err != nil {
				t.Fatal(err)
			}
			rate := pen.Rate
			if c.token == native {
				rate = rate.Mul(1e12)
			}
			q, sig := p.Quote(t, func(q *order.Quote) { q.Token, q.Rate = token.Address, rate })
			p.Asked()
			s := &sends{}
			_, err := buys(p, s, q, sig, hour).pay(t.Context(), state.Signer{Wallet: hand{p, c.sign}, User: p.User, Place: p.Truth})
			if got := asks(p); got != c.want {
				t.Errorf("the wallet is asked %q, want %q", got, c.want)
			}
			if c.fails != "" {
				if !fault.Is(err, c.fails) || len(s.got) > 0 {
					t.Errorf("got %v, want %s; the platform got %d", err, c.fails, len(s.got))
				}
				return
			}
			if !fault.Is(err, RelayFailed) || !Declined(err) || len(s.got) != 1 {
				t.Fatalf("got %v, and the platform %d", err, len(s.got))
			}
			r := s.got[0]
			x := chain.Relayed{Quote: r.Quote, Signature: r.Signature, Duration: r.Duration, Nonce: r.Nonce, Deadline: r.Deadline, Owner: r.Owner}
			if (r.Approval == nil) != c.allowed {
				t.Errorf("approval: %+v", r.Approval)
			}
			if r.Approval != nil {
				if r.Approval.Value != q.Deposit(hour) {
					t.Errorf("it allows %s for a deposit of %s", r.Approval.Value, q.Deposit(hour))
				}
				x.Approval = &chain.Permission{Value: r.Approval.Value, Deadline: r.Approval.Deadline, Signature: r.Approval.Signature}
			}
			if r.Deadline.After(q.ValidUntil) {
				t.Errorf("it is good until %s, the quote until %s", r.Deadline, q.ValidUntil)
			}
			if _, err := chain.NewSender(p.Chain, stranger, chain.SenderConfig{}).TryRelay(t.Context(), x, 2_000_000); err != nil {
				t.Errorf("the contracts: %v", err)
			}
		})
	}
}

// TestAttackLyingRelay: a platform that offers to pay the fee has other things signed than what was asked for and shown.
func TestAttackLyingRelay(t *testing.T) {
	a := attacktest.Begin(t, "a platform that pays the fee gets another order signed than was shown, or leave to take tokens for something else")
	p := pen.New(t)
	free(t, p)
	const hour = 3600
	shown, _ := p.Quote(t, nil)
	for name, change := range map[string]func(*order.Quote){
		"dearer":        func(q *order.Quote) { q.Rate = q.Rate.Mul(2) },
		"another node":  func(q *order.Quote) { q.Node = p.Other },
		"another user":  func(q *order.Quote) { q.User = p.Other },
		"another token": func(q *order.Quote) { q.Token = p.Truth.Tokens[tether].Address },
		"committed":     func(q *order.Quote) { q.Committed = hour },
		"smaller":       func(q *order.Quote) { q.Resources.CPUMilli-- },
		"a share":       func(q *order.Quote) { q.Referrer, q.ReferrerShare = p.Other, 1000 },
	} {
		q, sig := p.Quote(t, change)
		b := buys(p, &sends{}, shown, nil, hour)
		b.Quote, b.Sig = q, sig
		p.Asked()
		_, err := b.pay(t.Context(), state.Signer{Wallet: p, User: p.User, Place: p.Truth})
		asked := p.Asked()
		a.Tried(err == nil || len(asked) > 0, "%s: the wallet is asked %v, %v", name, asked, err)
	}
	// A quote that its node has not signed.
	b := buys(p, &sends{}, shown, make(eth.Bytes, 65), hour)
	p.Asked()
	_, err := b.pay(t.Context(), state.Signer{Wallet: p, User: p.User, Place: p.Truth})
	asked := p.Asked()
	a.Tried(err == nil || len(asked) > 0, "unsigned: the wallet is asked %v, %v", asked, err)
	// What is signed names the market as the one who may take, and Permit2 as the one who is allowed, whoever asks.
	q, sig := p.Quote(t, nil)
	s := &sends{}
	_, _ = buys(p, s, q, sig, hour).pay(t.Context(), state.Signer{Wallet: p, User: p.User, Place: p.Truth}) // the platform does not send it
	for _, what := range p.Asked() {
		a.Tried(!strings.Contains(what, "spender:"+p.Truth.Market.String()) && !strings.Contains(what, "spender:"+p.Truth.Permit2.String()), "signed: %s", what)
	}
}
