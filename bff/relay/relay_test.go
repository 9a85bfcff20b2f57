package relay

import (
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"berth/contracts/bind"
	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// why is why a request was declined, or the problem's code.
func why(err error) string {
	var p *problem.Problem
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &p):
		return err.Error()
	case p.Code == problem.RelayDeclined:
		return p.Figures["why"]
	case p.Code == problem.BadField:
		return p.Field
	}
	return string(p.Code)
}

// metric is what is told to Prometheus, with that one label.
func metric(t *testing.T, r *Relay, name, label string) float64 {
	t.Helper()
	all := prometheus.NewRegistry()
	all.MustRegister(r)
	families, err := all.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() == name && (label == "" || m.GetLabel()[0].GetValue() == label) {
				return m.GetCounter().GetValue() + m.GetGauge().GetValue()
			}
		}
	}
	return 0
}

// A wallet with tokens and no coin at all gets its first orders, the platform pays the gas, and nothing else moves.
func TestPays(t *testing.T) {
	w := newWorld(t)
	r := w.relayer()
	user := w.person(10)
	ctx := t.Context()
	o, err := r.Offer(ctx, addr(user), "home")
	if err != nil || !o.Pays || o.Left != 2 || o.Orders != 2 || len(o.Tokens) != 1 {
		t.Fatalf("offer: %+v, %v", o, err)
	}
	before := w.coins()
	req := w.asks(user)
	x, err := w.send(r, user, "home", req)
	if err != nil || x.State != wire.RelayDone || x.Order != 1 || x.Tx == nil {
		t.Fatalf("got %+v, %v\n%s", x, err, w.log.b.String())
	}
	if got, err := w.chain.Order(ctx, 1); err != nil || got.User != addr(user) || got.Node != addr(nodeKey) || got.Deposit() != req.Quote.Deposit(hour) {
		t.Errorf("order: %+v, %v", got, err)
	}
	if left := w.balance(addr(user)); left != amount.Of(10e6).Sub(req.Quote.Deposit(hour)) {
		t.Errorf("the user has %s left", left)
	}
	if a, err := w.chain.Token(w.dollar).Allowance(ctx, addr(user), w.at.Permit2); err != nil || !a.IsZero() {
		t.Errorf("an allowance of %s stays: %v", a, err)
	}
	paid := before.Sub(w.coins())
	if s, err := r.ledger.look(ctx, w.now()); err != nil || s.spent != paid || paid.IsZero() || !s.holding.IsZero() {
		t.Errorf("spent %s, the ledger has %+v: %v", paid, s, err)
	}
	// The same again is the same order, and costs nothing.
	if again, err := w.send(r, user, "elsewhere", req); err != nil || again.ID != x.ID || again.Order != 1 || *again.Tx != *x.Tx {
		t.Errorf("again: %+v, %v", again, err)
	}
	if w.coins() != before.Sub(paid) {
		t.Error("the same again was paid for")
	}
	// It is not another's to look at.
	if _, err := r.State(ctx, addr(richKey), x.ID); !errors.Is(err, ErrNone) {
		t.Errorf("to another: %v", err)
	}

	// The node lets go of it, so that the wallet may have a second, and no third.
	cancel := func(id order.ID) {
		t.Helper()
		if _, err := w.sender(operatorKey).Cancel(ctx, id, order.OutOfCapacity); err != nil {
			t.Fatal(err)
		}
	}
	cancel(1)
	if x, err := w.send(r, user, "home", w.asks(user)); err != nil || x.Order != 2 {
		t.Fatalf("the second: %+v, %v", x, err)
	}
	cancel(2)
	if _, err := w.send(r, user, "home", w.asks(user)); why(err) != string(wire.RelayOrders) {
		t.Errorf("the third: %v", err)
	}
	if o, err := r.Offer(ctx, addr(user), "home"); err != nil || o.Pays || o.Why != wire.RelayOrders || o.Left != 0 {
		t.Errorf("offer: %+v, %v", o, err)
	}
	if n := metric(t, r, "berth_relay_orders_total", "sent"); n != 2 {
		t.Errorf("%v are counted", n)
	}
}

// A permit that somebody else handed in before is no fault, and one that is not needed is not asked for.
func TestPermitIsThere(t *testing.T) {
	w := newWorld(t)
	r := w.relayer()
	user := w.person(10)
	req := w.asks(user)
	p, err := calldata.Permit{Deadline: req.Approval.Deadline}.Split(req.Approval.Signature)
	if err != nil {
		t.Fatal(err)
	}
	value := req.Approval.Value.Word()
	front := bind.NewToken().PackPermit(common.Address(addr(user)), common.Address(w.at.Permit2), new(big.Int).SetBytes(value[:]), big.NewInt(p.Deadline.Unix()), p.V, p.R, p.S)
	if _, err := w.rich.Transact(t.Context(), w.dollar, front); err != nil {
		t.Fatal(err)
	}
	if x, err := w.send(r, user, "home", req); err != nil || x.State != wire.RelayDone {
		t.Errorf("got %+v, %v", x, err)
	}
	other := w.person(10)
	req = w.asks(other)
	req.Approval = nil
	if _, err := w.send(r, other, "home", req); why(err) != "approval" {
		t.Errorf("without a permit: %v", err)
	}
}

// While a permit is on its way, somebody hands it in: the order is made all the same.
func TestPermitOvertaken(t *testing.T) {
	w := newWorld(t)
	user := w.person(10)
	req := w.asks(user)
	p, err := calldata.Permit{Deadline: req.Approval.Deadline}.Split(req.Approval.Signature)
	if err != nil {
		t.Fatal(err)
	}
	value := req.Approval.Value.Word()
	front := bind.NewToken().PackPermit(common.Address(addr(user)), common.Address(w.at.Permit2), new(big.Int).SetBytes(value[:]), big.NewInt(p.Deadline.Unix()), p.V, p.R, p.S)
	r := w.relayer(func() {
		if _, err := w.rich.Transact(t.Context(), w.dollar, front); err != nil {
			t.Error(err)
		}
	})
	if x, err := w.send(r, user, "home", req); err != nil || x.State != wire.RelayDone {
		t.Errorf("got %+v, %v\n%s", x, err, w.log.b.String())
	}
}

