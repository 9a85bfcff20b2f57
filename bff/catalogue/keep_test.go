package catalogue

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/resource"
)

// drawer is Dossiers in memory that cannot be written to when it is told so.
type drawer struct {
	nodes   map[string]dossier.Node // by stamp and node
	removed []dossier.Written
	adds    error
	removes error
}

func (d *drawer) AddNodes(_ context.Context, st journal.Stamp, all []dossier.Node, _ []eth.Address) error {
	if d.adds != nil {
		return d.adds
	}
	for _, n := range all {
		d.nodes[st.String()+" "+n.Entry.Address.String()] = n
	}
	return nil
}

func (d *drawer) RemoveNodes(_ context.Context, all []dossier.Written) error {
	if d.removes == nil {
		d.removed = append(d.removed, all...)
	}
	return d.removes
}

func (d *drawer) AddSheet(context.Context, journal.Stamp, dossier.Sheet) error { return d.adds }
func (d *drawer) RemoveSheets(context.Context, []string) error                 { return d.removes }

// TestKeeperFails: what cannot be written, told or taken away is so the next time, and nothing counts before.
func TestKeeperFails(t *testing.T) {
	ctx := t.Context()
	broken := errors.New("away")
	const nodes = 2 * leastGone
	c := New(dollar)
	change := func(cpu uint32) {
		for i := range nodes {
			c.Put(chain.Node{Address: eth.Address{1, byte(i)}, Operator: eth.Address{2}, Endpoint: "a.example:443", RegisteredAt: time.Unix(1, 0), Total: resource.Resources{CPUMilli: cpu}})
		}
	}
	d := &drawer{nodes: map[string]dossier.Node{}}
	slot, told, tells := uint64(0), [][]eth.Address(nil), error(nil)
	k := &Keeper{Catalogue: c, Dossiers: d, Tell: func(ctx context.Context, nodes []eth.Address, put func(context.Context, journal.Stamp) error) error {
		slot++
		if err := put(ctx, journal.Stamp{Term: 1, Slot: slot}); err != nil {
			return err
		}
		if tells == nil {
			told = append(told, nodes)
		}
		return tells
	}}
	counts := func(want int, what string) {
		t.Helper()
		n := 0
		for _, all := range told {
			n += len(all)
		}
		if n != want {
			t.Errorf("%s: %d were told, want %d", what, n, want)
		}
	}
	change(1000)
	d.adds = broken
	if err := k.Write(ctx); !errors.Is(err, broken) {
		t.Errorf("nothing can be written: %v", err)
	}
	counts(0, "not written")
	d.adds, tells = nil, broken
	if err := k.Write(ctx); !errors.Is(err, broken) || len(d.nodes) != nodes {
		t.Errorf("nothing can be told: %v, %d written", err, len(d.nodes))
	}
	counts(0, "not told")
	tells = nil
	if err := k.Write(ctx); err != nil || len(d.nodes) != 2*nodes {
		t.Errorf("all is well: %v, %d written", err, len(d.nodes))
	}
	counts(nodes, "told")
	if err := k.Write(ctx); err != nil || len(told) != 1 {
		t.Errorf("nothing is new: %v, told %d times", err, len(told))
	}
	// What counts no more is not taken away: it is tried again, and the new one counts meanwhile.
	change(2000)
	d.removes = broken
	if err := k.Write(ctx); !errors.Is(err, broken) {
		t.Errorf("nothing can be taken away: %v", err)
	}
	counts(2*nodes, "changed")
	if err := k.Write(ctx); !errors.Is(err, broken) || len(told) != 2 {
		t.Errorf("still nothing can: %v, told %d times", err, len(told))
	}
	d.removes = nil
	if err := k.Write(ctx); err != nil || len(d.removed) != nodes {
		t.Errorf("all is well again: %v, %d taken away", err, len(d.removed))
	}
	third := journal.Stamp{Term: 1, Slot: 3}.String() // of the first that counted
	if slices.ContainsFunc(d.removed, func(w dossier.Written) bool { return w.Stamp != third }) {
		t.Errorf("taken away: %+v, want those of %s", d.removed, third)
	}
}
