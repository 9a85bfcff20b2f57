package negotiate

import (
	"context"
	"strings"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// offering is a catalogue of nodes whose cards offer what is given, each.
func offering(t testing.TB, offers ...*wire.Root) *catalogue.Catalogue {
	c := catalogue.New(tokens...)
	all := resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}
	for i, r := range offers {
		a := eth.Address{1, byte(i)}
		c.Put(chain.Node{Address: a, Operator: operatorAddress(t), Total: all, RegisteredAt: time.Unix(1, 0), Endpoint: a.String() + ".example:443"})
		c.SetCard(a, &wire.Card{Name: "n", Headroom: all, Root: r, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * 1000 * 1e9)}}}, "", time.Now())
	}
	c.Publish()
	return c
}

// TestAttackUnpromised has nodes whose cards offer what is needed answer with quotes that do not promise it, or not as signed: the
// platform hands none of them on, and counts them as silent.
func TestAttackUnpromised(t *testing.T) {
	a := attacktest.Begin(t, "a user pays for a quote that does not promise what the offer needed")
	both := &wire.Root{UserNS: true, Sandbox: "gvisor"}
	for _, c := range []struct {
		need            order.Need
		promises, signs order.Features
		lies            bool
	}{
		{order.NeedRoot, 0, 0, true},
		{order.NeedRoot, 4, 4, true},
		{order.NeedRoot, order.UserNS, 0, true},
		{order.NeedRoot, 0, order.UserNS, true},
		{order.NeedRoot, order.UserNS, order.Sandbox, true},
		{order.NeedUserNS, order.Sandbox, order.Sandbox, true},
		{order.NeedUserNS, order.Sandbox, order.UserNS, true},
		{order.NeedSandbox, order.UserNS, order.UserNS, true},
		{order.NeedSandbox, order.UserNS | order.Sandbox, order.UserNS, true},
		{"", order.UserNS, 0, true},
		{order.NeedRoot, order.UserNS, order.UserNS, false},
		{order.NeedRoot, order.Sandbox, order.Sandbox, false},
		{order.NeedSandbox, order.UserNS | order.Sandbox, order.UserNS | order.Sandbox, false},
		{"", 0, 0, false},
	} {
		asked := make(chan wire.Greet, 1)
		gateways := fakeGateways(func(_ context.Context, url string, g wire.Greet) (wire.Greeting, error) {
			asked <- g
			node, err := eth.ParseAddress(strings.TrimSuffix(strings.TrimPrefix(url, "https://"), ".example"))
			if err != nil {
				return wire.Greeting{}, err
			}
			q := order.Quote{
				Node: node, User: g.User, Token: g.Token, Resources: g.Resources, Rate: g.Rate, MinDuration: 60, MaxDuration: 7200, Epoch: 1,
				ValidUntil: time.Now().Add(time.Minute).Truncate(time.Second), Nonce: 1, Features: c.signs,
			}
			sig := sign(t, q, operator)
			q.Features = c.promises
			return wire.Greeting{Kind: wire.Accept, Quote: &q, Signature: sig}, nil
		})
		m := New(Config{Domain: domain, Tokens: tokens, Deadline: 10 * time.Second}, offering(t, both), gateways, fakeContracts{}, &memStore{}, quiet)
		o := whole(t, m, wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e12), Duration: 3600, Needs: c.need})
		if g := <-asked; g.Needs != c.need {
			t.Errorf("the node was asked for %q", g.Needs)
		}
		got := o.Answers[0]
		if !c.lies {
			if got.Quote == nil || got.Quote.Features != c.promises || o.Done.Accepted != 1 {
				t.Errorf("%q, %s: an honest quote came as %+v, %+v", c.need, c.promises, got.Greeting, o.Done)
			}
			continue
		}
		a.Tried(got.Quote != nil || got.Kind != wire.NoAnswer || o.Done.Accepted != 0 || o.Done.Silent != 1,
			"%q: a quote with %s, signed with %s, came as %+v, %+v", c.need, c.promises, c.signs, got.Greeting, o.Done)
	}
}

// whole is an offer once all answers are there.
func whole(t *testing.T, m *Manager, r wire.OfferRequest) wire.Offer {
	t.Helper()
	defer m.Close()
	user := eth.Address{2}
	id, err := m.Start(t.Context(), user, "", r)
	if err != nil {
		t.Fatal(err)
	}
	for from, last := 0, false; !last; {
		var events []Event
		if events, last, err = m.Events(t.Context(), user, id, from); err != nil {
			t.Fatal(err)
		}
		from += len(events)
	}
	o, err := m.Offer(t.Context(), user, id)
	if err != nil || o.Done == nil {
		t.Fatalf("%+v, %v", o, err)
	}
	return o
}

// Only nodes whose cards have what is needed are asked, and it is said how many are not.
func TestAsksWhoCan(t *testing.T) {
	gateways := fakeGateways(func(context.Context, string, wire.Greet) (wire.Greeting, error) {
		return wire.Greeting{Kind: wire.Reject}, nil
	})
	offers := []*wire.Root{nil, {}, {UserNS: true}, {Sandbox: "gvisor"}, {UserNS: true, Sandbox: "kata"}}
	for need, asked := range map[order.Need]int{"": 5, order.NeedRoot: 3, order.NeedUserNS: 2, order.NeedSandbox: 2} {
		m := New(Config{Domain: domain, Tokens: tokens, Deadline: 10 * time.Second}, offering(t, offers...), gateways, fakeContracts{}, &memStore{}, quiet)
		o := whole(t, m, wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e12), Duration: 3600, Needs: need})
		if len(o.Asked.Nodes) != asked || o.Asked.Excluded["root"] != len(offers)-asked {
			t.Errorf("%q: asked %d, without %v", need, len(o.Asked.Nodes), o.Asked.Excluded)
		}
	}
	bad := wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e12), Duration: 3600, Needs: "docker"}
	if err := Check(bad, tokens); err == nil || !strings.Contains(err.Error(), "needs") {
		t.Errorf("an unknown need: %v", err)
	}
}
