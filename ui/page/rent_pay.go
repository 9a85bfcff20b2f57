package page

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// payment is the last step's state.
type payment struct {
	stage   payStage
	broke   payStage // where it failed
	err     error
	plain   bool // by an approval instead of a permit
	balance state.Of[amount.Amount]
	loaded  eth.Address // whose balance
}

func (y payment) busy() bool { return y.stage != payIdle && y.stage != payDone }

// loadPay reads the balance, and takes up a payment that was under way when the page was left.
func (p *Rent) loadPay(_ app.Context) {
	ctx := p.ctx
	if p.draft.Tx != nil && !p.pay.busy() {
		p.resume(ctx, *p.draft.Tx)
	}
	if a, ok := p.quote(); ok {
		// So that the page notices when the quote runs out.
		ctx.After(time.Until(a.Quote.ValidUntil)+time.Second, func(app.Context) {})
	}
	user, life, chain := p.session.Data.Address, p.life, p.info.Data.Chain
	if user.IsZero() || chain.ID == 0 || user == p.pay.loaded || life == nil {
		return
	}
	p.pay.loaded, p.pay.balance = user, state.Of[amount.Amount]{Status: state.Loading}
	ctx.Async(func() {
		have, err := api.Chain{Chain: chain}.Balance(life, user)
		ctx.Dispatch(func(app.Context) { p.pay.balance = came(have, err) })
	})
}

// start pays for the chosen quote.
func (p *Rent) start(_ app.Context) {
	ctx := p.ctx
	a, ok := p.quote()
	if !ok || p.pay.busy() {
		return
	}
	if !p.loggedIn() {
		AskLogin(ctx)
		return
	}
	p.pay.err, p.pay.broke, p.pay.plain = nil, payIdle, false
	p.pay.stage = payReady
	stage := func(s payStage) {
		ctx.Dispatch(func(app.Context) {
			p.pay.stage = s
			p.pay.plain = p.pay.plain || s == payApprove
		})
	}
	d := p.draft
	b := purchase{
		T: p.T, Quote: *a.Quote, Sig: a.Signature, Duration: d.Duration, Stage: stage,
		Sent: func(tx eth.Hash) {
			// Written at once, from here: the page may be left at any moment and must not pay twice.
			d.Tx = &tx
			js.Session.Set(draftStore, d)
			ctx.Dispatch(func(app.Context) { p.draft.Tx = &tx })
		},
	}
	ctx.Async(func() {
		id, err := b.place(ctx)
		p.finish(ctx, d, id, err)
	})
}

// resume waits for a transaction that was sent before the page was loaded.
func (p *Rent) resume(_ app.Context, tx eth.Hash) {
	ctx := p.ctx
	p.pay.stage, p.pay.err = payBlock, nil
	d := p.draft
	ctx.Async(func() {
		info, err := state.NeedInfo(ctx)
		var id order.ID
		if err == nil {
			id, err = created(ctx, api.Chain{Chain: info.Chain}, tx)
		}
		p.finish(ctx, d, id, err)
	})
}

// finish runs on the goroutine of the payment, which may outlive the page.
func (p *Rent) finish(ctx app.Context, d draft, id order.ID, err error) {
	after := draft{Duration: d.Duration, Placed: id}
	if err == nil {
		remember(id, forOrder{Template: d.Template, Params: d.Params})
		js.Session.Set(draftStore, after)
	}
	ctx.Dispatch(func(ctx app.Context) {
		if err != nil {
			p.pay.broke, p.pay.err = p.pay.stage, err
			p.pay.stage = payIdle
			p.pay.loaded = eth.Address{}
			if !coded(err, "sent-unknown") {
				p.draft.Tx = nil
				p.save()
			}
			state.SessionLost(ctx, err)
			return
		}
		p.pay.stage = payDone
		p.talk.end()
		p.draft = after
		ctx.Navigate("/orders/" + id.String())
	})
}

