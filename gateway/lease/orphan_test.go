package lease

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

func (c *fakeCluster) Quarantine(context.Context, order.ID) (time.Time, error) {
	return time.Time{}, nil
}

// ward is a runtime that has orders, and remembers what becomes of them.
type ward struct {
	*fakeCluster
	has    []order.ID
	marked map[order.ID]time.Time
	silent bool
}

func (w *ward) Capacity(ctx context.Context) (all, piece resource.Resources, err error) {
	if w.silent {
		return all, piece, errors.New("connection refused")
	}
	return w.fakeCluster.Capacity(ctx)
}

func (w *ward) Orders(context.Context) ([]order.ID, error) {
	return slices.DeleteFunc(slices.Clone(w.has), func(id order.ID) bool { return slices.Contains(w.deleted, id) }), nil
}

func (w *ward) Quarantine(_ context.Context, id order.ID) (time.Time, error) {
	if w.marked[id].IsZero() {
		w.marked[id] = time.Now()
	}
	return w.marked[id], nil
}

func TestOrphans(t *testing.T) {
	at := time.Now()
	c := newChain()
	w := &ward{fakeCluster: &fakeCluster{runs: map[order.ID]cluster.Workload{}}, has: []order.ID{1, 2, 3}, marked: map[order.ID]time.Time{}}
	k := &Keeper{
		cfg: Config{Node: me, Grace: time.Hour, State: c, Cluster: w}, log: slog.New(slog.NewTextHandler(t.Output(), nil)), now: func() time.Time { return at },
		orders: map[order.ID]*entry{1: {}},
	}
	c.orders[2] = order.Order{ID: 2, Node: me, State: order.Active}             // its event is still to come
	c.orders[3] = order.Order{ID: 3, Node: eth.Address{9}, State: order.Active} // another node's
	c.away = true
	if err := k.orphans(t.Context()); err == nil || len(w.marked) > 0 {
		t.Errorf("while the chain is away: %v, marked %v; want an error and nothing marked", err, w.marked)
	}
	c.away = false
	look := func() {
		t.Helper()
		if err := k.orphans(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if len(w.marked) != 1 || w.marked[3].IsZero() || len(w.deleted) != 0 {
		t.Errorf("marked %v, deleted %v; want 3 marked", w.marked, w.deleted)
	}
	at = at.Add(2 * time.Hour)
	if err := k.orphans(t.Context()); err == nil || len(w.deleted) != 0 {
		t.Errorf("nothing is final: %v, deleted %v; want an error and nothing deleted", err, w.deleted)
	}
	c.final = map[order.ID]order.Order{3: {ID: 3, Node: me, State: order.Active}}
	look()
	if len(w.deleted) != 0 {
		t.Errorf("deleted %v, which a final block says is this node's", w.deleted)
	}
	c.final[3] = order.Order{}
	look()
	if !slices.Equal(w.deleted, []order.ID{3}) {
		t.Errorf("deleted %v, want 3", w.deleted)
	}
}

// TestUnknown: what cannot be asked is said with the time of the last answer, and those who watch are woken.
func TestUnknown(t *testing.T) {
	at := time.Now()
	w := &ward{fakeCluster: &fakeCluster{}}
	e := &entry{changed: make(chan struct{})}
	e.rec.Order.ID = 1
	k := &Keeper{
		cfg: Config{Cluster: w, PollEvery: time.Second}, log: slog.New(slog.NewTextHandler(t.Output(), nil)), now: func() time.Time { return at },
		orders: map[order.ID]*entry{1: e}, began: at, polled: at,
	}
	k.measure(t.Context())
	if u := k.unknown(at); u != nil {
		t.Errorf("all answer: %+v", u)
	}
	began, watch := at, e.changed
	at, w.silent = at.Add(10*time.Second), true
	k.measure(t.Context())
	select {
	case <-watch:
	default:
		t.Error("nobody is told that the runtime is away")
	}
	if u := k.unknown(at); len(u) != 1 || u[0].What != "runtime" || !u[0].Since.Equal(began) {
		t.Errorf("the runtime is away since %v: %+v", began, u)
	}
	at = at.Add(time.Minute)
	if u := k.unknown(at); len(u) != 2 || u[0].What != "chain" || !u[0].Since.Equal(began) {
		t.Errorf("both are away since %v: %+v", began, u)
	}
	w.silent = false
	k.measure(t.Context())
	k.polled = at
	if u := k.unknown(at); u != nil {
		t.Errorf("all answer again: %+v", u)
	}
}
