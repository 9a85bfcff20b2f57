package negotiate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

var (
	domain   = typed.Berth(1337, eth.Address{0xaa})
	operator = func() []byte { return crypto.Keccak256([]byte("operator")) }()
	want     = resource.Resources{CPUMilli: 500, MemoryMiB: 256}
	dollar   = eth.Address{0xd0}
	tokens   = []eth.Address{dollar}
)

func sign(t testing.TB, q order.Quote, secret []byte) eth.Bytes {
	t.Helper()
	k, err := crypto.ToECDSA(secret)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := eip712.Sign(k, typed.Quote(domain, q))
	if err != nil && q.Rate.Bits() <= 96 && q.MinStake.Bits() <= 96 { // what is beyond that cannot be signed at all
		t.Fatal(err)
	}
	return sig
}

func operatorAddress(t testing.TB) eth.Address {
	t.Helper()
	k, err := crypto.ToECDSA(operator)
	if err != nil {
		t.Fatal(err)
	}
	return eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

// fakeContracts are accounts that are contracts, each with the signature that it calls its own.
type fakeContracts map[eth.Address]string

var errAway = errors.New("connection refused")

func (f fakeContracts) Signed(_ context.Context, account eth.Address, _ eth.Hash, sig []byte) (bool, error) {
	own, ok := f[account]
	if own == "away" {
		return false, errAway
	}
	return ok && own == string(sig), nil
}

// checked is what is wrong with an answer, its signature included.
func checked(contracts Contracts, n Node, g wire.Greet, a *wire.Greeting, now time.Time) string {
	wrong := checkGreeting(n, g, a, now)
	if wrong == "" && a.Quote != nil {
		m := New(Config{Domain: domain, Tokens: tokens}, nil, nil, contracts, nil, quiet)
		return m.checkSignature(context.Background(), n, *a.Quote, a.Signature)
	}
	return wrong
}

// A quote's signature is good where the market takes it: Market._checkSignature.
func TestCheckSignature(t *testing.T) {
	other := crypto.Keccak256([]byte("other"))
	q := order.Quote{Node: eth.Address{1}, User: eth.Address{2}, Resources: want, Token: dollar, Rate: amount.NanoOf(1), ValidUntil: time.Unix(1_800_000_000, 0)}
	wallet := eth.Address{0xcc}
	q65 := sign(t, q, operator)
	low := append(eth.Bytes(nil), q65...)
	low[64] -= 27
	for _, c := range []struct {
		name      string
		node      Node
		contracts fakeContracts
		sig       eth.Bytes
		wrong     string
	}{
		{"the operator's key", Node{Address: eth.Address{1}, Operator: operatorAddress(t)}, nil, q65, ""},
		{"the node's key", Node{Address: operatorAddress(t), Operator: eth.Address{9}}, nil, q65, ""},
		{"the node's key, no operator", Node{Address: operatorAddress(t)}, nil, q65, ""},
		{"another key", Node{Address: eth.Address{1}, Operator: operatorAddress(t)}, nil, sign(t, q, other), "not signed"},
		{"v without 27", Node{Address: eth.Address{1}, Operator: operatorAddress(t)}, nil, low, "not signed"},
		{"the operator is a contract", Node{Address: eth.Address{1}, Operator: wallet}, fakeContracts{wallet: "ours"}, eth.Bytes("ours"), ""},
		{"and says yes to a key's", Node{Address: eth.Address{1}, Operator: wallet}, fakeContracts{wallet: string(q65)}, q65, ""},
		{"and to none at all", Node{Address: eth.Address{1}, Operator: wallet}, fakeContracts{wallet: ""}, nil, ""},
		{"and says no", Node{Address: eth.Address{1}, Operator: wallet}, fakeContracts{wallet: "ours"}, eth.Bytes("theirs"), "not signed"},
		{"the node is a contract", Node{Address: wallet, Operator: eth.Address{9}}, fakeContracts{wallet: "ours"}, eth.Bytes("ours"), ""},
		{"another contract", Node{Address: eth.Address{1}, Operator: eth.Address{9}}, fakeContracts{wallet: "ours"}, eth.Bytes("ours"), "not signed"},
		{"the chain is away", Node{Address: eth.Address{1}, Operator: wallet}, fakeContracts{wallet: "away"}, eth.Bytes("ours"), "could not be checked"},
		{"the chain is away, a key's", Node{Address: wallet, Operator: operatorAddress(t)}, fakeContracts{wallet: "away"}, q65, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := New(Config{Domain: domain, Tokens: tokens}, nil, nil, c.contracts, nil, quiet)
			got := m.checkSignature(t.Context(), c.node, q, c.sig)
			if c.wrong == "" && got != "" || c.wrong != "" && !strings.Contains(got, c.wrong) {
				t.Errorf("got %q, want %q", got, c.wrong)
			}
		})
	}
}

