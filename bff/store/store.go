// Package store keeps what the platform must not forget over a restart, and what its replicas have in common: login challenges
// and sessions, offers and the quotes that came of them, what is known of nodes, and the chain's events with how far they were read. It speaks to MongoDB, or to the FerretDB
// that it can embed; its room is the only one that knows either: how any document is read and written is package documents, and what the journal keeps package entries.
//
// Three rules come from FerretDB and hold for both. A document's _id is its natural key and always a string, since a
// filter on that alone is the only one with an index, and only for equality (embedded/index.go). Whatever must happen once is an insert or a delete by _id, since
// those are the operations that are atomic in both. And what has expired is never given out, whether or not the sweep
// has been by.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"berth/bff/store/documents"
	"berth/bff/store/embedded"
	"berth/bff/store/entries"
)

// What the operations give, of package documents.
var (
	ErrNone = documents.ErrNone // what is not there
	ErrAway = documents.ErrAway // a database that cannot be asked now
)

// Store is a database, in the parts that its users need of it. It is safe for concurrent use, and so are they.
type Store struct {
	*database

	Sessions  Sessions
	Offers    Offers
	Rentals   Rentals
	Catalogue Catalogue
	Checks    Checks
	Journal   Journal
	Notices   Notices
	Health    Health
	Care      Care
	Prices    Prices
	Limits    Limits
	Leases    Leases

	client *mongo.Client
	stop   func() // ends the embedded database
}

// database is what the parts have in common.
type database struct {
	docs *documents.DB

	mu sync.Mutex // one change of what newest lists at a time
}

// Open connects to a MongoDB, or anything that speaks its protocol. The database is the one that the URI names, or
// else "berth".
func Open(ctx context.Context, uri string, with ...Option) (*Store, error) {
	o := options.Client().ApplyURI(uri).SetServerSelectionTimeout(documents.Timeout).SetTimeout(documents.Timeout).
		SetWriteConcern(writeconcern.Majority()).SetAppName("berth")
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	for _, f := range with {
		f(o)
	}
	return open(ctx, o, databaseOf(uri), nil)
}

// OpenEmbedded runs a database in this process, with its files in dir. One process at a time can have a dir.
func OpenEmbedded(ctx context.Context, dir string, log *slog.Logger, with ...Option) (*Store, error) {
	d, err := embedded.Start(ctx, dir, log)
	if err != nil {
		return nil, err
	}
	o := d.Options()
	for _, f := range with {
		f(o)
	}
	s, err := open(ctx, o, embedded.Name, d.Indexes)
	if err != nil {
		d.Stop()
		return nil, err
	}
	s.stop = d.Stop
	return s, nil
}

// databaseOf is the database that a URI names.
func databaseOf(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	_, path, _ := strings.Cut(rest, "/")
	if name, _, _ := strings.Cut(path, "?"); name != "" {
		return name
	}
	return "berth"
}

func open(ctx context.Context, o *options.ClientOptions, name string, index *embedded.Indexes) (*Store, error) {
	client, err := mongo.Connect(o)
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	d := &database{docs: documents.New(client.Database(name), index, versions())}
	lent := Leases{d}
	s := &Store{
		database: d, Sessions: Sessions{d}, Offers: Offers{d}, Rentals: Rentals{d}, Catalogue: Catalogue{d}, Checks: Checks{d}, Journal: Journal{entries.New(d.docs), d},
		Notices: Notices{d, lent}, Health: Health{d}, Care: Care{d, lent}, Prices: Prices{d, lent}, Limits: Limits{d, lent}, Leases: lent,
		client: client, stop: func() {},
	}
	if err := s.Ping(ctx); err != nil {
		client.Disconnect(context.WithoutCancel(ctx))
		return nil, err
	}
	return s, nil
}

// Ping asks the database whether it is there.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, documents.Timeout)
	defer cancel()
	if err := s.client.Ping(ctx, nil); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	return nil
}

// Close ends the connections, and the embedded database if there is one.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), documents.Timeout)
	defer cancel()
	err := s.client.Disconnect(ctx)
	s.stop()
	if err != nil {
		return fmt.Errorf("database: close: %w", err)
	}
	return nil
}

// Sweep deletes what has expired, at most once every interval, until ctx ends.
func (s *Store) Sweep(ctx context.Context, every time.Duration, log *slog.Logger) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if err := s.SweepOnce(ctx); err != nil && ctx.Err() == nil {
				log.Warn("sweeping the database", "err", err)
			}
		}
	}
}

// SweepOnce deletes what has expired.
func (s *Store) SweepOnce(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	old := bson.D{{Key: "expiresAt", Value: bson.D{{Key: "$lt", Value: s.docs.Now()}}}}
	var errs []error
	for _, name := range [...]string{challenges, sessions, offers, quotes, newest, claims, notices, row, devices, hooks, deliveries, receivers, tasks, acts, rentals, watches, watchTold, mailboxes, relays, spendings} {
		if _, err := s.docs.Collection(name).DeleteMany(ctx, old); err != nil {
			errs = append(errs, fmt.Errorf("sweep %s: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

// The collections.
const (
	challenges = "challenges"
	sessions   = "sessions"
	offers     = "offers"
	quotes     = "quotes"
	newest     = "newest"
	wishes     = "wishes"
	deeds      = "deeds"
	settled    = "settled"    // what was learned
	rentals    = "rentals"    // users' searches for a node
	relays     = "relays"     // the ledgers of what the relayer sent
	claims     = "claims"     // what one replica does
	notices    = "notices"    // of each user
	row        = "row"        // of all notices
	receivers  = "receivers"  // what users have set of notices
	devices    = "devices"    // that get them by push
	hooks      = "hooks"      // that they are posted to
	deliveries = "deliveries" // what became of that
	acts       = "acts"       // of the agent, for each user
	tasks      = "tasks"      // notices to be sent
	secrets    = "secrets"    // that all replicas share
	watches    = "watches"    // orders whose users let the platform hear how they are
	mailboxes  = "mailboxes"  // that notices are mailed to
	watchTold  = "told"       // what they were told of that
	spendings  = "spendings"  // of orders of checks, by day
)
