// Package order has the agreement between a user and a node as all parts speak of it: the node's quote, the order
// that the market contract makes out of it, and the arithmetic of its escrow, which is the contract's to the last unit.
package order

import (
	"fmt"
	"strconv"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
)

// ID is an order's number in the market contract; 0 is none. In JSON it is a number.
type ID uint64

// ParseID reads decimal digits; 0 is refused.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseUint(s, 10, 53)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("order %.20q: must be a positive number", s)
	}
	return ID(n), nil
}

func (id ID) String() string { return strconv.FormatUint(uint64(id), 10) }

// State is where an order is in its life, as in the contract.
type State uint8

// The states, numbered as in the contract.
const (
	None State = iota
	Created
	Active
	Completed
	Cancelled
	Replaced
)

var states = [...]string{"none", "created", "active", "completed", "cancelled", "replaced"}

func (s State) String() string { return name(states[:], int(s)) }

// Live reports whether the order still holds resources and escrow.
func (s State) Live() bool { return s == Created || s == Active }

// MarshalText implements encoding.TextMarshaler.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *State) UnmarshalText(b []byte) error {
	i, err := index(states[:], "state", string(b))
	*s = State(i)
	return err
}

// Reason is why a side ended an order, as in the contract.
type Reason uint8

// The reasons, numbered as in the contract.
const (
	UserLeft Reason = iota
	NodeUnreachable
	NodeMaintenance
	OutOfCapacity
	TermsBroken
	Other
)

var reasons = [...]string{"user-left", "node-unreachable", "node-maintenance", "out-of-capacity", "terms-broken", "other"}

func (r Reason) String() string { return name(reasons[:], int(r)) }

// MarshalText implements encoding.TextMarshaler.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Reason) UnmarshalText(b []byte) error {
	i, err := index(reasons[:], "reason", string(b))
	*r = Reason(i)
	return err
}

// Bounds of a quote, beyond which no honest node goes: platforms do not pass such a one on, and pages do not pay for it.
const (
	QuoteLife = time.Hour    // that it is good for, at most
	QuoteFree = 24 * 60 * 60 // seconds of probation, at most; the market takes more
)

// Quote is a node's firm answer. Its EIP-712 form is contracts/src/interfaces/IMarket.sol's Quote, which also says what
// becomes of a commitment and of a notice.
type Quote struct {
	Node          eth.Address        `json:"node"`
	User          eth.Address        `json:"user"`
	Token         eth.Address        `json:"token"` // that is paid in
	Resources     resource.Resources `json:"resources"`
	Rate          amount.Nano        `json:"rate"`                   // 10^-9 token units a second, below 2^96
	MinDuration   uint32             `json:"minDuration"`            // seconds
	MaxDuration   uint32             `json:"maxDuration"`            // seconds, extensions included
	Committed     uint32             `json:"committed"`              // paid seconds that a user who leaves after the probation pays for at least
	Notice        uint32             `json:"notice"`                 // seconds before its leaving that the node announces it, or forfeits as many
	Probation     uint32             `json:"probation"`              // seconds, free
	MinStake      amount.Amount      `json:"minStake"`               // of the user, held for the probation; units of the native token, below 2^96
	Referrer      eth.Address        `json:"referrer,omitzero"`      // who gets a share of what the node earns; zero: nobody
	ReferrerShare uint16             `json:"referrerShare,omitzero"` // basis points
	Features      Features           `json:"features,omitzero"`      // that the node promises the order's services
	Epoch         uint32             `json:"epoch"`                  // the node's, in the registry
	ValidUntil    time.Time          `json:"validUntil"`             // whole seconds
	Nonce         uint64             `json:"nonce,string"`           // above all that this node's quotes to this user used in this epoch
}

// Deposit is what an order of so many seconds puts into escrow.
func (q Quote) Deposit(duration uint32) amount.Amount { return q.Rate.Cost(uint64(duration)) }

// Commitment is what of an order of so many seconds the user pays even when leaving right after the probation.
func (q Quote) Commitment(duration uint32) amount.Amount {
	return q.Rate.Cost(uint64(min(q.Committed, duration)))
}

