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
	OnOwn   app.EventHandler // pays the fee, too
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
	case (c.Bill.stage == pay.Block || c.Bill.stage == pay.Relay) && !ok:
		return part.Wait(t.Say(pay.Words[c.Bill.stage]))
	case !ok && c.Talk.err != nil:
		return part.Broke(t, c.Talk.err, again)
	case !ok && c.Talk.done != nil:
		return part.Empty(t.Say(text.PayNoQuote), t.Say(text.PayNoQuoteDo), again)
	case !ok || c.Chain.ID == 0:
		return app.Div().Class("stack").Body(part.Wait(t.Say(text.RentLoading)), part.Skeleton(6))
	}
	q, token := *a.Quote, c.Chain.TokenOf(a.Quote.Token)
	deposit := q.Deposit(c.Draft.Duration)
	name := a.Name
	if name == "" {
		name = a.Node.Short()
	}
	body := []app.UI{
		part.Heading(t.Say(text.PayTitle, name)),
		c.figure(token, deposit),
		part.Note(part.Neutral, t.Say(text.PromiseTitle), part.PromiseList(t, part.Promises(t, c.Chain, q, c.Draft.Duration, a.Probation))),
	}
	relays := c.Bill.relays(q.Token)
	if relays || c.Bill.busy() && c.Bill.relay {
		body = append(body, app.Div().DataSet("test", "pay-relay").Body(part.Note(part.Neutral, t.Say(text.PayRelayTitle),
			app.P().Text(t.Say(text.PayRelayWhat, c.Chain.Currency)), app.P().Class("small muted").Text(t.Say(text.PayRelayLater)),
		)))
	} else if why, ok := text.RelayWhys[string(c.Bill.fee.Offer.Why)]; ok && c.Bill.fee.Poor {
		body = append(body, app.P().Class("small muted").DataSet("test", "pay-no-relay").Text(t.Say(text.PayNoRelay, c.Chain.Currency, t.Say(why))))
	}
	over := !live(a)
	short := c.Bill.balance.Status == state.Ready && c.Bill.balance.Data.Cmp(deposit) < 0
	if c.Bill.busy() || c.Bill.broke != pay.Idle && !fault.Is(c.Bill.err, wallet.Declined) {
		body = append(body, app.Section().Class("panel").Aria("label", t.Say(text.PayProgress)).Body(part.Timeline(t, time.Now(), c.progress())))
	}
	hint := ""
	do := &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(text.PayDo, t.Named(deposit, token)), Test: "pay", OnClick: c.OnPay}
	switch {
	case c.Bill.busy():
		do.Busy, do.Label = true, t.Say(pay.Words[c.Bill.stage])
	case over:
		do, hint = again, t.Say(text.PayOver)
		do.Kind = part.Primary
	case !c.LoggedIn:
		hint = t.Say(text.RentWhyLogIn)
	case short:
		do.Disabled, hint = true, t.Say(text.PayShort, t.Named(deposit, token), t.Named(c.Bill.balance.Data, token))
	case fault.Is(c.Bill.err, pay.SentUnknown):
		do.Disabled, hint = true, t.Say(text.PayUnknown)
	case relays:
		hint = t.Say(text.PayRelayPrompts)
	case !token.Permit:
		hint = t.Say(text.PayPlain, token.Symbol)
	default:
		hint = t.Say(text.PayPrompts)
	}
	if bound := q.Commitment(c.Draft.Duration); !bound.IsZero() && !c.Bill.busy() && !over {
		hint = strings.TrimSpace(t.Say(text.PaysAtLeast, t.Amount(bound, token)) + t.Space() + hint)
	}
	ways := []app.UI{do}
	if relays && !c.Bill.busy() && !short && !over && !c.Bill.fee.Coins.IsZero() {
		ways = append(ways, &part.Button{Kind: part.Quiet, Label: t.Say(text.PayOwnFee), Test: "pay-own", OnClick: c.OnOwn})
	}
	act := []app.UI{&part.Told{T: t, Err: c.Bill.err, Actions: c.remedy(again, over)}}
	if hint != "" {
		act = append(act, app.P().Class("small muted").DataSet("test", "hint").Text(hint))
	}
	body = append(body, app.Div().Class("act act-stack").Body(append(act, ways...)...), c.terms(a, q),
		part.Note(part.Neutral, t.Say(text.PayNext), app.Ol().Class("next").Body(c.next(q)...)))
	return app.Div().Class("stack flow-narrow").Body(body...)
}

// remedy is what to do about a payment that failed, beside trying again with the button below.
func (c *payer) remedy(again app.UI, over bool) []app.UI {
	t := c.T
	switch {
	case over: // the button below asks again
	case reverted(c.Bill.err, "Market_LiveOrder"):
		return []app.UI{&part.Button{Label: t.Say(text.RentSeeOrder), Href: "/orders/" + fault.Figure(c.Bill.err, "id"), Test: "pay-live-order"}, again}
	case reverted(c.Bill.err, "Market_QuoteUsed"):
		return []app.UI{&part.Button{Label: t.Say(text.PaySeeOrders), Href: "/orders", Test: "pay-orders"}, again}
	case fault.Is(c.Bill.err, pay.QuoteExpired), fault.Is(c.Bill.err, api.Reverted), fault.Is(c.Bill.err, pay.RelayFailed):
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
	switch {
	case !c.LoggedIn:
		balance = t.Say(text.PayAfterLogIn)
	case c.Bill.balance.Status == state.Ready:
		balance = t.Named(c.Bill.balance.Data, token)
	case c.Bill.balance.Status == state.Failed:
		balance = t.Say(text.PayNoBalance)
	}
	return app.Section().Class("panel").Body(
		app.P().Class("dial-figure").Body(
			app.Span().Class("num").DataSet("test", "pay-deposit").Text(t.Named(deposit, token)), app.Span().Class("dial-unit").Text(t.Say(text.DialTotal, t.Span(c.Draft.Duration))),
		),
		app.P().Class("small muted").Body(app.Span().Text(t.Say(text.PayYouHave)+": "), app.Span().Class("num").DataSet("test", "pay-balance").Text(balance)),
	)
}

func (c *payer) terms(a wire.Answer, q order.Quote) app.UI {
	t, token := c.T, c.Chain.TokenOf(q.Token)
	span := time.Duration(c.Draft.Duration) * time.Second
	free := time.Duration(q.Probation) * time.Second
	facts := []app.UI{
		part.Fact(t.Say(text.PayWhat), app.Span().Text(t.Resources(q.Resources))),
		part.Fact(t.Say(text.Price), app.Span().Class("num").Text(t.RateMonth(q.Rate, token))),
		part.Fact(t.Say(text.PaidIn), app.Span().DataSet("test", "pay-token").Text(part.TokenWords(token))),
		part.Fact(t.Say(text.Duration), app.Span().Text(t.Span(c.Draft.Duration))),
	}
	facts = append(facts,
		part.Fact(t.Say(text.PayEnds), app.Span().Class("num").DataSet("test", "pay-ends").Text(t.Say(text.PayEndsAt, t.Date(time.Now().Add(span+free))))),
		part.Fact(t.Say(text.RentGoodFor), part.Countdown(t, pay.Until(q), 0, "pay-valid")),
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
	way := []pay.Stage{pay.Ready, permit, pay.Send, pay.Block}
	if c.Bill.relay {
		way = []pay.Stage{pay.Ready, pay.Permit, pay.Sign, pay.Relay}
	}
	for i, s := range way {
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
