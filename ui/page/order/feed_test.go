package order

import (
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
)

func TestOlder(t *testing.T) {
	at := time.Unix(1_800_000_000, 0)
	view := func(id order.ID, chain time.Time, steps int) wire.OrderView {
		return wire.OrderView{Order: order.Order{ID: id}, ChainTime: chain, Steps: make([]wire.Step, steps)}
	}
	now := view(7, at, 3)
	for _, c := range []struct {
		name string
		v    wire.OrderView
		want bool
	}{
		{"another order", view(8, at.Add(-time.Minute), 0), false},
		{"earlier block", view(7, at.Add(-time.Second), 3), true},
		{"same block, fewer steps", view(7, at, 2), true},
		{"same", view(7, at, 3), false},
		{"later block, fewer steps: a reorganisation", view(7, at.Add(time.Second), 2), false},
	} {
		if got := older(c.v, now); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}
