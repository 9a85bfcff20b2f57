package bff_test

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient/simulated"

	"berth/bff"
	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// agentKey is the platform's.
var agentKey = key(50)

func asAgent(c *bff.Config) {
	c.AgentKey = hex.EncodeToString(crypto.FromECDSA(agentKey))
	c.AgentRenewBefore, c.AgentGuardAfter = 15*time.Minute, time.Second
}

// rent makes an order by the whole way, and activates it.
func (w *world) rent(c *client, g *gateway, in eth.Address, duration uint32) wire.OrderView {
	w.t.Helper()
	var started wire.OfferStarted
	ask := wire.OfferRequest{Resources: small, Token: in, Rate: g.price(in).Rate(small, duration), Duration: duration, Nodes: []eth.Address{addr(g.node)}}
	if status, b := c.do("POST", "/api/offers", ask, &started); status != 201 {
		w.t.Fatalf("offer: %d %s", status, b)
	}
	c.events("/api/offers/"+started.ID+"/events", func(name string, _ []byte) bool { return name == "done" })
	o := get[wire.Offer](c, "/api/offers/"+started.ID)
	if len(o.Answers) != 1 || o.Answers[0].Kind != wire.Accept {
		w.t.Fatalf("answers: %+v", o.Answers)
	}
	id, _, err := w.user.CreateOrderWithPermit(w.t.Context(), *o.Answers[0].Quote, o.Answers[0].Signature, duration)
	if err == nil {
		_, err = chainSender(w, g.operator).Activate(w.t.Context(), id)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	g.dealt.Store(true)
	return w.order(c, id, func(v wire.OrderView) bool { return v.State == order.Active })
}

// order waits until an order is as it should be.
func (w *world) order(c *client, id order.ID, is func(wire.OrderView) bool) (v wire.OrderView) {
	w.t.Helper()
	w.until("order "+id.String(), func() error {
		v = wire.OrderView{}
		if status, b := c.do("GET", "/api/orders/"+id.String(), nil, &v); status != 200 || !is(v) {
			return fmt.Errorf("%d %s", status, b)
		}
		return nil
	})
	return v
}

// name lets the platform's agent act for the user, and gives the market an allowance of what it may spend.
func (w *world) name(until time.Time, sums ...wire.Money) {
	w.t.Helper()
	if _, err := w.user.Transact(w.t.Context(), w.addresses.Market, calldata.SetAgent(addr(agentKey), until, sums)); err != nil {
		w.t.Fatal(err)
	}
	for _, m := range sums {
		if _, err := w.user.Approve(w.t.Context(), m.Token, w.addresses.Market, m.Amount); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) pass(d time.Duration) {
	w.t.Helper()
	w.until("time", func() error { // not while the pool has something
		return w.backend.Do(func(sim *simulated.Backend) error { return sim.AdjustTime(d) })
	})
}

// mine makes blocks of what the platform sends as its users' agent, until the test ends.
func (w *world) mine() { w.mineOf(addr(agentKey)) }

func (w *world) mineOf(sender eth.Address) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	w.t.Cleanup(func() { cancel(); wg.Wait() })
	from := common.Address(sender)
	wg.Go(func() {
		for ctx.Err() == nil {
			pending, err := w.backend.PendingNonceAt(ctx, from)
			mined, err2 := w.backend.NonceAt(ctx, from, nil)
			if err == nil && err2 == nil && pending > mined {
				w.backend.Commit(1)
			}
			select {
			case <-ctx.Done():
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
}

// The platform extends an order for its absent user, in dollars and in Berth's own token, out of what the user allowed, and
// says why when it cannot any more.
func TestAgentRenews(t *testing.T) {
	for _, native := range []bool{false, true} {
		t.Run(map[bool]string{false: "dollars", true: "BRT"}[native], func(t *testing.T) {
			w := newWorldOf(t, asAgent, honest, dear, full)
			w.mine()
			w.nodesReachable(3)
			c := w.client()
			c.login(key(2))
			in := w.dollar
			if native {
				in = w.native
			}
			if info := get[wire.Info](c, "/api/info"); info.Agent != addr(agentKey) {
				t.Errorf("agent: %s", info.Agent)
			}
			v := w.rent(c, w.gateways[0], in, 7200)
			if v.Care != nil {
				t.Errorf("nobody has named it: %+v", v.Care)
			}
			piece := order.Order{Rate: v.Rate, Duration: v.Duration + 3600}.Deposit().Sub(v.Deposit())
			w.name(v.ChainTime.Add(24*time.Hour), wire.Money{Token: in, Amount: piece.Add(amount.Of(1))})
			v = w.order(c, v.ID, func(v wire.OrderView) bool { return v.Care != nil })
			if v.Care.State != wire.CareWaits || !v.Care.Renew || !v.Care.Guard || !v.Care.RenewsAt.Equal(v.EndsAt().Add(-15*time.Minute)) {
				t.Errorf("care: %+v", v.Care)
			}
			before, err := w.user.Client().Token(in).Balance(t.Context(), addr(key(2)))
			if err != nil {
				t.Fatal(err)
			}
			w.pass(v.EndsAt().Sub(v.ChainTime) - 10*time.Minute)
			v = w.order(c, v.ID, func(v wire.OrderView) bool { return v.Duration == 7200+3600 && v.Steps[len(v.Steps)-1].Agent })
			if s := v.Steps[len(v.Steps)-1]; s.Kind != "extended" || s.Seconds != 3600 || s.By != addr(key(2)) {
				t.Errorf("step: %+v", s)
			}
			after, err := w.user.Client().Token(in).Balance(t.Context(), addr(key(2)))
			if err != nil || before.Sub(after) != piece {
				t.Errorf("took %s, want %s: %v", before.Sub(after), piece, err)
			}
			w.pass(v.EndsAt().Sub(v.ChainTime) - 10*time.Minute)
			v = w.order(c, v.ID, func(v wire.OrderView) bool { return v.Care != nil && v.Care.State == wire.CareCannot })
			if v.Care.Why != "budget" || v.Duration != 7200+3600 {
				t.Errorf("care: %+v", v.Care)
			}
			// Another sum, and over a restart.
			w.stop()
			w.name(v.ChainTime.Add(24*time.Hour), wire.Money{Token: in, Amount: piece.Mul(2)})
			w.start()
			w.order(c, v.ID, func(v wire.OrderView) bool { return v.Duration == 7200+2*3600 })
		})
	}
}

// The platform ends an order for its absent user once the node is gone, but not while the user would pay for what is not served.
func TestAgentGuards(t *testing.T) {
	w := newWorldOf(t, asAgent, honest, dear, full)
	w.mine()
	w.nodesReachable(3)
	c := w.client()
	c.login(key(2))
	g := w.gateways[0]
	v := w.rent(c, g, w.dollar, 7200) // commits to all of it
	w.name(v.ChainTime.Add(24*time.Hour), wire.Money{Token: w.dollar, Amount: amount.Of(1e6)})
	w.order(c, v.ID, func(v wire.OrderView) bool { return v.Care != nil })
	var care wire.Care
	if status, b := c.do("PUT", "/api/orders/"+v.ID.String()+"/care", wire.CareWish{Guard: true}, &care); status != 200 || care.Renew || !care.Guard || care.State != wire.CareOff {
		t.Errorf("wish: %d %s", status, b)
	}
	if got := get[wire.Care](c, "/api/orders/"+v.ID.String()+"/care"); got.CareWish != care.CareWish {
		t.Errorf("got %+v, want %+v", got, care)
	}
	w.pass(100 * time.Second) // after the probation
	g.srv.Close()
	v = w.order(c, v.ID, func(v wire.OrderView) bool { return v.Care != nil && v.Care.Waits == "commitment" })
	if v.Care.AwaySince.IsZero() || !v.Care.CancelsAt.Equal(v.PaidFrom().Add(7200*time.Second)) {
		t.Errorf("care: %+v", v.Care)
	}
	w.until("some rounds", func() error {
		if n := get[wire.Care](c, "/api/orders/"+v.ID.String()+"/care"); time.Since(n.AwaySince) < 3*time.Second {
			return fmt.Errorf("away since %s", n.AwaySince)
		}
		return nil
	})
	if got := w.order(c, v.ID, func(wire.OrderView) bool { return true }); got.State != order.Active {
		t.Fatalf("cancelled at the user's cost: %+v", got)
	}
	// The node's word that it leaves frees the user.
	if _, err := chainSender(w, g.operator).AnnounceEnd(t.Context(), v.ID, v.ChainTime.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	v = w.order(c, v.ID, func(v wire.OrderView) bool {
		return v.State == order.Cancelled && slices.ContainsFunc(v.Steps, func(s wire.Step) bool { return s.Agent })
	})
	if v.EndedBy != "user" || v.Reason == nil || *v.Reason != order.NodeUnreachable || !v.Unserved.IsZero() || v.PaidOut.Add(v.Refunded) != v.Deposit() || v.Care != nil {
		t.Errorf("ended: %+v", v)
	}
	if s := v.Steps[len(v.Steps)-1]; s.Kind != "cancelled" || !s.Agent {
		t.Errorf("step: %+v", s)
	}
	if i := slices.IndexFunc(v.Steps, func(s wire.Step) bool { return s.Kind == "announced" }); i < 0 || v.Steps[i].End.IsZero() || v.Steps[i].Agent {
		t.Errorf("steps: %+v", v.Steps)
	}
	owed, err := w.user.Client().Owed(t.Context(), addr(key(2)), w.dollar)
	if err != nil || owed != v.Refunded {
		t.Errorf("owed %s, refunded %s: %v", owed, v.Refunded, err)
	}
	if status, b := c.do("PUT", "/api/orders/"+v.ID.String()+"/care", wire.CareWish{}, nil); status != 409 {
		t.Errorf("care for an order that has ended: %d %s", status, b)
	}
}

// Whose order it is says what is wanted, and says both.
func TestCareRefusals(t *testing.T) {
	w := newWorldOf(t, asAgent, honest)
	w.nodesReachable(1)
	c, other := w.client(), w.client()
	c.login(key(2))
	other.login(key(3))
	path := "/api/orders/" + w.rent(c, w.gateways[0], w.dollar, 3600).ID.String() + "/care"
	for _, tc := range []struct {
		who    *client
		method string
		body   any
		status int
		code   problem.Code
		field  string
	}{
		{c, "GET", nil, 200, "", ""},
		{other, "GET", nil, 403, problem.NotYours, ""},
		{other, "PUT", wire.CareWish{}, 403, problem.NotYours, ""},
		{c, "PUT", `{"renew":true}`, 400, problem.BadField, "guard"},
		{c, "PUT", `{"guard":true}`, 400, problem.BadField, "renew"},
		{c, "PUT", `{"renew":1,"guard":true}`, 400, problem.BadField, "renew"},
		{c, "PUT", `{"renew":true,"guard":true,"state":"off"}`, 400, problem.BadField, "state"},
		{c, "PUT", `{"renew":true,"guard":false}`, 200, "", ""},
	} {
		var p problem.Problem
		status, b := tc.who.do(tc.method, path, tc.body, nil)
		if status >= 400 {
			if err := json.Unmarshal(b, &p); err != nil {
				t.Fatal(err)
			}
		}
		if status != tc.status || p.Code != tc.code || p.Field != tc.field {
			t.Errorf("%s %v: got %d %s", tc.method, tc.body, status, b)
		}
	}
}
