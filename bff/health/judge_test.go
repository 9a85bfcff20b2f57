package health

import (
	"testing"
	"time"

	"berth/shared/wire"
)

// TestJudge has an order be in some state for some time, looked at twice a minute, and counts what its user hears.
func TestJudge(t *testing.T) {
	up, starting, off := wire.OrderHealth{State: wire.HealthUp}, wire.OrderHealth{State: wire.HealthStarting}, wire.OrderHealth{State: wire.HealthOff}
	away, refused := wire.OrderHealth{State: wire.HealthUnknown}, wire.OrderHealth{State: wire.HealthRefused}
	down := func(n int) wire.OrderHealth { return wire.OrderHealth{State: wire.HealthDown, Down: n} }
	type span struct {
		h wire.OrderHealth
		d time.Duration
	}
	loop := func(n int, of ...span) (all []span) {
		for range n {
			all = append(all, of...)
		}
		return all
	}
	const m = time.Minute
	for _, c := range []struct {
		name               string
		is                 []span
		deaths, backs, end int
	}{
		{"it runs", []span{{up, time.Hour}}, 0, 0, 0},
		{"a deploy, with a stop in between", []span{{up, m}, {starting, 20 * m}, {up, 10 * m}}, 0, 0, 0},
		{"it is started anew within half a minute", []span{{up, m}, {down(1), 30 * time.Second}, {up, 10 * m}}, 0, 0, 0},
		{"it dies", []span{{up, m}, {down(1), 10 * m}}, 1, 0, 0},
		{"it dies and comes back", []span{{up, m}, {down(1), 10 * m}, {up, 10 * m}}, 1, 1, 0},
		{"it dies and comes back for a moment", []span{{up, m}, {down(1), 10 * m}, {up, 4 * m}, {down(1), 10 * m}}, 1, 0, 0},
		{"it crashes again and again", loop(20, span{up, 30 * time.Second}, span{down(1), time.Minute}), 1, 0, 0},
		{"it crashes every eight minutes, for two hours", loop(15, span{up, 6 * m}, span{down(1), 2 * m}), 2, 2, 0},
		{"another one dies, too", []span{{up, m}, {down(1), 10 * m}, {down(2), 10 * m}, {up, 6 * m}}, 2, 1, 0},
		{"one of two comes back", []span{{down(2), 10 * m}, {down(1), 20 * m}, {up, 6 * m}}, 1, 1, 0},
		{"its user stops it", []span{{down(1), 10 * m}, {off, m}, {up, 10 * m}}, 1, 0, 0},
		{"nobody knows", []span{{up, m}, {down(1), 30 * time.Second}, {away, 10 * m}, {down(1), 30 * time.Second}, {up, m}}, 0, 0, 0},
		{"the key is ended", []span{{up, m}, {refused, 11 * m}}, 0, 0, 1},
		{"a gateway refuses for a moment", []span{{up, m}, {refused, 5 * m}, {up, 20 * m}}, 0, 0, 0},
	} {
		var x state
		now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
		deaths, backs, end := 0, 0, 0
	spans:
		for _, s := range c.is {
			for until := now.Add(s.d); now.Before(until); now = now.Add(30 * time.Second) {
				switch x.judge(now, s.h) {
				case tells:
					if s.h.State == wire.HealthUp {
						backs++
						x.told = Told{At: x.told.At, Episode: x.told.Episode + 1}
					} else {
						deaths++
						x.told = Told{Down: s.h.Down, At: now, Episode: x.told.Episode}
					}
					x.calm()
				case notes:
					x.told = Told{Down: s.h.Down, At: x.told.At, Episode: x.told.Episode + 1}
					x.calm()
				case ends:
					end++
					break spans
				}
			}
		}
		if deaths != c.deaths || backs != c.backs || end != c.end {
			t.Errorf("%s: %d deaths, %d times back, ended %d; want %d, %d, %d", c.name, deaths, backs, end, c.deaths, c.backs, c.end)
		}
	}
}
