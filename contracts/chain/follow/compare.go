package follow

import (
	"context"
	"errors"
	"fmt"
	"sort"

	"github.com/ethereum/go-ethereum"

	"berth/contracts/chain"
	"berth/shared/eth"
)

// standing is how the consumer's blocks stand to the chain.
type standing int

const (
	level   standing = iota // the chain has them all
	lagging                 // the endpoint has not come as far; what it has does not contradict
	parted                  // the chain has others
)

// compare holds the tail against the chain; keep is how many of it the chain has.
func (f *Follower[E]) compare(ctx context.Context, head chain.Block) (where standing, keep int, err error) {
	tail, last := f.cp.Tail, f.cp.Head()
	if len(tail) == 0 {
		return level, 0, nil
	}
	if !f.sure && !f.cp.Origin.IsZero() && head.Hash != last.Hash {
		// Once for each start: the chain may have been replaced while nobody looked.
		origin, err := f.origin(ctx)
		if err != nil {
			return level, 0, err
		}
		if !origin.IsZero() && origin != f.cp.Origin {
			return parted, 0, nil
		}
	}
	if head.Hash == last.Hash || head.Number == last.Number+1 && head.Parent == last.Hash {
		return f.agreed(level, len(tail))
	}
	seen := sort.Search(len(tail), func(i int) bool { return tail[i].Number > head.Number })
	there := func(i int) bool {
		if err != nil {
			return false
		}
		b := head
		if tail[i].Number != head.Number {
			b, err = f.cfg.Blocks.BlockAt(ctx, tail[i].Number)
		}
		return err == nil && b.Hash == tail[i].Hash
	}
	if seen > 0 && there(seen-1) {
		keep = seen
	} else if err == nil {
		// What the chain has of a block it has of all before.
		keep = sort.Search(max(0, seen-1), func(i int) bool { return !there(i) })
	}
	switch {
	case err != nil:
		return level, 0, fmt.Errorf("block of the tail: %w", err)
	case keep < seen:
		return parted, keep, nil
	case seen == len(tail):
		return f.agreed(level, keep)
	case seen > 0:
		return f.agreed(lagging, keep)
	}
	// The chain is shorter than all that is known of it.
	if f.cp.Origin.IsZero() {
		return parted, 0, nil
	}
	origin, err := f.origin(ctx)
	if err != nil {
		return level, 0, err
	}
	if !origin.IsZero() && origin != f.cp.Origin {
		return parted, 0, nil
	}
	return lagging, 0, nil
}

func (f *Follower[E]) agreed(where standing, keep int) (standing, int, error) {
	f.sure = true
	return where, keep, nil
}

// origin names the chain: the hash of the block in which the contracts were deployed, which no other chain has. It is
// zero where the endpoint does not have that block.
func (f *Follower[E]) origin(ctx context.Context) (eth.Hash, error) {
	b, err := f.cfg.Blocks.BlockAt(ctx, f.cfg.First)
	if errors.Is(err, ethereum.NotFound) {
		return eth.Hash{}, nil
	}
	if err != nil {
		return eth.Hash{}, fmt.Errorf("first block: %w", err)
	}
	return b.Hash, nil
}

// rollBack has the consumer go back to the last block of its tail that the chain has, or to the beginning.
func (f *Follower[E]) rollBack(ctx context.Context, keep int) error {
	to := Checkpoint{Origin: f.cp.Origin, Tail: f.cp.Tail[:keep:keep]}
	if keep == 0 {
		origin, err := f.origin(ctx)
		if err != nil {
			return fmt.Errorf("roll back: %w", err)
		}
		to = Checkpoint{Origin: origin}
	}
	if err := f.cfg.Sink.RollBack(ctx, to); err != nil {
		return fmt.Errorf("roll back to block %d: %w", to.Head().Number, err)
	}
	f.cp, f.sure, f.final, f.asked = to, true, 0, 0
	return nil
}
