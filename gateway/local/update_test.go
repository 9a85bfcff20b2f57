package local

import (
	"context"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/manifest"
	"berth/shared/wire"
)

func TestBeside(t *testing.T) {
	r := &Runtime{}
	service := func(name string, disk bool) manifest.Service {
		s := manifest.Service{Name: name}
		if disk {
			s.Mounts = []manifest.Mount{{Volume: name}}
		}
		return s
	}
	of := func(revision uint64, services ...manifest.Service) cluster.Workload {
		return cluster.Workload{Order: 1, Revision: revision, Manifest: manifest.Manifest{Services: services}}
	}
	for name, c := range map[string]struct {
		old, next cluster.Workload
		want      bool
	}{
		"no disks":                   {of(1, service("web", false)), of(2, service("web", false)), true},
		"a disk":                     {of(1, service("web", true)), of(2, service("web", true)), false},
		"the same":                   {of(1, service("web", true)), of(1, service("web", true)), true},
		"another one's disk":         {of(1, service("web", true)), of(2, service("web", false), service("db", true)), true},
		"one of two with a disk":     {of(1, service("web", false), service("db", true)), of(2, service("web", false), service("db", true)), false},
		"a disk that it did not use": {of(1, service("web", false)), of(2, service("web", true)), true},
	} {
		if got := r.Beside(c.old, c.next); got != c.want {
			t.Errorf("%s: got %t", name, got)
		}
	}
}

