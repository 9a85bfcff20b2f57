// Package rent is the way to an order in four steps: what, at which price, from whom, pay. The page keeps what was entered
// and what is under way; each step is a component that shows it.
package rent

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/state"
	"berth/ui/text"
)

// Page is the way to an order. Each step has an address of its own, and what was entered outlives a reload.
type Page struct {
	app.Compo

	T text.T

	info      state.Of[wire.Info]
	session   state.Of[wire.Session]
	templates state.Of[[]wire.Template]

	step  string
	draft draft
	size  entry.Size
	span  span

	hint    state.Of[wire.PriceHint]
	hintFor string
	node    state.Of[wire.Node] // draft.Node

	talk talk
	bill payment
	paid bool // the address is that of a payment that was made: its order is draft.Placed

	life life.Life
}

// New makes the page.
func New(t text.T) *Page { return &Page{T: t, step: stepWhat} }

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Info.Observe(ctx, &p.info).OnChange(func() {
		if p.step == stepPrice {
			p.loadPrice() // which needs to know the tokens
		}
	})
	state.Session.Observe(ctx, &p.session)
	state.Templates.Observe(ctx, &p.templates).OnChange(p.complete)
	state.LoadTemplates(ctx)
	js.Session.Get(draftStore, &p.draft)
	if p.draft.Duration == 0 {
		p.draft.Duration = 86400
	}
	p.span.write(p.draft.Duration)
	p.size = entry.SizeOf(p.draft.Resources)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() {
	p.life.End()
	p.talk.end()
}

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	q := ctx.Page().URL().Query()
	if n, err := eth.ParseAddress(q.Get("node")); err == nil {
		p.setNode(n)
	}
	if tpl := q.Get("template"); tpl != "" && q.Get("step") == "" && tpl != p.draft.Template {
		p.setTemplate(tpl)
	}
	if token, err := eth.ParseAddress(q.Get("token")); err == nil && q.Get("step") == "" {
		p.draft.pay(token)
	}
	p.complete()
	p.save()

	step := q.Get("step")
	if !slices.Contains(rentSteps, step) {
		step = stepWhat
	}
	if r := p.draft.reach(); slices.Index(rentSteps, step) > slices.Index(rentSteps, r) {
		step = r
	}
	p.paid = q.Get("step") == stepPay && step != stepPay && p.draft.Placed != 0
	moved := step != p.step
	p.step = step
	switch step {
	case stepPrice:
		p.loadPrice()
	case stepAsk:
		p.listen()
	case stepPay:
		p.listen()
		p.loadPay()
	}
	if moved {
		ctx.Defer(func(app.Context) { part.ToTop() })
	}
}

// goTo shows a step; the way back is the browser's.
func (p *Page) goTo(ctx app.Context, step string) {
	p.save()
	ctx.NavigateTo(&url.URL{Path: "/rent", RawQuery: "step=" + step})
}

func (p *Page) save() {
	if app.IsClient {
		js.Session.Set(draftStore, p.draft)
	}
}

// complete fills in what follows from the catalogue: a template's middle bundle until another is chosen.
func (p *Page) complete() {
	t, ok := p.template()
	if !ok || p.draft.Size != "" || len(t.Bundles) == 0 {
		return
	}
	p.draft.take(t.Bundles[0])
	p.size = entry.SizeOf(p.draft.Resources)
	p.save()
}

func (p *Page) template() (wire.Template, bool) {
	return entry.Find(p.templates.Data, p.draft.Template)
}

func (p *Page) setTemplate(id string) {
	if id != p.draft.Template || !p.draft.Chosen {
		p.draft.Template, p.draft.Chosen, p.draft.Params = id, true, nil
		p.draft.Size, p.draft.Picked = "", false
		if id == "" {
			p.draft.Size = entry.Custom
		}
	}
	p.complete()
}

// setNode makes it one node that is asked, or any where n is zero.
func (p *Page) setNode(n eth.Address) {
	if n == p.draft.Node && (n.IsZero() || p.node.Status != state.Idle) {
		return
	}
	p.draft.Node, p.draft.Picked = n, false
	p.node = state.Of[wire.Node]{}
	p.loadNode()
}

