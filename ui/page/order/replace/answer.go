package replace

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/text"
)

// answer is what the node said, and what accepting it would mean.
func (c *Sheet) answer() []app.UI {
	t, w, o, token, now := c.T, c.Entry, c.Site.Order, c.token(), c.Now
	a := *w.answer
	tone, word := part.Neutral, text.AnswerNone
	switch a.Kind {
	case wire.Accept:
		tone, word = part.Running, text.AnswerAccept
	case wire.Counter:
		tone, word = part.Waiting, text.AnswerCounter
	case wire.Reject:
		tone, word = part.Bad, text.AnswerReject
	}
	body := []app.UI{app.Div().Class("row").DataSet("test", "swap-answer").DataSet("kind", string(a.Kind)).
		Body(app.Strong().Text(a.Name), part.Badge(tone, t.Say(word)))}
	if a.Quote == nil {
		var items []app.UI
		for _, x := range a.Reasons {
			items = append(items, app.Li().DataSet("test", "swap-reason").Text(part.Why(t, token, x)))
		}
		if len(items) == 0 {
			items = append(items, app.Li().Text(t.Say(text.WhySilent)))
		}
		return append(body, app.Ul().Class("reasons").Body(items...))
	}
	q := *a.Quote
	moves, more, back := money(o, q, w.asked, now)
	words := t.Say(text.SwapEven, t.Amount(moves, token))
	switch {
	case !more.IsZero():
		words = t.Say(text.SwapMore, t.Amount(moves, token), t.Amount(more, token))
	case !back.IsZero():
		words = t.Say(text.SwapBack, t.Amount(moves, token), t.Amount(back, token))
	}
	ends := now.Add(time.Duration(w.asked) * time.Second)
	facts := []app.UI{
		part.Fact(t.Say(text.PayWhat), app.Span().Text(t.Resources(q.Resources))),
		part.Fact(t.Say(text.Price), app.Span().Class("num").Text(t.RateMonth(q.Rate, token))),
	}
	if a.Kind == wire.Counter {
		facts = append(facts, part.Fact(t.Say(text.RentToOffer), app.Span().Class("num").Text(part.Dearer(t, token, w.rate, q.Rate))))
	}
	facts = append(facts,
		part.Fact(t.Say(text.RentEscrow), app.Span().Class("num").Text(t.Amount(q.Deposit(w.asked), token))),
		part.Fact(t.Say(text.SwapEnds), app.Span().Class("num").DataSet("test", "swap-ends").Text(t.Date(ends))),
		part.Fact(t.Say(text.RentGoodFor), part.Countdown(t, pay.Until(q), 0, "swap-valid")),
	)
	notes := []app.UI{app.Li().Text(t.Say(text.SwapEarned, t.Amount(o.Earned(now), token))), app.Li().Text(t.Say(text.SwapGoesOn))}
	rest, needed := carried(o, q, now)
	if needed > w.asked {
		words := t.Say(text.SwapTooSmall, t.Amount(rest, token), t.Span(needed))
		return append(body, part.Facts(facts...), app.P().Class("field-error").Role("alert").DataSet("test", "swap-small").Text(words))
	}
	if !rest.IsZero() {
		notes = append(notes, app.Li().DataSet("test", "swap-carry").Text(t.Say(text.SwapCarry, t.Amount(rest, token), t.Span(max(needed, min(q.Committed, w.asked))))))
	}
	bound := q
	bound.Committed = max(q.Committed, needed)
	for _, x := range part.Promises(t, c.Chain, bound, w.asked, nil) {
		if x.Key == "commitment" || x.Key == "notice" || x.Key == "root" || x.Key == "referrer" {
			notes = append(notes, app.Li().DataSet("test", "swap-"+x.Key).Text(x.Words))
		}
	}
	if now.Before(o.PaidFrom()) {
		notes = append(notes, app.Li().Text(t.Say(text.SwapProbation)))
	}
	body = append(body, part.Facts(facts...), app.P().Class("consequence").DataSet("test", "swap-words").Text(words), app.Ul().Class("reasons").Body(notes...))
	if !time.Now().Before(pay.Until(q)) && !w.busy() {
		return append(body, app.P().Class("field-error").Role("alert").Text(t.Say(text.SwapOver)))
	}
	return append(body, pay.Notes(t, w.stage, w.err, w.balance, more, token)...)
}
