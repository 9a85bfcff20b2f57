package chain_test

import (
	"context"
	"errors"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// Many callers of one sender: every transaction is mined once, none waits for ever for a nonce that is missing.
func TestSenderConcurrent(t *testing.T) {
	w := newWorld(t)
	const n = 40
	var wg sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wg.Go(func() {
			_, errs[i] = w.admin.Transfer(t.Context(), w.Addresses().Token, eth.Address{19: byte(i + 100)}, amount.Of(uint64(i+1)))
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		got := must[amount.Amount](t)(w.Token(w.Addresses().Token).Balance(t.Context(), eth.Address{19: byte(i + 100)}))
		if got.Cmp(amount.Of(uint64(i+1))) != 0 {
			t.Errorf("account %d has %s, want %d", i, got, i+1)
		}
	}
}

// Another process with the same key takes nonces: the sender asks again.
func TestSenderForeignNonce(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	second := chain.NewSender(w.Client, key(1), chain.SenderConfig{Poll: 2 * time.Millisecond})
	for i := range 3 {
		if _, err := w.admin.Transfer(ctx, w.Addresses().Token, w.other.Address(), amount.Of(1)); err != nil {
			t.Fatalf("first, %d: %v", i, err)
		}
		if _, err := second.Transfer(ctx, w.Addresses().Token, w.other.Address(), amount.Of(1)); err != nil {
			t.Fatalf("second, %d: %v", i, err)
		}
	}
}

// A transaction that is not mined is sent again with higher fees.
func TestSenderReplaces(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	s := chain.NewSender(w.Client, key(1), chain.SenderConfig{Poll: 2 * time.Millisecond, ReplaceAfter: 30 * time.Millisecond})
	before := w.b.Hold()
	var wg sync.WaitGroup
	results := make([]error, 2)
	for i := range results {
		wg.Go(func() { _, results[i] = s.Transfer(ctx, w.Addresses().Token, w.other.Address(), amount.Of(1)) })
	}
	w.b.Until(t, "two are sent again", func(sent []*types.Transaction) bool { return len(sent) >= before+4 })
	w.b.Release()
	wg.Wait()
	if err := errors.Join(results...); err != nil {
		t.Fatal(err)
	}
	if got := must[amount.Amount](t)(w.Token(w.Addresses().Token).Balance(ctx, w.other.Address())); got.Cmp(amount.Of(2)) != 0 {
		t.Errorf("%s arrived, want 2", got)
	}
	fees := map[uint64]*big.Int{}
	for _, tx := range w.b.Sent() {
		from, _ := types.Sender(types.LatestSignerForChainID(tx.ChainId()), tx)
		if from != common.Address(w.admin.Address()) {
			continue
		}
		if old := fees[tx.Nonce()]; old != nil && new(big.Int).Mul(tx.GasTipCap(), big.NewInt(10)).Cmp(new(big.Int).Mul(old, big.NewInt(11))) < 0 {
			t.Errorf("nonce %d: tip from %s to %s only", tx.Nonce(), old, tx.GasTipCap())
		}
		fees[tx.Nonce()] = tx.GasTipCap()
	}
}

// When the caller gives up, the error says that nobody knows; the sender goes on to work.
func TestSenderGivesUp(t *testing.T) {
	w := newWorld(t)
	w.b.Hold()
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	_, err := w.admin.Transfer(ctx, w.Addresses().Token, w.other.Address(), amount.Of(1))
	if !errors.Is(err, chain.ErrUnknownOutcome) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	w.b.Release()
	if _, err := w.admin.Transfer(t.Context(), w.Addresses().Token, w.other.Address(), amount.Of(1)); err != nil {
		t.Fatal(err)
	}
	if got := must[amount.Amount](t)(w.Token(w.Addresses().Token).Balance(t.Context(), w.other.Address())); got.Cmp(amount.Of(2)) != 0 {
		t.Errorf("%s arrived, want 2", got)
	}
}

func TestSenderFeeLimit(t *testing.T) {
	w := newWorld(t)
	s := chain.NewSender(w.Client, key(1), chain.SenderConfig{MaxFee: amount.Of(1)})
	if _, err := s.Transfer(t.Context(), w.Addresses().Token, w.other.Address(), amount.Of(1)); !errors.Is(err, chain.ErrFeeTooHigh) {
		t.Errorf("got %v", err)
	}
}

// A transaction that passed its estimate and is refused when it is mined says why.
func TestSenderMinedRevert(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	q, sig := w.quote(t)
	id, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	before := w.b.Hold()
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wg.Go(func() { _, errs[i] = w.operator.Activate(ctx, id) })
	}
	w.b.Until(t, "both wait to be mined", func(sent []*types.Transaction) bool { return len(sent) == before+2 })
	w.b.Release()
	wg.Wait()
	if errs[0] == nil {
		errs[0] = errs[1]
	}
	if !chain.IsRevert(errs[0], "Market_WrongState") || !strings.Contains(errs[0].Error(), "order 1 is active") {
		t.Errorf("got %v", errs[0])
	}
}

// Refusals come decoded, with a sentence for people.
func TestRevert(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	q, sig := w.quote(t)
	id, _, err := w.user.CreateOrderWithPermit(ctx, q, sig, 600)
	if err != nil {
		t.Fatal(err)
	}
	next, nextSig := w.quote(t)
	huge, hugeSig := w.quote(t, func(q *order.Quote) { q.User = w.other.Address(); q.Resources.CPUMilli = 9000 })
	poor, poorSig := w.quote(t, func(q *order.Quote) { q.User = w.other.Address() })
	create := func(s *chain.Sender, q order.Quote, sig []byte, d uint32) error {
		_, _, err := s.CreateOrder(ctx, q, sig, d)
		return err
	}
	run := func(_ chain.Receipt, err error) error { return err }
	for _, c := range []struct {
		err  error
		name string
		text string
	}{
		{create(w.user, next, nextSig, 600), "Market_LiveOrder", "you already have an order with this node, number 1: extend, replace or cancel it"},
		{create(w.user, huge, hugeSig, 600), "Market_WrongUser", "the quote is for " + w.other.Address().String()},
		{create(w.other, huge, hugeSig, 600), "Registry_OutOfCapacity", "the node has not that much free: CPU 9000 of 7000 m, memory 2048 of 14336 MiB"},
		{create(w.other, poor, poorSig, 10), "Market_DurationOutOfRange", "the duration of 10 s is not within 60 s and 7200 s"},
		{create(w.other, poor, sig, 600), "Market_BadSignature", "not signed by the node"},
		{create(w.other, poor, poorSig, 600), "ERC20InsufficientAllowance", "may take 0 token units, 600000000000000000 are needed"},
		{run(w.other.Expire(ctx, id)), "Market_ActivationWindowOpen", "may still activate order 1 until 20"},
		{run(w.other.Settle(ctx, id)), "Market_WrongState", "order 1 is created"},
		{run(w.other.Settle(ctx, 77)), "Market_WrongState", "order 77 is not there"},
		{run(w.other.SetPaused(ctx, true)), "Registry_NotRegistered", "is not registered"},
		{run(w.other.Mint(ctx, w.Addresses().Token, w.other.Address(), amount.Of(1))), "AccessControlUnauthorizedAccount", "has not the role"},
		{run(w.admin.Mint(ctx, w.Addresses().Token, w.other.Address(), tokens.Mul(1e9))), "ERC20ExceededCap", "is the cap"},
	} {
		var r *chain.RevertError
		if !errors.As(c.err, &r) || r.Name != c.name {
			t.Errorf("got %v, want %s", c.err, c.name)
			continue
		}
		if !strings.Contains(r.Error(), c.text) {
			t.Errorf("%s says %q, want %q", c.name, r.Error(), c.text)
		}
	}
}

// Every custom error of the contracts has a sentence, and every placeholder in it a value.
func TestMessages(t *testing.T) {
	for name, missing := range chain.MessageGaps() {
		t.Errorf("%s: %s", name, missing)
	}
}

func TestDecodeRevert(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"", "the contract refused without a reason"},
		{"0x01020304", "the contract refused with an error that is not known here: 0x01020304"},
		{"0x4e487b710000000000000000000000000000000000000000000000000000000000000011", "the contract stopped with the code 0x11"},
		{"0x08c379a0", "the contract refused with an error that is not known here: 0x08c379a0"},
	} {
		if got := chain.DecodeRevert(common.FromHex(c.data)).Error(); got != c.want {
			t.Errorf("%s: %q, want %q", c.data, got, c.want)
		}
	}
}

