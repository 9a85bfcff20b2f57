package node

import (
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

func TestDaily(t *testing.T) {
	n := amount.NanoOf
	now := time.Date(2026, 5, 10, 12, 0, 0, 0, time.UTC)
	all := []wire.PriceDay{{Date: "2026-05-07", Low: n(1), High: n(5), Last: n(3)}, {Date: "2026-05-10", Low: n(4), High: n(4), Last: n(4)}}
	got := daily(all, now)
	if len(got) != 4 || got[0] != all[0] || got[3] != all[1] || got[2] != (wire.PriceDay{Date: "2026-05-09", Low: n(3), High: n(3), Last: n(3)}) {
		t.Errorf("got %+v", got)
	}
	// One of before the month says how it was at its beginning.
	if got := daily([]wire.PriceDay{{Date: "2026-01-01", Low: n(7), High: n(9), Last: n(8)}}, now); len(got) != pastDays || got[0].High != n(8) || got[0].Date != "2026-04-11" {
		t.Errorf("of before: %d, %+v", len(got), got[0])
	}
	if got := daily(nil, now); len(got) != 0 {
		t.Errorf("of nothing: %+v", got)
	}
}

func TestMeasured(t *testing.T) {
	c := wire.Certification{Checks: []wire.Finding{
		{Name: "capacity", At: time.Unix(10, 0), Measured: &wire.Measured{Size: resource.Resources{CPUMilli: 2000, MemoryMiB: 512, DiskMiB: 1024}, Cores: 1900, Speed: 80, Disk: 2048, Up: 512, Down: 4096, RoundTrip: 12}},
		{Name: "key", At: time.Unix(20, 0)},
	}}
	html := app.HTMLString(measured(text.In(text.EN), c))
	for _, want := range []string{"1.9", "80 MiB a second", "2 GiB a second", "512 KiB a second", "4 MiB a second", "12 ms"} {
		if !strings.Contains(html, want) {
			t.Errorf("%q is not in %s", want, html)
		}
	}
	if measured(text.In(text.EN), wire.Certification{}) != nil {
		t.Error("figures of nothing")
	}
}