func TestCheckGreeting(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	n := Node{
		Address: eth.Address{1}, Operator: operatorAddress(t), Epoch: 3, Rate: amount.NanoOf(100e9),
		Discounts: []wire.Discount{{From: 600, Percent: 1}, {From: 1800, Percent: 5}, {From: 7200, Percent: 9}},
	}
	g := wire.Greet{User: eth.Address{2}, Resources: want, Token: dollar, Rate: amount.NanoOf(90e9), Duration: 3600, Referrer: eth.Address{6}, ReferrerShare: 50}
	good := order.Quote{
		Node: n.Address, User: g.User, Token: dollar, Resources: want, Rate: amount.NanoOf(90e9), MinDuration: 60, MaxDuration: 7200, Probation: 60,
		Referrer: g.Referrer, ReferrerShare: g.ReferrerShare, Epoch: 3, ValidUntil: now.Add(time.Minute), Nonce: 7,
	}
	for _, c := range []struct {
		name   string
		change func(*wire.Greeting, *Node, *wire.Greet)
		wrong  string
	}{
		{"good", func(*wire.Greeting, *Node, *wire.Greet) {}, ""},
		{"signed by the node itself", func(_ *wire.Greeting, n *Node, _ *wire.Greet) { n.Operator = eth.Address{9} }, "not signed"},
		{"cheaper than offered", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Rate = amount.NanoOf(80e9) }, ""},
		{"counter at a higher rate", func(a *wire.Greeting, _ *Node, _ *wire.Greet) {
			a.Kind, a.Quote.Rate = wire.Counter, amount.NanoOf(100e9)
		}, ""},
		{"accept at a higher rate", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Rate = amount.NanoOf(90e9 + 1) }, "dearer"},
		{"no quote", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote = nil }, "no quote"},
		{"unknown kind", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Kind = "perhaps" }, "neither"},
		{"kind that is ours", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Kind = wire.NoAnswer }, "neither"},
		{"another node", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Node = eth.Address{8} }, "another node"},
		{"another user", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.User = eth.Address{8} }, "another user"},
		{"fewer resources", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Resources.MemoryMiB-- }, "other resources"},
		{"zero rate", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Rate = amount.Nano{} }, "not one that the market takes"},
		{"rate beyond the market's", func(a *wire.Greeting, _ *Node, _ *wire.Greet) {
			a.Kind, a.Quote.Rate = wire.Counter, amount.NanoFromWord([32]byte{1})
		}, "not one that the market takes"},
		{"rate beyond reason", func(a *wire.Greeting, _ *Node, _ *wire.Greet) {
			a.Kind, a.Quote.Rate = wire.Counter, amount.NanoOf(100_000e9+1)
		}, "beyond all reason"},
		{"too short", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.MaxDuration = 3599 }, "duration"},
		{"too long", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.MinDuration = 3601 }, "duration"},
		{"expired", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.ValidUntil = now }, "expired"},
		{"valid for ever", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.ValidUntil = now.Add(48 * time.Hour) }, "longer than an hour"},
		{"endless probation", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Probation = 1 << 30 }, "probation"},
		{"another token", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Token = eth.Address{8} }, "another token"},
		{"nothing to pay", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Rate = amount.NanoOf(277_777) }, "not one that the market takes"},
		{"a unit to pay", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Rate = amount.NanoOf(277_778) }, ""},
		{"the discount's commitment", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Committed = 1800 }, ""},
		{"a shorter one's", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Committed = 600 }, ""},
		{"a commitment beyond the discount", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Committed = 1801 }, "listed discount"},
		{"a commitment without a discount", func(a *wire.Greeting, n *Node, _ *wire.Greet) { a.Quote.Committed, n.Discounts = 1, nil }, "listed discount"},
		{"the whole order, at a discount", func(a *wire.Greeting, n *Node, _ *wire.Greet) { a.Quote.Committed, n.Discounts[1].From = 3600, 3600 }, ""},
		{"a commitment beyond the order", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Committed = 3601 }, "more than was asked for"},
		{"a week's notice", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Notice = 7 * 86_400 }, ""},
		{"the longest notice", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Notice = 1<<22 - 1 }, ""},
		{"too long a notice", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Notice = 1 << 22 }, "notice"},
		{"a stake", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.MinStake = amount.Of(1e18) }, ""},
		{"a stake beyond the market's", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.MinStake = amount.FromWord([32]byte{1}) }, "stake"},
		{"another referrer", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Referrer = eth.Address{7} }, "referrer"},
		{"no referrer", func(a *wire.Greeting, _ *Node, _ *wire.Greet) {
			a.Quote.Referrer, a.Quote.ReferrerShare = eth.Address{}, 0
		}, "referrer"},
		{"a smaller share", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.ReferrerShare-- }, "referrer"},
		{"a referrer that nobody asked for", func(a *wire.Greeting, _ *Node, g *wire.Greet) { g.Referrer, g.ReferrerShare = eth.Address{}, 0 }, "referrer"},
		{"no epoch", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Epoch = 0 }, "epoch"},
		{"an epoch that is over", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Epoch = 2 }, "epoch"},
		{"one that we have not seen", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Quote.Epoch = 4 }, ""},
		{"why there is no probation", func(a *wire.Greeting, _ *Node, _ *wire.Greet) {
			a.Quote.Probation, a.Probation = 0, &wire.Probation{Why: "stake"}
		}, ""},
		{"another probation than it promises", func(a *wire.Greeting, _ *Node, _ *wire.Greet) { a.Probation = &wire.Probation{Seconds: 61} }, "another probation"},
		{"a model where any will do", func(a *wire.Greeting, _ *Node, g *wire.Greet) {
			g.Resources.GPU, a.Quote.Resources.GPU, a.Quote.Resources.GPUModel = 1, 1, "l4"
		}, ""},
		{"another model", func(a *wire.Greeting, _ *Node, g *wire.Greet) {
			g.Resources.GPU, g.Resources.GPUModel, a.Quote.Resources.GPU, a.Quote.Resources.GPUModel = 1, "h100", 1, "l4"
		}, "other resources"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, n, g := good, n, g
			n.Discounts = slices.Clone(n.Discounts)
			a := wire.Greeting{Kind: wire.Accept, Quote: &q}
			c.change(&a, &n, &g)
			if a.Quote != nil {
				a.Signature = sign(t, *a.Quote, operator)
			}
			got := checked(fakeContracts{}, n, g, &a, now)
			if c.wrong == "" && got != "" || c.wrong != "" && !strings.Contains(got, c.wrong) {
				t.Errorf("got %q, want %q", got, c.wrong)
			}
		})
	}
	for name, sig := range map[string]eth.Bytes{"none": nil, "short": {1, 2}, "long": make([]byte, 1000), "zero": make([]byte, 65), "another's": sign(t, good, crypto.Keccak256([]byte("other")))} {
		q := good
		if got := checked(fakeContracts{}, n, g, &wire.Greeting{Kind: wire.Accept, Quote: &q, Signature: sig}, now); !strings.Contains(got, "not signed") {
			t.Errorf("signature %s: got %q", name, got)
		}
	}
	reject := wire.Greeting{Kind: wire.Reject, Quote: &good, Reasons: make([]wire.Why, 100)}
	reject.Reasons[0].Text = strings.Repeat("é", 500)
	if got := checked(fakeContracts{}, n, g, &reject, now); got != "" || reject.Quote != nil || len(reject.Reasons) != maxReasons || len(reject.Reasons[0].Text) > maxReasonText {
		t.Errorf("reject: got %q, %+v", got, reject)
	}
}

