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

// Quote is a node's firm answer. Its EIP-712 form is contracts/src/interfaces/IMarket.sol's Quote.
type Quote struct {
	Node        eth.Address        `json:"node"`
	User        eth.Address        `json:"user"`
	Resources   resource.Resources `json:"resources"`
	Rate        amount.Amount      `json:"rate"`        // token units a second, below 2^96
	MinDuration uint32             `json:"minDuration"` // seconds
	MaxDuration uint32             `json:"maxDuration"` // seconds
	Probation   uint32             `json:"probation"`   // seconds
	ValidUntil  time.Time          `json:"validUntil"`  // whole seconds
	Nonce       uint64             `json:"nonce,string"`
}

// Deposit is what an order of so many seconds puts into escrow.
func (q Quote) Deposit(duration uint32) amount.Amount { return q.Rate.Mul(uint64(duration)) }

// Order is an order as the chain has it.
type Order struct {
	ID          ID                 `json:"id"`
	User        eth.Address        `json:"user"`
	Node        eth.Address        `json:"node"`
	Resources   resource.Resources `json:"resources"`
	Rate        amount.Amount      `json:"rate"`        // token units a second
	Duration    uint32             `json:"duration"`    // paid seconds
	MaxDuration uint32             `json:"maxDuration"` // seconds
	Probation   uint32             `json:"probation"`   // free seconds at the start
	State       State              `json:"state"`
	CreatedAt   time.Time          `json:"createdAt,omitzero"`
	ActivatedAt time.Time          `json:"activatedAt,omitzero"`
	Settled     amount.Amount      `json:"settled"` // credited to the node so far
}

// Deposit is what the user put into escrow.
func (o Order) Deposit() amount.Amount { return o.Rate.Mul(uint64(o.Duration)) }

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

// PaidSeconds is how many paid seconds an active order has served at a moment, Duration at most.
func (o Order) PaidSeconds(at time.Time) uint32 {
	if o.ActivatedAt.IsZero() {
		return 0
	}
	s := at.Unix() - o.PaidFrom().Unix()
	return uint32(min(max(s, 0), int64(o.Duration)))
}

// Earned is what the node has earned at a moment, settled or not. For an ended order it is what was settled.
func (o Order) Earned(at time.Time) amount.Amount {
	if o.State != Active {
		return o.Settled
	}
	return o.Rate.Mul(uint64(o.PaidSeconds(at)))
}

// Split is what an end at a moment gives each side in all: to the node, and back to the user.
func (o Order) Split(at time.Time) (node, user amount.Amount) {
	node = o.Earned(at)
	return node, o.Deposit().Sub(node)
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
