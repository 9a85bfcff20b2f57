package kube

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"
	"k8s.io/client-go/tools/cache"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/build"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// lagging is a watch whose events wait while it is shut: it shows the past.
type lagging struct {
	watch.Interface
	out chan watch.Event

	mu   sync.Mutex
	open *sync.Cond
	shut bool
}

// lag lets a test shut the watch of a kind.
func lag(t *testing.T, client *fake.Clientset, kind string) *lagging {
	l := &lagging{out: make(chan watch.Event)}
	l.open = sync.NewCond(&l.mu)
	client.PrependWatchReactor(kind, func(action clienttesting.Action) (bool, watch.Interface, error) {
		w, err := client.Tracker().Watch(action.GetResource(), action.GetNamespace(), action.(clienttesting.WatchActionImpl).ListOptions)
		if err != nil {
			return true, nil, err
		}
		l.Interface = w
		go func() {
			defer close(l.out)
			for e := range w.ResultChan() {
				l.mu.Lock()
				for l.shut {
					l.open.Wait()
				}
				l.mu.Unlock()
				select {
				case l.out <- e:
				case <-t.Context().Done():
					return
				}
			}
		}()
		return true, l, nil
	})
	t.Cleanup(func() { l.set(false) })
	return l
}

func (l *lagging) ResultChan() <-chan watch.Event { return l.out }

func (l *lagging) set(shut bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shut = shut
	l.open.Broadcast()
}

// TestReady: what is ready can be dialed at once, and runs as it was applied, whichever of the watches is late.
func TestReady(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) }))
	defer web.Close()
	start := func(t *testing.T, late string) (*Cluster, *clustertest.Log, *lagging, func() string) {
		client := fake.NewClientset()
		l := lag(t, client, late)
		control(t, client)
		var mu sync.Mutex
		var addr string
		c, err := New(Config{
			Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client), Capacity: resource.Resources{CPUMilli: 4000, MemoryMiB: 4096},
			Dial: func(ctx context.Context, network, to string) (net.Conn, error) {
				mu.Lock()
				addr = to
				mu.Unlock()
				return (&net.Dialer{}).DialContext(ctx, network, web.Listener.Addr().String())
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		log := &clustertest.Log{}
		c.Observe(log.Note, log.Happen)
		// What there is at the beginning is listed, not watched.
		if !cache.WaitForCacheSync(t.Context().Done(), c.watches.ofDeployments.HasSynced, c.watches.ofJobs.HasSynced, c.watches.ofPods.HasSynced, c.watches.ofServices.HasSynced) {
			t.Fatal("the watches never began")
		}
		return c, log, l, func() string {
			mu.Lock()
			defer mu.Unlock()
			return addr
		}
	}
	apply := func(t *testing.T, c *Cluster, w cluster.Workload) {
		t.Helper()
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	const image = "ghcr.io/example/web:1"

	t.Run("the Services are late", func(t *testing.T) {
		c, log, late, _ := start(t, "services")
		late.set(true)
		apply(t, c, clustertest.Workload(7, 1, image))
		log.Await(t, 7, 1, wire.PhaseStarting) // the pod runs and answers, and that was seen
		if n := log.Count(wire.PhaseReady); n > 0 {
			t.Error("it is ready, and there is nothing to dial yet")
		}
		late.set(false)
		log.Await(t, 7, 1, wire.PhaseReady)
		if code, _ := clustertest.Get(t, c, 7, "/"); code != 200 {
			t.Errorf("got %d, want 200", code)
		}
	})
	t.Run("the Services are late, and the port is another one", func(t *testing.T) {
		c, log, late, addr := start(t, "services")
		w := clustertest.Workload(7, 1, image)
		apply(t, c, w)
		log.Await(t, 7, 1, wire.PhaseReady)
		late.set(true)
		w = clustertest.Workload(7, 2, image)
		w.Manifest.Services[0].Port = 9090
		apply(t, c, w)
		log.Await(t, 7, 2, wire.PhaseStarting)
		if n := log.Count(wire.PhaseReady); n != 1 {
			t.Error("it is ready, and a dial would go to the port of the revision before")
		}
		late.set(false)
		log.Await(t, 7, 2, wire.PhaseReady)
		clustertest.Get(t, c, 7, "/")
		if want := "10.0.0.1:9090"; addr() != want {
			t.Errorf("dialed %s, want %s", addr(), want)
		}
	})
	t.Run("the Deployments are late, and it is restarted", func(t *testing.T) {
		c, log, late, _ := start(t, "deployments")
		w := clustertest.Workload(7, 1, image)
		apply(t, c, w)
		log.Await(t, 7, 1, wire.PhaseReady)
		log.Forget()
		late.set(true)
		w.Restart++
		apply(t, c, w)
		ns := c.namespaceOf(7)
		clustertest.Until(t, 15*time.Second, "the pod of the restart alone", func() bool {
			all := c.watches.Pods(ns, "")
			return len(all) == 1 && all[0].Annotations[build.NoteRestart] == "1"
		})
		c.phases.look(ns, "web")
		if n := log.Count(wire.PhaseReady); n > 0 {
			t.Error("it is ready, out of what was there before it was restarted")
		}
		late.set(false)
		log.Await(t, 7, 1, wire.PhaseReady)
	})
	t.Run("the pods are late, and it is started after a stop", func(t *testing.T) {
		c, log, late, _ := start(t, "pods")
		w := clustertest.Workload(7, 1, image)
		apply(t, c, w)
		log.Await(t, 7, 1, wire.PhaseReady)
		late.set(true)
		if err := c.Stop(t.Context(), 7); err != nil {
			t.Fatal(err)
		}
		log.Forget()
		apply(t, c, w)
		log.Await(t, 7, 1, wire.PhaseScheduled) // the Deployment was seen
		if n := log.Count(wire.PhaseReady); n > 0 {
			t.Error("it is ready, out of a pod that has ended")
		}
		late.set(false)
		log.Await(t, 7, 1, wire.PhaseReady)
	})
}

// TestOlder: versions tell which of two is older, and where there are none their content does.
func TestOlder(t *testing.T) {
	d := func(version, restart string) *appsv1.Deployment {
		x := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{ResourceVersion: version}}
		x.Spec.Template.Annotations = map[string]string{build.NoteRestart: restart}
		return x
	}
	for _, c := range []struct {
		watched, applied *appsv1.Deployment
		want             bool
	}{
		{d("9", "1"), d("10", "1"), true}, {d("10", "1"), d("10", "1"), false}, {d("11", "2"), d("10", "1"), false},
		{d("", "0"), d("", "1"), true}, {d("", "1"), d("", "1"), false}, {d("9", "0"), nil, false},
	} {
		if got := (declared{runs: runner{deployment: c.applied}}).behind(runner{deployment: c.watched}); got != c.want {
			t.Errorf("watched %+v, applied %+v: got %t, want %t", c.watched, c.applied, got, c.want)
		}
	}
}
