package rent

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/state"
)

// load is what is to run as it is entered now.
func (p *Page) load() *load {
	l := &load{params: p.draft.Params}
	switch {
	case p.draft.Template != "" && p.service.Status == state.Ready && p.service.ID == p.draft.Template:
		l.template = p.service.Data
	case p.draft.Template == "":
		l.own = p.own.file
		a := p.own.answer
		l.waits = l.own.Text() != "" && (p.own.by == "" || a.Needs == nil || len(a.Problems) > 0)
	default:
		l.template.ID = p.draft.Template // not known yet
		l.template.Params = []wire.Param{{Required: true}}
	}
	return l
}

// first has the first node that works looked for.
func (p *Page) first(app.Context, app.Event) { p.loggedInThen(p.findFirst) }

func (p *Page) findFirst(ctx app.Context) {
	l := p.load()
	p.search.T, p.search.Load = p.T, l
	p.search.OnServes = p.serves
	r := wire.RentalRequest{OfferRequest: p.draft.request(), Runs: l.runs(), RTT: p.advice.rtt}
	if len(r.Nodes) == 0 {
		r.Nodes = p.advice.inOrder()
	}
	p.search.Begin(p.life.Run(), r)
	p.goTo(ctx, stepFirst)
}

// serves goes to the order that was found.
func (p *Page) serves(id order.ID) {
	p.search.End()
	p.draft = draft{Token: p.draft.Token, Duration: p.draft.Duration, Placed: id}
	p.save()
	p.life.Own().Navigate("/orders/" + id.String())
}

// follow watches the search that there is, after a reload too.
func (p *Page) follow() {
	if p.search.Load == nil {
		if p.draft.Template != "" && p.service.Status != state.Ready && p.service.Status != state.Failed {
			return // complete calls again once the service is known
		}
		p.search.T, p.search.Load, p.search.OnServes = p.T, p.load(), p.serves
		p.search.Follow(p.life.Run())
	}
}
