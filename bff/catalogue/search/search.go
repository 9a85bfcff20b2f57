// Package search finds rows in memory by bitmaps: numbers that are at least so much, terms, flags, a price, a part of a
// text; it counts what each condition keeps out and what each term would give, and gives the first of what is left in an
// order. Rows lie in segments of columns. A snapshot is immutable, and shares with the one before every column of every
// segment in which nothing has changed, so that readers take no lock and a change costs what it changes.
//
// What the columns are is said by a Schema, and means nothing here: berth/bff/catalogue says that of nodes. The numbers'
// bitmaps are range-encoded over quantiles (Chan and Ioannidis, SIGMOD 1998); texts have a bit-sliced signature of their
// trigrams (Faloutsos and Christodoulakis, 1984); rows of like price lie together, so that a bound of their price says for
// most of them at once whether they are dearer than others (zone maps).
package search

import (
	"encoding/binary"
	"math"
	"slices"
	"sync/atomic"

	"berth/shared/eth"
	"berth/shared/wire"
)

// Bounds of a schema.
const (
	MaxNumbers = 12
	MaxTerms   = 4
	MaxFlags   = 16
)

// Schema says what each row has.
type Schema struct {
	Numbers int // MaxNumbers at most
	Terms   int // MaxTerms at most
	Flags   int // MaxFlags at most
	Tokens  int // that prices are in
	// Shape are amounts of a usual query: rows that are alike in price for these lie together. By unit prices of which it has none rows are found
	// by bitmaps. It decides about speed alone.
	Shape [Units]float64
}

// Row is what a document is found by.
type Row[D any] struct {
	Key     eth.Address
	Doc     D
	Numbers [MaxNumbers]uint64 // see Float for floats
	Terms   [MaxTerms]string   // empty: none
	Flags   uint32
	Prices  []Price // of each token; nil: none in any
	Text    string  // lower case
}

// Float gives a float as a number that sorts alike. NaN is none.
func Float(f float64) uint64 {
	b := math.Float64bits(f + 0) // -0 is 0
	if b>>63 != 0 {
		return ^b
	}
	return b | 1<<63
}

// unfloat is the float of a number.
func unfloat(n uint64) float64 {
	if n>>63 == 0 {
		return math.Float64frombits(^n)
	}
	return math.Float64frombits(n &^ (1 << 63))
}

// Index holds rows. One goroutine at a time applies changes; Snapshot is safe for concurrent use beside that.
type Index[D any] struct {
	schema Schema
	snap   atomic.Pointer[Snapshot[D]]
}

// Snapshot is one state of all rows. It never changes.
type Snapshot[D any] struct {
	Version  uint64 // rises with each change
	schema   Schema
	segments []*segment[D]
	alive    int // rows
	flagged  [MaxFlags]int

	base    map[eth.Address]place // as of the last rebuilding
	since   map[eth.Address]place // what has come and gone since, gone ones as nowhere
	stale   int                   // rows changed since
	bounds  []bounds              // of each number
	grades  [][Units]bounds       // of each token's unit prices; nil: rows lie by it
	terms   []*dictionary         // of each term
	offs    map[string]uint32     // discounts by their form
	offList [][]wire.Discount     // and by their number; 0 is none
}

// place is a row's segment and row therein.
type place int32

const nowhere place = -1

func (p place) segment() int { return int(p) / rows }
func (p place) row() int     { return int(p) % rows }

// New makes an empty index.
func New[D any](schema Schema) *Index[D] {
	x := &Index[D]{schema: schema}
	x.snap.Store(build[D](schema, 1, nil))
	return x
}

// Snapshot is the newest state.
func (x *Index[D]) Snapshot() *Snapshot[D] { return x.snap.Load() }

// Apply makes a new snapshot, in which changed rows are there as they are now, and gone ones are not. A key is in one of
// both, and once.
func (x *Index[D]) Apply(changed []Row[D], gone []eth.Address) *Snapshot[D] {
	old := x.snap.Load()
	var s *Snapshot[D]
	if old.loose(changed, gone) {
		s = build(x.schema, old.Version+1, old.with(changed, gone))
	} else {
		s = old.edit(changed, gone)
	}
	x.snap.Store(s)
	return s
}

