package capacity

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"

	"berth/shared/eth"
)

// block is one of a table's, as numbers.
type block [BlockBytes / 8]uint64

// first makes a block out of the seed alone: the first two of each lane.
func (b *block) first(seed eth.Hash, at int) {
	var in [48]byte
	copy(in[:], seed[:])
	binary.BigEndian.PutUint64(in[32:], uint64(at))
	for i := 0; i < len(b); i += 4 {
		binary.BigEndian.PutUint64(in[40:], uint64(i))
		sum := sha256.Sum256(in[:])
		for k := range 4 {
			b[i+k] = binary.LittleEndian.Uint64(sum[8*k:])
		}
	}
}

// mix makes a block out of two others, the seed and its place: Argon2's compression (RFC 9106, section 3.5) of their sum.
// Nothing shorter than the inputs says what comes of them.
func (b *block) mix(x, y *block, seed *[4]uint64, at int) {
	var z block
	for i := range z {
		z[i] = x[i] ^ y[i]
	}
	z[0] ^= uint64(at)
	for i, s := range seed {
		z[1+i] ^= s
	}
	*b = z
	for i := 0; i < len(z); i += 16 {
		round(&z, [16]int{i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7, i + 8, i + 9, i + 10, i + 11, i + 12, i + 13, i + 14, i + 15})
	}
	for i := 0; i < 16; i += 2 {
		round(&z, [16]int{i, i + 1, i + 16, i + 17, i + 32, i + 33, i + 48, i + 49, i + 64, i + 65, i + 80, i + 81, i + 96, i + 97, i + 112, i + 113})
	}
	for i := range b {
		b[i] ^= z[i]
	}
}

// words is a seed as mix takes it.
func words(seed eth.Hash) (w [4]uint64) {
	for i := range w {
		w[i] = binary.LittleEndian.Uint64(seed[8*i:])
	}
	return w
}

// round is BLAKE2b's without a message, with products in its sums (RFC 9106, section 3.6).
func round(z *block, at [16]int) {
	v0, v1, v2, v3 := z[at[0]&127], z[at[1]&127], z[at[2]&127], z[at[3]&127]
	v4, v5, v6, v7 := z[at[4]&127], z[at[5]&127], z[at[6]&127], z[at[7]&127]
	v8, v9, v10, v11 := z[at[8]&127], z[at[9]&127], z[at[10]&127], z[at[11]&127]
	v12, v13, v14, v15 := z[at[12]&127], z[at[13]&127], z[at[14]&127], z[at[15]&127]

	v0, v4, v8, v12 = half(v0, v4, v8, v12, 32, 24)
	v0, v4, v8, v12 = half(v0, v4, v8, v12, 16, 63)
	v1, v5, v9, v13 = half(v1, v5, v9, v13, 32, 24)
	v1, v5, v9, v13 = half(v1, v5, v9, v13, 16, 63)
	v2, v6, v10, v14 = half(v2, v6, v10, v14, 32, 24)
	v2, v6, v10, v14 = half(v2, v6, v10, v14, 16, 63)
	v3, v7, v11, v15 = half(v3, v7, v11, v15, 32, 24)
	v3, v7, v11, v15 = half(v3, v7, v11, v15, 16, 63)

	v0, v5, v10, v15 = half(v0, v5, v10, v15, 32, 24)
	v0, v5, v10, v15 = half(v0, v5, v10, v15, 16, 63)
	v1, v6, v11, v12 = half(v1, v6, v11, v12, 32, 24)
	v1, v6, v11, v12 = half(v1, v6, v11, v12, 16, 63)
	v2, v7, v8, v13 = half(v2, v7, v8, v13, 32, 24)
	v2, v7, v8, v13 = half(v2, v7, v8, v13, 16, 63)
	v3, v4, v9, v14 = half(v3, v4, v9, v14, 32, 24)
	v3, v4, v9, v14 = half(v3, v4, v9, v14, 16, 63)

	z[at[0]&127], z[at[1]&127], z[at[2]&127], z[at[3]&127] = v0, v1, v2, v3
	z[at[4]&127], z[at[5]&127], z[at[6]&127], z[at[7]&127] = v4, v5, v6, v7
	z[at[8]&127], z[at[9]&127], z[at[10]&127], z[at[11]&127] = v8, v9, v10, v11
	z[at[12]&127], z[at[13]&127], z[at[14]&127], z[at[15]&127] = v12, v13, v14, v15
}

func half(a, b, c, d uint64, r1, r2 int) (uint64, uint64, uint64, uint64) {
	a += b + 2*uint64(uint32(a))*uint64(uint32(b))
	d = bits.RotateLeft64(d^a, -r1)
	c += d + 2*uint64(uint32(c))*uint64(uint32(d))
	b = bits.RotateLeft64(b^c, -r2)
	return a, b, c, d
}

// put writes a block as bytes.
func (b *block) put(to []byte) {
	for i, w := range b {
		binary.LittleEndian.PutUint64(to[8*i:], w)
	}
}

// get reads a block of bytes.
func (b *block) get(from []byte) {
	for i := range b {
		b[i] = binary.LittleEndian.Uint64(from[8*i:])
	}
}
