package kube

import (
	"log/slog"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/verdict"
	"berth/shared/eth"
)

// A replaced order's fences move at once; its pod only where it must, or with its next start.
func TestResize(t *testing.T) {
	client := fake.NewClientset()
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	apply := func(change func(*cluster.Workload)) (quotaMiB, podMiB int64) {
		t.Helper()
		w := clustertest.Workload(7, 1, "ghcr.io/example/web:1")
		change(&w)
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		ns := c.namespaceOf(7)
		q, err := client.CoreV1().ResourceQuotas(ns).List(t.Context(), metav1.ListOptions{})
		if err != nil || len(q.Items) != 1 {
			t.Fatal(q, err)
		}
		d, err := client.AppsV1().Deployments(ns).Get(t.Context(), "web", metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		hard := q.Items[0].Spec.Hard["limits.memory"]
		return hard.Value() >> 20, d.Spec.Template.Spec.Containers[0].Resources.Limits.Memory().Value() >> 20
	}
	for _, x := range []struct {
		name       string
		memory     uint32
		restart    uint64
		quota, pod int64
	}{
		{"at first", 64, 0, 64, 64},
		{"more", 128, 0, 128, 64},
		{"more again", 128, 0, 128, 64},
		{"with a restart", 128, 1, 128, 128},
		{"less", 96, 1, 96, 96},
	} {
		quota, pod := apply(func(w *cluster.Workload) { w.Resources.MemoryMiB, w.Restart = x.memory, x.restart })
		if quota != x.quota || pod != x.pod {
			t.Errorf("%s: the quota is %d and the pod has %d MiB; want %d and %d", x.name, quota, pod, x.quota, x.pod)
		}
	}
}

// TestGrowOnCluster: a larger order's pod has more without a restart, and a smaller one's has no more than it may.
func TestGrowOnCluster(t *testing.T) {
	c := onCluster(t, kubeconfig(t))
	var l clustertest.Log
	c.Observe(l.Note, l.Happen)
	var first types.UID
	for _, x := range []struct {
		memory uint32
		same   bool // pod
	}{{64, true}, {128, true}, {192, true}, {96, false}, {128, false}, {96, false}} {
		w := clustertest.Workload(7, 1, "berth/hello")
		w.Resources.MemoryMiB, w.Resources.CPUMilli = x.memory, 2*x.memory
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(40 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			p := c.watches.newest(c.namespaceOf(7), "web")
			if p == nil || verdict.StatusOf(p, "web") == nil {
				continue
			}
			st := verdict.StatusOf(p, "web")
			if r := st.Resources; st.Ready && r != nil && r.Limits.Memory().Value()>>20 == int64(x.memory) && r.Limits.Cpu().MilliValue() == 2*int64(x.memory) {
				if first == "" {
					first = p.UID
				}
				if st.RestartCount != 0 || (p.UID == first) != x.same {
					t.Errorf("%d MiB: restarts %d, the same pod %t", x.memory, st.RestartCount, p.UID == first)
				}
				break
			}
			if time.Now().After(end) {
				t.Fatalf("%d MiB: it has %+v: %+v", x.memory, st.Resources, p.Status.Conditions)
			}
		}
	}
}

// TestSweep: pods that have failed do not pile up; the last one stays until another has taken its place, and their logs stay.
func TestSweep(t *testing.T) {
	d := newDesk(t)
	for i, name := range []string{"web-5c4-aaaaa", "web-5c4-bbbbb", "web-5c4-ccccc"} {
		d.run(1, name)
		d.say(name, "from %s", name)
		d.end(name)
		p, err := d.client.CoreV1().Pods(d.c.namespaceOf(7)).Get(t.Context(), name, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		p = p.DeepCopy()
		p.CreationTimestamp = metav1.NewTime(time.Now().Add(time.Duration(i-10) * time.Minute))
		p.Status.Phase, p.Status.ContainerStatuses[0].ContainerID = corev1.PodFailed, "over"+name
		d.put(p)
	}
	if err := d.c.sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	left, err := d.client.CoreV1().Pods(d.c.namespaceOf(7)).List(t.Context(), metav1.ListOptions{})
	if err != nil || len(left.Items) != 1 || left.Items[0].Name != "web-5c4-ccccc" {
		t.Errorf("left: %d pods, %v", len(left.Items), err)
	}
	if got := d.log(cluster.LogQuery{}); got != "from web-5c4-aaaaa from web-5c4-bbbbb from web-5c4-ccccc" {
		t.Errorf("the log is %q", got)
	}
}
