package rent

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/trust"
)

// payment is the last step's state.
type payment struct {
	stage   pay.Stage
	broke   pay.Stage // where it failed
	err     error
	plain   bool // by an approval instead of a permit
	balance state.Of[amount.Amount]
	loaded  balanceOf
}

// balanceOf is whose balance was read, and of which token.
type balanceOf struct{ user, token eth.Address }

func (y payment) busy() bool { return y.stage != pay.Idle && y.stage != pay.Done }

// loadPay reads the balance, and takes up a payment that was under way when the page was left.
func (p *Page) loadPay() {
	run := p.life.Run()
	if p.draft.Tx != nil && !p.bill.busy() {
		p.resume(*p.draft.Tx)
	}
	if a, ok := p.talk.quote(p.draft.Quote); ok && run.On() {
		// So that the page notices when the quote runs out.
		run.After(time.Until(a.Quote.ValidUntil)+time.Second, func(app.Context) {})
	}
	user, token, chain := p.session.Data.Address, p.draft.Token, p.info.Data.Chain
	if is := (balanceOf{user, token}); user.IsZero() || chain.ID == 0 || is == p.bill.loaded || !run.On() {
		return
	}
	p.bill.loaded, p.bill.balance = balanceOf{user, token}, state.Of[amount.Amount]{Status: state.Loading}
	pay.ReadBalance(run, chain, token, user, func(b state.Of[amount.Amount]) { p.bill.balance = b })
}

// start pays for the chosen quote.
func (p *Page) start(app.Context, app.Event) {
	ctx := p.life.Own()
	a, ok := p.talk.quote(p.draft.Quote)
	if !ok || p.bill.busy() {
		return
	}
	if !p.loggedIn() {
		part.AskLogin(ctx)
		return
	}
	p.bill.err, p.bill.broke, p.bill.plain = nil, pay.Idle, false
	p.bill.stage = pay.Ready
	stage := func(s pay.Stage) {
		ctx.Dispatch(func(app.Context) {
			p.bill.stage = s
			p.bill.plain = p.bill.plain || s == pay.Approve
		})
	}
	d := p.draft
	b := pay.Purchase{
		T: p.T, Quote: *a.Quote, Sig: a.Signature, Duration: d.Duration, Stage: stage,
		Wish: trust.Wish{Node: d.Quote, Token: d.Token, Resources: d.Resources, Duration: d.Duration, Offered: d.Rate, Kind: a.Kind}.Shows(*a.Quote),
		Sent: func(tx eth.Hash) {
			// Written at once, from here: the page may be left at any moment and must not pay twice.
			d.Tx = &tx
			js.Session.Set(draftStore, d)
			ctx.Dispatch(func(app.Context) { p.draft.Tx = &tx })
		},
	}
	ctx.Async(func() {
		id, err := b.Place(ctx)
		p.finish(ctx, d, id, err)
	})
}

// resume waits for a transaction that was sent before the page was loaded.
func (p *Page) resume(tx eth.Hash) {
	ctx := p.life.Own()
	p.bill.stage, p.bill.err = pay.Block, nil
	d := p.draft
	ctx.Async(func() {
		info, err := state.NeedInfo(ctx)
		var id order.ID
		if err == nil {
			id, err = pay.Created(ctx, api.Chain{Chain: info.Chain}, tx)
		}
		p.finish(ctx, d, id, err)
	})
}

// finish runs on the goroutine of the payment, which may outlive the page.
func (p *Page) finish(ctx app.Context, d draft, id order.ID, err error) {
	after := draft{Token: d.Token, Duration: d.Duration, Placed: id}
	if err == nil {
		state.Plan{Template: d.Template, Params: d.Params}.Keep(id)
		js.Session.Set(draftStore, after)
	}
	ctx.Dispatch(func(ctx app.Context) {
		if err != nil {
			p.bill.broke, p.bill.err = p.bill.stage, err
			p.bill.stage = pay.Idle
			p.bill.loaded = balanceOf{}
			if !fault.Is(err, pay.SentUnknown) {
				p.draft.Tx = nil
				p.save()
			}
			state.SessionLost(ctx, err)
			return
		}
		p.bill.stage = pay.Done
		p.talk.end()
		p.draft = after
		ctx.Navigate("/orders/" + id.String())
	})
}
