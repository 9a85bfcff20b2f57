package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/shared/eth"
)

// Catalogue is what is known of nodes.
type Catalogue struct{ *database }

// What is kept of nodes, a document for each node and kind.
const (
	nodes        = "dossiers"
	enlistings   = "enlistings"
	certificates = "certificates"
	incidents    = "incidents"
	evidence     = "evidence"
	evidenceOf   = "evidenceOf"
)

// mostEvidence is how much is kept of a node; the oldest gives way.
const mostEvidence = 200

// bodyDoc keeps a value as JSON beside its _id, with the version of its form.
type bodyDoc struct {
	ID   string `bson:"_id"`
	V    int    `bson:"v,omitempty"` // 0 where it is written: that of the collection
	Body string `bson:"body"`
}

// ErrNone is what is not there.
var ErrNone = errors.New("there is none")

func bodyOf(id string, v any) (bodyDoc, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return bodyDoc{}, fmt.Errorf("database: %s: %w", id, err)
	}
	return bodyDoc{ID: id, Body: string(b)}, nil
}

func putBody(ctx context.Context, s *database, collection, id string, v any) error {
	d, err := bodyOf(id, v)
	if err != nil {
		return err
	}
	return s.put(ctx, collection, id, d)
}

func getBody[T any](ctx context.Context, s *database, collection, id string) (T, error) {
	var v T
	d, err := get[bodyDoc](ctx, s, collection, id, ErrNone)
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal([]byte(d.Body), &v); err != nil {
		return v, fmt.Errorf("database: %s %s: %w", collection, id, err)
	}
	return v, nil
}

// addAll inserts documents, as add does.
func (s *database) addAll(ctx context.Context, collection string, docs []any) error {
	for chunk := range slices.Chunk(docs, 1000) {
		if err := s.add(ctx, collection, chunk); err != nil {
			return err
		}
	}
	return nil
}

// sideBySide is how many documents are written over others at a time.
const sideBySide = 4

// putMany writes documents over whatever has their _ids, each by a command of its own: of an update command with several, FerretDB
// on PostgreSQL keeps a connection for each until the last, and hangs for good once it has no more.
func putMany[T any](ctx context.Context, s *database, collection string, all []T, id func(T) string) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(sideBySide)
	for _, v := range all {
		g.Go(func() error { return putBody(ctx, s, collection, id(v), v) })
	}
	return g.Wait()
}

