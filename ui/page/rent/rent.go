// Package rent is the way to an order in four steps: what, at which price, from whom, pay. The page keeps what was entered
// and what is under way; each step is a component that shows it.
package rent

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/bring"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/page/rent/first"
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
	templates state.Of[[]wire.TemplateBrief]
	service   entry.Service // draft.Template

	step  string
	then  func(app.Context) // goes on once somebody is logged in; nil: nothing waits for that
	image string            // as typed
	draft draft
	size  entry.Size
	span  span

	seen    map[eth.Address]wire.Node // those that may be asked, as the list of nodes has them
	seenOf  string                    // what seen is for
	dearest amount.Nano               // that the cheapest few of them list

	hint    state.Of[wire.PriceHint]
	hintFor string
	node    state.Of[wire.Node] // draft.Node

	own  own // the user's own file
	talk talk
	bill payment

	search first.Search // for the first node that works
	advice advice
	paid   bool // the address is that of a payment that was made: its order is draft.Placed

	life life.Life
}

// New makes the page.
func New(t text.T) *Page { return &Page{T: t, step: stepWhat} }

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Info.Observe(ctx, &p.info).OnChange(p.known)
	state.Session.Observe(ctx, &p.session).OnChange(p.known)
	part.OnLoginLeft(ctx, func(app.Context) {
		if !p.loggedIn() {
			p.then = nil
		}
	})
	state.Templates.Observe(ctx, &p.templates)
	state.LoadTemplates(ctx)
	js.Session.Get(draftStore, &p.draft)
	p.own.open()
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
	p.search.End()
}

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	q := ctx.Page().URL().Query()
	if n, err := eth.ParseAddress(q.Get("node")); err == nil {
		p.setNode(n)
	}
	if q.Get("step") == "" {
		p.came(q)
	}
	if q.Get("shared") != "" {
		p.takeShared()
	}
	p.complete()
	p.save()

	step := q.Get("step")
	if step == stepFirst {
		p.step = step
		p.follow()
		return
	}
	if step == "" && q.Get("template") != "" {
		step = stepPrice // what it is was said by the link
	}
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
		ctx.Defer(func(app.Context) { part.ToHeading() })
	}
}

// known goes on with what needed to know the tokens, or who it is.
func (p *Page) known() {
	if then := p.then; then != nil && p.loggedIn() {
		p.then = nil
		then(p.life.Own())
		return
	}
	switch p.step {
	case stepPrice:
		p.loadPrice()
	case stepPay:
		p.loadPay()
	}
}

// loggedInThen goes on with f, after a login where nobody is logged in.
func (p *Page) loggedInThen(f func(app.Context)) {
	if p.loggedIn() {
		f(p.life.Own())
		return
	}
	p.then = f
	part.AskLogin(p.life.Own())
}

// came takes over what a link to this page says, as another page has it in its own address (wire.NodeQuery).
func (p *Page) came(q url.Values) {
	count := func(key resource.Dimension) uint64 {
		n, err := strconv.ParseUint(q.Get(string(key)), 10, 40)
		if err != nil {
			return 0
		}
		return n
	}
	least := resource.Resources{
		CPUMilli: uint32(min(count(resource.CPU), 1<<32-1)), MemoryMiB: uint32(min(count(resource.Memory), 1<<32-1)), DiskMiB: uint32(min(count(resource.Disk), 1<<32-1)),
		TrafficMiB: count(resource.Traffic), GPU: uint16(min(count(resource.GPU), 1<<16-1)),
	}
	if m := q.Get(string(resource.GPUModel)); least.GPU > 0 && resource.ValidModel(m) {
		least.GPUModel = m
	}
	a := among{Region: q.Get("region"), Level: wire.Level(q.Get("level")), Text: q.Get("q")}
	if !slices.Contains(wire.Levels(), a.Level) {
		a.Level = wire.NoLevel
	}
	if len(q) > 0 {
		p.draft.Least, p.draft.Among = least, a
	}
	if id := order.ID(0); q.Get("again") != "" {
		var err error
		if id, err = order.ParseID(q.Get("again")); err == nil {
			p.takeAgain(id)
		}
	}
	tpl := q.Get("template")
	if tpl != "" && (tpl != p.draft.Template || !least.IsZero()) {
		p.setTemplate(tpl)
	}
	if !least.IsZero() && q.Get("again") != "" {
		// That very size, and not a bundle that is at least as large.
		p.draft.Size, p.draft.Resources, p.draft.Least = entry.Custom, least, resource.Resources{}
		p.size = entry.SizeOf(least)
	}
	if n, err := strconv.ParseUint(q.Get("duration"), 10, 32); err == nil && n > 0 {
		p.draft.Duration = uint32(n)
		p.span.write(p.draft.Duration)
	}
	if need := order.Need(q.Get("needs")); need != "" && need.Known() {
		p.draft.Needs = need
	}
	if token, err := eth.ParseAddress(q.Get("token")); err == nil {
		p.draft.pay(token)
	}
	if most, err := amount.ParseNano(q.Get("maxRate")); err == nil && !most.IsZero() {
		p.draft.Most = most
	}
}

