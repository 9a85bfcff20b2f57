package chain_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// The money paths once more from Go, against the arithmetic that the pages and gateways use (berth/shared/order): what the
// market pays, at each end, in tokens of 18 and of 6 decimals, with commitments, notice, probation, a referrer and an announced
// end, must be what that says, to the last unit, wherever an order goes.
func TestMoney(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	rng := rand.New(rand.NewPCG(1, 2))
	market, native := w.Addresses().Market, w.Addresses().Token
	if _, err := w.admin.Mint(ctx, w.dollar, w.user.Address(), amount.Of(1e12)); err != nil {
		t.Fatal(err)
	}
	coins := []eth.Address{native, w.dollar}
	for _, c := range coins {
		if _, err := w.user.Approve(ctx, c, market, tokens.Mul(1000)); err != nil {
			t.Fatal(err)
		}
	}
	referrer := eth.Address{0xee}
	ends := map[order.State]int{}
	for i := range 40 {
		q, sig := w.quote(t, func(q *order.Quote) {
			q.Token = coins[i%2]
			q.Rate = amount.NanoOf(rng.Uint64N(1e13) + 1e6)
			if q.Token == native {
				q.Rate = amount.Of(rng.Uint64N(1e15) + 1).Nano().Add(amount.NanoOf(rng.Uint64N(1e9)))
			}
			if i == 0 { // the pair's first
				q.Probation = uint32(rng.IntN(100) + 1)
			}
			q.Committed, q.Notice = uint32(rng.IntN(600)), uint32(rng.IntN(400))
			if i%3 == 0 {
				q.Referrer, q.ReferrerShare = referrer, uint16(rng.IntN(1000)+1)
			}
			if i%3 == 1 {
				q.Referrer = referrer // named, and given nothing
			}
			q.ValidUntil = q.ValidUntil.Add(24 * time.Hour)
		})
		before := w.wealth(t, q.Token, w.user.Address(), w.node.Address(), referrer)
		duration := uint32(60 + rng.IntN(1000))
		id, r, err := w.user.CreateOrder(ctx, q, sig, duration)
		if err != nil {
			t.Fatal(err)
		}
		o := must[order.Order](t)(w.Order(ctx, id))
		want := r.Events[len(r.Events)-1].(chain.OrderCreated).Order()
		if want.Features != q.Features || q.Features == 0 {
			t.Fatalf("the event promises %s, the quote %s", want.Features, q.Features)
		}
		want.Resources.GPUModel, want.Features = "", 0 // only the event has them
		if o != want || o.State != order.Created || o.CreatedAt != r.Time || o.Deposit() != q.Deposit(duration) || o.Token != q.Token {
			t.Fatalf("order %+v\nthe event has %+v", o, want)
		}
		var paid amount.Amount
		switch i % 8 {
		case 0: // never activated
			w.pass(t, (window+1)*time.Second)
			if _, err := w.other.Expire(ctx, id); err != nil {
				t.Fatal(err)
			}
		case 1: // taken back before the activation
			if _, err := w.operator.Cancel(ctx, id, order.OutOfCapacity); err != nil {
				t.Fatal(err)
			}
		default:
			if _, err := w.operator.Activate(ctx, id); err != nil {
				t.Fatal(err)
			}
			for range rng.IntN(3) {
				w.pass(t, time.Duration(rng.IntN(200))*time.Second)
				if _, err := w.other.Settle(ctx, id); err != nil && !chain.IsRevert(err, "Market_WrongState") {
					t.Fatal(err)
				}
			}
			if i%8 == 3 && !w.over(t, id) {
				if _, err := w.user.Extend(ctx, id, 60); err != nil {
					t.Fatal(err)
				}
			}
			if i%8 == 4 && !w.over(t, id) {
				paid = w.replace(t, &id, q)
			}
			if i%8 == 5 && !w.over(t, id) {
				head := must[chain.Block](t)(w.Head(ctx))
				if _, err := w.operator.AnnounceEnd(ctx, id, head.Time.Add(time.Duration(rng.IntN(300))*time.Second)); err != nil {
					t.Fatal(err)
				}
			}
			w.agrees(t, id)
			w.pass(t, time.Duration(rng.IntN(900))*time.Second)
			w.agrees(t, id)
			if o := must[order.Order](t)(w.Order(ctx, id)); o.State == order.Active {
				w.leave(t, o, i%2 == 0)
			}
		}
		o = must[order.Order](t)(w.Order(ctx, id))
		if o.State.Live() {
			t.Fatalf("order %+v goes on", o)
		}
		ends[o.State]++
		paid = paid.Add(o.Settled)
		after := w.wealth(t, q.Token, w.user.Address(), w.node.Address(), referrer)
		if got, want := after[1].Add(after[2]), before[1].Add(before[2]).Add(paid); got != want {
			t.Errorf("order %s: node and referrer have %s, want %s", id, got, want)
		}
		if got, want := after[0], before[0].Sub(paid); got != want {
			t.Errorf("order %s: the user has %s, want %s", id, got, want)
		}
		if n := must[chain.Node](t)(w.Node(ctx, w.node.Address())); n.Reserved != (resource.Resources{GPUModel: w.total.GPUModel}) || n.Live != 0 {
			t.Errorf("reserved %+v, %d live", n.Reserved, n.Live)
		}
	}
	if ends[order.Completed] == 0 || ends[order.Cancelled] == 0 {
		t.Errorf("the run was too narrow: %v", ends)
	}
	if _, err := w.user.Withdraw(ctx, w.user.Address(), coins...); err != nil {
		t.Fatal(err)
	}
	if _, err := w.operator.WithdrawFor(ctx, w.node.Address(), coins...); err != nil {
		t.Fatal(err)
	}
	for _, c := range coins {
		left := must[amount.Amount](t)(w.Token(c).Balance(ctx, market))
		if owed := must[amount.Amount](t)(w.Owed(ctx, referrer, c)); left != owed || owed.IsZero() {
			t.Errorf("the market still has %s, of which %s are the referrer's", left, owed)
		}
	}
}