// TestUpdateThatFails: what ran goes on until there is something that answers in its place.
func TestUpdateThatFails(t *testing.T) {
	r := open(t, t.TempDir())
	l := &clustertest.Log{}
	r.Observe(l.Note, l.Happen)
	apply := func(w cluster.Workload) {
		t.Helper()
		if err := r.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	pid := func() string {
		t.Helper()
		_, page := clustertest.Get(t, r, 1, "/")
		return strings.Fields(page)[0]
	}
	apply(clustertest.Stateless(1, 1, "test/env"))
	l.Await(t, 1, 1, wire.PhaseReady)
	first := pid()
	for revision := uint64(2); revision <= 3; revision++ {
		apply(clustertest.Stateless(1, revision, "test/crash"))
		l.Await(t, 1, revision, wire.PhaseFailed)
		if got := pid(); got != first {
			t.Errorf("revision %d: process %s answers, want %s", revision, got, first)
		}
	}
	apply(clustertest.Stateless(1, 4, "test/env"))
	l.Await(t, 1, 4, wire.PhaseReady)
	if pid() == first {
		t.Error("the old process answers")
	}
	clustertest.Until(t, 5*time.Second, "one process is left", func() bool { return len(r.live()) == 1 })
	apply(clustertest.Stateless(1, 5, "test/crash"))
	if err := r.Stop(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Dial(t.Context(), 1, "web"); err == nil || len(r.live()) > 0 {
		t.Errorf("after a stop: %v %+v", err, r.live())
	}
}

// TestDiskIsNeverShared: the old process has ended when the new one starts.
func TestDiskIsNeverShared(t *testing.T) {
	r := open(t, t.TempDir())
	most := make(chan int, 100)
	l := &clustertest.Log{}
	r.Observe(l.Note, func(h cluster.Happening) {
		if h.Code == wire.HappenedBegan {
			most <- len(r.live())
		}
	})
	for revision := uint64(1); revision <= 3; revision++ {
		if err := r.Apply(t.Context(), clustertest.Workload(1, revision, "test/env")); err != nil {
			t.Fatal(err)
		}
		l.Await(t, 1, revision, wire.PhaseReady)
		if n := <-most; n != 1 {
			t.Errorf("revision %d: %d processes", revision, n)
		}
	}
}

// TestUpdateThatCannotBegin: what cannot even be prepared leaves what runs as it is, and can be tried again.
func TestUpdateThatCannotBegin(t *testing.T) {
	r := open(t, t.TempDir())
	l := &clustertest.Log{}
	r.Observe(l.Note, l.Happen)
	if err := r.Apply(t.Context(), clustertest.Stateless(1, 1, "test/env")); err != nil {
		t.Fatal(err)
	}
	l.Await(t, 1, 1, wire.PhaseReady)
	next := clustertest.Stateless(1, 2, "test/env")
	other := next.Manifest.Services[0]
	other.Name = "other"
	next.Manifest.Services = append(next.Manifest.Services, other)
	if err := os.WriteFile(r.home(1, "other"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := r.Apply(t.Context(), next); err == nil {
			t.Fatal("a file is no folder")
		}
		if code, _ := clustertest.Get(t, r, 1, "/"); code != 200 || len(r.live()) != 1 {
			t.Errorf("got %d of %+v", code, r.live())
		}
	}
	if err := os.Remove(r.home(1, "other")); err != nil {
		t.Fatal(err)
	}
	if err := r.Apply(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	clustertest.Until(t, 5*time.Second, "both are of the next revision", func() bool { return l.Count(wire.PhaseReady) >= 3 && len(r.live()) == 2 })
}

// TestServicesCome: services that are no longer wanted go once all others answer, and new ones come.
func TestServicesCome(t *testing.T) {
	r := open(t, t.TempDir())
	l := &clustertest.Log{}
	r.Observe(l.Note, l.Happen)
	w := clustertest.Stateless(1, 1, "test/env")
	other := w.Manifest.Services[0]
	other.Name = "other"
	w.Manifest.Services = append(w.Manifest.Services, other)
	if err := r.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	clustertest.Until(t, 5*time.Second, "both are ready", func() bool { return l.Count(wire.PhaseReady) >= 2 })
	if err := r.Apply(t.Context(), clustertest.Stateless(1, 2, "test/env")); err != nil {
		t.Fatal(err)
	}
	l.Await(t, 1, 2, wire.PhaseReady)
	clustertest.Until(t, 5*time.Second, "one process is left", func() bool { return len(r.live()) == 1 })
	if _, err := r.Dial(t.Context(), 1, "other"); err == nil {
		t.Error("what is not wanted answers")
	}
}

func TestHappenings(t *testing.T) {
	r := open(t, t.TempDir())
	r.patience = 200 * time.Millisecond
	l := &clustertest.Log{}
	r.Observe(l.Note, l.Happen)
	began := time.Now()
	apply := func(w cluster.Workload) {
		t.Helper()
		if err := r.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	ask := func(path string) {
		c := http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return r.Dial(ctx, 1, "web") }}}
		if resp, err := c.Get("http://web" + path); err == nil {
			resp.Body.Close()
			t.Errorf("%s: it goes on", path)
		}
	}
	apply(clustertest.Workload(1, 1, "test/env"))
	l.Await(t, 1, 1, wire.PhaseReady)
	ask("/die")
	if h := l.AwaitHappening(t, 1, wire.HappenedExited, began); h.Figures["code"] != "3" || !h.Bad || h.Service != "web" {
		t.Errorf("got %+v", h)
	}
	l.Forget()
	l.Await(t, 1, 1, wire.PhaseReady)
	ask("/kill")
	if h := l.AwaitHappening(t, 1, wire.HappenedKilled, began); !h.Bad {
		t.Errorf("got %+v", h)
	}
	if err := r.Stop(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	apply(clustertest.Workload(2, 1, "test/crash"))
	if h := l.AwaitHappening(t, 2, wire.HappenedCrashLoop, began); h.Figures["pause"] != "1" || !h.Bad {
		t.Errorf("got %+v", h)
	}
	var codes []string
	for _, h := range l.Happened(2) {
		codes = append(codes, h.Code)
	}
	want := []string{
		wire.HappenedPlaced, wire.HappenedBegan, wire.HappenedExited, wire.HappenedBegan, wire.HappenedExited, wire.HappenedBegan, wire.HappenedExited, wire.HappenedCrashLoop,
	}
	if len(codes) < len(want) || !slices.Equal(codes[:len(want)], want) {
		t.Errorf("got %v, want %v", codes, want)
	}
	apply(clustertest.Workload(3, 1, "test/mute"))
	if h := l.AwaitHappening(t, 3, wire.HappenedUnhealthy, began); h.Figures["probe"] != "startup" || !strings.Contains(h.Figures["why"], "did not answer within") {
		t.Errorf("got %+v", h)
	}
}
