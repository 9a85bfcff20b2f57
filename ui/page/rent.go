package page

import (
	"context"
	"net/url"
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Rent is the way to an order in four steps: what, at which price, from whom, pay. Each step has an address of its own,
// and what was entered outlives a reload.
type Rent struct {
	app.Compo

	T text.T

	info      state.Of[wire.Info]
	session   state.Of[wire.Session]
	templates state.Of[[]wire.Template]

	step  string
	draft draft
	wants wants
	span  string // duration in hours or days as it is written
	unit  string // of it

	hint    state.Of[wire.PriceHint]
	hintFor string
	node    state.Of[wire.Node] // draft.Node

	talk talk
	pay  payment
	paid bool // the address is that of a payment that was made: its order is draft.Placed

	// Of the page itself: the context of an event belongs to the element that was clicked, and is deaf once that is gone.
	ctx  app.Context
	life context.Context    // of what the page has under way
	stop context.CancelFunc // ends that
}

// NewRent makes the page.
func NewRent(t text.T) *Rent { return &Rent{T: t, step: stepWhat} }

// OnMount implements app.Mounter.
func (p *Rent) OnMount(ctx app.Context) {
	p.ctx = ctx
	p.life, p.stop = context.WithCancel(ctx)
	state.Info.Observe(ctx, &p.info)
	state.Session.Observe(ctx, &p.session)
	state.Templates.Observe(ctx, &p.templates).OnChange(func() { p.complete() })
	state.LoadTemplates(ctx)
	js.Session.Get(draftStore, &p.draft)
	if p.draft.Duration == 0 {
		p.draft.Duration = 86400
	}
	p.span, p.unit = writeSpan(p.draft.Duration)
	p.wants = wantsOf(p.draft.Resources)
}

// OnDismount implements app.Dismounter.
func (p *Rent) OnDismount() {
	if p.stop != nil {
		p.stop()
	}
	p.talk.end()
}

// OnNav implements app.Navigator.
func (p *Rent) OnNav(ctx app.Context) {
	q := ctx.Page().URL().Query()
	if n, err := eth.ParseAddress(q.Get("node")); err == nil {
		p.setNode(ctx, n)
	}
	if tpl := q.Get("template"); tpl != "" && q.Get("step") == "" && tpl != p.draft.Template {
		p.setTemplate(tpl)
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
		p.loadPrice(ctx)
	case stepAsk:
		p.listen(ctx)
	case stepPay:
		p.listen(ctx)
		p.loadPay(ctx)
	}
	if moved {
		ctx.Defer(func(app.Context) { top() })
	}
}

// goTo shows a step; the way back is the browser's.
func (p *Rent) goTo(ctx app.Context, step string) {
	p.save()
	ctx.NavigateTo(&url.URL{Path: "/rent", RawQuery: "step=" + step})
}

func (p *Rent) save() {
	if app.IsClient {
		js.Session.Set(draftStore, p.draft)
	}
}

// complete fills in what follows from the catalogue: a template's middle bundle until another is chosen.
func (p *Rent) complete() {
	t, ok := p.template()
	if !ok || p.draft.Size != "" || len(t.Bundles) == 0 {
		return
	}
	p.draft.take(t.Bundles[0])
	p.wants = wantsOf(p.draft.Resources)
	p.save()
}

func (p *Rent) template() (wire.Template, bool) {
	return findTemplate(p.templates.Data, p.draft.Template)
}

func findTemplate(all []wire.Template, id string) (wire.Template, bool) {
	i := slices.IndexFunc(all, func(t wire.Template) bool { return t.ID == id })
	if i < 0 || id == "" {
		return wire.Template{}, false
	}
	return all[i], true
}

func (p *Rent) setTemplate(id string) {
	if id != p.draft.Template || !p.draft.Chosen {
		p.draft.Template, p.draft.Chosen, p.draft.Params = id, true, nil
		p.draft.Size, p.draft.Picked = "", false
		if id == "" {
			p.draft.Size = custom
		}
	}
	p.complete()
}

// setNode makes it one node that is asked, or any where n is zero.
func (p *Rent) setNode(ctx app.Context, n eth.Address) {
	if n == p.draft.Node && (n.IsZero() || p.node.Status != state.Idle) {
		return
	}
	p.draft.Node, p.draft.Picked = n, false
	p.node = state.Of[wire.Node]{}
	p.loadNode(ctx)
}

func (p *Rent) loadNode(_ app.Context) {
	ctx := p.ctx
	n, life := p.draft.Node, p.life
	if n.IsZero() || p.node.Status == state.Loading || p.node.Status == state.Ready || life == nil {
		return
	}
	p.node.Status = state.Loading
	ctx.Async(func() {
		node, err := api.Node(life, n)
		ctx.Dispatch(func(app.Context) {
			if n == p.draft.Node {
				p.node = came(node, err)
			}
		})
	})
}

// token is what orders are paid in.
func (p *Rent) token() wire.Token { return p.info.Data.Chain.Token }

// deposit is what the order puts into escrow at a rate.
func (p *Rent) deposit(rate amount.Amount) amount.Amount { return rate.Mul(uint64(p.draft.Duration)) }

// Render implements app.Composer.
func (p *Rent) Render() app.UI {
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
		body = p.renderPrice()
	case stepAsk:
		body = p.renderAsk()
	case stepPay:
		body = p.renderPay()
	default:
		head = append(head, app.P().Class("lead").Text(t.Say(text.RentLead)))
		body = p.renderWhat()
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
func (p *Rent) renderPaid() app.UI {
	if !p.paid {
		return nil
	}
	t := p.T
	return app.Div().DataSet("test", "rent-paid").Body(part.Note(part.Running, t.Say(text.RentPaid, uint64(p.draft.Placed)),
		app.Div().Class("row").Body(&part.Button{Label: t.Say(text.RentSeeOrder), Href: "/orders/" + p.draft.Placed.String(), Test: "rent-see-order"})))
}

// only tells that one node alone is asked, and takes that back.
func (p *Rent) only() app.UI {
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
			p.setNode(ctx, eth.Address{})
			p.save()
			if p.step != stepWhat {
				p.goTo(ctx, stepPrice)
				p.loadPrice(ctx)
			}
		}},
	)
}

