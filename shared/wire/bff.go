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
	Name    string `json:"name"`    // of this platform
	Version string `json:"version"` // git revision
	Demo    bool   `json:"demo"`    // for trying out: keys, money and nodes are not worth anything
	Chain   Chain  `json:"chain"`
	// Agent is the platform's, which users may name on chain to cancel and renew their orders for them; zero: it has none.
	Agent eth.Address `json:"agent,omitzero"`
	Relay bool        `json:"relay,omitempty"` // it may pay the gas of users' first orders: GET /api/relay
	// WalletConnect is set where wallets on other devices may be connected through it; nil: not here.
	WalletConnect *WalletConnect `json:"walletConnect,omitempty"`
	Now           time.Time      `json:"now"`
}

// WalletConnect is the platform's project there.
type WalletConnect struct {
	Project string `json:"project"`         // its id
	Relay   string `json:"relay,omitempty"` // wss URL of another relay than WalletConnect's own
}

// Chain is where the contracts are.
type Chain struct {
	ID               uint64      `json:"id"`
	Name             string      `json:"name"`
	RPC              string      `json:"rpc"`                // public RPC URL, for wallet_addEthereumChain and reads
	Explorer         string      `json:"explorer,omitempty"` // base URL, no trailing slash
	Currency         string      `json:"currency"`           // symbol of the gas coin, 18 decimals
	Native           Token       `json:"native"`             // that is staked, and in which settlements pay a fee
	Tokens           []Token     `json:"tokens"`             // that the platform takes, Native perhaps among them; the first is the default
	Market           eth.Address `json:"market"`
	Registry         eth.Address `json:"registry"`
	Staking          eth.Address `json:"staking"`          // zero: none
	Permit2          eth.Address `json:"permit2,omitzero"` // zero: none
	ActivationWindow uint32      `json:"activationWindow"` // seconds
	FeeBps           uint16      `json:"feeBps"`           // of settlements in Native, out of the node's part; basis points
}

// Token is what orders can be paid in.
type Token struct {
	Address  eth.Address `json:"address"`
	Name     string      `json:"name"`              // of its EIP-712 domain
	Version  string      `json:"version,omitempty"` // of its EIP-712 domain; empty: the domain has none
	Symbol   string      `json:"symbol"`
	Decimals int         `json:"decimals"`
	Permit   bool        `json:"permit"`           // it takes EIP-2612 permits
	Dollar   bool        `json:"dollar,omitempty"` // one is meant to be worth a US dollar
}

// Known reports whether amounts of the token can be said: of one that the platform has not told of yet nobody knows what its figures stand for.
func (t Token) Known() bool { return t.Symbol != "" }

// TokenAt is the accepted token, or the native one, with an address.
func (c Chain) TokenAt(a eth.Address) (Token, bool) {
	for _, t := range c.Tokens {
		if t.Address == a {
			return t, true
		}
	}
	return c.Native, a == c.Native.Address
}

// Default is the token that prices are shown in until another is chosen.
func (c Chain) Default() Token {
	if len(c.Tokens) == 0 {
		return c.Native
	}
	return c.Tokens[0]
}

// TokenOf is TokenAt for who has to show an amount in any case: a token that the chain has not is counted in its smallest units,
// and is called by its address. While the chain itself is not known, no token is.
func (c Chain) TokenOf(a eth.Address) Token {
	if t, ok := c.TokenAt(a); ok {
		return t
	}
	if c.ID == 0 {
		return Token{Address: a}
	}
	return Token{Address: a, Symbol: a.Short()}
}

// Contracts is /contracts.json, a file of the site and not of the platform: the contracts that the app speaks to, all zero
// where it was built without. Whoever serves the app says so, since an app that took the platform's word for it would sign
// whatever the platform likes. It has the fields of the file that the deployment writes, and may have an RPC.
type Contracts struct {
	ChainID  uint64      `json:"chainId"`
	Token    eth.Address `json:"token"` // Berth's own
	Registry eth.Address `json:"registry"`
	Market   eth.Address `json:"market"`
	Staking  eth.Address `json:"staking"`          // zero: none
	Permit2  eth.Address `json:"permit2,omitzero"` // zero: none
	Block    uint64      `json:"block"`            // where the first of them was deployed
	Tokens   []Coin      `json:"tokens"`           // that are paid in; the first is the default
	RPC      string      `json:"rpc,omitempty"`    // for a wallet that does not know the chain; empty: the platform's
}

