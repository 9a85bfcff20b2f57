// Package node is the page of a node.
package node

import (
	"path"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/live"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// gather is how long after a change the page asks for the node: changes often come in numbers.
const gather = 500 * time.Millisecond

// Page is a node's page: what it has, what is free, what it costs, and what is known of it.
type Page struct {
	app.Compo

	T text.T

	address eth.Address
	token   eth.Address // that prices are shown in; zero: the default
	node    state.Of[wire.Node]
	info    state.Of[wire.Info]
	session state.Of[wire.Session]
	life    life.Life
	asking  bool // soon

	entitled entitled
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Info.Observe(ctx, &p.info).OnChange(p.readEntitled)
	state.Session.Observe(ctx, &p.session).OnChange(p.readEntitled)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	a, err := eth.ParseAddress(path.Base(ctx.Page().URL().Path))
	if err != nil {
		p.life.End()
		p.node = state.Of[wire.Node]{Status: state.Failed, Err: problem.New(404, problem.NotFound, "no such node")}
		return
	}
	if a != p.address {
		p.address, p.node, p.entitled = a, state.Of[wire.Node]{}, entitled{}
		if n, ok := state.Early[wire.Node]("/api/nodes/" + a.String()); ok {
			p.node = state.Of[wire.Node]{Status: state.Ready, Data: n}
		}
	}
	p.load()
}

// load begins to follow the node; what is shown stays until the answer is there.
func (p *Page) load() {
	run := p.life.Renew()
	if p.node.Status != state.Ready {
		p.node.Status = state.Loading
	}
	p.ask(run)
	again := func() {
		if p.asking {
			return
		}
		p.asking = true
		run.After(gather, func(app.Context) { p.ask(run) })
	}
	live.Follow(p.life.Own(), run, live.Want{
		Topics: []wire.Topic{wire.TopicNodes}, Node: p.address,
		One:   func(app.Context, wire.Node) { again() }, // the card is not in it
		Fresh: func(app.Context) { again() },
	})
}

// ask asks for the node.
func (p *Page) ask(run life.Run) {
	address := p.address
	p.asking = false
	run.Go(func() {
		n, err := api.Node(run, address)
		run.Do(func(app.Context) {
			if err != nil {
				p.node.Status, p.node.Err = state.Failed, err
				return
			}
			p.node = state.Of[wire.Node]{Status: state.Ready, Data: n}
			p.readEntitled()
		})
	})
}

func (p *Page) retry(app.Context, app.Event) { p.load() }

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	crumb := part.Link("/explore").Class("crumb").DataSet("test", "back").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.ExploreTitle)))
	n := p.node.Data
	if n.Address.IsZero() {
		head := app.Header().Class("page-head").Body(crumb, app.Div().Class("node-head").Body(
			app.Span().Class("bone").Aria("hidden", "true"),
			app.Div().Class("stack-tight").Body(app.H1().Text(t.Say(text.NodeTitle)), app.Div().Class("row muted").Role("status").Text(p.waiting(t))),
		))
		if p.node.Status == state.Failed {
			f := t.Fault(p.node.Err)
			return app.Div().Class("page").Body(head, part.Failure(f.What, f.Do,
				&part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
		}
		return app.Div().Class("page").Body(head, app.Div().Class("columns").Body(
			app.Div().Class("panel").Body(part.Skeleton(6)), app.Div().Class("panel").Body(part.Skeleton(6)),
		))
	}
	return app.Div().Class("page").DataSet("node", n.Address.String()).Body(
		app.Header().Class("page-head").Body(
			crumb,
			app.Div().Class("node-head").Body(
				part.Identicon(n.Address),
				app.Div().Class("stack-tight").Body(
					app.H1().Text(part.NodeName(t, n)),
					app.Div().Class("row").Body(part.Health(t, n), app.Span().Class("muted").Text(part.RegionOf(t, n.Region)),
						&part.Chip{T: t, Address: n.Address, Explorer: p.info.Data.Chain.Explorer}),
					app.If(n.Description != "", func() app.UI {
						return app.P().Class("break").DataSet("test", "node-description").Text(outside.Text(n.Description))
					}),
				),
			),
		),
		p.troubles(t, n),
		app.Div().Class("columns").Body(
			app.Div().Class("stack").Body(p.resources(t, n), p.prices(t, n), p.terms(t, n), p.identity(t, n)),
			app.Div().Class("stack").Body(&found{T: t, Node: n, Demo: p.info.Data.Demo, Token: p.info.Data.Chain.Default()}, p.record(t, n)),
		),
		p.act(t, n),
	)
}

// waiting says what is being waited for.
func (p *Page) waiting(t text.T) string {
	if p.node.Status == state.Failed {
		return ""
	}
	return t.Say(text.NodeLoading)
}

// troubles says why the node cannot be rented, or not be trusted to be as shown.
func (p *Page) troubles(t text.T, n wire.Node) app.UI {
	var notes []app.UI
	if p.node.Status == state.Failed {
		f := t.Fault(p.node.Err)
		notes = append(notes, part.Note(part.Waiting, f.What, app.P().Class("small").Text(t.Say(text.ShownIsOld))))
	}
	if n.Paused {
		notes = append(notes, part.Note(part.Waiting, t.Say(text.NodeIsPaused), app.P().Class("small").Text(t.Say(text.PausedText))))
	}
	if why := t.Unlisted(n.Unlisted); why != "" {
		notes = append(notes, app.Div().DataSet("test", "node-not-in-lists").DataSet("why", string(n.Unlisted)).Body(part.Note(part.Waiting, t.Say(text.NotInLists), app.P().Class("small").Text(why))))
	}
	if n.Maintenance != nil {
		notes = append(notes, part.Maintenance(t, n.Maintenance, false))
	}
	if !n.Reachable {
		body := []app.UI{app.P().Class("small").Text(t.Say(text.UnreachableText))}
		if !n.SeenAt.IsZero() {
			body = append(body, app.P().Class("small muted").Body(app.Span().Text(t.Say(text.LastSeen)+" "), part.Ago(t, n.SeenAt)))
		}
		if n.Error != "" {
			body = append(body, app.P().Class("small mono muted break").Text(n.Error))
		}
		notes = append(notes, part.Note(part.Bad, t.Say(text.UnreachableTitle), body...))
	}
	if len(notes) == 0 {
		return nil
	}
	return app.Div().Class("stack-tight").DataSet("test", "troubles").Body(notes...)
}

func (p *Page) resources(t text.T, n wire.Node) app.UI {
	return app.Section().Class("panel").DataSet("test", "node-resources").Body(
		app.Div().Class("panel-head").Body(
			app.H2().Text(t.Say(text.ResourcesTitle)),
			app.Div().Class("legend").Body(
				app.Span().Body(app.I().Class("is-used"), app.Span().Text(t.Say(text.LegendReserved))),
				app.Span().Body(app.I(), app.Span().Text(t.Say(text.LegendHeld))),
				app.Span().Body(app.I().Class("is-free"), app.Span().Text(t.Say(text.LegendFree))),
			),
		),
		part.ResourceBars(t, n),
		p.short(t, n),
		app.If(n.Total.GPUModel != "" && n.Total.GPU > 0, func() app.UI {
			return app.P().Class("small muted").Text(t.Say(text.GPUModelIs, text.Model(n.Total.GPUModel)))
		}),
	)
}

// short says of what the registry promises more than the node's machines can give, if of anything.
func (p *Page) short(t text.T, n wire.Node) app.UI {
	if n.Card == nil || n.Card.Capacity.IsZero() {
		return nil
	}
	var lines []app.UI
	for _, d := range resource.Dimensions {
		if total, can := n.Total.Of(d), n.Card.Capacity.Of(d); total > can {
			words := t.Say(text.ShortLine, t.Dimension(d), t.Quantity(d, total), t.Quantity(d, can))
			lines = append(lines, app.P().Class("small").DataSet("test", "short-"+string(d)).Text(words))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	lines = append(lines, app.P().Class("small muted").Text(t.Say(text.ShortText)))
	return app.Div().DataSet("test", "node-short").Body(part.Note(part.Waiting, t.Say(text.ShortTitle), lines...))
}

// price is the node's in the chosen currency: the platform's default, if it takes that, until another is chosen.
func (p *Page) price(n wire.Node) wire.Price {
	for _, token := range []eth.Address{p.token, p.info.Data.Chain.Default().Address} {
		if price, ok := wire.PriceIn(n.Prices, token); ok {
			return price
		}
	}
	if len(n.Prices) == 0 {
		return wire.Price{}
	}
	return n.Prices[0]
}

// currency is what the prices are shown in, of those that both node and platform take; nil: there is no choice.
func (p *Page) currency(t text.T, n wire.Node) app.UI {
	var both []wire.Token
	var names []string
	for _, token := range p.info.Data.Chain.Tokens {
		if _, ok := wire.PriceIn(n.Prices, token.Address); ok {
			both, names = append(both, token), append(names, token.Symbol)
		}
	}
	if len(both) < 2 {
		return app.If(len(both) == 1, func() app.UI {
			return app.P().Class("small").DataSet("test", "node-tokens").Text(t.Say(text.PricesOther, names[0]))
		})
	}
	return app.Div().Class("stack-tight").Body(&part.Choice{
		Name: "node-token", Legend: t.Say(text.PricesPaid), Options: part.Currencies(both), Value: p.price(n).Token.String(), Test: "node-token",
		OnPick: func(_ app.Context, v string) { p.token, _ = eth.ParseAddress(v) },
	}, app.P().Class("small muted").Text(part.TokenWords(p.info.Data.Chain.TokenOf(p.price(n).Token))))
}

// moves says between what the prices move, and what long orders get off.
func (p *Page) moves(t text.T, n wire.Node) []app.UI {
	var lines []app.UI
	percent := func(n uint32) string { return t.Percent(float64(n) / 100) }
	if c := n.Card; c != nil && c.PriceRange != nil {
		words := t.Say(text.PricesMove, percent(c.PriceRange.Floor), percent(c.PriceRange.Ceiling))
		lines = append(lines, app.P().Class("small muted").DataSet("test", "node-price-range").Text(words))
	}
	var all []string
	for _, d := range p.price(n).Discounts {
		all = append(all, t.Say(text.DiscountFrom, percent(d.Percent), t.About(time.Duration(d.From)*time.Second)))
	}
	if len(all) > 0 {
		lines = append(lines, app.P().Class("small").DataSet("test", "node-discounts").Text(t.Say(text.DiscountsAre, strings.Join(all, " · "))))
	}
	return lines
}

// bundles are the sizes for which a node's page reckons its list prices.
func bundles(n wire.Node) []resource.Resources {
	b := []resource.Resources{
		{CPUMilli: 500, MemoryMiB: 512, DiskMiB: 2 << 10},
		{CPUMilli: 2000, MemoryMiB: 4 << 10, DiskMiB: 20 << 10},
		{CPUMilli: 4000, MemoryMiB: 8 << 10, DiskMiB: 50 << 10},
	}
	if n.Total.GPU > 0 {
		b = append(b, resource.Resources{CPUMilli: 4000, MemoryMiB: 16 << 10, DiskMiB: 50 << 10, GPU: 1, GPUModel: n.Total.GPUModel})
	}
	return b
}

func (p *Page) prices(t text.T, n wire.Node) app.UI {
	head := app.H2().Text(t.Say(text.PricesTitle))
	if len(n.Prices) == 0 {
		return app.Section().Class("panel").Body(head, app.P().Class("muted").Text(t.Say(text.NodeNoPrice)))
	}
	price := p.price(n)
	token := p.info.Data.Chain.TokenOf(price.Token)
	unit := func(name, per text.Text, a string) app.UI {
		return part.Fact(t.Say(name), app.Span().Body(app.Span().Class("strong").Text(a), app.Span().Class("muted per").Text(t.Say(per))))
	}
	units := []app.UI{
		unit(text.CPU, text.PerCoreHour, t.Price(price.CoreHour, token)),
		unit(text.Memory, text.PerGiBHour, t.Price(price.MemoryHour, token)),
		unit(text.Disk, text.PerGiBHour, t.Price(price.DiskHour, token)),
	}
	if n.Total.GPU > 0 {
		units = append(units, unit(text.GPU, text.PerGPUHour, t.Price(price.GPUHour, token)))
	}
	units = append(units, unit(text.Traffic, text.PerGiB, t.Price(price.TrafficGiB, token)))
	var rows []app.UI
	for _, b := range bundles(n) {
		rate := price.Rate(b, uint32(24*time.Hour/time.Second))
		fits := part.Badge(part.Running, t.Say(text.FitsNow))
		if len(n.Free.Lacks(b)) > 0 {
			fits = part.Badge(part.Neutral, t.Say(text.NoRoomNow))
		}
		rows = append(rows, app.Tr().Body(
			app.Td().Body(app.P().Text(t.Resources(b)), fits),
			app.Td().Class("end num").Body(
				app.P().Class("strong").Text(t.Hour(rate, token)), app.P().Class("small muted").Text(t.Say(text.MonthShort, t.Month(rate, token))),
			),
		))
	}
	return app.Section().Class("panel").DataSet("test", "node-prices").Body(
		head, p.currency(t, n), app.P().Class("small muted").Text(t.Say(text.PricesText)), app.Div().Class("stack-tight").Body(p.moves(t, n)...), part.Facts(units...),
		app.Table().Class("table plain").Body(
			app.THead().Body(app.Tr().Body(
				app.Th().Attr("scope", "col").Text(t.Say(text.BundleColumn)),
				app.Th().Attr("scope", "col").Class("end").Text(t.Say(text.PriceColumn)),
			)),
			app.TBody().Body(rows...),
		),
	)
}

func (p *Page) record(t text.T, n wire.Node) app.UI {
	r := n.Record
	return app.Section().Class("panel").DataSet("test", "node-record").Body(
		app.H2().Text(t.Say(text.RecordTitle)), app.P().Class("small muted").Text(t.Say(text.RecordText)),
		part.Facts(
			p.sums(text.RecordPaid, "record-paid", t, r.Paid),
			part.Fact(t.Say(text.RecordPartners), app.Span().DataSet("test", "record-partners").Text(r.Partners)),
			part.Fact(t.Say(text.RecordServed), app.Span().Text(t.About(time.Duration(min(r.SecondsPaid, 1<<33))*time.Second))),
			part.Fact(t.Say(text.RecordCompleted), app.Span().Text(r.Completed)),
			part.Fact(t.Say(text.RecordEarly), app.Span().Text(r.CancelledInProbation)),
			part.Fact(t.Say(text.RecordBroke), app.Span().Text(r.CancelledLater)),
			part.Fact(t.Say(text.RecordLet), app.Span().Text(r.NotActivated)),
			part.Fact(t.Say(text.RecordOther), app.Span().Text(r.EndedByOther)),
			p.sums(text.RecordForfeited, "record-forfeited", t, r.Forfeited),
		),
	)
}

// sums are amounts in several tokens, a line each.
func (p *Page) sums(name text.Text, test string, t text.T, all []wire.Money) app.UI {
	var words []app.UI
	for _, m := range all {
		words = append(words, app.Span().Class("line num").Text(t.Named(m.Amount, p.info.Data.Chain.TokenOf(m.Token))))
	}
	if len(words) == 0 {
		words = []app.UI{app.Span().Text("0")}
	}
	return part.Fact(t.Say(name), app.Span().DataSet("test", test).Body(words...))
}

func (p *Page) identity(t text.T, n wire.Node) app.UI {
	explorer := p.info.Data.Chain.Explorer
	lines := []app.UI{
		part.Fact(t.Say(text.Endpoint), app.Span().Class("mono break").DataSet("test", "node-endpoint").Text(n.Endpoint)),
		part.Fact(t.Say(text.NodeWallet), &part.Chip{T: t, Address: n.Address, Explorer: explorer}),
		part.Fact(t.Say(text.Operator), &part.Chip{T: t, Address: n.Operator, Explorer: explorer}),
	}
	if !n.RegisteredAt.IsZero() {
		lines = append(lines, part.Fact(t.Say(text.Registered), app.Span().Text(t.Date(n.RegisteredAt))))
	}
	if c := n.Card; c != nil {
		lines = append(lines,
			part.Fact(t.Say(text.Gateway), app.Span().Text(c.Version+" · "+c.Runtime)),
			part.Fact(t.Say(text.CardIssued), part.Ago(t, c.IssuedAt)),
			part.Fact(t.Say(text.CardSignature), app.Details().Class("details").Body(
				app.Summary().DataSet("test", "card-signature").Text(t.Say(text.Show)), app.P().Class("mono small break").Text(c.Signature.String()),
			)),
		)
	}
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.IdentityTitle)), app.P().Class("small muted").Text(t.Say(text.IdentityText)), part.Facts(lines...),
	)
}

func (p *Page) act(t text.T, n wire.Node) app.UI {
	to := "/rent?node=" + n.Address.String()
	if !p.token.IsZero() {
		to += "&token=" + p.token.String()
	}
	b := &part.Button{Label: t.Say(text.RentHere), Kind: part.Primary, Href: to, Test: "rent-here"}
	if n.Paused || !n.Reachable {
		b.Disabled, b.Href = true, ""
	}
	var own app.UI
	if p.session.Data.Address == n.Address {
		own = &part.Button{Label: t.Say(text.OwnTitle), Href: "/node", Test: "node-own"}
	}
	return app.Div().Class("act act-top").Body(b, own)
}
