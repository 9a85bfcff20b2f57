package documents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"
)

// Body keeps a value as JSON beside its _id, with the version of its form.
type Body struct {
	ID   string `bson:"_id"`
	V    int    `bson:"v,omitempty"` // 0 where it is written: that of the collection
	Body string `bson:"body"`
}

// ErrNone is what is not there.
var ErrNone = errors.New("there is none")

// BodyOf is the document of a value.
func BodyOf(id string, v any) (Body, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return Body{}, fmt.Errorf("database: %s: %w", id, err)
	}
	return Body{ID: id, Body: string(b)}, nil
}

// InsertBody adds a value that is kept as JSON; one that is there already stays.
func InsertBody(ctx context.Context, s *DB, collection, id string, v any) error {
	d, err := BodyOf(id, v)
	if err != nil {
		return err
	}
	return s.Add(ctx, collection, []any{d})
}

// PutBody writes a value as JSON over whatever has its _id.
func PutBody(ctx context.Context, s *DB, collection, id string, v any) error {
	d, err := BodyOf(id, v)
	if err != nil {
		return err
	}
	return s.Put(ctx, collection, id, d)
}

// GetBody reads a value that is kept as JSON; where there is none it gives ErrNone.
func GetBody[T any](ctx context.Context, s *DB, collection, id string) (T, error) {
	var v T
	d, err := Get[Body](ctx, s, collection, id, ErrNone)
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal([]byte(d.Body), &v); err != nil {
		return v, fmt.Errorf("database: %s %s: %w", collection, id, err)
	}
	return v, nil
}

// AddAll inserts documents, as Add does.
func (s *DB) AddAll(ctx context.Context, collection string, docs []any) error {
	for chunk := range slices.Chunk(docs, 1000) {
		if err := s.Add(ctx, collection, chunk); err != nil {
			return err
		}
	}
	return nil
}

// sideBySide is how many documents are written over others at a time.
const sideBySide = 4

// PutMany writes documents over whatever has their _ids, each by a command of its own: of an update command with several, FerretDB
// on PostgreSQL keeps a connection for each until the last, and hangs for good once it has no more.
func PutMany[T any](ctx context.Context, s *DB, collection string, all []T, id func(T) string) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(sideBySide)
	for _, v := range all {
		g.Go(func() error { return PutBody(ctx, s, collection, id(v), v) })
	}
	return g.Wait()
}

// Scan reads a whole collection of values that are kept as JSON, in no order; several documents are decoded at a time. A value with a method UnmarshalBody
// takes over its key as well.
func Scan[T any](ctx context.Context, s *DB, collection string) ([]T, error) {
	ctx, cancel := context.WithTimeout(ctx, ScanTimeout)
	defer cancel()
	cursor, err := s.db.Collection(collection).Find(ctx, bson.D{}, options.Find().SetBatchSize(2000))
	if err != nil {
		return nil, Failed("read %s", collection, err)
	}
	defer cursor.Close(ctx)
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		all   []T
		first error
		slots = make(chan struct{}, decoders)
	)
	decode := func(raw [][]byte) {
		part := make([]T, len(raw))
		for i, r := range raw {
			var d Body
			err := bson.Unmarshal(r, &d)
			if err == nil {
				err = s.Known(collection, d.ID, d.V)
			}
			if err == nil {
				if keyed, ok := any(&part[i]).(interface{ UnmarshalBody(string, []byte) error }); ok {
					err = keyed.UnmarshalBody(d.ID, []byte(d.Body))
				} else {
					err = json.Unmarshal([]byte(d.Body), &part[i])
				}
			}
			if err != nil {
				mu.Lock()
				first = errors.Join(first, fmt.Errorf("database: %s %s: %w", collection, d.ID, err))
				mu.Unlock()
				return
			}
		}
		mu.Lock()
		all = append(all, part...)
		mu.Unlock()
	}
	var raw [][]byte
	flush := func() {
		part := raw
		raw = nil
		slots <- struct{}{}
		wg.Go(func() { defer func() { <-slots }(); decode(part) })
	}
	for cursor.Next(ctx) {
		if raw = append(raw, slices.Clone(cursor.Current)); len(raw) == 500 {
			flush()
		}
	}
	flush()
	wg.Wait()
	if err := cursor.Err(); err != nil {
		return nil, Failed("read %s", collection, err)
	}
	return all, first
}

// decoders is how many goroutines decode what is scanned.
const decoders = 4
