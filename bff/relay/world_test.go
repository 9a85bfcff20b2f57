package relay

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// world is a chain with the contracts on it and one node, wallets without any coin, a ledger, and as many relayers on it as a test wants.
type world struct {
	t      *testing.T
	b      *chaintest.Chain
	chain  *chain.Client
	at     chain.Addresses
	dollar eth.Address
	admin  *chain.Sender
	rich   *chain.Sender // somebody with coin
	gas    eth.Address   // the relayers' key's account
	ledger *memory
	log    *text
	limits Limits
	tokens []eth.Address

	mu     sync.Mutex
	nonce  uint64
	quotes map[eth.Address][]order.Quote // that orders were made from, by user
}

var (
	adminKey, nodeKey, operatorKey, relayKey, richKey = key(1), key(2), key(3), key(4), key(5)

	platform = eth.Address{0xbe}
	wallet   = eth.Address{0xc0, 1} // a contract that calls every signature its own
	burner   = eth.Address{0xc0, 2} // a contract that burns all gas that it gets
)

func key(i byte) *ecdsa.PrivateKey { return chaintest.Key(i) }

func addr(k *ecdsa.PrivateKey) eth.Address { return chaintest.Addr(k) }

func newWorld(t *testing.T) *world {
	t.Helper()
	b := chaintest.New(t, chaintest.Accounts{
		Rich: []*ecdsa.PrivateKey{adminKey, nodeKey, operatorKey, relayKey, richKey},
		Code: map[eth.Address][]byte{wallet: common.FromHex("631626ba7e60e01b60005260206000f3"), burner: common.FromHex("5b600056")},
	})
	w := &world{
		t: t, b: b, gas: addr(relayKey), ledger: newMemory(), log: new(text), quotes: map[eth.Address][]order.Quote{},
		limits: Limits{Orders: 2, Address: 100, Day: 100, Spend: amount.Of(1e18), Price: amount.Of(50e9)},
	}
	w.at, w.dollar = b.Deploy(t, adminKey, chain.Params{
		MaxReferrerShare: 1000, Admin: addr(adminKey), Genesis: []chain.Grant{{To: addr(adminKey), Amount: ether.Mul(1000)}}, ActivationWindow: 10 * time.Minute,
	})
	w.chain, w.tokens = chain.New(w.b, w.at), []eth.Address{w.dollar}
	w.admin, w.rich = w.sender(adminKey), w.sender(richKey)
	_, err := w.sender(nodeKey).Register(t.Context(), chain.Entry{
		Operator: addr(operatorKey), Total: resource.Resources{CPUMilli: 1e6, MemoryMiB: 1 << 20, DiskMiB: 1 << 20, TrafficMiB: 1 << 30}, Endpoint: "n1.example:443",
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) sender(k *ecdsa.PrivateKey) *chain.Sender {
	return chain.NewSender(w.chain, k, chain.SenderConfig{Poll: 2 * time.Millisecond, ReplaceAfter: 50 * time.Millisecond})
}

// relayer is one more relayer with the same key and the same ledger; between is done between the last try and the transaction.
func (w *world) relayer(between ...func()) *Relay {
	w.t.Helper()
	r := New(Config{
		Addresses: w.at, Tokens: w.tokens, Referrer: platform, Limits: w.limits, Chain: OnChain{w.chain}, Sender: meddled{w.sender(relayKey), between},
		Orders: w, Ready: func() error { return nil }, Store: w.ledger, Secret: []byte("secret"), Log: slog.New(slog.NewTextHandler(w.log, nil)), Now: w.now,
	})
	if err := r.Look(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { r.flights.Wait() })
	return r
}

// now is the chain's time: the simulated one is ahead of the clock, by a second a block.
func (w *world) now() time.Time {
	b, err := w.chain.Head(context.Background())
	if err != nil {
		w.t.Error(err)
	}
	return b.Time
}

// meddled is a sender of whose transactions somebody knows.
type meddled struct {
	*chain.Sender
	between []func()
}

func (m meddled) Relay(ctx context.Context, r chain.Relayed, gas uint64) (order.ID, chain.Receipt, error) {
	for _, f := range m.between {
		f()
	}
	return m.Sender.Relay(ctx, r, gas)
}

// Orders implements Orders: an index that is up with the chain.
func (w *world) Orders(user eth.Address, _ func(order.State) bool, _ order.ID, _ int) (page []indexer.Order, total int, more bool) {
	ctx := context.Background()
	last, err := w.chain.OrderCount(ctx)
	if err != nil {
		w.t.Error(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for id := order.ID(1); id <= last; id++ {
		o, err := w.chain.Order(ctx, id)
		if err != nil {
			w.t.Error(err)
		}
		if o.User != user {
			continue
		}
		x := indexer.Order{Order: o}
		for _, q := range w.quotes[user] {
			if q.Rate == o.Rate {
				x.Epoch, x.Nonce = q.Epoch, q.Nonce // each quote has a rate of its own
			}
		}
		page = append(page, x)
	}
	return page, len(page), false
}

// person is a new wallet with so many dollars and no coin.
func (w *world) person(dollars uint64) *ecdsa.PrivateKey {
	w.t.Helper()
	k, err := crypto.GenerateKey()
	if err == nil {
		_, err = w.admin.Mint(w.t.Context(), w.dollar, addr(k), amount.Of(dollars*1e6))
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return k
}

const hour = 3600

// asks is a good request of a wallet's: an hour with the node, for about a dollar.
func (w *world) asks(user *ecdsa.PrivateKey, change ...func(*order.Quote)) wire.RelayRequest {
	w.t.Helper()
	w.mu.Lock()
	w.nonce++
	q := order.Quote{
		Node: addr(nodeKey), User: addr(user), Token: w.dollar, Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 128, DiskMiB: 10, TrafficMiB: 10},
		Rate: amount.NanoOf(277_777_000_000 + w.nonce*1000), MinDuration: 60, MaxDuration: 86_400, Referrer: platform, Epoch: 1,
		ValidUntil: w.now().Add(30 * time.Minute), Nonce: w.nonce,
	}
	w.mu.Unlock()
	for _, f := range change {
		f(&q)
	}
	w.mu.Lock()
	w.quotes[q.User] = append(w.quotes[q.User], q)
	w.mu.Unlock()
	sig, err := chain.SignQuote(operatorKey, w.at.Domain(), q)
	if err != nil {
		w.t.Fatal(err)
	}
	req := wire.RelayRequest{Quote: q, Signature: sig, Duration: hour, Nonce: amount.Of(1e12 + q.Nonce), Deadline: q.ValidUntil}
	w.sign(user, &req)
	return req
}

// sign signs a request as it is, with a permit for its deposit.
func (w *world) sign(user *ecdsa.PrivateKey, req *wire.RelayRequest) {
	w.t.Helper()
	q := req.Quote
	digest, err := chain.HashQuote(w.at.Domain(), q)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Owner, err = eip712.Sign(user, typed.OrderTransfer{
		Token: q.Token, Amount: q.Deposit(req.Duration), Market: w.at.Market, Nonce: req.Nonce, Deadline: req.Deadline, Quote: digest, Duration: req.Duration,
	}.Data(w.at.ChainID, w.at.Permit2))
	if err != nil {
		w.t.Fatal(err)
	}
	f, err := w.chain.Token(w.dollar).Facts(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	nonce, err := w.chain.Token(w.dollar).PermitNonce(w.t.Context(), addr(user))
	if err != nil {
		w.t.Fatal(err)
	}
	a := wire.RelayApproval{Value: q.Deposit(req.Duration), Deadline: req.Deadline}
	if a.Signature, err = eip712.Sign(user, typed.Permit(f.Domain, addr(user), w.at.Permit2, a.Value, nonce, a.Deadline)); err != nil {
		w.t.Fatal(err)
	}
	req.Approval = &a
}

// send sends a request and waits until it is through.
func (w *world) send(r *Relay, user *ecdsa.PrivateKey, from string, req wire.RelayRequest) (wire.Relay, error) {
	w.t.Helper()
	x, err := r.Send(w.t.Context(), addr(user), from, req)
	if err != nil {
		return x, err
	}
	r.flights.Wait()
	return r.State(w.t.Context(), addr(user), x.ID)
}

func (w *world) coins() amount.Amount {
	w.t.Helper()
	a, err := w.chain.Coins(w.t.Context(), w.gas)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func (w *world) balance(user eth.Address) amount.Amount {
	w.t.Helper()
	a, err := w.chain.Token(w.dollar).Balance(w.t.Context(), user)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// count is how many orders there are.
func (w *world) count() order.ID {
	w.t.Helper()
	n, err := w.chain.OrderCount(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// memory is a Store in memory.
type memory struct {
	mu    sync.Mutex
	lines map[string]Entry
	turn  map[string]time.Time
	row   []Nonce // of turns, of the one key that there is
	mark  int
	err   error
}

func newMemory() *memory {
	return &memory{lines: map[string]Entry{}, turn: map[string]time.Time{}, mark: -1}
}

func (m *memory) Claim(_ context.Context, name string, d time.Duration) (bool, time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if until := m.turn[name]; m.err != nil || time.Now().Before(until) {
		return false, until, m.err
	}
	m.turn[name] = time.Now().Add(d)
	return true, m.turn[name], nil
}

func (m *memory) Release(_ context.Context, name string, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.turn, name)
	return m.err
}

func (m *memory) Keep(_ context.Context, name string, d time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn[name] = time.Now().Add(d)
	return m.err
}

func (m *memory) AddTurn(_ context.Context, _ eth.Address, n int, line Nonce) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n != len(m.row) || m.err != nil {
		return false, m.err
	}
	m.row = append(m.row, line)
	return true, nil
}

func (m *memory) Turn(_ context.Context, _ eth.Address, n int) (Nonce, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n < 0 || n >= len(m.row) || m.err != nil {
		return Nonce{}, false, m.err
	}
	return m.row[n], true, nil
}

func (m *memory) MarkTurn(_ context.Context, _ eth.Address, n int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mark = n
	return m.err
}

func (m *memory) TurnMark(context.Context, eth.Address) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.mark, m.err
}

func (m *memory) AddRelay(_ context.Context, day string, n int, e Entry) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := fmt.Sprint(day, " ", n)
	if _, there := m.lines[k]; there || m.err != nil {
		return false, m.err
	}
	m.lines[k] = e
	return true, nil
}

func (m *memory) Relay(_ context.Context, day string, n int) (Entry, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, there := m.lines[fmt.Sprint(day, " ", n)]
	return e, there, m.err
}

// text is a log.
type text struct {
	mu sync.Mutex
	b  strings.Builder
}

var _ io.Writer = (*text)(nil)

func (x *text) Write(p []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.b.Write(p)
}

func (x *text) has(what string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return strings.Contains(x.b.String(), what)
}