// loose reports whether a change is one too many for the places and bounds that were chosen for other rows.
func (s *Snapshot[D]) loose(changed []Row[D], gone []eth.Address) bool {
	const few = 4 * rows
	for _, d := range s.terms {
		if len(d.names) > few+s.alive {
			return true
		}
	}
	return s.stale+len(changed)+len(gone) > max(few, s.alive/4) || len(s.since)+len(gone) > max(few, s.alive/16) ||
		len(s.offList) > few || len(s.segments) == 0
}

// with are all rows after a change.
func (s *Snapshot[D]) with(changed []Row[D], gone []eth.Address) []Row[D] {
	all := make([]Row[D], 0, s.alive+len(changed))
	out := make(map[eth.Address]bool, len(changed)+len(gone))
	for i := range changed {
		out[changed[i].Key] = true
	}
	for _, a := range gone {
		out[a] = true
	}
	prices := make([]Price, 0, s.alive*s.schema.Tokens)
	for _, g := range s.segments {
		for i := range g.used {
			if !g.alive.has(i) || out[g.keys[i]] {
				continue
			}
			prices = prices[:len(prices)+s.schema.Tokens]
			all = append(all, g.at(i, s, prices[len(prices)-s.schema.Tokens:]))
		}
	}
	return append(all, changed...)
}

// Len is how many rows there are.
func (s *Snapshot[D]) Len() int { return s.alive }

// find is where a row is.
func (s *Snapshot[D]) find(a eth.Address) place {
	if p, ok := s.since[a]; ok {
		return p
	}
	if p, ok := s.base[a]; ok {
		return p
	}
	return nowhere
}

// Get is a document by its key.
func (s *Snapshot[D]) Get(a eth.Address) (d D, ok bool) {
	p := s.find(a)
	if p == nowhere {
		return d, false
	}
	return s.segments[p.segment()].docs[p.row()], true
}

// Docs gives all documents, in no order.
func (s *Snapshot[D]) Docs(yield func(D) bool) {
	for _, g := range s.segments {
		for i := range g.used {
			if g.alive.has(i) && !yield(g.docs[i]) {
				return
			}
		}
	}
}

// Flagged is how many rows have a flag.
func (s *Snapshot[D]) Flagged(flag int) int { return s.flagged[flag] }

// Terms are the terms of an attribute that some row has, sorted; of very many the MaxListed most common ones.
func (s *Snapshot[D]) Terms(attribute int) []string { return s.terms[attribute].listed }

// edit makes the next snapshot out of this one: what is changed is copied first.
func (s *Snapshot[D]) edit(changed []Row[D], gone []eth.Address) *Snapshot[D] {
	n := *s
	n.Version++
	n.stale += len(changed) + len(gone)
	n.segments = append(make([]*segment[D], 0, len(s.segments)+1), s.segments...)
	n.terms = slices.Clone(s.terms)
	e := editor[D]{snapshot: &n, own: map[int]*owned{}}
	for _, a := range gone {
		e.drop(a)
	}
	for i := range changed {
		e.put(&changed[i])
	}
	e.close()
	return &n
}

// build makes a snapshot of rows from the ground up. The rows are the caller's no more.
func build[D any](schema Schema, version uint64, all []Row[D]) *Snapshot[D] {
	s := &Snapshot[D]{
		Version: version, schema: schema, base: make(map[eth.Address]place, len(all)), since: map[eth.Address]place{},
		bounds: make([]bounds, schema.Numbers), terms: make([]*dictionary, schema.Terms), offs: map[string]uint32{"": 0}, offList: [][]wire.Discount{nil},
	}
	values := make([]uint64, len(all))
	for a := range s.bounds {
		for i := range all {
			values[i] = all[i].Numbers[a]
		}
		s.bounds[a] = newBounds(values)
	}
	for a := range s.terms {
		s.terms[a] = newDictionary()
	}
	s.grades = make([][Units]bounds, schema.Tokens)
	for t := range s.grades {
		for u, amount := range schema.Shape {
			if amount > 0 {
				continue
			}
			values = values[:0]
			for i := range all {
				if t < len(all[i].Prices) && all[i].Prices[t].Has {
					values = append(values, Float(all[i].Prices[t].Unit[u]))
				}
			}
			s.grades[t][u] = newBounds(values)
		}
	}
	e := editor[D]{snapshot: s, own: map[int]*owned{}, whole: true}
	for _, i := range arrange(all, schema) {
		e.put(&all[i])
	}
	e.close()
	s.base, s.since, s.stale = s.since, map[eth.Address]place{}, 0
	return s
}

func prefix(a eth.Address) uint64 { return binary.BigEndian.Uint64(a[:8]) }
