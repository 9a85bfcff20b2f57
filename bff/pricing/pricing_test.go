package pricing

import (
	"context"
	"fmt"
	"math"
	"strings"
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

var dollar, native = eth.Address{0xd0}, eth.Address{0xbe}

// nodes is a catalogue with a node for each rate a core and second.
func nodes(rates ...uint64) *catalogue.Catalogue {
	c := catalogue.New(dollar, native)
	for i, r := range rates {
		a := eth.Address{1, byte(i >> 8), byte(i)}
		total := resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}
		c.Put(chain.Node{Address: a, Total: total, RegisteredAt: time.Unix(1, 0), Endpoint: "a.example:443"})
		c.SetCard(a, &wire.Card{Name: "n", Headroom: total, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * r)}}}, "", time.Now())
	}
	c.Publish()
	return c
}

func TestHint(t *testing.T) {
	want := resource.Resources{CPUMilli: 1000, MemoryMiB: 64}
	point := func(p *wire.PricePoint) string {
		if p == nil {
			return "-"
		}
		return fmt.Sprintf("%s/%d", p.Rate, p.Nodes)
	}
	ask := func(n *catalogue.Catalogue, want resource.Resources, token eth.Address) wire.PriceHint {
		return NewModel(time.Now).Hint(n, Want{Resources: want, Token: token, Duration: 3600})
	}
	for _, c := range []struct {
		rates                  []uint64
		low, recommended, fast string
		list, warn             string
		curve                  int
	}{
		{nil, "-", "-", "-", "", "", 0},
		{[]uint64{5}, "5/1", "5/1", "5/1", "5", "7", 1},
		{[]uint64{9, 5}, "5/1", "5/1", "5/1", "5", "7", 2},
		{[]uint64{30, 10, 20}, "10/1", "10/1", "20/2", "20", "30", 3},
		{[]uint64{7, 7, 7, 7}, "7/4", "7/4", "7/4", "7", "10", 1},
		{[]uint64{1, 2, 2, 9}, "1/1", "1/1", "2/3", "2", "3", 3},
	} {
		t.Run(fmt.Sprint(c.rates), func(t *testing.T) {
			h := ask(nodes(c.rates...), want, dollar)
			if point(h.Low) != c.low || point(h.Recommended) != c.recommended || point(h.Fast) != c.fast || len(h.Curve) != c.curve || h.Nodes != len(c.rates) {
				t.Errorf("got %s, %s, %s, %v", point(h.Low), point(h.Recommended), point(h.Fast), h.Curve)
			}
			if h.List != nil && (h.List.String() != c.list || h.Warn.String() != c.warn) {
				t.Errorf("got list %s, warn %s", h.List, h.Warn)
			}
			if h.Source != "list-prices" {
				t.Errorf("source %s", h.Source)
			}
			for i, p := range h.Curve {
				if i > 0 && (p.Rate.Cmp(h.Curve[i-1].Rate) <= 0 || p.Nodes <= h.Curve[i-1].Nodes) {
					t.Errorf("the curve does not rise: %v", h.Curve)
				}
				if p.Chance != 0 {
					t.Errorf("a chance is told that nobody has taught: %+v", p)
				}
				if p.Total != p.Rate.Cost(3600) {
					t.Errorf("the total of %+v", p)
				}
			}
		})
	}
	var many []uint64
	for i := range 500 {
		many = append(many, uint64(i+1))
	}
	if h := ask(nodes(many...), want, dollar); len(h.Curve) != maxCurve+1 || h.Recommended.Nodes != 1 || h.List.String() != "250" {
		t.Errorf("many: got %d points, recommended %s, list %s", len(h.Curve), point(h.Recommended), h.List)
	}
	if h := ask(nodes(1, 2), resource.Resources{CPUMilli: 5000, MemoryMiB: 64}, dollar); h.Excluded["cpuMilli"] != 2 || h.Source != "list-prices" {
		t.Errorf("nobody fits: got %+v", h)
	}
	if h := ask(nodes(1, 2), want, native); h.Nodes != 0 || h.Excluded["token"] != 2 || h.Token != native || h.Low != nil {
		t.Errorf("nobody takes the token: got %+v", h)
	}
}

// A node alone can say what it likes: it is still only a list price.
func TestOneNodeTeachesNoChance(t *testing.T) {
	m := NewModel(time.Now)
	for i := range 10_000 {
		m.Hear(heard(eth.Address{1}, eth.Address{2, byte(i), byte(i >> 8)}, 1000, 1100, 1000))
	}
	h := m.Hint(nodes(1000), Want{Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 64}, Token: dollar, Duration: 3600})
	if h.Source != "list-prices" || h.Recommended.Chance != 0 {
		t.Errorf("got %+v", h)
	}
	for i := range 100 {
		m.Hear(heard(eth.Address{3}, eth.Address{4, byte(i)}, 1000, 1100, 1000))
	}
	if h := m.Hint(nodes(1000), Want{Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 64}, Token: dollar, Duration: 3600}); h.Source != "greets" || h.Recommended.Chance < 0.8 || h.Recommended.Chance > mostChance {
		t.Errorf("two nodes that always take their list price: got %+v, %+v", h, h.Recommended)
	}
}

