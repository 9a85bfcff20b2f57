package kube

import (
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/shared/wire"
)

// fetchEvent is what a machine's kubelet says of a pod's image.
func fetchEvent(machine, pod, reason, message string, at time.Time) *corev1.Event {
	return &corev1.Event{
		InvolvedObject: corev1.ObjectReference{Kind: "Pod", Name: pod, UID: types.UID(pod)}, Source: corev1.EventSource{Host: machine},
		Reason: reason, Message: message, LastTimestamp: metav1.NewTime(at),
	}
}

func through(seconds float64, mib int) string {
	return fmt.Sprintf(`Successfully pulled image "x" in %gs (1h0m0s including waiting). Image size: %d bytes.`, seconds, mib<<20)
}

// TestPace: how fast a machine fetches is the median of what it fetched last, of large images alone, without the time that they waited
// for others, and only where the sizes are those of what is fetched.
func TestPace(t *testing.T) {
	node := func(name, runtime string) corev1.Node {
		return corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{ContainerRuntimeVersion: runtime}}}
	}
	m := &machines{}
	m.learn([]corev1.Node{node("a", "containerd://2.2.9"), node("b", "containerd://1.7.0"), node("c", "cri-o://1.33.0")})
	f := newFetches(m)
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		machine string
		seconds float64
		mib     int
	}{{"a", 1, 30}, {"a", 1, 1000}, {"a", 2, 40}, {"a", 1, 1}, {"c", 1, 100}} {
		f.learn(fetchEvent(x.machine, "p", "Pulled", through(x.seconds, x.mib), now))
	}
	f.learn(fetchEvent("a", "p", "Pulled", `Container image "x" already present on machine`, now))
	begin := func(machine string) wire.Fetch {
		f.see(fetchEvent(machine, "p", "Pulling", `Pulling image "ghcr.io/example/web:1"`, now))
		return f.of("p")
	}
	for machine, want := range map[string]uint32{"a": 30 << 10, "b": 0, "c": 0, "": 0} {
		if got := begin(machine); got != (wire.Fetch{Image: "ghcr.io/example/web:1", Since: now, KiBps: want}) {
			t.Errorf("machine %q: %+v, want %d KiB/s", machine, got, want)
		}
	}
	for range 100 {
		f.learn(fetchEvent("a", "p", "Pulled", through(0.5, 10), now))
	}
	if got := begin("a").KiBps; got != 20<<10 {
		t.Errorf("what is long past counts: %d KiB/s", got)
	}
	for i := range paceMost + 10 {
		f.learn(fetchEvent(fmt.Sprint(i), "p", "Pulled", through(1, 10), now))
	}
	for i := range knownEvents + 10 {
		f.see(fetchEvent("a", fmt.Sprint(i), "Pulling", `Pulling image "x"`, now))
	}
	if len(f.paces) > paceMost || len(f.begun) > knownEvents {
		t.Errorf("%d machines and %d pods are held", len(f.paces), len(f.begun))
	}
}

// TestFetchEnds: what is being fetched for a pod is that until it is there, cannot be had, or the pod is gone.
func TestFetchEnds(t *testing.T) {
	f := newFetches(&machines{})
	for _, reason := range []string{"Pulled", "Failed", "Created", "Killing"} {
		if !f.see(fetchEvent("a", "p", "Pulling", `Pulling image "x"`, time.Now())) || f.of("p").Image != "x" {
			t.Fatal("not begun")
		}
		if f.see(fetchEvent("a", "q", reason, "", time.Now())) || f.see(fetchEvent("a", "p", "Scheduled", "", time.Now())) {
			t.Error("another pod's, or another event, is news")
		}
		if !f.see(fetchEvent("a", "p", reason, "", time.Now())) || f.of("p") != (wire.Fetch{}) {
			t.Errorf("%s: still being fetched", reason)
		}
	}
	f.see(fetchEvent("a", "p", "Pulling", `Pulling image "x"`, time.Now()))
	if f.lose("p"); f.of("p") != (wire.Fetch{}) {
		t.Error("a pod that is gone is fetched for")
	}
}

func TestWithSize(t *testing.T) {
	for _, c := range []struct {
		f    wire.Fetch
		want string
	}{
		{wire.Fetch{KiBps: 1}, "getting x"},
		{wire.Fetch{SizeMiB: 480}, "getting x: 480 MiB, or less"},
		{wire.Fetch{SizeMiB: 480, KiBps: 40 << 10}, "; 12s or so, as fast"},
		{wire.Fetch{SizeMiB: 1, KiBps: 40 << 10}, "; 1s or so, as fast"},
	} {
		if got := string(withSize("getting x", c.f)); !strings.Contains(got, c.want) || c.f.SizeMiB == 0 && got != c.want {
			t.Errorf("%+v: got %q, want %q", c.f, got, c.want)
		}
	}
}
