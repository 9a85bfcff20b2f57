package catalogue

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/server/steady"
	"berth/shared/typed"
	"berth/shared/wire"
)

var domain = typed.Berth(1337, eth.Address{0xaa})

var operatorKey, _ = crypto.ToECDSA(crypto.Keccak256([]byte("operator")))

func signed(t testing.TB, c wire.Card) wire.Card {
	t.Helper()
	h, err := CardHash(c)
	if err != nil {
		t.Fatal(err)
	}
	if c.Signature, err = eip712.Sign(operatorKey, typed.Card(domain, c.Node, h)); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCheckCard(t *testing.T) {
	now := time.Unix(1_800_000_000, 0).UTC()
	operator := eth.Address(crypto.PubkeyToAddress(operatorKey.PublicKey))
	n := chain.Node{Address: eth.Address{1}, Operator: operator, Endpoint: "w.example:443"}
	good := wire.Card{Node: n.Address, Operator: operator, ChainID: 1337, Market: domain.Contract, Name: "West Quay", Region: "eu-west", Domain: "W.example", IssuedAt: now, Prices: []wire.Price{{Token: dollar}, {Token: native}}}
	for _, c := range []struct {
		name   string
		change func(*wire.Card)
		after  func(*wire.Card) // the signature
		wrong  string
	}{
		{"good", func(*wire.Card) {}, nil, ""},
		{"a name in Chinese", func(c *wire.Card) { c.Name = "西码头" }, nil, ""},
		{"another node", func(c *wire.Card) { c.Node = eth.Address{2} }, nil, "another node's"},
		{"another chain", func(c *wire.Card) { c.ChainID = 1 }, nil, "another chain"},
		{"another market", func(c *wire.Card) { c.Market = eth.Address{3} }, nil, "another chain"},
		{"another operator", func(c *wire.Card) { c.Operator = eth.Address{3} }, nil, "another operator"},
		{"another host", func(c *wire.Card) { c.Domain = "relay.example" }, nil, "another host"},
		{"another port", func(c *wire.Card) { c.Domain += ":8443" }, nil, "another host"},
		{"the same host written out", func(c *wire.Card) { c.Domain = "w.example.:443" }, nil, ""},
		{"old", func(c *wire.Card) { c.IssuedAt = now.Add(-time.Hour) }, nil, "time"},
		{"from the future", func(c *wire.Card) { c.IssuedAt = now.Add(time.Hour) }, nil, "time"},
		{"no name", func(c *wire.Card) { c.Name = "" }, nil, "name"},
		{"long name", func(c *wire.Card) { c.Name = strings.Repeat("x", 65) }, nil, "name"},
		{"name that turns text round", func(c *wire.Card) { c.Name = "a\u202eb" }, nil, "name"},
		{"region with a line break", func(c *wire.Card) { c.Region = "a\nb" }, nil, "region"},
		{"price beyond reason", func(c *wire.Card) { c.Prices[0].GPUHour = amount.NanoFromWord([32]byte{1}) }, nil, "prices"},
		{"a price that moves", func(c *wire.Card) {
			c.Prices[0].Discounts, c.PriceRange, c.Load = []wire.Discount{{From: 3600, Percent: 5}, {From: 7200, Percent: 12}}, &wire.PriceRange{Floor: 80, Ceiling: 160}, &wire.Load{CPU: 1000}
			c.Capacity = resource.Resources{CPUMilli: 8000, MemoryMiB: 1}
		}, nil, ""},
		{"one token twice", func(c *wire.Card) { c.Prices = append(c.Prices, wire.Price{Token: dollar}) }, nil, "token of its own"},
		{"no token", func(c *wire.Card) { c.Prices[1].Token = eth.Address{} }, nil, "token of its own"},
		{"too many prices", func(c *wire.Card) {
			for i := range maxPrices {
				c.Prices = append(c.Prices, wire.Price{Token: eth.Address{1, byte(i)}})
			}
		}, nil, "too large"},
		{"a token that nobody knows", func(c *wire.Card) { c.Prices[1].Token = eth.Address{1} }, nil, ""},
		{"a price beyond reason in the second token", func(c *wire.Card) { c.Prices[1].DiskHour = amount.NanoFromWord([32]byte{1}) }, nil, "prices"},
		{"discounts that fall in the second token", func(c *wire.Card) { c.Prices[1].Discounts = []wire.Discount{{From: 1, Percent: 99}} }, nil, "discounts"},
		{"discounts that fall", func(c *wire.Card) {
			c.Prices[0].Discounts = []wire.Discount{{From: 3600, Percent: 12}, {From: 7200, Percent: 5}}
		}, nil, "discounts"},
		{"more than all off", func(c *wire.Card) { c.Prices[0].Discounts = []wire.Discount{{From: 3600, Percent: 101}} }, nil, "discounts"},
		{"a floor above the ceiling", func(c *wire.Card) { c.PriceRange = &wire.PriceRange{Floor: 160, Ceiling: 80} }, nil, "range"},
		{"a load of more than all", func(c *wire.Card) { c.Load = &wire.Load{GPU: 1001} }, nil, "load"},
		{"a capacity beyond the units", func(c *wire.Card) { c.Capacity.TrafficMiB = 1 << 40 }, nil, "capacity"},
		{"a discount after signing", func(*wire.Card) {}, func(c *wire.Card) { c.Prices[0].Discounts = []wire.Discount{{From: 1, Percent: 1}} }, "signed"},
		{"another token after signing", func(*wire.Card) {}, func(c *wire.Card) { c.Prices[0].Token = eth.Address{1} }, "signed"},
		{"another notice after signing", func(*wire.Card) {}, func(c *wire.Card) { c.Notice = 1 }, "signed"},
		{"a range after signing", func(*wire.Card) {}, func(c *wire.Card) { c.PriceRange = &wire.PriceRange{Floor: 1, Ceiling: 2} }, "signed"},
		{"a load after signing", func(*wire.Card) {}, func(c *wire.Card) { c.Load = &wire.Load{} }, "signed"},
		{"a capacity after signing", func(*wire.Card) {}, func(c *wire.Card) { c.Capacity.GPU = 1 }, "signed"},
		{"isolation after signing", func(*wire.Card) {}, func(c *wire.Card) { c.Root = &wire.Root{UserNS: true} }, "signed"},
		{"a sandbox of no name", func(c *wire.Card) { c.Root = &wire.Root{Sandbox: "a\tb"} }, nil, "sandbox"},
		{"changed after signing", func(*wire.Card) {}, func(c *wire.Card) { c.Prices[0].CoreHour = amount.NanoOf(1) }, "signed"},
		{"no signature", func(*wire.Card) {}, func(c *wire.Card) { c.Signature = nil }, "signed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			card := good
			card.Prices = slices.Clone(good.Prices)
			c.change(&card)
			card = signed(t, card)
			card.Prices = slices.Clone(card.Prices)
			if c.after != nil {
				c.after(&card)
			}
			err := CheckCard(domain, n, card, now)
			if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
				t.Errorf("got %v, want %q", err, c.wrong)
			}
		})
	}
}

