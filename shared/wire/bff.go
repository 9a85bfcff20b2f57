package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// Info is GET /api/info: what a page needs to know before anything else.
type Info struct {
	Name    string    `json:"name"`    // of this platform
	Version string    `json:"version"` // git revision
	Demo    bool      `json:"demo"`    // for trying out: keys, money and nodes are not worth anything
	Chain   Chain     `json:"chain"`
	Now     time.Time `json:"now"`
}

// Chain is where the contracts are.
type Chain struct {
	ID               uint64      `json:"id"`
	Name             string      `json:"name"`
	RPC              string      `json:"rpc"`                // public RPC URL, for wallet_addEthereumChain and reads
	Explorer         string      `json:"explorer,omitempty"` // base URL, no trailing slash
	Currency         string      `json:"currency"`           // symbol of the gas coin, 18 decimals
	Token            Token       `json:"token"`
	Market           eth.Address `json:"market"`
	Registry         eth.Address `json:"registry"`
	Staking          eth.Address `json:"staking"`          // zero: none
	ActivationWindow uint32      `json:"activationWindow"` // seconds
}

// Token is what orders are paid in.
type Token struct {
	Address  eth.Address `json:"address"`
	Name     string      `json:"name"` // of its EIP-712 domain, version "1"
	Symbol   string      `json:"symbol"`
	Decimals int         `json:"decimals"`
}

// Contracts is /contracts.json, a file of the site and not of the platform: the contracts that the app speaks to, all zero
// where it was built without. Whoever
// serves the app says so, since an app that took the platform's word for it would sign whatever the platform likes. It
// has the fields of the file that the deployment writes, and may have an RPC.
type Contracts struct {
	ChainID   uint64      `json:"chainId"`
	Token     eth.Address `json:"token"`
	Registry  eth.Address `json:"registry"`
	Market    eth.Address `json:"market"`
	Staking   eth.Address `json:"staking"`            // zero: none
	Block     uint64      `json:"block"`              // where the first of them was deployed
	TokenCode eth.Hash    `json:"tokenCode,omitzero"` // SHA-256 of the token's code, which may be any ERC-20's
	RPC       string      `json:"rpc,omitempty"`      // for a wallet that does not know the chain; empty: the platform's
}

// Page is one page of a list. Next is empty on the last one, else the cursor to send for the next.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
	Total int    `json:"total"`
}

// NodeQuery is the query string of GET /api/nodes; zero values do not filter. Names are those of the JSON keys.
type NodeQuery struct {
	Resources resource.Resources // free at least this
	MaxRate   amount.Amount      // list price of Resources (or of all the node has, where that is zero) at most, token units a second
	Region    string
	Text      string // "q": part of name, region, endpoint or address
	Sort      string // price, -price, cpu, memory, disk, record; a minus turns it round; default price
	Limit     int    // 1 to 100, default 20
	Cursor    string
}

// NodeList is GET /api/nodes. Excluded says how many nodes each dimension keeps out, alone or with others.
type NodeList struct {
	Page[Node]
	All      int                        `json:"all"`                // nodes known
	Excluded map[resource.Dimension]int `json:"excluded,omitempty"` // dimension, or "maxRate", "region", "paused", "unreachable"
	Regions  []string                   `json:"regions"`
	Models   []string                   `json:"models"` // GPU models
}

// Node is a node as the platform knows it: the registry's entry, the card that its gateway signed, and what
// the platform saw.
type Node struct {
	Address      eth.Address        `json:"address"`
	Operator     eth.Address        `json:"operator"`
	Endpoint     string             `json:"endpoint"` // host:port
	URL          string             `json:"url"`      // of its gateway, no trailing slash
	Name         string             `json:"name"`
	Region       string             `json:"region"`
	Total        resource.Resources `json:"total"`    // on chain
	Reserved     resource.Resources `json:"reserved"` // on chain
	Free         resource.Resources `json:"free"`     // the lesser of chain and card
	Paused       bool               `json:"paused"`
	RegisteredAt time.Time          `json:"registeredAt"`
	MinStake     amount.Amount      `json:"minStake"`
	Price        *Price             `json:"price,omitempty"` // absent while no card was had
	Rate         *amount.Amount     `json:"rate,omitempty"`  // list price of what the query asked for, a second
	Reachable    bool               `json:"reachable"`
	SeenAt       time.Time          `json:"seenAt,omitzero"` // last card
	Error        string             `json:"error,omitempty"` // why there is no fresh card
	Probation    uint32             `json:"probation"`       // seconds
	Record       Record             `json:"record"`
	Card         *Card              `json:"card,omitempty"` // GET /api/nodes/{address} only
}

