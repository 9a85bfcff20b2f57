package search

import (
	"maps"
	"slices"

	"berth/shared/eth"
)

// segment is so many rows. A snapshot's never changes; its columns are shared with other snapshots'.
type segment[D any] struct {
	used    int // rows that have been given away, alive or not
	alive   bitmap
	flags   [MaxFlags]bitmap // of those alive only
	docs    *[rows]D
	keys    *[rows]eth.Address
	ties    *[rows]uint64 // how the keys begin
	texts   *texts
	numbers []*number
	terms   []*postings
	prices  []*prices // nil: nobody takes the token
}

func newSegment[D any](s Schema) *segment[D] {
	g := &segment[D]{
		docs: new([rows]D), keys: new([rows]eth.Address), ties: new([rows]uint64), texts: new(texts),
		numbers: make([]*number, s.Numbers), terms: make([]*postings, s.Terms), prices: make([]*prices, s.Tokens),
	}
	for a := range g.numbers {
		g.numbers[a] = new(number)
	}
	for a := range g.terms {
		g.terms[a] = new(postings)
	}
	return g
}

// at is a row as it was put.
func (g *segment[D]) at(i int, s *Snapshot[D], p []Price) Row[D] {
	r := Row[D]{Key: g.keys[i], Doc: g.docs[i], Text: g.texts.rows[i], Prices: p}
	for a, n := range g.numbers {
		r.Numbers[a] = n.values[i]
	}
	for a, t := range g.terms {
		if term, ok := t.of(i); ok {
			r.Terms[a] = s.terms[a].names[term]
		}
	}
	for f := range s.schema.Flags {
		if g.flags[f].has(i) {
			r.Flags |= 1 << f
		}
	}
	for t, c := range g.prices {
		if c != nil && c.has.has(i) {
			l := &c.rows[i]
			p[t] = Price{Unit: l.unit, Whole: l.whole, Has: true, Discounts: s.offList[l.off]}
		}
	}
	return r
}

// owned says which of a segment's columns an editor has copied, and what is to be reckoned again.
type owned struct {
	docs, keys, ties, texts bool
	numbers                 [MaxNumbers]bool
	terms                   [MaxTerms]bool
	prices                  []bool
	blocks                  []bitmap // of each token, the rows whose blocks are to be measured
}

// editor writes a snapshot that nobody else has yet.
type editor[D any] struct {
	snapshot    *Snapshot[D]
	own         map[int]*owned
	whole       bool // all of it is new
	since, offs bool // have been copied
	terms       [MaxTerms]bool
	newTerms    [MaxTerms]bool // have changed
}

// segment gives one to be written to.
func (e *editor[D]) segment(k int) (*segment[D], *owned) {
	s := e.snapshot
	o := e.own[k]
	if o != nil {
		return s.segments[k], o
	}
	o = &owned{prices: make([]bool, s.schema.Tokens), blocks: make([]bitmap, s.schema.Tokens)}
	e.own[k] = o
	g := *s.segments[k]
	g.numbers, g.terms, g.prices = slices.Clone(g.numbers), slices.Clone(g.terms), slices.Clone(g.prices)
	s.segments[k] = &g
	return &g, o
}

func (e *editor[D]) locate(a eth.Address, p place) {
	s := e.snapshot
	if !e.since {
		if !e.whole {
			s.since = maps.Clone(s.since)
		}
		e.since = true
	}
	s.since[a] = p
}

func (e *editor[D]) drop(a eth.Address) {
	s := e.snapshot
	p := s.find(a)
	if p == nowhere {
		return
	}
	g, o := e.segment(p.segment())
	i := p.row()
	g.alive.set(i, false)
	for f := range g.flags {
		g.flags[f].set(i, false)
	}
	for t := range g.prices {
		if g.prices[t] != nil && g.prices[t].has.has(i) {
			e.price(g, o, t, i, nil)
		}
	}
	for t := range g.terms {
		e.term(g, o, t, i, "")
	}
	var zero D
	own(&g.docs, &o.docs)
	g.docs[i] = zero
	s.alive--
	e.locate(a, nowhere)
}

// place finds a row's place, or takes the next that is free. Places of rows that are gone are free after a rebuilding.
func (e *editor[D]) place(a eth.Address) (p place, fresh bool) {
	s := e.snapshot
	if p = s.find(a); p != nowhere {
		return p, false
	}
	k := len(s.segments) - 1
	if k < 0 || s.segments[k].used == rows {
		k++
		s.segments = append(s.segments, newSegment[D](s.schema))
		o := &owned{docs: true, keys: true, ties: true, texts: true, prices: make([]bool, s.schema.Tokens), blocks: make([]bitmap, s.schema.Tokens)}
		for i := range o.numbers {
			o.numbers[i] = true
		}
		for i := range o.terms {
			o.terms[i] = true
		}
		e.own[k] = o
	}
	g, _ := e.segment(k)
	p = place(k*rows + g.used)
	g.used++
	s.alive++
	e.locate(a, p)
	return p, true
}

