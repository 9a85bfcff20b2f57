package wire

import "time"

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
