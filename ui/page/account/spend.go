package account

import (
	"slices"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// months is how many months the chart has at most.
const months = 12

// monthly is what a month came to, in one token.
type monthly struct {
	Month string // 2006-01
	Sum   amount.Amount
}

// spent is what orders came to by the month, per token, the oldest month first and none left out between, those of the last year alone; all is
// what they came to in all. What an order came to is spread over the seconds that it ran.
func spent(views []wire.OrderView, now time.Time) (by map[eth.Address][]monthly, all map[eth.Address]amount.Amount) {
	sums := map[eth.Address]map[string]amount.Amount{}
	all = map[eth.Address]amount.Amount{}
	for _, v := range views {
		paid, from, to := v.PaidOut, v.ActivatedAt, v.EndedAt
		if v.State.Live() {
			paid, to = v.Earned(now), now
			if end := v.EndsAt(); !from.IsZero() && end.Before(to) {
				to = end
			}
		}
		if paid.IsZero() || from.IsZero() {
			continue
		}
		all[v.Token] = all[v.Token].Add(paid)
		if sums[v.Token] == nil {
			sums[v.Token] = map[string]amount.Amount{}
		}
		for month, part := range spread(paid, from.UTC(), to.UTC()) {
			sums[v.Token][month] = sums[v.Token][month].Add(part)
		}
	}
	by = map[eth.Address][]monthly{}
	this := first(now.UTC())
	for token, of := range sums {
		for back := months - 1; back >= 0; back-- {
			month := this.AddDate(0, -back, 0).Format("2006-01")
			if sum, ok := of[month]; ok || len(by[token]) > 0 {
				by[token] = append(by[token], monthly{month, sum})
			}
		}
	}
	return by, all
}

// first is a month's first moment.
func first(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// spread shares a sum out to the months between two times, by their seconds. Nothing of it gets lost.
func spread(sum amount.Amount, from, to time.Time) map[string]amount.Amount {
	out := map[string]amount.Amount{}
	total := uint64(max(to.Sub(from)/time.Second, 0))
	left := sum
	for at := from; total > 0 && at.Before(to); {
		next := first(at).AddDate(0, 1, 0)
		if !next.Before(to) {
			break
		}
		part := sum.MulDiv(uint64(next.Sub(at)/time.Second), total)
		out[at.Format("2006-01")], left, at = part, left.Sub(part), next
	}
	last := to
	if total == 0 {
		last = from
	}
	month := last.Format("2006-01")
	out[month] = out[month].Add(left)
	return out
}

// escrow is what live orders hold and have not used, per token.
func escrow(views []wire.OrderView, now time.Time) map[eth.Address]amount.Amount {
	held := map[eth.Address]amount.Amount{}
	for _, v := range views {
		if v.State.Live() {
			held[v.Token] = held[v.Token].Add(v.Deposit().Sub(v.Earned(now)))
		}
	}
	return held
}

// tokens are those of the platform and of the orders, each once.
func tokens(c wire.Chain, views []wire.OrderView) (all []wire.Token) {
	add := func(t wire.Token) {
		if !slices.ContainsFunc(all, func(x wire.Token) bool { return x.Address == t.Address }) {
			all = append(all, t)
		}
	}
	for _, t := range c.Tokens {
		add(t)
	}
	if !c.Native.Address.IsZero() {
		add(c.Native)
	}
	for _, v := range views {
		add(c.TokenOf(v.Token))
	}
	return all
}
