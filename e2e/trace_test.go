package e2e

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/server/tracing/tracingtest"
	"berth/shared/wire"
)

// TestTraces: of one offer, the platform, the gateways that it asks and the database are one trace; and of what a user has, nothing is in it. The
// demo speaks to its chain over WebSocket, of which there are no spans: TestTraced of contracts/chain has those over http.
func TestTraces(t *testing.T) {
	thorough(t)
	collector := tracingtest.Start(t)
	d := startDemo(t, t.TempDir(), "--otlp-endpoint", collector.URL)
	user := newPerson(t, d, 0)
	if err := user.Login(t.Context()); err != nil {
		t.Fatal(err)
	}
	answers, err := user.Negotiate(t.Context(), wire.OfferRequest{
		Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 16, TrafficMiB: 10}, Token: user.Coin(), Rate: amount.Of(1_000_000).Nano(), Duration: 3600,
	})
	if err != nil || len(answers) == 0 {
		t.Fatalf("%d answers, %v", len(answers), err)
	}
	if err := rig.Eventually(15*time.Second, func() error { return whole(collector.All()) }); err != nil {
		for _, s := range collector.All() {
			t.Logf("%s of %s in %x below %x", s.Name, s.About, s.TraceId, s.ParentSpanId)
		}
		t.Fatal(err)
	}
	for _, s := range collector.All() {
		text := s.Name + " " + tracingtest.Said(s.Attributes) + " " + s.Status.GetMessage() + " " + s.About
		for _, secret := range []string{"127.0.0.1", "::1", "0x", "Bearer", "bt_", "?", strings.ToLower(user.Addr.String()[2:12])} {
			if strings.Contains(strings.ToLower(text), secret) {
				t.Errorf("%s has %q in it: %s", s.Name, secret, text)
			}
		}
	}
	d.stop(t, 15) // SIGTERM: what is left is sent, and nothing holds it up
}

// whole is nil once one trace has all that belongs to an offer.
func whole(all []tracingtest.Span) error {
	has := map[string]map[string]bool{} // by trace
	for _, s := range all {
		id := hex.EncodeToString(s.TraceId)
		if has[id] == nil {
			has[id] = map[string]bool{}
		}
		part := "gateway "
		if strings.Contains(s.About, "berth-platform") {
			part = "platform "
		}
		has[id][part+s.Name] = true
		if strings.Contains(tracingtest.Said(s.Attributes), "db.system.name=mongodb") {
			has[id][part+"database"] = true
		}
	}
	for _, want := range [][]string{
		{"platform POST /api/offers", "platform database", "platform POST /v1/greet", "gateway POST /v1/greet"},
	} {
		found := false
		for _, h := range has {
			found = found || !slices.ContainsFunc(want, func(name string) bool { return !h[name] })
		}
		if !found {
			return fmt.Errorf("no trace has %q", want)
		}
	}
	return nil
}
