package kube

import (
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"berth/shared/order"
)

const mega = 1 << 20

func TestTotal(t *testing.T) {
	for _, c := range []struct {
		name     string
		services map[string]flow
		want     uint64
	}{
		{"nobody", nil, 0},
		{"one counts all", map[string]flow{"a": {100, 30}}, 130},
		{"one that is alone with others counts all", map[string]flow{"a": {100, 30}, "b": {}}, 130},
		{"what two said to each other counts once", map[string]flow{"a": {10, 100}, "b": {100, 10}}, 110},
		{"and what else they said", map[string]flow{"a": {10, 150}, "b": {100, 10}}, 160},
		{"what one sends hides behind what another gets, once", map[string]flow{"a": {0, 1000}, "b": {1000, 0}}, 1000},
		{"one at both ends hides nothing", map[string]flow{"a": {1000, 1000}, "b": {1, 1}}, 2000},
	} {
		if got := total(c.services); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

// TestCounters: what is counted of pods that come and go.
func TestCounters(t *testing.T) {
	began := time.Unix(1_900_000_000, 0)
	c := newCounters(began)
	pod := func(id order.ID, uid types.UID, at time.Duration) tenant {
		return tenant{id: id, service: "web", uid: uid, began: began.Add(at), runs: true}
	}
	want := func(when string, id order.ID, n uint64) {
		t.Helper()
		if got := c.all()[id]; got != n {
			t.Errorf("%s: got %d, want %d", when, got, n)
		}
	}
	old, fresh := pod(1, "old", -time.Hour), pod(2, "fresh", 10*time.Second)
	at := func(n int) time.Time { return began.Add(time.Duration(n) * time.Second) }
	c.note(old, flow{50 * mega, 50 * mega}, at(20))
	want("what an old pod moved before", 1, 0)
	c.note(fresh, flow{3 * mega, 2 * mega}, at(20))
	want("all that a new pod moved", 2, 5*mega-10*freePerSecond)
	c.note(old, flow{51 * mega, 50 * mega}, at(30))
	want("what an old pod moves", 1, mega-10*freePerSecond)
	c.note(old, flow{99 * mega, 50 * mega}, at(30))
	want("the same moment again", 1, mega-10*freePerSecond)
	c.note(old, flow{1 * mega, 0}, at(40))
	want("an interface that begins anew", 1, 2*mega-20*freePerSecond)
	c.note(old, flow{1 * mega, 0}, at(4000))
	want("what was told is not taken back", 1, 2*mega-20*freePerSecond)
	c.keep(map[types.UID]bool{"fresh": true})
	want("a pod that is gone", 1, 2*mega-20*freePerSecond)
	c.forget(2)
	want("an order that is gone", 2, 0)
	if len(c.pods) != 0 || len(c.orders) != 1 {
		t.Errorf("left: %+v %+v", c.pods, c.orders)
	}
	for n := range 10 * mostNodes {
		x := pod(3, types.UID(rune('a'+n)), time.Second)
		x.service = string(rune('a' + n))
		c.note(x, flow{1, 1}, at(2))
	}
	if n := len(c.orders[3].services); n > mostNodes+1 {
		t.Errorf("%d services are told apart", n)
	}
}
