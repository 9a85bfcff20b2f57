// Package migrate brings a database to the form that a program knows. Each collection has a version, and each document says
// its own as v (without one: 1). At a start one replica takes what is older through the steps between, a document at a time, while the
// others wait; one that is killed is followed by another, which goes on where it was. A database that is newer than the program is
// refused. It knows no database: package store is one.
package migrate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Document is one as the database has it, without its _id.
type Document = map[string]any

// Step makes a document of one version one of the next, in place but for v. It must depend on nothing but the document.
type Step func(Document) error

// Collection is what the program knows of a collection: its version is one more than it has steps, the first of which is from 1 to 2.
type Collection struct {
	Name  string
	Steps []Step
}

// Version is that of the documents that the program writes.
func (c Collection) Version() int { return 1 + len(c.Steps) }

// Database is what is migrated.
type Database interface {
	// Versions are those noted of collections; one that is not named has 1.
	Versions(context.Context) (map[string]int, error)
	SetVersion(ctx context.Context, collection string, version int) error
	// Each gives a collection's documents in no order, with their versions, until f fails. f may replace the one that it is given.
	Each(ctx context.Context, collection string, f func(id string, version int, d Document) error) error
	// Replace puts a document of a version in the place of one that has still another; where it has not, nothing changes.
	Replace(ctx context.Context, collection, id string, from, to int, d Document) error

	// Of those who claim a name one wins, until its time is over, which Keep sets anew.
	Claim(ctx context.Context, name string, d time.Duration) (won bool, until time.Time, err error)
	Keep(ctx context.Context, name string, d time.Duration) error
	Release(ctx context.Context, name string, before time.Time) error
}

// ErrNewer is a database that a later program has written.
var ErrNewer = errors.New("the database was written by a newer version of this program; start that one, or restore a backup from before")

const (
	lock  = "migration"
	lease = 30 * time.Second // without a sign of life, until another replica goes on
	look  = time.Second      // between two looks of one that waits
)

// Run brings the collections to their versions, or waits for the replica that does. An error but ErrNewer may go by itself.
func Run(ctx context.Context, db Database, all []Collection, log *slog.Logger) error {
	waits := false
	for {
		old, err := older(ctx, db, all)
		if err != nil || len(old) == 0 {
			return err
		}
		won, _, err := db.Claim(ctx, lock, lease)
		if err != nil {
			return err
		}
		if won {
			return run(ctx, db, all, log)
		}
		if !waits {
			log.Info("another replica brings the database to the form of this version; waiting for it")
			waits = true
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
}

// older are the collections that have steps before them.
func older(ctx context.Context, db Database, all []Collection) (old []Collection, err error) {
	have, err := db.Versions(ctx)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, c := range all {
		known[c.Name] = true
		switch v := max(have[c.Name], 1); {
		case v > c.Version():
			return nil, fmt.Errorf("%s has version %d, this program knows %d: %w", c.Name, v, c.Version(), ErrNewer)
		case v < c.Version():
			old = append(old, c)
		}
	}
	for name := range have {
		if !known[name] {
			return nil, fmt.Errorf("%s is not known to this program: %w", name, ErrNewer)
		}
	}
	return old, nil
}

// run migrates as the one replica that does.
func run(ctx context.Context, db Database, all []Collection, log *slog.Logger) error {
	old, err := older(ctx, db, all) // another one may have been through by now
	if err != nil {
		return err
	}
	for _, c := range old {
		start, n := time.Now(), 0
		kept := start
		err := db.Each(ctx, c.Name, func(id string, version int, d Document) error {
			if time.Since(kept) >= lease/3 {
				if err := db.Keep(ctx, lock, lease); err != nil {
					return err
				}
				kept = time.Now()
			}
			if version > c.Version() {
				return fmt.Errorf("%s %s has version %d, this program knows %d: %w", c.Name, id, version, c.Version(), ErrNewer)
			}
			if version < 1 {
				return fmt.Errorf("%s %s has version %d: %w", c.Name, id, version, errVersion)
			}
			if version == c.Version() {
				return nil
			}
			for _, step := range c.Steps[version-1:] {
				if err := step(d); err != nil {
					return fmt.Errorf("%s %s: %w", c.Name, id, err)
				}
			}
			n++
			return db.Replace(ctx, c.Name, id, version, c.Version(), d)
		})
		if err != nil {
			return err
		}
		if err := db.SetVersion(ctx, c.Name, c.Version()); err != nil {
			return err
		}
		log.Info("brought documents to the form of this version", "collection", c.Name, "version", c.Version(), "documents", n, "took", time.Since(start).Round(time.Millisecond))
	}
	return db.Release(ctx, lock, time.Now().Add(lease))
}

var errVersion = errors.New("not a version")