// takeAgain takes up the file of an order that is over.
func (p *Page) takeAgain(id order.ID) {
	w := bring.Written(id)
	if w.Format == "template" || w.Text() == "" {
		return
	}
	p.own = own{file: w, round: p.own.round + 1}
	js.Session.Set(ownStore, w)
	p.draft.Template, p.draft.Chosen, p.draft.Size = "", true, entry.Custom
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

// complete fills in what follows from the catalogue: a template's smallest bundle until another is chosen.
func (p *Page) complete() {
	p.service.Need(p.life.Run(), p.draft.Template, p.complete)
	t := p.service.Data
	if p.service.Status == state.Ready || p.draft.Template == "" {
		p.draft.Rooted = t.Root
	}
	if p.step == stepFirst {
		p.follow()
	}
	if p.service.Status != state.Ready || p.draft.Size != "" || len(t.Bundles) == 0 {
		return
	}
	p.draft.take(t.Bundles[0])
	p.size = entry.SizeOf(p.draft.Resources)
	p.save()
	if p.step == stepPrice {
		p.loadPrice()
	}
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

// pick takes a service, or just resources, and goes on.
func (p *Page) pick(ctx app.Context, id string) {
	p.setTemplate(id)
	if id == "" {
		p.own = own{round: p.own.round + 1}
		js.Session.Del(ownStore)
		p.draft.Resources = resource.Resources{}
		p.size = entry.SizeOf(p.draft.Resources)
	}
	p.goTo(ctx, stepPrice)
}

// bring goes on with what the user has brought.
func (p *Page) bring(ctx app.Context) {
	r := p.draft.Resources
	p.setTemplate("")
	p.draft.Resources = r
	p.goTo(ctx, stepPrice)
}

// takeSize takes over what a file needs.
func (p *Page) takeSize(r resource.Resources) {
	p.draft.Size, p.draft.Resources, p.draft.Picked = entry.Custom, wider(r, p.draft.Least), false
	p.size = entry.SizeOf(p.draft.Resources)
	p.save()
}

// propose takes the smallest preset where there is no size yet, so that nothing begins with errors.
func (p *Page) propose() {
	run := p.life.Run()
	if p.draft.Template != "" || !p.draft.Resources.IsZero() || p.draft.Size != entry.Custom || p.size != entry.SizeOf(resource.Resources{}) || !run.On() {
		return
	}
	p.advice.needSizes(run)
	if s := p.advice.sizes.Data.Choices; len(s) > 0 {
		p.draft.Resources = wider(s[0].Resources, p.draft.Least)
		p.size = entry.SizeOf(p.draft.Resources)
		p.save()
		p.loadPrice()
	}
}

// forgetTemplate has another one chosen.
func (p *Page) forgetTemplate(app.Context, app.Event) {
	p.draft.Template, p.draft.Chosen, p.draft.Params, p.draft.Size = "", false, nil, ""
	p.complete()
	p.goTo(p.life.Own(), stepWhat)
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
	if p.step == stepFirst {
		at = slices.Index(rentSteps, stepAsk)
	}
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
		p.propose()
		body = &price{
			T: t, Info: p.info, Hint: p.hint, Node: p.node.Data, Draft: &p.draft, Span: &p.span, Unsized: p.unsized(), Starting: p.talk.starting, Err: p.talk.err,
			LoggedIn: p.loggedIn(), OnRate: p.setRate, OnToken: p.setToken, OnDuration: p.setDuration, OnRetry: p.loadPrice, OnAsk: p.ask, OnFirst: p.first, OnSave: p.save,
			CanFirst: p.load().ready(), Advice: &p.advice,
			Sized: &sized{
				T: t, Chain: p.info.Data.Chain, Advice: &p.advice, Templates: p.templates, Service: &p.service, Draft: &p.draft, Size: &p.size, Own: &p.own, Run: p.life.Run(),
				OnOther: p.forgetTemplate, OnRetry: p.complete, OnChange: p.loadPrice, OnSave: p.save,
			},
		}
	case stepAsk:
		body = &answers{
			T: t, Chain: p.info.Data.Chain, Draft: &p.draft, Talk: &p.talk, Advice: &p.advice, Seen: p.seen,
			OnAgain: p.askAgain, OnChoose: p.choose, OnStep: p.goTo,
		}
	case stepPay:
		body = &payer{
			T: t, Chain: p.info.Data.Chain, Draft: &p.draft, Talk: &p.talk, Bill: &p.bill, LoggedIn: p.loggedIn(),
			OnPay: p.start, OnOwn: p.payOwn, OnAgain: p.askAgain, OnStep: p.goTo,
		}
	case stepFirst:
		body = &first.View{T: t, Chain: p.info.Data.Chain, Search: &p.search, OnPrice: func(ctx app.Context, _ app.Event) { p.goTo(ctx, stepPrice) }}
	default:
		head = append(head, app.P().Class("lead").Text(t.Say(text.RentLead)))
		body = &what{
			T: t, Templates: p.templates, Draft: &p.draft, Own: &p.own, Image: &p.image, Node: p.draft.Node, Run: p.life.Run(),
			OnPick: p.pick, OnOwn: p.bring, OnSize: p.takeSize,
		}
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

// only says which nodes alone are asked, and takes that back.
func (p *Page) only() app.UI {
	d := &p.draft
	if d.Node.IsZero() && d.Among.any() || p.step == stepPay || p.step == stepFirst {
		return nil
	}
	words := p.T.Say(text.RentOnly, p.among())
	if !d.Node.IsZero() {
		name := d.Node.Short()
		if p.node.Data.Name != "" {
			name = p.node.Data.Name
		}
		words = p.T.Say(text.RentOnly, name)
	}
	return app.Div().Class("row only").DataSet("test", "rent-only").Body(
		part.Badge(part.Neutral, words),
		&part.Button{Kind: part.Quiet, Label: p.T.Say(text.RentAnyNode), Test: "rent-any-node", OnClick: func(ctx app.Context, _ app.Event) {
			d.Among = among{}
			p.setNode(eth.Address{})
			p.save()
			if p.step != stepWhat {
				p.goTo(ctx, stepPrice)
				p.loadPrice()
			}
		}},
	)
}

// among is which nodes are asked, in words.
func (p *Page) among() string {
	a := p.draft.Among
	var words []string
	if a.Region != "" {
		words = append(words, a.Region)
	}
	if a.Level != wire.NoLevel {
		name, _ := p.T.Level(a.Level)
		words = append(words, p.T.Say(text.LevelAt, name))
	}
	if a.Text != "" {
		words = append(words, a.Text)
	}
	return strings.Join(words, " · ")
}

// loadPrice asks what the resources cost, unless that is known.
func (p *Page) loadPrice() {
	p.loadNode()
	p.draft.settle(p.info.Data.Chain, p.node.Data)
	if p.draft.Resources.Validate() != nil {
		return
	}
	p.loadAmong()
	p.advice.need(p.life.Run(), p.draft)
	r, d, token, needs, run := p.draft.Resources, p.draft.Duration, p.draft.Token, p.draft.need(), p.life.Run()
	key := fmt.Sprint(r, d, token, needs)
	if token.IsZero() || !run.On() || p.hintFor == key && p.hint.Status != state.Failed {
		return
	}
	if p.hint.Data.Token != token {
		p.hint.Data = wire.PriceHint{Token: token} // a price in another currency would be read as one in this
	}
	p.hintFor, p.hint.Status = key, state.Loading
	run.Go(func() {
		hint, err := api.Price(run, r, d, token, needs)
		run.Do(func(app.Context) {
			if p.hintFor != key {
				return
			}
			p.hint = state.Came(hint, err)
			p.suggest()
		})
	})
}

// suggest sets the rate until the user sets one.
func (p *Page) suggest() {
	if p.draft.Picked {
		return
	}
	// What most nodes take: whoever takes it takes no more than its own price, and the cheapest is asked first.
	if h := p.hint.Data; h.Fast != nil {
		p.draft.Rate = h.Fast.Rate
	}
	if r, ok := p.draft.list(p.node.Data); ok {
		p.draft.Rate = r
	} else if !p.draft.Among.any() && !p.dearest.IsZero() {
		p.draft.Rate = p.dearest
	}
	if m := p.draft.Most; !m.IsZero() && m.Cmp(p.draft.Rate) > 0 && p.draft.Size == entry.Custom && p.draft.Resources == p.draft.Least {
		p.draft.Rate = m // what was said to be the most for this very size
	}
	p.save()
}

// amongTaken is how many of the nodes that may be asked, the cheapest, the proposed rate is enough for.
const amongTaken = 3

// loadAmong looks up which nodes may be asked, where not all of them may, and what the cheapest few of them list.
func (p *Page) loadAmong() {
	d := &p.draft
	q := wire.NodeQuery{Resources: d.Resources, Token: d.Token, Needs: d.need(), Region: d.Among.Region, Level: d.Among.Level, Text: d.Among.Text, Sort: "price", Limit: mostAmong}
	key, run := api.NodeValues(q).Encode(), p.life.Run()
	if p.seenOf == key || d.Token.IsZero() || !run.On() {
		return
	}
	p.seenOf = key
	run.Go(func() {
		list, err := api.Nodes(run, q)
		run.Do(func(app.Context) {
			if p.seenOf != key {
				return
			}
			if err != nil {
				p.seenOf = ""
				return
			}
			p.seen, p.dearest = map[eth.Address]wire.Node{}, amount.Nano{}
			var nodes []eth.Address
			for _, n := range list.Items {
				p.seen[n.Address] = n
				if !n.Reachable || n.Paused {
					continue
				}
				nodes = append(nodes, n.Address)
				if x, ok := wire.PriceIn(n.Prices, q.Token); ok {
					if r := x.Rate(q.Resources, d.Duration); len(nodes) <= amongTaken && r.Cmp(p.dearest) > 0 {
						p.dearest = r
					}
				}
			}
			if !d.Among.any() {
				d.Among.Nodes = nodes
				p.suggest()
			}
			p.save()
		})
	})
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
