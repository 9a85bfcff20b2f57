package entries

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"berth/bff/indexer"
	"berth/bff/journal"
	"berth/bff/store/documents"
)

// What settled blocks come to, a document for each order and for each mark. A document is never written over: its key ends in the stamp of the
// entry that it counts with, and the newest that counts is the one.
const (
	orders = "orders"
	marks  = "marks"
)

// Key is that of what counts with a stamp.
func Key(name string, s journal.Stamp) string { return name + "-" + s.String() }

// ParseKey takes a key apart again.
func ParseKey(key string) (name string, s journal.Stamp, err error) {
	name, stamp, _ := strings.Cut(key, "-") // there is none in an order's number, a kind or an address
	s, err = journal.ParseStamp(stamp)
	return name, s, err
}

// foldsIn is the collection of what has a name: a mark's begins with its kind.
func foldsIn(name string) string {
	if strings.Contains(name, " ") {
		return marks
	}
	return orders
}

// AddFolds implements journal.Store.
func (j *Journal) AddFolds(ctx context.Context, all []journal.Fold) error {
	docs := map[string][]any{}
	for _, f := range all {
		name := f.Name()
		d, err := documents.BodyOf(Key(name, f.Stamp), foldBody(f.Fold))
		if err != nil {
			return err
		}
		in := foldsIn(name)
		docs[in] = append(docs[in], d)
	}
	for _, in := range [...]string{orders, marks} {
		if err := j.docs.AddAll(ctx, in, docs[in]); err != nil {
			return err
		}
	}
	return nil
}

func foldBody(f indexer.Fold) any {
	if f.Order != nil {
		return f.Order
	}
	return f.Mark
}

// foldDoc is a fold that is read.
type foldDoc struct {
	name  string
	stamp journal.Stamp
	fold  indexer.Fold
}

// UnmarshalBody takes over a document.
func (d *foldDoc) UnmarshalBody(key string, body []byte) (err error) {
	if d.name, d.stamp, err = ParseKey(key); err != nil {
		return err
	}
	if foldsIn(d.name) == orders {
		err = json.Unmarshal(body, &d.fold.Order)
	} else {
		err = json.Unmarshal(body, &d.fold.Mark)
	}
	if err == nil && (d.fold == indexer.Fold{} || d.fold.Name() != d.name) {
		err = fmt.Errorf("it is of something else than its key says: %w", documents.ErrDocument)
	}
	return err
}

// Fold implements journal.Store.
func (j *Journal) Fold(ctx context.Context, k journal.FoldKey) (indexer.Fold, error) {
	in, key := foldsIn(k.Name), Key(k.Name, k.Stamp)
	b, err := documents.Get[documents.Body](ctx, j.docs, in, key, journal.ErrNone)
	if err != nil {
		return indexer.Fold{}, err
	}
	var d foldDoc
	if err := d.UnmarshalBody(key, []byte(b.Body)); err != nil {
		return indexer.Fold{}, fmt.Errorf("database: %s %s: %w", in, key, err)
	}
	return d.fold, nil
}

// Folds implements journal.Store.
func (j *Journal) Folds(ctx context.Context) (all []journal.Fold, err error) {
	for _, in := range [...]string{orders, marks} {
		docs, err := documents.Scan[foldDoc](ctx, j.docs, in)
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			all = append(all, journal.Fold{Stamp: d.stamp, Fold: d.fold})
		}
	}
	return all, nil
}

// RemoveFolds implements journal.Store.
func (j *Journal) RemoveFolds(ctx context.Context, keys []journal.FoldKey) error {
	ids := map[string][]string{}
	for _, k := range keys {
		in := foldsIn(k.Name)
		ids[in] = append(ids[in], Key(k.Name, k.Stamp))
	}
	return errors.Join(j.docs.RemoveAll(ctx, orders, ids[orders]), j.docs.RemoveAll(ctx, marks, ids[marks]))
}
