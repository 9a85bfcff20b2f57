package wire

import (
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
)

// GET /api/events?topics=&node= is the one stream of server-sent events that a page has: topics are some of Topic, by commas; node, which
// may be given up to MostWatched times, names the nodes that the page shows. "orders" and "notices" need a session. Its events are
// "order" with an OrderView, "node" with a Node (of those named), "nodes" (some node has changed, where none is named) and "prices" (a list price has)
// with nothing, "notice" with a Notice, "beat" now and then, and "reset": what happened meanwhile is not known any more, so that the page has
// to ask for everything anew. Ids mean the same on every replica of a platform: sent back as Last-Event-ID, the stream goes on behind it.
type Topic string

// The topics of a stream.
const (
	TopicOrders  Topic = "orders"
	TopicNodes   Topic = "nodes"
	TopicPrices  Topic = "prices"
	TopicNotices Topic = "notices"
)

// MostWatched is how many nodes a stream may name.
const MostWatched = 50

// NoticeKind is what a notice is about.
type NoticeKind string

// The kinds of notices.
const (
	NoticeLow         NoticeKind = "low"         // the escrow will not last: the order ends at Until; Why is what keeps the agent from extending it
	NoticeUnwatched   NoticeKind = "unwatched"   // the time for which the user has let the platform hear how the order is ends, at Until
	NoticeMaintenance NoticeKind = "maintenance" // the node announced maintenance, from Until to To
	NoticeLeaving     NoticeKind = "leaving"     // the node announced that it ends the order, at Until
	NoticeDied        NoticeKind = "died"        // of what runs for the order, Count services died or stopped answering, at Since; Why is a HealthWhy
	NoticeBack        NoticeKind = "back"        // what died runs again
	NoticeDown        NoticeKind = "down"        // the node's gateway has not answered since Since
	NoticeEnded       NoticeKind = "ended"       // the order has ended; Why is by whom
	NoticeWillExtend  NoticeKind = "will-extend" // the platform's agent is about to extend the order, at Until
	NoticeWillEnd     NoticeKind = "will-end"    // the platform's agent is about to cancel the order, at Until
	NoticeDid         NoticeKind = "did"         // the platform's agent has done so; Why is extend or end
	NoticeTest        NoticeKind = "test"        // the user asked for it
)

// NoticeKinds are those that can be turned off, in the order in which they are shown.
var NoticeKinds = []NoticeKind{
	NoticeLow, NoticeDied, NoticeBack, NoticeUnwatched, NoticeMaintenance, NoticeLeaving, NoticeDown, NoticeEnded, NoticeWillExtend, NoticeWillEnd, NoticeDid,
}

// Notice is something that a user should know, told once for each cause. GET /api/notices (session) is a Page of the newest, 100 at most.
type Notice struct {
	ID       string      `json:"id"` // of its cause: the same on every replica and in every delivery
	Kind     NoticeKind  `json:"kind"`
	At       time.Time   `json:"at"`
	Order    order.ID    `json:"order,omitempty"`
	Node     eth.Address `json:"node,omitzero"`
	NodeName string      `json:"nodeName,omitempty"`
	Since    time.Time   `json:"since,omitzero"`
	Until    time.Time   `json:"until,omitzero"`
	To       time.Time   `json:"to,omitzero"`
	Why      string      `json:"why,omitempty"`
	Count    int         `json:"count,omitempty"`
}

// Moment is the time that a notice speaks of: since when, or else until when, or else when it was told.
func (n Notice) Moment() time.Time {
	switch {
	case !n.Since.IsZero():
		return n.Since
	case !n.Until.IsZero():
		return n.Until
	}
	return n.At
}

// Watched is GET /api/orders/{id}/health (session): whether the order's user lets the platform hear how it is. PUT begins, once the gateway of
// its node says that Key is authorised for it, with the scope health: a wallet does that (POST /v1/access there). DELETE ends it. The key can
// be ended at the gateway, too.
type Watched struct {
	Key   pubkey.Key   `json:"key"` // the platform's: the same for all orders and nodes
	On    bool         `json:"on"`
	Until time.Time    `json:"until,omitzero"` // when the key's time is over, as the page said
	Now   *OrderHealth `json:"now,omitempty"`  // in the answer to PUT
}