// Record is an address's reputation on chain in one of the two roles.
type Record struct {
	Completed            int    `json:"completed"`
	CancelledInProbation int    `json:"cancelledInProbation"`
	CancelledLater       int    `json:"cancelledLater"` // by this side
	EndedByOther         int    `json:"endedByOther"`
	SecondsServed        uint64 `json:"secondsServed"`
}

// LoginChallenge is POST /api/login/challenge → Challenge.
type LoginChallenge struct {
	Address eth.Address `json:"address"`
}

// Challenge is an EIP-4361 message for personal_sign.
type Challenge struct {
	Message string `json:"message"`
}

// Login is POST /api/login → Session, with the session's cookie.
type Login struct {
	Message   string    `json:"message"`
	Signature eth.Bytes `json:"signature"`
}

// Session is GET /api/session; a zero address: nobody is logged in. POST /api/logout ends it.
type Session struct {
	Address   eth.Address `json:"address"`
	ExpiresAt time.Time   `json:"expiresAt,omitzero"`
}

// Template is a service of the catalogue, in GET /api/templates. Names and texts come in both languages.
type Template struct {
	ID      string            `json:"id"`
	Name    map[string]string `json:"name"` // "en", "zh"
	Summary map[string]string `json:"summary"`
	Icon    string            `json:"icon,omitempty"`
	Image   string            `json:"image"`
	Port    int               `json:"port"`
	Params  []Param           `json:"params,omitempty"`
	Bundles []Bundle          `json:"bundles"`
	Disk    string            `json:"disk,omitempty"` // mount path of its disk
}

// Param is a setting of a template, given to the process as an environment variable.
type Param struct {
	Key      string            `json:"key"` // name of the variable
	Name     map[string]string `json:"name"`
	Default  string            `json:"default,omitempty"`
	Required bool              `json:"required,omitempty"`
	Max      int               `json:"max"` // bytes
}

// Bundle is a recommended set of resources. Size is S, M or L.
type Bundle struct {
	Size      string             `json:"size"`
	For       map[string]string  `json:"for"` // what load it is for
	Resources resource.Resources `json:"resources"`
}

// PriceHint is GET /api/price?<resources>: rates with their chance of acceptance. All three are absent where no node fits.
type PriceHint struct {
	Resources   resource.Resources         `json:"resources"`
	Nodes       int                        `json:"nodes"`  // that fit and have a list price
	Source      string                     `json:"source"` // "list-prices"; later also "greets"
	Low         *PricePoint                `json:"low,omitempty"`
	Recommended *PricePoint                `json:"recommended,omitempty"`
	Fast        *PricePoint                `json:"fast,omitempty"`
	Curve       []PricePoint               `json:"curve,omitempty"`    // rising, for drawing
	Excluded    map[resource.Dimension]int `json:"excluded,omitempty"` // where none fits: nodes that each dimension keeps out
}

// PricePoint is a rate and the share of fitting nodes that would take it.
type PricePoint struct {
	Rate   amount.Amount `json:"rate"`   // token units a second
	Chance float64       `json:"chance"` // 0 to 1
	Nodes  int           `json:"nodes"`  // that would take it
}

// OfferRequest is POST /api/offers (session needed) → OfferStarted.
type OfferRequest struct {
	Resources resource.Resources `json:"resources"`
	Rate      amount.Amount      `json:"rate"`               // token units a second
	Duration  uint32             `json:"duration"`           // seconds
	First     bool               `json:"first,omitempty"`    // stop at the first accept
	Nodes     []eth.Address      `json:"nodes,omitempty"`    // only these; empty: all that fit, 200 at most
	Template  string             `json:"template,omitempty"` // to be remembered with the offer
	Replaces  order.ID           `json:"replaces,omitempty"` // the user's active order that the new one is to replace: only its node is asked
}

