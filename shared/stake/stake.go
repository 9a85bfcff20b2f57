// Package stake has what is known of stakes of Berth's own token, for pages and servers alike.
package stake

import (
	"time"

	"berth/shared/amount"
)

// Position is what an account has staked and earned.
type Position struct {
	Amount   amount.Amount // staked
	Counting amount.Amount // of it, what counts for a probation: there for long enough, and not held for one already
	Held     amount.Amount // of it, for probations that run: cannot be taken back now
	Since    time.Time     // zero: there is no position
	Earned   amount.Amount // to be claimed now
}

// Free is what can be taken back now.
func (p Position) Free() amount.Amount { return p.Amount.Sub(p.Held) }

// Pool is the staking contract as a whole.
type Pool struct {
	Total       amount.Amount // staked by all
	Left        amount.Amount // of the genesis pool
	Emission    amount.Amount // token units a second out of it, while it lasts
	YearlyYield amount.Amount // now, in 10^-18 of a stake
	Releasing   amount.Amount // fees and mint that today's stakers get until the day is over
	Waiting     amount.Amount // fees and mint that are released over the day after
	MintMille   uint64        // thousandths of a fee that are minted beside it
	Maturity    time.Duration // after which a stake counts for probation
}
