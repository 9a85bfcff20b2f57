package order

import "testing"

func TestTurn(t *testing.T) {
	for _, c := range []struct {
		key      string
		at, want int
	}{{"ArrowRight", 0, 1}, {"ArrowRight", 3, 0}, {"ArrowLeft", 0, 3}, {"ArrowLeft", 2, 1}, {"Home", 2, 0}, {"End", 0, 3}, {"Tab", 1, -1}, {"Enter", 1, -1}} {
		if got := turn(c.key, c.at, 4); got != c.want {
			t.Errorf("%s at %d goes to %d, want %d", c.key, c.at, got, c.want)
		}
	}
}
