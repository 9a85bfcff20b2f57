package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// The admin API is the node operator's, at the gateway's own host below AdminPath. Every body is JSON, every error a problem
// document. A list is asked for with ?before=CURSOR&limit=N (100 at most, 50 where nothing is said) and is newest first; its
// More says that there are older ones, which before= the last one's cursor gives. Times are RFC 3339 in UTC. Money is a count of
// a token's smallest units, prices are 10^-9 of them.
//
// Who calls says so by the cookie that a login has set, or by a bearer token. A change (anything but GET) needs the header
// AdminHeader, and with a cookie an Origin that is the gateway's own; else it is a 403 with the code cross-site. Without a
// session, or with one that is over, the answer is a 401 login-needed or session-over; a viewer who wants to change something
// gets a 403 role-missing; who asks too often a 429 too-many with Retry-After.
const (
	AdminPath   = "/admin/api"
	AdminHeader = "Berth-Admin" // with any value
)

// AdminRole is what somebody may do.
type AdminRole string

// Roles. A role is decided again, against the registry as the gateway has it, with each request.
const (
	AdminOwner    AdminRole = "owner"    // the node's wallet: may all
	AdminOperator AdminRole = "operator" // the operator key that the registry names: may all
	AdminViewer   AdminRole = "viewer"   // named by --admin-viewer: may look
)

// MayChange reports whether a role may change anything.
func (r AdminRole) MayChange() bool { return r == AdminOwner || r == AdminOperator }

// AdminSite is GET /admin/api/site, which needs no session: what a page has to know to let somebody log in and sign.
type AdminSite struct {
	Node     eth.Address `json:"node"`     // the wallet that is owner
	Operator eth.Address `json:"operator"` // address of the gateway's own key
	Name     string      `json:"name"`
	Version  string      `json:"version"`
	Domain   string      `json:"domain"` // as the login message names it
	Plain    bool        `json:"plain,omitempty"`
	ChainID  uint64      `json:"chainId"`
	Registry eth.Address `json:"registry"`
	Market   eth.Address `json:"market"`
	Staking  eth.Address `json:"staking,omitzero"`
	Permit2  eth.Address `json:"permit2,omitzero"`
	Native   eth.Address `json:"native"` // Berth's own token, which is staked
	Coins    []Coin      `json:"coins"`  // that may be paid in; the first is the default
	App      string      `json:"app,omitempty"`
}

// AdminLogin is POST /admin/api/login → AdminSession. A challenge comes from POST /admin/api/login/challenge with a
// LoginChallenge → Challenge, is good once and for five minutes, and is the message of siwe.Site.Login for this gateway's
// domain. It is a 403 role-missing where the address has no role here, a 400 bad-signature, expired or used where the message
// is not good.
type AdminLogin struct {
	Message   string    `json:"message"`
	Signature eth.Bytes `json:"signature"`
	// Bearer asks for a token in the answer, for programs; without it the session is a cookie.
	Bearer bool `json:"bearer,omitempty"`
}

// AdminSession is GET /admin/api/session, and an item of AdminSessions.
type AdminSession struct {
	ID        string      `json:"id"`
	Address   eth.Address `json:"address"`
	Role      AdminRole   `json:"role"`
	Token     string      `json:"token,omitempty"` // only in the answer to a login with Bearer
	Bearer    bool        `json:"bearer,omitempty"`
	Agent     string      `json:"agent,omitempty"` // what the browser or program says of itself, at most 200 characters
	From      string      `json:"from"`            // network that it came from
	Since     time.Time   `json:"since"`
	SeenAt    time.Time   `json:"seenAt"`
	ExpiresAt time.Time   `json:"expiresAt"` // at the latest: an unused one ends sooner, see AdminSessions
	Current   bool        `json:"current,omitempty"`
}

// AdminSessions is GET /admin/api/sessions, the newest first, all in one. DELETE /admin/api/sessions/{id} ends one, DELETE
// /admin/api/sessions all but the caller's own; POST /admin/api/logout the caller's own. A viewer sees and ends only sessions of
// the own address.
type AdminSessions struct {
	Sessions    []AdminSession `json:"sessions"`
	Most        int            `json:"most"`        // of one address; one more ends the oldest
	IdleSeconds int            `json:"idleSeconds"` // after which an unused one ends
	LifeSeconds int            `json:"lifeSeconds"` // after which each ends
	Viewers     []eth.Address  `json:"viewers"`     // that the configuration names
}

// AdminOverview is GET /admin/api/overview: how the node stands.
type AdminOverview struct {
	At          time.Time          `json:"at"`
	Started     time.Time          `json:"started"`
	Ready       string             `json:"ready"`            // "yes", or what is missing, plain English
	Closed      string             `json:"closed,omitempty"` // code of the reason why every offer is rejected: see Why
	Total       resource.Resources `json:"total"`            // what the registry promises
	Capacity    resource.Resources `json:"capacity"`         // what the runtime can give in all; zero: not known yet
	Reserved    resource.Resources `json:"reserved"`         // by orders, on chain
	Quoted      resource.Resources `json:"quoted"`           // held by quotes
	Free        resource.Resources `json:"free"`             // can be quoted now
	Root        Root               `json:"root"`             // how images that start as root run
	Load        Load               `json:"load"`
	Prices      []Price            `json:"prices"` // now
	PriceRange  *PriceRange        `json:"priceRange,omitempty"`
	Quotes      int                `json:"quotes"`  // open
	Orders      map[string]int     `json:"orders"`  // number by state: see order.State
	Greeted     map[string]uint64  `json:"greeted"` // answers to offers since the start, by AnswerKind
	Traffic     uint64             `json:"traffic"` // bytes counted for the orders that are known
	Earnings    []AdminEarned      `json:"earnings"`
	Counted     AdminCounted       `json:"counted"` // how far Earnings go
	Health      []AdminHealth      `json:"health"`  // chain, runtime, disk, clock, earnings
	Attention   []AdminAttention   `json:"attention"`
	Hosts       map[string]int     `json:"hosts"`       // users' own hosts, number by DomainState
	Maintenance bool               `json:"maintenance"` // it is announced
}