// Order is an order as the chain has it.
type Order struct {
	ID            ID                 `json:"id"`
	User          eth.Address        `json:"user"`
	Node          eth.Address        `json:"node"`
	Token         eth.Address        `json:"token"` // that is paid in
	Resources     resource.Resources `json:"resources"`
	Rate          amount.Nano        `json:"rate"`        // 10^-9 token units a second
	Duration      uint32             `json:"duration"`    // paid seconds
	MaxDuration   uint32             `json:"maxDuration"` // seconds
	Committed     uint32             `json:"committed"`   // paid seconds that the user pays for at least
	Notice        uint32             `json:"notice"`      // seconds that the node must announce its leaving before
	Probation     uint32             `json:"probation"`   // free seconds at the start
	Referrer      eth.Address        `json:"referrer,omitzero"`
	ReferrerShare uint16             `json:"referrerShare,omitzero"` // basis points
	Features      Features           `json:"features,omitzero"`      // that the quote promised; only the event has them
	State         State              `json:"state"`
	StakeHeld     bool               `json:"stakeHeld,omitempty"` // of the user, for the probation
	CreatedAt     time.Time          `json:"createdAt,omitzero"`
	ActivatedAt   time.Time          `json:"activatedAt,omitzero"`
	AnnouncedAt   time.Time          `json:"announcedAt,omitzero"` // when the node said that it will end the order
	AnnouncedEnd  time.Time          `json:"announcedEnd,omitzero"`
	Settled       amount.Amount      `json:"settled"` // paid for the service so far, with fee and referrer's share
}

// AnnouncementLasts is how long after its end an announcement counts, as in the contract.
const AnnouncementLasts = 24 * time.Hour

// Deposit is what the user put into escrow.
func (o Order) Deposit() amount.Amount { return o.Rate.Cost(uint64(o.Duration)) }

// PaidFrom is when the probation is over; the zero time before activation.
func (o Order) PaidFrom() time.Time {
	if o.ActivatedAt.IsZero() {
		return time.Time{}
	}
	return o.ActivatedAt.Add(time.Duration(o.Probation) * time.Second)
}

// EndsAt is when the order's time is up; the zero time before activation.
func (o Order) EndsAt() time.Time {
	if o.ActivatedAt.IsZero() {
		return time.Time{}
	}
	return o.PaidFrom().Add(time.Duration(o.Duration) * time.Second)
}

// InProbation reports whether an active order costs nothing yet, whoever ends it.
func (o Order) InProbation(at time.Time) bool {
	return o.State == Active && at.Unix() < o.PaidFrom().Unix()
}

// PaidSeconds is how many paid seconds an active order has served at a moment, Duration at most.
func (o Order) PaidSeconds(at time.Time) uint32 {
	if o.ActivatedAt.IsZero() {
		return 0
	}
	s := at.Unix() - o.PaidFrom().Unix()
	return uint32(min(max(s, 0), int64(o.Duration)))
}

// Earned is what was earned of the order at a moment, settled or not. For an ended order it is what was paid.
func (o Order) Earned(at time.Time) amount.Amount {
	if o.State != Active {
		return o.Settled
	}
	return o.Rate.Cost(uint64(o.PaidSeconds(at)))
}

// Bound is how many seconds from the start the user pays for when leaving at a moment: what was served, or what was
// committed to if that is more and still binds.
func (o Order) Bound(at time.Time) uint32 {
	s := o.PaidSeconds(at)
	if o.State != Active || o.InProbation(at) || !o.AnnouncedAt.IsZero() {
		return s
	}
	return max(s, min(o.Committed, o.Duration))
}

// UserLeaves is what an end by the user at a moment gives in all: for the service, and back to the user.
func (o Order) UserLeaves(at time.Time) (node, user amount.Amount) {
	node = o.Settled
	if o.State == Active {
		node = o.Rate.Cost(uint64(o.Bound(at)))
	}
	return node, o.Deposit().Sub(node)
}

// NodeLeaves is what an end by the node at a moment gives in all: for the service, less what it forfeits for want of
// notice, and back to the user. What is settled stays settled.
func (o Order) NodeLeaves(at time.Time) (node, user amount.Amount) {
	node = o.Settled
	if o.State == Active {
		s := o.PaidSeconds(at)
		if at.Unix() < o.EndsAt().Unix() {
			s -= min(s, o.missingNotice(at))
		}
		if kept := o.Rate.Cost(uint64(s)); kept.Cmp(node) > 0 {
			node = kept
		}
	}
	return node, o.Deposit().Sub(node)
}

// missingNotice is how many seconds too late an end at a moment was announced.
func (o Order) missingNotice(at time.Time) uint32 {
	end := o.AnnouncedEnd.Unix()
	if o.AnnouncedAt.IsZero() || at.Unix() < end || at.Unix() > end+int64(AnnouncementLasts/time.Second) {
		return o.Notice
	}
	lead := end - o.AnnouncedAt.Unix()
	return uint32(max(int64(o.Notice)-lead, 0))
}

func name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return "unknown-" + strconv.Itoa(i)
}

func index(names []string, what, s string) (int, error) {
	for i, n := range names {
		if n == s {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%s %.40q: not one that is known", what, s)
}
