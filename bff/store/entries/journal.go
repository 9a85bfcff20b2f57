// Package entries keeps what the platform's replicas tell each other of the chain (package journal): entries, terms, and the chain's events, as blocks
// and as what settled blocks come to.
package entries

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"berth/bff/journal"
	"berth/bff/store/documents"
)

// What replicas have in common. An entry, a term and a start are inserted once: that they have one winner is what keeps
// replicas apart. What a database has in entries, terms, starts, beats, blocks and nodes is of a form that knew no stamps, and not looked at: all of it is
// read from the chain again.
const (
	entries = "journal"
	terms   = "journalTerms"
	starts  = "journalStarts"
	beats   = "journalBeats"
	blocks  = "tail"
)

// Collections are those that a Journal has to itself.
var Collections = [...]string{entries, terms, starts, beats, blocks, orders, marks}

// Journal is the part of a database that package journal works on, all but Forget. It is safe for concurrent use.
type Journal struct{ docs *documents.DB }

// New makes a Journal.
func New(docs *documents.DB) *Journal { return &Journal{docs} }

// find is documents.GetBody with the journal's error.
func find[T any](ctx context.Context, s *documents.DB, collection, id string) (T, error) {
	v, err := documents.GetBody[T](ctx, s, collection, id)
	if errors.Is(err, documents.ErrNone) {
		err = journal.ErrNone
	}
	return v, err
}

// AddEntry implements journal.Store.
func (j *Journal) AddEntry(ctx context.Context, e journal.Entry) error {
	return documents.InsertBody(ctx, j.docs, entries, documents.Number(e.Slot), e)
}

// Entry implements journal.Store.
func (j *Journal) Entry(ctx context.Context, slot uint64) (journal.Entry, error) {
	return find[journal.Entry](ctx, j.docs, entries, documents.Number(slot))
}

// Entries implements journal.Store.
func (j *Journal) Entries(ctx context.Context) ([]journal.Entry, error) {
	all, err := documents.Scan[journal.Entry](ctx, j.docs, entries)
	slices.SortFunc(all, func(a, b journal.Entry) int { return cmp.Compare(a.Slot, b.Slot) })
	return all, err
}

// RemoveEntries implements journal.Store.
func (j *Journal) RemoveEntries(ctx context.Context, slots []uint64) error {
	ids := make([]string, len(slots))
	for i, s := range slots {
		ids[i] = documents.Number(s)
	}
	return j.docs.RemoveAll(ctx, entries, ids)
}

// AddTerm implements journal.Store.
func (j *Journal) AddTerm(ctx context.Context, term uint64, mark string) error {
	return documents.InsertBody(ctx, j.docs, terms, documents.Number(term), mark)
}

// Term implements journal.Store.
func (j *Journal) Term(ctx context.Context, term uint64) (string, error) {
	return find[string](ctx, j.docs, terms, documents.Number(term))
}

// start is the first slot of a term.
type start struct{ Term, Slot uint64 }

// AddStart implements journal.Store.
func (j *Journal) AddStart(ctx context.Context, term, slot uint64) error {
	return documents.InsertBody(ctx, j.docs, starts, documents.Number(term), start{term, slot})
}

// Starts implements journal.Store.
func (j *Journal) Starts(ctx context.Context) (map[uint64]uint64, error) {
	all, err := documents.Scan[start](ctx, j.docs, starts)
	m := make(map[uint64]uint64, len(all))
	for _, s := range all {
		m[s.Term] = s.Slot
	}
	return m, err
}

// PutBeat implements journal.Store.
func (j *Journal) PutBeat(ctx context.Context, term uint64, b journal.Beat) error {
	return documents.PutBody(ctx, j.docs, beats, strconv.FormatUint(term, 10), b)
}

// Beat implements journal.Store.
func (j *Journal) Beat(ctx context.Context, term uint64) (journal.Beat, error) {
	return find[journal.Beat](ctx, j.docs, beats, strconv.FormatUint(term, 10))
}
