package orders

import (
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
)

func TestAttention(t *testing.T) {
	began := time.Unix(1_800_000_000, 0)
	view := func(change func(*order.Order)) wire.OrderView {
		o := order.Order{ID: 1, State: order.Active, ActivatedAt: began, Duration: 10 * 86400}
		change(&o)
		return wire.OrderView{Order: o}
	}
	plain := view(func(*order.Order) {})
	for name, c := range map[string]struct {
		o    wire.OrderView
		last wire.Phase
		at   time.Time
		want bool
	}{
		"nothing":                   {plain, wire.PhaseReady, began.Add(time.Hour), false},
		"failed":                    {plain, wire.PhaseFailed, began.Add(time.Hour), true},
		"a day before its end":      {plain, wire.PhaseReady, began.Add(9 * 24 * time.Hour), false},
		"five hours before its end": {plain, wire.PhaseReady, began.Add(10*24*time.Hour - 5*time.Hour), true},
		"its node leaves":           {view(func(o *order.Order) { o.AnnouncedAt, o.AnnouncedEnd = began, began.Add(5*24*time.Hour) }), wire.PhaseReady, began.Add(time.Hour), true},
		"an hour's, just begun":     {view(func(o *order.Order) { o.Duration = 3600 }), wire.PhaseReady, began.Add(time.Minute), false},
		"over":                      {view(func(o *order.Order) { o.State = order.Cancelled }), wire.PhaseFailed, began.Add(time.Hour), false},
	} {
		if got := attention(c.o, c.last, c.at); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
