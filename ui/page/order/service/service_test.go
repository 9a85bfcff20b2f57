package service

import (
	"testing"
	"time"

	"berth/shared/wire"
	"berth/ui/text"
)

// TestFetching: what is said of an image that is being fetched is what is known of it, and no more.
func TestFetching(t *testing.T) {
	began := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		f      wire.Fetch
		passed time.Duration
		en, zh string
	}{
		{"nothing", wire.Fetch{}, 12 * time.Second, "for 12 seconds so far", "已用时 12 秒"},
		{"its size alone", wire.Fetch{SizeMiB: 480}, 12 * time.Second, "for 12 seconds so far", "已用时 12 秒"},
		{"the pace alone", wire.Fetch{KiBps: 40 << 10}, 12 * time.Second, "for 12 seconds so far", "已用时 12 秒"},
		{"both", wire.Fetch{SizeMiB: 960, KiBps: 40 << 10}, 12 * time.Second, "for 12 seconds so far · about 12 seconds more, at the 40 MiB/s of before", "已用时 12 秒 · 按此前 40 MiB/s 的速度，约还需 12 秒"},
		{"slow", wire.Fetch{SizeMiB: 10, KiBps: 512}, 0, "for 0 seconds so far · about 20 seconds more, at the 512 KiB/s of before", "已用时 0 秒 · 按此前 512 KiB/s 的速度，约还需 20 秒"},
		{"longer than before", wire.Fetch{SizeMiB: 960, KiBps: 40 << 10}, 2 * time.Minute, "for 2 minutes so far · longer than the 24 seconds that as much took before", "已用时 2 分钟 · 已超过此前同样大小所用的 24 秒"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.f.Since = began
			for lang, want := range map[text.Lang]string{text.EN: c.en, text.ZH: c.zh} {
				if got := fetching(text.T{Lang: lang}, c.f, began.Add(c.passed)); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
}

// TestFetched: the line under an image that is being fetched grows with the time, and is never full.
func TestFetched(t *testing.T) {
	began := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	f := wire.Fetch{Since: began, SizeMiB: 400, KiBps: 4096} // 100 s
	for passed, want := range map[time.Duration]float64{-time.Minute: 0.02, 0: 0.02, 25 * time.Second: 0.25, 100 * time.Second: 0.98, time.Hour: 0.98} {
		if got := fetched(f, began.Add(passed)); got != want {
			t.Errorf("after %s: %v, want %v", passed, got, want)
		}
	}
}

func TestReached(t *testing.T) {
	web := wire.Service{Name: "web", Phase: wire.PhaseFailed}
	steps := []wire.Progress{
		{Phase: wire.PhaseAccepted}, {Phase: wire.PhaseScheduled, Service: "web"},
		{Phase: wire.PhaseStarting, Service: "db"}, {Phase: wire.PhaseFailed, Service: "web"},
	}
	for _, c := range []struct {
		name  string
		phase wire.Phase
		steps []wire.Progress
		want  int
	}{
		{"by its own phase", wire.PhasePulling, steps, 3},
		{"failed where its own steps ended", wire.PhaseFailed, steps, 2},
		{"failed at once", wire.PhaseFailed, nil, 1},
		{"ready", wire.PhaseReady, steps, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			web.Phase = c.phase
			if got := reached(wire.Deployment{Steps: c.steps}, web); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}
