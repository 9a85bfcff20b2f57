package greet

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// TestPromise: a quote promises just what was needed, and all that the order which it replaces was promised; a node that cannot
// says what it has.
func TestPromise(t *testing.T) {
	userns, sandbox, both := cluster.Offers{Userns: true}, cluster.Offers{Sandbox: "gvisor"}, cluster.Offers{Userns: true, Sandbox: "gvisor"}
	for _, c := range []struct {
		need     order.Need
		old      order.Features // of an order that is replaced
		has      cluster.Offers
		want     order.Features
		refusing string // wanted / free
	}{
		{"", 0, both, 0, ""},
		{"", 0, cluster.Offers{}, 0, ""},
		{order.NeedRoot, 0, both, order.UserNS, ""},
		{order.NeedRoot, 0, sandbox, order.Sandbox, ""},
		{order.NeedSandbox, 0, both, order.Sandbox, ""},
		{order.NeedRoot, 0, cluster.Offers{}, 0, "root / no"},
		{order.NeedUserNS, 0, sandbox, 0, "userns / sandbox"},
		{order.NeedSandbox, 0, userns, 0, "sandbox / userns"},
		{"", order.UserNS, both, order.UserNS, ""},
		{order.NeedSandbox, order.UserNS, both, order.UserNS | order.Sandbox, ""},
		{order.NeedRoot, order.Sandbox, both, order.UserNS | order.Sandbox, ""},
		{"", order.UserNS, sandbox, 0, "userns / sandbox"},
		{"", order.UserNS | order.Sandbox, userns, 0, "sandbox / userns"},
	} {
		d, _, _ := desk(func(k *known, _ *Terms, _ *time.Time) {
			k.facts.Offers = c.has
			k.old = book.Replaceable{Token: dollar, Features: c.old}
		})
		g := offer(1, 1<<40, 100)
		g.Needs = c.need
		if c.old != 0 {
			g.Replaces = 7
		}
		a, err := d.Greet(context.Background(), g, netip.Prefix{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(a.Reasons) > 0 && a.Reasons[0].Code == "root" && a.Reasons[0].Text != "" {
			got = a.Reasons[0].Wanted + " / " + a.Reasons[0].Free
		}
		if got != c.refusing || (a.Quote != nil) != (c.refusing == "") || a.Quote != nil && a.Quote.Features != c.want {
			t.Errorf("%q, was promised %s, has %+v: got %s %q, quote %+v", c.need, c.old, c.has, a.Kind, got, a.Quote)
		}
		if recent := d.Recent(); len(recent) != 1 || recent[0].Was.Kind != a.Kind {
			t.Errorf("remembered as %+v", recent)
		}
		card, err := d.Card(wire.Card{Root: &wire.Root{UserNS: true, Sandbox: "another"}})
		if err != nil || card.Root == nil || card.Root.UserNS != c.has.Userns || card.Root.Sandbox != c.has.Sandbox || signer(t, card).IsZero() {
			t.Errorf("the card says %+v, %v", card.Root, err)
		}
	}
	d, _, _ := desk()
	g := offer(1, 1<<40, 100)
	g.Needs = "docker"
	var p *problem.Problem
	if _, err := d.Greet(context.Background(), g, netip.Prefix{}); !errors.As(err, &p) || p.Field != "needs" {
		t.Errorf("an unknown need: %v", err)
	}
}
