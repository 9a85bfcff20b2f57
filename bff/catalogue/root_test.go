package catalogue

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"

	"github.com/ethereum/go-ethereum/crypto"
)

// rooted are five nodes: one that does not say, one without either way, and each way alone and both.
func rooted() *Catalogue {
	c := New(dollar)
	for i, r := range []*wire.Root{nil, {}, {UserNS: true}, {Sandbox: "gvisor"}, {UserNS: true, Sandbox: "kata"}} {
		a := eth.Address{byte(i + 1)}
		all := resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}
		c.Put(chain.Node{Address: a, Operator: eth.Address{9}, Total: all, RegisteredAt: time.Unix(1, 0), Endpoint: "n.example:443"})
		c.SetCard(a, &wire.Card{Name: "n", Headroom: all, Root: r, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * uint64(i+1))}}}, "", time.Unix(2, 0))
	}
	c.Put(chain.Node{Address: eth.Address{6}, RegisteredAt: time.Unix(1, 0), Total: resource.Resources{CPUMilli: 1}, Endpoint: "away.example:443"})
	c.Publish()
	return c
}

func TestNeeds(t *testing.T) {
	c := rooted()
	want := resource.Resources{CPUMilli: 1000, MemoryMiB: 64}
	for _, tc := range []struct {
		need     order.Need
		nodes    []byte
		out, all int // without the need; of all six
	}{
		{"", []byte{1, 2, 3, 4, 5}, 0, 6},
		{order.NeedRoot, []byte{3, 4, 5}, 3, 3},
		{order.NeedUserNS, []byte{3, 5}, 4, 2},
		{order.NeedSandbox, []byte{4, 5}, 4, 2},
	} {
		list, err := c.Search(wire.NodeQuery{Resources: want, Needs: tc.need}, 0)
		if err != nil {
			t.Fatal(err)
		}
		var nodes []byte
		for _, n := range list.Items {
			nodes = append(nodes, n.Address[0])
			if !tc.need.Met(n.Root.Features()) {
				t.Errorf("%q: node %d shows %+v", tc.need, n.Address[0], n.Root)
			}
		}
		if !slices.Equal(nodes, tc.nodes) || list.Excluded["root"] != tc.out || fmt.Sprint(list.Needs) != "[root userns sandbox]" {
			t.Errorf("%q: got %v, without %v, needs %v", tc.need, nodes, list.Excluded, list.Needs)
		}
		fits, out := c.Fits(want, eth.Address{}, 0, tc.need, nil)
		if len(fits) != len(tc.nodes) || out["root"] != tc.out {
			t.Errorf("%q: %d fit, without %v", tc.need, len(fits), out)
		}
		if list, err := c.Search(wire.NodeQuery{Needs: tc.need}, 0); err != nil || list.Total != tc.all {
			t.Errorf("%q alone: %d, %v", tc.need, list.Total, err)
		}
	}
	c.SetCard(eth.Address{1}, &wire.Card{Name: "n", Images: []string{"berth/hello"}}, "", time.Unix(2, 0))
	c.Publish()
	if got := c.Able([]Workload{{Images: []string{"berth/hello"}}, {Images: []string{"berth/hello"}, Needs: order.NeedRoot}, {Images: []string{"postgres:17"}, Needs: order.NeedRoot}, {Images: []string{"postgres:17"}}}); fmt.Sprint(got) != "[5 3 3 4]" {
		t.Errorf("able: %v", got)
	}
	var p *problem.Problem
	if _, err := c.Search(wire.NodeQuery{Needs: "docker"}, 0); !errors.As(err, &p) || p.Field != "needs" {
		t.Errorf("an unknown need: %v", err)
	}
	c.SetCard(eth.Address{3}, &wire.Card{Name: "n"}, "", time.Unix(3, 0))
	c.SetCard(eth.Address{5}, &wire.Card{Name: "n", Root: &wire.Root{Sandbox: "kata"}}, "", time.Unix(3, 0))
	c.Publish()
	if list, err := c.Search(wire.NodeQuery{}, 0); err != nil || fmt.Sprint(list.Needs) != "[root sandbox]" {
		t.Errorf("once nobody has user namespaces: %v, %v", list.Needs, err)
	}
}

// TestAttackRootOfferForged: what a node offers images that start as root counts as its operator has signed it, and no otherwise.
func TestAttackRootOfferForged(t *testing.T) {
	a := attacktest.Begin(t, "a node is listed with isolation that its operator has not signed")
	now := time.Unix(1_800_000_000, 0).UTC()
	operator := eth.Address(crypto.PubkeyToAddress(operatorKey.PublicKey))
	n := chain.Node{Address: eth.Address{1}, Operator: operator, Endpoint: "w.example:443"}
	offers := []*wire.Root{nil, {}, {UserNS: true}, {Sandbox: "gvisor"}, {UserNS: true, Sandbox: "gvisor"}, {UserNS: true, Sandbox: "kata"}}
	for i, said := range offers {
		card := signed(t, wire.Card{Node: n.Address, Operator: operator, ChainID: 1337, Market: domain.Contract, Name: "West", IssuedAt: now, Prices: []wire.Price{{Token: dollar}}, Root: said})
		if err := CheckCard(domain, n, card, now); err != nil {
			t.Fatalf("%+v: %v", said, err)
		}
		for j, forged := range offers {
			if i == j {
				continue
			}
			card.Root = forged
			err := CheckCard(domain, n, card, now)
			a.Tried(err == nil, "signed with %+v, sent with %+v", said, forged)
		}
	}
	for _, class := range []string{"a\nb", "a\u202eb", string(make([]byte, 64)), " gvisor", "0123456789012345678901234567890123456789012345678901234567890123"} {
		card := signed(t, wire.Card{Node: n.Address, Operator: operator, ChainID: 1337, Market: domain.Contract, Name: "West", IssuedAt: now, Prices: []wire.Price{{Token: dollar}}, Root: &wire.Root{Sandbox: class}})
		err := CheckCard(domain, n, card, now)
		a.Tried(err == nil, "a sandbox that is called %q", class)
	}
}
