package search

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"

	"berth/shared/eth"
	"berth/shared/wire"
)

// Condition keeps rows out. What it keeps out is counted, whether another does so, too.
type Condition struct {
	kind   kind
	column int
	least  uint64
	term   string
	flags  uint32
	most   float64
}

type kind uint8

const (
	atLeast kind = iota
	hasTerm
	anyFlag
	noFlag
	takes
	rateAtMost
)

// AtLeast keeps out rows whose number is less.
func AtLeast(number int, least uint64) Condition {
	return Condition{kind: atLeast, column: number, least: least}
}

// Is keeps out rows that have another term or none.
func Is(attribute int, term string) Condition {
	return Condition{kind: hasTerm, column: attribute, term: term}
}

// Any keeps out rows that have none of some flags.
func Any(flags uint32) Condition { return Condition{kind: anyFlag, flags: flags} }

// Not keeps out rows that have a flag of some.
func Not(flags uint32) Condition { return Condition{kind: noFlag, flags: flags} }

// Takes keeps out rows that have one of some flags, but no price in the query's token.
func Takes(flags uint32) Condition { return Condition{kind: takes, flags: flags} }

// RateAtMost keeps out rows that ask more than a rate for the query's amounts; those that have no price, unless they have
// one of some flags. Where a rate is too close to tell, the query's Exact says.
func RateAtMost(most float64, unless uint32) Condition {
	return Condition{kind: rateAtMost, most: most, flags: unless}
}

// Facet counts the rows that have each term of an attribute, or each flag, among those that a query finds; where a
// condition is about the same thing, without it.
type Facet struct {
	Flags     bool
	Attribute int // of the term
	Without   int // place of a condition that is left out; -1: none is
}

// Query is what is asked for.
type Query[D any] struct {
	Conditions []Condition
	Facets     []Facet
	Text       string        // lower case; empty: any
	Only       []eth.Address // the only rows that are looked at; empty: all are

	Token    int            // that rates are in; negative: none, nobody has a price
	Amounts  [Units]float64 // that rates are for
	Whole    bool           // rates are for the whole of each row
	Duration uint32         // that rates are for, in seconds: it decides about discounts
	Exact    func(D) bool   // whether a document asks RateAtMost's rate at most, on any goroutine; nil: by the floats alone

	ByRate bool // rows without a price are last either way round
	By     int  // else: a number, the largest first
	Turned bool // the other way round
	After  *Position
	Limit  int
}

// Position is a row's place in an order.
type Position struct {
	Sort uint64 // rising
	Key  eth.Address
}

// Item is a row that was found.
type Item[D any] struct {
	Position
	Doc D
}

// Result is what was found. One that is used again costs no memory.
type Result[D any] struct {
	Total int   // rows that meet all conditions
	Out   []int // rows that each condition keeps out, alone or with others
	// Counts are those of each facet: of terms by Snapshot.Terms, of flags by their numbers.
	Counts [][]int
	Items  []Item[D] // the first of them behind After, Limit at most

	all  []bitmap // the rows that each condition lets through, in one segment
	left []float64
	heap heap
	near []near // the segments, those first that are likely to have the first rows

	parts []Result[D] // of what other goroutines look at
}

// plan is a query, ready to be held against segments.
type plan[D any] struct {
	*Query[D]
	*Result[D]
	s      *Snapshot[D]
	tariff tariff
	base   bitmap
	found  bitmap
}

// least is how many segments one goroutine looks at before another one helps.
const least = 128

// Search answers a query into r, by several goroutines where there are many rows. It allocates nothing that r has from before.
func (s *Snapshot[D]) Search(q *Query[D], r *Result[D]) {
	s.search(q, r, min(runtime.GOMAXPROCS(0), len(s.segments)/least))
}

func (s *Snapshot[D]) search(q *Query[D], r *Result[D], goroutines int) {
	p := s.plan(q, r)
	switch {
	case len(q.Only) > 0:
		for k, only := range s.places(q.Only) {
			p.base = *only
			p.segment(k)
		}
	case goroutines > 1:
		p.rank()
		shared := p // p itself stays off the heap
		shared.share(goroutines)
	default:
		p.rank()
		p.segments(0, 1)
	}
	r.Items = slices.Grow(r.Items[:0], len(r.heap.items))
	for _, it := range r.heap.sorted() {
		g := s.segments[it.at.segment()]
		r.Items = append(r.Items, Item[D]{Position{it.sort, g.keys[it.at.row()]}, g.docs[it.at.row()]})
	}
}

