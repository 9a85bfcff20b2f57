package admin

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"berth/gateway/lease/tenancy"
	"berth/gateway/ssh"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/metrictest"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/certs"
	"berth/shared/server/listen"
	"berth/shared/wire"
)

// full are sources of which each figure is known.
func full(t *testing.T, s *Status, e []Earning) Sources {
	t.Helper()
	m, err := certs.New(certs.Config{Host: "n1.example.org", Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return Sources{
		Orders: func() map[order.State]int { return nil }, Quotes: func() int { return 0 }, Head: func() uint64 { return 0 },
		Hosts: func() map[wire.DomainState]int { return nil }, Polled: func() time.Time { return time.Time{} }, Endpoints: func() (int, uint64) { return 1, 0 }, Traffic: func() uint64 { return 0 },
		Status: func() Status { return *s }, Earning: func() []Earning { return e }, Room: listen.NewRoom(1), Certificates: m,
		Means: func() Means {
			return Means{Balance: amount.Of(25e17), GasPrice: amount.Of(1e9), DiskFree: 3, DiskAll: 4}
		},
		Beside: func() map[string]tenancy.Tally {
			return map[string]tenancy.Tally{"port": {Refused: map[string]uint64{"no-port": 1}}}
		},
		SSH: ssh.New(ssh.Config{}),
	}
}

// TestMetricsDocumented: docs/metrics.md says what a gateway tells.
func TestMetricsDocumented(t *testing.T) {
	coin := wire.Coin{Address: eth.Address{1}, Symbol: "dUSD", Decimals: 6}
	s := Status{
		Total: resource.Resources{CPUMilli: 1}, Capacity: resource.Resources{CPUMilli: 1}, Closed: "chain",
		Unknown: []wire.Unknown{{What: "chain", Since: time.Now()}}, Prices: []wire.Price{{Token: coin.Address}},
	}
	m := New(full(t, &s, []Earning{{Coin: coin}}))
	m.API("card", 200, time.Second)
	m.Service(200)
	m.Greeted(wire.Accept)
	m.Image("", true)
	metrictest.Compare(t, m.registry, true, "The gateway", "Both")
}

// TestMeans: for how many orders the operator key can pay is told by its balance and the price of gas, and nothing of what is not known.
func TestMeans(t *testing.T) {
	of := func(m Means) string {
		t.Helper()
		sources := full(t, &Status{}, nil)
		sources.Means = func() Means { return m }
		out := httptest.NewRecorder()
		New(sources).Handler(func() error { return nil }).ServeHTTP(out, httptest.NewRequest("GET", "/metrics", nil))
		return out.Body.String()
	}
	all := of(Means{Balance: amount.Of(25e17), GasPrice: amount.Of(1e9), DiskFree: 3, DiskAll: 4})
	for _, want := range []string{"berth_gateway_operator_coins 2.5\n", "berth_gateway_operator_orders 10000\n", "berth_gateway_disk_free_bytes 3\n", "berth_gateway_disk_bytes 4\n"} {
		if !strings.Contains(all, want) {
			t.Errorf("there is no %q", want)
		}
	}
	if none := of(Means{}); strings.Contains(none, "berth_gateway_operator") || strings.Contains(none, "berth_gateway_disk") {
		t.Error("what is not known is told")
	}
}

// TestStanding: what a node earns and asks is told in whole tokens, by token, and why it is closed.
func TestStanding(t *testing.T) {
	coin := wire.Coin{Address: eth.Address{1}, Symbol: "dUSD", Decimals: 6}
	s := Status{
		Version: "v1", Ready: Ready,
		Prices: []wire.Price{{Token: coin.Address, CoreHour: amount.Of(8000).Nano(), TrafficGiB: amount.Of(10_000).Nano()}, {Token: eth.Address{2}}},
	}
	h := New(full(t, &s, []Earning{{Coin: coin, Rate: amount.Of(25).Nano().Div(10), Earned: amount.Of(1_500_000)}})).Handler(func() error { return nil })
	get := func() string {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		return w.Body.String()
	}
	got := get()
	of := `{address="` + coin.Address.String() + `",token="dUSD"} `
	for _, want := range []string{
		`berth_gateway_build_info{version="v1"} 1`, "berth_gateway_ready 1", "berth_gateway_earning_per_second" + of + "2.5e-06", "berth_gateway_earned" + of + "1.5",
		`berth_gateway_price{address="` + coin.Address.String() + `",dimension="core-hour",token="dUSD"} 0.008`, `dimension="traffic-gib",token="dUSD"} 0.01`,
		`dimension="gpu-hour",token="dUSD"} 0`,
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "berth_gateway_closed{") || strings.Contains(got, "berth_gateway_unknown_seconds{") || strings.Count(got, "\nberth_gateway_price{") != 5 {
		t.Errorf("it tells what is not so:\n%s", got)
	}
	s.Ready, s.Closed, s.Unknown = "the chain has not answered yet", "chain", []wire.Unknown{{What: "chain", Since: time.Now().Add(-time.Minute)}}
	got = get()
	for _, want := range []string{"berth_gateway_ready 0\n", `berth_gateway_closed{reason="chain"} 1` + "\n", `berth_gateway_unknown_seconds{what="chain"} 6`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}