// renderPay is the last step: what it costs, what happens next, and the payment.
func (p *Rent) renderPay() app.UI {
	t := p.T
	again := &part.Button{Label: t.Say(text.RentAskAgain), Test: "rent-ask-again", Busy: p.talk.starting, OnClick: func(ctx app.Context, _ app.Event) {
		p.askAgain(ctx)
		p.goTo(ctx, stepAsk)
	}}
	a, ok := p.quote()
	switch {
	case p.pay.stage == payBlock && !ok:
		return waiting(t.Say(text.PayBlock))
	case !ok && p.talk.err != nil:
		return failure(t, p.talk.err, again)
	case !ok && p.talk.done != nil:
		return part.Empty(t.Say(text.PayNoQuote), t.Say(text.PayNoQuoteDo), again)
	case !ok || p.info.Data.Chain.ID == 0:
		return app.Div().Class("stack").Body(waiting(t.Say(text.RentLoading)), part.Skeleton(6))
	}
	q, token := *a.Quote, p.token()
	deposit := q.Deposit(p.draft.Duration)
	body := []app.UI{
		p.terms(a, q, deposit),
		part.Note(part.Neutral, t.Say(text.PayNext), app.Ol().Class("next").Body(p.next(q)...)),
	}
	over := time.Until(q.ValidUntil) < quoteSpare
	short := p.pay.balance.Status == state.Ready && p.pay.balance.Data.Cmp(deposit) < 0
	if p.pay.busy() || p.pay.broke != payIdle && !declined(p.pay.err) {
		body = append(body, app.Section().Class("panel").Aria("label", t.Say(text.PayProgress)).Body(part.Timeline(t, time.Now(), p.progress())))
	}
	if p.pay.err != nil {
		body = append(body, trouble(t, p.pay.err, p.remedy(again)...))
	}
	hint := ""
	pay := &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(text.PayDo, t.Amount(deposit, token)), Test: "pay", OnClick: func(ctx app.Context, _ app.Event) { p.start(ctx) }}
	switch {
	case p.pay.busy():
		pay.Busy, pay.Label = true, t.Say(payWords[p.pay.stage])
	case over && !p.pay.busy():
		return app.Div().Class("stack flow-narrow").Body(append(body, action(t.Say(text.PayOver), again))...)
	case !p.loggedIn():
		pay.Label, pay.Test, hint = t.Say(text.RentLogIn), "pay-login", t.Say(text.RentWhyLogIn)
	case short:
		pay.Disabled, hint = true, t.Say(text.PayShort, t.Amount(deposit, token), t.Amount(p.pay.balance.Data, token))
	case coded(p.pay.err, "sent-unknown"):
		pay.Disabled, hint = true, t.Say(text.PayUnknown)
	default:
		hint = t.Say(text.PayPrompts)
	}
	return app.Div().Class("stack flow-narrow").Body(append(body, action(hint, pay))...)
}

// remedy is what to do about a payment that failed, beside trying again with the button below.
func (p *Rent) remedy(again app.UI) []app.UI {
	t := p.T
	switch {
	case reverted(p.pay.err, "Market_LiveOrder"):
		return []app.UI{&part.Button{Label: t.Say(text.RentSeeOrder), Href: "/orders/" + figure(p.pay.err, "id"), Test: "pay-live-order"}, again}
	case reverted(p.pay.err, "Market_QuoteUsed"):
		return []app.UI{&part.Button{Label: t.Say(text.PaySeeOrders), Href: "/orders", Test: "pay-orders"}, again}
	case coded(p.pay.err, "quote-expired"), coded(p.pay.err, api.Reverted):
		return []app.UI{again}
	case coded(p.pay.err, "sent-unknown"):
		return []app.UI{&part.Button{Label: t.Say(text.PaySeeOrders), Href: "/orders", Test: "pay-orders"}}
	}
	return nil
}

