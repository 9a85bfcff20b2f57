package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// AdminOrders is GET /admin/api/orders?state=live|ended|all&user=ADDRESS&before=ID&limit=N, newest first; the state is all where
// nothing is said. Orders whose data was collected are listed for thirty days.
type AdminOrders struct {
	Orders []AdminOrder `json:"orders"`
	More   bool         `json:"more,omitempty"` // ask with before= the last one's id
}

// AdminOrder is an order in a list, and the head of AdminOrderView.
type AdminOrder struct {
	order.Order
	EndsAt     time.Time     `json:"endsAt,omitzero"`
	Phase      Phase         `json:"phase"`
	Earned     amount.Amount `json:"earned"` // so far, settled or not, before fee and referrer's share
	TrafficMiB uint64        `json:"trafficMiB"`
	GraceUntil time.Time     `json:"graceUntil,omitzero"` // after the end: until when data is kept
	Collected  bool          `json:"collected,omitempty"` // the data is gone
	Replaces   order.ID      `json:"replaces,omitempty"`
	ReplacedBy order.ID      `json:"replacedBy,omitempty"`
	Blocked    bool          `json:"blocked,omitempty"` // its user is
	Error      string        `json:"error,omitempty"`   // of the deployment, plain English
}

// AdminOrderView is GET /admin/api/orders/{id}: one order, out of memory. It is a 404 not-found where there is none.
// What happened is GET /admin/api/orders/{id}/events?after=SEQ&limit=N → Happenings, what was used GET
// /admin/api/orders/{id}/use?span=hour|day → Use, and what the gateway logged about it GET /admin/api/log?order={id}. What
// a tenant deployed, its logs and its data are not to be had here.
type AdminOrderView struct {
	AdminOrder
	UserRecord AdminUser      `json:"userRecord"`
	Services   []AdminService `json:"services"` // names and phases only
	Revision   uint64         `json:"revision"` // 0: nothing was deployed
	Shells     int            `json:"shells"`   // open now
	Ports      int            `json:"ports"`    // connections open now
	Payments   []AdminEntry   `json:"payments"` // of this order, the newest 50
	LastEvent  uint64         `json:"lastEvent"`
	End        AdminEndCost   `json:"end"` // what ending it now would cost
}

// AdminService is a service of an order as its operator may know it.
type AdminService struct {
	Name  string `json:"name"`
	Phase Phase  `json:"phase"`
}

// AdminUser is GET /admin/api/users/{address}: what the node knows of a user. The record is what the market's events say of all
// of the user's orders with any node, as far as Counted; it can be checked by anybody with a chain's endpoint.
type AdminUser struct {
	Address eth.Address    `json:"address"`
	Record  Record         `json:"record"`
	Counted AdminCounted   `json:"counted"`
	Here    int            `json:"here"`           // orders with this node, ever
	Live    order.ID       `json:"live,omitempty"` // the one that is live here
	Since   time.Time      `json:"since,omitzero"` // first order with any node
	Blocked *AdminBlocking `json:"blocked,omitempty"`
}

// AdminEndCost is GET /admin/api/orders/{id}/end: what an end by the node costs. Sums are in the order's token and before fee and
// referrer's share. It is a 409 order-ended where there is nothing to end.
type AdminEndCost struct {
	At    time.Time   `json:"at"`
	Token eth.Address `json:"token"`
	// At once: what the node keeps of what was earned, what of that it forfeits for want of notice, what goes back to the user.
	Keeps    amount.Amount `json:"keeps"`
	Forfeits amount.Amount `json:"forfeits"`
	Refunds  amount.Amount `json:"refunds"`
	// With notice: the earliest end that forfeits nothing, which is the order's own end where that comes sooner; what the node
	// will have earned by then, and what goes back to the user.
	Earliest   time.Time     `json:"earliest,omitzero"`
	NoticeKept amount.Amount `json:"noticeKeeps"`
	NoticeBack amount.Amount `json:"noticeRefunds"`
	Announced  time.Time     `json:"announced,omitzero"` // the end that is announced already
}

// AdminEnd is POST /admin/api/orders/{id}/end → AdminEnding. The chain is written before the answer comes: up to three minutes.
// It is a 400 bad-field at where that is too early for the notice, a 409 order-ended, a 503 unavailable.
type AdminEnd struct {
	At     time.Time    `json:"at,omitzero"`      // not before; absent: as soon as costs nothing
	Now    bool         `json:"now,omitempty"`    // at once, though that forfeits what was earned within the notice
	Reason order.Reason `json:"reason,omitempty"` // told where it ends at once; absent: node-maintenance
}

// AdminEnding says when the order ends, which the chain knows from now on, or that it has.
type AdminEnding struct {
	Order order.ID  `json:"orderId"`
	End   time.Time `json:"end"`
}

// POST /admin/api/orders/{id}/restart (no body, 204) has the services of an order started anew: the user sees it as an
// interruption. It is a 409 not-deployed or service-stopped where nothing runs.
//
// POST /admin/api/orders/{id}/collect → AdminCollect deletes the data of an order that has ended before its grace time is up.
// The user was promised that time. It happens once the end is final on chain. A 409 not-yet where the order has not ended.

// AdminCollect says what became of the wish to delete an ended order's data.
type AdminCollect struct {
	Order    order.ID           `json:"orderId"`
	Promised time.Time          `json:"promised"` // until when the data was to be kept
	Bought   resource.Resources `json:"bought"`   // what the order had
}

// AdminBlocking says why a user is blocked, and by whom.
type AdminBlocking struct {
	User   eth.Address `json:"user"`
	Source string      `json:"source"` // admin, flag, file; only what comes from admin can be taken back here
	At     time.Time   `json:"at,omitzero"`
	By     eth.Address `json:"by,omitzero"`
	Note   string      `json:"note,omitempty"`
}

// AdminBlocked is GET /admin/api/blocked?before=CURSOR&limit=N: whose offers are rejected; orders that they have go on. PUT
// /admin/api/blocked/{address} with an AdminBlock adds one (204), DELETE takes one away (204; 409 blocked-elsewhere where a flag or the
// file has it).
type AdminBlocked struct {
	Users []AdminBlocking `json:"users"`
	Next  string          `json:"next,omitempty"` // cursor of the next page
	Most  int             `json:"most"`           // that can be blocked here
}

// AdminBlock is the body of PUT /admin/api/blocked/{address}.
type AdminBlock struct {
	Note string `json:"note,omitempty"` // at most 200 characters
}
