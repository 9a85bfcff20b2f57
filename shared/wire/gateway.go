// Package wire has the JSON bodies of Berth's two HTTP interfaces, the platform's (bff.go) and the gateway's (all other
// files), for the browser and the servers alike. Errors are problem documents (berth/shared/problem) on both.
package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/resource"
	"berth/shared/typed"
)

// Card is GET /.well-known/berth: who a gateway is and what it has now.
type Card struct {
	Node        eth.Address        `json:"node"`
	Operator    eth.Address        `json:"operator"`
	ChainID     uint64             `json:"chainId"`
	Market      eth.Address        `json:"market"`
	Version     string             `json:"version"`
	Name        string             `json:"name"`
	Region      string             `json:"region"`
	Runtime     string             `json:"runtime"`              // local, kube
	Domain      string             `json:"domain"`               // of its service hosts, with the port if it is not the scheme's own
	Plain       bool               `json:"plain,omitempty"`      // it is reached by plain HTTP: for this machine alone
	Prices      []Price            `json:"prices"`               // now, one for each token that it takes; the first is its default
	PriceRange  *PriceRange        `json:"priceRange,omitempty"` // absent: the prices do not move
	Load        *Load              `json:"load,omitempty"`       // that Prices come of; absent: not known now
	Headroom    resource.Resources `json:"headroom"`             // free now, less what is quoted
	Capacity    resource.Resources `json:"capacity,omitzero"`    // what the runtime can give in all, taken or not; absent: not known yet
	Probation   uint32             `json:"probation"`            // seconds, for who is entitled to it
	Notice      uint32             `json:"notice"`               // seconds that it announces its leaving before
	MinDuration uint32             `json:"minDuration"`          // seconds
	MaxDuration uint32             `json:"maxDuration"`          // seconds
	Maintenance *Maintenance       `json:"maintenance,omitempty"`
	Limits      Limits             `json:"limits"`
	Images      []string           `json:"images,omitempty"`    // built in; only the local runtime lists them
	Root        *Root              `json:"root,omitempty"`      // absent: not told
	SSH         *SSH               `json:"ssh,omitempty"`       // absent: it has none
	DisksGrow   bool               `json:"disksGrow,omitempty"` // volumes can be made larger later
	IssuedAt    time.Time          `json:"issuedAt"`
	Signature   eth.Bytes          `json:"signature,omitempty"` // operator's, over typed.Card of SHA-256 of this JSON without it
}

// Maintenance is what a node's operator has announced: the node takes no new orders. Those that run go on, unless End says otherwise.
type Maintenance struct {
	Since time.Time `json:"since"`
	End   time.Time `json:"end,omitzero"`   // orders are to have ended by then, or as soon after as their notice allows
	Note  string    `json:"note,omitempty"` // one line of the operator's
}

// Root is in which ways a node runs images that start as root: in none of them where it has neither.
type Root struct {
	UserNS  bool   `json:"userns"`            // in user namespaces
	Sandbox string `json:"sandbox,omitempty"` // in this runtime class, which has a kernel or a machine of its own
}

// Features are what of it a quote can promise.
func (r *Root) Features() (f order.Features) {
	if r == nil {
		return 0
	}
	if r.UserNS {
		f |= order.UserNS
	}
	if r.Sandbox != "" {
		f |= order.Sandbox
	}
	return f
}

// SSH is where a gateway speaks SSH: ssh -p Port <service>-<order>@Host, with a key that the user's wallet has authorised.
type SSH struct {
	Host string     `json:"host"`
	Port int        `json:"port"`
	Key  pubkey.Key `json:"key"` // of the host
}

// Limits are a gateway's bounds.
type Limits struct {
	BodyBytes     int64 `json:"bodyBytes"`     // of a request to a service; 0: none
	ManifestBytes int64 `json:"manifestBytes"` // of each format but bundle
	BundleBytes   int64 `json:"bundleBytes"`   // of a bundle; 0: it takes none
	IdleSeconds   int   `json:"idleSeconds"`   // of a proxied connection
	GraceSeconds  int   `json:"graceSeconds"`  // for which data is kept after the end

	// Of a request to a service, and of the answer. Past one of them are the statuses 431, 408, 504 and 502.
	HeadBytes       int `json:"headBytes"`       // of the request's line and header
	HeadSeconds     int `json:"headSeconds"`     // until those are there
	AnswerSeconds   int `json:"answerSeconds"`   // until the answer begins
	AnswerHeadBytes int `json:"answerHeadBytes"` // of the answer's line and header

	// What may be open at a time. One WebSocket, stream or download more ends the oldest; one connection more than there may be,
	// in all or of one network, has one that waits for a request give way, or else is closed.
	OpenPerOrder    int `json:"openPerOrder"`    // 0: any number
	OpenPerVisitor  int `json:"openPerVisitor"`  // 0: any number
	Connections     int `json:"connections"`     // of the gateway, in all
	ConnectionsEach int `json:"connectionsEach"` // of one network

	// What an owner may set of a service at most: see ExposureLimits.
	PublicPerMinute    int `json:"publicPerMinute"` // 0: any
	SessionIdleSeconds int `json:"sessionIdleSeconds"`
	SessionLifeSeconds int `json:"sessionLifeSeconds"`
}