// scan reads a whole collection, in no order; several documents are decoded at a time.
func scan[T any](ctx context.Context, s *database, collection string) ([]T, error) {
	ctx, cancel := context.WithTimeout(ctx, scanTimeout)
	defer cancel()
	cursor, err := s.db.Collection(collection).Find(ctx, bson.D{}, options.Find().SetBatchSize(2000))
	if err != nil {
		return nil, failed("read %s", collection, err)
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
			var d bodyDoc
			err := bson.Unmarshal(r, &d)
			if err == nil {
				err = known(collection, d.ID, d.V)
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
		return nil, failed("read %s", collection, err)
	}
	return all, first
}

// decoders is how many goroutines decode what is scanned.
const decoders = 4

// AddNodes writes what is known of nodes, and which have left the registry, under a stamp with which it counts. Of a node the newest that counts is
// the one.
func (s Catalogue) AddNodes(ctx context.Context, st journal.Stamp, all []dossier.Node, gone []eth.Address) error {
	docs := make([]any, 0, len(all)+len(gone))
	for _, n := range all {
		d, err := bodyOf(stamped(n.Entry.Address.String(), st), n)
		if err != nil {
			return err
		}
		docs = append(docs, d)
	}
	for _, a := range gone {
		docs = append(docs, bodyDoc{ID: stamped(a.String(), st)})
	}
	return s.addAll(ctx, nodes, docs)
}

// RemoveNodes deletes what something else counts in the place of: of each node what has a stamp. A node's evidence stays.
func (s Catalogue) RemoveNodes(ctx context.Context, all []dossier.Written) error {
	ids := make([]string, len(all))
	for i, w := range all {
		ids[i] = w.Node.String() + "-" + w.Stamp
	}
	return s.removeAll(ctx, nodes, ids)
}

// ErrLeft is a node that has left the registry.
var ErrLeft = errors.New("it has left")

// nodeDoc is a node as it is read.
type nodeDoc struct {
	at    dossier.Written
	stamp journal.Stamp
	left  bool
	node  dossier.Node
}

// UnmarshalBody takes over a document.
func (d *nodeDoc) UnmarshalBody(key string, body []byte) (err error) {
	name, stamp, err := unstamp(key)
	if err != nil {
		return err
	}
	a, err := eth.ParseAddress(name)
	if err != nil {
		return err
	}
	d.at, d.stamp, d.left = dossier.Written{Node: a, Stamp: stamp.String()}, stamp, len(body) == 0
	if d.left {
		return nil
	}
	if err := json.Unmarshal(body, &d.node); err != nil {
		return err
	}
	d.node.Stamp = d.at.Stamp
	return nil
}

// Node is what was written of a node under a stamp; ErrLeft: that it has left; ErrNone: nothing, or what counts no more since something
// newer does.
func (s Catalogue) Node(ctx context.Context, a eth.Address, st journal.Stamp) (dossier.Node, error) {
	key := stamped(a.String(), st)
	b, err := get[bodyDoc](ctx, s.database, nodes, key, ErrNone)
	if err != nil {
		return dossier.Node{}, err
	}
	var d nodeDoc
	if err := d.UnmarshalBody(key, []byte(b.Body)); err != nil {
		return dossier.Node{}, fmt.Errorf("database: %s %s: %w", nodes, key, err)
	}
	if d.left {
		return dossier.Node{}, ErrLeft
	}
	return d.node, nil
}

// Nodes is what is known of all nodes, in no order, and what is left lying of what does not count.
func (s Catalogue) Nodes(ctx context.Context, counts func(journal.Stamp) bool) (all []dossier.Node, litter []dossier.Written, err error) {
	docs, err := scan[nodeDoc](ctx, s.database, nodes)
	if err != nil {
		return nil, nil, err
	}
	newest := make(map[eth.Address]*nodeDoc, len(docs))
	for i := range docs {
		d := &docs[i]
		if !counts(d.stamp) {
			continue // written in vain; or by a leader just now, which then tells of it
		}
		was := newest[d.at.Node]
		if was != nil && was.stamp.Slot > d.stamp.Slot {
			was, d = d, was
		}
		if was != nil {
			litter = append(litter, was.at)
		}
		newest[d.at.Node] = d
	}
	all = make([]dossier.Node, 0, len(newest))
	for _, d := range newest {
		if d.left {
			continue // the others of it are litter, and may go first: it stays until the next time
		}
		all = append(all, d.node)
	}
	return all, litter, nil
}

// AddEnlisting writes what a node's wallet says behind all that was said before, of which the caller knows what came before
// its slot. won: it stands there; else another one does, which is given.
func (s Catalogue) AddEnlisting(ctx context.Context, e dossier.Enlisting) (stands dossier.Enlisting, won bool, err error) {
	if err := insert(ctx, s.database, enlistings, number(e.Slot), e); err != nil {
		return stands, false, err
	}
	stands, err = s.Enlisting(ctx, e.Slot)
	return stands, err == nil && stands.Mark == e.Mark, err
}

// Enlisting is what was said in a slot; ErrNone: nothing yet.
func (s Catalogue) Enlisting(ctx context.Context, slot uint64) (dossier.Enlisting, error) {
	return getBody[dossier.Enlisting](ctx, s.database, enlistings, number(slot))
}

// Enlistings is all that was said, rising.
func (s Catalogue) Enlistings(ctx context.Context) ([]dossier.Enlisting, error) {
	all, err := scan[dossier.Enlisting](ctx, s.database, enlistings)
	slices.SortFunc(all, func(a, b dossier.Enlisting) int { return cmp.Compare(a.Slot, b.Slot) })
	return all, err
}
