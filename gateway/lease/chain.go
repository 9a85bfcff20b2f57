package lease

import (
	"context"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/gateway/lease/reconcile"
	"berth/gateway/lease/tenancy"
	"berth/shared/eth"
)

// Chain is what a keeper needs of the chain.
type Chain interface {
	follow.Blocks
	follow.Logs[chain.Event]
	Entry
	reconcile.State
	tenancy.Chain
	reconcile.Sender
	reconcile.Ends
}

// Entry reads a node's own entry in the registry.
type Entry interface {
	Node(ctx context.Context, node eth.Address) (chain.Node, error)
}

// Progress is how far the chain was followed.
type Progress interface {
	Checkpoint() (follow.Checkpoint, error)
	SetCheckpoint(follow.Checkpoint) error
}
