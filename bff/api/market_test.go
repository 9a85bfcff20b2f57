package api

import (
	"strings"
	"testing"
	"time"

	"berth/shared/wire"
)

// TestMarketIsKept: while nodes change all the time, they are not all looked at for each who asks.
func TestMarketIsKept(t *testing.T) {
	var m market
	now, asked := time.Unix(1000, 0), 0
	clock := func() time.Time { return now }
	look := func() wire.Market {
		asked++
		now = now.Add(100 * time.Millisecond) // it takes
		return wire.Market{Nodes: asked}
	}
	for i, c := range []struct {
		version uint64
		after   time.Duration
		want    int
	}{{1, 0, 1}, {1, time.Hour, 1}, {2, 0, 2}, {3, time.Second, 2}, {4, 3 * time.Second, 2}, {4, time.Second, 3}} {
		now = now.Add(c.after)
		k, err := m.get(c.version, clock, look)
		if err != nil || asked != c.want || k.body == nil {
			t.Errorf("%d: asked %d times, want %d; %v", i, asked, c.want, err)
		}
	}
}

func TestMarketAnswer(t *testing.T) {
	a := newTestAPI(t, "")
	res, body := ask(t, a, "GET", "/api/market")
	if res.StatusCode != 200 || res.Header.Get("ETag") == "" || !strings.Contains(body, `"nodes":0`) || !strings.Contains(body, `"size":{"cpuMilli":250`) {
		t.Errorf("%d: %s", res.StatusCode, body)
	}
	if res, _ := ask(t, a, "GET", "/api/market", "If-None-Match", res.Header.Get("ETag")); res.StatusCode != 304 {
		t.Errorf("with its tag: %d", res.StatusCode)
	}
}