// wealth is what accounts have and are owed.
func (w *world) wealth(t *testing.T, token eth.Address, accounts ...eth.Address) []amount.Amount {
	t.Helper()
	var all []amount.Amount
	for _, a := range accounts {
		has := must[amount.Amount](t)(w.Token(token).Balance(t.Context(), a))
		all = append(all, has.Add(must[amount.Amount](t)(w.Owed(t.Context(), a, token))))
	}
	return all
}

func (w *world) over(t *testing.T, id order.ID) bool {
	t.Helper()
	o := must[order.Order](t)(w.Order(t.Context(), id))
	head := must[chain.Block](t)(w.Head(t.Context()))
	return o.State != order.Active || !head.Time.Add(10*time.Second).Before(o.EndsAt())
}

// leave has a side end an order, and holds what came of it against what shared/order says of that moment.
func (w *world) leave(t *testing.T, o order.Order, user bool) {
	t.Helper()
	s, ends := w.operator, o.NodeLeaves
	if user {
		s, ends = w.user, o.UserLeaves
	}
	r, err := s.Cancel(t.Context(), o.ID, order.Other)
	if err != nil {
		t.Fatal(err)
	}
	paid, back := ends(r.Time)
	for _, e := range r.Events {
		c, ok := e.(chain.OrderCancelled)
		if !ok {
			continue
		}
		earned := o.Earned(r.Time)
		if c.Paid != paid || c.Refunded != back || c.Unserved != paid.Sub(earned) || c.Forfeited != earned.Sub(paid) {
			t.Errorf("order %+v\nended with %+v\nwant %s and %s, %s earned", o, c, paid, back, earned)
		}
	}
	if got := must[order.Order](t)(w.Order(t.Context(), o.ID)); got.Settled != paid {
		t.Errorf("order %s: settled %s, want %s", o.ID, got.Settled, paid)
	}
}

