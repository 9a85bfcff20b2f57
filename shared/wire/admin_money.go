package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// AdminNode is GET /admin/api/node: the node's entry in the registry as the gateway has it, and what it would put there. Changes are
// transactions that the node's wallet sends to AdminSite.Registry; the gateway sees them on the chain within a few blocks.
type AdminNode struct {
	Seen       uint64            `json:"seen"` // block as of which Entry is; 0: the chain has not answered yet
	SeenAt     time.Time         `json:"seenAt,omitzero"`
	Registered bool              `json:"registered"`
	Entry      AdminEntryOnChain `json:"entry"`
	// Suggested is what the gateway would write: its own key, what it measured, its own host. MetadataURI is as it is.
	Suggested AdminEntryOnChain `json:"suggested"`
	Measured  time.Time         `json:"measured,omitzero"` // when the runtime last told Suggested.Total
	Differs   []string          `json:"differs"`           // JSON names of what differs in a way that keeps the node from serving, or misleads users
	Balance   amount.Amount     `json:"balance"`           // of the operator key, in wei of the chain's own coin
	BalanceAt time.Time         `json:"balanceAt,omitzero"`
}

// AdminEntryOnChain is a node's entry.
type AdminEntryOnChain struct {
	Operator     eth.Address        `json:"operator"`
	Total        resource.Resources `json:"total"`
	Reserved     resource.Resources `json:"reserved,omitzero"`
	MinStake     amount.Amount      `json:"minStake"` // for probation, as users are told
	Endpoint     string             `json:"endpoint"` // host:port
	MetadataURI  string             `json:"metadataURI"`
	Paused       bool               `json:"paused"`
	Epoch        uint32             `json:"epoch"`
	Live         uint32             `json:"live"` // orders
	RegisteredAt time.Time          `json:"registeredAt,omitzero"`
}

// AdminMoney is GET /admin/api/money.
type AdminMoney struct {
	Tokens  []AdminPurse  `json:"tokens"`
	Counted AdminCounted  `json:"counted"`
	Payout  *AdminPayout  `json:"payout,omitempty"` // the one that runs, or ran last since the start
	Balance amount.Amount `json:"balance"`          // of the operator key, which pays the gas; wei
}

// AdminPurse is what there is in one token.
type AdminPurse struct {
	AdminEarned
	Owed       amount.Amount `json:"owed"`       // in the market, can be withdrawn now
	OwedAt     time.Time     `json:"owedAt"`     // when the chain was last asked
	Settleable amount.Amount `json:"settleable"` // by live orders, before fee and referrer's share
	Held       amount.Amount `json:"held"`       // earned by live orders and kept back for the notice until their end
	Orders     int           `json:"orders"`     // live ones that have something to settle
}

// AdminEntries is GET /admin/api/money/entries?before=CURSOR&limit=N&token=ADDRESS&kind=KIND&order=ID, newest first. GET
// /admin/api/money/entries.csv?from=DATE&to=DATE&token=ADDRESS (dates such as 2026-11-01, both inclusive, UTC; a year at most at a time) has the
// same as text/csv, oldest first, with amounts in whole tokens, exactly.
type AdminEntries struct {
	Entries []AdminEntry `json:"entries"`
	Next    string       `json:"next,omitempty"` // cursor of the next page
	Counted AdminCounted `json:"counted"`
}

// AdminEntry is a payment as the chain has it. Kinds: settled (credited to the node), forfeited (lost for want of notice), withdrawn.
type AdminEntry struct {
	Cursor   string        `json:"cursor"` // its place: block and index
	Kind     string        `json:"kind"`
	At       time.Time     `json:"at"` // the block's
	Block    uint64        `json:"block"`
	Tx       eth.Hash      `json:"tx"`
	Token    eth.Address   `json:"token"`
	Amount   amount.Amount `json:"amount"`            // of settled: to the node, without fee and referrer's share
	Fee      amount.Amount `json:"fee,omitzero"`      // of settled
	Referrer amount.Amount `json:"referrer,omitzero"` // of settled: its share
	Order    order.ID      `json:"orderId,omitempty"` // of settled and forfeited
	User     eth.Address   `json:"user,omitzero"`     // of that order
	To       eth.Address   `json:"to,omitzero"`       // of withdrawn
}

