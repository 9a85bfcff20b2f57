package indexer

import (
	"slices"

	"berth/shared/eth"
)

// pair is two addresses in roles that the map says.
type pair struct{ a, b eth.Address }

// marks are what events said last of things, with what they said before as far back as a reorganisation can go.
type marks[K comparable, V any] map[K][]mark[V]

type mark[V any] struct {
	block uint64
	value V
}

// set notes what a block says.
func (m marks[K, V]) set(k K, block uint64, v V) { m[k] = append(m[k], mark[V]{block, v}) }

// last is what was said last; the zero value where nothing was.
func (m marks[K, V]) last(k K) (v V) {
	if all := m[k]; len(all) > 0 {
		return all[len(all)-1].value
	}
	return v
}

// cut takes out what blocks above one said.
func (m marks[K, V]) cut(k K, head uint64) {
	all := m[k]
	n := len(all)
	for n > 0 && all[n-1].block > head {
		n--
	}
	if n == 0 {
		delete(m, k)
		return
	}
	m[k] = all[:n]
}

// settle lets go of what was overridden by a block that stays.
func (m marks[K, V]) settle(k K, block uint64) {
	all := m[k]
	n := 0
	for n+1 < len(all) && all[n+1].block <= block {
		n++
	}
	if n > 0 {
		m[k] = slices.Clone(all[n:])
	}
}

// used is the last quote of a node to a user that the market takes no more.
type used struct {
	epoch uint32
	nonce uint64
}
