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

// The money paths once more from Go, against the arithmetic that the pages and gateways use (berth/shared/order): the
// market's own earned, split and owed must be what that says, to the last unit, wherever an order goes.
func TestMoney(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	rng := rand.New(rand.NewPCG(1, 2))
	market := w.Addresses().Market
	if _, err := w.user.Approve(ctx, market, tokens.Mul(1000)); err != nil {
		t.Fatal(err)
	}
	for i := range 25 {
		q, sig := w.quote(t, func(q *order.Quote) {
			q.Rate = amount.Of(rng.Uint64N(1e15) + 1)
			q.Probation = uint32(rng.IntN(100))
			q.ValidUntil = q.ValidUntil.Add(24 * time.Hour)
		})
		userBefore, nodeBefore := w.wealth(t, w.user.Address()), w.wealth(t, w.node.Address())
		duration := uint32(60 + rng.IntN(1000))
		id, r, err := w.user.CreateOrder(ctx, q, sig, duration)
		if err != nil {
			t.Fatal(err)
		}
		o := must[order.Order](t)(w.Order(ctx, id))
		if o.State != order.Created || o.CreatedAt != r.Time || o.Deposit() != q.Deposit(duration) {
			t.Fatalf("order %+v", o)
		}
		var paid amount.Amount
		switch i % 5 {
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
			if i%5 == 3 && !w.over(t, id) {
				if _, err := w.user.Extend(ctx, id, 60); err != nil {
					t.Fatal(err)
				}
			}
			if i%5 == 4 && !w.over(t, id) {
				paid = w.replace(t, &id, q)
			}
			w.agrees(t, id)
			w.pass(t, time.Duration(rng.IntN(2000))*time.Second)
			w.agrees(t, id)
			if o := must[order.Order](t)(w.Order(ctx, id)); o.State == order.Active {
				if _, err := w.user.Cancel(ctx, id, order.UserLeft); err != nil {
					t.Fatal(err)
				}
			}
		}
		o = must[order.Order](t)(w.Order(ctx, id))
		if o.State.Live() {
			t.Fatalf("order %+v goes on", o)
		}
		paid = paid.Add(o.Settled)
		if got, want := w.wealth(t, w.node.Address()), nodeBefore.Add(paid); got != want {
			t.Errorf("order %s: the node has %s, want %s", id, got, want)
		}
		if got, want := w.wealth(t, w.user.Address()), userBefore.Sub(paid); got != want {
			t.Errorf("order %s: the user has %s, want %s", id, got, want)
		}
		if n := must[chain.Node](t)(w.Node(ctx, w.node.Address())); n.Reserved != (resource.Resources{GPUModel: w.total.GPUModel}) {
			t.Errorf("reserved %+v", n.Reserved)
		}
	}
	for _, s := range []*chain.Sender{w.user, w.node} {
		if _, err := s.Withdraw(ctx, s.Address()); err != nil {
			t.Fatal(err)
		}
	}
	if left := must[amount.Amount](t)(w.Balance(ctx, market)); !left.IsZero() {
		t.Errorf("the market still has %s", left)
	}
	w.recordsFromEvents(t)
}

// wealth is what an account has and is owed.
func (w *world) wealth(t *testing.T, a eth.Address) amount.Amount {
	t.Helper()
	has := must[amount.Amount](t)(w.Balance(t.Context(), a))
	return has.Add(must[amount.Amount](t)(w.Owed(t.Context(), a)))
}

func (w *world) over(t *testing.T, id order.ID) bool {
	t.Helper()
	o := must[order.Order](t)(w.Order(t.Context(), id))
	head := must[chain.Block](t)(w.Head(t.Context()))
	return o.State != order.Active || !head.Time.Add(10*time.Second).Before(o.EndsAt())
}

