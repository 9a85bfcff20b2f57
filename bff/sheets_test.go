package bff

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/bff/store"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

// keeps is a leader that writes what is known of nodes.
type keeps struct {
	j    *journal.Journal
	work func(context.Context)
	done func()
}

func (k keeps) Load(ctx context.Context) error {
	_, _, err := k.j.Read(ctx)
	return err
}

func (keeps) Take(context.Context, journal.Change) error { return nil }

func (k keeps) Lead(ctx context.Context) error {
	k.work(ctx)
	k.done()
	return nil
}

// What is known of nodes by sheets and what is newer is what the documents alone say; sheets that are missing, broken or old are not used.
func TestSheets(t *testing.T) {
	quiet := slog.New(slog.DiscardHandler)
	db, err := store.OpenEmbedded(t.Context(), filepath.Join(t.TempDir(), "db"), quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	cat := catalogue.New(benchDollar)
	fill(cat, 300)
	lead := func(work func(context.Context, *catalogue.Keeper) error) {
		t.Helper()
		row := journal.New(db.Journal, journal.Times{Alone: true}, func() error { return nil }, quiet)
		k := &catalogue.Keeper{Catalogue: cat, Dossiers: db.Catalogue, Tell: row.Changed, Many: 100}
		ctx, done := context.WithCancel(t.Context())
		var failed error
		err := row.Run(ctx, keeps{row, func(ctx context.Context) { failed = errors.Join(row.Sweep(ctx), work(ctx, k)) }, done})
		if err := errors.Join(err, failed); err != nil {
			t.Fatal(err)
		}
	}
	write := func(n int) {
		t.Helper()
		lead(func(ctx context.Context, k *catalogue.Keeper) error {
			for range n {
				if err := k.Write(ctx); err != nil {
					return err
				}
			}
			return nil
		})
	}
	// read gives what a start reads, of which the documents say the same, and why it reads all documents where it does.
	read := func() error {
		t.Helper()
		row := journal.New(db.Journal, journal.Times{Alone: true}, func() error { return nil }, quiet)
		s := &Server{store: db, keeper: &catalogue.Keeper{Catalogue: cat}, log: quiet}
		rule, entries, err := row.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got, why := s.fromSheets(t.Context(), rule, entries)
		want, _, err := db.Catalogue.Nodes(t.Context(), rule.Counts)
		if err != nil {
			t.Fatal(err)
		}
		if why != nil {
			return why
		}
		for _, all := range [][]dossier.Node{got, want} {
			slices.SortFunc(all, func(a, b dossier.Node) int { return slices.Compare(a.Entry.Address[:], b.Entry.Address[:]) })
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("by sheets %d nodes, by documents %d, or others", len(got), len(want))
		}
		return nil
	}
	write(1)
	if err := read(); err == nil {
		t.Error("one sheet of all is used")
	}
	write(dossier.Sheets + 8)
	if err := read(); err != nil {
		t.Fatalf("the sheets are not used: %v", err)
	}
	// Some change, some leave, some come back, and one turn is not enough for all sheets.
	all := cat.Addresses()
	slices.SortFunc(all, func(a, b eth.Address) int { return slices.Compare(a[:], b[:]) })
	for i, a := range all[:60] {
		switch n, _ := cat.Entry(a); i % 3 {
		case 0:
			cat.SetCard(a, nil, "no answer in time", time.Unix(1_700_000_100, 0).UTC())
		case 1:
			cat.Put(chain.Node{Address: a})
		case 2:
			cat.Put(chain.Node{Address: a})
			n.Endpoint = "other.example:443"
			cat.Put(n)
		}
	}
	write(3)
	if err := read(); err != nil {
		t.Fatalf("the sheets are not used: %v", err)
	}
	if n := cat.Known(); n != 280 {
		t.Fatalf("%d nodes", n)
	}
	cat.SetCard(all[200], &wire.Card{Node: all[200], Name: "once more"}, "", time.Unix(1_700_000_200, 0).UTC())
	write(dossier.Sheets + 8)
	if err := read(); err != nil {
		t.Fatalf("the sheets are not used: %v", err)
	}
	// Old ones: entries behind them are gone.
	lead(func(ctx context.Context, k *catalogue.Keeper) error {
		k.Many = 1 << 30
		for i := range 700 {
			cat.SetCard(all[100], &wire.Card{Node: all[100], Name: strings.Repeat("x", 1+i%2)}, "", time.Unix(int64(1_700_001_000+i), 0).UTC())
			if err := k.Write(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err := read(); err == nil || !strings.Contains(err.Error(), "too old") {
		t.Errorf("old sheets: got %v", err)
	}
	write(dossier.Sheets + 8)
	if err := read(); err != nil {
		t.Fatalf("built again: %v", err)
	}
	// A broken one.
	broken := dossier.Sheet{Part: 7, Nodes: []dossier.Node{{Entry: chain.Node{Address: otherPart(7)}}}}
	lead(func(ctx context.Context, k *catalogue.Keeper) error {
		return k.Tell(ctx, nil, func(ctx context.Context, st journal.Stamp) error { return db.Catalogue.AddSheet(ctx, st, broken) })
	})
	if err := read(); err == nil || !strings.Contains(err.Error(), "another sheet") {
		t.Errorf("a broken sheet: got %v", err)
	}
}

// otherPart is a node that is not of a sheet.
func otherPart(part int) (a eth.Address) {
	for dossier.SheetOf(a) == part {
		a[0]++
	}
	return a
}
