package bff_test

import (
	"fmt"
	"testing"
	"time"

	"berth/bff"
	"berth/e2e/ferret"
	"berth/shared/order"
	"berth/shared/wire"
)

// Two replicas on one database, a FerretDB with a PostgreSQL behind it: what is done at one is known at the other, and when the
// one that leads ends, the other goes on.
func TestReplicas(t *testing.T) {
	uri := ferret.Start(t) + "replicas"
	var first *world
	on := func(c *bff.Config) {
		c.MongoDB = uri
		if first != nil {
			c.PublicURL = first.url
		}
	}
	first = newWorldOf(t, func(c *bff.Config) { c.MongoDB = uri }, honest, honest)
	second := *first
	second.url, second.ops, second.data, second.change = "", "", t.TempDir(), on
	second.start()
	t.Cleanup(func() { second.stop() })
	g := first.gateways[0]
	node := "/api/nodes/" + addr(g.node).String()

	// A session of one is one of the other; so are offers and orders.
	c := first.client()
	c.login(key(2))
	there := &client{&second, c.http}
	if s := get[wire.Session](there, "/api/session"); s.Address != addr(key(2)) {
		t.Fatalf("the other replica's session: %+v", s)
	}
	second.until("the node is known, with its card", func() error {
		var n wire.Node
		if status, b := there.do("GET", node, nil, &n); status != 200 || !n.Reachable {
			return fmt.Errorf("%d %s", status, b)
		}
		return nil
	})
	v := first.rent(c, g, first.dollar, 3600)
	second.order(there, v.ID, func(o wire.OrderView) bool { return o.State == order.Active })
	if n := get[wire.NodeList](there, "/api/nodes"); n.Total != 2 {
		t.Errorf("lists show %d nodes, want 2", n.Total)
	}

	// The node's wallet takes it off at one; neither lists it, and it is there by its address.
	own := second.client()
	if status, _ := own.do("PUT", node+"/listing", wire.List{}, nil); status != 401 {
		t.Errorf("nobody takes it off: %d", status)
	}
	if status, _ := there.do("PUT", node+"/listing", wire.List{}, nil); status != 403 {
		t.Errorf("somebody else takes it off: %d", status)
	}
	own = first.client()
	own.login(g.node)
	own = &client{&second, own.http}
	listed := func(want bool) {
		t.Helper()
		var l wire.Listing
		if status, b := own.do("PUT", node+"/listing", wire.List{Listed: want}, &l); status != 200 || l.Listed == nil || *l.Listed != want || (l.Unlisted == "") != want {
			t.Fatalf("listed %v: %d %s", want, status, b)
		}
		for _, r := range []*client{c, there} {
			r.w.until("the list follows", func() error {
				if n := get[wire.NodeList](r, "/api/nodes"); (n.Total == 2) != want {
					return fmt.Errorf("%d nodes", n.Total)
				}
				return nil
			})
			if n := get[wire.Node](r, node); (n.Unlisted == wire.TakenOff) == want {
				t.Errorf("by its address: %q", n.Unlisted)
			}
		}
	}
	listed(false)
	listed(true)

	// The leader ends: the other one leads, and knows what comes then.
	first.stop()
	start := time.Now()
	w := second.rent(there, first.gateways[1], first.dollar, 3600)
	if w.ID <= v.ID {
		t.Errorf("order %d after %d", w.ID, v.ID)
	}
	t.Logf("an order %s after the leader ended", time.Since(start).Round(time.Millisecond))
	second.until("ready", second.server.Ready)

	// It comes back, and follows.
	first.start()
	t.Cleanup(func() { first.stop() })
	for _, id := range []order.ID{v.ID, w.ID} {
		first.order(c, id, func(o wire.OrderView) bool { return o.State == order.Active })
	}
}