// memStore is a Store in memory.
type memStore struct {
	mu     sync.Mutex
	offers map[string]wire.Offer
	quotes []Quoted
	err    error
}

func (s *memStore) PutOffer(_ context.Context, o wire.Offer, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.offers == nil {
		s.offers = map[string]wire.Offer{}
	}
	s.offers[o.ID] = o
	return s.err
}

func (s *memStore) Offer(_ context.Context, id string) (wire.Offer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.offers[id]
	if !ok {
		return o, ErrNone
	}
	return o, nil
}

func (s *memStore) AddQuotes(_ context.Context, q []Quoted) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quotes = append(s.quotes, q...)
	return nil
}

// fakeGateways answer by a function of the URL.
type fakeGateways func(ctx context.Context, url string, g wire.Greet) (wire.Greeting, error)

func (f fakeGateways) Greet(ctx context.Context, url string, g wire.Greet) (wire.Greeting, error) {
	return f(ctx, url, g)
}

func (fakeGateways) Release(context.Context, string, wire.Release) error { return nil }

// someNodes is a catalogue of n nodes that share one operator.
func someNodes(t testing.TB, n int) *catalogue.Catalogue {
	c := catalogue.New(tokens...)
	for i := range n {
		a := eth.Address{1, byte(i >> 8), byte(i)}
		c.Put(chain.Node{Address: a, Operator: operatorAddress(t), Total: resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}, RegisteredAt: time.Unix(1, 0), Endpoint: fmt.Sprintf("%s.example:443", a)})
		c.SetCard(a, &wire.Card{Name: "n", Headroom: resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * 1000 * 1e9 * uint64(i+1))}}}, "", time.Now())
	}
	c.Publish()
	return c
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func TestManyNodes(t *testing.T) {
	var nonce atomic.Uint64
	gateways := fakeGateways(func(ctx context.Context, url string, g wire.Greet) (wire.Greeting, error) {
		a, err := eth.ParseAddress(strings.TrimSuffix(strings.TrimPrefix(url, "https://"), ".example"))
		if err != nil {
			return wire.Greeting{}, err
		}
		switch a[2] % 4 {
		case 1: // never answers
			<-ctx.Done()
			return wire.Greeting{}, ctx.Err()
		case 2:
			return wire.Greeting{}, errors.New("refused")
		case 3:
			return wire.Greeting{Kind: wire.Reject}, nil
		}
		q := order.Quote{Node: a, User: g.User, Token: g.Token, Resources: g.Resources, Rate: g.Rate, MaxDuration: 7200, Epoch: 1, ValidUntil: time.Now().Add(time.Minute).Truncate(time.Second), Nonce: nonce.Add(1)}
		return wire.Greeting{Kind: wire.Accept, Quote: &q, Signature: sign(t, q, operator)}, nil
	})
	s := &memStore{}
	m := New(Config{Domain: domain, Tokens: tokens, Deadline: time.Second}, someNodes(t, 300), gateways, fakeContracts{}, s, quiet)
	defer m.Close()
	user := eth.Address{2}
	start := time.Now()
	id, err := m.Start(t.Context(), user, "", wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e6).Mul(1e9), Duration: 3600, Template: "hello"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for from, last := 0, false; !last; {
		var events []Event
		if events, last, err = m.Events(t.Context(), user, id, from); err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			names = append(names, e.Name)
		}
		from += len(events)
	}
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("took %s", took)
	}
	if len(names) != MaxNodes+2 || names[0] != "asked" || names[len(names)-1] != "done" {
		t.Errorf("%d events from %s to %s", len(names), names[0], names[len(names)-1])
	}
	o, err := m.Offer(t.Context(), user, id)
	if err != nil || o.Done.Accepted != 50 || o.Done.Rejected != 50 || o.Done.Silent != 100 || len(s.quotes) != 50 || s.quotes[0].Template != "hello" {
		t.Errorf("got %+v, %d quotes, %v", o.Done, len(s.quotes), err)
	}
	if _, err := m.Offer(t.Context(), eth.Address{3}, id); !errors.Is(err, ErrNone) {
		t.Errorf("somebody else's: got %v", err)
	}
	// After a restart the store has it all.
	again := New(Config{Domain: domain, Tokens: tokens}, someNodes(t, 1), gateways, fakeContracts{}, s, quiet)
	defer again.Close()
	if events, last, err := again.Events(t.Context(), user, id, 0); err != nil || !last || len(events) != len(names) {
		t.Errorf("after a restart: %d events, %v, %v", len(events), last, err)
	}
}

