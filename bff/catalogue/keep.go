package catalogue

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/shared/eth"
)

// Dossiers keeps what is known of nodes, each time under another stamp.
type Dossiers interface {
	AddNodes(ctx context.Context, st journal.Stamp, all []dossier.Node, gone []eth.Address) error
	RemoveNodes(context.Context, []dossier.Written) error
	AddSheet(context.Context, journal.Stamp, dossier.Sheet) error
	RemoveSheets(ctx context.Context, keys []string) error
}

// Keeper writes down what a catalogue learns, a batch at a time: one replica does, the others are told.
type Keeper struct {
	Catalogue *Catalogue
	Dossiers  Dossiers
	// Tell gives put a stamp, and tells the other replicas of nodes that were written with it. What put has written counts if there is no error.
	Tell   func(ctx context.Context, nodes []eth.Address, put func(context.Context, journal.Stamp) error) error
	Every  time.Duration // between two batches; 0: a second
	Failed func(error)
	Many   int // from how many nodes on they are put on sheets as well, one after the other; 0: 2000, of which a start reads the documents quickly

	mu     sync.Mutex
	litter []dossier.Written // what counts no more
	old    []string          // keys of sheets
	turn   int               // the next sheet

	// Write's own.
	// the next sheet
	sheet [dossier.Sheets][]journal.Stamp // of those that are there, the newest last
}

// Litter says what is left lying of what counts no more, of nodes and of sheets. It is taken away by and by.
func (k *Keeper) Litter(all []dossier.Written, sheets []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.litter, k.old = append(k.litter, all...), append(k.old, sheets...)
}

// Resume says as of which slots sheets are there: the oldest has the next turn.
func (k *Keeper) Resume(at map[int]uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for part, slot := range at {
		if was, there := at[k.turn]; !there || slot < was {
			k.turn = part
		}
	}
}

// tidy takes some of it away.
func (k *Keeper) tidy(ctx context.Context) error {
	k.mu.Lock()
	n, m := min(len(k.litter), mostPut), len(k.old)
	if n < leastGone && m < leastGone {
		k.mu.Unlock()
		return nil
	}
	some, sheets := k.litter[:n:n], k.old[:m:m]
	k.mu.Unlock()
	if err := errors.Join(k.Dossiers.RemoveNodes(ctx, some), k.Dossiers.RemoveSheets(ctx, sheets)); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.litter, k.old = k.litter[n:], k.old[m:]
	return nil
}

// Most of one batch: what is overwritten is slow in some databases.
const (
	mostAdded = 5000
	mostPut   = 200
	leastGone = 16 // what is deleted has some company: each time costs a look at the whole collection
)

// Run writes until ctx ends.
func (k *Keeper) Run(ctx context.Context) {
	every := k.Every
	if every == 0 {
		every = time.Second
	}
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if err := k.Write(ctx); err != nil && ctx.Err() == nil {
				k.Failed(err)
			}
		}
	}
}

// Write writes one batch.
func (k *Keeper) Write(ctx context.Context) error {
	part := -1
	if k.Catalogue.Known() >= cmp.Or(k.Many, many) {
		k.mu.Lock()
		part = k.turn
		k.mu.Unlock()
	}
	put, gone := k.Catalogue.Unwritten(mostAdded, mostPut, part)
	if len(put)+len(gone) == 0 && part < 0 {
		return k.tidy(ctx)
	}
	var names, left []eth.Address
	var before []dossier.Written
	for _, d := range put {
		names = append(names, d.Entry.Address)
		if d.Stamp != "" {
			before = append(before, dossier.Written{Node: d.Entry.Address, Stamp: d.Stamp})
		}
	}
	for _, w := range gone {
		left = append(left, w.Node)
	}
	var stamp journal.Stamp
	err := k.Tell(ctx, append(names, left...), func(ctx context.Context, st journal.Stamp) error {
		stamp = st
		for i := range put {
			put[i].Stamp = st.String()
		}
		if err := k.Dossiers.AddNodes(ctx, st, put, left); err != nil || part < 0 {
			return err
		}
		return k.Dossiers.AddSheet(ctx, st, k.Catalogue.Sheet(part, put))
	})
	if err != nil {
		return err // written and told again, with another stamp
	}
	k.Catalogue.Written(put, gone, stamp.String())
	var sheets []string
	if part >= 0 {
		k.mu.Lock()
		k.turn = (part + 1) % dossier.Sheets
		k.mu.Unlock()
		// The one before stays for a turn: somebody may be reading who does not know this one yet.
		if k.sheet[part] = append(k.sheet[part], stamp); len(k.sheet[part]) > 2 {
			sheets = append(sheets, dossier.SheetKey(part, k.sheet[part][0].String()))
			k.sheet[part] = k.sheet[part][1:]
		}
	}
	k.Litter(append(before, gone...), sheets)
	return k.tidy(ctx)
}
