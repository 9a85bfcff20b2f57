package store

import (
	"context"
	"errors"

	"berth/bff/journal"
	"berth/bff/store/documents"
	"berth/bff/store/entries"
)

// Journal is the part of a database that package journal works on.
type Journal struct {
	*entries.Journal
	*database
}

var _ journal.Store = Journal{}

// Forget implements journal.Store: it drops what belongs to a chain: offers, quotes, what the agent did, and notices with where they go. Sessions stay;
// events are the journal's.
func (j Journal) Forget(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, documents.Timeout)
	defer cancel()
	var errs []error
	for _, name := range [...]string{offers, quotes, newest, wishes, deeds, acts, claims, notices, row, devices, hooks, deliveries, receivers, tasks, rentals} {
		errs = append(errs, j.docs.Drop(ctx, name))
	}
	return errors.Join(errs...)
}
