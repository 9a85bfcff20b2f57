package main

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// money are the parts that say what something costs, binds to and comes to.
func money(t text.T, now time.Time) []shown {
	listed, learned, none := hints()
	dear := anHour(9_000_000)
	var states, meters, costs []app.UI
	for _, o := range orders(now) {
		states = append(states, part.StateBadge(t, o, text.PaidFor, text.NodeLeaves))
		meters = append(meters, part.Meter(t, dollar, o, 0))
		costs = append(costs, app.P().Body(part.CostNow(t, dollar, o, 0, "cost")))
	}
	free, bound := quotes()
	taken := bound
	taken.Probation = 0
	unstaked, again, unsure := &wire.Probation{Why: "stake", MinStake: amount.Of(100).Mul(1e18), Stake: amount.Of(40).Mul(1e18)}, &wire.Probation{Why: "not-first"}, &wire.Probation{Why: "unknown"}
	list := func(q order.Quote, why *wire.Probation) app.UI {
		return part.PromiseList(t, part.Promises(t, chain, q, 7*86400, why))
	}
	facts := func(q order.Quote, why *wire.Probation) app.UI {
		return part.Facts(part.PromiseFacts(t, chain, q, 7*86400, why)...)
	}
	split := func(back, node uint64) app.UI { return part.EscrowSplit(t, dollar, amount.Of(back), amount.Of(node)) }
	among, alone := position()
	return []shown{
		{"Dial", []app.UI{
			&part.Dial{T: t, Token: dollar, Hint: listed, Rate: listed.Recommended.Rate}, &part.Dial{T: t, Token: dollar, Hint: learned, Rate: learned.Fast.Rate},
			&part.Dial{T: t, Token: dollar, Hint: learned, Rate: anHour(10), Error: t.Say(text.DialBad, "$")}, &part.Dial{T: t, Token: dollar, Hint: none, Rate: anHour(1500)},
			&part.Dial{T: t, Token: dollar, Hint: none, Rate: anHour(1500), Alone: true, Bare: true}, &part.Dial{T: t, Token: dollar, Hint: listed, Rate: dear},
		}},
		{"DialFigure", []app.UI{app.Div().Body(part.DialFigure(t, dollar, listed, listed.Low.Rate)...), app.Div().Body(part.DialFigure(t, dollar, listed, dear)...)}},
		{"StateBadge", []app.UI{app.Div().Class("row").Body(states...)}},
		{"Meter", meters},
		{"CostNow", costs},
		{"EscrowSplit", []app.UI{split(461_812, 0), split(461_811, 1), split(0, 123_456_789_012)}},
		{"PromiseList", []app.UI{list(free, nil), list(bound, nil), list(taken, unstaked), list(taken, again), list(taken, unsure)}},
		{"PromiseFacts", []app.UI{facts(free, nil), facts(bound, nil), facts(taken, unstaked), facts(taken, again), facts(taken, unsure)}},
		{"Rank", []app.UI{app.Div().Class("stack-tight").Body(part.Rank(t, dollar, among)...), app.Div().Class("stack-tight").Body(part.Rank(t, dollar, alone)...)}},
	}
}