// own makes a column one's own, once.
func own[T any](column **T, have *bool) {
	if !*have {
		c := **column
		*column, *have = &c, true
	}
}

func (e *editor[D]) put(r *Row[D]) {
	s := e.snapshot
	p, fresh := e.place(r.Key)
	g, o := e.segment(p.segment())
	i := p.row()
	own(&g.docs, &o.docs)
	g.docs[i] = r.Doc
	if fresh {
		own(&g.keys, &o.keys)
		own(&g.ties, &o.ties)
		g.keys[i], g.ties[i] = r.Key, prefix(r.Key)
		g.alive.set(i, true)
	}
	if fresh || g.texts.rows[i] != r.Text {
		own(&g.texts, &o.texts)
		g.texts.set(i, r.Text)
	}
	for a := range g.numbers {
		if n := g.numbers[a]; fresh || n.values[i] != r.Numbers[a] {
			own(&g.numbers[a], &o.numbers[a])
			g.numbers[a].set(i, r.Numbers[a], s.bounds[a])
		}
	}
	for a := range g.terms {
		e.term(g, o, a, i, r.Terms[a])
	}
	for f := range s.schema.Flags {
		g.flags[f].set(i, r.Flags&(1<<f) != 0)
	}
	for t := range g.prices {
		var price *Price
		if t < len(r.Prices) && r.Prices[t].Has {
			price = &r.Prices[t]
		}
		e.price(g, o, t, i, price)
	}
}

// term sets a row's term; empty: none.
func (e *editor[D]) term(g *segment[D], o *owned, a, i int, name string) {
	s := e.snapshot
	now, has := g.terms[a].of(i)
	if has && s.terms[a].names[now] == name || !has && name == "" {
		return
	}
	if !o.terms[a] {
		c := slices.Clone(*g.terms[a])
		g.terms[a], o.terms[a] = &c, true
	}
	if !e.terms[a] {
		if !e.whole {
			s.terms[a] = s.terms[a].clone()
		}
		e.terms[a] = true
	}
	e.newTerms[a] = true
	if has {
		g.terms[a].clear(i)
	}
	if name != "" {
		g.terms[a].set(i, s.terms[a].number(name))
	}
}

// price sets a row's price in a token; nil: none.
func (e *editor[D]) price(g *segment[D], o *owned, t, i int, p *Price) {
	if g.prices[t] == nil {
		if p == nil {
			return
		}
		g.prices[t], o.prices[t] = newPrices(&e.snapshot.grades[t]), true
	}
	var l listed
	if p != nil {
		l = listed{p.Unit, p.Whole, e.off(p)}
	}
	c := g.prices[t]
	if c.has.has(i) == (p != nil) && c.rows[i] == l {
		return
	}
	if !o.prices[t] {
		g.prices[t], o.prices[t] = c.clone(), true
	}
	c = g.prices[t]
	c.has.set(i, p != nil)
	c.rows[i] = l
	for u, n := range c.grades {
		if n != nil {
			n.set(i, Float(l.unit[u]), e.snapshot.grades[t][u])
		}
	}
	o.blocks[t].set(i, true)
}

// off is the number of a price's discounts.
func (e *editor[D]) off(p *Price) uint32 {
	if len(p.Discounts) == 0 {
		return 0
	}
	s, f := e.snapshot, form(p.Discounts)
	n, ok := s.offs[f]
	if !ok {
		if !e.offs {
			if !e.whole {
				s.offs = maps.Clone(s.offs)
			}
			s.offList = slices.Clip(s.offList) // what is appended is nobody else's
			e.offs = true
		}
		n = uint32(len(s.offList))
		s.offs[f] = n
		s.offList = append(s.offList, p.Discounts)
	}
	return n
}

// close reckons what stands in no row.
func (e *editor[D]) close() {
	s := e.snapshot
	for k, o := range e.own {
		g := s.segments[k]
		if o.texts {
			g.texts.join()
		}
		for t := range o.blocks {
			if o.blocks[t].empty() {
				continue
			}
			for b, w := range o.blocks[t] {
				if w != 0 {
					g.prices[t].measure(b, g.ties)
				}
			}
			g.prices[t].join()
		}
	}
	clear(s.flagged[:])
	for _, g := range s.segments {
		for f := range s.schema.Flags {
			s.flagged[f] += g.flags[f].count()
		}
	}
	for a := range s.terms {
		if !e.newTerms[a] && s.terms[a].slots != nil {
			continue
		}
		if !e.terms[a] && !e.whole {
			s.terms[a] = s.terms[a].clone()
		}
		counts := make([]int, len(s.terms[a].names))
		for _, g := range s.segments {
			for k := range *g.terms[a] {
				p := &(*g.terms[a])[k]
				counts[p.term] += p.rows.count()
			}
		}
		s.terms[a].list(counts)
	}
}
