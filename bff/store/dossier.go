package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/bff/store/documents"
	"berth/bff/store/entries"
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

// AddNodes writes what is known of nodes, and which have left the registry, under a stamp with which it counts. Of a node the newest that counts is
// the one.
func (s Catalogue) AddNodes(ctx context.Context, st journal.Stamp, all []dossier.Node, gone []eth.Address) error {
	docs := make([]any, 0, len(all)+len(gone))
	for _, n := range all {
		d, err := documents.BodyOf(entries.Key(n.Entry.Address.String(), st), n)
		if err != nil {
			return err
		}
		docs = append(docs, d)
	}
	for _, a := range gone {
		docs = append(docs, documents.Body{ID: entries.Key(a.String(), st)})
	}
	return s.docs.AddAll(ctx, nodes, docs)
}

// RemoveNodes deletes what something else counts in the place of: of each node what has a stamp. A node's evidence stays.
func (s Catalogue) RemoveNodes(ctx context.Context, all []dossier.Written) error {
	ids := make([]string, len(all))
	for i, w := range all {
		ids[i] = w.Node.String() + "-" + w.Stamp
	}
	return s.docs.RemoveAll(ctx, nodes, ids)
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
	name, stamp, err := entries.ParseKey(key)
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
	key := entries.Key(a.String(), st)
	b, err := documents.Get[documents.Body](ctx, s.docs, nodes, key, ErrNone)
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
	docs, err := documents.Scan[nodeDoc](ctx, s.docs, nodes)
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
	if err := documents.InsertBody(ctx, s.docs, enlistings, documents.Number(e.Slot), e); err != nil {
		return stands, false, err
	}
	stands, err = s.Enlisting(ctx, e.Slot)
	return stands, err == nil && stands.Mark == e.Mark, err
}

// Enlisting is what was said in a slot; ErrNone: nothing yet.
func (s Catalogue) Enlisting(ctx context.Context, slot uint64) (dossier.Enlisting, error) {
	return documents.GetBody[dossier.Enlisting](ctx, s.docs, enlistings, documents.Number(slot))
}

// Enlistings is all that was said, rising.
func (s Catalogue) Enlistings(ctx context.Context) ([]dossier.Enlisting, error) {
	all, err := documents.Scan[dossier.Enlisting](ctx, s.docs, enlistings)
	slices.SortFunc(all, func(a, b dossier.Enlisting) int { return cmp.Compare(a.Slot, b.Slot) })
	return all, err
}
