package lease

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/resource"
)

// mute is a runtime that does not answer while it is silent.
type mute struct {
	*fakeCluster
	silent bool
}

func (w *mute) Capacity(ctx context.Context) (all, piece resource.Resources, err error) {
	if w.silent {
		return all, piece, errors.New("connection refused")
	}
	return w.fakeCluster.Capacity(ctx)
}

// TestUnknown: what cannot be asked is said with the time of the last answer, and those who watch are woken.
func TestUnknown(t *testing.T) {
	at := time.Now()
	w := &mute{fakeCluster: &fakeCluster{}}
	l, err := ledger.Open(filepath.Join(t.TempDir(), "l"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	k, err := New(Config{
		Node: me, Cluster: w, PollEvery: time.Second, Store: l, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: func() time.Time { return at },
	})
	if err != nil {
		t.Fatal(err)
	}
	k.Book.Adopt(order.Order{ID: 1, Node: me, User: alice, State: order.Created}, 0)
	k.sight.heard(1)
	k.sight.measure(t.Context())
	if u := k.Unknown(); u != nil {
		t.Errorf("all answer: %+v", u)
	}
	_, _, watch, err := k.Viewer.View(1)
	if err != nil {
		t.Fatal(err)
	}
	began := at
	at, w.silent = at.Add(10*time.Second), true
	k.sight.measure(t.Context())
	select {
	case <-watch:
	default:
		t.Error("nobody is told that the runtime is away")
	}
	if u := k.Unknown(); len(u) != 1 || u[0].What != "runtime" || !u[0].Since.Equal(began) {
		t.Errorf("the runtime is away since %v: %+v", began, u)
	}
	at = at.Add(time.Minute)
	if u := k.Unknown(); len(u) != 2 || u[0].What != "chain" || !u[0].Since.Equal(began) {
		t.Errorf("both are away since %v: %+v", began, u)
	}
	w.silent = false
	k.sight.measure(t.Context())
	k.sight.heard(2)
	if u := k.Unknown(); u != nil {
		t.Errorf("all answer again: %+v", u)
	}
}