// What the operator sets is kept to: the price of gas, the key's coin, and what of them is known.
func TestMeans(t *testing.T) {
	w := newWorld(t)
	user := w.person(10)
	w.limits.Price = amount.Of(1)
	if _, err := w.send(w.relayer(), user, "home", w.asks(user)); why(err) != string(wire.RelayGas) {
		t.Errorf("dear gas: %v", err)
	}
	w.limits.Price = amount.Of(50e9)
	coins := w.coins()
	price, err := w.chain.Gas(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.sender(relayKey).Pay(t.Context(), eth.Address{1}, coins.Sub(price.Mul(300_000))); err != nil {
		t.Fatal(err)
	}
	r := w.relayer()
	if _, err := w.send(r, user, "home", w.asks(user)); why(err) != string(wire.RelayKey) {
		t.Errorf("no coin: %v", err)
	}
	if !w.log.has("little coin left") || metric(t, r, "berth_relay_coins", "") > 0.001 {
		t.Error("that the key has little left is not told")
	}
	if o, err := r.Offer(t.Context(), addr(user), "home"); err != nil || o.Pays || o.Why != wire.RelayKey {
		t.Errorf("offer: %+v, %v", o, err)
	}
	if _, err := w.rich.Pay(t.Context(), w.gas, amount.Of(1e18)); err != nil {
		t.Fatal(err)
	}
	if err := r.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if x, err := w.send(r, user, "home", w.asks(user)); err != nil || x.State != wire.RelayDone {
		t.Errorf("with coin again: %+v, %v", x, err)
	}
}

// A transaction that is stuck is sent again for more; meanwhile the wallet's next order has to wait, and the order is there once.
func TestStuck(t *testing.T) {
	w := newWorld(t)
	r := w.relayer()
	user := w.person(10)
	req, next := w.asks(user), w.asks(user)
	w.b.Hold()
	before := len(w.b.Sent())
	x, err := r.Send(t.Context(), addr(user), "home", req)
	if err != nil || x.State != wire.RelaySending {
		t.Fatalf("got %+v, %v", x, err)
	}
	if _, err := r.Send(t.Context(), addr(user), "home", next); why(err) != string(wire.RelayBusy) {
		t.Errorf("the next: %v", err)
	}
	for end := time.Now().Add(10 * time.Second); len(w.b.Sent()) < before+3; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it is not sent again")
		}
	}
	w.b.Release()
	r.flights.Wait()
	if x, err = r.State(t.Context(), addr(user), x.ID); err != nil || x.State != wire.RelayDone || w.count() != 1 {
		t.Errorf("got %+v, %v, %d orders", x, err, w.count())
	}
	if f := w.b.Sent()[len(w.b.Sent())-1].GasFeeCap(); f.Cmp(big.NewInt(50e9)) > 0 {
		t.Errorf("it was sent for %s wei a unit", f)
	}
}

// Whoever sent an order is gone before it was written down what became of it: another replica finds it by the chain, and where there
// is none says after a while that nobody knows. What it may have cost stays spent.
func TestForgotten(t *testing.T) {
	w := newWorld(t)
	r := w.relayer()
	now := w.now()
	r.cfg.Now = func() time.Time { return now }
	user := w.person(10)
	req := w.asks(user)
	n, no, err := r.ledger.take(t.Context(), w.limits, Entry{
		At: now, User: addr(user), Node: req.Quote.Node, Epoch: 1, Quote: req.Quote.Nonce, Nonce: req.Nonce, Hold: amount.Of(1e15),
	})
	if err != nil || no != "" {
		t.Fatal(no, err)
	}
	id := idOf(dayOf(now), n)
	state := func() wire.Relay {
		t.Helper()
		x, err := w.relayer().State(t.Context(), addr(user), id)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	if x := state(); x.State != wire.RelaySending {
		t.Errorf("at once: %+v", x)
	}
	now = now.Add(forget)
	if x, err := r.State(t.Context(), addr(user), id); err != nil || x.State != wire.RelayFailed || x.Why != wire.RelayLost {
		t.Errorf("later: %+v, %v", x, err)
	}
	if s, err := r.ledger.look(t.Context(), now); err != nil || s.spent != amount.Of(1e15) {
		t.Errorf("spent: %+v, %v", s, err)
	}
	// Its twin made it there after all.
	twin := w.asks(user, func(q *order.Quote) { *q = req.Quote })
	twin.Nonce = amount.Of(5)
	w.sign(user, &twin)
	if x, err := w.send(w.relayer(), user, "home", twin); err != nil || x.State != wire.RelayDone {
		if why(err) != string(wire.RelayBusy) {
			t.Fatalf("twin: %+v, %v", x, err)
		}
		if x, err := w.send(r, user, "home", twin); err != nil || x.State != wire.RelayDone {
			t.Fatalf("twin: %+v, %v", x, err)
		}
	}
	if x, err := r.State(t.Context(), addr(user), id); err != nil || x.State != wire.RelayDone || x.Order != 1 {
		t.Errorf("found: %+v, %v", x, err)
	}
	// After a day nobody asks for it.
	now = now.Add(48 * time.Hour)
	if _, err := r.State(t.Context(), addr(user), id); !errors.Is(err, ErrNone) {
		t.Errorf("after two days: %v", err)
	}
}
