package grafana

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/promqltest"
)

// minutes is for how long the tests' programs have told what they tell: longer than any rule waits.
const minutes = 1600

// healthy is what a gateway and a platform tell when all is well, in the notation of Prometheus' own tests: a first value, and
// what comes on top each minute.
var healthy = map[string]string{
	`berth_gateway_build_info{instance="g",version="v1"}`:                                    "1+0",
	`berth_gateway_ready{instance="g"}`:                                                      "1+0",
	`berth_gateway_chain_age_seconds{instance="g"}`:                                          "2+0",
	`berth_gateway_head_block{instance="g"}`:                                                 "1000+5",
	`berth_gateway_operator_orders{instance="g"}`:                                            "5000+0",
	`berth_gateway_disk_free_bytes{instance="g"}`:                                            "100000000000+0",
	`berth_gateway_disk_bytes{instance="g"}`:                                                 "200000000000+0",
	`berth_gateway_orders{instance="g",state="created"}`:                                     "0+0",
	`berth_gateway_orders{instance="g",state="active"}`:                                      "5+0",
	`berth_gateway_total{instance="g",dimension="cpuMilli"}`:                                 "4000+0",
	`berth_gateway_total{instance="g",dimension="memoryMiB"}`:                                "4096+0",
	`berth_gateway_total{instance="g",dimension="gpu"}`:                                      "0+0",
	`berth_gateway_capacity{instance="g",dimension="cpuMilli"}`:                              "4000+0",
	`berth_gateway_capacity{instance="g",dimension="memoryMiB"}`:                             "8192+0",
	`berth_gateway_capacity{instance="g",dimension="gpu"}`:                                   "0+0",
	`berth_gateway_headroom{instance="g",dimension="cpuMilli"}`:                              "1000+0",
	`berth_gateway_headroom{instance="g",dimension="memoryMiB"}`:                             "100+0",
	`berth_gateway_headroom{instance="g",dimension="gpu"}`:                                   "0+0",
	`berth_gateway_api_seconds_count{instance="g",route="card",code="200"}`:                  "0+600",
	`berth_gateway_api_seconds_count{instance="g",route="deploy",code="409"}`:                "0+300",
	`berth_gateway_api_seconds_count{instance="g",route="card",code="500"}`:                  "0+6",
	`berth_certificate_own_end_seconds{instance="g"}`:                                        "4000000+0",
	`berth_certificates{instance="g",state="good"}`:                                          "5+0",
	`berth_certificates{instance="g",state="trouble"}`:                                       "0+0",
	`berth_connections{instance="g"}`:                                                        "500+0",
	`berth_connections_most{instance="g",of="all"}`:                                          "1000+0",
	`berth_connections_most{instance="g",of="network"}`:                                      "125+0",
	`berth_connections_refused_total{instance="g",of="all"}`:                                 "0+60",
	`berth_connections_refused_total{instance="g",of="network"}`:                             "0+60",
	`berth_accept_errors_total{instance="g"}`:                                                "3+0",
	`berth_index_lag_blocks{instance="p"}`:                                                   "2+0",
	`berth_index_block{instance="p"}`:                                                        "1000+5",
	`berth_nodes{instance="p"}`:                                                              "10+0",
	`berth_nodes_reachable{instance="p"}`:                                                    "8+0",
	`berth_http_request_seconds_count{instance="p",route="nodes",status="200",method="GET"}`: "0+6000",
	`berth_http_request_seconds_count{instance="p",route="nodes",status="503",method="GET"}`: "0+60",
}

