package capacity

import (
	"encoding/binary"
	"errors"
	"fmt"

	"berth/shared/eth"
)

// Opening shows that one block of a table is what its place asks for: the two that it is made of, and the ways of all three
// to the root.
type Opening struct {
	At     int    `json:"at"`
	Before []byte `json:"before"` // the block before it
	Ref    []byte `json:"ref"`    // the one at the place that Before says
	Path   []byte `json:"path"`   // hashes of 32 bytes each, from the leaf upwards
	PathB  []byte `json:"pathBefore"`
	PathR  []byte `json:"pathRef"`
}

// MaxOpenings is how many are asked for at once, at most.
const MaxOpenings = 256

// ErrProof is a proof that shows nothing.
var ErrProof = errors.New("the proof does not hold")

// Open opens blocks.
func (t *Table) Open(samples []int) ([]Opening, error) {
	if len(samples) > MaxOpenings {
		return nil, fmt.Errorf("%w: %d openings at most", ErrParams, MaxOpenings)
	}
	list := make([]Opening, 0, len(samples))
	for _, at := range samples {
		if at < 0 || at >= t.Total() || at%t.Blocks < 2 {
			return nil, fmt.Errorf("%w: no block %d can be opened", ErrParams, at)
		}
		before, err := t.read(at - 1)
		if err != nil {
			return nil, err
		}
		from := t.place(at, binary.LittleEndian.Uint64(before))
		ref, err := t.read(from)
		if err != nil {
			return nil, err
		}
		list = append(list, Opening{At: at, Before: before, Ref: ref, Path: t.tree.path(at), PathB: t.tree.path(at - 1), PathR: t.tree.path(from)})
	}
	return list, nil
}

// Verify reports whether openings are of just these samples, and each is as the table with these parameters and this root has
// it. It is nil, or wraps ErrProof or ErrParams. It takes a few hundred hashes, whatever the table's size.
func Verify(p Params, root eth.Hash, samples []int, list []Opening) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if len(list) != len(samples) {
		return fmt.Errorf("%w: %d openings of %d", ErrProof, len(list), len(samples))
	}
	seed := words(p.Seed)
	var x, y, b block
	var raw [BlockBytes]byte
	for i, o := range list {
		switch {
		case o.At != samples[i] || o.At < 0 || o.At >= p.Total() || o.At%p.Blocks < 2:
			return fmt.Errorf("%w: block %d was opened, not %d", ErrProof, o.At, samples[i])
		case len(o.Before) != BlockBytes || len(o.Ref) != BlockBytes:
			return fmt.Errorf("%w: block %d: inputs of another length", ErrProof, o.At)
		}
		x.get(o.Before)
		y.get(o.Ref)
		from := p.place(o.At, x[0])
		b.mix(&x, &y, &seed, o.At)
		b.put(raw[:])
		n := p.Total()
		if !climbs(leaf(raw[:]), o.At, n, o.Path, root) || !climbs(leaf(o.Before), o.At-1, n, o.PathB, root) || !climbs(leaf(o.Ref), from, n, o.PathR, root) {
			return fmt.Errorf("%w: block %d is not what the seed and the blocks before it make", ErrProof, o.At)
		}
		// What stands at a lane's beginning follows from the seed alone.
		for _, in := range []struct {
			at  int
			raw []byte
		}{{o.At - 1, o.Before}, {from, o.Ref}} {
			if in.at%p.Blocks < 2 {
				b.first(p.Seed, in.at)
				b.put(raw[:])
				if string(raw[:]) != string(in.raw) {
					return fmt.Errorf("%w: block %d does not begin with the seed", ErrProof, in.at)
				}
			}
		}
	}
	return nil
}
