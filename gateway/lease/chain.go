package lease

import (
	"context"

	"berth/contracts/chain"
	"berth/shared/eth"
)

// Blocks is the chain as a sequence of events.
type Blocks interface {
	Head(ctx context.Context) (chain.Block, error)
	BlockAt(ctx context.Context, number uint64) (chain.Block, error)
	Logs(ctx context.Context, from, to uint64) ([]chain.Event, error)
}

// Entry reads a node's own entry in the registry.
type Entry interface {
	Node(ctx context.Context, node eth.Address) (chain.Node, error)
}

// Cursor is how far the chain was followed.
type Cursor interface {
	Block() (next uint64, last eth.Hash, err error)
	SetBlock(next uint64, last eth.Hash) error
}
