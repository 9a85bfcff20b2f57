package own

import (
	"strings"
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// TestRank: a price stands among those of nodes that take orders now in the same token.
func TestRank(t *testing.T) {
	usd, brt := eth.Address{0xd0}, eth.Address{0xbe}
	node := func(name string, core uint64, change func(*wire.Node)) wire.Node {
		n := wire.Node{Address: eth.Address{name[0]}, Name: name, Reachable: true, Prices: []wire.Price{{Token: usd, CoreHour: amount.NanoOf(3600 * core)}}}
		if change != nil {
			change(&n)
		}
		return n
	}
	me := eth.Address{'m'}
	for _, c := range []struct {
		name            string
		nodes           []wire.Node
		token           eth.Address
		want            string // names, the cheapest first
		cheaper, dearer int
		ok              bool
	}{
		{name: "none at all", token: usd},
		{name: "not among them", nodes: []wire.Node{node("a", 1, nil)}, token: usd},
		{name: "alone", nodes: []wire.Node{node("m", 1, nil)}, token: usd, want: "m", ok: true},
		{name: "no price in it", nodes: []wire.Node{node("m", 1, nil), node("a", 1, nil)}, token: brt},
		{name: "in the middle", nodes: []wire.Node{node("d", 9, nil), node("m", 5, nil), node("a", 5, nil), node("c", 1, nil)}, token: usd, want: "c m a d", cheaper: 1, dearer: 1, ok: true},
		{name: "who takes no orders", nodes: []wire.Node{
			node("a", 1, func(n *wire.Node) { n.Paused = true }), node("b", 1, func(n *wire.Node) { n.Reachable = false }), node("c", 1, func(n *wire.Node) { n.Prices = nil }), node("m", 5, nil),
		}, token: usd, want: "m", ok: true},
		{name: "paused oneself", nodes: []wire.Node{node("a", 1, nil), node("m", 5, func(n *wire.Node) { n.Paused = true })}, token: usd, want: "a m", cheaper: 1, ok: true},
	} {
		at, ok := place(c.nodes, me, c.token)
		var names []string
		for _, r := range at.Around {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, " "); got != c.want || at.Cheaper != c.cheaper || at.Dearer != c.dearer || ok != c.ok {
			t.Errorf("%s: %q, %d cheaper, %d dearer, %v", c.name, got, at.Cheaper, at.Dearer, ok)
		}
	}
	var many []wire.Node
	for i := range 20 {
		many = append(many, node(string(rune('A'+i)), uint64(i), nil))
	}
	for _, core := range []uint64{0, 3, 100} {
		at, _ := place(append(many, node("m", core, nil)), me, usd)
		got := ""
		for _, r := range at.Around {
			got += r.Name
		}
		if len(got) != 7 || !strings.Contains(got, "m") {
			t.Errorf("around %d: %s", core, got)
		}
	}
}

// TestMeasured: what a gateway calls itself is shown as what it is.
func TestMeasured(t *testing.T) {
	m := measured(wire.Card{Name: "a\u202eb", Region: "eu", Operator: eth.Address{2}, Capacity: resource.Resources{CPUMilli: 1000}}, "n1.example.org")
	if m.About.Name != "a⟨U+202E⟩b" || m.About.Region != "eu" || m.Operator != (eth.Address{2}) || m.Total.CPUMilli != 1000 || m.Endpoint != "n1.example.org" {
		t.Errorf("got %+v", m)
	}
	if m := measured(wire.Card{Capacity: resource.Resources{CPUMilli: 1000, TrafficMiB: resource.MaxTraffic}}, ""); m.Total != (resource.Resources{CPUMilli: 1000}) {
		t.Errorf("without a bound of traffic: %+v", m)
	}
}
