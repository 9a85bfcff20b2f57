package search

import "strings"

// signatureBits is how long a text's signature is: each trigram sets one bit.
const signatureBits = 512

// letters is how many letters are counted alone and in pairs: what names and hosts are made of.
const letters = 26 + 10 + 3

// letter is the number of a letter; negative: it is none.
func letter(c byte) int {
	switch {
	case 'a' <= c && c <= 'z':
		return int(c - 'a')
	case '0' <= c && c <= '9':
		return int(c-'0') + 26
	case c == ' ':
		return 36
	case c == '.':
		return 37
	case c == '-':
		return 38
	}
	return -1
}

// texts is a column of texts with their signatures, and with what a part of one or two letters is found by at once: it has no trigram.
type texts struct {
	rows   [rows]string
	signs  [signatureBits]bitmap
	single [letters]bitmap
	pairs  [letters * letters]bitmap
}

func trigram(s string, i int) uint32 {
	h := uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16
	h *= 0x9E3779B1
	return h >> (32 - 9)
}

func (t *texts) set(i int, s string) {
	t.mark(i, t.rows[i], false)
	t.mark(i, s, true)
	t.rows[i] = s
}

func (t *texts) mark(i int, s string, on bool) {
	last := -1
	for k := range len(s) {
		if k+3 <= len(s) {
			t.signs[trigram(s, k)].set(i, on)
		}
		c := letter(s[k])
		if c >= 0 {
			t.single[c].set(i, on)
			if last >= 0 {
				t.pairs[last*letters+c].set(i, on)
			}
		}
		last = c
	}
}

// join puts all texts behind each other in memory, as they are read.
func (t *texts) join() {
	n := 0
	for _, s := range t.rows {
		n += len(s)
	}
	var b strings.Builder
	b.Grow(n)
	for _, s := range t.rows {
		b.WriteString(s)
	}
	all := b.String()
	for i, s := range t.rows {
		t.rows[i], all = all[:len(s)], all[len(s):]
	}
}

// having leaves in a set the rows whose text has a part.
func (t *texts) having(part string, set *bitmap) {
	if t.short(part, set) {
		return
	}
	for k := 0; k+3 <= len(part); k++ {
		set.and(&t.signs[trigram(part, k)])
		if k%4 == 3 && set.empty() {
			return
		}
	}
	for w := range set {
		for left := set[w]; left != 0; {
			var i int
			i, left = next(left)
			if !strings.Contains(t.rows[w*64+i], part) {
				set[w] &^= 1 << i
			}
		}
	}
}

// short does the same for a part of one or two letters, and reports whether it is one.
func (t *texts) short(part string, set *bitmap) bool {
	if len(part) < 1 || len(part) > 2 {
		return false
	}
	a := letter(part[0])
	if a < 0 {
		return false
	}
	if len(part) == 1 {
		set.and(&t.single[a])
		return true
	}
	b := letter(part[1])
	if b < 0 {
		return false
	}
	set.and(&t.pairs[a*letters+b])
	return true
}
