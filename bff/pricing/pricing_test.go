package pricing

import (
	"fmt"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
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
		return fmt.Sprintf("%s/%d/%.2f", p.Rate, p.Nodes, p.Chance)
	}
	for _, c := range []struct {
		rates                  []uint64
		low, recommended, fast string
		curve                  int
	}{
		{nil, "-", "-", "-", 0},
		{[]uint64{5}, "5/1/1.00", "5/1/1.00", "5/1/1.00", 1},
		{[]uint64{9, 5}, "5/1/0.50", "5/1/0.50", "9/2/1.00", 2},
		{[]uint64{30, 10, 20}, "10/1/0.33", "20/2/0.67", "30/3/1.00", 3},
		{[]uint64{7, 7, 7, 7}, "7/4/1.00", "7/4/1.00", "7/4/1.00", 1},
		{[]uint64{1, 2, 2, 9}, "1/1/0.25", "2/3/0.75", "9/4/1.00", 3},
	} {
		t.Run(fmt.Sprint(c.rates), func(t *testing.T) {
			h := Hint(nodes(c.rates...), want, dollar, 3600)
			if point(h.Low) != c.low || point(h.Recommended) != c.recommended || point(h.Fast) != c.fast || len(h.Curve) != c.curve || h.Nodes != len(c.rates) {
				t.Errorf("got %s, %s, %s, %v", point(h.Low), point(h.Recommended), point(h.Fast), h.Curve)
			}
			for i := 1; i < len(h.Curve); i++ {
				if h.Curve[i].Rate.Cmp(h.Curve[i-1].Rate) <= 0 || h.Curve[i].Chance <= h.Curve[i-1].Chance {
					t.Errorf("the curve does not rise: %v", h.Curve)
				}
			}
			if n := len(h.Curve); n > 0 && h.Curve[n-1].Chance != 1 {
				t.Errorf("the curve ends at %v", h.Curve[n-1])
			}
		})
	}
	var many []uint64
	for i := range 500 {
		many = append(many, uint64(i+1))
	}
	if h := Hint(nodes(many...), want, dollar, 3600); len(h.Curve) != maxCurve || h.Recommended.Chance < 0.5 || h.Recommended.Chance > 0.51 {
		t.Errorf("many: got %d points, recommended %s", len(h.Curve), point(h.Recommended))
	}
	if h := Hint(nodes(1, 2), resource.Resources{CPUMilli: 5000, MemoryMiB: 64}, dollar, 0); h.Excluded["cpuMilli"] != 2 || h.Source != "list-prices" {
		t.Errorf("nobody fits: got %+v", h)
	}
	if h := Hint(nodes(1, 2), want, native, 0); h.Nodes != 0 || h.Excluded["token"] != 2 || h.Token != native || h.Low != nil {
		t.Errorf("nobody takes the token: got %+v", h)
	}
}
