package catalogue

import (
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestMarket(t *testing.T) {
	c := New(dollar)
	put := func(n byte, region string, core uint64, free resource.Resources, change func(*chain.Node, *wire.Card)) {
		node := chain.Node{Address: eth.Address{n}, Operator: eth.Address{9}, Total: resource.Resources{CPUMilli: 8000, MemoryMiB: 8192, DiskMiB: 1 << 20}, RegisteredAt: time.Unix(1, 0), Endpoint: "n" + string('a'+rune(n)) + ".example:443"}
		card := &wire.Card{Name: "n", Region: region, Headroom: free, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * 4 * core)}}}
		if change != nil {
			change(&node, card)
		}
		c.Put(node)
		c.SetCard(node.Address, card, "", time.Unix(2, 0))
	}
	room := resource.Resources{CPUMilli: 4000, MemoryMiB: 4096, DiskMiB: 1 << 16}
	put(1, "eu", 5, room, nil)
	put(2, "eu", 3, room, func(_ *chain.Node, k *wire.Card) { k.Images = []string{"berth/hello"} })
	put(3, "us", 1, resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 10}, nil) // cheap, and full
	put(4, "us", 2, room, func(n *chain.Node, _ *wire.Card) { n.Paused = true })
	put(5, "", 9, room, func(_ *chain.Node, k *wire.Card) { k.Root = &wire.Root{UserNS: true} })
	c.SetCertification(eth.Address{1}, wire.Certification{Level: wire.Certified})
	c.Publish()

	m, rates := c.Market([]Offered{
		{Workload{Images: []string{"berth/hello"}}, resource.Resources{CPUMilli: 1000, MemoryMiB: 64}},
		{Workload{Images: []string{"postgres:17"}}, resource.Resources{CPUMilli: 1000, MemoryMiB: 64}},
		{Workload{Images: []string{"postgres:17"}, Needs: order.NeedRoot}, resource.Resources{CPUMilli: 1000, MemoryMiB: 64}},
		{Workload{}, resource.Resources{CPUMilli: 5000, MemoryMiB: 64}},
	})
	if m.Token != dollar || m.Nodes != 5 || m.Open != 4 || m.Free.CPUMilli != 12_100 || m.Total.CPUMilli != 32_000 {
		t.Errorf("market: %+v", m)
	}
	// Of a quarter of a core, which the full one has not free.
	if m.Rate == nil || m.Rate.Cmp(amount.NanoOf(3)) != 0 {
		t.Errorf("the lowest rate is %v, want 3", m.Rate)
	}
	for i, want := range []uint64{12, 20, 36, 0} {
		if got := rates[i]; (got == nil) != (want == 0) || got != nil && got.Cmp(amount.NanoOf(want)) != 0 {
			t.Errorf("service %d: %v, want %d", i, got, want)
		}
	}
	if len(m.Regions) != 3 {
		t.Fatalf("regions: %+v", m.Regions)
	}
	eu, us, none := m.Regions[0], m.Regions[1], m.Regions[2]
	if eu.Name != "eu" || eu.Nodes != 2 || eu.Open != 2 || eu.Certified != 1 || eu.Rate.Cmp(amount.NanoOf(3)) != 0 || eu.URL != "https://nc.example" {
		t.Errorf("eu: %+v", eu)
	}
	if us.Name != "us" || us.Nodes != 2 || us.Open != 1 || us.Rate != nil || us.URL != "https://nd.example" {
		t.Errorf("us: %+v", us)
	}
	if none.Name != "" || none.Nodes != 1 || none.Rate.Cmp(amount.NanoOf(9)) != 0 {
		t.Errorf("without a name: %+v", none)
	}
	if m, _ := New().Market(nil); m.Nodes != 0 || m.Rate != nil {
		t.Errorf("without nodes: %+v", m)
	}
}
