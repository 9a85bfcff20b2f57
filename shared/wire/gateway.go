// Package wire has the JSON bodies of Berth's two HTTP interfaces, the platform's (bff.go) and the gateway's
// (gateway.go), for the browser and the servers alike. Errors are problem documents (berth/shared/problem) on both.
package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/resource"
	"berth/shared/scope"
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
	Limits      Limits             `json:"limits"`
	Images      []string           `json:"images,omitempty"` // built in; only the local runtime lists them
	SSH         *SSH               `json:"ssh,omitempty"`    // absent: it has none
	IssuedAt    time.Time          `json:"issuedAt"`
	Signature   eth.Bytes          `json:"signature,omitempty"` // operator's, over typed.Card of SHA-256 of this JSON without it
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
	ManifestBytes int64 `json:"manifestBytes"` //
	IdleSeconds   int   `json:"idleSeconds"`   // of a proxied connection
	GraceSeconds  int   `json:"graceSeconds"`  // for which data is kept after the end

	// What an owner may set of a service at most: see ExposureLimits.
	PublicPerMinute    int `json:"publicPerMinute"` // 0: any
	SessionIdleSeconds int `json:"sessionIdleSeconds"`
	SessionLifeSeconds int `json:"sessionLifeSeconds"`
}

// Greet is POST /v1/greet → Greeting.
type Greet struct {
	ChainID   uint64             `json:"chainId"`
	Market    eth.Address        `json:"market"`
	User      eth.Address        `json:"user"`
	Resources resource.Resources `json:"resources"`
	Token     eth.Address        `json:"token"`    // that is paid in
	Rate      amount.Nano        `json:"rate"`     // 10^-9 token units a second
	Duration  uint32             `json:"duration"` // seconds

	// Referrer is the platform that asks, which wants a share in basis points of what the node earns; zero: none.
	Referrer      eth.Address `json:"referrer,omitzero"`
	ReferrerShare uint16      `json:"referrerShare,omitzero"`

	Replaces order.ID `json:"replaces,omitempty"` // the user's active order that the new one is to replace
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
// runtime, wrong-chain, token (not one that it takes), referrer (the share is too large), price (Wanted: what was offered, Free: the least that is taken), timeout, unreachable, bad-answer; and of an
// offer to replace an order: not-active, not-yet (the node has not seen on the chain that it runs; ask again), does-not-fit (what
// runs for the order needs Wanted of Dimension, Free is what the offer has of it).
type Why struct {
	Code   string `json:"code"`
	Wanted string `json:"wanted,omitempty"`
	Free   string `json:"free,omitempty"`
	Text   string `json:"text,omitempty"` // plain English

	Dimension resource.Dimension `json:"dimension,omitempty"`
}

// AccessRequest is POST /v1/access → AccessToken. Access says for how long, for which orders and for what; with a key in it
// that key is authorised for as long, and may ask by itself from then on: with a message of its own, for no more than the
// wallet allowed, and ByKey.
type AccessRequest struct {
	Access    typed.Access `json:"access"`
	Signature eth.Bytes    `json:"signature"`       // the user's; with ByKey that of Access.Key, see typed.Data.Canonical
	ByKey     bool         `json:"byKey,omitempty"` // the wallet has authorised Access.Key before
}

// AccessToken is a bearer token for this gateway's API.
type AccessToken struct {
	Token     string    `json:"token"`
	ID        string    `json:"id"` // by which Grants lists it
	ExpiresAt time.Time `json:"expiresAt"`
	Scopes    scope.Set `json:"scopes"`
	Key       string    `json:"key,omitempty"` // id of the access key by which it was got
}

// Grants is GET /v1/access (bearer token): the caller's tokens and access keys, the oldest first. With a token for one order
// it is those for that order. DELETE /v1/access/{id} ends one of them, DELETE /v1/access all: at once, and with a key the
// tokens that were got by it, with a token the streams, shells and forwards that are open by it and the cookies that were
// got by it. Share links stay, since they are the order's: LinkedBy names who made them.
type Grants struct {
	Tokens []Grant     `json:"tokens"`
	Keys   []AccessKey `json:"keys"`
}

// Grant is a bearer token that is good, without the token itself.
type Grant struct {
	ID        string    `json:"id"`
	Order     order.ID  `json:"orderId,omitempty"` // absent: all of the user's orders
	Scopes    scope.Set `json:"scopes"`
	Key       string    `json:"key,omitempty"` // id of the access key by which it was got; absent: the wallet's own
	IssuedAt  time.Time `json:"issuedAt"`
	ExpiresAt time.Time `json:"expiresAt"`
	UsedAt    time.Time `json:"usedAt,omitzero"` // absent: not since the gateway was started
	Current   bool      `json:"current,omitempty"`
}

// AccessKey is a key of a device, a CI job or an SSH client that the wallet has authorised.
type AccessKey struct {
	ID          string     `json:"id"`
	Name        string     `json:"name,omitempty"`
	Key         pubkey.Key `json:"key"`
	Fingerprint string     `json:"fingerprint"`       // as ssh-keygen -l shows it: SHA256:…
	Order       order.ID   `json:"orderId,omitempty"` // absent: all of the user's orders
	Scopes      scope.Set  `json:"scopes"`
	IssuedAt    time.Time  `json:"issuedAt"`
	ExpiresAt   time.Time  `json:"expiresAt"`
	UsedAt      time.Time  `json:"usedAt,omitzero"`   // absent: never
	Current     bool       `json:"current,omitempty"` // the token that this is asked with was got by it
}

// Proof is GET /v1/orders/{id}/deployment/revisions/{number}/proof (bearer token): the chain of signatures from the user's
// wallet to what was deployed. It can be checked without the gateway, also after the key was revoked.
type Proof struct {
	User      eth.Address    `json:"user"`
	Deploy    typed.Deploy   `json:"deploy"`
	Signature eth.Bytes      `json:"signature"`        // of Access.Key over Deploy, where there is one, else of the user
	Access    *AccessRequest `json:"access,omitempty"` // with which the user authorised the key
}

// StreamEnd is the data of a server-sent "end" event, the last one of a stream that the gateway ends. With the code gave-way
// the stream was the oldest of more than may be open: a page does not open it again by itself.
type StreamEnd struct {
	Code problem.Code `json:"code"`
	Text string       `json:"text"` // plain English
}

// DeployRequest is PUT /v1/orders/{id}/deployment. The answer is application/x-ndjson: a Progress a line, the last
// with Phase ready or failed. Needs the bearer token too. All that decides is in Deploy, which is signed; the hash in it
// is SHA-256 of Manifest's bytes.
//
// To roll back, Deploy.From names the earlier revision whose manifest is to be taken; Manifest is empty then, and format
// and hash are that revision's. It becomes a new revision with the next number.
type DeployRequest struct {
	Manifest  string       `json:"manifest,omitempty"` // for a template: JSON of TemplateManifest
	Deploy    typed.Deploy `json:"deploy"`
	Signature eth.Bytes    `json:"signature"`     // of the order's user, or of Key: see typed.Data.Canonical
	Key       pubkey.Key   `json:"key,omitempty"` // an access key with the scope deploy; empty: the user signs
}

// TemplateManifest is a template with its parameters. The image, port and disk are the template's own values, so
// that a gateway needs no catalogue.
type TemplateManifest struct {
	Template string            `json:"template"`
	Service  string            `json:"service"` // name: 1 to 20 of a-z, 0-9, -
	Image    string            `json:"image"`
	Port     int               `json:"port"`
	Disk     string            `json:"disk,omitempty"` // mount path
	Env      map[string]string `json:"env,omitempty"`
}

// ManifestCheckRequest is POST /v1/orders/{id}/deployment/check (bearer token) → ManifestCheck. Nothing is changed. With From
// the manifest is that of an earlier revision, and the others are empty.
type ManifestCheckRequest struct {
	Format   string `json:"format,omitempty"`
	Manifest string `json:"manifest,omitempty"`
	From     uint64 `json:"from,omitempty"`
}

// ManifestCheck is what a node makes of a manifest.
type ManifestCheck struct {
	OK       bool              `json:"ok"`       // it would be accepted as it is
	Services []ServicePlan     `json:"services"` // empty where the manifest cannot be read
	Volumes  []VolumePlan      `json:"volumes"`
	Ignored  []ManifestNote    `json:"ignored"`  // what makes no difference on a node
	Problems []ManifestProblem `json:"problems"` // none with OK
	Update   UpdateKind        `json:"update"`
}

// UpdateKind is how a revision takes the place of what runs.
type UpdateKind string

// The kinds of update.
const (
	UpdateFirst     UpdateKind = "first"      // nothing runs
	UpdateBeside    UpdateKind = "beside"     // the new one starts beside the old one, which ends once the new one answers
	UpdateShortStop UpdateKind = "short-stop" // there is no room for both: needs ShortStop in what is signed
)

// ServicePlan is a service with its share of what was bought. Secrets are in it by name only.
type ServicePlan struct {
	Name     string             `json:"name"`
	Aliases  []string           `json:"aliases,omitempty"` // further names for the order's other services
	Image    string             `json:"image"`
	Port     int                `json:"port,omitempty"` // that is served over HTTP; 0: none
	Replicas int                `json:"replicas"`
	Share    resource.Resources `json:"share"`           // of each replica: CPU, memory and GPU
	Asked    []string           `json:"asked,omitempty"` // the dimensions of Share that the file asks for; the rest is dealt out
	Env      []string           `json:"env,omitempty"`
	Secrets  []string           `json:"secrets,omitempty"` // variables and files
	Files    []string           `json:"files,omitempty"`
	Volumes  []string           `json:"volumes,omitempty"`
}

// VolumePlan is a disk with its share of what was bought.
type VolumePlan struct {
	Name    string `json:"name"`
	SizeMiB uint32 `json:"sizeMiB"`
	Asked   bool   `json:"asked,omitempty"` // the file says the size
}

// ManifestNote is something in a file, with the reason why it makes no difference.
type ManifestNote struct {
	Path string `json:"path"`
	Line int    `json:"line,omitempty"` // from 1; 0: unknown
	Text string `json:"text"`
}

// ManifestProblem is something in a file that cannot be had, with what to write instead, or a limit of the order that the
// file goes over.
type ManifestProblem struct {
	Code      problem.Code       `json:"code"`                // bad-field, too-large, does-not-fit, unknown-image, foreign-image
	Path      string             `json:"path,omitempty"`      // in the file, such as services.web.ports[0]
	Line      int                `json:"line,omitempty"`      // from 1; 0: unknown
	Text      string             `json:"text"`                // plain English
	Dimension resource.Dimension `json:"dimension,omitempty"` // with does-not-fit
	Wanted    string             `json:"wanted,omitempty"`
	Free      string             `json:"free,omitempty"`
}

// Phase is where a deployment is.
type Phase string

// The phases, in order. Stopped and Ended come after any.
const (
	PhaseNone      Phase = "none" // nothing was deployed yet
	PhaseAccepted  Phase = "accepted"
	PhaseScheduled Phase = "scheduled"
	PhasePulling   Phase = "pulling"
	PhaseStarting  Phase = "starting"
	PhaseReady     Phase = "ready"
	PhaseFailed    Phase = "failed"
	PhaseStopped   Phase = "stopped"
	PhaseEnded     Phase = "ended"
)

// Progress is one step of a deployment.
type Progress struct {
	Phase   Phase     `json:"phase"`
	At      time.Time `json:"at"`
	Service string    `json:"service,omitempty"`
	Text    string    `json:"text,omitempty"` // plain English, the reason on failure
}

// Deployment is GET /v1/orders/{id}/deployment (bearer token): what runs for an order.
// GET /v1/orders/{id}/deployment/events streams it as server-sent "deployment" events over fetch (bearer token).
type Deployment struct {
	Order        order.ID   `json:"orderId"`
	Phase        Phase      `json:"phase"`
	Revision     uint64     `json:"revision"` // 0: nothing yet; the next to be signed is one more
	Template     string     `json:"template,omitempty"`
	Services     []Service  `json:"services"`
	Steps        []Progress `json:"steps"`                 // of the newest revision
	AuthorisedAt time.Time  `json:"authorisedAt,omitzero"` // first access token
	DeployedAt   time.Time  `json:"deployedAt,omitzero"`
	ReadyAt      time.Time  `json:"readyAt,omitzero"`
	TrafficMiB   uint64     `json:"trafficMiB"`          // used
	GraceUntil   time.Time  `json:"graceUntil,omitzero"` // after the end: when data is collected
	Error        string     `json:"error,omitempty"`
	Shell        bool       `json:"shell"`             // the node's runtime can open one
	LastEvent    uint64     `json:"lastEvent"`         // Seq of the newest Happening, 0: none
	Unknown      []Unknown  `json:"unknown,omitempty"` // what the gateway cannot ask now; what runs goes on

	// TrafficOpenMiB is how much of the traffic that was bought may be used by now: it opens as the order is paid for, an hour
	// ahead, and what the user committed to is open from the end of the probation.
	TrafficOpenMiB  uint64    `json:"trafficOpenMiB"`
	TrafficOpensAt  time.Time `json:"trafficOpensAt,omitzero"`  // when the next part opens; absent: all is open
	TrafficOpensMiB uint64    `json:"trafficOpensMiB,omitzero"` // that opens then
	AnnouncedEnd    time.Time `json:"announcedEnd,omitzero"`    // the node ends the order then
}

// Unknown is what a gateway cannot ask: what it says of it is as old as Since.
type Unknown struct {
	What  string    `json:"what"` // chain, runtime
	Since time.Time `json:"since"`
}

// Service is one of a deployment.
type Service struct {
	Name  string `json:"name"`
	URL   string `json:"url"` // of its host, no trailing slash; empty: it has no HTTP port
	Phase Phase  `json:"phase"`
	Text  string `json:"text,omitempty"`

	Visibility Visibility `json:"visibility,omitempty"` // with an URL
	Domains    []string   `json:"domains,omitempty"`    // URLs of the user's own hosts that are ready, no trailing slash
	Ports      []int      `json:"ports,omitempty"`      // of TCP that the manifest names, that of HTTP first: forwards lead to them
}

// Visibility says who may open a service.
type Visibility string

// Visibilities.
const (
	Private Visibility = "private" // the owner; the default
	Linked  Visibility = "link"    // and who has a share link
	Public  Visibility = "public"  // everybody, or whoever knows the password
)

// Exposure is GET and PUT /v1/orders/{id}/services/{service}/exposure (bearer token with the scope share): who may open a
// service, and for how long who has opened it need not ask again. It is the order's, and outlives revisions. With a
// narrower one the sessions that it does not allow any more end at once. What is left out of a PUT has the operator's default.
type Exposure struct {
	Visibility Visibility `json:"visibility"`
	// PerMinute is how many requests a minute one address has, of a public service; 0: as many as the operator allows.
	PerMinute int    `json:"perMinute,omitempty"`
	Basic     *Basic `json:"basic,omitempty"` // of a public service: the password that is asked for (RFC 7617)
	// How long a visitor's session lasts since it was last used, and in all.
	IdleSeconds int `json:"idleSeconds"`
	LifeSeconds int `json:"lifeSeconds"`

	Most *ExposureLimits `json:"most,omitempty"` // what the operator allows; only in answers
}

// Basic is a user and a password (RFC 7617).
type Basic struct {
	User     string `json:"user"`
	Password string `json:"password,omitempty"` // never in an answer; left out of a PUT the one that there is stays
}

// ExposureLimits are what an operator allows of an Exposure.
type ExposureLimits struct {
	PerMinute   int `json:"perMinute"` // 0: any
	IdleSeconds int `json:"idleSeconds"`
	LifeSeconds int `json:"lifeSeconds"`
}

// Link is a share link: it opens one service, or a part of it, to whoever has it. Its token is told once.
type Link struct {
	ID         string    `json:"id"`
	Service    string    `json:"service"`
	Label      string    `json:"label,omitempty"`
	PathPrefix string    `json:"pathPrefix"`        // whole segments: /docs is /docs and what is below it
	Methods    []string  `json:"methods,omitempty"` // absent: any, and WebSockets
	MaxUses    int       `json:"maxUses,omitempty"` // a use: a browser that redeems it, or a request with it; 0: any number
	Uses       int       `json:"uses"`
	LinkedBy   string    `json:"linkedBy,omitempty"` // name of the access key that made it; absent: the wallet
	CreatedAt  time.Time `json:"createdAt"`
	ExpiresAt  time.Time `json:"expiresAt"`
	UsedAt     time.Time `json:"usedAt,omitzero"`
}

// LinkRequest is POST /v1/orders/{id}/links (bearer token with the scope share) → NewLink.
type LinkRequest struct {
	Service    string    `json:"service"`
	Label      string    `json:"label,omitempty"`
	PathPrefix string    `json:"pathPrefix,omitempty"` // default: /
	Methods    []string  `json:"methods,omitempty"`
	MaxUses    int       `json:"maxUses,omitempty"`
	ExpiresAt  time.Time `json:"expiresAt"`
}

// NewLink is a link with its token. URL is for browsers: the token is its fragment, which no server sees, and what it leads
// to has none of it. Programs send the token to the service's host in the header LinkHeader, or as the parameter LinkQuery
// of the query.
type NewLink struct {
	Link
	URL   string `json:"url"`
	Token string `json:"token"`
}

// How programs say a share link's token.
const (
	LinkHeader = "Berth-Link"
	LinkQuery  = "berth_link"
)

// Links is GET /v1/orders/{id}/links (bearer token with the scope share): those that are good, the oldest first. DELETE
// /v1/orders/{id}/links/{link} ends one and the sessions that came of it.
type Links struct {
	Links []Link `json:"links"`
	Most  int    `json:"most"` // that an order may have
}

// Visitors is GET /v1/orders/{id}/visitors (bearer token with the scope share): the sessions in browsers that may open the
// order's services, the newest first. DELETE /v1/orders/{id}/visitors/{visitor} ends one, DELETE …/visitors all but the
// owner's own: within five seconds what is open by them closes, too.
type Visitors struct {
	Visitors []Visitor `json:"visitors"`
}

// Visitor is a session of a service in a browser.
type Visitor struct {
	ID        string    `json:"id"`
	Service   string    `json:"service"`
	Link      string    `json:"link,omitempty"`  // id of the share link that it came by; absent: the owner's own
	Label     string    `json:"label,omitempty"` // of that link
	Agent     string    `json:"agent,omitempty"` // what the browser says of itself, at most 200 characters
	Address   string    `json:"address"`         // network that it came from
	Since     time.Time `json:"since"`
	SeenAt    time.Time `json:"seenAt"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// Domains is GET /v1/orders/{id}/domains (bearer token with the scope share): the user's own hosts that lead, or are to
// lead, to the order's services. PUT /v1/orders/{id}/domains/{host} with a DomainRequest adds one or moves it to another
// service, and has it checked; DELETE takes it away. They end with the order.
type Domains struct {
	Domains []Domain `json:"domains"`
	Most    int      `json:"most"` // that an order may have
}

// DomainRequest says to which service a host is to lead.
type DomainRequest struct {
	Service string `json:"service"`
}

// DomainState is how far a host is.
type DomainState string

// States of a host, in their order.
const (
	DomainProof       DomainState = "proof"       // the TXT record that proves it is missing
	DomainAddress     DomainState = "address"     // it is proven, and does not lead to this node
	DomainCertificate DomainState = "certificate" // it does, and has no certificate yet
	DomainReady       DomainState = "ready"       // it is served
)

// Domain is a host of the user's own. What is still missing is what differs between Wanted and Found, and Error.
type Domain struct {
	Host      string         `json:"host"` // in ASCII (RFC 5891)
	Service   string         `json:"service"`
	State     DomainState    `json:"state"`
	URL       string         `json:"url,omitempty"`   // once it is ready
	Proof     DomainRecord   `json:"proof"`           // the TXT record
	Leads     []DomainRecord `json:"leads"`           // any one of these: a CNAME to the service's host, or A and AAAA records of the node
	Error     string         `json:"error,omitempty"` // plain English: what went wrong when it was checked, or with the certificate
	CheckedAt time.Time      `json:"checkedAt,omitzero"`
	NextCheck time.Time      `json:"nextCheck,omitzero"`
	CertUntil time.Time      `json:"certUntil,omitzero"` // end of its certificate
}

// DomainRecord is a DNS record that is wanted, and what there is instead.
type DomainRecord struct {
	Type   string   `json:"type"` // TXT, CNAME, A, AAAA
	Name   string   `json:"name"`
	Wanted string   `json:"wanted"`
	Found  []string `json:"found,omitempty"`
	OK     bool     `json:"ok"`
}

// A forward is GET /v1/orders/{id}/services/{service}/ports/{port}, a WebSocket whose messages are the bytes of a TCP
// connection to that port of the service, in both directions; how they are cut means nothing. The gateway's are binary;
// those of tools that send text count as its bytes. An empty message from the client says that nothing more comes from it. The
// token (scope shell) comes as a bearer token, or as a subprotocol beside ForwardProtocol, as a shell's does; with a
// bearer token no subprotocol need be offered. Its close code and reason say why it ended: 1000 where either side did, else
// 4000 and the status of a problem, whose code and title are the reason.
const ForwardProtocol = "forward.berth.v1"

// Revisions is GET /v1/orders/{id}/deployment/revisions?before=N&limit=N (bearer token), newest first. Manifests are not
// given out again, since they may hold secrets.
type Revisions struct {
	Revisions []Revision `json:"revisions"`
	More      bool       `json:"more,omitempty"` // there are older ones: ask with before
}

// Revision is a deployment that the user signed.
type Revision struct {
	Number       uint64        `json:"number"`
	Format       string        `json:"format"`
	Template     string        `json:"template,omitempty"`
	ManifestHash eth.Hash      `json:"manifestHash"`
	From         uint64        `json:"from,omitempty"` // it was rolled back to this one
	At           time.Time     `json:"at"`
	Services     []ServicePlan `json:"services"` // with shares of what the order has now
	Volumes      []VolumePlan  `json:"volumes"`
	Size         int           `json:"size"`              // of the manifest, bytes
	Key          string        `json:"key,omitempty"`     // fingerprint of the access key that signed it; absent: the wallet did
	KeyName      string        `json:"keyName,omitempty"` // and its name
}

// Happening is something that happened to an order's deployment. Code is what the page has words for, with Figures in
// them; Text is the same in plain English.
type Happening struct {
	Seq     uint64            `json:"seq"` // rises by one within an order
	At      time.Time         `json:"at"`  // the last time, with Count
	Code    string            `json:"code"`
	Bad     bool              `json:"bad,omitempty"` // something is wrong
	Service string            `json:"service,omitempty"`
	Text    string            `json:"text"`
	Figures map[string]string `json:"figures,omitempty"`
	Count   int               `json:"count"` // how often in a row
}

// Codes of a Happening, with their figures. Where a runtime sees something else it is HappenedOther, with the text only.
const (
	HappenedActivated  = "activated"       //
	HappenedDeployed   = "deployed"        // revision
	HappenedRolledBack = "rolled-back"     // revision, from
	HappenedStopped    = "stopped"         // by the user
	HappenedStarted    = "started"         // by the user
	HappenedRestarted  = "restarted"       // by the user
	HappenedReady      = "ready"           // Service
	HappenedReplaced   = "replaced"        // order: that took its place
	HappenedExtended   = "extended"        // until (RFC 3339)
	HappenedTraffic    = "traffic-used-up" //
	HappenedEnded      = "ended"           // reason (an order.Reason, completed or expired)
	HappenedCollected  = "collected"       //
	HappenedShell      = "shell-opened"    // Service
	HappenedPlaced     = "placed"          // a machine was found for it
	HappenedNoPlace    = "no-place"        // why
	HappenedDisk       = "disk-ready"      //
	HappenedNoDisk     = "no-disk"         // why
	HappenedPulling    = "pulling"         // image
	HappenedPulled     = "pulled"          // image
	HappenedNoImage    = "image-failed"    // image, why
	HappenedBegan      = "process-began"   //
	HappenedExited     = "process-ended"   // code
	HappenedMemory     = "out-of-memory"   //
	HappenedEvicted    = "evicted"         // why
	HappenedCrashLoop  = "crash-loop"      // pause, seconds
	HappenedUnhealthy  = "unhealthy"       // probe (liveness, readiness, startup), why
	HappenedKilled     = "killed"          //
	HappenedQuota      = "over-quota"      // why
	HappenedOther      = "other"           //

	HappenedNodeRestart = "restarted-by-node" // by the node's operator
	HappenedNotOpen     = "traffic-not-open"  // what is open so far is used; more opens as the order is paid for
	HappenedAnnounced   = "end-announced"     // end (RFC 3339): the node ends the order then
	HappenedDomain      = "domain-ready"      // Service, host: the user's own that leads to it
	HappenedNoDomain    = "domain-lost"       // Service, host, cause: proof, taken (by another order), address, certificate
)

// Happenings is GET /v1/orders/{id}/events?after=SEQ&limit=N (bearer token), newest first: those with a greater Seq.
type Happenings struct {
	Events []Happening `json:"events"`
}

// LogLine is a line that a service wrote.
type LogLine struct {
	At      time.Time `json:"at"`
	Replica string    `json:"replica,omitempty"` // which of several wrote it
	Text    string    `json:"text"`              // UTF-8, without its end; cut after 16 KiB
}

// LogBatch is the data of a server-sent "log" event of GET /v1/orders/{id}/services/{service}/logs/events?tail=N (bearer
// token): lines as they come, first the last N. The event's id is the time of its last line, with /n where that was the
// n-th line of this time; Last-Event-ID or ?since= goes on after it. The stream stays open while there is no log.
// GET /v1/orders/{id}/services/{service}/logs has all that is kept as a text file, each line after its time.
type LogBatch struct {
	Lines   []LogLine `json:"lines"`
	Skipped int       `json:"skipped,omitempty"` // lines left out before these, because they came faster than they could be sent
}

// Use is GET /v1/orders/{id}/use?span=hour|day (bearer token): what an order's services used.
type Use struct {
	Every    int                `json:"every"`    // seconds between samples
	Samples  []UseSample        `json:"samples"`  // oldest first; gaps are times of which nothing is known
	Services []ServiceUse       `json:"services"` // as of the last sample
	Bought   resource.Resources `json:"bought"`
}

// UseSample is what all of an order's services used together.
type UseSample struct {
	At           time.Time `json:"at"`
	CPUMilli     uint32    `json:"cpuMilli"`     // mean since the sample before
	MemoryMiB    uint32    `json:"memoryMiB"`    //
	DiskMiB      uint32    `json:"diskMiB"`      //
	TrafficBytes uint64    `json:"trafficBytes"` // in and out since the sample before
}

// ServiceUse is what one service uses.
type ServiceUse struct {
	Name      string `json:"name"`
	CPUMilli  uint32 `json:"cpuMilli"`
	MemoryMiB uint32 `json:"memoryMiB"`
	DiskMiB   uint32 `json:"diskMiB"`
}

// A shell is GET /v1/orders/{id}/services/{service}/shell, a WebSocket. A browser's cannot have headers, so the bearer
// token comes as a subprotocol beside ShellProtocol: ShellToken and the token; the answer chooses ShellProtocol. Binary
// messages are what is typed and what is shown. Text messages are JSON: ShellControl from the page, ShellEnd from the
// gateway as the last one, after which it closes.
const (
	ShellProtocol = "shell.berth.v1"
	ShellToken    = "bearer.berth."
)

// ShellControl sets the terminal's size, before anything is typed for the first time.
type ShellControl struct {
	Columns uint16 `json:"columns"`
	Rows    uint16 `json:"rows"`
}

// ShellEnd says why a shell is over.
type ShellEnd struct {
	Code     problem.Code `json:"code,omitempty"` // empty: the shell itself ended
	ExitCode int          `json:"exitCode"`
	Text     string       `json:"text,omitempty"` // plain English
}

// TicketRequest is POST /v1/orders/{id}/tickets (bearer token) → Ticket.
type TicketRequest struct {
	Service string `json:"service"`
	To      string `json:"to,omitempty"` // path on the service to land on; default /
	At      string `json:"at,omitempty"` // where to open it: one of the service's Domains; default: its URL
}

// Ticket opens a private service once, within a minute.
type Ticket struct {
	URL       string    `json:"url"`
	ExpiresAt time.Time `json:"expiresAt"`
}
