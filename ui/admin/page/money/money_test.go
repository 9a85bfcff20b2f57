package money

import "testing"

func TestDays(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"2026-11-01", "2026-11-30", true}, {"2026-11-01", "2026-11-01", true}, {"2026-01-01", "2026-12-31", true}, {"2026-11-30", "2026-11-01", false},
		{"2025-01-01", "2026-11-01", false}, {"", "2026-11-01", false}, {"2026-11-01", "tomorrow", false}, {"2026-02-30", "2026-03-01", false},
	} {
		if got := days(c.from, c.to); got != c.want {
			t.Errorf("%q to %q: got %v", c.from, c.to, got)
		}
	}
}
