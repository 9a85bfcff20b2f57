package indexer

import (
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// Kind names an event of the market or the registry.
type Kind string

// The kinds. NodeChanged stands for every event of the registry: what a node is now is read from the chain.
const (
	Created     Kind = "created"
	Activated   Kind = "activated"
	Settled     Kind = "settled"
	Extended    Kind = "extended"
	Announced   Kind = "announced"
	Replaced    Kind = "replaced"
	Completed   Kind = "completed"
	Cancelled   Kind = "cancelled"
	Succeeded   Kind = "succeeded" // the other half of Replaced, for the new order
	NodeChanged Kind = "node"
	EpochBegan  Kind = "epoch"
	QuotesVoid  Kind = "void"
	AgentSet    Kind = "agent"
)

// ofOrder reports whether an event is one of an order.
func (k Kind) ofOrder() bool {
	switch k {
	case NodeChanged, EpochBegan, QuotesVoid, AgentSet:
		return false
	}
	return true
}

// Event is one log of the market or the registry. Which fields beyond the first six are set depends on the kind,
// with the names of contracts/src/interfaces/IMarket.sol. A replacement is two events: one for each order. It is a value: nobody changes one.
type Event struct {
	Kind  Kind      `json:"kind"`
	Block uint64    `json:"block"`
	Index uint      `json:"index"` // of the log in its block
	Tx    eth.Hash  `json:"tx"`
	Time  time.Time `json:"time"` // of the block
	Order order.ID  `json:"order,omitempty"`

	New         *order.Order  `json:"new,omitempty"` // where created
	User        eth.Address   `json:"user,omitzero"`
	Node        eth.Address   `json:"node,omitzero"`
	Agent       eth.Address   `json:"agent,omitzero"`
	Epoch       uint32        `json:"epoch,omitempty"`        // of the quote or the quotes
	Nonce       uint64        `json:"nonce,omitempty,string"` // of the quote, or the last that is void
	Duration    uint32        `json:"duration,omitempty"`     // added seconds
	At          time.Time     `json:"at,omitzero"`            // activatedAt; the end that is announced; until when the agent may act
	Paid        amount.Amount `json:"paid,omitzero"`          // in all
	Fee         amount.Amount `json:"fee,omitzero"`           // where settled, now
	Referred    amount.Amount `json:"referred,omitzero"`      // where settled, now
	Refunded    amount.Amount `json:"refunded,omitzero"`
	Unserved    amount.Amount `json:"unserved,omitzero"`
	Forfeited   amount.Amount `json:"forfeited,omitzero"`
	Seconds     uint64        `json:"seconds,omitempty"` // served
	By          eth.Address   `json:"by,omitzero"`
	Reason      order.Reason  `json:"reason,omitempty"`
	InProbation bool          `json:"inProbation,omitempty"`
	NewOrder    order.ID      `json:"newOrder,omitempty"`
	OldOrder    order.ID      `json:"oldOrder,omitempty"`
	MovedOver   amount.Amount `json:"movedOver,omitzero"`
}

// Block is a block that has events of ours, in the order of their index.
type Block struct {
	chain.Block
	Events []Event `json:"events"`
}

var _ follow.Event = Block{}

// At implements follow.Event.
func (b Block) At() chain.Place { return chain.Place{Block: b.Number, BlockHash: b.Hash, Time: b.Time} }
