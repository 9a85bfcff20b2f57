package indexer

import (
	"slices"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/shared/eth"
)

// tail are the newest blocks that are in an index.
type tail struct {
	mu     sync.RWMutex
	blocks []chain.Block // rising, without gaps but for the first
}

func (t *tail) set(blocks []chain.Block) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.blocks = blocks
}

// Has reports whether the chain that the index is of has a block of that number and with that hash; sure is false where it cannot say, the block
// being above the index's head or below the blocks that it remembers.
func (x *Index) Has(number uint64, same func(chain.Block) bool) (has, sure bool) {
	x.tail.mu.RLock()
	defer x.tail.mu.RUnlock()
	i, found := slices.BinarySearchFunc(x.tail.blocks, number, func(b chain.Block, n uint64) int {
		switch {
		case b.Number < n:
			return -1
		case b.Number > n:
			return 1
		}
		return 0
	})
	if !found {
		return false, false
	}
	return same(x.tail.blocks[i]), true
}

// Since are a user's orders to which something happened in a block after that one, rising, with the head that they are of.
func (x *Index) Since(user eth.Address, block uint64) ([]Order, chain.Block) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var out []Order
	for _, id := range x.byUser[user] {
		if o := x.orders[id].order; o.changed() > block {
			out = append(out, o)
		}
	}
	return out, x.head
}

// changed is the newest block with an event of the order's.
func (o *Order) changed() uint64 {
	if len(o.Steps) == 0 {
		return 0
	}
	return o.Steps[len(o.Steps)-1].Block
}

// Current are the orders that live, and those that have ended since a time, in no order.
func (x *Index) Current(ended time.Time) []Order {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var out []Order
	for _, en := range x.orders {
		if o := &en.order; !o.User.IsZero() && (o.State.Live() || o.EndedAt.After(ended)) {
			out = append(out, *o)
		}
	}
	return out
}