// Coin is a token that whoever wrote the file accepts.
type Coin struct {
	Address  eth.Address `json:"address"`
	Symbol   string      `json:"symbol"`
	Decimals int         `json:"decimals"`
	Code     eth.Hash    `json:"code,omitzero"`    // SHA-256 of its code as deployed, since it may be any ERC-20; zero: it must be Berth's own
	Dollar   bool        `json:"dollar,omitempty"` // one is meant to be worth a US dollar
}

// Money is an amount with its token.
type Money struct {
	Token  eth.Address   `json:"token"`
	Amount amount.Amount `json:"amount"`
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
	Token     eth.Address        // that prices are in; zero: the platform's default. Nodes that do not take it are excluded as "token"
	MaxRate   amount.Nano        // list price of Resources (or of all the node has, where that is zero) at most, 10^-9 token units a second
	Region    string
	Needs     order.Need // that the node can meet
	Level     Level      // that it has at least
	Text      string     // "q": part of name, region, endpoint or address
	Sort      string     // price, -price, cpu, memory, disk, record, uptime; a minus turns it round; default price
	Limit     int        // 1 to 100, default 20
	Cursor    string
}

// NodeList is GET /api/nodes. Excluded says how many nodes each dimension keeps out, alone or with others.
type NodeList struct {
	Page[Node]
	All      int                        `json:"all"`                // nodes known
	Excluded map[resource.Dimension]int `json:"excluded,omitempty"` // dimension, or "maxRate", "token", "region", "root", "paused", "unreachable", "image"
	Regions  []string                   `json:"regions"`
	Models   []string                   `json:"models"` // GPU models
	Needs    []order.Need               `json:"needs"`  // that some node can meet
	Facets   NodeFacets                 `json:"facets"`
}

// NodeFacets say how many nodes a query would find with another choice in one place, and all else as it is: of at most 200
// regions and models, the most common ones.
type NodeFacets struct {
	Regions map[string]int     `json:"regions"`
	Models  map[string]int     `json:"models"`
	Needs   map[order.Need]int `json:"needs"`
}

// Market is GET /api/market: how much there is to rent just now, and from how much on. Of nodes those count that lists show; rates are
// list prices a second in Token, of nodes that are open, can be reached and have that much free.
type Market struct {
	Token  eth.Address        `json:"token"` // the platform's default
	Nodes  int                `json:"nodes"`
	Open   int                `json:"open"`  // that can be reached and are not paused
	Total  resource.Resources `json:"total"` // of the open ones, GPUModel aside; what is more than a field can say is its most
	Free   resource.Resources `json:"free"`
	Orders int                `json:"orders"`         // on chain so far
	Size   resource.Resources `json:"size"`           // for which the lowest rates are
	Rate   *amount.Nano       `json:"rate,omitempty"` // the lowest for Size; absent: no node has that free

	Regions  []MarketRegion  `json:"regions"`            // the most nodes first, 100 at most; the one without a name is of nodes that name none
	Services []MarketService `json:"services,omitempty"` // a few of the catalogue that can be had now
}

// MarketRegion is what there is in one region, as nodes name theirs.
type MarketRegion struct {
	Name      string             `json:"name"`
	Nodes     int                `json:"nodes"`
	Open      int                `json:"open"`
	Certified int                `json:"certified"`
	Free      resource.Resources `json:"free"`           // of the open ones
	Rate      *amount.Nano       `json:"rate,omitempty"` // the lowest for Size
	URL       string             `json:"url,omitempty"`  // of the gateway of an open node, to measure how far it is
}