// AdminPayoutRequest is POST /admin/api/money/payout → AdminPayout (202), and with the same body POST /admin/api/money/estimate →
// AdminGas. Empty lists: all live orders that have something to settle, and all tokens that are owed then. The operator key sends; withdrawn is to the
// node's own address. A 409 busy where one runs.
type AdminPayoutRequest struct {
	Orders     []order.ID    `json:"orders,omitempty"` // to settle
	Tokens     []eth.Address `json:"tokens,omitempty"` // to withdraw
	NoSettle   bool          `json:"noSettle,omitempty"`
	NoWithdraw bool          `json:"noWithdraw,omitempty"`
}

// AdminGas is what a payout costs, about.
type AdminGas struct {
	Steps   []AdminStep   `json:"steps"`
	Gas     uint64        `json:"gas"`
	Price   amount.Amount `json:"price"`   // wei for a unit of gas, at most, now
	Cost    amount.Amount `json:"cost"`    // wei: Gas at Price
	Balance amount.Amount `json:"balance"` // of the operator key, wei
	Enough  bool          `json:"enough"`
	More    int           `json:"more,omitempty"` // orders beyond those that one payout takes (200): ask again afterwards
}

// AdminPayout is a payout, GET /admin/api/money/payout (404 not-found: there was none since the start).
type AdminPayout struct {
	Began time.Time   `json:"began"`
	By    eth.Address `json:"by"`
	Ended time.Time   `json:"ended,omitzero"` // absent: it runs
	Steps []AdminStep `json:"steps"`
}

// AdminStep is one transaction of a payout.
type AdminStep struct {
	Act    string        `json:"act"` // settle, withdraw
	Order  order.ID      `json:"orderId,omitempty"`
	Tokens []eth.Address `json:"tokens,omitempty"`
	Amount amount.Amount `json:"amount,omitzero"` // of settle: about what it credits; of withdraw with one token: what is owed
	Gas    uint64        `json:"gas,omitempty"`   // about, or used
	State  string        `json:"state"`           // waiting, sending, done, failed
	Tx     eth.Hash      `json:"tx,omitzero"`
	Error  string        `json:"error,omitempty"`
}

// AdminMaintenance is GET /admin/api/maintenance. POST /admin/api/maintenance with an AdminMaintain announces or changes it, DELETE ends it
// (204): new orders are taken again at once; ends that were announced on chain stand, since users were told. It survives a restart.
type AdminMaintenance struct {
	On       bool        `json:"on"`
	Since    time.Time   `json:"since,omitzero"`
	By       eth.Address `json:"by,omitzero"`
	End      time.Time   `json:"end,omitzero"` // when orders are to have ended; absent: they go on, only new ones are not taken
	Note     string      `json:"note,omitempty"`
	Affected int         `json:"affected"` // live orders
	Told     int         `json:"told"`     // of them, those whose end is announced on chain
	Failed   int         `json:"failed"`   // of them, those whose announcement failed; it is tried again
}

// AdminMaintain announces maintenance: offers are rejected with the code maintenance from now on. With EndOrders the end of each live order is
// announced on chain by the operator key, one transaction each.
type AdminMaintain struct {
	EndOrders bool      `json:"endOrders,omitempty"`
	End       time.Time `json:"end,omitzero"`   // not before; an order with a longer notice ends as soon as costs nothing
	Note      string    `json:"note,omitempty"` // for users to read, and who looks for a node
}

// AdminAffected is GET /admin/api/maintenance/orders?after=ID&limit=N, by number: the live orders.
type AdminAffected struct {
	Orders []AdminAffectedOrder `json:"orders"`
	More   bool                 `json:"more,omitempty"`
}

// AdminAffectedOrder is an order under maintenance.
type AdminAffectedOrder struct {
	Order    order.ID    `json:"orderId"`
	User     eth.Address `json:"user"`
	EndsAt   time.Time   `json:"endsAt,omitzero"`   // by its time
	Earliest time.Time   `json:"earliest,omitzero"` // end with notice that costs nothing
	Told     time.Time   `json:"told,omitzero"`     // the end that is announced
	Error    string      `json:"error,omitempty"`   // why the announcement failed last
}
