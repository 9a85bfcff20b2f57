package kube

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"io"

	"berth/e2e/rig"
	"berth/shared/resource"
	"berth/shared/wire"
)

// tiny is so little that hundreds of orders fit on a small machine.
var tiny = resource.Resources{CPUMilli: resource.MinCPUMilli, MemoryMiB: 18, DiskMiB: 64, TrafficMiB: 64}

// use is what the gateway's process holds.
type use struct {
	residentMiB, heapMiB float64
	goroutines           int
}

func (y *yard) use() use {
	y.Helper()
	y.mu.Lock()
	pid := y.cmd.Process.Pid
	y.mu.Unlock()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	y.must(err)
	res, err := http.Get(y.admin + "/metrics")
	y.must(err)
	defer res.Body.Close()
	metrics, err := io.ReadAll(res.Body)
	y.must(err)
	figure := func(text []byte, pattern string) float64 {
		m := regexp.MustCompile(`(?m)^` + pattern + `[:\s]+([0-9.e+]+)`).FindSubmatch(text)
		if m == nil {
			y.Fatalf("no %s", pattern)
		}
		n, err := strconv.ParseFloat(string(m[1]), 64)
		y.must(err)
		return n
	}
	return use{figure(status, "VmRSS") / 1024, figure(metrics, "go_memstats_heap_inuse_bytes") / (1 << 20), int(figure(metrics, "go_goroutines"))}
}

func (u use) String() string {
	return fmt.Sprintf("%.0f MiB resident, %.0f MiB of heap, %d goroutines", u.residentMiB, u.heapMiB, u.goroutines)
}

// TestMany has many orders on one gateway, each with its own user and workload, and tells what memory the gateway takes;
// then the gateway is killed and has to serve all of them again. BERTH_ORDERS says how many (20).
func TestMany(t *testing.T) {
	n := int(number(t, "BERTH_ORDERS", 20))
	y := newYard(t, n, time.Hour)
	t.Logf("no order: %s", y.use())

	each := func(what string, f func(p *tenant) error, all []*tenant) {
		t.Helper()
		began := time.Now()
		next := make(chan *tenant)
		errs := make([]error, 0, len(all))
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for p := range next {
					if err := f(p); err != nil {
						mu.Lock()
						errs = append(errs, fmt.Errorf("order %s: %w", p.ID, err))
						mu.Unlock()
					}
				}
			})
		}
		for _, p := range all {
			next <- p
		}
		close(next)
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		t.Logf("%s: %d in %s", what, len(all), time.Since(began).Round(100*time.Millisecond))
	}
	all := make([]*tenant, n)
	for i := range all {
		all[i] = y.tenant(i)
	}
	each("rented and active", func(p *tenant) error {
		if err := p.rent(y.Context(), tiny); err != nil {
			return err
		}
		return rig.Eventually(2*time.Minute, func() error { return p.active(y.Context()) })
	}, all)
	text := func(p *tenant) string { return "page of " + p.ID.String() }
	each("deployed", func(p *tenant) error {
		if err := rig.Eventually(20*time.Second, func() error { return p.Authorise(y.Context(), 0) }); err != nil {
			return err
		}
		_, err := p.Up(y.Context(), 1, image("hello", "", map[string]string{"GREETING": text(p)}))
		return err
	}, all)
	serves := func(p *tenant) error {
		return rig.Eventually(time.Minute, func() error { return p.open(y.Context(), text(p)) })
	}
	each("served", serves, all)
	each("use was sampled", func(p *tenant) error {
		return rig.Eventually(2*time.Minute, func() error {
			u, err := rig.Ask[wire.Use](y.Context(), p.Person, "GET", p.API("use?span=hour"), nil)
			if err == nil && len(u.Samples) == 0 {
				err = errors.New("no sample")
			}
			return err
		})
	}, all)
	t.Logf("%d orders that run: %s", n, y.use())

	y.kill(syscall.SIGKILL)
	began := time.Now()
	y.start()
	t.Logf("ready again after a kill: %s", time.Since(began).Round(10*time.Millisecond))
	each("served after it", serves, all)
	t.Logf("after the kill: %s", y.use())
}
