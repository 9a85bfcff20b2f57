package admin

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestStatus(t *testing.T) {
	var s Status
	m := New(Sources{
		Orders: func() map[order.State]int { return nil }, Quotes: func() int { return 0 }, Head: func() uint64 { return 0 },
		Hosts: func() map[wire.DomainState]int { return nil }, Polled: func() time.Time { return time.Time{} }, Traffic: func() uint64 { return 0 }, Status: func() Status { return s },
		Endpoints: func() (int, uint64) { return 1, 0 },
		Beside:    func() map[string]tenancy.Tally { return nil },
		Earning:   func() []Earning { return nil }, Means: func() Means { return Means{} },
	})
	h := m.Handler(func() error { return errors.New("not yet") })
	get := func(path string, code int) string {
		t.Helper()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != code {
			t.Fatalf("%s: got %d, want %d: %s", path, w.Code, code, w.Body)
		}
		return w.Body.String()
	}
	if got := get("/metrics", 200); strings.Contains(got, "berth_gateway_capacity") || strings.Contains(got, "berth_gateway_total") {
		t.Error("nothing is known, and there are figures")
	}
	s.Total, s.Reserved = resource.Resources{CPUMilli: 4000}, resource.Resources{CPUMilli: 500}
	if got := get("/metrics", 200); strings.Contains(got, "berth_gateway_capacity") || !strings.Contains(got, "berth_gateway_total{dimension=\"cpuMilli\"} 4000\n") ||
		!strings.Contains(got, "berth_gateway_reserved{dimension=\"gpu\"} 0\n") {
		t.Errorf("the capacity alone is not known: %s", got)
	}
	s.Capacity = resource.Resources{CPUMilli: 2000}
	if got := get("/metrics", 200); !strings.Contains(got, "berth_gateway_capacity{dimension=\"cpuMilli\"} 2000\n") {
		t.Errorf("got %s", got)
	}

	var fields map[string]any
	if err := json.Unmarshal([]byte(get("/status", 200)), &fields); err != nil {
		t.Fatal(err)
	}
	want := []string{"capacity", "head", "headroom", "load", "mismatch", "name", "node", "orders", "prices", "publicSuffix", "quoted", "quotes", "ready", "reserved", "started", "total", "unknown", "uptime", "version"}
	if got := slices.Sorted(maps.Keys(fields)); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	get("/livez", 200)
	get("/readyz", 503)
}
