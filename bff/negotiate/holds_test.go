package negotiate

import (
	"context"
	"sync"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// holding are gateways that remember under which secret they hold what for whom.
type holding struct {
	t testing.TB

	mu    sync.Mutex
	holds map[string]map[eth.Hash]wire.Greet // by URL and secret
	freed int
}

func (h *holding) Greet(_ context.Context, url string, g wire.Greet) (wire.Greeting, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.holds[url] == nil {
		h.holds[url] = map[eth.Hash]wire.Greet{}
	}
	h.holds[url][g.Hold] = g
	a, _ := eth.ParseAddress(url[len("https://") : len(url)-len(".example")])
	q := order.Quote{
		Node: a, User: g.User, Resources: g.Resources, Token: g.Token, Rate: g.Rate, MaxDuration: g.Duration, Epoch: 1, ValidUntil: time.Now().Add(time.Minute), Nonce: 1,
	}
	return wire.Greeting{Kind: wire.Accept, Quote: &q, Signature: sign(h.t, q, operator)}, nil
}

func (h *holding) Release(_ context.Context, url string, r wire.Release) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.holds[url][r.Hold]; ok {
		delete(h.holds[url], r.Hold)
		h.freed++
	}
	return nil
}

func (h *holding) count() (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, all := range h.holds {
		n += len(all)
	}
	return n
}

// Who asks again has one hold at each node that is asked, and none at those that are not asked any more.
func TestAskingAgainLetsGo(t *testing.T) {
	gateways := &holding{t: t, holds: map[string]map[eth.Hash]wire.Greet{}}
	nodes := someNodes(t, 5)
	m := New(Config{Domain: domain, Tokens: tokens, Secret: []byte("one")}, nodes, gateways, fakeContracts{}, &memStore{}, quiet)
	ask := func(user eth.Address, only ...eth.Address) {
		t.Helper()
		id, err := m.Start(t.Context(), user, "", wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e18), Duration: 3600, Nodes: only})
		if err != nil {
			t.Fatal(err)
		}
		for last := false; !last; {
			if _, last, err = m.Events(t.Context(), user, id, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	alice, bob := eth.Address{0xa1}, eth.Address{0xb0}
	ask(alice)
	ask(alice)
	if n := gateways.count(); n != 5 {
		t.Errorf("asked twice: %d holds at 5 nodes", n)
	}
	ask(bob)
	if n := gateways.count(); n != 10 {
		t.Errorf("two users: %d holds at 5 nodes", n)
	}
	ask(alice, eth.Address{1, 0, 3})
	m.Close() // which waits for who is told
	if n := gateways.count(); n != 6 || gateways.freed != 4 {
		t.Errorf("only one is asked again: %d holds, %d let go of", n, gateways.freed)
	}
	// Another replica with the same secret lets go, too, and no node knows what another was told.
	other := newHolds([]byte("one"))
	if m.holds.of(alice, eth.Address{1}) != other.of(alice, eth.Address{1}) || m.holds.of(alice, eth.Address{1}) == m.holds.of(alice, eth.Address{2}) ||
		m.holds.of(alice, eth.Address{1}) == m.holds.of(bob, eth.Address{1}) || m.holds.of(alice, eth.Address{1}) == newHolds([]byte("two")).of(alice, eth.Address{1}) {
		t.Error("secrets are not those of platform, user and node")
	}
}

// What a user's own quote holds keeps no node out for that user, and has not moved its price.
func TestAnOwnHoldIsInNobodysWay(t *testing.T) {
	a, alice, bob := eth.Address{1}, eth.Address{0xa1}, eth.Address{0xb0}
	all := resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}
	c := catalogue.New(tokens...)
	now := time.Now()
	c.Put(chain.Node{Address: a, Operator: operatorAddress(t), Total: all, RegisteredAt: time.Unix(1, 0), Endpoint: "a.example:443"})
	// Three quarters are held by a quote of alice's; the price goes from half to one and a half times 1000.
	c.SetCard(a, &wire.Card{
		Name: "n", Capacity: all, Headroom: resource.Resources{CPUMilli: 1000, MemoryMiB: 4000}, PriceRange: &wire.PriceRange{Floor: 50, Ceiling: 150},
		Load: &wire.Load{CPU: 750}, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * 1250)}}, IssuedAt: now,
	}, "", now)
	c.Publish()
	m := New(Config{Domain: domain, Tokens: tokens}, c, nil, fakeContracts{}, &memStore{}, quiet)
	defer m.Close()
	m.holds.add(alice, a, held{"https://a.example", resource.Resources{CPUMilli: 3000, MemoryMiB: 64}, now.Add(-time.Second), now.Add(time.Minute)})
	big := resource.Resources{CPUMilli: 3500, MemoryMiB: 64}
	one := resource.Resources{CPUMilli: 1000, MemoryMiB: 64}
	if fits, _ := m.View(bob).Fits(big, dollar, 3600, "", nil); len(fits) != 0 {
		t.Error("what another user's quote holds is free")
	}
	fits, _ := m.View(alice).Fits(big, dollar, 3600, "", nil)
	if len(fits) != 1 || fits[0].Node.Free.CPUMilli != 4000 {
		t.Fatalf("the own hold is in the way: %+v", fits)
	}
	if fits, _ := m.View(alice).Fits(one, dollar, 3600, "", nil); len(fits) != 1 || fits[0].Rate(one, 3600) != amount.NanoOf(500) {
		t.Errorf("the price has moved by the own hold: %+v", fits)
	}
	if fits, _ := m.View(bob).Fits(one, dollar, 3600, "", nil); len(fits) != 1 || fits[0].Rate(one, 3600) != amount.NanoOf(1250) {
		t.Errorf("for another user: %+v", fits)
	}
	if fits, _ := m.View(alice).Fits(resource.Resources{CPUMilli: 4001, MemoryMiB: 64}, dollar, 3600, "", nil); len(fits) != 0 {
		t.Error("there is more than the node has")
	}
	m.holds.add(alice, a, held{"https://a.example", big, now.Add(2 * time.Second), now.Add(time.Minute)})
	if fits, _ := m.View(alice).Fits(big, dollar, 3600, "", nil); len(fits) != 0 {
		t.Error("a card from before the quote does not have it in it")
	}
	if n, _ := c.Node(a); n.Free.CPUMilli != 1000 || n.Prices[0].CoreHour != amount.NanoOf(3600*1250) {
		t.Error("the catalogue itself was changed")
	}
}

func TestHoldsAreBounded(t *testing.T) {
	h := newHolds([]byte("x"))
	now := time.Now()
	for i := range 3 * maxHolders {
		h.add(eth.Address{byte(i), byte(i >> 8), byte(i >> 16)}, eth.Address{1}, held{until: now.Add(time.Minute), at: now})
	}
	if len(h.users) != maxHolders {
		t.Errorf("%d users are remembered", len(h.users))
	}
	h.add(eth.Address{0xff, 0xff, 0xff}, eth.Address{1}, held{until: now.Add(time.Hour), at: now.Add(2 * time.Minute)})
	if len(h.users) != 1 {
		t.Errorf("%d users are remembered after all others have ended", len(h.users))
	}
}
