package rent

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
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
	fee     pay.Fee // who pays it
	relay   bool    // the platform is asked to, in the payment under way or the last one
	own     bool    // the user pays it whoever else would: chosen, or since the platform has declined
	loaded  balanceOf
}

// balanceOf is whose balance was read, and of which token.
type balanceOf struct{ user, token eth.Address }

// relays reports whether the platform is to pay the fee of an order in a token.
func (y payment) relays(token eth.Address) bool { return !y.own && y.fee.Pays(token) }

func (y payment) busy() bool { return y.stage != pay.Idle && y.stage != pay.Done }

// loadPay reads the balance, and takes up a payment that was under way when the page was left.
func (p *Page) loadPay() {
	run := p.life.Run()
	if p.draft.Tx != nil && !p.bill.busy() {
		p.resume(*p.draft.Tx)
	}
	if p.draft.Relay != "" && !p.bill.busy() {
		p.await(p.draft.Relay)
	}
	if a, ok := p.talk.quote(p.draft.Quote); ok && run.On() {
		// So that the page notices when the quote runs out.
		run.After(time.Until(pay.Until(*a.Quote)), func(app.Context) {})
	}
	user, token, chain := p.session.Data.Address, p.draft.Token, p.info.Data.Chain
	if is := (balanceOf{user, token}); user.IsZero() || chain.ID == 0 || is == p.bill.loaded || !run.On() {
		return
	}
	p.bill.loaded, p.bill.balance = balanceOf{user, token}, state.Of[amount.Amount]{Status: state.Loading}
	pay.ReadFee(run, p.info.Data, user, func(f pay.Fee) { p.bill.fee = f })
	pay.ReadBalance(run, chain, token, user, func(b state.Of[amount.Amount]) { p.bill.balance = b })
}

// start pays for the chosen quote.
func (p *Page) start(app.Context, app.Event) {
	p.loggedInThen(p.pay)
}

func (p *Page) pay(app.Context) {
	ctx := p.life.Own()
	a, ok := p.talk.quote(p.draft.Quote)
	if !ok || p.bill.busy() {
		return
	}
	p.bill.err, p.bill.broke, p.bill.plain = nil, pay.Idle, false
	p.bill.stage, p.bill.relay = pay.Ready, p.bill.relays(p.draft.Token)
	stage := func(s pay.Stage) {
		ctx.Dispatch(func(app.Context) {
			p.bill.stage = s
			p.bill.plain = p.bill.plain || s == pay.Approve
		})
	}
	d, goesOn := p.draft, p.goesOn()
	b := pay.Purchase{
		T: p.T, Quote: *a.Quote, Sig: a.Signature, Duration: d.Duration, Stage: stage,
		Wish: trust.Wish{Node: d.Quote, Token: d.Token, Resources: d.Resources, Duration: d.Duration, Offered: d.Rate, Needs: d.need(), Kind: a.Kind}.Shows(*a.Quote),
		Sent: func(tx eth.Hash) {
			// Written at once, from here: the page may be left at any moment and must not pay twice.
			d.Tx = &tx
			js.Session.Set(draftStore, d)
			ctx.Dispatch(func(app.Context) { p.draft.Tx = &tx })
		},
		Relay: p.bill.relay,
		Relayed: func(id string) {
			d.Relay = id
			js.Session.Set(draftStore, d)
			ctx.Dispatch(func(app.Context) { p.draft.Relay = id })
		},
	}
	ctx.Async(func() {
		id, err := b.Place(ctx)
		p.finish(ctx, d, goesOn, id, err)
	})
}

// resume waits for a transaction that was sent before the page was loaded.
func (p *Page) resume(tx eth.Hash) {
	ctx := p.life.Own()
	p.bill.stage, p.bill.err = pay.Block, nil
	d, goesOn := p.draft, p.goesOn()
	ctx.Async(func() {
		info, err := state.NeedInfo(ctx)
		var id order.ID
		if err == nil {
			id, err = pay.Created(ctx, api.Chain{Chain: info.Chain, For: state.Session.Get(ctx).Data.Address}, tx)
		}
		p.finish(ctx, d, goesOn, id, err)
	})
}

// await waits for what the platform was asked to send before the page was loaded.
func (p *Page) await(id string) {
	ctx := p.life.Own()
	p.bill.stage, p.bill.err, p.bill.relay = pay.Relay, nil, true
	d, goesOn := p.draft, p.goesOn()
	ctx.Async(func() {
		info, err := state.NeedInfo(ctx)
		var made order.ID
		if err == nil {
			made, err = pay.AwaitRelay(ctx, api.Chain{Chain: info.Chain, For: state.Session.Get(ctx).Data.Address}, wire.Relay{ID: id, State: wire.RelaySending}, nil)
		}
		p.finish(ctx, d, goesOn, made, err)
	})
}

// payOwn has the user pay the fee, though the platform would.
func (p *Page) payOwn(ctx app.Context, e app.Event) {
	p.bill.own = true
	p.start(ctx, e)
}

// goesOn reports whether what was chosen can be deployed once it is paid, without another word of the user's.
func (p *Page) goesOn() bool {
	l := p.load()
	return l.runs() && l.ready()
}

// finish runs on the goroutine of the payment, which may outlive the page.
func (p *Page) finish(ctx app.Context, d draft, goesOn bool, id order.ID, err error) {
	after := draft{Token: d.Token, Duration: d.Duration, Placed: id}
	if err == nil {
		state.Plan{Template: d.Template, Params: d.Params}.Keep(id)
		if goesOn {
			state.GoOn(id)
		}
		if d.Template == "" {
			hand(id)
		}
		js.Session.Set(draftStore, after)
	}
	ctx.Dispatch(func(ctx app.Context) {
		if err != nil {
			p.bill.broke, p.bill.err = p.bill.stage, err
			p.bill.stage = pay.Idle
			p.bill.loaded = balanceOf{}
			p.bill.own = p.bill.own || p.bill.relay && pay.Declined(err)
			if !fault.Is(err, pay.SentUnknown) {
				p.draft.Tx, p.draft.Relay = nil, ""
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