// ChallengeRequest is POST /v1/challenge → ChallengeAnswer: the gateway is to show that it holds the operator key now.
type ChallengeRequest struct {
	Nonce    eth.Hash    `json:"nonce"`             // random, not zero
	Verifier eth.Address `json:"verifier,omitzero"` // who asks; it is in what is signed, so that nobody else can use the answer
}

// ChallengeAnswer is the gateway's signature of a nonce.
type ChallengeAnswer struct {
	Challenge typed.Challenge `json:"challenge"`
	Operator  eth.Address     `json:"operator"`  // whose key signed
	Signature eth.Bytes       `json:"signature"` // over typed.Challenge
}

// Greet is POST /v1/greet → Greeting.
type Greet struct {
	ChainID   uint64             `json:"chainId"`
	Market    eth.Address        `json:"market"`
	User      eth.Address        `json:"user"`
	Resources resource.Resources `json:"resources"`
	Token     eth.Address        `json:"token"`    // that is paid in
	Rate      amount.Nano        `json:"rate"`     // the most that is paid, 10^-9 token units a second
	Duration  uint32             `json:"duration"` // seconds

	// Referrer is the platform that asks, which wants a share in basis points of what the node earns; zero: none.
	Referrer      eth.Address `json:"referrer,omitzero"`
	ReferrerShare uint16      `json:"referrerShare,omitzero"`

	Replaces order.ID `json:"replaces,omitempty"` // the user's active order that the new one is to replace

	Needs order.Need `json:"needs,omitempty"` // what the quote is to promise

	// Hold is a secret of who asks and this node, since anybody may name any user: the next greeting for the user with the same
	// one takes the place of what this one's quote holds. Zero: it is held until the quote ends.
	Hold eth.Hash `json:"hold,omitzero"`
}

// Release is POST /v1/release: what the quotes for a user hold that were given for a secret (Greet's Hold) is let go of. The
// answer is 204 in any case.
type Release struct {
	User eth.Address `json:"user"`
	Hold eth.Hash    `json:"hold"`
}

// Greeting is a node's answer to an offer.
type Greeting struct {
	Kind      AnswerKind   `json:"kind"`
	Quote     *order.Quote `json:"quote,omitempty"`     // with accept and counter
	Signature eth.Bytes    `json:"signature,omitempty"` // operator's, over typed.Quote
	Reasons   []Why        `json:"reasons,omitempty"`   // with reject and no-answer
	Probation *Probation   `json:"probation,omitempty"` // with accept and counter, where the node gives one to some users
}

// Probation is which free time this very user gets of a node, and why not the whole.
type Probation struct {
	Seconds  uint32        `json:"seconds"`           // as in the quote
	Why      string        `json:"why,omitempty"`     // with no seconds: not-first (an order with this node ran before), stake (too little is free), unknown (the node cannot ask the chain now)
	MinStake amount.Amount `json:"minStake,omitzero"` // that is held for it, units of the native token
	Stake    amount.Amount `json:"stake,omitzero"`    // of the user, that counts and is not held already
}

// Why is one reason of a reject. Code is a resource dimension, or: duration, paused, maintenance (announced by the operator), blocked, stake
// (Wanted is the least that the node serves, Free what the user has), record (the same of completed orders, seconds paid or partners), live-order, busy, chain,
// runtime, wrong-chain, token (not one that it takes), referrer (the share is too large), root (Wanted: what was needed, Free: what the node offers), price (Wanted: what was offered, Free: the least that is taken), timeout, unreachable, bad-answer; and of an
// offer to replace an order: not-active, not-yet (the node has not seen on the chain that it runs; ask again), does-not-fit (what
// runs for the order needs Wanted of Dimension, Free is what the offer has of it).
type Why struct {
	Code   string `json:"code"`
	Wanted string `json:"wanted,omitempty"`
	Free   string `json:"free,omitempty"`
	Text   string `json:"text,omitempty"` // plain English

	Dimension resource.Dimension `json:"dimension,omitempty"`
}
