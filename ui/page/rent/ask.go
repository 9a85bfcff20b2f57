package rent

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/pay"
	"berth/ui/state"
)

// ask sends the offer to the nodes and shows their answers; it shows those that are there if nothing has changed.
func (p *Page) ask(app.Context, app.Event) {
	p.loggedInThen(func(ctx app.Context) {
		if p.draft.current() && !p.talk.over() {
			p.goTo(ctx, stepAsk)
			return
		}
		p.askAgain()
	})
}

// askAgain starts a new negotiation.
func (p *Page) askAgain() {
	if p.talk.starting {
		return
	}
	p.talk.end()
	p.talk = talk{starting: true}
	p.draft.Quote, p.draft.Offer = eth.Address{}, ""
	request, key, run := p.draft.request(), p.draft.key(), p.life.Run()
	run.Go(func() {
		started, err := api.Ask(run, request)
		run.Do(func(ctx app.Context) {
			p.talk.starting = false
			if err != nil {
				p.talk.err = err
				state.SessionLost(ctx, err)
				return
			}
			p.draft.Offer, p.draft.Asked = started.ID, key
			if p.step == stepAsk {
				p.save()
				p.listen()
				return
			}
			p.goTo(ctx, stepAsk)
		})
	})
}

// listen follows the negotiation that the draft names. All that was said before comes first.
func (p *Page) listen() {
	id := p.draft.Offer
	if id == "" || p.talk.id == id && p.talk.err == nil || !p.life.Run().On() {
		return
	}
	p.talk.end()
	p.talk = talk{id: id, answers: map[eth.Address]wire.Answer{}}
	run, stop := p.life.Run().Part()
	p.talk.stop = stop
	mine := func(f func()) {
		run.Own().Dispatch(func(app.Context) {
			if p.talk.id == id {
				f()
			}
		})
	}
	run.Go(func() {
		err := api.FollowOffer(run, id, api.OfferHandler{
			Asked: func(a wire.Asked) { mine(func() { p.talk.asked = &a }) },
			Answer: func(a wire.Answer) {
				mine(func() {
					p.talk.hear(a)
					if a.Quote != nil {
						// So that the page notices when the quote runs out.
						run.After(time.Until(pay.Until(*a.Quote)), func(app.Context) {})
					}
				})
			},
			Done: func(d wire.Done) { mine(func() { p.talk.done = &d }) },
		})
		if err != nil && !state.Cancelled(err) {
			mine(func() { p.talk.err = err })
		}
	})
}

// choose takes a node's quote.
func (p *Page) choose(ctx app.Context, node eth.Address) {
	p.draft.Quote = node
	p.bill = payment{}
	p.goTo(ctx, stepPay)
}
