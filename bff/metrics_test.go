package bff

import (
	"testing"

	"berth/bff/agent"
	"berth/bff/api"
	"berth/bff/relay"
	"berth/shared/metrictest"
	"berth/shared/server/certs"
	"berth/shared/server/listen"
)

// TestMetricsDocumented: docs/metrics.md says what a platform tells.
func TestMetricsDocumented(t *testing.T) {
	r := (&Server{agent: new(agent.Agent), relay: relay.New(relay.Config{})}).newMetrics()
	api.NewMetrics(r)
	newChecks(r)
	r.MustRegister(listen.NewRoom(1), new(certs.Manager))
	metrictest.Compare(t, r, false, "The platform", "Both")
}
