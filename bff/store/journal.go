package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"berth/bff/journal"
)

// What replicas have in common. An entry, a term and a start are inserted once: that they have one winner is what keeps
// replicas apart. What a database has in entries, terms, starts, beats, blocks and nodes is of a form that knew no stamps, and not looked at: all of it is
// read from the chain again.
const (
	entries = "journal"
	terms   = "journalTerms"
	starts  = "journalStarts"
	beats   = "journalBeats"
)

// Journal is the part of a database that package journal works on.
type Journal struct{ *database }

var _ journal.Store = Journal{}

func number(n uint64) string { return fmt.Sprintf("%016d", n) }

// insert adds one document; one that is there already stays.
func insert(ctx context.Context, s *database, collection, id string, v any) error {
	d, err := bodyOf(id, v)
	if err != nil {
		return err
	}
	return s.add(ctx, collection, []any{d})
}

// find is getBody with the journal's error.
func find[T any](ctx context.Context, s *database, collection, id string) (T, error) {
	v, err := getBody[T](ctx, s, collection, id)
	if errors.Is(err, ErrNone) {
		err = journal.ErrNone
	}
	return v, err
}

// AddEntry implements journal.Store.
func (j Journal) AddEntry(ctx context.Context, e journal.Entry) error {
	return insert(ctx, j.database, entries, number(e.Slot), e)
}

// Entry implements journal.Store.
func (j Journal) Entry(ctx context.Context, slot uint64) (journal.Entry, error) {
	return find[journal.Entry](ctx, j.database, entries, number(slot))
}

// Entries implements journal.Store.
func (j Journal) Entries(ctx context.Context) ([]journal.Entry, error) {
	all, err := scan[journal.Entry](ctx, j.database, entries)
	slices.SortFunc(all, func(a, b journal.Entry) int { return cmp.Compare(a.Slot, b.Slot) })
	return all, err
}

// RemoveEntries implements journal.Store.
func (j Journal) RemoveEntries(ctx context.Context, slots []uint64) error {
	ids := make([]string, len(slots))
	for i, s := range slots {
		ids[i] = number(s)
	}
	return j.removeAll(ctx, entries, ids)
}

// AddTerm implements journal.Store.
func (j Journal) AddTerm(ctx context.Context, term uint64, mark string) error {
	return insert(ctx, j.database, terms, number(term), mark)
}

// Term implements journal.Store.
func (j Journal) Term(ctx context.Context, term uint64) (string, error) {
	return find[string](ctx, j.database, terms, number(term))
}

// start is the first slot of a term.
type start struct{ Term, Slot uint64 }

// AddStart implements journal.Store.
func (j Journal) AddStart(ctx context.Context, term, slot uint64) error {
	return insert(ctx, j.database, starts, number(term), start{term, slot})
}

// Starts implements journal.Store.
func (j Journal) Starts(ctx context.Context) (map[uint64]uint64, error) {
	all, err := scan[start](ctx, j.database, starts)
	m := make(map[uint64]uint64, len(all))
	for _, s := range all {
		m[s.Term] = s.Slot
	}
	return m, err
}

// PutBeat implements journal.Store.
func (j Journal) PutBeat(ctx context.Context, term uint64, b journal.Beat) error {
	return putBody(ctx, j.database, beats, strconv.FormatUint(term, 10), b)
}

// Beat implements journal.Store.
func (j Journal) Beat(ctx context.Context, term uint64) (journal.Beat, error) {
	return find[journal.Beat](ctx, j.database, beats, strconv.FormatUint(term, 10))
}

// Forget implements journal.Store: it drops what belongs to a chain: offers, quotes, what the agent did, and notices with where they go. Sessions stay;
// events are the journal's.
func (j Journal) Forget(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var errs []error
	for _, name := range [...]string{offers, quotes, newest, wishes, deeds, acts, claims, notices, row, devices, hooks, deliveries, receivers, tasks, rentals} {
		if err := j.db.Collection(name).Drop(ctx); err != nil {
			errs = append(errs, fmt.Errorf("database: drop %s: %w", name, err))
		}
		if j.index != nil {
			j.index.Dropped(name)
		}
	}
	return errors.Join(errs...)
}
