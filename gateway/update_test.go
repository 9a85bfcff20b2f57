package gateway

import (
	"sync"
	"testing"
	"time"

	"berth/shared/wire"
)

// TestUpdateIsNotSeen: a service without a disk answers all the while that a new revision takes its place.
func TestUpdateIsNotSeen(t *testing.T) {
	w := newWorld(t)
	w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	done, asked := make(chan struct{}), 0
	var asking sync.WaitGroup
	asking.Go(func() {
		for ; ; asked++ {
			select {
			case <-done:
				return
			default:
			}
			if code, page := w.visit(url + "/"); code != 200 {
				t.Errorf("after %d answers: %d %.300s", asked, code, page)
				return
			}
		}
	})
	for revision := uint64(2); revision <= 4; revision++ {
		steps := w.deploy(bearer, w.deployRequest(id, revision, echoManifest, w.user))
		if last := steps[len(steps)-1]; last.Phase != wire.PhaseReady {
			t.Errorf("revision %d: %+v", revision, last)
		}
		time.Sleep(200 * time.Millisecond)
	}
	close(done)
	asking.Wait()
	if asked < 20 {
		t.Errorf("it was asked just %d times", asked)
	}
}
