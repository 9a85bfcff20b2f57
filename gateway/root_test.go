package gateway

import (
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// offering is a runtime that offers what a test says.
type offering struct {
	cluster.Cluster
	has *atomic.Pointer[cluster.Offers]
}

func (o offering) Offers() cluster.Offers { return *o.has.Load() }

// TestRootIsPromised: what the runtime offers is on the card; an offer that needs it gets a quote that promises it, which the chain
// keeps in the order's event; and a node that has lost it takes no new revision, over a restart, too.
func TestRootIsPromised(t *testing.T) {
	w := newWorld(t)
	var has atomic.Pointer[cluster.Offers]
	has.Store(&cluster.Offers{Userns: true})
	runs := func(c *Config) { c.Runs = func(in cluster.Cluster) cluster.Cluster { return offering{in, &has} } }
	_, stop := w.start(runs)
	says := func(want wire.Root) {
		t.Helper()
		within(t, 5*time.Second, "the card says so", func() bool { // one is given out for a second
			var card wire.Card
			_, p := w.call("GET", "/.well-known/berth", "", nil, &card)
			return p == nil && card.Root != nil && *card.Root == want
		})
	}
	says(wire.Root{UserNS: true})
	greet := func(need order.Need) (a wire.Greeting) {
		t.Helper()
		offer := w.offer(units(1e15))
		offer.Needs = need
		if code, p := w.call("POST", "/v1/greet", "", offer, &a); p != nil {
			t.Fatalf("greet: %d %v", code, p)
		}
		return a
	}
	if a := greet(order.NeedSandbox); a.Kind != wire.Reject || a.Reasons[0].Code != "root" || a.Reasons[0].Free != "userns" {
		t.Errorf("a sandbox is needed: %+v", a)
	}
	a := greet(order.NeedRoot)
	if a.Kind != wire.Accept || a.Quote.Features != order.UserNS {
		t.Fatalf("root is needed: %+v", a)
	}
	forged := *a.Quote
	forged.Features = order.Sandbox
	if _, _, err := w.rent.CreateOrderWithPermit(t.Context(), forged, a.Signature, 3600); err == nil {
		t.Fatal("the market takes another promise than was signed")
	}
	id, _, err := w.rent.CreateOrderWithPermit(t.Context(), *a.Quote, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	w.becomes(id, order.Active)
	bearer := w.access(id)
	w.deploy(bearer, w.deployRequest(id, 1, echoManifest, w.user))

	has.Store(&cluster.Offers{})
	says(wire.Root{})
	stop()
	g, _ := w.start(runs)
	var promised order.Features
	g.keeper.Book.Look(id, func(o *book.Order) { promised = o.Rec.Order.Features })
	if promised != order.UserNS {
		t.Errorf("after a restart the order was promised %s", promised)
	}
	_, p := w.call("PUT", "/v1/orders/"+id.String()+"/deployment", bearer, w.deployRequest(id, 2, echoManifest, w.user), nil)
	if p == nil || p.Code != problem.FeatureLost || p.Figures["lost"] != "userns" || p.Status != 409 {
		t.Errorf("a new revision: %+v", p)
	}
	has.Store(&cluster.Offers{Userns: true, Sandbox: "gvisor"})
	w.deploy(bearer, w.deployRequest(id, 2, echoManifest, w.user))
}
