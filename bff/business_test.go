package bff_test

import (
	"slices"
	"testing"

	"berth/shared/order"
	"berth/shared/wire"
)

// business: whose node it is sees what its one order brought, and that order as its own.
func (w *world) business(g *gateway, id order.ID, earned wire.Money) {
	w.t.Helper()
	path := "/api/nodes/" + addr(g.node).String() + "/business"
	owner, operator := w.client(), w.client()
	owner.login(g.node)
	operator.login(g.operator)
	for _, c := range []*client{owner, operator} {
		b := get[wire.Business](c, path)
		if !slices.Equal(b.Earned, []wire.Money{earned}) || len(b.Escrow) > 0 || b.Live != 0 || b.Ended != 1 {
			w.t.Errorf("business: %+v, want %+v earned", b, earned)
		}
		if s := b.Sight; s.Since.IsZero() || s.Asked == 0 || s.Answered > s.Asked || s.Answered == 0 || s.Reachable > s.Known {
			w.t.Errorf("sight: %+v", s)
		}
	}
	if page := get[wire.Page[wire.OrderView]](owner, "/api/orders?as=node&state=ended"); page.Total != 1 || len(page.Items) != 1 || page.Items[0].ID != id || page.Items[0].Care != nil {
		w.t.Errorf("the node's orders: %+v", page)
	}
	for _, query := range []string{"?as=user", "?as=node&state=live"} {
		if page := get[wire.Page[wire.OrderView]](owner, "/api/orders"+query); page.Total != 0 {
			w.t.Errorf("%s: %+v", query, page)
		}
	}
}

// TestBusinessOfANewNode: there is something to see before there is any order.
func TestBusinessOfANewNode(t *testing.T) {
	w := newWorld(t, honest)
	w.nodesReachable(1)
	c := w.client()
	c.login(w.gateways[0].node)
	b := get[wire.Business](c, "/api/nodes/"+addr(w.gateways[0].node).String()+"/business")
	if b.Earned != nil || b.Escrow != nil || b.Live+b.Ended != 0 || b.Sight.Answered == 0 {
		t.Errorf("got %+v", b)
	}
}
