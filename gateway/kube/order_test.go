package kube

import (
	"log/slog"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/wire"
)

// gatewayOn gives one more gateway of a realm on the same cluster.
func gatewayOn(t *testing.T, client kubernetes.Interface) *Cluster {
	t.Helper()
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// TestRestartInAChain: what waits goes on with another gateway that applies nothing, since all that has to be known is in the
// cluster.
func TestRestartInAChain(t *testing.T) {
	client := fake.NewClientset()
	control(t, client)
	first := gatewayOn(t, client) // its watches never begin: it starts nothing
	if err := first.Apply(t.Context(), clustertest.Chain(7, 1, "ghcr.io/example/web:1", "ghcr.io/example/task:1")); err != nil {
		t.Fatal(err)
	}
	first.Close()
	ns := first.namespaceOf(7)
	d, err := client.AppsV1().Deployments(ns).Get(t.Context(), "web", metav1.GetOptions{})
	if err != nil || !d.Spec.Paused || d.Annotations["berth/after"] != "seed=done" || d.Annotations["berth/replicas"] != "1" {
		t.Fatalf("web does not wait: %+v %v", d, err)
	}
	second, l := gatewayOn(t, client), &clustertest.Log{}
	second.Observe(l.Note, l.Happen)
	clustertest.Until(t, 15*time.Second, "all of it has come to where it was to come", func() bool {
		return of(l, 7, "seed", wire.PhaseDone) && of(l, 7, "web", wire.PhaseReady)
	})
	if d, err = client.AppsV1().Deployments(ns).Get(t.Context(), "web", metav1.GetOptions{}); err != nil || d.Spec.Paused || *d.Spec.Replicas != 1 || d.Annotations["berth/after"] != "" {
		t.Errorf("web: %+v %v", d, err)
	}
}

// TestQuarantineInAChain: what waits is not started in quarantine, and begins anew after it.
func TestQuarantineInAChain(t *testing.T) {
	client := fake.NewClientset()
	control(t, client)
	c, l := gatewayOn(t, client), &clustertest.Log{}
	c.Observe(l.Note, l.Happen)
	w := clustertest.Chain(7, 1, "ghcr.io/example/web:1", "ghcr.io/example/task:1")
	w.Manifest.Services[1].Env = map[string]string{"EXIT": "1"}
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	clustertest.Until(t, 15*time.Second, "the seed has failed", func() bool { return of(l, 7, "seed", wire.PhaseFailed) })
	if _, err := c.Quarantine(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	ns := c.namespaceOf(7)
	clustertest.Until(t, 15*time.Second, "nothing waits any more", func() bool {
		r := c.watches.runner(ns, "web")
		return r.there() && len(r.waits()) == 0 && !r.stands()
	})
	if _, err := c.starter.start(t.Context(), ns); err != nil {
		t.Fatal(err)
	}
	d, err := client.AppsV1().Deployments(ns).Get(t.Context(), "web", metav1.GetOptions{})
	if err != nil || *d.Spec.Replicas != 0 {
		t.Errorf("web in quarantine: %+v %v", d, err)
	}
	w.Revision, w.Manifest.Services[1].Env = 2, nil
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	clustertest.Until(t, 15*time.Second, "it runs after the quarantine", func() bool { return of(l, 7, "web", wire.PhaseReady) })
}

// TestOldGoesOn: while a revision waits, the one before goes on, if there is room for both.
func TestOldGoesOn(t *testing.T) {
	client := fake.NewClientset()
	control(t, client)
	c, l := gatewayOn(t, client), &clustertest.Log{}
	c.Observe(l.Note, l.Happen)
	w := clustertest.Chain(7, 1, "ghcr.io/example/web:1", "ghcr.io/example/task:1")
	for i := range w.Manifest.Services {
		w.Manifest.Services[i].Wants = manifest.Wants{CPUMilli: 20, MemoryMiB: 16}
	}
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	clustertest.Until(t, 15*time.Second, "it runs", func() bool { return of(l, 7, "web", wire.PhaseReady) })
	l.Forget()
	next := w
	next.Revision, next.Manifest.Services = 2, append([]manifest.Service(nil), w.Manifest.Services...)
	next.Manifest.Services[1].Env = map[string]string{"EXIT": "1"}
	if err := c.Apply(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	clustertest.Until(t, 15*time.Second, "the next revision's seed has failed", func() bool { return of(l, 7, "seed", wire.PhaseFailed) })
	if all := c.watches.staying(c.namespaceOf(7), "web", nil); len(all) != 1 || all[0].Annotations["berth/revision"] != "1" {
		t.Errorf("the page's pods: %+v", all)
	}
}

// TestDeletedInTheCluster: that somebody has taken a service out of the cluster is told; that the gateway itself did is not.
func TestDeletedInTheCluster(t *testing.T) {
	client := fake.NewClientset()
	control(t, client)
	c, l := gatewayOn(t, client), &clustertest.Log{}
	c.Observe(l.Note, l.Happen)
	deleted := func(e cluster.Event) bool {
		return e.Order == 7 && e.Service == "web" && e.Text == verdict.Deleted.Text()
	}
	up := func(revision uint64) {
		t.Helper()
		if err := c.Apply(t.Context(), clustertest.Chain(7, revision, "ghcr.io/example/web:1", "ghcr.io/example/task:1")); err != nil {
			t.Fatal(err)
		}
		clustertest.Until(t, 15*time.Second, "it runs", func() bool {
			return l.Saw(func(e cluster.Event) bool {
				return e.Service == "web" && e.Revision == revision && e.Phase == wire.PhaseReady
			})
		})
	}
	up(1)
	if err := c.Stop(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	up(2)
	if l.Saw(deleted) {
		t.Error("a stop counts as somebody's deed")
	}
	if err := client.AppsV1().Deployments(c.namespaceOf(7)).Delete(t.Context(), "web", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	clustertest.Until(t, 15*time.Second, "it is told", func() bool { return l.Saw(deleted) })
}
