// Package store keeps what the platform must not forget over a restart: login challenges and sessions, offers and the
// quotes that came of them, and the chain's events with how far they were read. It speaks to MongoDB, or to the FerretDB
// that it can embed; it is the only package that knows either.
//
// Three rules come from FerretDB and hold for both. A document's _id is its natural key and always a string, since a
// filter on that alone is the only one with an index. Whatever must happen once is an insert or a delete by _id, since
// those are the operations that are atomic in both. And what has expired is never given out, whether or not the sweep
// has been by.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// Store is a database. It is safe for concurrent use.
type Store struct {
	client *mongo.Client
	db     *mongo.Database
	stop   func() // ends the embedded database
	now    func() time.Time

	mu sync.Mutex // one change of what newest lists at a time
}

const timeout = 10 * time.Second

// Open connects to a MongoDB, or anything that speaks its protocol. The database is the one that the URI names, or
// else "berth".
func Open(ctx context.Context, uri string) (*Store, error) {
	o := options.Client().ApplyURI(uri).SetServerSelectionTimeout(timeout).SetTimeout(timeout).
		SetWriteConcern(writeconcern.Majority()).SetAppName("berth")
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	return open(ctx, o, databaseOf(uri))
}

func open(ctx context.Context, o *options.ClientOptions, name string) (*Store, error) {
	client, err := mongo.Connect(o)
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	s := &Store{client: client, db: client.Database(name), stop: func() {}, now: time.Now}
	if err := s.Ping(ctx); err != nil {
		client.Disconnect(context.WithoutCancel(ctx))
		return nil, err
	}
	return s, nil
}

// Ping asks the database whether it is there.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := s.client.Ping(ctx, nil); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	return nil
}

// Close ends the connections, and the embedded database if there is one.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
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
	old := bson.D{{Key: "expiresAt", Value: bson.D{{Key: "$lt", Value: s.now()}}}}
	var errs []error
	for _, name := range [...]string{challenges, sessions, offers, quotes, newest} {
		if _, err := s.db.Collection(name).DeleteMany(ctx, old); err != nil {
			errs = append(errs, fmt.Errorf("sweep %s: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

// The collections.
const (
	challenges  = "challenges"
	sessions    = "sessions"
	offers      = "offers"
	quotes      = "quotes"
	blocks      = "blocks"
	checkpoints = "checkpoints"
	newest      = "newest"
	wishes      = "wishes"
	deeds       = "deeds"
)

func byID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }

// ErrAway is a database that cannot be asked now.
var ErrAway = errors.New("the database does not answer")

// failed is what an operation on a collection gives; ErrAway is in it where that is the reason.
func failed(what, collection string, err error) error {
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) {
		err = errors.Join(ErrAway, err)
	}
	return fmt.Errorf("database: "+what+": %w", collection, err)
}

// get reads one document; where there is none it gives missing.
func get[T any](ctx context.Context, s *Store, collection, id string, missing error) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var d T
	err := s.db.Collection(collection).FindOne(ctx, byID(id)).Decode(&d)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return d, missing
	}
	if err != nil {
		return d, failed("read %s", collection, err)
	}
	return d, nil
}

// put writes a document over whatever has its _id.
func (s *Store) put(ctx context.Context, collection, id string, doc any) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	_, err := s.db.Collection(collection).ReplaceOne(ctx, byID(id), doc, options.Replace().SetUpsert(true))
	if err != nil {
		return failed("write %s", collection, err)
	}
	return nil
}

// add inserts documents; those that are there already stay as they are and are no error.
func (s *Store) add(ctx context.Context, collection string, docs []any) error {
	if len(docs) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	_, err := s.db.Collection(collection).InsertMany(ctx, docs, options.InsertMany().SetOrdered(false))
	var bulk mongo.BulkWriteException
	if errors.As(err, &bulk) && bulk.WriteConcernError == nil {
		for _, e := range bulk.WriteErrors {
			if !mongo.IsDuplicateKeyError(e) {
				return failed("insert into %s", collection, err)
			}
		}
		return nil
	}
	if err != nil {
		return failed("insert into %s", collection, err)
	}
	return nil
}

// remove deletes a document and reports whether this call was the one that did.
func (s *Store) remove(ctx context.Context, collection, id string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r, err := s.db.Collection(collection).DeleteOne(ctx, byID(id))
	if err != nil {
		return false, failed("delete from %s", collection, err)
	}
	return r.DeletedCount == 1, nil
}
