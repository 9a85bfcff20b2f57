package order

import (
	"testing"
	"time"

	"berth/shared/wire"
	"berth/ui/text"
)

func TestTraffic(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.Local)
	for _, c := range []struct {
		d      wire.Deployment
		en, zh string
	}{
		{wire.Deployment{TrafficMiB: 3}, "3 MiB of 1 GiB used", "已用 3 MiB，共 1 GiB"},
		{wire.Deployment{TrafficMiB: 3, TrafficOpenMiB: 1024}, "3 MiB of 1 GiB used", "已用 3 MiB，共 1 GiB"},
		{wire.Deployment{TrafficMiB: 3, TrafficOpenMiB: 42, TrafficOpensAt: now.Add(time.Hour)}, "3 MiB of 1 GiB used; 42 MiB open now, more from 13:00:00", "已用 3 MiB，共 1 GiB；目前开放 42 MiB，13:00:00 起继续开放"},
	} {
		if got := traffic(text.In(text.EN), c.d, 1024, now); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
		if got := traffic(text.In(text.ZH), c.d, 1024, now); got != c.zh {
			t.Errorf("got %q, want %q", got, c.zh)
		}
	}
}
