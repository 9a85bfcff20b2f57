package rent

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/wallet"
)

// payer is the last step: what it costs, what happens next, and the payment.
type payer struct {
	app.Compo

	T        text.T
	Chain    wire.Chain
	Draft    *draft
	Talk     *talk
	Bill     *payment
	LoggedIn bool

	OnPay   app.EventHandler
	OnAgain func()
	OnStep  func(ctx app.Context, step string)
}

// Render implements app.Composer.
func (c *payer) Render() app.UI {
	t := c.T
	again := &part.Button{Label: t.Say(text.RentAskAgain), Test: "rent-ask-again", Busy: c.Talk.starting, OnClick: func(ctx app.Context, _ app.Event) {
		c.OnAgain()
		c.OnStep(ctx, stepAsk)
	}}
	a, ok := c.Talk.quote(c.Draft.Quote)
	switch {
	case c.Bill.stage == pay.Block && !ok:
		return part.Wait(t.Say(text.PayBlock))
	case !ok && c.Talk.err != nil:
		return part.Broke(t, c.Talk.err, again)
	case !ok && c.Talk.done != nil:
		return part.Empty(t.Say(text.PayNoQuote), t.Say(text.PayNoQuoteDo), again)
	case !ok || c.Chain.ID == 0:
		return app.Div().Class("stack").Body(part.Wait(t.Say(text.RentLoading)), part.Skeleton(6))
	}
	q, token := *a.Quote, c.Chain.TokenOf(a.Quote.Token)
	deposit := q.Deposit(c.Draft.Duration)
	body := []app.UI{
		c.figure(token, deposit),
		part.Note(part.Neutral, t.Say(text.PromiseTitle), part.PromiseList(t, part.Promises(t, c.Chain, q, c.Draft.Duration, a.Probation))),
		c.terms(a, q),
		part.Note(part.Neutral, t.Say(text.PayNext), app.Ol().Class("next").Body(c.next(q)...)),
	}
	over := time.Until(q.ValidUntil) < pay.QuoteSpare
	short := c.Bill.balance.Status == state.Ready && c.Bill.balance.Data.Cmp(deposit) < 0
	if c.Bill.busy() || c.Bill.broke != pay.Idle && !fault.Is(c.Bill.err, wallet.Declined) {
		body = append(body, app.Section().Class("panel").Aria("label", t.Say(text.PayProgress)).Body(part.Timeline(t, time.Now(), c.progress())))
	}
	if c.Bill.err != nil {
		body = append(body, part.Trouble(t, c.Bill.err, c.remedy(again)...))
	}
	hint := ""
	do := &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(text.PayDo, t.Named(deposit, token)), Test: "pay", OnClick: c.OnPay}
	switch {
	case c.Bill.busy():
		do.Busy, do.Label = true, t.Say(pay.Words[c.Bill.stage])
	case over && !c.Bill.busy():
		return app.Div().Class("stack flow-narrow").Body(append(body, part.WayOn(t.Say(text.PayOver), again))...)
	case !c.LoggedIn:
		do.Label, do.Test, hint = t.Say(text.RentLogIn), "pay-login", t.Say(text.RentWhyLogIn)
	case short:
		do.Disabled, hint = true, t.Say(text.PayShort, t.Named(deposit, token), t.Named(c.Bill.balance.Data, token))
	case fault.Is(c.Bill.err, pay.SentUnknown):
		do.Disabled, hint = true, t.Say(text.PayUnknown)
	case !token.Permit:
		hint = t.Say(text.PayPlain, token.Symbol)
	default:
		hint = t.Say(text.PayPrompts)
	}
	if bound := q.Commitment(c.Draft.Duration); !bound.IsZero() && !c.Bill.busy() {
		hint = strings.TrimSpace(t.Say(text.PaysAtLeast, t.Amount(bound, token)) + t.Space() + hint)
	}
	return app.Div().Class("stack flow-narrow").Body(append(body, part.WayOn(hint, do))...)
}

// remedy is what to do about a payment that failed, beside trying again with the button below.
func (c *payer) remedy(again app.UI) []app.UI {
	t := c.T
	switch {
	case reverted(c.Bill.err, "Market_LiveOrder"):
		return []app.UI{&part.Button{Label: t.Say(text.RentSeeOrder), Href: "/orders/" + fault.Figure(c.Bill.err, "id"), Test: "pay-live-order"}, again}
	case reverted(c.Bill.err, "Market_QuoteUsed"):
		return []app.UI{&part.Button{Label: t.Say(text.PaySeeOrders), Href: "/orders", Test: "pay-orders"}, again}
	case fault.Is(c.Bill.err, pay.QuoteExpired), fault.Is(c.Bill.err, api.Reverted):
		return []app.UI{again}
	case fault.Is(c.Bill.err, pay.SentUnknown):
		return []app.UI{&part.Button{Label: t.Say(text.PaySeeOrders), Href: "/orders", Test: "pay-orders"}}
	}
	return nil
}