// WatchRequest is PUT /api/orders/{id}/health (session) → Watched.
type WatchRequest struct {
	Until time.Time `json:"until"` // when the key's time is over
}

// NoticeSettings is GET and PUT /api/notices/settings (session): which notices are sent to devices and webhooks, and when not.
type NoticeSettings struct {
	Muted []NoticeKind `json:"muted"`           // these are listed, and not sent
	Quiet *Quiet       `json:"quiet,omitempty"` // devices get what comes then once it is over; webhooks at once
}

// Quiet is a time of each day.
type Quiet struct {
	From string `json:"from"` // 22:00
	To   string `json:"to"`   // 07:30; before From: of the next day
	Zone string `json:"zone"` // of the IANA database, such as Europe/Berlin
}

// NoticeTargets is GET /api/notices/targets (session): where notices are sent to.
type NoticeTargets struct {
	Key     string       `json:"key"` // the platform's VAPID key (RFC 8292): a P-256 point, base64url; for PushManager.subscribe
	Devices []PushDevice `json:"devices"`
	Hooks   []Hook       `json:"hooks"`
	Mails   bool         `json:"mails"`          // the platform sends mails
	Mail    *MailTarget  `json:"mail,omitempty"` // the address that the user named
}

// MailRequest is POST /api/notices/mail (session) → MailTarget: an address for notices, in the place of any other. It is asked whether it wants
// them; nothing else is sent to it before who reads there has said yes.
type MailRequest struct {
	Address string `json:"address"`
	Lang    string `json:"lang"` // of what is sent: en, zh
}

// MailTarget is an address that gets notices, once it is confirmed.
type MailTarget struct {
	Address     string    `json:"address"`
	AddedAt     time.Time `json:"addedAt"`
	ConfirmedAt time.Time `json:"confirmedAt,omitzero"`
}

// PushDevice is a browser that gets notices by Web Push (RFC 8030).
type PushDevice struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`    // as the browser called itself
	Service string    `json:"service"` // host of its push service
	AddedAt time.Time `json:"addedAt"`
}

// PushSubscription is POST /api/notices/devices (session) → PushDevice: what PushManager.subscribe gave. A browser that subscribes again
// takes its own place; of a user's devices the oldest gives way.
type PushSubscription struct {
	Endpoint string `json:"endpoint"` // https, at a public address
	P256dh   string `json:"p256dh"`   // base64url, 65 bytes
	Auth     string `json:"auth"`     // base64url, 16 bytes
	Name     string `json:"name"`
}

// HookRequest is POST /api/notices/hooks (session) → Hook with its secret.
type HookRequest struct {
	URL string `json:"url"` // https, at a public address
}

// Hook is a URL that notices are posted to, as JSON {type, timestamp, data: Notice}, signed as https://www.standardwebhooks.com has it:
// webhook-signature is v1 and the base64 of HMAC-SHA256(secret, webhook-id.webhook-timestamp.body).
type Hook struct {
	ID      string    `json:"id"`
	URL     string    `json:"url"`
	AddedAt time.Time `json:"addedAt"`
	Secret  string    `json:"secret,omitempty"` // whsec_ and base64; only in the answer to POST
}

// Delivery is one attempt to send a notice to a webhook. GET /api/notices/hooks/{id}/deliveries (session) is a Page of the newest, 50 at most.
type Delivery struct {
	Notice  string     `json:"notice"` // its id
	Kind    NoticeKind `json:"kind"`
	At      time.Time  `json:"at"`
	Attempt int        `json:"attempt"`          // 1 for the first
	Status  int        `json:"status,omitempty"` // that the receiver answered with
	Error   string     `json:"error,omitempty"`  // why there was none
	Next    time.Time  `json:"next,omitzero"`    // when it is tried again; absent: it is not
}
