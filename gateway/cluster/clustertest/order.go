package clustertest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/wire"
)

// What the contract's other images are, unless an option says otherwise: one that runs to its end, with the code EXIT, and
// writes the line SAY before; and one that at /fetch?url= answers with what another service answers.
const (
	taskImage  = "berth/task"
	fetchImage = "berth/echo"
)

// lateWait is how long it may take until what ended badly is not tried again.
const lateWait = 90 * time.Second

// awaitOf waits for a service's event of a phase with a text, and gives its place among all events.
func (l *Log) awaitOf(t *testing.T, id order.ID, service string, phase wire.Phase, text string, limit time.Duration) int {
	t.Helper()
	at := -1
	find := func() bool {
		at = slices.IndexFunc(l.events, func(e cluster.Event) bool {
			return e.Order == id && e.Service == service && e.Phase == phase && strings.Contains(string(e.Text), text)
		})
		return at >= 0
	}
	for end := time.Now().Add(limit); !l.until(find); {
		if time.Now().After(end) {
			l.mu.Lock()
			defer l.mu.Unlock()
			t.Fatalf("order %s service %s was never %s %q: %+v", id, service, phase, text, l.events)
		}
	}
	return at
}

// first is the place of a service's first event of one of some phases; -1: there is none.
func (l *Log) first(id order.ID, service string, phases ...wire.Phase) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.IndexFunc(l.events, func(e cluster.Event) bool {
		return e.Order == id && e.Service == service && slices.Contains(phases, e.Phase)
	})
}

// Chain is a workload of a store, of a seed that comes after it and runs once, and of a page that comes after that.
func Chain(id order.ID, revision uint64, image, task string) cluster.Workload {
	w := Stateless(id, revision, image)
	w.Resources.CPUMilli, w.Resources.MemoryMiB, w.Resources.DiskMiB = 300, 192, 300
	w.Manifest.Template = ""
	w.Manifest.Services = []manifest.Service{
		{Name: "web", Image: image, Port: 8080, After: []manifest.After{{Service: "seed", Until: manifest.Done}}},
		{Name: "seed", Image: task, Once: true, After: []manifest.After{{Service: "store", Until: manifest.Ready}}, Env: map[string]string{"SAY": "the table is there"}},
		{Name: "store", Image: image, Port: 8080},
	}
	return w
}

func (s *suite) order(t *testing.T) {
	t.Run("one after the other", func(t *testing.T) {
		c, l := s.open(t)
		w := Chain(7, 1, s.image, s.task)
		ok(t, c.Apply(t.Context(), w))
		waits := l.awaitOf(t, 7, "web", wire.PhaseScheduled, "waits for seed to end well", lateWait)
		ready := l.awaitOf(t, 7, "web", wire.PhaseReady, "", lateWait)
		done := l.awaitOf(t, 7, "seed", wire.PhaseDone, "", tellWait)
		store := l.awaitOf(t, 7, "store", wire.PhaseReady, "", tellWait)
		began := l.first(7, "web", wire.PhasePulling, wire.PhaseStarting, wire.PhaseReady)
		if !(waits < done && store < done && done < began && began <= ready) {
			t.Errorf("web waited at %d, store was ready at %d, seed done at %d, web began at %d and was ready at %d", waits, store, done, began, ready)
		}
		if code, _ := Get(t, c, 7, "/"); code != 200 {
			t.Errorf("got %d, want 200", code)
		}
		// What has ended well is not started again, and nothing waits again.
		l.Forget()
		ok(t, c.Apply(t.Context(), w))
		ok(t, c.Apply(t.Context(), Workload(1007, 1, s.image)))
		l.Await(t, 1007, 1, wire.PhaseReady)
		for _, p := range []wire.Phase{wire.PhaseScheduled, wire.PhaseStarting, wire.PhaseFailed} {
			if n := l.CountOf(7, p); n > 0 {
				t.Errorf("after it was applied again something was %s", p)
			}
		}
		// With the next revision it runs again.
		l.Forget()
		ok(t, c.Apply(t.Context(), Chain(7, 2, s.image, s.task)))
		l.awaitOf(t, 7, "seed", wire.PhaseDone, "", lateWait)
		l.awaitOf(t, 7, "web", wire.PhaseReady, "", lateWait)
		ok(t, c.Stop(t.Context(), 7))
	})
	t.Run("what ends badly", func(t *testing.T) {
		c, l := s.open(t)
		w := Chain(7, 1, s.image, s.task)
		w.Manifest.Services[1].Env = map[string]string{"SAY": "no such table", "EXIT": "3"}
		ok(t, c.Apply(t.Context(), w))
		l.awaitOf(t, 7, "seed", wire.PhaseFailed, "code 3", lateWait)
		l.awaitOf(t, 7, "seed", wire.PhaseFailed, "no such table", tellWait)
		l.awaitOf(t, 7, "web", wire.PhaseScheduled, "waits for seed to end well, which has failed", tellWait)
		if at := l.first(7, "web", wire.PhaseStarting, wire.PhaseReady); at >= 0 {
			t.Error("web was started, and what it comes after has failed")
		}
		// The next revision mends it.
		l.Forget()
		ok(t, c.Apply(t.Context(), Chain(7, 2, s.image, s.task)))
		l.awaitOf(t, 7, "web", wire.PhaseReady, "", lateWait)
	})
}

// names: services find one another by name, at ports that the manifest names and at others.
func (s *suite) names(t *testing.T) {
	c, l := s.open(t)
	w := Stateless(7, 1, fetchImage)
	w.Resources.CPUMilli, w.Resources.MemoryMiB, w.Resources.DiskMiB = 400, 256, 300
	w.Manifest.Services = []manifest.Service{
		{Name: "web", Image: fetchImage, Port: 8080},
		{Name: "store", Aliases: []string{"db"}, Image: s.image, Port: 8080},
		{Name: "api", Image: s.image, Port: 8080, Ports: []manifest.Port{{Port: 80, Target: 8080}}},
	}
	ok(t, c.Apply(t.Context(), w))
	for _, name := range []string{"web", "store", "api"} {
		l.awaitOf(t, 7, name, wire.PhaseReady, "", tellWait)
	}
	for _, at := range []string{"store:8080", "db:8080", "api:80", "api:8080", "web:8080"} {
		Until(t, tellWait, "web reaches "+at, func() bool {
			code, body := Get(t, c, 7, "/fetch?url=http://"+at+"/")
			return code == 200 && strings.HasPrefix(body, "200\n")
		})
	}
	for _, at := range []string{"localhost:8080", "127.0.0.1:8080", "store:9"} {
		if code, body := Get(t, c, 7, "/fetch?url=http://"+at+"/"); code != 502 {
			t.Errorf("%s: got %d %q", at, code, body)
		}
	}
}
