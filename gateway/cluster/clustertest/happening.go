package clustertest

import (
	"slices"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/wire"
)

// Happen is for cluster.Cluster.Observe.
func (l *Log) Happen(h cluster.Happening) {
	l.note(func() { l.happened = append(l.happened, h) })
}

// Happened is what happened to an order, in the order in which it was told.
func (l *Log) Happened(id order.ID) []cluster.Happening {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(l.happened), func(h cluster.Happening) bool { return h.Order != id })
}

// AwaitHappening waits for something to happen to an order, not before a time, and gives it.
func (l *Log) AwaitHappening(t *testing.T, id order.ID, code string, after time.Time) cluster.Happening {
	t.Helper()
	var found cluster.Happening
	if !l.until(func() bool {
		i := slices.IndexFunc(l.happened, func(h cluster.Happening) bool { return h.Order == id && h.Code == code && !h.At.Before(after) })
		if i >= 0 {
			found = l.happened[i]
		}
		return i >= 0
	}) {
		t.Fatalf("order %s: %s never happened: %+v", id, code, l.Happened(id))
	}
	return found
}

func (s *suite) happenings(t *testing.T) {
	began := time.Now().Add(-2 * time.Second) // a cluster's times are whole seconds
	c, l, w := s.up(t)
	first := l.AwaitHappening(t, 7, wire.HappenedBegan, began)
	w.Restart++
	again := time.Now().Truncate(time.Second)
	l.Forget()
	ok(t, c.Apply(t.Context(), w))
	l.Await(t, 7, 1, wire.PhaseReady)
	second := l.AwaitHappening(t, 7, wire.HappenedBegan, again)
	if second.At.Before(first.At) {
		t.Errorf("the second time is older than the first: %v %v", first.At, second.At)
	}
	ok(t, c.Apply(t.Context(), Workload(8, 1, s.image)))
	l.AwaitHappening(t, 8, wire.HappenedBegan, again)
	for _, id := range []order.ID{7, 8} {
		for _, h := range l.Happened(id) {
			if h.Code == "" || h.Text == "" || h.At.IsZero() || h.At.After(time.Now().Add(5*time.Second)) || h.Service != "web" && h.Service != "" {
				t.Errorf("%+v", h)
			}
			if h.Seq != 0 || h.Count != 0 {
				t.Errorf("it is not the runtime's to count: %+v", h)
			}
			if h.Code == wire.HappenedBegan && (h.Service != "web" || h.Bad) {
				t.Errorf("a process that began: %+v", h)
			}
		}
	}
	all := l.Happened(8)
	at := func(code string) int {
		return slices.IndexFunc(all, func(h cluster.Happening) bool { return h.Code == code })
	}
	if placed := at(wire.HappenedPlaced); placed > at(wire.HappenedBegan) {
		t.Errorf("it was placed after it began: %+v", all)
	}
}