// plan begins a query with nothing found.
func (s *Snapshot[D]) plan(q *Query[D], r *Result[D]) plan[D] {
	r.Total = 0
	r.Out = zeros(r.Out, len(q.Conditions))
	r.all = slices.Grow(r.all[:0], len(q.Conditions))[:len(q.Conditions)]
	r.Counts = slices.Grow(r.Counts[:0], len(q.Facets))[:len(q.Facets)]
	for i, f := range q.Facets {
		n := s.schema.Flags
		if !f.Flags {
			n = len(s.terms[f.Attribute].listed)
		}
		r.Counts[i] = zeros(r.Counts[i], n)
	}
	r.heap.reset(q.Limit)
	return plan[D]{Query: q, Result: r, s: s, tariff: s.tariff(q.Amounts, q.Whole, q.Duration, &r.left)}
}

// near is a segment, and how the first of its rows is sorted at best.
type near struct {
	sort    uint64
	segment int
}

// rank finds in which order the segments are looked at: once the heap has the first rows, most others need not be offered.
func (p *plan[D]) rank() {
	p.near = slices.Grow(p.near[:0], len(p.s.segments))[:len(p.s.segments)]
	for k, g := range p.s.segments {
		p.near[k] = near{segment: k}
		if p.ByRate {
			p.near[k].sort, _ = p.best(g)
		}
	}
	if p.ByRate && p.Limit > 0 {
		slices.SortFunc(p.near, func(a, b near) int { return cmp.Or(cmp.Compare(a.sort, b.sort), a.segment-b.segment) })
	}
}

// best is how the first of a segment's rows is sorted by rate at best, and how its key begins at least.
func (p *plan[D]) best(g *segment[D]) (sort, tie uint64) {
	if p.Token < 0 || p.Token >= len(g.prices) || g.prices[p.Token] == nil || g.prices[p.Token].whole.n == 0 {
		return unpriced, 0
	}
	z := &g.prices[p.Token].whole
	low, high := p.tariff.within(z)
	if p.Turned {
		low = -high
	}
	return Float(low), z.first
}

// segments looks at each n-th segment.
func (p *plan[D]) segments(first, n int) {
	for i := first; i < len(p.near); i += n {
		k := p.near[i].segment
		p.base = p.s.segments[k].alive
		p.segment(k)
	}
}

// share has the segments looked at by n goroutines, and puts together what they find.
func (p *plan[D]) share(n int) {
	p.parts = slices.Grow(p.parts[:0], n-1)[:n-1]
	var others sync.WaitGroup
	for i := range p.parts {
		others.Go(func() {
			other := p.s.plan(p.Query, &p.parts[i])
			other.near = p.near
			other.segments(i+1, n)
		})
	}
	p.segments(0, n)
	others.Wait()
	for i := range p.parts {
		part := &p.parts[i]
		p.Total += part.Total
		add(p.Out, part.Out)
		for f := range p.Counts {
			add(p.Counts[f], part.Counts[f])
		}
		for _, it := range part.heap.items {
			p.heap.offer(it)
		}
	}
}

func add(to, more []int) {
	for i, n := range more {
		to[i] += n
	}
}

// places are the rows of some keys, by segment.
func (s *Snapshot[D]) places(keys []eth.Address) map[int]*bitmap {
	if len(keys) == 0 {
		return nil
	}
	found := map[int]*bitmap{}
	for _, a := range keys {
		at := s.find(a)
		if at == nowhere {
			continue
		}
		if found[at.segment()] == nil {
			found[at.segment()] = new(bitmap)
		}
		found[at.segment()].set(at.row(), true)
	}
	return found
}

// zeros gives n zeros in the memory that is there.
func zeros[T int | float64](in []T, n int) []T {
	in = slices.Grow(in[:0], n)[:n]
	clear(in)
	return in
}

// tariff makes the query's own out of the snapshot's discounts.
func (s *Snapshot[D]) tariff(amounts [Units]float64, whole bool, duration uint32, left *[]float64) tariff {
	*left = slices.Grow((*left)[:0], len(s.offList))[:len(s.offList)]
	t := tariff{amounts: amounts, whole: whole, left: *left, least: 1, grade: -1}
	for u, a := range amounts {
		if whole || a == 0 || s.schema.Shape[u] > 0 {
			continue
		}
		if t.grade >= 0 {
			t.grade = -1
			break
		}
		t.grade = u
	}
	for i, all := range s.offList {
		t.left[i] = float64(100-wire.Longest(all, duration).Percent) / 100
		t.least = min(t.least, t.left[i])
	}
	return t
}

