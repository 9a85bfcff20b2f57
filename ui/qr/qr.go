// Package qr draws QR codes (ISO/IEC 18004) of addresses: bytes, versions 1 to 10, error correction of level M, which
// holds where an eighth or so of the code cannot be seen.
package qr

import (
	"errors"
	"fmt"
	"strings"
)

// Max is the longest text, in bytes.
const Max = 213

// ErrLong is for a text that is longer than Max.
var ErrLong = errors.New("too long for a QR code")

// Code is a QR code: a square of dark and light modules.
type Code struct {
	Size int // modules a side, without the quiet zone of four around it

	dark, fixed []bool // fixed ones are patterns, which are not masked and hold no data
}

// Dark reports whether a module is dark.
func (c *Code) Dark(x, y int) bool { return c.dark[y*c.Size+x] }

// blocks of a version: error correction bytes in each, how many short blocks of how many data bytes, and how many that
// have one byte more (table 9, level M).
type blocks struct{ ecc, short, data, long int }

var versions = [...]blocks{
	1: {10, 1, 16, 0}, 2: {16, 1, 28, 0}, 3: {26, 1, 44, 0}, 4: {18, 2, 32, 0}, 5: {24, 2, 43, 0},
	6: {16, 4, 27, 0}, 7: {18, 4, 31, 0}, 8: {22, 2, 38, 2}, 9: {22, 3, 36, 2}, 10: {26, 4, 43, 1},
}

// aligned are the middles of a version's alignment patterns, in either direction (annex E).
var aligned = [...][]int{
	2: {6, 18}, 3: {6, 22}, 4: {6, 26}, 5: {6, 30}, 6: {6, 34}, 7: {6, 22, 38}, 8: {6, 24, 42}, 9: {6, 26, 46}, 10: {6, 28, 50},
}

// Encode makes the smallest code that holds a text.
func Encode(text string) (*Code, error) {
	for v := 1; v < len(versions); v++ {
		b := versions[v]
		room, head := b.short*b.data+b.long*(b.data+1), 2
		if v > 9 {
			head = 3 // the length has 16 bits
		}
		if len(text)+head <= room {
			return draw(v, interleave(b, pack(text, v, room))), nil
		}
	}
	return nil, ErrLong
}

// pack is a text as data bytes: the mode, its length, itself, an end, and filling (7.4).
func pack(text string, version, room int) []byte {
	var out []byte
	var acc, n uint
	put := func(v, bits uint) {
		acc, n = acc<<bits|v, n+bits
		for n >= 8 {
			n -= 8
			out = append(out, byte(acc>>n))
		}
	}
	put(4, 4)
	if version > 9 {
		put(uint(len(text)), 16)
	} else {
		put(uint(len(text)), 8)
	}
	for i := range len(text) {
		put(uint(text[i]), 8)
	}
	put(0, 4) // the end, which fills the last byte, too
	for i := 0; len(out) < room; i++ {
		out = append(out, [2]byte{0xec, 0x11}[i%2])
	}
	return out
}

// interleave adds error correction to each block, and deals the blocks' bytes out in turns (7.5, 7.6).
func interleave(b blocks, data []byte) []byte {
	var parts, checks [][]byte
	for i := range b.short + b.long {
		n := b.data
		if i >= b.short {
			n++
		}
		parts, checks, data = append(parts, data[:n]), append(checks, remainder(data[:n], b.ecc)), data[n:]
	}
	return append(deal(parts), deal(checks)...)
}

func deal(parts [][]byte) (out []byte) {
	for i := range parts[len(parts)-1] {
		for _, p := range parts {
			if i < len(p) {
				out = append(out, p[i])
			}
		}
	}
	return out
}

// times multiplies in the field of 256 elements by x⁸+x⁴+x³+x²+1.
func times(a, b byte) (p byte) {
	for ; b > 0; b >>= 1 {
		if b&1 > 0 {
			p ^= a
		}
		carry := a >> 7
		a = a<<1 ^ carry*0x1d
	}
	return p
}

// remainder are n bytes of Reed-Solomon error correction (7.5.2).
func remainder(data []byte, n int) []byte {
	generator, root := make([]byte, n), byte(1) // without its first coefficient, 1
	generator[n-1] = 1
	for range n {
		for j := range generator {
			generator[j] = times(generator[j], root)
			if j+1 < n {
				generator[j] ^= generator[j+1]
			}
		}
		root = times(root, 2)
	}
	rest := make([]byte, n)
	for _, d := range data {
		f := d ^ rest[0]
		rest = append(rest[1:], 0)
		for j, g := range generator {
			rest[j] ^= times(g, f)
		}
	}
	return rest
}

// draw places the patterns and the data, under the mask that is read best.
func draw(version int, data []byte) *Code {
	n := 17 + 4*version
	c := &Code{Size: n, dark: make([]bool, n*n), fixed: make([]bool, n*n)}
	c.patterns(version)
	c.fill(data)
	best, least := 0, -1
	for m := range 8 {
		c.mask(m)
		c.format(m)
		if p := c.penalty(); least < 0 || p < least {
			best, least = m, p
		}
		c.mask(m) // off again
	}
	c.mask(best)
	c.format(best)
	return c
}

func (c *Code) set(x, y int, dark bool) {
	c.dark[y*c.Size+x], c.fixed[y*c.Size+x] = dark, true
}

