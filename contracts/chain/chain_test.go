package chain_test

import (
	"crypto/ecdsa"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/ethclient/simulated"

	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// world is an embedded chain with the contracts, one node and one user on it.
type world struct {
	*chain.Client
	b *chaintest.Chain

	admin, node, operator, user, other *chain.Sender
	keys                               map[eth.Address]*ecdsa.PrivateKey
	total                              resource.Resources
	nonce                              uint64
	dollar                             eth.Address // a token of six decimals
}

const window = 600

var tokens = amount.Of(1e18)

func key(i byte) *ecdsa.PrivateKey { return chaintest.Key(i) }

func addr(k *ecdsa.PrivateKey) eth.Address { return chaintest.Addr(k) }

// newWorld makes a world, in which these accounts have code.
func newWorld(t *testing.T, code ...map[eth.Address][]byte) *world {
	t.Helper()
	w := &world{keys: map[eth.Address]*ecdsa.PrivateKey{}}
	var accounts chaintest.Accounts
	for i := byte(1); i <= 5; i++ {
		k := key(i)
		w.keys[addr(k)] = k
		accounts.Rich = append(accounts.Rich, k)
	}
	for _, all := range code {
		accounts.Code = all
	}
	w.b = chaintest.New(t, accounts)
	ctx := t.Context()
	var a chain.Addresses
	a, w.dollar = w.b.Deploy(t, key(1), chain.Params{
		MaxReferrerShare: 1000, Lister: addr(key(1)), Admin: addr(key(1)), Minters: []eth.Address{addr(key(1))},
		Genesis:          []chain.Grant{{To: addr(key(1)), Amount: tokens.Mul(1000)}, {To: addr(key(4)), Amount: tokens.Mul(1000)}},
		ActivationWindow: window * time.Second,
	})
	w.Client = chain.New(w.b, a)
	cfg := chain.SenderConfig{Poll: 2 * time.Millisecond}
	w.admin = chain.NewSender(w.Client, key(1), cfg)
	w.node = chain.NewSender(w.Client, key(2), cfg)
	w.operator = chain.NewSender(w.Client, key(3), cfg)
	w.user = chain.NewSender(w.Client, key(4), cfg)
	w.other = chain.NewSender(w.Client, key(5), cfg)
	w.total = resource.Resources{CPUMilli: 8000, MemoryMiB: 16384, DiskMiB: 100000, TrafficMiB: 1 << 20, GPU: 2, GPUModel: "rtx-4090"}
	_, err := w.node.Register(ctx, chain.Entry{Operator: w.operator.Address(), Total: w.total, Endpoint: "n1.example:443", MetadataURI: "https://n1.example/meta"})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// pass moves the chain's clock and makes a block.
func (w *world) pass(t *testing.T, d time.Duration) {
	t.Helper()
	// The pool forgets mined transactions a little later than the block is there, and as long the clock stands.
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		err := w.b.Do(func(sim *simulated.Backend) error { return sim.AdjustTime(d) })
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}

// quote is an answer of the node's operator for the user.
func (w *world) quote(t *testing.T, change ...func(*order.Quote)) (order.Quote, eth.Bytes) {
	t.Helper()
	head, err := w.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.nonce++
	q := order.Quote{
		Node: w.node.Address(), User: w.user.Address(),
		Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 2048, DiskMiB: 1000, TrafficMiB: 5000, GPU: 1, GPUModel: "rtx-4090"},
		Token:     w.Addresses().Token, Rate: amount.Of(1e15).Nano(), MinDuration: 60, MaxDuration: 7200, ValidUntil: head.Time.Add(time.Hour), Nonce: w.nonce,
		Features: order.UserNS,
		Epoch:    must[chain.Node](t)(w.Node(t.Context(), w.node.Address())).Epoch,
	}
	for _, c := range change {
		c(&q)
	}
	sig, err := chain.SignQuote(w.keys[w.operator.Address()], w.Addresses().Domain(), q)
	if err != nil {
		t.Fatal(err)
	}
	return q, sig
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// The whole life of an order, through the bindings and on a real chain.
func TestOrder(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	if err := w.Verify(ctx); err != nil {
		t.Fatal(err)
	}
	q, sig := w.quote(t, func(q *order.Quote) { q.Probation = 30 })
	id, r, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	if id != 1 {
		t.Fatalf("order %d, want 1; events %+v", id, r.Events)
	}
	if _, err := w.operator.Activate(ctx, id); err != nil {
		t.Fatal(err)
	}
	o := must[order.Order](t)(w.Order(ctx, id))
	if o.State != order.Active || o.Probation != 30 || o.Duration != 600 || o.Node != w.node.Address() {
		t.Fatalf("order %+v", o)
	}
	w.pass(t, 130*time.Second)
	earned := must[order.Order](t)(w.Order(ctx, id)).Earned(must[chain.Block](t)(w.Head(ctx)).Time)
	if lo, hi := q.Rate.Cost(100), q.Rate.Cost(102); earned.Cmp(lo) < 0 || earned.Cmp(hi) > 0 {
		t.Errorf("earned %s, want about %s", earned, lo)
	}
	if _, err := w.user.Cancel(ctx, id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	native := w.Addresses().Token
	if _, err := w.user.Withdraw(ctx, w.user.Address(), native); err != nil {
		t.Fatal(err)
	}
	nodeGets := must[amount.Amount](t)(w.Owed(ctx, w.node.Address(), native))
	back := must[amount.Amount](t)(w.Token(native).Balance(ctx, w.user.Address()))
	if sum := nodeGets.Add(back); sum.Cmp(tokens.Mul(1000)) != 0 {
		t.Errorf("node %s + user %s = %s, want 1000 tokens", nodeGets, back, sum)
	}
	if _, err := w.node.Withdraw(ctx, w.node.Address(), native); err != nil {
		t.Fatal(err)
	}
	if left := must[amount.Amount](t)(w.Token(native).Balance(ctx, w.Addresses().Market)); !left.IsZero() {
		t.Errorf("the market still has %s", left)
	}
	_, err = w.user.Withdraw(ctx, w.user.Address(), native)
	if !chain.IsRevert(err, "Market_NothingOwed") {
		t.Errorf("withdraw nothing: %v", err)
	}
	head := must[chain.Block](t)(w.Head(ctx))
	events := must[[]chain.Event](t)(w.Logs(ctx, w.Addresses().Block, head.Number))
	t.Logf("%d events, last %+v", len(events), events[len(events)-1])
}

func TestHashQuote(t *testing.T) {
	w := newWorld(t)
	q, sig := w.quote(t)
	got, err := chain.HashQuote(w.Addresses().Domain(), q)
	if err != nil {
		t.Fatal(err)
	}
	want, err := chain.ContractHashQuote(w.Client, t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("hash %s, the contract has %s", got, want)
	}
	signer, err := chain.RecoverQuote(w.Addresses().Domain(), q, sig)
	if err != nil || signer != w.operator.Address() {
		t.Errorf("signer %s, %v", signer, err)
	}
}