func (p *Rent) terms(a wire.Answer, q order.Quote, deposit amount.Amount) app.UI {
	t, token := p.T, p.token()
	name := a.Name
	if name == "" {
		name = a.Node.Short()
	}
	span := time.Duration(p.draft.Duration) * time.Second
	free := time.Duration(q.Probation) * time.Second
	facts := []app.UI{
		part.Fact(t.Say(text.PayNode), app.Span().Text(name)),
		part.Fact(t.Say(text.PayWhat), app.Span().Text(t.Resources(q.Resources))),
		part.Fact(t.Say(text.Price), app.Span().Class("num").Text(t.RateMonth(q.Rate, token))),
		part.Fact(t.Say(text.Duration), app.Span().Text(t.Span(p.draft.Duration))),
	}
	if q.Probation > 0 {
		facts = append(facts, part.Fact(t.Say(text.RentProbation), app.Span().Text(t.Say(text.PayProbation, t.About(free)))))
	}
	facts = append(facts,
		part.Fact(t.Say(text.PayEnds), app.Span().Class("num").DataSet("test", "pay-ends").Text(t.Say(text.PayEndsAt, t.Date(time.Now().Add(span+free))))),
		part.Fact(t.Say(text.RentGoodFor), part.Countdown(t, q.ValidUntil, 0, "pay-valid")),
	)
	balance := t.Say(text.PayReading)
	switch p.pay.balance.Status {
	case state.Ready:
		balance = t.Amount(p.pay.balance.Data, token)
	case state.Failed:
		balance = t.Say(text.PayNoBalance)
	}
	return app.Section().Class("panel").Body(
		app.P().Class("meter-name").Text(t.Say(text.RentEscrow)),
		app.P().Class("figure").Body(app.Span().Class("num").DataSet("test", "pay-deposit").Text(t.Amount(deposit, token))),
		app.P().Class("small muted").Body(app.Span().Text(t.Say(text.PayYouHave)+" "), app.Span().Class("num").DataSet("test", "pay-balance").Text(balance)),
		part.Facts(facts...),
	)
}

// next is what happens after the payment.
func (p *Rent) next(q order.Quote) []app.UI {
	t := p.T
	window := time.Duration(p.info.Data.Chain.ActivationWindow) * time.Second
	lines := []string{t.Say(text.PayThen1, t.About(window))}
	if q.Probation > 0 {
		lines = append(lines, t.Say(text.PayThenFree, t.About(time.Duration(q.Probation)*time.Second)))
	}
	lines = append(lines, t.Say(text.PayThen2), t.Say(text.PayThen3))
	var items []app.UI
	for _, l := range lines {
		items = append(items, app.Li().Text(l))
	}
	return items
}

var payWords = map[payStage]text.Text{
	payReady: text.PayReady, payPermit: text.PayPermit, payApprove: text.PayApprove, paySend: text.PaySend, payBlock: text.PayBlock, payDone: text.PayDone,
}

// progress is the payment as a timeline.
func (p *Rent) progress() []part.Step {
	t, now := p.T, p.pay.stage
	if p.pay.err != nil {
		now = p.pay.broke
	}
	permit := payPermit
	if p.pay.plain {
		permit = payApprove
	}
	var steps []part.Step
	for i, s := range []payStage{payReady, permit, paySend, payBlock} {
		st := part.Step{Key: [...]string{"ready", "permit", "send", "block"}[i], Name: t.Say(payWords[s]), Stage: part.Todo}
		switch {
		case s == now && p.pay.err != nil:
			st.Stage = part.Broken
		case s == now:
			st.Stage = part.Now
		case s < now:
			st.Stage = part.Done
		}
		if s == payBlock && p.draft.Tx != nil {
			st.Detail = part.Tx(t, *p.draft.Tx, p.info.Data.Chain.Explorer)
		}
		steps = append(steps, st)
	}
	return steps
}
