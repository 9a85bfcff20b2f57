package search

import "slices"

// buckets is how many ranges the values of a number are sorted into at most.
const buckets = 128

// bounds are where the ranges begin; the first is 0. They are chosen so that each range holds about as many rows, and that
// a value which many rows have begins and ends one: what is asked for is most often such a value, and then no row is looked at.
type bounds []uint64

// newBounds sorts the values, and makes as many ranges as there is room for.
func newBounds(values []uint64) bounds {
	slices.Sort(values)
	for n := buckets; ; n = n * 7 / 8 {
		if b, whole := divide(values, n); whole || n <= 1 {
			return b
		}
	}
}

// divide makes ranges of an n-th of the rows each; not whole: there are more of them than there is room for.
func divide(values []uint64, n int) (b bounds, whole bool) {
	most := max(len(values)/n, 1)
	b, whole = bounds{0}, true
	begin := func(v uint64) {
		switch {
		case v <= b[len(b)-1]:
		case len(b) < buckets:
			b = append(b, v)
		default:
			whole = false
		}
	}
	in := 0
	for i := 0; i < len(values); {
		j := i + 1
		for j < len(values) && values[j] == values[i] {
			j++
		}
		v, n := values[i], j-i
		if in+n > most {
			begin(v)
			in = 0
		}
		in += n
		if n >= most && v != ^uint64(0) {
			begin(v + 1)
			in = 0
		}
		i = j
	}
	return b, whole
}

// of is the range of a value.
func (b bounds) of(v uint64) int {
	lo, hi := 0, len(b)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; b[mid] <= v {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// number is a column of numbers: the rows in a range or above it, for each range.
type number struct {
	from   [buckets]bitmap // of those not alive, too
	values [rows]uint64
}

func (n *number) set(i int, v uint64, b bounds) {
	n.values[i] = v
	for c, is := 1, b.of(v); c < len(b); c++ {
		n.from[c].set(i, c <= is)
	}
}

// over are the rows in ranges above one; all where that is below all.
func (n *number) over(c int, b bounds) *bitmap {
	switch {
	case c < 0:
		return &full
	case c+1 >= len(b):
		return &none
	}
	return &n.from[c+1]
}

// least are the rows of some with v or more.
func (n *number) least(v uint64, b bounds, of, ok *bitmap) {
	c := b.of(v)
	if b[c] == v {
		*ok = *n.over(c-1, b)
		return
	}
	in, above := n.over(c-1, b), n.over(c, b)
	*ok = *above
	for w := range ok {
		for left := of[w] & in[w] &^ above[w]; left != 0; {
			var i int
			i, left = next(left)
			if n.values[w*64+i] >= v {
				ok[w] |= 1 << i
			}
		}
	}
}

var none, full = bitmap{}, func() (b bitmap) {
	for i := range b {
		b[i] = ^uint64(0)
	}
	return b
}()
