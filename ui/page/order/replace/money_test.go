package replace

import (
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
)

func TestMoney(t *testing.T) {
	began := time.Unix(10_000, 0)
	o := order.Order{State: order.Active, ActivatedAt: began, Probation: 60, Duration: 1000, Rate: amount.Of(7).Nano()}
	for _, c := range []struct {
		name             string
		rate             uint64
		duration         uint32
		after            time.Duration
		moves, pay, back uint64
	}{
		{"within the probation", 7, 1000, 30 * time.Second, 7000, 0, 0},
		{"dearer", 9, 1000, 160 * time.Second, 6300, 2700, 0},
		{"cheaper", 5, 1000, 160 * time.Second, 5000, 0, 1300},
		{"at the very end", 5, 10, time.Hour, 0, 50, 0},
	} {
		moves, pay, back := money(o, order.Quote{Rate: amount.Of(c.rate).Nano()}, c.duration, began.Add(c.after))
		if moves != amount.Of(c.moves) || pay != amount.Of(c.pay) || back != amount.Of(c.back) {
			t.Errorf("%s: got %v, %v, %v", c.name, moves, pay, back)
		}
	}
}
