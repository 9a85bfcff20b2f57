package reconcile

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
)

var me = eth.Address{1}

// fakeChain has orders, and final ones where there are any.
type fakeChain struct {
	orders, final map[order.ID]order.Order
	away          bool
}

func (c *fakeChain) Order(_ context.Context, id order.ID) (order.Order, error) {
	if c.away {
		return order.Order{}, errors.New("connection refused")
	}
	return c.orders[id], nil
}

func (c *fakeChain) FinalOrder(_ context.Context, id order.ID) (order.Order, error) {
	if c.final == nil {
		return order.Order{}, errors.New("no final block")
	}
	return c.final[id], nil
}

// ward is a runtime that has orders, and remembers what becomes of them.
type ward struct {
	Cluster
	has     []order.ID
	marked  map[order.ID]time.Time
	deleted []order.ID
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

func (w *ward) Delete(_ context.Context, id order.ID) error {
	w.deleted = append(w.deleted, id)
	return nil
}

func TestOrphans(t *testing.T) {
	at := time.Now()
	c := &fakeChain{orders: map[order.ID]order.Order{}}
	w := &ward{has: []order.ID{1, 2, 3}, marked: map[order.ID]time.Time{}}
	l, err := ledger.Open(filepath.Join(t.TempDir(), "l"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	log, now := slog.New(slog.NewTextHandler(t.Output(), nil)), func() time.Time { return at }
	b, err := book.Open(book.Config{Node: me, Grace: time.Hour, Store: l, Log: log, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	b.Adopt(order.Order{ID: 1, Node: me, User: eth.Address{2}, State: order.Created}, 0)
	k := New(Config{Node: me, Grace: time.Hour, Book: b, State: c, Cluster: w, Log: log, Now: now})
	c.orders[2] = order.Order{ID: 2, Node: me, State: order.Active}             // its event is still to come
	c.orders[3] = order.Order{ID: 3, Node: eth.Address{9}, State: order.Active} // another node's
	c.away = true
	if err := k.Orphans(t.Context()); err == nil || len(w.marked) > 0 {
		t.Errorf("while the chain is away: %v, marked %v; want an error and nothing marked", err, w.marked)
	}
	c.away = false
	look := func() {
		t.Helper()
		if err := k.Orphans(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if len(w.marked) != 1 || w.marked[3].IsZero() || len(w.deleted) != 0 {
		t.Errorf("marked %v, deleted %v; want 3 marked", w.marked, w.deleted)
	}
	at = at.Add(2 * time.Hour)
	if err := k.Orphans(t.Context()); err == nil || len(w.deleted) != 0 {
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
