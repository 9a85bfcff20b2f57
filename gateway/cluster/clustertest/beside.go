package clustertest

import (
	"context"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/wire"
)

// Stateless is Workload without a disk.
func Stateless(id order.ID, revision uint64, image string) cluster.Workload {
	w := Workload(id, revision, image)
	w.Manifest.Volumes, w.Manifest.Services[0].Mounts = nil, nil
	return w
}

func (s *suite) beside(t *testing.T) {
	t.Run("the same", func(t *testing.T) {
		c, _ := s.open(t)
		for _, w := range []cluster.Workload{Workload(7, 1, s.image), Stateless(7, 1, s.image)} {
			more := w
			more.Resources.MemoryMiB *= 2
			if !c.Beside(w, w) || !c.Beside(w, more) {
				t.Error("nothing ends, and yet it says so")
			}
		}
	})
	t.Run("it keeps its word", func(t *testing.T) {
		c, l := s.open(t)
		old, next := Stateless(7, 1, s.image), Stateless(7, 2, s.image)
		// There is room for both.
		old.Resources.CPUMilli, next.Resources.CPUMilli = 1000, 1000
		old.Resources.MemoryMiB, next.Resources.MemoryMiB = 512, 512
		for _, w := range []*cluster.Workload{&old, &next} {
			w.Manifest.Services[0].Wants.CPUMilli, w.Manifest.Services[0].Wants.MemoryMiB = 100, 64
		}
		ok(t, c.Apply(t.Context(), old))
		l.Await(t, 7, 1, wire.PhaseReady)
		if !c.Beside(old, next) {
			t.Skip("this runtime has no room for two revisions of a service that has no disk")
		}
		ctx, cancel := context.WithCancel(t.Context())
		var asking sync.WaitGroup
		var asked atomic.Int64
		asking.Go(func() {
			for ; ctx.Err() == nil; asked.Add(1) {
				if err := answers(c, 7); err != nil {
					// A connection that an old process still took may be lost with it: a client asks again.
					time.Sleep(20 * time.Millisecond)
					if err = answers(c, 7); err != nil {
						t.Errorf("no answer while it is updated: %v", err)
						return
					}
				}
			}
		})
		ok(t, c.Apply(t.Context(), next))
		l.Await(t, 7, 2, wire.PhaseReady)
		// The old one ends only now: its end is asked through, too.
		last, until := asked.Load(), time.Now().Add(200*time.Millisecond)
		Until(t, 20*time.Second, "it was asked through the old one's end", func() bool {
			return t.Failed() || asked.Load() >= last+50 && time.Now().After(until)
		})
		cancel()
		asking.Wait()
		if n := asked.Load(); n < 3 {
			t.Errorf("it was asked just %d times", n)
		}
	})
}

// answers asks a service over a connection of its own.
func answers(c cluster.Cluster, id order.ID) error {
	tr := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return c.Dial(ctx, id, "web") }}
	defer tr.CloseIdleConnections()
	resp, err := (&http.Client{Transport: tr, Timeout: 5 * time.Second}).Get("http://web/")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
