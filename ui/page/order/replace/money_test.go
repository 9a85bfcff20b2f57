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

func TestCarried(t *testing.T) {
	began := time.Unix(10_000, 0)
	o := order.Order{State: order.Active, ActivatedAt: began, Probation: 60, Duration: 1000, Committed: 600, Rate: amount.Of(7).Nano()}
	announced := o
	announced.AnnouncedAt, announced.AnnouncedEnd = began.Add(time.Minute), began.Add(time.Hour)
	whole := o
	whole.Committed = 1 << 27
	for _, c := range []struct {
		name  string
		o     order.Order
		rate  amount.Nano
		after time.Duration
		rest  uint64
		want  uint32
	}{
		{"within the probation nothing binds", o, amount.Of(7).Nano(), 59 * time.Second, 0, 0},
		{"right after it", o, amount.Of(7).Nano(), 60 * time.Second, 4200, 600},
		{"at half of it", o, amount.Of(7).Nano(), 360 * time.Second, 2100, 300},
		{"dearer is shorter, rounded up", o, amount.Of(9).Nano(), 360 * time.Second, 2100, 234},
		{"cheaper is longer", o, amount.NanoOf(1_000_000_001), 360 * time.Second, 2100, 2100},
		{"reached", o, amount.Of(7).Nano(), 660 * time.Second, 0, 0},
		{"the node has announced its end", announced, amount.Of(7).Nano(), 360 * time.Second, 0, 0},
		{"no more than the escrow", whole, amount.Of(7).Nano(), 360 * time.Second, 4900, 700},
	} {
		rest, seconds := carried(c.o, order.Quote{Rate: c.rate}, began.Add(c.after))
		if rest != amount.Of(c.rest) || seconds != c.want {
			t.Errorf("%s: got %s, %d", c.name, rest, seconds)
		}
		if seconds > 0 && (c.rate.Cost(uint64(seconds)).Cmp(rest) < 0 || c.rate.Cost(uint64(seconds-1)).Cmp(rest) >= 0) {
			t.Errorf("%s: %d seconds are not the least", c.name, seconds)
		}
	}
}