// fakeWorld is a registry and the gateways of its nodes.
type fakeWorld struct {
	t     *testing.T
	mu    sync.Mutex
	nodes map[eth.Address]chain.Node
	down  error              // of the registry
	dead  map[string]bool    // gateways by URL
	asked map[string]int     //
	room  resource.Resources // headroom

	reserved resource.Resources // of each node by its orders
}

func (w *fakeWorld) AllNodes(context.Context) (all []chain.Node, _ chain.Block, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, n := range w.nodes {
		all = append(all, n)
	}
	return all, chain.Block{Hash: eth.Hash{1}}, w.down
}

func (w *fakeWorld) Node(_ context.Context, a eth.Address) (chain.Node, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.nodes[a]
	n.Address = a
	return n, w.down
}

func (w *fakeWorld) Card(ctx context.Context, url string) (wire.Card, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[url]++
	if w.dead[url] {
		return wire.Card{}, errors.New("refused")
	}
	for _, n := range w.nodes {
		if URL(n.Endpoint) == url {
			return signed(w.t, wire.Card{Node: n.Address, Operator: n.Operator, ChainID: 1337, Market: domain.Contract, Name: "n", Headroom: w.room, IssuedAt: time.Now().UTC()}), nil
		}
	}
	return wire.Card{}, errors.New("nobody there")
}

func (w *fakeWorld) NodeRecord(a eth.Address) (wire.Record, float64) {
	return wire.Record{Completed: int(a[0])}, float64(a[0])
}

func (w *fakeWorld) Reserved(eth.Address) resource.Resources {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reserved
}

func (w *fakeWorld) Head() chain.Block { return chain.Block{Hash: eth.Hash{1}} }

// notes is a log that can be read.
type notes struct {
	mu sync.Mutex
	b  strings.Builder
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.String()
}

func (w *fakeWorld) set(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f()
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not in time", what)
		}
	}
}

func TestRefresher(t *testing.T) { synctest.Test(t, testRefresher) }

