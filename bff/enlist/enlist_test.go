package enlist

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/catalogue"
	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

var (
	quiet   = slog.New(slog.NewTextHandler(io.Discard, nil))
	errNone = errors.New("none")
)

// memory is a database that replicas share.
type memory struct {
	mu  sync.Mutex
	all []dossier.Enlisting
}

func (m *memory) AddEnlisting(_ context.Context, e dossier.Enlisting) (dossier.Enlisting, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if int(e.Slot) == len(m.all)+1 {
		m.all = append(m.all, e)
	}
	if int(e.Slot) > len(m.all) {
		return e, false, errors.New("a gap")
	}
	stands := m.all[e.Slot-1]
	return stands, stands == e, nil
}

func (m *memory) Enlisting(_ context.Context, slot uint64) (dossier.Enlisting, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if int(slot) > len(m.all) {
		return dossier.Enlisting{}, errNone
	}
	return m.all[slot-1], nil
}

func (m *memory) Enlistings(context.Context) ([]dossier.Enlisting, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]dossier.Enlisting(nil), m.all...), nil
}

// Many replicas take many wallets' words at once: each comes to know all of them, in the one order.
func TestReplicas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{}
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		cats, all := make([]*catalogue.Catalogue, 4), make([]*Service, 4)
		for i := range all {
			cats[i] = catalogue.New()
			all[i] = New(m, cats[i], errNone, quiet)
			if err := all[i].Load(ctx); err != nil {
				t.Fatal(err)
			}
			running.Go(func() { all[i].Run(ctx) })
		}
		var wg sync.WaitGroup
		for i, s := range all {
			for n := range byte(20) {
				wg.Go(func() {
					if _, err := s.Set(ctx, eth.Address{n}, (i+int(n))%2 == 0); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
		time.Sleep(3 * time.Second)
		late := catalogue.New()
		if err := New(m, late, errNone, quiet).Load(ctx); err != nil {
			t.Fatal(err)
		}
		for n := range byte(20) {
			want, there := late.Enlisting(eth.Address{n})
			if !there {
				t.Fatalf("nothing of node %d", n)
			}
			for i, c := range cats {
				if got, _ := c.Enlisting(eth.Address{n}); got != want {
					t.Errorf("replica %d, node %d: got %+v, want %+v", i, n, got, want)
				}
			}
		}
		cancel()
		running.Wait()
	})
}

// A list shows who is enlisted, and hides who is not, at once where it was said.
func TestSet(t *testing.T) {
	ctx, m, c := t.Context(), &memory{}, catalogue.New()
	c.Put(chain.Node{Address: eth.Address{1}, RegisteredAt: time.Unix(1, 0)})
	s := New(m, c, errNone, quiet)
	for _, listed := range []bool{false, false, true, false} {
		if _, err := s.Set(ctx, eth.Address{1}, listed); err != nil {
			t.Fatal(err)
		}
		c.Publish()
		l, err := c.Search(wire.NodeQuery{}, 0)
		if err != nil || (l.Total != 0) != listed {
			t.Errorf("listed %v: %d are shown, %v", listed, l.Total, err)
		}
		if n, ok := c.Node(eth.Address{1}); !ok || (n.Unlisted == wire.TakenOff) == listed {
			t.Errorf("listed %v: by its address %v, %q", listed, ok, n.Unlisted)
		}
	}
	if len(m.all) != 3 {
		t.Errorf("%d were written, want 3: what is said again is not", len(m.all))
	}
}