// agrees compares the market with shared/order at the latest block.
func (w *world) agrees(t *testing.T, id order.ID) {
	t.Helper()
	ctx := t.Context()
	head := must[chain.Block](t)(w.Head(ctx))
	at := w.At(head.Number)
	o := must[order.Order](t)(at.Order(ctx, id))
	if got, want := must[amount.Amount](t)(at.Earned(ctx, id)), o.Earned(head.Time); got != want {
		t.Errorf("order %s earned %s, shared/order says %s", id, got, want)
	}
	toNode, toUser, err := at.Split(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if o.State != order.Active {
		return
	}
	node, user := o.Split(head.Time)
	if toNode.Add(o.Settled) != node || toUser != user {
		t.Errorf("order %s splits into %s and %s, shared/order says %s and %s", id, toNode.Add(o.Settled), toUser, node, user)
	}
}

// replace moves an order to another rate and size, and gives what the node got for the old one.
func (w *world) replace(t *testing.T, id *order.ID, old order.Quote) amount.Amount {
	t.Helper()
	ctx := t.Context()
	q, sig := w.quote(t, func(q *order.Quote) {
		q.Rate, q.Resources.CPUMilli = old.Rate.MulDiv(2, 3).Add(amount.Of(1)), 7500
		q.ValidUntil = q.ValidUntil.Add(24 * time.Hour)
	})
	newID, r, err := w.user.Replace(ctx, *id, q, sig, 500)
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

// recordsFromEvents rebuilds both sides' records from events alone, as an indexer does.
func (w *world) recordsFromEvents(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	head := must[chain.Block](t)(w.Head(ctx))
	var user, node chain.Record
	for _, e := range must[[]chain.Event](t)(w.Logs(ctx, w.Addresses().Block, head.Number)) {
		switch e := e.(type) {
		case chain.OrderCompleted:
			user.Completed, node.Completed = user.Completed+1, node.Completed+1
			user.SecondsServed, node.SecondsServed = user.SecondsServed+e.SecondsServed, node.SecondsServed+e.SecondsServed
		case chain.OrderReplaced:
			user.SecondsServed, node.SecondsServed = user.SecondsServed+e.SecondsServed, node.SecondsServed+e.SecondsServed
		case chain.OrderCancelled:
			user.SecondsServed, node.SecondsServed = user.SecondsServed+e.SecondsServed, node.SecondsServed+e.SecondsServed
			activated := e.SecondsServed > 0 || e.InProbation
			switch {
			case e.InProbation:
				user.CancelledInProbation, node.CancelledInProbation = user.CancelledInProbation+1, node.CancelledInProbation+1
			case activated && e.By == e.User:
				user.CancelledLater, node.EndedByOther = user.CancelledLater+1, node.EndedByOther+1
			case activated:
				node.CancelledLater, user.EndedByOther = node.CancelledLater+1, user.EndedByOther+1
			}
		}
	}
	if got := must[chain.Record](t)(w.RecordOfUser(ctx, w.user.Address())); got != user {
		t.Errorf("the user's record is %+v, its events give %+v", got, user)
	}
	if got := must[chain.Record](t)(w.RecordOfNode(ctx, w.node.Address())); got != node {
		t.Errorf("the node's record is %+v, its events give %+v", got, node)
	}
	if user.Completed == 0 || user.CancelledLater == 0 {
		t.Errorf("the run was too narrow: %+v", user)
	}
}

// Replays and takings back, as a gateway and a user would meet them.
func TestQuotes(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	if _, err := w.user.Approve(ctx, w.Addresses().Market, tokens.Mul(1000)); err != nil {
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
	if used := must[bool](t)(w.QuoteUsed(ctx, q.Node, q.Nonce)); !used {
		t.Error("a used quote is not used")
	}

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

	q, sig = w.quote(t)
	if _, err := w.operator.VoidQuote(ctx, q.Node, q.Nonce); err != nil {
		t.Fatal(err)
	}
	want("Market_QuoteUsed", create(q, sig))
	q, sig = w.quote(t)
	if _, err := w.node.VoidQuotesBelow(ctx, q.Node, q.Nonce+1); err != nil {
		t.Fatal(err)
	}
	want("Market_QuoteUsed", create(q, sig))
	if floor := must[uint64](t)(w.QuoteFloor(ctx, q.Node)); floor != q.Nonce+1 {
		t.Errorf("floor %d", floor)
	}

	// A new operator: quotes of the old one are void at once, those of the node's own key are not.
	q, sig = w.quote(t)
	if _, err := w.node.SetOperator(ctx, w.other.Address()); err != nil {
		t.Fatal(err)
	}
	want("Market_BadSignature", create(q, sig))
	own, err := chain.SignQuote(key(2), w.Addresses().Domain(), q)
	if err != nil {
		t.Fatal(err)
	}
	if err := create(q, own); err != nil {
		t.Error(err)
	}
	big := q
	big.Rate = tokens.Mul(1 << 60)
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