func testRefresher(t *testing.T) {
	operator := eth.Address(crypto.PubkeyToAddress(operatorKey.PublicKey))
	entry := func(b byte, endpoint string) chain.Node {
		return chain.Node{Address: eth.Address{b}, Operator: operator, RegisteredAt: time.Unix(1, 0), Endpoint: endpoint, Total: resource.Resources{CPUMilli: 1000}}
	}
	w := &fakeWorld{
		t: t, down: errors.New("down"), dead: map[string]bool{"https://b.example": true}, asked: map[string]int{}, room: resource.Resources{CPUMilli: 700},
		nodes: map[eth.Address]chain.Node{{1}: entry(1, "a.example:443"), {2}: entry(2, "b.example:443")},
	}
	c := New(dollar)
	var said notes
	k := &Refresher{Catalogue: c, Registry: w, Gateways: w, Records: w, Domain: domain, Every: 20 * time.Millisecond, Log: slog.New(slog.NewTextHandler(&said, nil))}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- k.Run(ctx) }()
	go k.Lead(ctx)
	if k.Ready() == nil {
		t.Error("ready while the registry is down")
	}
	w.set(func() { w.down = nil })
	until(t, "loaded", func() bool { n, ok := c.Node(eth.Address{1}); return k.Ready() == nil && ok && n.Reachable })
	n, _ := c.Node(eth.Address{1})
	if n.Free.CPUMilli != 700 || n.Record.Completed != 1 {
		t.Errorf("got %+v", n)
	}
	until(t, "unreachable", func() bool { n, _ := c.Node(eth.Address{2}); return n.Error == "cannot be reached" })
	// The one that is dead is asked less and less.
	time.Sleep(600 * time.Millisecond)
	w.set(func() {
		if a, b := w.asked["https://a.example"], w.asked["https://b.example"]; a < 8 || b > 8 {
			t.Errorf("asked %d times the one that answers, %d the one that does not", a, b)
		}
		delete(w.dead, "https://b.example")
		w.nodes[eth.Address{3}] = entry(3, "c.example:443")
		changed := w.nodes[eth.Address{1}]
		changed.Paused = true
		w.nodes[eth.Address{1}] = changed
	})
	k.Changed([]eth.Address{{1}, {2}, {3}})
	until(t, "changes", func() bool {
		one, _ := c.Node(eth.Address{1})
		two, _ := c.Node(eth.Address{2})
		three, ok := c.Node(eth.Address{3})
		return one.Paused && two.Reachable && ok && three.Reachable
	})
	// What orders hold comes from the index; the registry is not asked for it.
	w.set(func() { w.reserved = resource.Resources{CPUMilli: 400} })
	k.Recorded([]eth.Address{{1}})
	until(t, "reserved", func() bool {
		n, _ := c.Node(eth.Address{1})
		return n.Reserved.CPUMilli == 400 && n.Free.CPUMilli == 600
	})
	if strings.Contains(said.String(), "registry says") {
		t.Errorf("said %s", said.String())
	}
	w.set(func() { delete(w.nodes, eth.Address{3}) })
	k.Changed(nil)
	until(t, "a node that is gone", func() bool { return c.Len() == 2 })
	// The registry has nothing reserved: at one block with the index that is a mistake, and said.
	until(t, "a difference", func() bool { return strings.Contains(said.String(), "registry says") })
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// strange is a world whose gateways and metadata say what nobody has thought of.
type strange struct{ *fakeWorld }

func (s strange) Card(context.Context, string) (wire.Card, error) { panic("a card like no other") }

func (s strange) Fetch(context.Context, string, *dossier.About) dossier.About { panic("so is this") }

// A mistake of ours over what a node says is that node's alone: it is listed as one that cannot be reached, and the others are asked.
func TestStrangeNodes(t *testing.T) {
	w := strange{&fakeWorld{t: t, asked: map[string]int{}}}
	k := &Refresher{Gateways: w, Domain: domain}
	var p *steady.Panic
	if _, err := k.card(t.Context(), chain.Node{Endpoint: "a.example:443"}); !errors.As(err, &p) || public(err) != "cannot be reached" {
		t.Errorf("a card: %v", err)
	}
	d := &Describer{Metadata: w}
	if about := d.fetch(t.Context(), awaited{uri: "ipfs://x"}, time.Unix(5, 0)); about.Why == "" || about.URI != "ipfs://x" || !about.Fetched.Equal(time.Unix(5, 0)) {
		t.Errorf("metadata: %+v", about)
	}
}