func FuzzDecodeRevert(f *testing.F) {
	f.Add(crypto.Keccak256([]byte("Market_LiveOrder(uint256)"))[:4])
	f.Fuzz(func(_ *testing.T, b []byte) { _ = chain.DecodeRevert(b).Error() })
}

// refusing is an endpoint that takes no transaction.
type refusing struct{ *chaintest.Chain }

type refusal struct{}

func (refusal) Error() string  { return "it has no room" }
func (refusal) ErrorCode() int { return -32000 }

func (refusing) SendTransaction(context.Context, *types.Transaction) error { return refusal{} }

// turns are a process's that is alone, with what becomes of what is taken back.
type turns struct{ erase error }

func (n turns) Use(ctx context.Context, send func(context.Context, chain.Turn) error) error {
	return send(ctx, chain.Turn{
		Write: func(context.Context, chain.Sent) error { return nil },
		Erase: func(context.Context) error { return n.erase },
	})
}

// What an endpoint refused was not sent, but where it could not be taken back: others may send it, then.
func TestSenderRefused(t *testing.T) {
	w := newWorld(t)
	for _, erase := range []error{nil, errors.New("another one has the turn")} {
		s := chain.NewSender(chain.New(refusing{w.b}, w.Addresses()), key(1), chain.SenderConfig{Nonces: turns{erase}})
		_, err := s.Transfer(t.Context(), w.Addresses().Token, w.other.Address(), amount.Of(1))
		if errors.Is(err, chain.ErrUnknownOutcome) != (erase != nil) || !errors.Is(err, refusal{}) {
			t.Errorf("taken back with %v: %v", erase, err)
		}
	}
}
