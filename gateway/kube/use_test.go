package kube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/shared/wire"
)

// useDesk is a desk with two services on two machines.
func useDesk(t *testing.T) *desk {
	d := newDesk(t)
	d.run(2, "web-5c4-aaaaa")
	d.run(2, "web-5c4-bbbbb")
	for i, name := range []string{"web-5c4-aaaaa", "web-5c4-bbbbb"} {
		p, err := d.client.CoreV1().Pods(d.c.namespaceOf(7)).Get(t.Context(), name, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		p = p.DeepCopy()
		p.Spec.NodeName, p.Status.Phase = fmt.Sprint("n", i), corev1.PodRunning
		p.Status.ContainerStatuses[0].ContainerID += "x" // so that the watch can be waited for
		d.put(p)
	}
	return d
}

// summaryOf is a kubelet's answer about one pod.
func summaryOf(d *desk, pod, uid string, at time.Time, sum, now uint64) string {
	return fmt.Sprintf(`{"node":{"nodeName":"secret"},"pods":[{"podRef":{"name":%q,"namespace":%q,"uid":%q},"containers":[{"name":"web",
		"cpu":{"time":%q,"usageNanoCores":%d,"usageCoreNanoSeconds":%d},"memory":{"workingSetBytes":1000,"usageBytes":5000},"rootfs":{"usedBytes":7},"logs":{"usedBytes":8}}],
		"ephemeral-storage":{"usedBytes":20},"volume":[{"name":"disk-web","usedBytes":300,"pvcRef":{"name":"web","namespace":"x"}},{"name":"tmp","usedBytes":5}]},
		{"podRef":{"name":"other","namespace":"default","uid":"x"},"containers":[{"memory":{"workingSetBytes":99}}]},{}]}`,
		pod, d.c.namespaceOf(7), uid, at.UTC().Format(time.RFC3339Nano), now, sum)
}

func TestUse(t *testing.T) {
	d := useDesk(t)
	at, sum := time.Now(), uint64(5e9)
	answers := map[string]func() (string, error){
		"/api/v1/nodes/n0/proxy/stats/summary": func() (string, error) { return summaryOf(d, "web-5c4-aaaaa", "web-5c4-aaaaa", at, sum, 30e6), nil },
		"/api/v1/nodes/n1/proxy/stats/summary": func() (string, error) {
			return summaryOf(d, "web-5c4-bbbbb", "web-5c4-bbbbb", at, sum, 12_000_001), nil
		},
	}
	d.c.meter.ask = func(_ context.Context, path string, _ ...string) ([]byte, error) {
		f := answers[path]
		if f == nil {
			return nil, apierrors.NewNotFound(corev1.Resource("x"), path)
		}
		s, err := f()
		return []byte(s), err
	}
	check := func(what string, want cluster.Use) {
		t.Helper()
		got, err := d.c.Use(t.Context())
		if err != nil || len(got) != 1 || !maps.Equal(got[7], map[string]cluster.Use{"web": want}) {
			t.Errorf("%s: got %+v %v, want %+v", what, got, err, want)
		}
	}
	check("at first what the kubelet says", cluster.Use{CPUMilli: 30 + 13, MemoryBytes: 2000, DiskBytes: 2*20 + 300})
	at, sum = at.Add(10*time.Second), sum+15e9
	check("then the difference", cluster.Use{CPUMilli: 3000, MemoryBytes: 2000, DiskBytes: 340})
	at = at.Add(100 * time.Millisecond)
	check("soon afterwards", cluster.Use{CPUMilli: 3000, MemoryBytes: 2000, DiskBytes: 340})
	at, sum = at.Add(10*time.Second), 1e9
	check("after a restart", cluster.Use{CPUMilli: 43, MemoryBytes: 2000, DiskBytes: 340})
	answers["/api/v1/nodes/n1/proxy/stats/summary"] = func() (string, error) { return "", errors.New("silent") }
	check("one machine is silent", cluster.Use{CPUMilli: 30, MemoryBytes: 1000, DiskBytes: 320})
	answers["/api/v1/nodes/n1/proxy/stats/summary"] = func() (string, error) { return `{"pods":[`, nil }
	check("one machine talks nonsense", cluster.Use{CPUMilli: 30, MemoryBytes: 1000, DiskBytes: 320})
	answers["/api/v1/nodes/n1/proxy/stats/summary"] = func() (string, error) { return summaryOf(d, "web-5c4-bbbbb", "another", at, sum, 5e9), nil }
	check("another pod of that name", cluster.Use{CPUMilli: 30, MemoryBytes: 1000, DiskBytes: 320})
	denied := func() (string, error) { return "", apierrors.NewForbidden(corev1.Resource("nodes"), "n0", nil) }
	answers["/api/v1/nodes/n0/proxy/stats/summary"], answers["/api/v1/nodes/n1/proxy/stats/summary"] = denied, denied
	if got, err := d.c.Use(t.Context()); err == nil {
		t.Errorf("nobody may be asked: got %+v", got)
	}
	answers["/apis/metrics.k8s.io/v1beta1/pods"] = func() (string, error) {
		return fmt.Sprintf(`{"items":[{"metadata":{"name":"web-5c4-aaaaa","namespace":%q},"containers":[{"name":"web","usage":{"cpu":"120500u","memory":"10Ki"}}]},
			{"metadata":{"name":"x","namespace":"y"},"containers":[{"usage":{"cpu":"1"}}]}]}`, d.c.namespaceOf(7)), nil
	}
	check("the metrics API", cluster.Use{CPUMilli: 121, MemoryBytes: 10240})
}

func FuzzReadSummary(f *testing.F) {
	d := desk{c: &Cluster{}}
	f.Add([]byte(summaryOf(&d, "p", "u", time.Now(), 1, 2)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := &meter{cpu: map[string]cpuTime{}, net: newCounters(time.Now())}
		all := map[string]used{}
		pods := map[string]tenant{d.c.namespaceOf(7) + "/p": {id: 7, service: "web", uid: "u", runs: true}}
		for range 2 {
			if m.readSummary(raw, pods, all) == nil {
				sum(pods, all)
			}
		}
	})
}

// TestUseOnCluster: what is told of a service that burns a known share, holds known memory and has written known disk.
func TestUseOnCluster(t *testing.T) {
	c := onCluster(t, kubeconfig(t))
	var l clustertest.Log
	c.Observe(l.Note, l.Happen)
	w := clustertest.Workload(7, 1, "berth/shell")
	w.Resources.CPUMilli, w.Resources.MemoryMiB = 200, 128
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	l.Await(t, 7, 1, wire.PhaseReady)
	ctx, cancel := context.WithCancel(t.Context())
	in, typed := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := c.Shell(ctx, 7, "web", cluster.Terminal{In: in, Out: io.Discard, Sizes: make(chan cluster.Size)})
		done <- err
	}()
	// All of its CPU, 50 MiB of memory, 10 MiB on its disk and 5 MiB beside it.
	io.WriteString(typed, "dd if=/dev/zero of=/data/x bs=1M count=10; dd if=/dev/zero of=/tmp/x bs=1M count=5; (dd if=/dev/zero bs=50M count=1; sleep 300) | (tail -c 52428800 >/dev/null; sleep 300) &\n")
	io.WriteString(typed, "while :; do :; done\n")
	var u cluster.Use
	began := time.Now()
	for end := began.Add(90 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Second) {
		all, err := c.Use(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		u = all[7]["web"]
		t.Logf("after %s: %+v", time.Since(began).Round(time.Second), u)
		if u.CPUMilli >= 180 && u.DiskBytes >= 15<<20 {
			break
		}
	}
	cancel()
	<-done
	if u.CPUMilli < 180 || u.CPUMilli > 230 || u.DiskBytes < 15<<20 || u.DiskBytes > 17<<20 {
		t.Errorf("got %+v", u)
	}
}
