package kube

import (
	"log/slog"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/wire"
)

// stateless is a workload of services without disks, each asking for so much CPU of 1000.
func stateless(revision uint64, cpu map[string]uint32) cluster.Workload {
	w := clustertest.Stateless(7, revision, "ghcr.io/example/web:1")
	w.Resources.CPUMilli, w.Resources.MemoryMiB = 1000, 1024
	w.Manifest.Services = nil
	for _, name := range []string{"a", "b", "web"} {
		if n, ok := cpu[name]; ok {
			w.Manifest.Services = append(w.Manifest.Services, manifest.Service{Name: name, Image: "ghcr.io/example/web:1", Port: 8080, Wants: manifest.Wants{CPUMilli: n, MemoryMiB: 64}})
		}
	}
	return w
}

func TestBeside(t *testing.T) {
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(fake.NewClientset())})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	type of = map[string]uint32
	disk := clustertest.Workload(7, 2, "ghcr.io/example/web:1")
	less := stateless(1, of{"web": 0})
	less.Resources.CPUMilli = 500
	three := stateless(2, of{"web": 300})
	three.Manifest.Services[0].Replicas = 3
	for _, x := range []struct {
		name      string
		old, next cluster.Workload
		want      bool
	}{
		{"room for both", stateless(1, of{"web": 400}), stateless(2, of{"web": 500}), true},
		{"exactly", stateless(1, of{"web": 500}), stateless(2, of{"web": 500}), true},
		{"no room", stateless(1, of{"web": 600}), stateless(2, of{"web": 600}), false},
		{"no room beside the old one", stateless(1, of{"web": 1000}), stateless(2, of{"web": 100}), false},
		{"a share of all", stateless(1, of{"web": 0}), stateless(2, of{"web": 0}), false},
		{"the same", stateless(1, of{"web": 1000}), stateless(1, of{"web": 1000}), true},
		{"a disk", clustertest.Workload(7, 1, "ghcr.io/example/web:1"), disk, false},
		{"the same with less", stateless(1, of{"web": 0}), less, false},
		{"another takes its place", stateless(1, of{"web": 1000}), stateless(2, of{"a": 1000}), true},
		{"one more", stateless(1, of{"a": 300}), stateless(2, of{"a": 300, "b": 300}), true},
		{"one more, too large", stateless(1, of{"a": 300}), stateless(2, of{"a": 300, "b": 500}), false},
		{"replicas one after the other", stateless(1, of{"web": 100}), three, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := c.Beside(x.old, x.next); got != x.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

// What is applied to a service that has more now than the next revision wants must not wait for room for ever: with what
// runs there is none.
func TestShrinkingRevision(t *testing.T) {
	client := fake.NewClientset()
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, x := range []struct {
		w    cluster.Workload
		want appsv1.DeploymentStrategyType
	}{
		{stateless(1, map[string]uint32{"web": 1000}), appsv1.RecreateDeploymentStrategyType},
		{stateless(2, map[string]uint32{"web": 400}), appsv1.RecreateDeploymentStrategyType},
		{stateless(3, map[string]uint32{"web": 400}), appsv1.RollingUpdateDeploymentStrategyType},
	} {
		if err := c.Apply(t.Context(), x.w); err != nil {
			t.Fatal(err)
		}
		d, err := client.AppsV1().Deployments(c.namespaceOf(7)).Get(t.Context(), "web", metav1.GetOptions{})
		if err != nil || d.Spec.Strategy.Type != x.want {
			t.Errorf("revision %d: %v %v, want %s", x.w.Revision, d.Spec.Strategy, err, x.want)
		}
	}
}

// TestShrinkingOnCluster: such a revision comes up on a real cluster.
func TestShrinkingOnCluster(t *testing.T) {
	c := onCluster(t, kubeconfig(t))
	var l clustertest.Log
	c.Observe(l.Note, l.Happen)
	for i, cpu := range []uint32{1000, 400, 300} {
		w := stateless(uint64(i+1), map[string]uint32{"web": cpu})
		w.Manifest.Services[0].Image = "berth/hello"
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		l.Await(t, 7, w.Revision, wire.PhaseReady)
	}
}
