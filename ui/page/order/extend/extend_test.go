package extend

import (
	"testing"

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