// MarketService is a service of the catalogue in its smallest size, with the lowest rate that is asked for it.
type MarketService struct {
	ID      string             `json:"id"`
	Name    map[string]string  `json:"name"`    // by language
	Summary map[string]string  `json:"summary"` // by language
	Size    resource.Resources `json:"size"`
	Rate    amount.Nano        `json:"rate"`
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
	MinStake     amount.Amount      `json:"minStake"`         // of a user, for probation; units of the native token
	Prices       []Price            `json:"prices,omitempty"` // one for each token that it takes; absent while no card was had
	Rate         *amount.Nano       `json:"rate,omitempty"`   // list price of what the query asked for, in the query's token, a second
	Reachable    bool               `json:"reachable"`
	SeenAt       time.Time          `json:"seenAt,omitzero"` // last card
	Error        string             `json:"error,omitempty"` // why there is no fresh card
	Probation    uint32             `json:"probation"`       // seconds, for who is entitled to it
	Notice       uint32             `json:"notice"`          // seconds that it announces its leaving before
	Maintenance  *Maintenance       `json:"maintenance,omitempty"`
	Root         *Root              `json:"root,omitempty"` // as its card has it
	Epoch        uint32             `json:"epoch"`          // on chain: quotes of an earlier one are void
	Record       Record             `json:"record"`

	Unlisted      Unlisted       `json:"unlisted,omitempty"`      // why lists do not show it; empty: they do
	Certification *Certification `json:"certification,omitempty"` // what this platform has found out; absent: nothing yet
	Description   string         `json:"description,omitempty"`   // of itself, in the registry; GET /api/nodes/{address} only, as Card
	Card          *Card          `json:"card,omitempty"`
}

// Unlisted says why a platform's lists do not show a node, which is there by its address all the same.
type Unlisted string

// The reasons.
const (
	NotEnlisted Unlisted = "not-enlisted" // the platform shows those only that have enlisted
	TakenOff    Unlisted = "taken-off"    // by the node's wallet
	NotFinal    Unlisted = "not-final"    // its registration could still be taken back
	Away        Unlisted = "away"         // its gateway has not answered for long; it comes back by itself
)

// Listing is GET and PUT /api/nodes/{address}/listing: whether a node's wallet wants lists to show it, which is for that wallet
// to say, and whether they do.
type Listing struct {
	Listed   *bool     `json:"listed,omitempty"`   // as the wallet said; absent: it has said nothing
	At       time.Time `json:"at,omitzero"`        // when
	Unlisted Unlisted  `json:"unlisted,omitempty"` // why lists do not show it; empty: they do

	// Undescribed says why what its metadata URI leads to is not shown, or not as it is now; empty: it is, or is not read yet.
	Undescribed Undescribed `json:"undescribed,omitempty"`
}

// Undescribed says why a platform shows nothing of what a node's metadata URI leads to, for the node's owner.
type Undescribed string

// The reasons.
const (
	WrongScheme   Undescribed = "wrong-scheme"   // it is none of https, ipfs and data
	NoIPFS        Undescribed = "no-ipfs"        // this platform has no way there
	CannotReach   Undescribed = "cannot-reach"   // in time, or at all; an address that is not the internet's is not gone to
	NotThere      Undescribed = "not-there"      // its server answers with something else than 200
	LedAway       Undescribed = "led-away"       // redirected too often, or away from https
	WrongType     Undescribed = "wrong-type"     // its media type is not application/json
	TooLong       Undescribed = "too-long"       // for a description
	NoDescription Undescribed = "no-description" // not its JSON, or a field is too long or cannot be shown
	NotLookedAt   Undescribed = "not-looked-at"  // this platform stumbled over it
)

// List is the body of PUT /api/nodes/{address}/listing.
type List struct {
	Listed bool `json:"listed"`
}

// Business is GET /api/nodes/{address}/business, for the node's own wallet and its operator: what its orders bring it, and
// what this platform saw of its gateway. What it can withdraw is on chain.
type Business struct {
	Earned []Money `json:"earned,omitempty"` // by all its orders so far, fees and referrers' shares taken off, by token
	Escrow []Money `json:"escrow,omitempty"` // of its live orders' deposits, what is not settled, by token
	Live   int     `json:"live"`             // orders
	Ended  int     `json:"ended"`            // orders
	Sight  Sight   `json:"sight"`
}

// Sight is what came of asking a node's gateway again and again since this process knows the node: it begins anew with each
// start of the platform.
type Sight struct {
	Since     time.Time `json:"since,omitzero"` // the first question; absent: it was not asked yet
	Asked     uint64    `json:"asked"`
	Answered  uint64    `json:"answered"`           // with a card that could be believed
	Known     uint64    `json:"known"`              // seconds of which it is known whether it could be reached
	Reachable uint64    `json:"reachable"`          // seconds of those in which it could
	Absences  []Absence `json:"absences,omitempty"` // the newest first, 20 at most
}

