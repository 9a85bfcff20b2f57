package search

import "math/bits"

// Sizes of a segment and of its blocks: a block's rows are one word of a bitmap.
const (
	rows  = 1024
	words = rows / 64
	block = 64
)

// bitmap is a set of a segment's rows.
type bitmap [words]uint64

func (b *bitmap) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

func (b *bitmap) set(i int, on bool) {
	if on {
		b[i/64] |= 1 << (i % 64)
	} else {
		b[i/64] &^= 1 << (i % 64)
	}
}

func (b *bitmap) count() (n int) {
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

func (b *bitmap) empty() bool {
	var any uint64
	for _, w := range b {
		any |= w
	}
	return any == 0
}

func (b *bitmap) and(o *bitmap) {
	for i := range b {
		b[i] &= o[i]
	}
}

// countAnd is how many are in both.
func countAnd(a, b *bitmap) (n int) {
	for i := range a {
		n += bits.OnesCount64(a[i] & b[i])
	}
	return n
}

// narrow leaves in b what is in ok, and gives how many of a are not in ok.
func (b *bitmap) narrow(a, ok *bitmap) (out int) {
	for i := range b {
		out += bits.OnesCount64(a[i] &^ ok[i])
		b[i] &= ok[i]
	}
	return out
}

// next takes the lowest row out of a word of a bitmap that is not 0.
func next(w uint64) (i int, rest uint64) { return bits.TrailingZeros64(w), w & (w - 1) }