// excluded says which dimensions keep how many nodes out.
func excluded(t text.T, m map[resource.Dimension]int) app.UI {
	keys := make([]resource.Dimension, 0, len(m))
	for d := range m {
		keys = append(keys, d)
	}
	slices.SortFunc(keys, func(a, b resource.Dimension) int {
		if m[a] != m[b] {
			return m[b] - m[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	var items []app.UI
	for _, d := range keys {
		items = append(items, app.Li().Text(t.Count(text.RentExcludes, m[d], t.Dimension(d))))
	}
	return app.Ul().Class("reasons small").Body(items...)
}

// came is a value that has come, or why not.
func came[T any](v T, err error) state.Of[T] {
	if err != nil {
		return state.Of[T]{Status: state.Failed, Err: err}
	}
	return state.Of[T]{Status: state.Ready, Data: v}
}

// failure shows an error with what to do.
func failure(t text.T, err error, actions ...app.UI) app.UI {
	f := t.Fault(err)
	return part.Failure(f.What, f.Do, actions...)
}

// trouble is a failure that leaves the rest of the page as it was.
func trouble(t text.T, err error, actions ...app.UI) app.UI {
	if err == nil {
		return nil
	}
	f, tone := t.Fault(err), part.Bad
	if declined(err) {
		tone = part.Neutral
	}
	body := []app.UI{app.P().Text(f.Do)}
	if len(actions) > 0 {
		body = append(body, app.Div().Class("row").Body(actions...))
	}
	return app.Div().Role("alert").DataSet("test", "trouble").Body(part.Note(tone, f.What, body...))
}

// waiting says what is being waited for.
func waiting(words string) app.UI {
	return app.P().Class("waiting").Role("status").DataSet("test", "waiting").Body(app.Span().Class("spin").Aria("hidden", "true"), app.Span().Text(words))
}

// top scrolls up: what is new is there.
func top() {
	if app.IsClient {
		app.Window().Call("scrollTo", 0, 0)
	}
}
