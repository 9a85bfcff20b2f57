package kube

import (
	"log/slog"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/lease"
	"berth/gateway/lease/leasetest"
	"berth/shared/eth"
)

// A replaced order's fences move at once; its pod only where it must, or with its next start.
func TestResize(t *testing.T) {
	client := fake.NewClientset()
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: client})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	apply := func(change func(*lease.Workload)) (quotaMiB, podMiB int64) {
		t.Helper()
		w := leasetest.Workload(7, 1, "registry.example/web:1")
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
		quota, pod := apply(func(w *lease.Workload) { w.Resources.MemoryMiB, w.Restart = x.memory, x.restart })
		if quota != x.quota || pod != x.pod {
			t.Errorf("%s: the quota is %d and the pod has %d MiB; want %d and %d", x.name, quota, pod, x.quota, x.pod)
		}
	}
}
