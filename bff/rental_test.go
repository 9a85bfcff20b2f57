package bff_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"berth/bff"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// late is as good as the honest one, and dearer.
var late = kind{name: "late", percent: 600, greeting: honest.greeting}

// Nodes that answer nothing, lie, or have no room are gone over; one that is paid and never activates is given up, and the next is asked
// only once the money is back. All of it is on the chain, and outlives a restart.
func TestTheFirstThatWorks(t *testing.T) {
	w := newWorldOf(t, func(c *bff.Config) { c.RentalActivate = time.Second }, honest, liar, full, dead, late)
	w.nodesReachable(5)
	c := w.client()
	c.login(key(2))
	lazy, last := w.gateways[0], w.gateways[4]
	rate := last.price(w.dollar).Rate(small, 3600)
	var inOrder []eth.Address
	for _, i := range []int{1, 2, 3, 0, 4} {
		inOrder = append(inOrder, addr(w.gateways[i].node))
	}
	req := wire.RentalRequest{OfferRequest: wire.OfferRequest{Resources: small, Token: w.dollar, Rate: rate, Duration: 3600, Nodes: inOrder}}
	var x wire.Rental
	if status, b := c.do("POST", "/api/rental", req, &x); status != 201 {
		t.Fatalf("start: %d %s", status, b)
	}
	state := func(want wire.RentalState) wire.Rental {
		t.Helper()
		w.until("the rental is "+string(want), func() error {
			if x = get[wire.Rental](c, "/api/rental"); x.State != want {
				return fmt.Errorf("it is %s: %s", x.State, tried(x))
			}
			return nil
		})
		return x
	}
	x = state(wire.RentalPay)
	if got := tried(x); got != "bad-answer/never-left declined/never-left silent/never-left /never-left" || x.Tries[3].Node.Address != addr(lazy.node) {
		t.Fatalf("tried: %s", got)
	}
	a := x.Tries[3].Answer
	first, _, err := w.user.CreateOrderWithPermit(t.Context(), *a.Quote, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	x = state(wire.RentalReturn) // it does not activate
	if x.Tries[3].Order != first || x.Tries[3].Outcome != "not-activated" || x.Tries[3].Money != "held" {
		t.Errorf("got %+v", x.Tries[3])
	}
	w.stop()
	w.start()
	if _, err := w.user.Cancel(t.Context(), first, order.NodeUnreachable); err != nil {
		t.Fatal(err)
	}
	w.until("the platform sees the end", func() error {
		if v := get[wire.OrderView](c, "/api/orders/"+first.String()); v.State != order.Cancelled {
			return fmt.Errorf("it is %s", v.State)
		}
		return nil
	})
	if x = get[wire.Rental](c, "/api/rental"); x.State != wire.RentalReturn {
		t.Errorf("the money is not withdrawn yet, and it is %s", x.State)
	}
	if _, err := w.user.Withdraw(t.Context(), addr(key(2)), w.dollar); err != nil {
		t.Fatal(err)
	}
	x = state(wire.RentalPay)
	a = x.Tries[4].Answer
	if x.Tries[3].Money != "back" || x.Tries[3].Returned.Amount.IsZero() || x.Tries[4].Node.Address != addr(last.node) {
		t.Errorf("tried: %s", tried(x))
	}
	second, _, err := w.user.CreateOrderWithPermit(t.Context(), *a.Quote, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chainSender(w, last.operator).Activate(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	x = state(wire.RentalServes)
	if got := tried(x); !strings.HasSuffix(got, "not-activated/back serves/held") || x.Tries[4].Order != second {
		t.Errorf("tried: %s", got)
	}
	other := w.client()
	other.login(key(3))
	if status, _ := other.do("GET", "/api/rental", nil, nil); status != 404 {
		t.Errorf("another user's rental: %d", status)
	}
	for field, change := range map[string]func(*wire.RentalRequest){
		"replaces": func(r *wire.RentalRequest) { r.Replaces = 1 }, "first": func(r *wire.RentalRequest) { r.First = true },
		"rtt": func(r *wire.RentalRequest) {
			r.RTT = map[eth.Address]uint32{}
			for i := range 51 {
				r.RTT[eth.Address{byte(i)}] = 1
			}
		},
		"template": func(r *wire.RentalRequest) { r.Template = "nothing" }, "token": func(r *wire.RentalRequest) { r.Token = eth.Address{1} },
	} {
		bad := req
		change(&bad)
		if status, b := c.do("POST", "/api/rental", bad, nil); status != 400 || !strings.Contains(string(b), `"field":"`+field+`"`) {
			t.Errorf("%s: %d %s", field, status, b)
		}
	}
	r := wire.Recommendation{}
	if status, b := c.do("POST", "/api/recommend", wire.RecommendRequest{Resources: small, RTT: map[eth.Address]uint32{addr(last.node): 5}}, &r); status != 200 || len(r.Nodes) == 0 || len(r.Nodes[0].Why) == 0 {
		t.Errorf("recommend: %d %s", status, b)
	}
}

// tried is what came of each node, and where its money is.
func tried(x wire.Rental) string {
	var s []string
	for _, t := range x.Tries {
		s = append(s, t.Outcome+"/"+t.Money)
	}
	return strings.Join(s, " ")
}