// An order's own resources are in its replacement's way, so its node is asked whatever it has free.
func TestReplacing(t *testing.T) {
	asked := make(chan wire.Greet, 10)
	gateways := fakeGateways(func(_ context.Context, _ string, g wire.Greet) (wire.Greeting, error) {
		asked <- g
		return wire.Greeting{Kind: wire.Reject, Reasons: []wire.Why{{Code: "does-not-fit", Dimension: resource.Dimension(strings.Repeat("x", 999))}}}, nil
	})
	nodes := someNodes(t, 3)
	full := eth.Address{1, 0, 1}
	nodes.SetCard(full, &wire.Card{Name: "full"}, "", time.Now())
	nodes.Publish()
	m := New(Config{Domain: domain, Tokens: tokens}, nodes, gateways, fakeContracts{}, &memStore{}, quiet)
	defer m.Close()
	user := eth.Address{2}
	r := wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1).Mul(1e9), Duration: 60, Replaces: 7, Nodes: []eth.Address{full, {9}}}
	id, err := m.Start(t.Context(), user, "", r)
	if err != nil {
		t.Fatal(err)
	}
	if g := <-asked; g.Replaces != 7 || g.User != user {
		t.Errorf("asked %+v", g)
	}
	for from, last := 0, false; !last; {
		var events []Event
		if events, last, err = m.Events(t.Context(), user, id, from); err != nil {
			t.Fatal(err)
		}
		from += len(events)
	}
	o, err := m.Offer(t.Context(), user, id)
	if err != nil || len(o.Asked.Nodes) != 1 || o.Asked.Nodes[0].Address != full || o.Done.Rejected != 1 || len(o.Answers[0].Reasons[0].Dimension) != maxReasonText {
		t.Errorf("got %+v, %v", o, err)
	}
}