// agrees compares the market with shared/order at the latest block.
func (w *world) agrees(t *testing.T, id order.ID) {
	t.Helper()
	ctx := t.Context()
	head := must[chain.Block](t)(w.Head(ctx))
	at := w.At(head.Number)
	o := must[order.Order](t)(at.Order(ctx, id))
	if got, want := must[amount.Amount](t)(chain.Earned(at, ctx, id)), o.Earned(head.Time); got != want {
		t.Errorf("order %s earned %s, shared/order says %s", id, got, want)
	}
	user, node, err := chain.Split(at, ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if o.State != order.Active {
		return
	}
	paid, back := o.UserLeaves(head.Time)
	if user[0].Add(o.Settled) != paid || user[1] != back {
		t.Errorf("order %s: the user leaves with %s, shared/order says %s and %s", id, user, paid, back)
	}
	paid, back = o.NodeLeaves(head.Time)
	if node[0].Add(o.Settled) != paid || node[1] != back {
		t.Errorf("order %+v: the node leaves with %s, shared/order says %s and %s", o, node, paid, back)
	}
}

// replace moves an order to another rate and size, and gives what was paid for the old one.
func (w *world) replace(t *testing.T, id *order.ID, old order.Quote) amount.Amount {
	t.Helper()
	ctx := t.Context()
	q, sig := w.quote(t, func(q *order.Quote) {
		q.Token, q.Rate, q.Resources.CPUMilli = old.Token, old.Rate.MulDiv(2, 3).Add(amount.NanoOf(1)), 7500
		q.MaxDuration = 20000
		q.ValidUntil = q.ValidUntil.Add(24 * time.Hour)
	})
	newID, r, err := w.user.Replace(ctx, *id, q, sig, 2000)
	if err != nil {
		t.Fatal(err)
	}
	before := must[order.Order](t)(w.Order(ctx, *id))
	if before.State != order.Replaced {
		t.Errorf("old order %+v", before)
	}
	for _, e := range r.Events {
		if e, ok := e.(chain.OrderReplaced); ok {
			if e.Paid.Add(e.MovedOver).Add(e.Refunded) != before.Deposit() || e.NewID != newID {
				t.Errorf("event %+v of an order that held %s", e, before.Deposit())
			}
		}
	}
	*id = newID
	return before.Settled
}

// Replays and takings back, as a gateway and a user would meet them.
func TestQuotes(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	if _, err := w.user.Approve(ctx, w.Addresses().Token, w.Addresses().Market, tokens.Mul(1000)); err != nil {
		t.Fatal(err)
	}
	create := func(q order.Quote, sig []byte) error {
		id, _, err := w.user.CreateOrder(ctx, q, sig, 600)
		if err == nil {
			_, err = w.user.Cancel(ctx, id, order.UserLeft)
		}
		return err
	}
	want := func(name string, err error) {
		t.Helper()
		if !chain.IsRevert(err, name) {
			t.Errorf("got %v, want %s", err, name)
		}
	}
	q, sig := w.quote(t)
	if err := create(q, sig); err != nil {
		t.Fatal(err)
	}
	want("Market_QuoteUsed", create(q, sig))
	q, _ = w.quote(t)
	for name, change := range map[string]func(*chain.Addresses){
		"another chain":    func(a *chain.Addresses) { a.ChainID++ },
		"another contract": func(a *chain.Addresses) { a.Market = a.Registry },
	} {
		a := w.Addresses()
		change(&a)
		foreign, err := chain.SignQuote(key(3), a.Domain(), q)
		if err != nil {
			t.Fatal(err)
		}
		if err := create(q, foreign); !chain.IsRevert(err, "Market_BadSignature") {
			t.Errorf("a quote for %s: %v", name, err)
		}
	}

	q, sig = w.quote(t, func(q *order.Quote) { q.ValidUntil = q.ValidUntil.Add(-2 * time.Hour) })
	want("Market_QuoteExpired", create(q, sig))

	// A node takes back what it quoted to one user, and its wallet all that it ever quoted.
	q, sig = w.quote(t)
	if _, err := chain.VoidQuotes(w.operator, ctx, q.Node, q.User, q.Nonce); err != nil {
		t.Fatal(err)
	}
	want("Market_QuoteUsed", create(q, sig))
	q, sig = w.quote(t)
	if _, err := chain.VoidAllQuotes(w.node, ctx); err != nil {
		t.Fatal(err)
	}
	want("Market_QuoteVoid", create(q, sig))

	// A later quote voids the earlier ones to the same user.
	q, sig = w.quote(t)
	later, laterSig := w.quote(t)
	if err := create(later, laterSig); err != nil {
		t.Fatal(err)
	}
	want("Market_QuoteUsed", create(q, sig))

	// A new operator: all earlier quotes are void at once, also the node's own.
	q, sig = w.quote(t)
	if _, err := w.node.SetOperator(ctx, w.other.Address()); err != nil {
		t.Fatal(err)
	}
	want("Market_QuoteVoid", create(q, sig))
	q, sig = w.quote(t)
	want("Market_BadSignature", create(q, sig)) // the old operator's
	own, err := chain.SignQuote(key(2), w.Addresses().Domain(), q)
	if err != nil {
		t.Fatal(err)
	}
	if err := create(q, own); err != nil {
		t.Error(err)
	}
	big := q
	big.Rate = tokens.Mul(1 << 60).Nano()
	if _, err := chain.HashQuote(w.Addresses().Domain(), big); err == nil {
		t.Error("a rate of more than 96 bits")
	}
}

func TestNodes(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	entry := chain.Entry{Total: resource.Resources{CPUMilli: 1}, MinStake: amount.Of(3), Endpoint: "n5:1", MetadataURI: "m"}
	if _, err := w.other.Register(ctx, entry); err != nil {
		t.Fatal(err)
	}
	if _, err := w.other.SetPaused(ctx, true); err != nil {
		t.Fatal(err)
	}
	all, at, err := w.AllNodes(ctx)
	if err != nil || len(all) != 2 || at.Number == 0 {
		t.Fatalf("%d nodes at %+v, %v", len(all), at, err)
	}
	n := all[1]
	if n.Address != w.other.Address() || !n.Paused || n.MinStake != amount.Of(3) || n.Endpoint != "n5:1" || n.MetadataURI != "m" || !n.Registered() || n.Free().CPUMilli != 1 {
		t.Errorf("node %+v", n)
	}
	page := must[[]chain.Node](t)(w.Nodes(ctx, 1, 5))
	if len(page) != 1 || page[0] != n {
		t.Errorf("page %+v", page)
	}
	if none := must[chain.Node](t)(w.Node(ctx, eth.Address{9})); none.Registered() {
		t.Errorf("node %+v", none)
	}
	if count := must[uint64](t)(w.NodeCount(ctx)); count != 2 {
		t.Errorf("%d nodes", count)
	}
	before := must[chain.Node](t)(w.At(at.Number-1).Node(ctx, n.Address))
	if before.Paused {
		t.Error("the block before knows of the pause")
	}
}
