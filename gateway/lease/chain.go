package lease

import (
	"context"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
)

// Blocks is the chain as a sequence of events.
type Blocks interface {
	Head(ctx context.Context) (chain.Block, error)
	BlockAt(ctx context.Context, number uint64) (chain.Block, error)
	Logs(ctx context.Context, from, to uint64) ([]chain.Event, error)
}

// State is the chain as it stands now. FinalOrder reads what can no longer be reorganised away.
type State interface {
	Node(ctx context.Context, node eth.Address) (chain.Node, error)
	Order(ctx context.Context, id order.ID) (order.Order, error)
	FinalOrder(ctx context.Context, id order.ID) (order.Order, error)
}

// Sender sends the operator's transactions and returns once each is mined, or refused.
type Sender interface {
	Activate(ctx context.Context, id order.ID) error
	Cancel(ctx context.Context, id order.ID, reason order.Reason) error
	Settle(ctx context.Context, id order.ID) error
}
