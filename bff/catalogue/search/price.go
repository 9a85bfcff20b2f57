package search

import (
	"encoding/binary"
	"math"

	"berth/shared/wire"
)

// Units is how many unit prices a price has.
const Units = 5

// Price is what a row asks in one token. The floats are for comparing only: what somebody sees is reckoned with integers.
type Price struct {
	Unit      [Units]float64 // not negative
	Whole     float64        // for all that the row has, without a discount
	Has       bool           // false: it does not take the token
	Discounts []wire.Discount
}

// listed is a price as it lies in a column.
type listed struct {
	unit  [Units]float64
	whole float64
	off   uint32
}

// prices is a column of prices in one token.
type prices struct {
	has    bitmap
	rows   [rows]listed
	blocks [words]zone
	whole  zone           // of all blocks
	grades [Units]*number // of unit prices that rows do not lie by
}

func newPrices(grades *[Units]bounds) *prices {
	p := &prices{}
	for u, b := range grades {
		if b != nil {
			p.grades[u] = new(number)
		}
	}
	return p
}

func (p *prices) clone() *prices {
	c := *p
	for u, n := range c.grades {
		if n != nil {
			own := *n
			c.grades[u] = &own
		}
	}
	return &c
}

// zone bounds the prices of a block.
type zone struct {
	low, high [Units + 1]float64 // the units, and the whole
	offs      [4]uint32
	n         int // of offs; more than there is room for: any
	first     uint64
}

// measure finds a block's bounds.
func (p *prices) measure(b int, keys *[rows]uint64) {
	z := zone{first: math.MaxUint64}
	for left := p.has[b]; left != 0; {
		var i int
		i, left = next(left)
		r := &p.rows[b*64+i]
		all := [Units + 1]float64{r.unit[0], r.unit[1], r.unit[2], r.unit[3], r.unit[4], r.whole}
		if z.first == math.MaxUint64 && z.n == 0 {
			z.low, z.high = all, all
		}
		for u, v := range all {
			z.low[u], z.high[u] = min(z.low[u], v), max(z.high[u], v)
		}
		z.first = min(z.first, keys[b*64+i])
		z.add(r.off)
	}
	p.blocks[b] = z
}

// join finds the bounds of all blocks together.
func (p *prices) join() {
	all := zone{first: math.MaxUint64}
	for b := range p.blocks {
		z := &p.blocks[b]
		if p.has[b] == 0 {
			continue
		}
		if all.n == 0 {
			all.low, all.high = z.low, z.high
		}
		for u := range all.low {
			all.low[u], all.high[u] = min(all.low[u], z.low[u]), max(all.high[u], z.high[u])
		}
		all.first = min(all.first, z.first)
		for _, off := range z.offs[:min(z.n, len(z.offs))] {
			all.add(off)
		}
		if z.n > len(z.offs) {
			all.n = z.n
		}
	}
	p.whole = all
}

func (z *zone) add(off uint32) {
	for i := range min(z.n, len(z.offs)) {
		if z.offs[i] == off {
			return
		}
	}
	if z.n < len(z.offs) {
		z.offs[z.n] = off
	}
	z.n = min(z.n+1, len(z.offs)+1)
}

// tariff reckons prices for one query.
type tariff struct {
	amounts [Units]float64
	whole   bool
	left    []float64 // of a rate, after each of the snapshot's discounts
	least   float64   // of those
	grade   int       // the unit that is paid for, and that rows do not lie by; negative: none, or more than one
}

// rate is what a row asks. It is monotone in each unit price, in floats too, as rounding is.
func (t *tariff) rate(r *listed) float64 {
	if t.whole {
		return r.whole * t.left[r.off]
	}
	a, u := &t.amounts, &r.unit
	return (a[0]*u[0] + a[1]*u[1] + a[2]*u[2] + a[3]*u[3] + a[4]*u[4]) * t.left[r.off]
}

// within bounds what the rows of a block ask.
func (t *tariff) within(z *zone) (low, high float64) {
	least, most := t.off(z)
	if t.whole {
		return z.low[Units] * least, z.high[Units] * most
	}
	a, l, h := &t.amounts, &z.low, &z.high
	return (a[0]*l[0] + a[1]*l[1] + a[2]*l[2] + a[3]*l[3] + a[4]*l[4]) * least,
		(a[0]*h[0] + a[1]*h[1] + a[2]*h[2] + a[3]*h[3] + a[4]*h[4]) * most
}

// off bounds what discounts leave of a rate in a block.
func (t *tariff) off(z *zone) (least, most float64) {
	if z.n > len(z.offs) {
		return t.least, 1
	}
	least, most = 1, 0
	for _, off := range z.offs[:z.n] {
		least, most = min(least, t.left[off]), max(most, t.left[off])
	}
	return least, most
}

// slack is by how much, of itself, a unit price that was reckoned back from a rate may be wrong.
const slack = 1e-9

// grades are the ranges of the unit price that decides, among rows in bounds: of those below the first none asks more than a rate, of those above the last
// all do.
func (t *tariff) grades(z *zone, rate float64, b bounds) (first, last int) {
	least, most := t.off(z)
	low, high := 0.0, 0.0 // of all other units
	for u, a := range t.amounts {
		if u != t.grade {
			low, high = low+a*z.low[u], high+a*z.high[u]
		}
	}
	first, last = 0, len(b)
	if x := (rate/most - high) / t.amounts[t.grade] * (1 - slack); x > 0 {
		first = b.of(Float(x))
	}
	if x := (rate/least - low) / t.amounts[t.grade]; x < 0 {
		last = -1
	} else if x <= math.MaxFloat64 {
		last = b.of(Float(x * (1 + slack)))
	}
	return first, last
}

// form tells lists of discounts apart.
func form(all []wire.Discount) string {
	b := make([]byte, 0, 8*len(all))
	for _, d := range all {
		b = binary.BigEndian.AppendUint32(b, d.From)
		b = binary.BigEndian.AppendUint32(b, d.Percent)
	}
	return string(b)
}
