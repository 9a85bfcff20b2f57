package stake

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
)

// Day is the period over which the fees and mints of the one before are released; the first began with the Unix epoch.
const Day = 24 * time.Hour

const year = 365 * Day

// Hold is what of a stake is held for an order's probation.
type Hold struct {
	Account eth.Address
	Amount  amount.Amount // zero: nothing is
	Until   time.Time     // from when on anyone may release it, if the order's end has not
}

// Change is an event of the staking contract: a stake grew or shrank, or something was shared out or came in.
type Change struct {
	Block uint64
	At    time.Time // of its block

	Account eth.Address // whose stake changed; zero: something was shared out
	Added   amount.Amount
	Taken   amount.Amount

	Emitted  amount.Amount // shared out of the genesis pool
	Released amount.Amount // shared out of earlier fees and mints
	Fees     amount.Amount // came in, to be released later
	Minted   amount.Amount // likewise
}

// Pace is what a stake yielded over a stretch of time, as if it went on for a year: 0.05 is 5 %. It is for drawing.
type Pace struct {
	From, To time.Time
	Year     float64
	Ahead    bool // what is known to come, should stakes stay as they are
}

// Paces are what a stake yielded between changes, oldest first, then what it yields now and until the end of tomorrow.
// changes must be all since the first of them, in their order, and p what there is at a moment after them. Where nobody was
// staked, and where it cannot be told, there is a gap.
func Paces(changes []Change, p Pool, now time.Time) []Pace {
	var paces []Pace
	total := p.Total
	for _, c := range changes {
		total = total.Add(c.Taken)
	}
	for _, c := range changes {
		total = total.Sub(c.Added)
	}
	var from time.Time // of the stretch that the next change ends
	for i := 0; i < len(changes); {
		at := changes[i].At
		var shared, added, taken amount.Amount
		for ; i < len(changes) && changes[i].At.Equal(at); i++ {
			c := changes[i]
			shared, added, taken = shared.Add(c.Emitted).Add(c.Released), added.Add(c.Added), taken.Add(c.Taken)
		}
		// Whatever changes a stake shares out first, so that there was one total all through the stretch.
		if !from.IsZero() && !total.IsZero() {
			paces = append(paces, Pace{From: from, To: at, Year: perYear(shared, total, at.Sub(from))})
		}
		total, from = total.Add(added).Sub(taken), at
	}
	return append(paces, p.ahead(from, now)...)
}

// perYear is how much of a total was shared out in so long, as if it went on for a year.
func perYear(shared, total amount.Amount, over time.Duration) float64 {
	return shared.Over(total) * float64(year) / float64(max(over, time.Second))
}

// ahead are the stretches from the last change until the end of tomorrow.
func (p Pool) ahead(last, now time.Time) []Pace {
	if p.Total.IsZero() {
		return nil
	}
	midnight := nextDay(now)
	pace := func(released amount.Amount, over time.Duration) float64 {
		emitted := p.Emission
		if p.Left.IsZero() {
			emitted = amount.Amount{}
		}
		return perYear(emitted, p.Total, time.Second) + perYear(released, p.Total, over)
	}
	today := pace(p.Releasing, midnight.Sub(now))
	var all []Pace
	if begins := midnight.Add(-Day); !last.IsZero() && last.Before(now) {
		if last.After(begins) {
			begins = last
		}
		all = append(all, Pace{From: begins, To: now, Year: today})
	}
	return append(all,
		Pace{From: now, To: midnight, Year: today, Ahead: true},
		Pace{From: midnight, To: midnight.Add(Day), Year: pace(p.Waiting, Day), Ahead: true},
	)
}

// nextDay is when the period ends that a moment is in.
func nextDay(at time.Time) time.Time { return at.UTC().Truncate(Day).Add(Day) }

// Grows is what a stake earns from the moment that p is of until another, as the contract reckons it, should stakes stay as
// they are.
func (p Pool) Grows(staked amount.Amount, from, to time.Time) amount.Amount {
	if !to.After(from) {
		return amount.Amount{}
	}
	shared := p.Emission.Mul(seconds(to.Sub(from)))
	if p.Left.Cmp(shared) < 0 {
		shared = p.Left
	}
	end := nextDay(from)
	if to.Before(end) {
		shared = shared.Add(p.Releasing.MulDiv(seconds(to.Sub(from)), seconds(end.Sub(from))))
	} else {
		shared = shared.Add(p.Releasing).Add(p.Waiting.MulDiv(seconds(min(to.Sub(end), Day)), seconds(Day)))
	}
	return shared.Part(staked, p.Total)
}

// Earns is what a stake earns in so long at the present pace; what it earns is not staked.
func (p Pool) Earns(staked amount.Amount, over time.Duration) amount.Amount {
	return staked.Part(p.YearlyYield, wholeYield).MulDiv(seconds(over), seconds(year))
}

// With is the pool with so much more staked: the same is shared among more.
func (p Pool) With(more amount.Amount) Pool {
	if p.Total.IsZero() && !more.IsZero() {
		emitted := p.Emission.Mul(seconds(year))
		if p.Left.Cmp(emitted) < 0 {
			emitted = p.Left
		}
		p.YearlyYield = emitted.Part(wholeYield, more)
	} else {
		p.YearlyYield = p.YearlyYield.Part(p.Total, p.Total.Add(more))
	}
	p.Total = p.Total.Add(more)
	return p
}

// wholeYield is a yield of all that is staked.
var wholeYield = amount.Of(1e18)

func seconds(d time.Duration) uint64 { return uint64(max(d, 0) / time.Second) }
