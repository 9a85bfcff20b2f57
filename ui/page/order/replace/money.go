package replace

import (
	"sort"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
)

// money is what a replacement at a moment moves: what of the old escrow goes into the new, what is to be paid on top, and
// what comes back.
func money(o order.Order, q order.Quote, duration uint32, at time.Time) (moves, pay, back amount.Amount) {
	left := o.Deposit().Sub(o.Earned(at))
	deposit := q.Deposit(duration)
	if left.Cmp(deposit) < 0 {
		return left, deposit.Sub(left), amount.Amount{}
	}
	return deposit, amount.Amount{}, left.Sub(deposit)
}

// spanLimit is above every duration that the market takes, in seconds.
const spanLimit = 1 << 28

// carried is what of a commitment is left at a moment, which goes over to the order that replaces this one, and how many
// seconds of that are needed to be worth it: more than it lasts, and the market refuses it.
func carried(o order.Order, q order.Quote, at time.Time) (rest amount.Amount, seconds uint32) {
	rest = o.Rate.Cost(uint64(o.Bound(at))).Sub(o.Rate.Cost(uint64(o.PaidSeconds(at))))
	if rest.IsZero() {
		return rest, 0
	}
	n := sort.Search(spanLimit, func(s int) bool { return q.Rate.Cost(uint64(s)).Cmp(rest) >= 0 })
	return rest, uint32(n)
}
