package indexer

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// Kind names an event of the market or the registry.
type Kind string

// The kinds. NodeChanged stands for every event of the registry: what a node is now is read from the chain.
const (
	Created     Kind = "created"
	Activated   Kind = "activated"
	Settled     Kind = "settled"
	Extended    Kind = "extended"
	Replaced    Kind = "replaced"
	Completed   Kind = "completed"
	Cancelled   Kind = "cancelled"
	Succeeded   Kind = "succeeded" // the other half of Replaced, for the new order
	NodeChanged Kind = "node"
)

// Event is one log of the market or the registry. Which fields beyond the first six are set depends on the kind,
// with the names of contracts/src/interfaces/IMarket.sol. A replacement is two events: one for each order. It is a value: nobody changes one.
type Event struct {
	Kind  Kind      `json:"kind"`
	Block uint64    `json:"block"`
	Index uint      `json:"index"` // of the log in its block
	Tx    eth.Hash  `json:"tx"`
	Time  time.Time `json:"time"` // of the block
	Order order.ID  `json:"order,omitempty"`

	User        eth.Address        `json:"user,omitzero"`
	Node        eth.Address        `json:"node,omitzero"`
	Resources   resource.Resources `json:"resources,omitzero"`
	Rate        amount.Amount      `json:"rate,omitzero"`
	Duration    uint32             `json:"duration,omitempty"` // added seconds where extended
	MaxDuration uint32             `json:"maxDuration,omitempty"`
	Probation   uint32             `json:"probation,omitempty"`
	Nonce       uint64             `json:"nonce,omitempty,string"`
	At          time.Time          `json:"at,omitzero"` // activatedAt
	Paid        amount.Amount      `json:"paid,omitzero"`
	Refunded    amount.Amount      `json:"refunded,omitzero"`
	Seconds     uint64             `json:"seconds,omitempty"` // served
	By          eth.Address        `json:"by,omitzero"`
	Reason      order.Reason       `json:"reason,omitempty"`
	InProbation bool               `json:"inProbation,omitempty"`
	NewOrder    order.ID           `json:"newOrder,omitempty"`
	OldOrder    order.ID           `json:"oldOrder,omitempty"`
	MovedOver   amount.Amount      `json:"movedOver,omitzero"`
}

// Header is what names a block.
type Header struct {
	Number uint64    `json:"number"`
	Hash   eth.Hash  `json:"hash"`
	Parent eth.Hash  `json:"parent"`
	Time   time.Time `json:"time"`
}

// Block is a block that has events of ours, in the order of their index.
type Block struct {
	Header
	Events []Event `json:"events"`
}

// Checkpoint is how far the index is, and the newest blocks up to there, so that a reorganisation is noticed and
// rolled back to where the chains part. Tail is rising; its last one is the newest block that is in the index.
type Checkpoint struct {
	Origin string   `json:"origin"` // names chain and contracts; another origin starts afresh
	Tail   []Header `json:"tail"`
}

// Head is the newest block; zero where there is none.
func (c Checkpoint) Head() Header {
	if len(c.Tail) == 0 {
		return Header{}
	}
	return c.Tail[len(c.Tail)-1]
}
