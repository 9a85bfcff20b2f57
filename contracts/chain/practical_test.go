package chain_test

import (
	"crypto/ecdsa"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/bind"
	"berth/contracts/chain"
	"berth/contracts/mock"
	"berth/contracts/permit2"
	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Tokens as they are: their own domain, one that has to be found, none, no answers at all.
func TestTokens(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	put := func(name string) eth.Address {
		t.Helper()
		a, err := chain.Put(ctx, w.b, key(1), mock.Creation(name))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	old, tether := put("OldToken"), put("Tether")
	for _, c := range []struct {
		name   string
		at     eth.Address
		want   chain.Facts
		domain string
	}{
		{"Berth's own", w.Addresses().Token, chain.Facts{Symbol: "BRT", Decimals: 18, Permit: true}, "Berth 1"},
		{"of six decimals", w.dollar, chain.Facts{Symbol: "dUSD", Decimals: 6, Permit: true}, "Demo USD (worth nothing) 1"},
		{"named in bytes, with a version that it keeps to itself", old, chain.Facts{Symbol: "OLD", Decimals: 8, Permit: true}, "Old Coin 2"},
		{"without permit", tether, chain.Facts{Symbol: "USDx", Decimals: 6}, " "},
	} {
		f, err := w.Token(c.at).Facts(ctx)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if f.Symbol != c.want.Symbol || f.Decimals != c.want.Decimals || f.Permit != c.want.Permit || f.Code.IsZero() || f.Domain.Name+" "+f.Domain.Version != c.domain {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
	for name, at := range map[string]eth.Address{"nobody": {7}, "no token": w.Addresses().Registry} {
		if f, err := w.Token(at).Facts(ctx); err == nil {
			t.Errorf("%s: %+v", name, f)
		}
	}

	// An order in each: with a permit that is found out, and with an allowance that has to be set to zero first.
	for _, token := range []eth.Address{old, tether, w.dollar} {
		if token != w.dollar {
			if _, err := w.admin.Transact(ctx, w.Addresses().Market, chain.ListToken(token)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.admin.Mint(ctx, token, w.user.Address(), amount.Of(1e9)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.user.Approve(ctx, token, w.Addresses().Market, amount.Of(1)); err != nil {
			t.Fatal(err)
		}
		q, sig := w.quote(t, func(q *order.Quote) { q.Token, q.Rate = token, amount.Of(5).Nano() })
		id, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
		if err != nil {
			t.Fatalf("%s: %v", token, err)
		}
		if _, err := w.operator.Activate(ctx, id); err != nil {
			t.Fatal(err)
		}
		if _, err := w.user.Cancel(ctx, id, order.UserLeft); err != nil {
			t.Fatal(err)
		}
		if _, err := w.user.Withdraw(ctx, w.user.Address(), token); err != nil {
			t.Fatal(err)
		}
		has := must[amount.Amount](t)(w.Token(token).Balance(ctx, w.user.Address()))
		owed := must[amount.Amount](t)(w.Owed(ctx, w.node.Address(), token))
		if has.Add(owed) != amount.Of(1e9) {
			t.Errorf("%s: the user has %s, the node is owed %s", token, has, owed)
		}
	}
}

// An agent renews within what its user set and cancels for it, and nothing else.
func TestAgent(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	market, native := w.Addresses().Market, w.Addresses().Token
	q, sig := w.quote(t)
	id, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.operator.Activate(ctx, id); err != nil {
		t.Fatal(err)
	}
	extend := func(seconds uint32) error { _, err := w.other.ExtendFor(ctx, id, seconds); return err }
	if err := extend(60); !chain.IsRevert(err, "Market_NotAgent") {
		t.Errorf("nobody's agent extends: %v", err)
	}
	end := must[order.Order](t)(w.Order(ctx, id)).EndsAt()
	budget := q.Rate.Cost(1000)
	set := calldata.SetAgent(w.other.Address(), end.Add(900*time.Second), []wire.Money{{Token: native, Amount: budget}})
	r := must[chain.Receipt](t)(w.user.Transact(ctx, market, set))
	if e, ok := r.Events[0].(chain.AgentSet); !ok || e.User != w.user.Address() || e.Agent != w.other.Address() || len(e.Sums) != 1 || e.Sums[0].Amount != budget {
		t.Errorf("events %+v", r.Events)
	}
	if err := extend(60); !chain.IsRevert(err, "ERC20InsufficientAllowance") {
		t.Errorf("the user has allowed nothing: %v", err)
	}
	if _, err := w.user.Approve(ctx, native, market, tokens.Mul(100)); err != nil {
		t.Fatal(err)
	}
	if err := extend(600); err != nil {
		t.Fatal(err)
	}
	until, left, err := w.Budget(ctx, w.user.Address(), w.other.Address(), native)
	if err != nil || !until.Equal(end.Add(900*time.Second)) || left != q.Rate.Cost(400) {
		t.Errorf("until %s, %s left, %v", until, left, err)
	}
	if err := extend(301); !chain.IsRevert(err, "Market_NotAgent") {
		t.Errorf("beyond its time: %v", err)
	}
	if err := extend(300); err != nil {
		t.Fatal(err)
	}
	if _, err := w.other.Withdraw(ctx, w.other.Address(), native); !chain.IsRevert(err, "Market_NothingOwed") {
		t.Errorf("the agent takes something: %v", err)
	}
	if _, err := w.other.Cancel(ctx, id, order.NodeUnreachable); err != nil {
		t.Fatal(err)
	}
	o := must[order.Order](t)(w.Order(ctx, id))
	if back := must[amount.Amount](t)(w.Owed(ctx, w.user.Address(), native)); o.State != order.Cancelled || back.Add(o.Settled) != o.Deposit() {
		t.Errorf("order %+v, %s for the user", o, back)
	}
}

// Somebody else sends what the user has signed, and pays the gas: for this quote, this duration and this deposit alone.
func TestRelay(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	market := w.Addresses().Market
	if _, err := w.admin.Mint(ctx, w.dollar, w.user.Address(), amount.Of(1e9)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.user.Approve(ctx, w.dollar, permit2.Address, amount.Of(1e9)); err != nil { // once and for all
		t.Fatal(err)
	}
	q, sig := w.quote(t, func(q *order.Quote) { q.Token, q.Rate = w.dollar, amount.NanoOf(2_777_777_777) })
	deadline := must[chain.Block](t)(w.Head(ctx)).Time.Add(time.Hour)
	call, err := rig.Relay(key(4), w.Addresses(), q, sig, 600, 77, deadline)
	if err != nil {
		t.Fatal(err)
	}
	send := func(call eth.Bytes) error { _, err := w.other.Transact(ctx, market, call); return err }
	// What the user signed for 600 s, sent for 601: the duration is the third argument, behind the quote's 21 words and the
	// signature's place.
	longer := append(eth.Bytes(nil), call...)
	longer[4+32*23-1]++
	if err := send(longer); err == nil {
		t.Error("for longer than was signed")
	}
	before := must[amount.Amount](t)(w.Coins(ctx, w.user.Address()))
	if err := send(call); err != nil {
		t.Fatal(err)
	}
	o := must[order.Order](t)(w.Order(ctx, 1))
	if o.User != w.user.Address() || o.Token != w.dollar || o.Deposit() != amount.Of(1666) {
		t.Errorf("order %+v", o)
	}
	if after := must[amount.Amount](t)(w.Coins(ctx, w.user.Address())); after != before {
		t.Errorf("the user paid %s for gas", before.Sub(after))
	}
	if err := send(call); err == nil {
		t.Error("twice")
	}
}

// TestRelayWithPermit: who has tokens and no coin signs twice, and whoever sends both in one transaction pays for it; that the permit
// was handed in by somebody else meanwhile is no fault.
func TestRelayWithPermit(t *testing.T) {
	for _, front := range []bool{false, true} {
		t.Run(map[bool]string{false: "together", true: "the permit is there already"}[front], func(t *testing.T) {
			w := newWorld(t)
			ctx := t.Context()
			poor, err := crypto.GenerateKey()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.admin.Mint(ctx, w.dollar, addr(poor), amount.Of(1e9)); err != nil {
				t.Fatal(err)
			}
			q, sig := w.quote(t, func(q *order.Quote) { q.User, q.Token, q.Rate = addr(poor), w.dollar, amount.NanoOf(2_777_777_777) })
			r := relayed(t, w, poor, q, sig, 600)
			if front {
				at := w.Addresses()
				p, err := calldata.Permit{Value: r.Approval.Value, Deadline: r.Approval.Deadline}.Split(r.Approval.Signature)
				if err != nil {
					t.Fatal(err)
				}
				call := bind.NewToken().PackPermit(common.Address(q.User), common.Address(at.Permit2), new(big.Int).SetUint64(1666), big.NewInt(p.Deadline.Unix()), p.V, p.R, p.S)
				if _, err := w.node.Transact(ctx, w.dollar, call); err != nil {
					t.Fatal(err)
				}
			}
			gas, err := w.other.TryRelay(ctx, r, 2_000_000)
			if err != nil {
				t.Fatal(err)
			}
			id, receipt, err := w.other.Relay(ctx, r, gas)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("gas %d of %d", receipt.GasUsed, gas)
			o := must[order.Order](t)(w.Order(ctx, id))
			if o.User != q.User || o.Deposit() != amount.Of(1666) || receipt.Fee.IsZero() {
				t.Errorf("order %+v, %+v", o, receipt)
			}
			if left := must[amount.Amount](t)(w.Token(w.dollar).Allowance(ctx, q.User, w.Addresses().Permit2)); !left.IsZero() {
				t.Errorf("an allowance of %s stays", left)
			}
			// Once more it is refused before it costs anything, with the market's own reason; and sent all the same it is told what it cost.
			if _, err := w.other.TryRelay(ctx, r, 2_000_000); !chain.IsRevert(err, "Market_LiveOrder") {
				t.Errorf("twice: %v", err)
			}
			if _, receipt, err = w.other.Relay(ctx, r, gas); !chain.IsRevert(err, "Market_LiveOrder") || receipt.Fee.IsZero() {
				t.Errorf("sent twice: %+v, %v", receipt, err)
			}
			// One that takes more than it may is refused as well.
			if _, err := w.other.TryRelay(ctx, r, 60_000); err == nil {
				t.Error("with hardly any gas")
			}
		})
	}
}

// relayed is what a user without coins signs.
func relayed(t *testing.T, w *world, user *ecdsa.PrivateKey, q order.Quote, sig eth.Bytes, seconds uint32) chain.Relayed {
	t.Helper()
	at := w.Addresses()
	digest := must[eth.Hash](t)(chain.HashQuote(at.Domain(), q))
	r := chain.Relayed{Quote: q, Signature: sig, Duration: seconds, Nonce: amount.Of(1e18), Deadline: q.ValidUntil}
	r.Owner = must[eth.Bytes](t)(eip712.Sign(user, typed.OrderTransfer{
		Token: q.Token, Amount: q.Deposit(seconds), Market: at.Market, Nonce: r.Nonce, Deadline: r.Deadline, Quote: digest, Duration: seconds,
	}.Data(at.ChainID, at.Permit2)))
	f := must[chain.Facts](t)(w.Token(q.Token).Facts(t.Context()))
	nonce := must[amount.Amount](t)(w.Token(q.Token).PermitNonce(t.Context(), q.User))
	r.Approval = &chain.Permission{Value: q.Deposit(seconds), Deadline: r.Deadline}
	r.Approval.Signature = must[eth.Bytes](t)(eip712.Sign(user, typed.Permit(f.Domain, q.User, at.Permit2, r.Approval.Value, nonce, r.Deadline)))
	return r
}

// A node leaves the registry when nothing of it is let, and its quotes are void.
func TestLeave(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	q, sig := w.quote(t)
	id, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chain.Deregister(w.node, ctx); !chain.IsRevert(err, "Registry_LiveOrders") {
		t.Errorf("with a live order: %v", err)
	}
	if _, err := w.user.Cancel(ctx, id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	q, sig = w.quote(t)
	r := must[chain.Receipt](t)(chain.Deregister(w.node, ctx))
	var left, epoch bool
	for _, e := range r.Events {
		switch e := e.(type) {
		case chain.NodeLeft:
			left = e.Node == w.node.Address()
		case chain.EpochBegan:
			epoch = e.Epoch == q.Epoch+1
		}
	}
	n := must[chain.Node](t)(w.Node(ctx, w.node.Address()))
	if !left || !epoch || n.Registered() {
		t.Errorf("events %+v, node %+v", r.Events, n)
	}
	if _, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600); err == nil {
		t.Error("an order with a node that has left")
	}
}
