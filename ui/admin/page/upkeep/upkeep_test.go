package upkeep

import (
	"testing"
	"time"
)

func TestEnd(t *testing.T) {
	now := time.Date(2026, 11, 29, 8, 0, 0, 0, time.Local)
	for _, c := range []struct {
		s    sheet
		want time.Time
		ok   bool
	}{
		{sheet{}, time.Time{}, true},
		{sheet{ends: true}, time.Time{}, true},
		{sheet{ends: true, when: "2026-11-30T09:30"}, time.Date(2026, 11, 30, 9, 30, 0, 0, time.Local), true},
		{sheet{when: "2026-11-28T09:30"}, time.Time{}, true}, // orders go on: it does not count
		{sheet{ends: true, when: "2026-11-28T09:30"}, time.Date(2026, 11, 28, 9, 30, 0, 0, time.Local), false},
		{sheet{ends: true, when: "soon"}, time.Time{}, false},
	} {
		if got, ok := c.s.end(now); !got.Equal(c.want) || ok != c.ok {
			t.Errorf("%+v: got %v, %v", c.s, got, ok)
		}
	}
}
