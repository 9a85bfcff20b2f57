package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/klauspost/compress/zstd"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/bff/store/documents"
	"berth/bff/store/entries"
)

// sheets are copies of what is in nodes, many nodes a document: 100,000 documents are read in 10 to 20 seconds from the embedded database, and 128 in one.
const sheets = "sheets"

// sheetDoc is a sheet under its part and its stamp: JSON, packed, which has a checksum.
type sheetDoc struct {
	ID   string `bson:"_id"`
	V    int    `bson:"v,omitempty"` // 0 where it is written
	Data []byte `bson:"data"`
}

// onSheet is a node as it is on a sheet.
type onSheet struct {
	Stamp string       `json:"stamp"`
	Node  dossier.Node `json:"node"`
}

// mostSheet is how many bytes a sheet may have unpacked.
const mostSheet = 256 << 20

var (
	packing = sync.OnceValue(func() *zstd.Encoder {
		e, _ := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault)) // fails for wrong options alone
		return e
	})
	unpacking = sync.OnceValue(func() *zstd.Decoder {
		d, _ := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(mostSheet), zstd.WithDecoderConcurrency(0))
		return d
	})
)

// AddSheet writes a sheet under a stamp, with which it counts.
func (s Catalogue) AddSheet(ctx context.Context, st journal.Stamp, sheet dossier.Sheet) error {
	all := make([]onSheet, len(sheet.Nodes))
	for i, n := range sheet.Nodes {
		all[i] = onSheet{n.Stamp, n}
	}
	b, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("database: sheet %d: %w", sheet.Part, err)
	}
	return s.docs.Add(ctx, sheets, []any{sheetDoc{ID: dossier.SheetKey(sheet.Part, st.String()), Data: packing().EncodeAll(b, nil)}})
}

// RemoveSheets deletes sheets by their keys.
func (s Catalogue) RemoveSheets(ctx context.Context, keys []string) error {
	return s.docs.RemoveAll(ctx, sheets, keys)
}

var errSheet = errors.New("it cannot be used")

// Sheets is what all nodes were, each part as of an entry that is given by its slot; older are the keys of sheets in whose place there are
// others. ErrNone: there are none. Any other error is of sheets that cannot be used: one is missing, broken, of another form, or so old that what is
// newer cannot be told.
func (s Catalogue) Sheets(ctx context.Context, rule journal.Rule) (all []dossier.Node, at map[int]uint64, older []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, documents.ScanTimeout)
	defer cancel()
	cursor, err := s.docs.Collection(sheets).Find(ctx, bson.D{}, options.Find().SetBatchSize(4))
	if err != nil {
		return nil, nil, nil, documents.Failed("read %s", sheets, err)
	}
	defer cursor.Close(ctx)
	type part struct {
		stamp journal.Stamp
		doc   sheetDoc
	}
	newest := map[int]part{}
	for cursor.Next(ctx) {
		var d sheetDoc
		if err := bson.Unmarshal(cursor.Current, &d); err != nil {
			return nil, nil, nil, fmt.Errorf("database: %s: %w", sheets, err)
		}
		name, stamp, err := entries.ParseKey(d.ID)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("database: %s %s: %w", sheets, d.ID, err)
		}
		n, err := strconv.Atoi(name)
		switch {
		case err != nil || n < 0 || n >= dossier.Sheets:
			return nil, nil, nil, fmt.Errorf("database: %s %s: %w", sheets, d.ID, errSheet)
		case !rule.Counts(stamp):
			continue
		}
		if was, there := newest[n]; there {
			if was.stamp.Slot > stamp.Slot {
				older = append(older, d.ID)
				continue
			}
			older = append(older, was.doc.ID)
		}
		newest[n] = part{stamp, d}
	}
	if err := cursor.Err(); err != nil {
		return nil, nil, nil, documents.Failed("read %s", sheets, err)
	}
	if len(newest) == 0 {
		return nil, nil, nil, ErrNone
	}
	at = map[int]uint64{}
	parts := make([][]dossier.Node, dossier.Sheets)
	g, _ := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for n := range dossier.Sheets {
		p, there := newest[n]
		switch {
		case !there:
			err = fmt.Errorf("database: %s: %d of %d are there: %w", sheets, len(newest), dossier.Sheets, errSheet)
		case !rule.Knows(p.stamp.Slot):
			err = fmt.Errorf("database: %s %s is too old: %w", sheets, p.doc.ID, errSheet)
		default:
			err = s.docs.Known(sheets, p.doc.ID, max(p.doc.V, 1))
		}
		if err != nil {
			break
		}
		at[n] = p.stamp.Slot
		g.Go(func() (err error) {
			if parts[n], err = unpack(p.doc.Data, n); err != nil {
				err = fmt.Errorf("database: %s %s: %w", sheets, p.doc.ID, err)
			}
			return err
		})
	}
	if err := errors.Join(err, g.Wait()); err != nil {
		return nil, nil, older, err
	}
	count := 0
	for _, p := range parts {
		count += len(p)
	}
	all = make([]dossier.Node, 0, count)
	for _, p := range parts {
		all = append(all, p...)
	}
	return all, at, older, nil
}

// unpack reads a sheet.
func unpack(data []byte, part int) ([]dossier.Node, error) {
	b, err := unpacking().DecodeAll(data, nil)
	if err != nil {
		return nil, err
	}
	var on []onSheet
	if err := jsonv2.Unmarshal(b, &on); err != nil { // twice as fast, which is most of a start
		return nil, err
	}
	nodes := make([]dossier.Node, len(on))
	for i, o := range on {
		if dossier.SheetOf(o.Node.Entry.Address) != part {
			return nil, fmt.Errorf("node %s is of another sheet: %w", o.Node.Entry.Address, errSheet)
		}
		nodes[i] = o.Node
		nodes[i].Stamp = o.Stamp
	}
	return nodes, nil
}
