package replace

import (
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