// figure is what is paid, and out of what.
func (c *payer) figure(token wire.Token, deposit amount.Amount) app.UI {
	t := c.T
	balance := t.Say(text.PayReading)
	switch c.Bill.balance.Status {
	case state.Ready:
		balance = t.Named(c.Bill.balance.Data, token)
	case state.Failed:
		balance = t.Say(text.PayNoBalance)
	}
	return app.Section().Class("panel").Body(
		app.P().Class("meter-name").Text(t.Say(text.RentEscrow)),
		app.P().Class("figure").Body(app.Span().Class("num").DataSet("test", "pay-deposit").Text(t.Named(deposit, token))),
		app.P().Class("small muted").Body(app.Span().Text(t.Say(text.PayYouHave)+" "), app.Span().Class("num").DataSet("test", "pay-balance").Text(balance)),
	)
}

func (c *payer) terms(a wire.Answer, q order.Quote) app.UI {
	t, token := c.T, c.Chain.TokenOf(q.Token)
	name := a.Name
	if name == "" {
		name = a.Node.Short()
	}
	span := time.Duration(c.Draft.Duration) * time.Second
	free := time.Duration(q.Probation) * time.Second
	facts := []app.UI{
		part.Fact(t.Say(text.PayNode), app.Span().Text(name)),
		part.Fact(t.Say(text.PayWhat), app.Span().Text(t.Resources(q.Resources))),
		part.Fact(t.Say(text.Price), app.Span().Class("num").Text(t.RateMonth(q.Rate, token))),
		part.Fact(t.Say(text.PaidIn), app.Span().DataSet("test", "pay-token").Text(part.TokenWords(token))),
		part.Fact(t.Say(text.Duration), app.Span().Text(t.Span(c.Draft.Duration))),
	}
	facts = append(facts,
		part.Fact(t.Say(text.PayEnds), app.Span().Class("num").DataSet("test", "pay-ends").Text(t.Say(text.PayEndsAt, t.Date(time.Now().Add(span+free))))),
		part.Fact(t.Say(text.RentGoodFor), part.Countdown(t, q.ValidUntil, 0, "pay-valid")),
	)
	return app.Section().Class("panel").Body(part.Facts(facts...))
}

// next is what happens after the payment.
func (c *payer) next(q order.Quote) []app.UI {
	t := c.T
	window := time.Duration(c.Chain.ActivationWindow) * time.Second
	lines := []string{t.Say(text.PayThen1, t.About(window))}
	if q.Probation > 0 {
		lines = append(lines, t.Say(text.PayThenFree, t.About(time.Duration(q.Probation)*time.Second)))
	}
	lines = append(lines, t.Say(text.PayThen2))
	if bound := q.Commitment(c.Draft.Duration); bound.IsZero() {
		lines = append(lines, t.Say(text.PayThen3))
	} else {
		lines = append(lines, t.Say(text.PayThenBound, t.Named(bound, c.Chain.TokenOf(q.Token))))
	}
	var items []app.UI
	for _, l := range lines {
		items = append(items, app.Li().Text(l))
	}
	return items
}

// progress is the payment as a timeline.
func (c *payer) progress() []part.Step {
	t, now := c.T, c.Bill.stage
	if c.Bill.err != nil {
		now = c.Bill.broke
	}
	permit := pay.Permit
	if token, ok := c.Chain.TokenAt(c.Draft.Token); c.Bill.plain || ok && !token.Permit {
		permit = pay.Approve
	}
	var steps []part.Step
	for i, s := range []pay.Stage{pay.Ready, permit, pay.Send, pay.Block} {
		st := part.Step{Key: [...]string{"ready", "permit", "send", "block"}[i], Name: t.Say(pay.Words[s]), Stage: part.Todo}
		switch {
		case s == now && c.Bill.err != nil:
			st.Stage = part.Broken
		case s == now:
			st.Stage = part.Now
		case s < now:
			st.Stage = part.Done
		}
		if s == pay.Block && c.Draft.Tx != nil {
			st.Detail = part.Tx(t, *c.Draft.Tx, c.Chain.Explorer)
		}
		steps = append(steps, st)
	}
	return steps
}

// reverted reports whether the contract refused with an error of this name.
func reverted(err error, name string) bool {
	return fault.Is(err, api.Reverted) && fault.Figure(err, "error") == name
}
