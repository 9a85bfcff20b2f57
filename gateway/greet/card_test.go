package greet

import (
	"crypto/sha256"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// signer is who signed a card.
func signer(t *testing.T, c wire.Card) eth.Address {
	t.Helper()
	sig := c.Signature
	c.Signature = nil
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	by, err := eip712.Recover(typed.Card(domain, node, eth.Hash(sha256.Sum256(raw))), sig)
	if err != nil {
		t.Fatal(err)
	}
	return by
}

func TestCard(t *testing.T) {
	d, k, _ := desk(func(k *known, terms *Terms, _ *time.Time) {
		terms.Price = Policy{Base: []wire.Price{price}, Floor: 80, Ceiling: 160}
		terms.Price.Base[0].Discounts = []wire.Discount{{From: 3600, Percent: 5}}
		k.facts.Reserved.CPUMilli = 5000
		k.facts.Capacity.MemoryMiB = 4000
	})
	c, err := d.Card(wire.Card{Name: "n", Signature: eth.Bytes{1}})
	if err != nil {
		t.Fatal(err)
	}
	want := wire.Price{Token: dollar, CoreHour: units(4_320_000), TrafficGiB: amount.NanoOf(819_200_000_000), Discounts: []wire.Discount{{From: 3600, Percent: 5}}} // 120 %, and 80 % of 1024
	free := resource.Resources{CPUMilli: 5000, MemoryMiB: 4000, DiskMiB: 10_000, TrafficMiB: 1e6, GPU: 2, GPUModel: "h100"}
	if !reflect.DeepEqual(c.Prices, []wire.Price{want}) || *c.PriceRange != (wire.PriceRange{Floor: 80, Ceiling: 160}) || *c.Load != (wire.Load{CPU: 500}) || c.Headroom != free || c.Capacity.MemoryMiB != 4000 {
		t.Errorf("got %+v, load %+v", c, c.Load)
	}
	us := eth.Address(crypto.PubkeyToAddress(key.PublicKey))
	if by := signer(t, c); by != us {
		t.Errorf("signed by %s", by)
	}
	for name, change := range map[string]func(*wire.Card){
		"price": func(c *wire.Card) { c.Prices = []wire.Price{{Token: dollar, CoreHour: units(1)}} },
		"discount": func(c *wire.Card) {
			p := c.Prices[0]
			p.Discounts = []wire.Discount{{From: 3600, Percent: 6}}
			c.Prices = []wire.Price{p}
		},
		"none":      func(c *wire.Card) { p := c.Prices[0]; p.Discounts = nil; c.Prices = []wire.Price{p} },
		"range":     func(c *wire.Card) { c.PriceRange = &wire.PriceRange{Floor: 80, Ceiling: 161} },
		"no range":  func(c *wire.Card) { c.PriceRange = nil },
		"load":      func(c *wire.Card) { c.Load = &wire.Load{CPU: 501} },
		"capacity":  func(c *wire.Card) { c.Capacity.MemoryMiB++ },
		"headroom":  func(c *wire.Card) { c.Headroom.GPU++ },
		"the clock": func(c *wire.Card) { c.IssuedAt = c.IssuedAt.Add(time.Second) },
	} {
		bad := c
		change(&bad)
		if signer(t, bad) == us {
			t.Errorf("%s: changed, and the signature holds", name)
		}
	}

	k.facts.Capacity = resource.Resources{}
	if c, err = d.Card(wire.Card{}); err != nil || c.Load != nil || !c.Capacity.IsZero() || !c.Headroom.IsZero() {
		t.Errorf("without a word from the runtime: %+v, %v", c, err)
	}
}