// Where nodes have come to ask for more than their cards say, more than the list price is recommended.
func TestWhatIsRecommendedIsLikelyToBeTaken(t *testing.T) {
	m := NewModel(time.Now)
	for i := range 400 {
		m.Hear(heard(eth.Address{1, byte(i)}, eth.Address{2, byte(i), byte(i >> 8)}, 1000, 1000, 1090))
	}
	h := m.Hint(nodes(1000), Want{Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 64}, Token: dollar, Duration: 3600})
	if h.Low.Rate.String() != "1000" || h.Low.Chance > 0.2 || h.Recommended.Rate.String() != "1100" || h.Recommended.Chance < safe {
		t.Errorf("got low %+v, recommended %+v", h.Low, h.Recommended)
	}
}

func TestEvidenceFades(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	m := NewModel(func() time.Time { return now })
	for i := range 200 {
		m.Hear(heard(eth.Address{1, byte(i)}, eth.Address{2, byte(i)}, 1000, 1000, 1000))
	}
	before := m.all.weight()
	now = now.Add(halfLife)
	if !m.Knows() || m.all.weight() < before*0.49 || m.all.weight() > before*0.51 {
		t.Errorf("%f after a half-life, of %f", m.all.weight(), before)
	}
	now = now.Add(10 * halfLife)
	if m.Knows() || len(m.nodes.spent) != 0 {
		t.Errorf("after long: %f, %d nodes", m.all.weight(), len(m.nodes.spent))
	}
}

// shelf is a Store in memory; taken: another replica has the turn.
type shelf struct {
	b     []byte
	taken bool
}

func (s *shelf) Claim(_ context.Context, _ string, d time.Duration) (bool, time.Time, error) {
	won := !s.taken
	s.taken = true
	return won, time.Now().Add(d), nil
}

func (s *shelf) Release(context.Context, string, time.Time) error { s.taken = false; return nil }

func (s *shelf) Learned(context.Context) ([]byte, error)      { return s.b, nil }
func (s *shelf) PutLearned(_ context.Context, b []byte) error { s.b = b; return nil }

func TestWhatIsLearnedIsKept(t *testing.T) {
	m, s := NewModel(time.Now), &shelf{}
	for i := range 500 {
		m.Hear(heard(eth.Address{1, byte(i)}, eth.Address{2, byte(i)}, 1000, 1000+uint64(i), 1200))
	}
	if err := m.Sync(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if len(s.b) == 0 || len(s.b) > 64<<10 {
		t.Errorf("%d bytes are kept", len(s.b))
	}
	again := NewModel(time.Now)
	if err := again.Sync(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for _, x := range []float64{0.9, 1, 1.1, 1.3} {
		a, b := m.curve("cpuMilli 0"), again.curve("cpuMilli 0")
		if math.Abs(a.at(x)-b.at(x)) > 1e-9 {
			t.Errorf("at %f: %f, and %f after a restart", x, a.at(x), b.at(x))
		}
	}
	if again.nodes.left(eth.Address{1, 1}) >= 1 {
		t.Error("what a node has added is forgotten")
	}
	for name, b := range map[string]string{
		"not JSON": "{", "other edges": `{"edges":[1]}`, "negative": strings.Replace(string(s.b), `"exact":[0`, `"exact":[-1`, 1), "null": "null",
	} {
		empty := NewModel(time.Now)
		if err := empty.Sync(t.Context(), &shelf{b: []byte(b)}); (err != nil) != (name == "not JSON") || empty.all.weight() != 0 {
			t.Errorf("%s: %v, %f", name, err, empty.all.weight())
		}
	}
}

// heard is the answer of a node that lists so much and asks for so much to an offer.
func heard(node, user eth.Address, list, offered, asks uint64) Heard {
	h := Heard{
		Node: node, User: user, At: time.Now(), Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 64}, Duration: 3600,
		Price: wire.Price{Token: dollar, CoreHour: amount.NanoOf(3600 * list)}, Load: &wire.Load{}, Offered: amount.NanoOf(offered),
	}
	h.Answer = wire.Greeting{Kind: wire.Accept, Quote: &order.Quote{Rate: amount.NanoOf(asks)}}
	if asks > offered {
		h.Answer.Kind = wire.Counter
	}
	return h
}

func FuzzLearned(f *testing.F) {
	f.Add([]byte(`{"edges":[]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := NewModel(time.Now)
		_ = m.Sync(t.Context(), &shelf{b: b})
		c := m.curve("cpuMilli 0")
		for last, x := 0.0, 0.1; x < 5; x += 0.1 {
			p := c.at(x)
			if !(p >= last-1e-9 && p <= 1) {
				t.Fatalf("the chance at %f is %f after %f", x, p, last)
			}
			last = p
		}
	})
}
