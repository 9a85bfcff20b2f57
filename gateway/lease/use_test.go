package lease

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/usage"
	"berth/shared/order"
	"berth/shared/wire"
)

// hourly is how many looks there are in an hour.
const hourly = int(time.Hour / usage.Every)

func TestUsage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		at := time.Now()
		b.chain.rent(1, alice, 1<<30)
		b.deploy(t, 1)
		b.within(t, "applied", func() (runs bool) {
			b.Look(1, func(o *book.Order) { runs = o.Told().Revision == 1 })
			return runs
		})
		b.stop() // its own looks are not wanted, and the clock is ours
		b.clock = func() time.Time { return at }
		see := func(u map[string]cluster.Use, err error) {
			t.Helper()
			at = at.Add(usage.Every)
			b.cluster.mu.Lock()
			b.cluster.uses, b.cluster.useErr = map[order.ID]map[string]cluster.Use{1: u, 7: u}, err
			b.cluster.mu.Unlock()
			if got := b.lookAtUse(t.Context()); !errors.Is(got, err) {
				t.Errorf("got %v", got)
			}
		}
		use := func(span time.Duration) wire.Use {
			t.Helper()
			u, err := b.Use(1, span)
			if err != nil {
				t.Fatal(err)
			}
			return u
		}
		if u := use(time.Hour); u.Every != 15 || u.Samples == nil || len(u.Samples) != 0 || u.Services == nil || u.Bought != half {
			t.Errorf("at first: %+v", u)
		}
		b.Look(1, func(o *book.Order) {
			if o.Usage != nil {
				t.Error("rings are made before there is anything to keep")
			}
		})
		web := map[string]cluster.Use{"web": {CPUMilli: 100, MemoryBytes: 5<<20 + 1, DiskBytes: 1}, "gone": {CPUMilli: 999}}
		b.Target(1, "web").Meter.Store(1000)
		see(web, nil)
		u := use(time.Hour)
		if len(u.Samples) != 1 || u.Samples[0] != (wire.UseSample{At: at.UTC().Truncate(time.Second), CPUMilli: 100, MemoryMiB: 6, DiskMiB: 1, TrafficBytes: 1000}) {
			t.Errorf("one: %+v", u)
		}
		if want := []wire.ServiceUse{{Name: "web", CPUMilli: 100, MemoryMiB: 6, DiskMiB: 1}}; !slices.Equal(u.Services, want) {
			t.Errorf("services %+v", u.Services)
		}
		b.Target(1, "web").Meter.Add(50)
		see(nil, errors.New("the runtime is away"))
		if u := use(time.Hour); len(u.Samples) != 1 || len(u.Services) != 1 {
			t.Errorf("without an answer: %+v", u)
		}
		b.Target(1, "web").Meter.Add(50)
		see(web, nil)
		if u := use(time.Hour); len(u.Samples) != 2 || u.Samples[1].TrafficBytes != 100 || u.Samples[1].At.Sub(u.Samples[0].At) != 2*usage.Every {
			t.Errorf("after a gap: %+v", u)
		}
		at = at.Add(-time.Hour)
		see(web, nil)
		at = at.Add(time.Hour)
		if n := len(use(time.Hour).Samples); n != 2 {
			t.Errorf("%d after the clock was set back", n)
		}
		// Half an hour idle, half an hour busy.
		for range hourly / 2 {
			see(map[string]cluster.Use{"web": {CPUMilli: 0, MemoryBytes: 10 << 20}}, nil)
		}
		for range hourly / 2 {
			b.Target(1, "web").Meter.Add(1)
			see(map[string]cluster.Use{"web": {CPUMilli: 300, MemoryBytes: 20 << 20}}, nil)
		}
		hour, day := use(time.Hour), use(24*time.Hour)
		if len(hour.Samples) != hourly || day.Every != 300 || len(day.Samples) < 12 || len(day.Samples) > 14 {
			t.Errorf("%d in an hour, %d of a day", len(hour.Samples), len(day.Samples))
		}
		var traffic uint64
		for i, s := range day.Samples {
			traffic += s.TrafficBytes
			if i > 0 && !s.At.After(day.Samples[i-1].At) {
				t.Errorf("%s after %s", s.At, day.Samples[i-1].At)
			}
		}
		if last := day.Samples[len(day.Samples)-1]; traffic != 1100+uint64(hourly)/2 || last.CPUMilli != 300 || last.MemoryMiB != 20 || day.Samples[3].CPUMilli != 0 {
			t.Errorf("traffic %d, last %+v", traffic, last)
		}
		at = at.Add(25 * time.Hour)
		if hour, day := use(time.Hour), use(24*time.Hour); len(hour.Samples) != 0 || len(day.Samples) != 0 || len(day.Services) != 1 {
			t.Errorf("a day later: %+v %+v", hour, day)
		}
		if _, err := b.Use(9, time.Hour); err == nil {
			t.Error("no order, and no error")
		}
	})
}
