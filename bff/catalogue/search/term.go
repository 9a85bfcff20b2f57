package search

import (
	"maps"
	"slices"
)

// MaxListed is how many terms of an attribute are listed and counted: more than that nobody can choose from.
const MaxListed = 200

// dictionary are an attribute's terms, by number. A snapshot's never changes.
type dictionary struct {
	numbers map[string]uint32
	names   []string
	listed  []string // sorted
	slots   []int16  // of each number, its place among those listed, or -1
}

func newDictionary() *dictionary { return &dictionary{numbers: map[string]uint32{}} }

func (d *dictionary) clone() *dictionary {
	return &dictionary{numbers: maps.Clone(d.numbers), names: slices.Clone(d.names), listed: d.listed, slots: d.slots}
}

func (d *dictionary) number(name string) uint32 {
	n, ok := d.numbers[name]
	if !ok {
		n = uint32(len(d.names))
		d.numbers[name] = n
		d.names = append(d.names, name)
	}
	return n
}

// list chooses the terms that are listed, by how many rows have each.
func (d *dictionary) list(counts []int) {
	var all []uint32
	for n, c := range counts {
		if c > 0 {
			all = append(all, uint32(n))
		}
	}
	if len(all) > MaxListed {
		slices.SortFunc(all, func(a, b uint32) int {
			if counts[a] != counts[b] {
				return counts[b] - counts[a]
			}
			return int(a) - int(b)
		})
		all = all[:MaxListed]
	}
	d.slots, d.listed = make([]int16, len(d.names)), make([]string, len(all))
	for i := range d.slots {
		d.slots[i] = -1
	}
	slices.SortFunc(all, func(a, b uint32) int {
		if d.names[a] < d.names[b] {
			return -1
		}
		return 1
	})
	for i, n := range all {
		d.slots[n], d.listed[i] = int16(i), d.names[n]
	}
}

// posting are a segment's rows with a term.
type posting struct {
	term uint32
	rows bitmap
}

// postings are those of a segment, by the terms' numbers.
type postings []posting

func (p postings) find(term uint32) (int, bool) {
	return slices.BinarySearchFunc(p, term, func(a posting, t uint32) int { return int(a.term) - int(t) })
}

func (p postings) with(term uint32) *bitmap {
	if i, ok := p.find(term); ok {
		return &p[i].rows
	}
	return &none
}

// of is a row's term.
func (p postings) of(i int) (uint32, bool) {
	for k := range p {
		if p[k].rows.has(i) {
			return p[k].term, true
		}
	}
	return 0, false
}

func (p *postings) clear(i int) {
	for k := range *p {
		if (*p)[k].rows.has(i) {
			(*p)[k].rows.set(i, false)
			if (*p)[k].rows.empty() {
				*p = slices.Delete(*p, k, k+1)
			}
			return
		}
	}
}

func (p *postings) set(i int, term uint32) {
	k, ok := p.find(term)
	if !ok {
		*p = slices.Insert(*p, k, posting{term: term})
	}
	(*p)[k].rows.set(i, true)
}
