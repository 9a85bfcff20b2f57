package gateway

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"berth/gateway/admin"
	"berth/gateway/lease"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestMismatch(t *testing.T) {
	total := resource.Resources{CPUMilli: 16_000, MemoryMiB: 100, GPU: 2, GPUModel: "h100"}
	for _, c := range []struct {
		name  string
		facts lease.Facts
		want  []admin.Mismatch
	}{
		{"none", lease.Facts{Registered: true, Total: total, Capacity: total}, nil},
		{"the runtime has more", lease.Facts{Registered: true, Total: total, Capacity: resource.Resources{CPUMilli: 32_000, MemoryMiB: 200, DiskMiB: 1, GPU: 8}}, nil},
		{"it has less of two", lease.Facts{Registered: true, Total: total, Capacity: resource.Resources{CPUMilli: 8000, MemoryMiB: 100}}, []admin.Mismatch{{Dimension: resource.CPU, Total: 16_000, Capacity: 8000}, {Dimension: resource.GPU, Total: 2}}},
		{"it has other GPUs", lease.Facts{Registered: true, Total: total, Capacity: resource.Resources{CPUMilli: 16_000, MemoryMiB: 100, GPU: 2, GPUModel: "l4"}}, []admin.Mismatch{{Dimension: resource.GPUModel}}},
		{"it has not said yet", lease.Facts{Registered: true, Total: total}, nil},
		{"not registered", lease.Facts{Capacity: resource.Resources{CPUMilli: 1}, Total: total}, nil},
	} {
		got, want := mismatch(c.facts), c.want
		if len(got) != len(want) {
			t.Errorf("%s: got %v, want %v", c.name, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: got %v, want %v", c.name, got, want)
			}
		}
	}
}

// A mismatch is told when it begins and when it ends, and not in between.
func TestMismatchIsToldOnce(t *testing.T) {
	var log bytes.Buffer
	g := &Gateway{log: slog.New(slog.NewTextHandler(&log, nil))}
	broken := map[resource.Dimension]bool{}
	total := resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}
	for _, step := range []struct {
		cpu, memory uint32
		want        string
	}{
		{4000, 4000, ""},
		{3000, 4000, "WARN cpuMilli"},
		{3000, 4000, ""},
		{2000, 4000, ""},
		{2000, 3000, "WARN memoryMiB"},
		{0, 0, ""}, // unknown
		{2000, 3000, ""},
		{4000, 3000, "INFO cpuMilli"},
		{4000, 5000, "INFO memoryMiB"},
		{4000, 5000, ""},
		{1000, 5000, "WARN cpuMilli"},
	} {
		log.Reset()
		g.comparePromise(lease.Facts{Registered: true, Total: total, Capacity: resource.Resources{CPUMilli: step.cpu, MemoryMiB: step.memory}}, broken)
		level, dim, _ := strings.Cut(step.want, " ")
		if got := log.String(); step.want == "" && got != "" || strings.Count(got, "\n") > 1 || !strings.Contains(got, level) || !strings.Contains(got, dim) {
			t.Errorf("%+v: got %q", step, got)
		}
	}
}

func TestStatusAndWhatItSaysOfAMismatch(t *testing.T) {
	w := newWorld(t) // its node promises 4000 thousandths of a core
	g, _ := w.start(func(c *Config) {
		c.Capacity.CPUMilli, c.PriceFloorPercent, c.PriceCeilingPercent, c.Discounts = 2000, 80, 160, []string{"168h=5"}
	})
	w.order()
	get := func(path string) string {
		rec := httptest.NewRecorder()
		g.Metrics().ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
		if rec.Code != 200 {
			t.Fatalf("%s: %d %s", path, rec.Code, rec.Body)
		}
		return rec.Body.String()
	}
	var s admin.Status
	within(t, 5*time.Second, "an order that counts", func() bool {
		s = admin.Status{}
		if err := json.Unmarshal([]byte(get("/status")), &s); err != nil {
			t.Fatal(err)
		}
		return s.Orders["active"] == 1 && s.Quotes == 0 && s.Headroom.CPUMilli == 1500
	})
	if s.Node != address(w.node) || s.Ready != "yes" || s.Closed != "" || s.Total.CPUMilli != 4000 || s.Capacity.CPUMilli != 2000 || s.Reserved != small || !s.Quoted.IsZero() || s.Load.CPU != 250 ||
		len(s.Prices) != 2 || s.Prices[0].CoreHour != token.Nano() || len(s.Prices[0].Discounts) != 1 || *s.PriceRange != (wire.PriceRange{Floor: 80, Ceiling: 160}) || s.Uptime < 0 || len(s.Unknown) != 0 {
		t.Errorf("got %+v", s)
	}
	if len(s.Mismatch) != 1 || s.Mismatch[0] != (admin.Mismatch{Dimension: resource.CPU, Total: 4000, Capacity: 2000}) {
		t.Errorf("mismatch: got %+v", s.Mismatch)
	}
	metrics := get("/metrics")
	for _, want := range []string{
		`berth_gateway_capacity{dimension="cpuMilli"} 2000`, `berth_gateway_total{dimension="cpuMilli"} 4000`, `berth_gateway_reserved{dimension="memoryMiB"} 128`,
		`berth_gateway_quoted{dimension="cpuMilli"} 0`, `berth_gateway_headroom{dimension="cpuMilli"} 1500`,
	} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("metrics lack %s", want)
		}
	}
	var card wire.Card
	if _, p := w.call("GET", "/.well-known/berth", "", nil, &card); p != nil || card.Capacity.CPUMilli != 2000 || card.Load == nil || card.PriceRange == nil {
		t.Errorf("card: %v %+v", p, card)
	}
}

func TestBlockedUserAtTheDoor(t *testing.T) {
	w := newWorld(t)
	w.start(func(c *Config) { c.Blocked = []string{address(w.user).String()} })
	var a wire.Greeting
	if _, p := w.call("POST", "/v1/greet", "", w.offer(token.Nano()), &a); p != nil || a.Kind != wire.Reject || a.Reasons[0].Code != "blocked" {
		t.Errorf("got %v %+v", p, a)
	}
}
