package clustertest

import (
	"errors"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/shared/wire"
)

// sleep: a service that sleeps does not run, beside others that do, and wakes as it was.
func (s *suite) sleep(t *testing.T) {
	c, l := s.open(t)
	w := Workload(7, 1, s.image)
	w.Resources.CPUMilli, w.Resources.MemoryMiB = 200, 128
	other := w.Manifest.Services[0]
	other.Name, other.Mounts = "other", nil
	w.Manifest.Services = append(w.Manifest.Services, other)
	ok(t, c.Apply(t.Context(), w))
	for _, name := range []string{"web", "other"} {
		l.awaitOf(t, 7, name, wire.PhaseReady, "", tellWait)
	}
	answers := func(service string) bool {
		conn, err := c.Dial(t.Context(), 7, service)
		if err == nil {
			return conn.Close() == nil
		}
		if !errors.Is(err, cluster.ErrNotRunning) {
			t.Errorf("%s: %v", service, err)
		}
		return false
	}
	for range 3 {
		l.Forget()
		w.Asleep = []string{"web"}
		ok(t, c.Apply(t.Context(), w))
		l.awaitOf(t, 7, "web", wire.PhaseAsleep, "", tellWait)
		Until(t, tellWait, "web does not run", func() bool { return !answers("web") })
		if !answers("other") {
			t.Error("with web the other service sleeps")
		}
		l.Forget()
		ok(t, c.Apply(t.Context(), w))
		if l.Saw(func(e cluster.Event) bool { return e.Service == "web" && e.Phase != wire.PhaseAsleep }) {
			t.Error("it woke as the same was applied again")
		}
		l.Forget()
		w.Asleep = nil
		began := time.Now()
		ok(t, c.Apply(t.Context(), w))
		l.awaitOf(t, 7, "web", wire.PhaseReady, "", tellWait)
		t.Logf("awake after %s", time.Since(began).Round(time.Millisecond))
		if code, _ := Get(t, c, 7, "/"); code != 200 {
			t.Errorf("after it woke: got %d, want 200", code)
		}
		if l.Saw(func(e cluster.Event) bool { return e.Service == "other" && e.Phase != wire.PhaseReady }) {
			t.Error("the other service was disturbed")
		}
	}
	// One is started again by itself, and only once.
	for n := range uint64(2) {
		l.Forget()
		w.Again = map[string]uint64{"web": n + 1}
		ok(t, c.Apply(t.Context(), w))
		l.awaitOf(t, 7, "web", wire.PhaseReady, "", tellWait)
		Until(t, tellWait, "web answers again", func() bool { return answers("web") })
		if l.Saw(func(e cluster.Event) bool { return e.Service == "other" && e.Phase != wire.PhaseReady }) {
			t.Error("the other service was disturbed by the restart of one")
		}
		l.Forget()
		ok(t, c.Apply(t.Context(), w))
		if l.Saw(func(e cluster.Event) bool { return e.Service == "web" && e.Phase != wire.PhaseReady }) {
			t.Error("it was started again as the same was applied again")
		}
	}
	// One that was applied as it sleeps, as after a restart, does not start before it wakes.
	w.Revision, w.Asleep = 2, []string{"web"}
	l.Forget()
	ok(t, c.Apply(t.Context(), w))
	l.awaitOf(t, 7, "other", wire.PhaseReady, "", tellWait)
	Until(t, tellWait, "web does not run", func() bool { return !answers("web") })
	w.Asleep = nil
	ok(t, c.Apply(t.Context(), w))
	l.awaitOf(t, 7, "web", wire.PhaseReady, "", tellWait)
	ok(t, c.Stop(t.Context(), 7))
}