// patterns draws what each code of a version has (6.3), and keeps the places of the format.
func (c *Code) patterns(version int) {
	n := c.Size
	for i := range n {
		c.set(6, i, i%2 == 0)
		c.set(i, 6, i%2 == 0)
	}
	for _, at := range [][2]int{{3, 3}, {n - 4, 3}, {3, n - 4}} {
		for dy := -4; dy <= 4; dy++ {
			for dx := -4; dx <= 4; dx++ {
				if x, y, d := at[0]+dx, at[1]+dy, max(abs(dx), abs(dy)); x >= 0 && y >= 0 && x < n && y < n {
					c.set(x, y, d != 2 && d != 4)
				}
			}
		}
	}
	places := aligned[max(version, 2)]
	for i, y := range places {
		for j, x := range places {
			last := len(places) - 1
			if version < 2 || i == 0 && j == 0 || i == 0 && j == last || i == last && j == 0 {
				continue // a corner is there
			}
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					c.set(x+dx, y+dy, max(abs(dx), abs(dy)) != 1)
				}
			}
		}
	}
	c.format(0)
	if version >= 7 {
		bits := uint(version)<<12 | check(uint(version), 12, 0x1f25)
		for i := range 18 {
			x, y := n-11+i%3, i/3
			c.set(x, y, bits>>i&1 > 0)
			c.set(y, x, bits>>i&1 > 0)
		}
	}
}

// format says the level and the mask, twice (7.9).
func (c *Code) format(mask int) {
	n := c.Size
	data := uint(mask) // level M is 0
	bits := (data<<10 | check(data, 10, 0x537)) ^ 0x5412
	for i := range 15 {
		dark := bits>>i&1 > 0
		switch {
		case i < 6:
			c.set(8, i, dark)
		case i < 8:
			c.set(8, i+1, dark)
		case i == 8:
			c.set(7, 8, dark)
		default:
			c.set(14-i, 8, dark)
		}
		if i < 8 {
			c.set(n-1-i, 8, dark)
		} else {
			c.set(8, n-15+i, dark)
		}
	}
	c.set(8, n-8, true)
}

// check are the n bits of a BCH code's remainder.
func check(data uint, n int, generator uint) uint {
	rest := data
	for range n {
		rest = rest<<1 ^ rest>>(n-1)*generator
	}
	return rest
}

// fill places the data from the lower right, two columns at a time, up and down (7.7.3).
func (c *Code) fill(data []byte) {
	i := 0
	for right := c.Size - 1; right > 0; right -= 2 {
		if right == 6 {
			right = 5
		}
		for k := range c.Size {
			y := k
			if (right+1)&2 == 0 {
				y = c.Size - 1 - k
			}
			for x := right; x > right-2; x-- {
				if at := y*c.Size + x; !c.fixed[at] && i < 8*len(data) {
					c.dark[at] = data[i/8]>>(7-i%8)&1 > 0
					i++
				}
			}
		}
	}
}

// mask turns over what a mask covers (7.8.2).
func (c *Code) mask(m int) {
	for y := range c.Size {
		for x := range c.Size {
			over := false
			switch m {
			case 0:
				over = (x+y)%2 == 0
			case 1:
				over = y%2 == 0
			case 2:
				over = x%3 == 0
			case 3:
				over = (x+y)%3 == 0
			case 4:
				over = (x/3+y/2)%2 == 0
			case 5:
				over = x*y%2+x*y%3 == 0
			case 6:
				over = (x*y%2+x*y%3)%2 == 0
			case 7:
				over = ((x+y)%2+x*y%3)%2 == 0
			}
			if at := y*c.Size + x; over && !c.fixed[at] {
				c.dark[at] = !c.dark[at]
			}
		}
	}
}

// penalty is how badly a code is read: long runs, squares, what looks like a corner, and too much of a colour (7.8.3).
func (c *Code) penalty() (sum int) {
	n, dark := c.Size, 0
	for _, turned := range []bool{false, true} {
		at := func(i, j int) bool {
			if turned {
				i, j = j, i
			}
			return c.Dark(j, i)
		}
		for i := range n {
			run, last := 0, uint(0)
			for j := range n {
				if j > 0 && at(i, j) == at(i, j-1) {
					run++
				} else {
					run = 1
				}
				if run == 5 {
					sum += 3
				} else if run > 5 {
					sum++
				}
				last <<= 1
				if at(i, j) {
					last |= 1
				}
				if w := last & 0x7ff; j >= 10 && (w == 0x5d || w == 0x5d0) { // 1011101 beside four light ones
					sum += 40
				}
			}
		}
	}
	for y := range n {
		for x := range n {
			d := c.Dark(x, y)
			if d {
				dark++
			}
			if x > 0 && y > 0 && d == c.Dark(x-1, y) && d == c.Dark(x, y-1) && d == c.Dark(x-1, y-1) {
				sum += 3
			}
		}
	}
	return sum + abs(dark*20-n*n*10)/(n*n)*10
}

func abs(i int) int { return max(i, -i) }

// SVG is the code as a picture, with the quiet zone around it, dark on light whatever the page's colours are.
func (c *Code) SVG() string {
	var path strings.Builder
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			from := x
			for x < c.Size && c.Dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+4, y+4, x-from, x-from)
			}
		}
	}
	side := c.Size + 8
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`,
		side, side, side, side, path.String())
}
