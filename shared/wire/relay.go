package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// RelayWhy is why the platform does not pay the gas of an order.
type RelayWhy string

// The reasons. All but RelayRefused leave the ordinary way open: to send the order oneself.
const (
	RelayOrders   RelayWhy = "orders"   // the wallet has had as many orders as are paid for
	RelayWallet   RelayWhy = "wallet"   // it has tried as often as it may in a day
	RelayAddress  RelayWhy = "address"  // as many came from its network as may in a day
	RelayDay      RelayWhy = "day"      // what is spent in a day is spent
	RelayNode     RelayWhy = "node"     // too many orders with the node failed today
	RelayGas      RelayWhy = "gas"      // gas costs more now than is paid
	RelayKey      RelayWhy = "key"      // the platform's key has not enough of the chain's coin
	RelayBusy     RelayWhy = "busy"     // an order of the wallet is under way
	RelayToken    RelayWhy = "token"    // not for orders in this token
	RelayReferrer RelayWhy = "referrer" // the quote does not name this platform
	RelayContract RelayWhy = "contract" // the account, or the node's signer, is a contract
	RelayRefused  RelayWhy = "refused"  // the contracts would refuse the order
	RelayLost     RelayWhy = "lost"     // it was sent, and nobody knows what became of it
)

// RelayOffer is GET /api/relay: whether the platform would pay the gas of an order that whoever asks makes now.
type RelayOffer struct {
	Pays   bool          `json:"pays"`
	Why    RelayWhy      `json:"why,omitempty"` // where it does not
	Left   int           `json:"left"`          // orders of this wallet that it may still pay for
	Orders int           `json:"orders"`        // of a wallet that it pays for: its first so many
	Tokens []eth.Address `json:"tokens"`        // that orders may be paid in
}

// RelayRequest is POST /api/relay: an order that its user signed for Permit2, as Market.createOrderWithPermit2 takes it.
type RelayRequest struct {
	Quote     order.Quote    `json:"quote"`
	Signature eth.Bytes      `json:"signature"` // the node's
	Duration  uint32         `json:"duration"`  // paid seconds
	Nonce     amount.Amount  `json:"nonce"`     // Permit2's
	Deadline  time.Time      `json:"deadline"`
	Owner     eth.Bytes      `json:"owner"`              // the user's signature of typed.OrderTransfer
	Approval  *RelayApproval `json:"approval,omitempty"` // where Permit2 may not take the tokens yet
}

// RelayApproval is an EIP-2612 permit of the token for Permit2.
type RelayApproval struct {
	Value     amount.Amount `json:"value"` // token units
	Deadline  time.Time     `json:"deadline"`
	Signature eth.Bytes     `json:"signature"`
}

// RelayState is how far a relayed order is.
type RelayState string

// The states.
const (
	RelaySending RelayState = "sending"
	RelayDone    RelayState = "done"   // Tx and Order are there
	RelayFailed  RelayState = "failed" // Why says so; nothing was taken, unless it is lost
)

// Relay is what became of an order that the platform was asked to send.
type Relay struct {
	ID    string     `json:"id"`
	State RelayState `json:"state"`
	Tx    *eth.Hash  `json:"tx,omitempty"`
	Order order.ID   `json:"order,omitempty"`
	Why   RelayWhy   `json:"why,omitempty"`
}
