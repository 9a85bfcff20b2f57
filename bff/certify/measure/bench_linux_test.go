package measure

import (
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/capacity"
)

// BenchmarkCapacity is what a measurement costs a node with two cores that gives half a GiB: CPU time, and bytes over the network.
// The verifier's own is in it, which is little.
func BenchmarkCapacity(b *testing.B) {
	p := capacity.NewProver(b.TempDir())
	defer p.Close()
	srv := httptest.NewServer(p)
	defer srv.Close()
	m := &Measurer{Verifier: eth.Address{9}}
	plan := PlanFor(resource.Resources{CPUMilli: 2000, MemoryMiB: 512, DiskMiB: 1024, TrafficMiB: 1024}, Budget{Disk: 128 << 20, Transfer: 64 << 20})
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	for b.Loop() {
		c, err := m.Capacity(b.Context(), Service{HTTP: &http.Client{}, URL: srv.URL}, eth.Address{7}, 1, resource.Resources{CPUMilli: 2000}, plan)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(c.Cores), "millicores")
		b.ReportMetric(float64(c.Speed), "MiB/s/core")
		b.ReportMetric(float64(c.All.FillMillis), "fill-ms")
		b.ReportMetric(float64(c.All.OpenMillis), "open-ms")
		b.ReportMetric(float64(c.DiskSpeed), "disk-MiB/s")
	}
	b.ReportMetric((used()-before).Seconds()/float64(b.N), "CPU-s/op")
	b.ReportMetric(float64(2*plan.Transfer)/(1<<20), "net-MiB/op")
}
