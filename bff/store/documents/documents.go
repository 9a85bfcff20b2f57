// Package documents keeps documents in the collections of a MongoDB, or of the FerretDB that can be embedded, by the rules that package store tells of: an
// _id is a natural key, what must happen once is an insert or a delete by it, and each document has the version of its collection's form.
package documents

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"berth/bff/store/embedded"
)

// Timeout is how long one operation may take, and ScanTimeout the reading of a whole collection.
const (
	Timeout     = 10 * time.Second
	ScanTimeout = 10 * time.Minute
)

// DB is a database. It is safe for concurrent use.
type DB struct {
	Now func() time.Time

	db       *mongo.Database
	index    *embedded.Indexes // of an embedded database
	versions map[string]int
}

// New makes a DB; index is an embedded database's or nil, and versions are those of collections that are not at their first any more.
func New(db *mongo.Database, index *embedded.Indexes, versions map[string]int) *DB {
	return &DB{Now: time.Now, db: db, index: index, versions: versions}
}

// Collection is one by its name, for what there is no method for here.
func (s *DB) Collection(name string) *mongo.Collection { return s.db.Collection(name) }

// Drop deletes a collection.
func (s *DB) Drop(ctx context.Context, collection string) error {
	if err := s.db.Collection(collection).Drop(ctx); err != nil {
		return fmt.Errorf("database: drop %s: %w", collection, err)
	}
	if s.index != nil {
		s.index.Dropped(collection)
	}
	return nil
}

// Number is a number as an _id.
func Number(n uint64) string { return fmt.Sprintf("%016d", n) }

// ByID is a filter on an _id.
func ByID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }

// ErrAway is a database that cannot be asked now.
var ErrAway = errors.New("the database does not answer")

// Failed is what an operation on a collection gives; ErrAway is in it where that is the reason.
func Failed(what, collection string, err error) error {
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) {
		err = errors.Join(ErrAway, err)
	}
	return fmt.Errorf("database: "+what+": %w", collection, err)
}

// Get reads one document; where there is none it gives missing.
func Get[T any](ctx context.Context, s *DB, collection, id string, missing error) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	var d T
	raw, err := s.db.Collection(collection).FindOne(ctx, ByID(id)).Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return d, missing
	}
	if err == nil {
		if v, ok := raw.Lookup("v").AsInt64OK(); ok {
			if err := s.Known(collection, id, int(v)); err != nil {
				return d, err
			}
		}
		err = bson.Unmarshal(raw, &d)
	}
	if err != nil {
		return d, Failed("read %s", collection, err)
	}
	return d, nil
}

// to is a collection that is written to.
func (s *DB) to(ctx context.Context, collection string) (*mongo.Collection, error) {
	c := s.db.Collection(collection)
	if s.index != nil {
		if err := s.index.Before(ctx, c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Put writes a document over whatever has its _id.
func (s *DB) Put(ctx context.Context, collection, id string, v any) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	doc, err := s.versioned(collection, v)
	if err != nil {
		return Failed("write %s", collection, err)
	}
	c, err := s.to(ctx, collection)
	if err != nil {
		return Failed("write %s", collection, err)
	}
	_, err = c.ReplaceOne(ctx, ByID(id), doc, options.Replace().SetUpsert(true))
	if mongo.IsDuplicateKeyError(err) { // another wrote the first one at the same moment: now there is one to replace
		_, err = c.ReplaceOne(ctx, ByID(id), doc, options.Replace().SetUpsert(true))
	}
	if err != nil {
		return Failed("write %s", collection, err)
	}
	return nil
}

// Add inserts documents; those that are there already stay as they are and are no error.
func (s *DB) Add(ctx context.Context, collection string, docs []any) error {
	if len(docs) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	all := make([]bson.Raw, len(docs))
	for i, d := range docs {
		var err error
		if all[i], err = s.versioned(collection, d); err != nil {
			return Failed("insert into %s", collection, err)
		}
	}
	c, err := s.to(ctx, collection)
	if err != nil {
		return Failed("insert into %s", collection, err)
	}
	_, err = c.InsertMany(ctx, all, options.InsertMany().SetOrdered(false))
	var bulk mongo.BulkWriteException
	if errors.As(err, &bulk) && bulk.WriteConcernError == nil {
		for _, e := range bulk.WriteErrors {
			if !mongo.IsDuplicateKeyError(e) {
				return Failed("insert into %s", collection, err)
			}
		}
		return nil
	}
	if err != nil {
		return Failed("insert into %s", collection, err)
	}
	return nil
}

// Remove deletes a document and reports whether this call was the one that did.
func (s *DB) Remove(ctx context.Context, collection, id string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	r, err := s.db.Collection(collection).DeleteOne(ctx, ByID(id))
	if err != nil {
		return false, Failed("delete from %s", collection, err)
	}
	return r.DeletedCount == 1, nil
}

// Insert writes a document that is not there yet; false: it is.
func (s *DB) Insert(ctx context.Context, collection string, doc any) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	d, err := s.versioned(collection, doc)
	if err != nil {
		return false, Failed("insert into %s", collection, err)
	}
	c, err := s.to(ctx, collection)
	if err != nil {
		return false, Failed("insert into %s", collection, err)
	}
	_, err = c.InsertOne(ctx, d)
	if mongo.IsDuplicateKeyError(err) {
		return false, nil
	}
	if err != nil {
		return false, Failed("insert into %s", collection, err)
	}
	return true, nil
}

// removeMost is of how many documents one command deletes.
const removeMost = 100

// RemoveAll deletes documents, each by its _id: a condition that names several has no index in FerretDB. Commands come one after another:
// side by side, those who write wait for one another in SQLite, longer and longer, until one has waited for too long.
func (s *DB) RemoveAll(ctx context.Context, collection string, ids []string) error {
	for part := range slices.Chunk(ids, removeMost) {
		if err := s.removeSome(ctx, collection, part); err != nil {
			return err
		}
	}
	return nil
}

func (s *DB) removeSome(ctx context.Context, collection string, ids []string) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	all := make([]mongo.WriteModel, len(ids))
	for i, id := range ids {
		all[i] = mongo.NewDeleteOneModel().SetFilter(ByID(id))
	}
	if _, err := s.db.Collection(collection).BulkWrite(ctx, all); err != nil {
		return Failed("delete from %s", collection, err)
	}
	return nil
}