// An answer over which we stumble is one node's, and the offer goes on.
func TestStrangeAnswer(t *testing.T) {
	gateways := fakeGateways(func(_ context.Context, url string, g wire.Greet) (wire.Greeting, error) {
		if strings.Contains(url, "0x010001") {
			panic("an answer like no other")
		}
		return wire.Greeting{Kind: wire.Reject}, nil
	})
	m := New(Config{Domain: domain, Tokens: tokens}, someNodes(t, 3), gateways, fakeContracts{}, &memStore{}, quiet)
	defer m.Close()
	id, err := m.Start(t.Context(), eth.Address{2}, "", wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1).Mul(1e9), Duration: 60})
	if err != nil {
		t.Fatal(err)
	}
	for from, last := 0, false; !last; {
		var events []Event
		if events, last, err = m.Events(t.Context(), eth.Address{2}, id, from); err != nil {
			t.Fatal(err)
		}
		from += len(events)
	}
	o, err := m.Offer(t.Context(), eth.Address{2}, id)
	if err != nil || len(o.Answers) != 3 || o.Done.Silent == 0 || o.Done.Rejected == 0 {
		t.Fatalf("got %+v, %v", o, err)
	}
	for _, a := range o.Answers {
		if strange := a.Kind == wire.NoAnswer; strange != strings.Contains(a.URL, "0x010001") || strange && a.Reasons[0].Code != "bad-answer" {
			t.Errorf("%s: %+v", a.URL, a.Greeting)
		}
	}
}

func TestNobodyFits(t *testing.T) {
	m := New(Config{Domain: domain, Tokens: tokens}, someNodes(t, 3), fakeGateways(nil), fakeContracts{}, &memStore{}, quiet)
	defer m.Close()
	id, err := m.Start(t.Context(), eth.Address{2}, "", wire.OfferRequest{Resources: resource.Resources{CPUMilli: 9000, MemoryMiB: 100}, Token: dollar, Rate: amount.NanoOf(1).Mul(1e9), Duration: 60})
	if err != nil {
		t.Fatal(err)
	}
	events, last, err := m.Events(t.Context(), eth.Address{2}, id, 1)
	if err != nil || !last || len(events) != 1 {
		t.Fatalf("got %v, %v, %v", events, last, err)
	}
	if o, err := m.Offer(t.Context(), eth.Address{2}, id); err != nil || o.Asked.Excluded["cpuMilli"] != 3 {
		t.Errorf("got %+v, %v", o.Asked, err)
	}
}