// TestFires: where all is well no rule speaks up; of what goes wrong each does for as long as it waits, and
// no other.
func TestFires(t *testing.T) {
	cases := []struct {
		alert string
		told  map[string]string // over healthy; empty: it is not told any more
	}{
		{alert: ""},
		{"BerthGatewayGone", map[string]string{`berth_gateway_build_info{instance="g",version="v1"}`: ""}},
		{"BerthGatewayNotReady", map[string]string{`berth_gateway_ready{instance="g"}`: "0+0"}},
		{"BerthGatewayClosed", map[string]string{`berth_gateway_closed{instance="g",reason="runtime"}`: "1+0"}},
		{"BerthGatewayPaused", map[string]string{`berth_gateway_closed{instance="g",reason="paused"}`: "1+0"}},
		{"BerthGatewayChainAway", map[string]string{`berth_gateway_unknown_seconds{instance="g",what="chain"}`: "130+60"}},
		{"BerthGatewayChainAway", map[string]string{`berth_gateway_chain_age_seconds{instance="g"}`: "130+60"}},
		{"BerthGatewayChainStands", map[string]string{`berth_gateway_head_block{instance="g"}`: "1000+0"}},
		{"BerthGatewayRuntimeAway", map[string]string{`berth_gateway_unknown_seconds{instance="g",what="runtime"}`: "130+60"}},
		{"BerthGatewayOrdersWait", map[string]string{`berth_gateway_orders{instance="g",state="created"}`: "1+0"}},
		{"BerthGatewayGasLow", map[string]string{`berth_gateway_operator_orders{instance="g"}`: "99+0"}},
		{"BerthGatewayGasGone", map[string]string{`berth_gateway_operator_orders{instance="g"}`: "0+0"}},
		{"BerthGatewayDiskLow", map[string]string{`berth_gateway_disk_free_bytes{instance="g"}`: "5000000000+0"}},
		{"BerthGatewayPromisesTooMuch", map[string]string{`berth_gateway_capacity{instance="g",dimension="cpuMilli"}`: "3900+0"}},
		{"BerthGatewayFull", map[string]string{`berth_gateway_headroom{instance="g",dimension="memoryMiB"}`: "0+0"}},
		{"BerthGatewayFails", map[string]string{`berth_gateway_api_seconds_count{instance="g",route="card",code="500"}`: "0+60"}},
		{"BerthCertificateMissing", map[string]string{`berth_certificate_own_end_seconds{instance="g"}`: "0+0"}},
		{"BerthCertificateEnds", map[string]string{`berth_certificate_own_end_seconds{instance="g"}`: "900000+0"}},
		{"BerthCertificatesInTrouble", map[string]string{`berth_certificates{instance="g",state="trouble"}`: "2+0"}},
		{"BerthConnectionsNearlyAll", map[string]string{`berth_connections{instance="g"}`: "950+0"}},
		{"BerthConnectionsRefused", map[string]string{`berth_connections_refused_total{instance="g",of="network"}`: "0+600"}},
		{"BerthAcceptErrors", map[string]string{`berth_accept_errors_total{instance="g"}`: "0+1"}},
		{"BerthIndexLags", map[string]string{`berth_index_lag_blocks{instance="p"}`: "60+1"}},
		{"BerthIndexStands", map[string]string{`berth_index_block{instance="p"}`: "1000+0"}},
		{"BerthNodesAway", map[string]string{`berth_nodes_reachable{instance="p"}`: "4+0"}},
		{"BerthPlatformFails", map[string]string{`berth_http_request_seconds_count{instance="p",route="nodes",status="503",method="GET"}`: "0+600"}},
	}
	all, tried := rules(t), map[string]bool{}
	engine := promqltest.NewTestEngine(t, false, 0, promqltest.DefaultMaxSamplesPerQuery)
	for _, c := range cases {
		tried[c.alert] = true
		t.Run(c.alert, func(t *testing.T) {
			told := maps.Clone(healthy)
			for series, values := range c.told {
				if told[series] = values; values == "" {
					delete(told, series)
				}
			}
			var load strings.Builder
			load.WriteString("load 1m\n")
			for series, values := range told {
				fmt.Fprintf(&load, "  %s %sx%d\n", series, values, minutes)
			}
			store := promqltest.LoadedStorage(t, load.String())
			defer store.Close()
			for _, r := range all {
				wait := max(time.Duration(r.For), time.Minute)
				end := time.Unix(0, 0).Add(minutes * time.Minute)
				q, err := engine.NewRangeQuery(context.Background(), store, nil, r.Expr, end.Add(-wait), end, time.Minute)
				if err != nil {
					t.Fatal(err)
				}
				result := q.Exec(t.Context())
				if result.Err != nil {
					t.Fatalf("%s: %v", r.Alert, result.Err)
				}
				speaks := false
				for _, series := range result.Value.(promql.Matrix) {
					speaks = speaks || len(series.Floats) == int(wait/time.Minute)+1
				}
				if want := r.Alert == c.alert; speaks != want {
					t.Errorf("%s speaks up: %v, want %v: %v", r.Alert, speaks, want, result.Value)
				}
				q.Close()
			}
		})
	}
	for _, r := range all {
		if !tried[r.Alert] {
			t.Errorf("%s is not tried", r.Alert)
		}
	}
}
