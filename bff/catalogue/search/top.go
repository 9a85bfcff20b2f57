package search

import (
	"math"
	"slices"

	"berth/shared/eth"
)

// unpriced is how rows without a price are sorted by rate.
var unpriced = Float(math.Inf(1))

// item is a row on its way into the result.
type item struct {
	sort, tie uint64 // tie is how the key begins
	at        place
	key       *eth.Address
}

func (a *item) before(b *item) bool {
	switch {
	case a.sort != b.sort:
		return a.sort < b.sort
	case a.tie != b.tie:
		return a.tie < b.tie
	}
	return slices.Compare(a.key[:], b.key[:]) < 0
}

// heap keeps the first n of all items that it is offered, with the last of them on top.
type heap struct {
	n     int
	items []item
}

func (h *heap) reset(n int) { h.n, h.items = n, h.items[:0] }

func (h *heap) full() bool { return len(h.items) == h.n }

// closed reports whether an item so sorted, whose key begins so or later, comes too late.
func (h *heap) closed(sort, tie uint64) bool {
	if !h.full() {
		return false
	}
	last := &h.items[0]
	return sort > last.sort || sort == last.sort && tie > last.tie
}

func (h *heap) offer(it item) {
	if len(h.items) < h.n {
		h.items = append(h.items, it)
		for i := len(h.items) - 1; i > 0; {
			p := (i - 1) / 2
			if !h.items[p].before(&h.items[i]) {
				break
			}
			h.items[p], h.items[i] = h.items[i], h.items[p]
			i = p
		}
		return
	}
	if !it.before(&h.items[0]) {
		return
	}
	h.items[0] = it
	h.sift(len(h.items))
}

// sift moves the top down to where it belongs among the first n.
func (h *heap) sift(n int) {
	for i := 0; ; {
		c := 2*i + 1
		if c >= n {
			return
		}
		if c+1 < n && h.items[c].before(&h.items[c+1]) {
			c++
		}
		if !h.items[i].before(&h.items[c]) {
			return
		}
		h.items[i], h.items[c] = h.items[c], h.items[i]
		i = c
	}
}

// sorted empties the heap into an order.
func (h *heap) sorted() []item {
	for n := len(h.items) - 1; n > 0; n-- {
		h.items[0], h.items[n] = h.items[n], h.items[0]
		h.sift(n)
	}
	return h.items
}

// offer hands on a row that is behind the position that was asked for.
func (p *plan[D]) offer(k, i int, g *segment[D], sort uint64) {
	it := item{sort: sort, tie: g.ties[i], at: place(k*rows + i), key: &g.keys[i]}
	if a := p.After; a != nil && (sort < a.Sort || sort == a.Sort && slices.Compare(it.key[:], a.Key[:]) <= 0) {
		return
	}
	p.heap.offer(it)
}

// offerNumbers offers the rows of a segment that may still come in, by their ranges.
func (p *plan[D]) offerNumbers(k int, g *segment[D]) {
	n, b := g.numbers[p.By], p.s.bounds[p.By]
	low, high := uint64(0), ^uint64(0) // what may still come in
	if p.heap.full() {
		if last := p.heap.items[0].sort; p.Turned {
			high = last
		} else {
			low = ^last
		}
	}
	if p.After != nil {
		if p.Turned {
			low = p.After.Sort
		} else {
			high = ^p.After.Sort
		}
	}
	if low > high {
		return
	}
	from, above := n.over(b.of(low)-1, b), n.over(b.of(high), b)
	for w := range p.found {
		for left := p.found[w] & from[w] &^ above[w]; left != 0; {
			var i int
			i, left = next(left)
			i += w * 64
			sort := n.values[i]
			if !p.Turned {
				sort = ^sort
			}
			if !p.heap.closed(sort, g.ties[i]) {
				p.offer(k, i, g, sort)
			}
		}
	}
}

// offerRates offers the rows of a segment by rate. Blocks whose bounds say that none of them can come in are passed by.
func (p *plan[D]) offerRates(k int, g *segment[D]) {
	if p.heap.closed(p.best(g)) && p.heap.closed(unpriced, 0) {
		return
	}
	has := g.priced(p.Token)
	from, above := p.may(g)
	for w := range p.found {
		if left := p.found[w] & has[w] & from[w] &^ above[w]; left != 0 {
			column := g.prices[p.Token]
			z := &column.blocks[w]
			low, high := p.tariff.within(z)
			first, last := Float(low), Float(high)
			if p.Turned {
				first, last = Float(-high), Float(-low)
			}
			if p.heap.closed(first, z.first) || p.After != nil && last < p.After.Sort {
				left = 0
			}
			for left != 0 {
				var i int
				i, left = next(left)
				i += w * 64
				rate := p.tariff.rate(&column.rows[i])
				if p.Turned {
					rate = -rate
				}
				if sort := Float(rate); !p.heap.closed(sort, g.ties[i]) {
					p.offer(k, i, g, sort)
				}
			}
		}
		left := p.found[w] &^ has[w]
		if left == 0 || p.heap.closed(unpriced, 0) {
			continue
		}
		for left != 0 {
			var i int
			i, left = next(left)
			i += w * 64
			if !p.heap.closed(unpriced, g.ties[i]) {
				p.offer(k, i, g, unpriced)
			}
		}
	}
}

// may are the rows of a segment that may still come in by rate, as the unit price that decides says: those that are in the first set and not in the second.
func (p *plan[D]) may(g *segment[D]) (from, above *bitmap) {
	t := &p.tariff
	if t.grade < 0 || !p.heap.full() || p.heap.n == 0 || g.priced(p.Token).empty() {
		return &full, &none
	}
	last := p.heap.items[0].sort
	if last >= unpriced {
		return &full, &none
	}
	column, b := g.prices[p.Token], p.s.grades[p.Token][t.grade]
	if p.Turned {
		first, _ := t.grades(&column.whole, -unfloat(last), b)
		return column.grades[t.grade].over(first-1, b), &none
	}
	_, most := t.grades(&column.whole, unfloat(last), b)
	return &full, column.grades[t.grade].over(most, b)
}