// AdminEarned is what was earned in one token. A sum counts when the market credits it to the node (OrderSettled), less the
// fee and the referrer's share.
type AdminEarned struct {
	Token     eth.Address   `json:"token"`
	Today     amount.Amount `json:"today"` // since midnight, UTC
	Month     amount.Amount `json:"month"` // since the first of the month, UTC
	All       amount.Amount `json:"all"`
	Fees      amount.Amount `json:"fees"`      // in all, to the stakers
	Referrers amount.Amount `json:"referrers"` // in all
	Forfeited amount.Amount `json:"forfeited"` // in all, for want of notice
	Withdrawn amount.Amount `json:"withdrawn"` // in all, out of the market
	Running   amount.Amount `json:"running"`   // earned by live orders and not settled yet, before fee and referrer's share
}

// AdminCounted says how far the chain's events are in sums, records and lists of payments.
type AdminCounted struct {
	Block uint64    `json:"block"` // last one that is in
	Head  uint64    `json:"head"`  // last one that the gateway knows of
	Time  time.Time `json:"time,omitzero"`
}

// AdminHealth is how one thing stands on which the gateway depends. Figures of chain: head, age (s); of disk: free, total (bytes); of
// clock: ahead (s that the chain's newest block is ahead of this machine's clock).
type AdminHealth struct {
	What    string            `json:"what"` // chain, runtime, disk, clock, earnings (whether they are counted up to the head)
	OK      bool              `json:"ok"`
	Since   time.Time         `json:"since,omitzero"` // when it was last asked with success, or the trouble began
	Text    string            `json:"text,omitempty"` // plain English
	Figures map[string]string `json:"figures,omitempty"`
}

// AdminAttention is something that the operator should see to, the most urgent first. Codes: not-registered, operator-differs
// (figures: registry, own), paused, chain-away, runtime-away, promises-too-much (dimension, total, capacity), certificate (host,
// error, until), disk-low (free), clock-behind (seconds), gas-low (balance, orders: about how many it can still pay for),
// endpoint-differs (registry, own), stake-differs (registry, own), earnings-behind (blocks), setting-void (field), announcements-failed (orders), public-suffix,
// no-probation-stake, maintenance, cluster-no-pods (why), cluster-no-fence, cluster-no-disks, cluster-no-userns, cluster-no-root,
// cluster-no-figures.
type AdminAttention struct {
	Code    string            `json:"code"`
	Level   string            `json:"level"` // error: the node does not earn; warning: it will not, or users suffer; note
	Text    string            `json:"text"`  // plain English
	Remedy  string            `json:"remedy"`
	Figures map[string]string `json:"figures,omitempty"`
	Order   order.ID          `json:"orderId,omitempty"`
}

// AdminCertificates is GET /admin/api/certificates: those in trouble first, then those that end soonest, 100 at most. None with
// a proxy in front that has them.
type AdminCertificates struct {
	Certificates []AdminCertificate `json:"certificates"`
	Own          bool               `json:"own"` // the gateway gets them itself
}

// AdminCertificate is how one stands.
type AdminCertificate struct {
	Name     string    `json:"name"`
	Issuer   string    `json:"issuer,omitempty"`
	NotAfter time.Time `json:"notAfter,omitzero"` // absent: there is none
	Error    string    `json:"error,omitempty"`   // why it could not be got or renewed last
	Next     time.Time `json:"next,omitzero"`     // when that is tried again
	Busy     bool      `json:"busy,omitempty"`
}

// AdminAudit is GET /admin/api/audit?before=SEQ&limit=N: who did what. It is only ever added to.
type AdminAudit struct {
	Entries []AdminAct `json:"entries"`
	More    bool       `json:"more,omitempty"`
}

// AdminAct is one thing that was done, or tried by somebody who was let in. Acts: login, logout, session-end, sessions-end,
// policy, block, unblock, order-end, order-restart, order-collect, payout, maintenance-begin, maintenance-end.
type AdminAct struct {
	Seq     uint64            `json:"seq"`
	At      time.Time         `json:"at"`
	By      eth.Address       `json:"by"` // zero: the gateway's own machine, by the loopback listener
	Role    AdminRole         `json:"role,omitempty"`
	Session string            `json:"session,omitempty"` // id
	From    string            `json:"from,omitempty"`    // network
	Act     string            `json:"act"`
	Order   order.ID          `json:"orderId,omitempty"`
	Detail  map[string]string `json:"detail,omitempty"` // at most 200 characters each
	Failed  string            `json:"failed,omitempty"` // code of the problem; absent: it was done
}

// AdminLog is GET /admin/api/log?before=SEQ&limit=N&order=ID: what the gateway itself logged, the newest first, out of a ring
// in memory that begins anew with the process. Nothing that a tenant's service wrote is in it.
type AdminLog struct {
	Lines []AdminLine `json:"lines"`
	More  bool        `json:"more,omitempty"`
}

// AdminLine is a record of the gateway's log.
type AdminLine struct {
	Seq   uint64            `json:"seq"`
	At    time.Time         `json:"at"`
	Level string            `json:"level"` // info, warn, error
	Text  string            `json:"text"`
	Order order.ID          `json:"orderId,omitempty"`
	Attrs map[string]string `json:"attrs,omitempty"` // control characters are escaped
}
