package maintain

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/ledger"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// node has orders, and announces their ends.
type node struct {
	mu       sync.Mutex
	orders   []order.Order
	away     error
	told     map[order.ID]time.Time
	tries    int
	applied  int
	happened []string // codes that users were told
}

// set changes the node.
func (n *node) set(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f()
}

// add has another order.
func (n *node) add(x order.Order) { n.set(func() { n.orders = append(n.orders, x) }) }

func (n *node) Live(after order.ID, limit int) (page []order.Order, more bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, x := range n.orders {
		if x.ID > after {
			page = append(page, x)
		}
	}
	if limit > 0 && len(page) > limit {
		return page[:limit], true
	}
	return page, false
}

func (n *node) end(_ context.Context, id order.ID, at time.Time) (time.Time, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tries++
	if n.away != nil {
		return at, n.away
	}
	n.told[id] = at
	i := slices.IndexFunc(n.orders, func(x order.Order) bool { return x.ID == id })
	n.orders[i].AnnouncedAt, n.orders[i].AnnouncedEnd = time.Now(), at
	if at.IsZero() {
		n.orders[i].AnnouncedEnd = time.Now().Add(time.Duration(n.orders[i].Notice) * time.Second)
	}
	return n.orders[i].AnnouncedEnd, nil
}

func live(id order.ID, notice uint32, left time.Duration) order.Order {
	return order.Order{ID: id, State: order.Active, Rate: amount.Of(1).Nano(), Notice: notice, Duration: uint32(left / time.Second), ActivatedAt: time.Now()}
}

func TestEndsAreAnnounced(t *testing.T) {
	l, err := ledger.Open(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	synctest.Test(t, func(t *testing.T) {
		n := &node{told: map[order.ID]time.Time{}}
		open := func() *Maintenance {
			m, err := New(Config{
				Store: l.Admin(), Orders: n, End: n.end, Tell: func(h wire.Happening) { n.happened = append(n.happened, h.Code) }, Apply: func() { n.applied++ },
				Log: slog.New(slog.DiscardHandler), Now: time.Now,
			})
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		n.orders = []order.Order{
			live(1, 600, 10*time.Hour), // notice is shorter than the time until the end
			live(2, 4*3600, 10*time.Hour),
			live(3, 600, time.Hour), // its time is up before
			{ID: 4, State: order.Created},
			live(5, 4*3600, 3*time.Hour), // and before its notice is over
		}
		m := open()
		end := time.Now().Add(2 * time.Hour).Truncate(time.Second)
		act := wire.AdminAct{By: eth.Address{1}}
		if _, err := m.Begin(wire.AdminMaintain{End: end}, act); err == nil {
			t.Error("an end, and no order that is to end")
		}
		if _, err := m.Begin(wire.AdminMaintain{EndOrders: true, End: time.Now().Add(2 * farthest)}, act); err == nil {
			t.Error("an end in two years")
		}
		n.away = errors.New("away")
		v, err := m.Begin(wire.AdminMaintain{EndOrders: true, End: end, Note: "disks"}, act)
		if err != nil || !v.On || v.Affected != 5 || v.Told != 0 || n.applied != 1 || !v.End.Equal(end) {
			t.Fatalf("got %+v, %v", v, err)
		}
		ctx, stop := context.WithCancel(t.Context())
		done := begin(ctx, m)
		time.Sleep(retryAfter - time.Second)
		synctest.Wait()
		if n.tries != 2 || m.View().Failed != 2 || m.Affected(0, 10).Orders[0].Error != "away" {
			t.Errorf("%d tries, %+v", n.tries, m.View())
		}
		n.set(func() { n.away = nil })
		time.Sleep(2 * retryAfter)
		synctest.Wait()
		if len(n.told) != 2 || !n.told[1].Equal(end) || !n.told[2].IsZero() || m.View().Told != 2 || m.View().Failed != 0 {
			t.Errorf("told %v, %+v", n.told, m.View())
		}
		tries := n.tries
		time.Sleep(time.Hour)
		synctest.Wait()
		if n.tries != tries {
			t.Errorf("told again, %d times", n.tries-tries)
		}
		stop()
		<-done

		// An order that comes after a restart, on a quote from before, is told, too.
		m = open()
		if !m.On() || m.View().Note != "disks" {
			t.Fatalf("after a restart: %+v", m.View())
		}
		n.add(live(6, 600, 10*time.Hour))
		ctx, stop = context.WithCancel(t.Context())
		done = begin(ctx, m)
		time.Sleep(2 * lookEvery)
		synctest.Wait()
		if _, ok := n.told[6]; !ok {
			t.Errorf("told %v", n.told)
		}
		if page := m.Affected(4, 1); len(page.Orders) != 1 || page.Orders[0].Order != 5 || !page.More {
			t.Errorf("got %+v", page)
		}
		if err := m.End(act); err != nil || m.On() || n.applied != 2 {
			t.Errorf("got %v, applied %d times", err, n.applied)
		}
		if want := []string{wire.HappenedMaintenance, wire.HappenedMaintained}; !slices.Equal(n.happened, want) || m.Told() != nil {
			t.Errorf("users were told %v, and still %+v", n.happened, m.Told())
		}
		n.add(live(7, 600, 10*time.Hour))
		time.Sleep(time.Minute)
		synctest.Wait()
		if _, ok := n.told[7]; ok {
			t.Error("told after the end")
		}
		stop()
		<-done
		if open().On() {
			t.Error("after another restart it is on")
		}
	})
}

// begin runs maintenance until ctx ends, and then closes done.
func begin(ctx context.Context, m *Maintenance) (done chan struct{}) {
	done = make(chan struct{})
	go func() { m.Run(ctx); close(done) }()
	return done
}