// segment looks at one segment, of which the base is what it begins with.
func (p *plan[D]) segment(k int) {
	s, g := p.s, p.s.segments[k]
	if p.Text != "" {
		g.texts.having(p.Text, &p.base)
	}
	if p.base.empty() {
		return
	}
	p.found = p.base
	for i := range p.Conditions {
		ok := &p.all[i]
		p.meets(g, &p.Conditions[i], ok)
		p.Out[i] += p.found.narrow(&p.base, ok)
	}
	total := p.found.count()
	p.Total += total
	for i, f := range p.Facets {
		if f.Without < 0 {
			if total > 0 {
				p.count(s, g, f, &p.found, p.Counts[i])
			}
			continue
		}
		in := p.base
		for c := range p.Conditions {
			if c != f.Without {
				in.and(&p.all[c])
			}
		}
		if !in.empty() {
			p.count(s, g, f, &in, p.Counts[i])
		}
	}
	if p.Limit == 0 || total == 0 {
		return
	}
	if p.ByRate {
		p.offerRates(k, g)
	} else {
		p.offerNumbers(k, g)
	}
}

func (p *plan[D]) count(s *Snapshot[D], g *segment[D], f Facet, in *bitmap, counts []int) {
	if f.Flags {
		for i := range counts {
			counts[i] += countAnd(in, &g.flags[i])
		}
		return
	}
	slots, all := s.terms[f.Attribute].slots, *g.terms[f.Attribute]
	for i := range all {
		if slot := slots[all[i].term]; slot >= 0 {
			counts[slot] += countAnd(in, &all[i].rows)
		}
	}
}

// meets finds the rows that meet a condition, of those of the base.
func (p *plan[D]) meets(g *segment[D], c *Condition, ok *bitmap) {
	switch c.kind {
	case atLeast:
		g.numbers[c.column].least(c.least, p.s.bounds[c.column], &p.base, ok)
	case hasTerm:
		*ok = none
		if n, known := p.s.terms[c.column].numbers[c.term]; known {
			*ok = *g.terms[c.column].with(n)
		}
	case anyFlag:
		g.flagged(c.flags, ok)
	case noFlag:
		g.flagged(c.flags, ok)
		for w := range ok {
			ok[w] = ^ok[w]
		}
	case takes:
		g.flagged(c.flags, ok)
		has := g.priced(p.Token)
		for w := range ok {
			ok[w] = ^ok[w] | has[w]
		}
	case rateAtMost:
		p.affordable(g, c, ok)
	}
}

// flagged are the rows that have one of some flags.
func (g *segment[D]) flagged(flags uint32, ok *bitmap) {
	*ok = none
	for f := range g.flags {
		if flags&(1<<f) == 0 {
			continue
		}
		for w := range ok {
			ok[w] |= g.flags[f][w]
		}
	}
}

// priced are the rows that take a token.
func (g *segment[D]) priced(token int) *bitmap {
	if token < 0 || token >= len(g.prices) || g.prices[token] == nil {
		return &none
	}
	return &g.prices[token].has
}

// affordable are the rows that ask a rate at most. Of most blocks their bounds say it.
func (p *plan[D]) affordable(g *segment[D], c *Condition, ok *bitmap) {
	g.flagged(c.flags, ok)
	has := g.priced(p.Token)
	margin := 4 + 1e-9*math.Abs(c.most) // a rate that people see is rounded up up to three times
	above, beyond := &full, &none       // what may be dearer than that, and what is
	if t := &p.tariff; t.grade >= 0 && !has.empty() {
		column, b := g.prices[p.Token], p.s.grades[p.Token][t.grade]
		first, _ := t.grades(&column.whole, c.most-margin, b)
		_, last := t.grades(&column.whole, c.most+margin, b)
		above, beyond = column.grades[t.grade].over(first-1, b), column.grades[t.grade].over(last, b)
	}
	for w := range ok {
		ok[w] &^= has[w]
		of := has[w] & p.base[w]
		if of == 0 {
			continue
		}
		column := g.prices[p.Token]
		low, high := p.tariff.within(&column.blocks[w])
		switch {
		case high <= c.most-margin:
			ok[w] |= of
			continue
		case low > c.most+margin:
			continue
		}
		ok[w] |= of &^ above[w]
		for left := of & above[w] &^ beyond[w]; left != 0; {
			var i int
			i, left = next(left)
			rate := p.tariff.rate(&column.rows[w*64+i])
			within := rate <= c.most
			if math.Abs(rate-c.most) <= margin && p.Exact != nil {
				within = p.Exact(g.docs[w*64+i])
			}
			if within {
				ok[w] |= 1 << i
			}
		}
	}
}
