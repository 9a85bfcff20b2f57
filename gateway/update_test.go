package gateway

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/shared/wire"
)

// TestUpdateIsNotSeen: a service without a disk answers all the while that a new revision takes its place.
func TestUpdateIsNotSeen(t *testing.T) {
	w := newWorld(t)
	w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	done := make(chan struct{})
	var asked atomic.Int64
	var asking sync.WaitGroup
	asking.Go(func() {
		for ; ; asked.Add(1) {
			select {
			case <-done:
				return
			default:
			}
			if code, page := w.visit(url + "/"); code != 200 {
				t.Errorf("after %d answers: %d %.300s", asked.Load(), code, page)
				return
			}
		}
	})
	for revision := uint64(2); revision <= 4; revision++ {
		steps := w.deploy(bearer, w.deployRequest(id, revision, echoManifest, w.user))
		if last := steps[len(steps)-1]; last.Phase != wire.PhaseReady {
			t.Errorf("revision %d: %+v", revision, last)
		}
		// It is asked on while the one before goes.
		more := asked.Load() + 100
		within(t, 10*time.Second, "a hundred answers more", func() bool { return t.Failed() || asked.Load() >= more })
	}
	close(done)
	asking.Wait()
	if n := asked.Load(); n < 20 {
		t.Errorf("it was asked just %d times", n)
	}
}
