package extend

import (
	"testing"

	"berth/shared/amount"
	"berth/shared/order"
)

func TestRoom(t *testing.T) {
	if n := room(order.Order{Duration: 100, MaxDuration: 150}); n != 50 {
		t.Errorf("got %d, want 50", n)
	}
	if n := room(order.Order{Duration: 100}); n != 0 {
		t.Errorf("got %d, want none", n)
	}
}

// More time costs the difference of two sums from the start: seldom its own sum, rounded down.
func TestCost(t *testing.T) {
	for _, c := range []struct {
		rate           uint64
		duration, more uint32
		want           uint64
	}{
		{3_444_444_445, 3600, 3600, 12_400},
		{500_000_000, 3, 1, 1}, // 1.5 → 2: a second alone would be 0
		{500_000_000, 4, 1, 0},
		{333_333_333, 10, 2, 0}, // 3.33 → 3.99
		{333_333_334, 10, 2, 1}, // 3.33 → 4.00
	} {
		o := order.Order{Rate: amount.NanoOf(c.rate), Duration: c.duration}
		if got := cost(o, c.more); got != amount.Of(c.want) {
			t.Errorf("%d × %d + %d: got %s, want %d", c.rate, c.duration, c.more, got, c.want)
		}
	}
}