// Absence is a time in which a gateway gave no card that could be believed.
type Absence struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"` // absent: it is still so
	Why  string    `json:"why"`         // of late
}

// Record is an address's reputation in one of the two roles, folded from the market's events. Counts can be had for the
// price of gas; what was paid, for how long and by how many others is what costs to forge, and what is ranked by.
type Record struct {
	Completed            int `json:"completed"`
	CancelledInProbation int `json:"cancelledInProbation"`
	CancelledLater       int `json:"cancelledLater"` // by this side
	EndedByOther         int `json:"endedByOther"`
	NotActivated         int `json:"notActivated"` // the node let the window pass

	SecondsServed uint64  `json:"secondsServed"` // probation included
	SecondsPaid   uint64  `json:"secondsPaid"`
	Partners      int     `json:"partners"`            // others with whom something was paid
	Paid          []Money `json:"paid,omitempty"`      // for the service, by token
	Forfeited     []Money `json:"forfeited,omitempty"` // by the node for want of notice, by token
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

// TemplateQuery is the query string of GET /api/templates; zero values do not filter. Names are those of the JSON keys.
type TemplateQuery struct {
	Text     string // "q": words that are all in the id, a name, a summary or an image
	Category string
	Limit    int // 1 to 100, default 50
	Cursor   string
}

// TemplateBrief is a service of the catalogue as a list has it, in GET /api/templates, a Page of them. Names and texts come in
// both languages.
type TemplateBrief struct {
	ID       string             `json:"id"`
	Name     map[string]string  `json:"name"` // "en", "zh"
	Summary  map[string]string  `json:"summary"`
	Category string             `json:"category"`
	Root     bool               `json:"root,omitempty"` // an image of it starts as root: a node needs user namespaces or a sandbox for it
	Images   []string           `json:"images"`         // that it runs, in the order of its services
	Least    resource.Resources `json:"least"`          // of the smallest bundle
	Nodes    int                `json:"nodes"`          // that answer and can run it, whatever they have free
}

// Template is a service of the catalogue with all that is known of it: GET /api/templates/{id}.
type Template struct {
	TemplateBrief
	Homepage string         `json:"homepage,omitempty"`
	License  string         `json:"license,omitempty"` // SPDX expression, or the licence's name
	Version  string         `json:"version,omitempty"` // of the software, as far as the image's tag says it
	Docs     string         `json:"docs,omitempty"`    // where the image and its variables are described
	Ports    []TemplatePort `json:"ports"`
	Params   []Param        `json:"params,omitempty"`
	Bundles  []Bundle       `json:"bundles"`

	First   map[string]string `json:"first,omitempty"` // what to do first once it runs
	Compose string            `json:"compose"`         // that is deployed, with a variable for each of Params
}

// TemplatePort is one at which a template's user reaches it.
type TemplatePort struct {
	Service string `json:"service"`
	Port    int    `json:"port"`
	Speaks  string `json:"speaks"` // http: it has an address of its own; tcp: it is reached by a forward
}

// Param is a setting of a template: a variable in its Compose text.
type Param struct {
	Key      string            `json:"key"` // name of the variable
	Name     map[string]string `json:"name"`
	Default  string            `json:"default,omitempty"`
	Required bool              `json:"required,omitempty"`
	Max      int               `json:"max"`                // bytes
	Options  []string          `json:"options,omitempty"`  // one of these
	Secret   bool              `json:"secret,omitempty"`   // not to be shown to who looks over a shoulder
	Generate *Generate         `json:"generate,omitempty"` // with Secret: the page makes one up, and takes only letters, digits and -._~ instead
	Fill     *Fill             `json:"fill,omitempty"`     // in place of a default: what is known once there is an order
}

// Generate is how a secret is made up.
type Generate struct {
	Length   int    `json:"length"`
	Alphabet string `json:"alphabet"` // alnum, hex
}

// Fill is the address of a service of the template: https://web-12.example.com as url, what is behind the slashes as host.
type Fill struct {
	Service string `json:"service"`
	As      string `json:"as"` // url, host
}

// Bundle is a recommended set of resources. Size is S, M or L.
type Bundle struct {
	Size      string             `json:"size"`
	For       map[string]string  `json:"for"` // what load it is for
	Resources resource.Resources `json:"resources"`
	Source    Source             `json:"source"` // of its figures, traffic left out: that is always an estimate
}

// Source is where figures come from.
type Source struct {
	Kind string `json:"kind"`           // docs: the project says so at URL; measured: by Berth; estimate: by Berth, nobody measured it
	URL  string `json:"url,omitempty"`  // with docs
	Says string `json:"says,omitempty"` // with docs: what is said there; with measured: what was measured, how
}

// PriceHint is GET /api/price?<resources>&duration=&token=&needs=: the most to pay, with the chance that a node takes it. The rates are
// absent where no node fits. With a session, what the user's own quotes hold is in nobody's way.
type PriceHint struct {
	Resources   resource.Resources         `json:"resources"`
	Token       eth.Address                `json:"token"`
	Duration    uint32                     `json:"duration"`       // seconds
	Nodes       int                        `json:"nodes"`          // that fit and have a list price
	Source      string                     `json:"source"`         // list-prices: too little was learned, and no chance is told; greets: chances are what nodes' answers taught
	List        *amount.Nano               `json:"list,omitempty"` // rate that the middle one of the nodes lists
	Warn        *amount.Nano               `json:"warn,omitempty"` // above this, half more than List, a rate is worth a warning
	Low         *PricePoint                `json:"low,omitempty"`
	Recommended *PricePoint                `json:"recommended,omitempty"`
	Fast        *PricePoint                `json:"fast,omitempty"`
	Curve       []PricePoint               `json:"curve,omitempty"`    // rising, for drawing
	Excluded    map[resource.Dimension]int `json:"excluded,omitempty"` // where none fits: nodes that each dimension keeps out
}

// PricePoint is a rate with what is known of it.
type PricePoint struct {
	Rate   amount.Nano   `json:"rate"`             // 10^-9 token units a second
	Total  amount.Amount `json:"total"`            // for the duration
	Chance float64       `json:"chance,omitempty"` // that at least one of the nodes which are asked takes it, 0 to 0.99; absent: not learned
	Nodes  int           `json:"nodes"`            // whose list price it meets
}

// OfferRequest is POST /api/offers (session needed) → OfferStarted.
type OfferRequest struct {
	Resources resource.Resources `json:"resources"`
	Token     eth.Address        `json:"token"`              // that is paid in
	Rate      amount.Nano        `json:"rate"`               // 10^-9 token units a second
	Duration  uint32             `json:"duration"`           // seconds
	First     bool               `json:"first,omitempty"`    // stop at the first accept
	Nodes     []eth.Address      `json:"nodes,omitempty"`    // only these; empty: all that fit, 200 at most
	Template  string             `json:"template,omitempty"` // to be remembered with the offer
	Replaces  order.ID           `json:"replaces,omitempty"` // the user's active order that the new one is to replace: only its node is asked
	Needs     order.Need         `json:"needs,omitempty"`    // what the quotes are to promise: only nodes whose cards have it are asked
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
	Void   bool        `json:"void,omitempty"` // the quote was used or taken back by now, GET /api/offers/{id} only
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

// OrderView is an order with what the indexer knows of it. GET /api/orders?as=user|node&state=live|ended&cursor=&limit= (session) is
// a Page of those that the account placed, or that its node has, newest first; GET /api/orders/{id} (session of user or node) is one; GET /api/orders/events (session) streams
// an "order" event with an OrderView for each change of the user's orders.
type OrderView struct {
	order.Order
	NodeName  string        `json:"nodeName"`
	NodeURL   string        `json:"nodeUrl"`
	Region    string        `json:"region"`
	Template  string        `json:"template,omitempty"` // as remembered with the offer that led to it
	Steps     []Step        `json:"steps"`              // what the chain and the platform saw, in order of time
	PaidOut   amount.Amount `json:"paidOut"`            // for the service with fee and referrer's share, final once ended
	Fees      amount.Amount `json:"fees,omitzero"`      // of PaidOut, to the stakers
	Referred  amount.Amount `json:"referred,omitzero"`  // of PaidOut, to the referrer
	Unserved  amount.Amount `json:"unserved,omitzero"`  // of PaidOut, for what the user had committed to and was not served
	Refunded  amount.Amount `json:"refunded"`           // to the user
	Forfeited amount.Amount `json:"forfeited,omitzero"` // of Refunded, what the node had earned and lost for want of notice
	MovedOver amount.Amount `json:"movedOver,omitzero"` // into the deposit of the order that replaced it
	EndedAt   time.Time     `json:"endedAt,omitzero"`
	EndedBy   string        `json:"endedBy,omitempty"` // user (or its agent), node, time, window (not activated)
	Reason    *order.Reason `json:"reason,omitempty"`
	Care      *Care         `json:"care,omitempty"` // for the order's user, while it lives and the platform's agent is the user's
	// An order that replaced another goes on with what ran for that one.
	Replaces   order.ID `json:"replaces,omitempty"`
	ReplacedBy order.ID `json:"replacedBy,omitempty"`

	ChainTime time.Time `json:"chainTime"` // of the newest block
}

// Step is one thing that happened to an order.
type Step struct {
	Kind  string    `json:"kind"` // quoted, created, activated, settled, extended, announced, replaced, cancelled, completed
	At    time.Time `json:"at"`
	Tx    *eth.Hash `json:"tx,omitempty"`
	Block uint64    `json:"block,omitempty"`

	Seconds uint32      `json:"seconds,omitempty"` // paid seconds that were added, where extended
	By      eth.Address `json:"by,omitzero"`       // who paid for them, where extended
	Agent   bool        `json:"agent,omitempty"`   // the platform's agent sent it, for the user
	End     time.Time   `json:"end,omitzero"`      // the node will end the order then, where announced
}

// CareWish is what a user wants of the platform's agent for one order, both unless said otherwise. PUT /api/orders/{id}/care
// (session of the order's user) → Care; so is GET.
type CareWish struct {
	Renew bool `json:"renew"` // extend it before it ends
	Guard bool `json:"guard"` // cancel it once its node has been away for long
	// After is for how many seconds a node must have been away, by every probe and not for a fault of the platform's, LeastAway to MostAway; 0: as
	// long as the platform has it.
	After uint32 `json:"after,omitempty"`
}

// Bounds of CareWish.After, in seconds.
const (
	LeastAway = 300
	MostAway  = 86_400
)

// AgentAct is something that the platform's agent did for a user. GET /api/agent/acts (session) is a Page of the newest, 100 at most.
type AgentAct struct {
	At       time.Time   `json:"at"`
	Kind     ActKind     `json:"kind"`
	Order    order.ID    `json:"order"`
	Node     eth.Address `json:"node"`
	NodeName string      `json:"nodeName"`
	Tx       eth.Hash    `json:"tx"`
	Seconds  uint32      `json:"seconds,omitempty"` // that were added, where extended
	Paid     *Money      `json:"paid,omitempty"`    // for them, out of the user's allowance
	Away     time.Time   `json:"away,omitzero"`     // since when the node did not answer, where ended
}

// ActKind is what was done.
type ActKind string

// The kinds of acts.
const (
	ActExtend ActKind = "extend"
	ActEnd    ActKind = "end"
	ActUndone ActKind = "undone" // the chain has taken the last one back; it is done again if it still should be
)

// Care is what the platform's agent does for an order, and why it does not.
type Care struct {
	CareWish
	State CareState `json:"state"` // of the renewal

	// Why is the reason of "cannot": agent (the user has not named it, or for no longer), until (the agent may act no longer
	// than that), budget, allowance, balance, max-duration, announced (the node said that it ends the order), away (the node does not answer), chain (it could
	// not be asked or the transaction failed; tried again).
	Why      string    `json:"why,omitempty"`
	RenewsAt time.Time `json:"renewsAt,omitzero"` // when it is extended next

	AwaySince time.Time `json:"awaySince,omitzero"` // since when the platform cannot reach the node's gateway
	CancelsAt time.Time `json:"cancelsAt,omitzero"` // when it is cancelled, if that stays so

	// Waits is why an order whose node is away is not cancelled: commitment (the user would pay more than by waiting),
	// offline (the platform reaches too few nodes to trust itself).
	Waits string `json:"waits,omitempty"`
}

// CareState is how an order's renewal stands.
type CareState string

// The states of a renewal.
const (
	CareOff    CareState = "off"    // not wanted, or the platform's agent is not the user's
	CareWaits  CareState = "waits"  // it is extended at RenewsAt
	CareWorks  CareState = "works"  // it is being extended
	CareCannot CareState = "cannot" // it will end, see Why
)