// What a restart cut off ends by itself.
func TestCutOff(t *testing.T) {
	s := &memStore{}
	user := eth.Address{2}
	o := wire.Offer{ID: "x", User: user, CreatedAt: time.Now(), Answers: []wire.Answer{{Greeting: wire.Greeting{Kind: wire.Counter}}}}
	o.Asked = wire.Asked{Nodes: make([]wire.AskedNode, 3), Deadline: time.Now().Add(200 * time.Millisecond)}
	if err := s.PutOffer(t.Context(), o, time.Time{}); err != nil {
		t.Fatal(err)
	}
	m := New(Config{Domain: domain, Tokens: tokens}, someNodes(t, 1), fakeGateways(nil), fakeContracts{}, s, quiet)
	defer m.Close()
	events, last, err := m.Events(t.Context(), user, "x", 2)
	if err != nil || !last || len(events) != 1 || events[0].Data.(wire.Done).Silent != 2 || events[0].Data.(wire.Done).Countered != 1 {
		t.Errorf("got %+v, %v, %v", events, last, err)
	}
}

func TestLimits(t *testing.T) {
	hold := fakeGateways(func(ctx context.Context, _ string, _ wire.Greet) (wire.Greeting, error) {
		<-ctx.Done()
		return wire.Greeting{}, ctx.Err()
	})
	s := &memStore{}
	m := New(Config{Domain: domain, Tokens: tokens, Deadline: time.Minute}, someNodes(t, 1), hold, fakeContracts{}, s, quiet)
	r := wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1).Mul(1e9), Duration: 60}
	if _, err := m.Start(t.Context(), eth.Address{2}, "", r); err != nil {
		t.Fatal(err)
	}
	var p *problem.Problem
	start := time.Now()
	m.Close() // ends the one that waits
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("closing took %s", took)
	}
	if _, err := m.Start(t.Context(), eth.Address{2}, "", r); err == nil {
		t.Error("started after Close")
	}
	s.err = errors.New("disk full")
	broken := New(Config{Domain: domain, Tokens: tokens}, someNodes(t, 1), hold, fakeContracts{}, s, quiet)
	defer broken.Close()
	if _, err := broken.Start(t.Context(), eth.Address{2}, "", r); !errors.As(err, &p) || p.Code != problem.Unavailable || broken.Running() != 0 {
		t.Errorf("no store: got %v, %d running", err, broken.Running())
	}
}

// An offer for a service goes to those nodes alone that can run its images: a demo's have only their own.
func TestImages(t *testing.T) {
	nodes := someNodes(t, 4)
	for i, images := range [][]string{{"berth/hello"}, {"berth/hello", "berth/echo"}} {
		nodes.SetCard(eth.Address{1, 0, byte(i)}, &wire.Card{
			Name: "n", Images: images, Headroom: resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(1)}},
		}, "", time.Now())
	}
	nodes.Publish()
	images := map[string][]string{"echo": {"berth/echo"}, "web": {"mariadb:11", "wordpress:6"}}
	m := New(Config{Domain: domain, Tokens: tokens, Images: func(id string) []string { return images[id] }}, nodes, nil, fakeContracts{}, &memStore{}, quiet)
	defer m.Close()
	for _, c := range []struct {
		template string
		nodes    int
	}{{"", 4}, {"echo", 3}, {"web", 2}} {
		asked, excluded := m.choose(eth.Address{}, wire.OfferRequest{Resources: want, Token: dollar, Duration: 3600, Template: c.template})
		if len(asked) != c.nodes || excluded["image"] != 4-c.nodes {
			t.Errorf("%q: %d nodes, without %v; want %d", c.template, len(asked), excluded, c.nodes)
		}
	}
}

// Of very many nodes the first are asked at once, all within moments, and none is left out, though nobody waits any more.
func TestWaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		nodes := make([]Node, 3*wave+1)
		for i := range nodes {
			nodes[i].Epoch = uint32(i)
		}
		for _, stopped := range []bool{false, true} {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			if stopped {
				stop()
			}
			begun := time.Now()
			asked := make(chan time.Duration, len(nodes))
			waves(ctx, nodes, func(n Node) {
				if d := time.Since(begun); int(n.Epoch) < wave && d != 0 {
					t.Errorf("node %d is asked after %v", n.Epoch, d)
				}
				asked <- time.Since(begun)
			})
			synctest.Wait()
			if took := time.Since(begun); len(asked) != len(nodes) || !stopped && took != 3*waveEvery || stopped && took != 0 {
				t.Errorf("stopped %v: %d of %d are asked after %v", stopped, len(asked), len(nodes), took)
			}
		}
	})
}
