package heap

import "testing"

func TestPercent(t *testing.T) {
	for live, want := range map[uint64]int{0: most, 1 << 20: most, 24 << 20: 400, 40 << 20: 200, 96 << 20: usual, 1 << 30: usual} {
		if got := percent(live); got != want {
			t.Errorf("%d bytes: got %d, want %d", live, got, want)
		}
	}
}
