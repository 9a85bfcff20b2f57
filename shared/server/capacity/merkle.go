package capacity

import (
	"crypto/sha256"

	"berth/shared/eth"
)

// Leaves and what is above them are hashed apart (RFC 6962), so that neither can stand for the other. A level's last one
// without a neighbour goes up as it is.
func leaf(raw []byte) eth.Hash {
	var in [1 + BlockBytes]byte
	copy(in[1:], raw)
	return sha256.Sum256(in[:])
}

func join(l, r eth.Hash) eth.Hash {
	in := [65]byte{1}
	copy(in[1:], l[:])
	copy(in[33:], r[:])
	return sha256.Sum256(in[:])
}

// tree has all levels, the leaves first.
type tree [][]eth.Hash

// grow makes the levels above the leaves.
func grow(leaves []eth.Hash) tree {
	t := tree{leaves}
	for below := leaves; len(below) > 1; {
		level := make([]eth.Hash, (len(below)+1)/2)
		for i := range level {
			if 2*i+1 == len(below) {
				level[i] = below[2*i]
			} else {
				level[i] = join(below[2*i], below[2*i+1])
			}
		}
		t = append(t, level)
		below = level
	}
	return t
}

func (t tree) root() eth.Hash { return t[len(t)-1][0] }

// path are the neighbours on the way from a leaf to the root.
func (t tree) path(i int) (list []byte) {
	for _, level := range t[:len(t)-1] {
		if n := i ^ 1; n < len(level) {
			list = append(list, level[n][:]...)
		}
		i /= 2
	}
	return list
}

// climbs reports whether a path leads from the i-th of n leaves to a root.
func climbs(at eth.Hash, i, n int, path []byte, root eth.Hash) bool {
	for ; n > 1; i, n = i/2, (n+1)/2 {
		if i^1 >= n {
			continue
		}
		if len(path) < sha256.Size {
			return false
		}
		if next := eth.Hash(path[:sha256.Size]); i%2 == 0 {
			at = join(at, next)
		} else {
			at = join(next, at)
		}
		path = path[sha256.Size:]
	}
	return len(path) == 0 && at == root
}
