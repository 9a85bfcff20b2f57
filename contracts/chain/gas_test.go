package chain_test

import (
	"fmt"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/eth"
	"berth/shared/order"
)

// What a whole transaction may cost in the ordinary case: DESIGN's figures.
var gasLimits = map[string]uint64{
	"createOrder": 165_000, "activate": 45_000, "settle + withdraw": 95_000, "cancel": 85_000, "replaceOrder": 180_000,
}

// TestGas measures every call's whole transaction on today's mainnet rules. The rows with a limit are the ordinary case:
// user and node have dealt before, and the market holds others' money.
// What a first time costs more is in rows of its own. -v prints the table.
func TestGas(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	native := w.Addresses().Token
	rows := []string{}
	used, alone := map[string]uint64{}, map[string]uint64{}
	add := func(name string, r chain.Receipt, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		used[name], alone[name] = r.GasUsed, r.GasUsed-intrinsic(t, w.b, r)
		rows = append(rows, name)
	}
	if _, err := w.user.Approve(ctx, native, w.Addresses().Market, tokens.Mul(900)); err != nil {
		t.Fatal(err)
	}
	create := func(name string) order.ID {
		t.Helper()
		q, sig := w.quote(t)
		id, r, err := w.user.CreateOrder(ctx, q, sig, 600)
		add(name, r, err)
		return id
	}
	id := create("createOrder, very first of all")
	r, err := w.operator.Activate(ctx, id)
	add("activate, pair's first", r, err)
	w.pass(t, 100*time.Second)
	r, err = w.other.Settle(ctx, id)
	add("settle, node's first", r, err)
	r, err = w.user.Cancel(ctx, id, order.UserLeft)
	add("cancel, both sides' first", r, err)
	r, err = w.node.Withdraw(ctx, w.node.Address(), native)
	add("withdraw, to an empty balance", r, err)
	if _, err := w.user.Withdraw(ctx, w.user.Address(), native); err != nil {
		t.Fatal(err)
	}

	// Somebody else's order, so that the market's balance is not zero.
	if _, err := w.admin.Transfer(ctx, native, w.other.Address(), tokens.Mul(10)); err != nil {
		t.Fatal(err)
	}
	q, sig := w.quote(t, func(q *order.Quote) { q.User = w.other.Address() })
	_, r, err = w.other.CreateOrderWithPermit(ctx, q, sig, 600)
	add("createOrderWithPermit, pair's first", r, err)

	id = create("createOrder")
	r, err = w.operator.Activate(ctx, id)
	add("activate", r, err)
	w.pass(t, 100*time.Second)
	r, err = w.other.Settle(ctx, id)
	add("settle", r, err)
	r, err = w.node.Withdraw(ctx, w.node.Address(), native)
	add("withdraw", r, err)
	used["settle + withdraw"] = used["settle"] + used["withdraw"]
	alone["settle + withdraw"] = alone["settle"] + alone["withdraw"]
	rows = append(rows, "settle + withdraw")
	w.pass(t, 100*time.Second)
	r, err = w.user.Extend(ctx, id, 600)
	add("extend", r, err)
	q, sig = w.quote(t)
	_, r, err = w.user.Replace(ctx, id, q, sig, 600)
	add("replaceOrder", r, err)
	id = must[order.ID](t)(w.LiveOrder(ctx, w.user.Address(), w.node.Address()))
	w.pass(t, 10*time.Second)
	r, err = w.user.Cancel(ctx, id, order.UserLeft)
	add("cancel", r, err)
	id = create("createOrder, again")
	r, err = w.user.Cancel(ctx, id, order.UserLeft)
	add("cancel before activation", r, err)
	id = create("createOrder, once more")
	w.pass(t, (window+1)*time.Second)
	r, err = w.other.Expire(ctx, id)
	add("expire", r, err)
	id = create("createOrder, and again")
	r, err = w.operator.Activate(ctx, id)
	add("activate, again", r, err)
	w.pass(t, 601*time.Second)
	r, err = w.other.Settle(ctx, id)
	add("settle, completing", r, err)
	_, r, err = func() (order.ID, chain.Receipt, error) {
		q, sig := w.quote(t)
		if _, err := w.user.Approve(ctx, native, w.Addresses().Market, tokens.Mul(0)); err != nil {
			t.Fatal(err)
		}
		return w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	}()
	add("createOrderWithPermit", r, err)

	table := fmt.Sprintf("%-38s %9s %9s %9s %12s\n", "transaction", "gas", "at most", "alone", "Sablier Flow")
	for _, name := range rows {
		limit, flow := "", ""
		if l, ok := gasLimits[name]; ok {
			limit = fmt.Sprint(l)
			if used[name] > l {
				t.Errorf("%s: %d gas, %d at most", name, used[name], l)
			}
		}
		if f, ok := sablier[name]; ok {
			flow = fmt.Sprint(f)
		}
		table += fmt.Sprintf("%-38s %9d %9s %9d %12s\n", name, used[name], limit, alone[name], flow)
	}
	t.Logf("whole transactions, and the call alone (without the transaction's and its data's own cost):\n%s", table)
}

// Sablier Flow's published figures for the call alone, where the calls compare: its create stores a stream without
// taking a deposit, checking a signature or reserving anything.
var sablier = map[string]uint64{"createOrder": 127_027, "withdraw": 45_945}

// intrinsic is what a transaction costs before its call begins.
func intrinsic(t *testing.T, b *chaintest.Chain, r chain.Receipt) uint64 {
	t.Helper()
	for _, tx := range b.Sent() {
		if eth.Hash(tx.Hash()) != r.Tx {
			continue
		}
		gas := uint64(21_000)
		for _, c := range tx.Data() {
			if c == 0 {
				gas += 4
			} else {
				gas += 16
			}
		}
		return gas
	}
	t.Fatalf("transaction %s was not seen", r.Tx)
	return 0
}
