package kube

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/shared/order"
	"berth/shared/wire"
)

// those of nobody's namespaces tell nothing.
func TestHappeningsAreBounded(t *testing.T) {
	d := newDesk(t)
	d.run(1, "web-5d9f4c7b-x7kqp")
	var got []wire.Happening
	d.c.happenings.mu.Lock()
	d.c.happenings.tell = func(h cluster.Happening) { got = append(got, h.Happening) }
	d.c.happenings.mu.Unlock()
	ns := d.c.namespaceOf(7)
	event := func(ns string, i int, reason string) *corev1.Event {
		return &corev1.Event{
			ObjectMeta: metav1.ObjectMeta{Namespace: ns, UID: types.UID(fmt.Sprint(reason, i))}, Reason: reason, Message: "Stopping container web", LastTimestamp: metav1.NewTime(d.now.Add(time.Duration(i) * time.Second)),
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: ns, Name: "web-5d9f4c7b-x7kqp"},
		}
	}
	for i := range 3 * knownEvents {
		d.c.happenings.seeEvent(event(ns, i, "Unhealthy"))
	}
	d.c.happenings.seeEvent(event(ns, 1, "Killing"))
	d.c.happenings.seeEvent(event(ns, 1, "Killing"))
	d.c.happenings.seeEvent(event("default", 2, "Killing"))
	d.c.happenings.seeEvent(event("berth-00000000-000000-7", 3, "Killing"))
	d.c.happenings.seeEvent(event(d.c.namespaceOf(8), 4, "Killing"))
	kinds := map[string]int{}
	for _, h := range got {
		kinds[h.Code]++
	}
	if kinds[wire.HappenedUnhealthy] != happenBurst || kinds[wire.HappenedKilled] != 1 {
		t.Errorf("told: %v", kinds)
	}
	if len(d.c.happenings.events) > knownEvents || len(d.c.happenings.buckets) > knownEvents {
		t.Errorf("%d events and %d buckets are held", len(d.c.happenings.events), len(d.c.happenings.buckets))
	}
}

// TestHappeningsOnCluster: what a real cluster's events and statuses become.
func TestHappeningsOnCluster(t *testing.T) {
	c := onCluster(t, kubeconfig(t))
	var l clustertest.Log
	c.Observe(l.Note, l.Happen)
	good, bad, large, crash := clustertest.Workload(7, 1, "berth/hello"), clustertest.Workload(8, 1, "berth/nope:1"), clustertest.Workload(9, 1, "berth/hello"), clustertest.Workload(10, 1, "berth/shell")
	large.Resources.CPUMilli = 900_000
	crash.Manifest.Services[0].Command = []string{"/bin/sh", "-c", "echo goodbye; exit 9"}
	began := time.Now().Add(-2 * time.Second)
	for _, w := range []cluster.Workload{good, bad, large, crash} {
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		w     cluster.Workload
		codes []string
	}{
		{good, []string{wire.HappenedPlaced, wire.HappenedBegan, wire.HappenedPulled}}, {bad, []string{wire.HappenedPlaced, wire.HappenedPulling, wire.HappenedNoImage}},
		{large, []string{wire.HappenedNoPlace}}, {crash, []string{wire.HappenedBegan, wire.HappenedExited, wire.HappenedCrashLoop}},
	} {
		for _, code := range x.codes {
			h := l.AwaitHappening(t, x.w.Order, code, began)
			leaks(t, h.Happening)
		}
	}
	if err := c.Stop(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	for _, id := range []order.ID{7, 8, 9, 10} {
		for _, h := range l.Happened(id) {
			t.Logf("%d %s %s %s bad=%t %v: %s", id, h.At.Format(time.TimeOnly), h.Code, h.Service, h.Bad, h.Figures, h.Text)
			leaks(t, h.Happening)
			if raw, _ := json.Marshal(h); strings.Contains(string(raw), "node1") || strings.Contains(string(raw), "10.2") {
				t.Errorf("it says %s", raw)
			}
		}
	}
}

// leaks fails where a happening has what is the operator's business.
func leaks(t *testing.T, h wire.Happening) {
	t.Helper()
	raw, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"gpu-rack", "51.15", "10.4.5", "10.1.2", "10.244", "fd00", "berth-abcdef01", "acme", "containerd", "/var/lib", "4e0e4254", "web-5d9f4c7b-x7kqp", "taint"} {
		if strings.Contains(string(raw), s) {
			t.Errorf("it says %q: %s", s, raw)
		}
	}
}
