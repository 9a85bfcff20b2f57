package orders

import (
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
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

// TestBeforeTheTokenIsKnown: orders can be there before it is known what they are paid in.
func TestBeforeTheTokenIsKnown(t *testing.T) {
	o := wire.OrderView{Order: order.Order{ID: 1, State: order.Completed, Rate: amount.NanoOf(7_777_777_777), Duration: 3600, Token: eth.Address{1}}, PaidOut: amount.Of(7_777_777)}
	p := &Page{which: past}
	for _, ui := range []app.UI{p.card(text.In(text.EN), o), p.table(text.In(text.EN), []wire.OrderView{o})} {
		if html := app.HTMLString(ui); strings.Contains(html, "777") || !strings.Contains(html, "\u2007…") {
			t.Errorf("a price of nobody knows what: %s", html)
		}
	}
}