func (p *Page) loadNode() {
	n, run := p.draft.Node, p.life.Run()
	if n.IsZero() || p.node.Status == state.Loading || p.node.Status == state.Ready || !run.On() {
		return
	}
	p.node.Status = state.Loading
	run.Go(func() {
		node, err := api.Node(run, n)
		run.Do(func(app.Context) {
			if n != p.draft.Node {
				return
			}
			p.node = state.Came(node, err)
			if p.draft.settle(p.info.Data.Chain, p.node.Data) && p.step == stepPrice {
				p.loadPrice()
			}
		})
	})
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	at := max(slices.Index(rentSteps, p.step), 0)
	var steps []part.Step
	for i, key := range rentSteps {
		s := part.Step{Key: key, Name: t.Say(text.RentSteps[i]), Stage: part.Todo}
		switch {
		case i == at:
			s.Stage = part.Now
		case i < at || i <= slices.Index(rentSteps, p.draft.reach()):
			s.Stage = part.Done
		}
		steps = append(steps, s)
	}
	head := []app.UI{app.H1().Text(t.Say(text.RentTitle))}
	var body app.UI
	switch p.step {
	case stepPrice:
		body = &price{
			T: t, Info: p.info, Hint: p.hint, Node: p.node.Data, Draft: &p.draft, Span: &p.span, Starting: p.talk.starting, Err: p.talk.err,
			LoggedIn: p.loggedIn(), OnRate: p.setRate, OnToken: p.setToken, OnDuration: p.setDuration, OnRetry: p.loadPrice, OnAsk: p.ask, OnStep: p.goTo,
		}
	case stepAsk:
		body = &answers{T: t, Chain: p.info.Data.Chain, Draft: &p.draft, Talk: &p.talk, OnAgain: p.askAgain, OnChoose: p.choose, OnStep: p.goTo}
	case stepPay:
		body = &payer{
			T: t, Chain: p.info.Data.Chain, Draft: &p.draft, Talk: &p.talk, Bill: &p.bill, LoggedIn: p.loggedIn(),
			OnPay: p.start, OnAgain: p.askAgain, OnStep: p.goTo,
		}
	default:
		head = append(head, app.P().Class("lead").Text(t.Say(text.RentLead)))
		body = &what{T: t, Templates: p.templates, Draft: &p.draft, Size: &p.size, OnTemplate: p.setTemplate, OnSave: p.save, OnStep: p.goTo}
	}
	return app.Div().Class("page flow").DataSet("test", "rent").DataSet("step", p.step).Body(
		app.Header().Class("page-head").Body(head...),
		&part.Stepper{T: t, Label: t.Say(text.RentTitle), Steps: steps, OnPick: p.goTo},
		p.renderPaid(),
		p.only(),
		body,
	)
}

// renderPaid leads to the order that was paid when the page was left.
func (p *Page) renderPaid() app.UI {
	if !p.paid {
		return nil
	}
	t := p.T
	return app.Div().DataSet("test", "rent-paid").Body(part.Note(part.Running, t.Say(text.RentPaid, uint64(p.draft.Placed)),
		app.Div().Class("row").Body(&part.Button{Label: t.Say(text.RentSeeOrder), Href: "/orders/" + p.draft.Placed.String(), Test: "rent-see-order"})))
}

// only says that one node alone is asked, and takes that back.
func (p *Page) only() app.UI {
	if p.draft.Node.IsZero() || p.step == stepPay {
		return nil
	}
	name := p.draft.Node.Short()
	if p.node.Data.Name != "" {
		name = p.node.Data.Name
	}
	return app.Div().Class("row only").Body(
		part.Badge(part.Neutral, p.T.Say(text.RentOnly, name)),
		&part.Button{Kind: part.Quiet, Label: p.T.Say(text.RentAnyNode), Test: "rent-any-node", OnClick: func(ctx app.Context, _ app.Event) {
			p.setNode(eth.Address{})
			p.save()
			if p.step != stepWhat {
				p.goTo(ctx, stepPrice)
				p.loadPrice()
			}
		}},
	)
}

// loadPrice asks what the resources cost, unless that is known.
func (p *Page) loadPrice() {
	p.loadNode()
	p.draft.settle(p.info.Data.Chain, p.node.Data)
	r, d, token, run := p.draft.Resources, p.draft.Duration, p.draft.Token, p.life.Run()
	key := fmt.Sprint(r, d, token)
	if token.IsZero() || !run.On() || p.hintFor == key && p.hint.Status != state.Failed {
		return
	}
	if p.hint.Data.Token != token {
		p.hint.Data = wire.PriceHint{Token: token} // a price in another currency would be read as one in this
	}
	p.hintFor, p.hint.Status = key, state.Loading
	run.Go(func() {
		hint, err := api.Price(run, r, d, token)
		run.Do(func(app.Context) {
			if p.hintFor != key {
				return
			}
			p.hint = state.Came(hint, err)
			p.suggest()
		})
	})
}

// suggest sets the recommended rate until the user sets one.
func (p *Page) suggest() {
	if p.draft.Picked {
		return
	}
	if h := p.hint.Data; h.Recommended != nil {
		p.draft.Rate = h.Recommended.Rate
	}
	if r, ok := p.draft.list(p.node.Data); ok {
		p.draft.Rate = r
	}
	p.save()
}

// setRate sets what is offered.
func (p *Page) setRate(r amount.Nano) {
	p.draft.Rate, p.draft.Picked = r, true
	p.save()
}

// setToken chooses the currency, in which the price is looked up anew.
func (p *Page) setToken(token eth.Address) {
	p.draft.pay(token)
	p.save()
	p.loadPrice()
}

// setDuration takes over what was chosen or entered as how long.
func (p *Page) setDuration() {
	p.save()
	p.loadPrice()
}

func (p *Page) loggedIn() bool { return !p.session.Data.Address.IsZero() }
