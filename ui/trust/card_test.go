package trust

import (
	"testing"

	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/wire"
	"berth/ui/fault"
)

// TestAgrees: an entry is held against the card of the gateway that it names.
func TestAgrees(t *testing.T) {
	node, chain := eth.Address{1}, wire.Chain{ID: 7, Market: eth.Address{9}}
	at, err := endpoint.Parse("N1.example.org:443")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*wire.Card, *registry.Entry)
		want   string // what differs
	}{
		{"the same", func(*wire.Card, *registry.Entry) {}, ""},
		{"without a domain", func(c *wire.Card, _ *registry.Entry) { c.Domain = "" }, ""},
		{"another form of the domain", func(c *wire.Card, _ *registry.Entry) { c.Domain = "n1.EXAMPLE.org." }, ""},
		{"an entry without an operator", func(_ *wire.Card, e *registry.Entry) { e.Operator = eth.Address{} }, ""},
		{"another chain", func(c *wire.Card, _ *registry.Entry) { c.ChainID = 8 }, "chain"},
		{"another market", func(c *wire.Card, _ *registry.Entry) { c.Market = node }, "market"},
		{"another node", func(c *wire.Card, _ *registry.Entry) { c.Node = eth.Address{3} }, "node"},
		{"another key", func(_ *wire.Card, e *registry.Entry) { e.Operator = eth.Address{3} }, "operator"},
		{"another domain", func(c *wire.Card, _ *registry.Entry) { c.Domain = "n2.example.org" }, "endpoint"},
		{"another port", func(c *wire.Card, _ *registry.Entry) { c.Domain = "n1.example.org:8443" }, "endpoint"},
		{"a domain that is none", func(c *wire.Card, _ *registry.Entry) { c.Domain = "//" }, "endpoint"},
	} {
		card := wire.Card{Node: node, Operator: eth.Address{2}, ChainID: 7, Market: chain.Market, Domain: "n1.example.org"}
		e := registry.Entry{Operator: eth.Address{2}, Endpoint: "N1.example.org:443"}
		c.change(&card, &e)
		err := Agrees(card, chain, node, e, at)
		if got := fault.Figure(err, "what"); got != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