// OfferStarted names the negotiation. GET /api/offers/{id} is an Offer;
// GET /api/offers/{id}/events streams it (server-sent events): "asked" with Asked, "answer" with Answer, "done" with Done.
// A later subscriber gets all past events first.
type OfferStarted struct {
	ID string `json:"id"`
}

// Asked is the first event of a negotiation: who is being asked.
type Asked struct {
	Nodes    []AskedNode                `json:"nodes"`
	Deadline time.Time                  `json:"deadline"` // no answer by then is "no answer"
	Excluded map[resource.Dimension]int `json:"excluded,omitempty"`
}

// AskedNode is a node that an offer was sent to.
type AskedNode struct {
	Address eth.Address `json:"address"`
	Name    string      `json:"name"`
	Region  string      `json:"region"`
	URL     string      `json:"url"`
}

// AnswerKind is what a node said.
type AnswerKind string

// The kinds of answers. NoAnswer is the platform's: nothing came before the deadline.
const (
	Accept   AnswerKind = "accept"
	Counter  AnswerKind = "counter"
	Reject   AnswerKind = "reject"
	NoAnswer AnswerKind = "no-answer"
)

// Answer is one node's answer to an offer, as the page gets it.
type Answer struct {
	Node   eth.Address `json:"node"`
	Name   string      `json:"name"`
	Region string      `json:"region"`
	URL    string      `json:"url"`
	Record Record      `json:"record"`
	TookMs int64       `json:"tookMs"`
	At     time.Time   `json:"at"`
	Greeting
}

// Done is the last event of a negotiation.
type Done struct {
	Accepted  int   `json:"accepted"`
	Countered int   `json:"countered"`
	Rejected  int   `json:"rejected"`
	Silent    int   `json:"silent"`
	TookMs    int64 `json:"tookMs"`
}

// Offer is a negotiation with all that came of it so far.
type Offer struct {
	ID        string       `json:"id"`
	User      eth.Address  `json:"user"`
	CreatedAt time.Time    `json:"createdAt"`
	Request   OfferRequest `json:"request"`
	Asked     Asked        `json:"asked"`
	Answers   []Answer     `json:"answers"`
	Done      *Done        `json:"done,omitempty"`
}

// OrderView is an order with what the indexer knows of it. GET /api/orders?state=live|ended&cursor=&limit= (session) is a
// Page of them, newest first; GET /api/orders/{id} (session of user or node) is one; GET /api/orders/events (session) streams
// an "order" event with an OrderView for each change of the user's orders.
type OrderView struct {
	order.Order
	NodeName  string        `json:"nodeName"`
	NodeURL   string        `json:"nodeUrl"`
	Region    string        `json:"region"`
	Template  string        `json:"template,omitempty"` // as remembered with the offer that led to it
	Steps     []Step        `json:"steps"`              // what the chain and the platform saw, in order of time
	PaidOut   amount.Amount `json:"paidOut"`            // to the node, final once ended
	Refunded  amount.Amount `json:"refunded"`           // to the user
	MovedOver amount.Amount `json:"movedOver,omitzero"` // into the deposit of the order that replaced it
	EndedAt   time.Time     `json:"endedAt,omitzero"`
	EndedBy   string        `json:"endedBy,omitempty"` // user, node, time, window (not activated)
	Reason    *order.Reason `json:"reason,omitempty"`
	// An order that replaced another goes on with what ran for that one.
	Replaces   order.ID `json:"replaces,omitempty"`
	ReplacedBy order.ID `json:"replacedBy,omitempty"`

	ChainTime time.Time `json:"chainTime"` // of the newest block
}

// Step is one thing that happened to an order.
type Step struct {
	Kind  string    `json:"kind"` // quoted, created, activated, settled, extended, replaced, cancelled, completed
	At    time.Time `json:"at"`
	Tx    *eth.Hash `json:"tx,omitempty"`
	Block uint64    `json:"block,omitempty"`

	Seconds uint32 `json:"seconds,omitempty"` // paid seconds that were added, where extended
}
