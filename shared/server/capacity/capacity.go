// Package capacity is a proof that a machine has the memory, the disk and the cores that it is said to have: a table that is
// made step by step out of a seed, so that each step needs blocks from all over it (as Argon2d does, RFC 9106), and a Merkle
// tree over its blocks, of which who asks has a few opened. A prover (Table, Prover) does the work; who checks (Verify) does
// a few hundred hashes. The construction is that of Merkle tree proofs (Biryukov and Khovratovich, "Egalitarian computing",
// 2016) with the seed and the place in every block, since Dinur and Nadler broke it without. What it shows and what it does
// not is in docs/certification.md.
package capacity

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"crypto/sha256"

	"berth/shared/eth"
)

// BlockBytes is what a block has.
const BlockBytes = 1024

// Bounds of a table.
const (
	MaxLanes  = 512
	MaxBlocks = 1 << 31 // in all: 2 TiB
	MinBlocks = 8       // of a lane
	segments  = 4       // of a lane; other lanes are read as far as their segments are done
)

// ErrParams are parameters of which there is no table.
var ErrParams = errors.New("not the parameters of a table")

// Params say which table is to be made. All of them are the asker's.
type Params struct {
	Seed   eth.Hash `json:"seed"`   // random, never used before
	Lanes  int      `json:"lanes"`  // made side by side: one for each core
	Blocks int      `json:"blocks"` // of a lane, a multiple of 4
}

// Total is how many blocks a table has.
func (p Params) Total() int { return p.Lanes * p.Blocks }

// Bytes is what a table's blocks take.
func (p Params) Bytes() int64 { return int64(p.Total()) * BlockBytes }

// Fit are the parameters of the largest table that takes so many bytes with the tree over it, a lane for each core.
func Fit(seed eth.Hash, lanes int, bytes int64) Params {
	lanes = max(1, min(lanes, MaxLanes))
	each := bytes / (BlockBytes + 2*sha256.Size) / int64(lanes) / segments * segments
	return Params{Seed: seed, Lanes: lanes, Blocks: int(max(MinBlocks, min(each, MaxBlocks/int64(lanes)/segments*segments)))}
}

// Validate reports whether there is such a table; errors wrap ErrParams.
func (p Params) Validate() error {
	switch {
	case p.Lanes < 1 || p.Lanes > MaxLanes:
		return fmt.Errorf("%w: lanes: from 1 to %d", ErrParams, MaxLanes)
	case p.Blocks < MinBlocks || p.Blocks%segments != 0 || p.Blocks > MaxBlocks/p.Lanes:
		return fmt.Errorf("%w: blocks: a multiple of %d, from %d, and %d in all lanes at most", ErrParams, segments, MinBlocks, MaxBlocks)
	}
	return nil
}

// Seed makes a seed for one node, one asker and one time out of a random nonce: what is computed for one is of no use to another.
func Seed(nonce eth.Hash, node, asker eth.Address, at time.Time) eth.Hash {
	h := sha256.New()
	h.Write([]byte("berth capacity seed\x00"))
	h.Write(nonce[:])
	h.Write(node[:])
	h.Write(asker[:])
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(at.Unix())))
	return eth.Hash(h.Sum(nil))
}

// Samples are the blocks that are to be opened, so many of them: they follow from the root and from a nonce that the asker
// makes once the root is there, so that nobody can make a table for them. Blocks that follow from the seed alone are not among them.
func Samples(p Params, root, nonce eth.Hash, n int) []int {
	list := make([]int, 0, n)
	var in [72]byte
	copy(in[:], nonce[:])
	copy(in[32:], root[:])
	for i := range n {
		binary.BigEndian.PutUint64(in[64:], uint64(i))
		sum := sha256.Sum256(in[:])
		// 64 bits for at most 2^31 places: the bias is below 2^-32.
		k := int(binary.BigEndian.Uint64(sum[:]) % uint64(p.Lanes*(p.Blocks-2)))
		list = append(list, k/(p.Blocks-2)*p.Blocks+2+k%(p.Blocks-2))
	}
	return list
}

// place is where a block's second input is: of another lane only what its finished segments have, of its own what is before
// the last block, which is the first input.
func (p Params) place(at int, before uint64) int {
	lane, i := at/p.Blocks, at%p.Blocks
	from, count := lane, i-1
	if done := i / (p.Blocks / segments) * (p.Blocks / segments); done > 0 {
		if from = int(before >> 32 % uint64(p.Lanes)); from != lane {
			count = done
		}
	}
	return from*p.Blocks + int(before&0xffffffff*uint64(count)>>32)
}
