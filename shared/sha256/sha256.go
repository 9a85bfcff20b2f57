// Package sha256 is SHA-256 (FIPS 180-4) for what is read bit by bit in a browser: its own takes only what is in memory at once, and Go's
// brings far more along than this. It is for sums of files, not for secrets.
package sha256

import (
	"encoding/binary"
	"math/bits"
)

// Size is that of a sum in bytes.
const Size = 32

const block = 64

// Hash is a sum of what has been added so far. The zero one is of nothing, and ready.
type Hash struct {
	h     [8]uint32
	rest  [block]byte
	n     int // bytes in rest
	total uint64
}

var start = [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}

// Add adds bytes.
func (s *Hash) Add(p []byte) {
	if s.total == 0 && s.n == 0 {
		s.h = start
	}
	s.total += uint64(len(p))
	if s.n > 0 {
		k := copy(s.rest[s.n:], p)
		s.n += k
		if p = p[k:]; s.n == block {
			s.blocks(s.rest[:])
			s.n = 0
		}
	}
	if whole := len(p) &^ (block - 1); whole > 0 {
		s.blocks(p[:whole])
		p = p[whole:]
	}
	if len(p) > 0 {
		s.n = copy(s.rest[:], p)
	}
}

// Sum is the sum of all that was added. More may be added after it.
func (s *Hash) Sum() (out [Size]byte) {
	c := *s
	if c.total == 0 {
		c.h = start
	}
	length := c.total * 8
	pad := make([]byte, block+8)
	pad[0] = 0x80
	n := (block+55-c.n)%block + 1
	binary.BigEndian.PutUint64(pad[n:], length)
	c.total++ // not empty any more
	c.Add(pad[:n+8])
	for i, x := range c.h {
		binary.BigEndian.PutUint32(out[4*i:], x)
	}
	return out
}

var k = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}

// blocks takes in whole blocks (FIPS 180-4, 6.2.2).
func (s *Hash) blocks(p []byte) {
	var w [64]uint32
	for ; len(p) >= block; p = p[block:] {
		for i := range 16 {
			w[i] = binary.BigEndian.Uint32(p[4*i:])
		}
		for i := 16; i < 64; i++ {
			x, y := w[i-2], w[i-15]
			w[i] = (bits.RotateLeft32(x, -17) ^ bits.RotateLeft32(x, -19) ^ x>>10) + w[i-7] + (bits.RotateLeft32(y, -7) ^ bits.RotateLeft32(y, -18) ^ y>>3) + w[i-16]
		}
		a, b, c, d, e, f, g, h := s.h[0], s.h[1], s.h[2], s.h[3], s.h[4], s.h[5], s.h[6], s.h[7]
		for i := range 64 {
			t1 := h + (bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)) + (e&f ^ ^e&g) + k[i] + w[i]
			t2 := (bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)) + (a&b ^ a&c ^ b&c)
			h, g, f, e, d, c, b, a = g, f, e, d+t1, c, b, a, t1+t2
		}
		for i, x := range [8]uint32{a, b, c, d, e, f, g, h} {
			s.h[i] += x
		}
	}
}
