package page

import (
	"net/url"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// perPage is how many nodes are fetched at once.
const perPage = 24

// FirstData are the requests whose answers a viewer who is offline should have from the first visit on.
func FirstData() []string {
	return []string{"/api/info", "/api/templates", "/api/nodes?" + api.NodeValues(wire.NodeQuery{Limit: perPage}).Encode()}
}

// seen is the list that was shown last: who comes back to it finds it there while it is asked for again.
type seen struct {
	query wire.NodeQuery
	list  wire.NodeList
}

const lastSeen state.Key[seen] = "berth.nodes.seen"

// wideFrom is the width of the window, in px, from which lists are tables.
const wideFrom = 1240

// Explore is the list of nodes, with its filters in the address.
type Explore struct {
	app.Compo

	T text.T

	wide   bool
	open   bool // the filters, on a phone
	filter filter
	list   state.Of[wire.NodeList]
	more   bool // another page is being fetched
	info   state.Of[wire.Info]
	round  int // counts searches: an answer to an older one is not shown
	read   bool
	ctx    app.Context // the page's own: that of an event is deaf once the element that was clicked is gone
}

// OnMount implements app.Mounter.
func (p *Explore) OnMount(ctx app.Context) {
	p.ctx = ctx
	state.Info.Observe(ctx, &p.info).OnChange(func() {
		// A price in the address could not be read before the token's decimals were known.
		if p.info.Status == state.Ready && !p.read {
			p.readAddress(ctx)
			if p.filter.price != "" {
				p.load(ctx)
			}
		}
	})
	p.OnResize(ctx)
}

// OnResize implements app.Resizer.
func (p *Explore) OnResize(ctx app.Context) {
	w, _ := ctx.Page().Size()
	p.wide = w >= wideFrom
}

// OnNav implements app.Navigator.
func (p *Explore) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	p.readAddress(ctx)
	if q, _ := p.filter.query(p.token()); len(p.list.Data.Items) == 0 {
		if last := lastSeen.Get(ctx).Data; last.query == q {
			p.list.Data = last.list
		}
	}
	p.load(ctx)
}

func (p *Explore) token() wire.Token { return p.info.Data.Chain.Token }

func (p *Explore) readAddress(ctx app.Context) {
	p.read = p.info.Data.Chain.ID != 0
	p.filter = filterOf(ctx.Page().URL().Query(), p.token())
}

// load asks for the first page of what the filter describes; what is shown stays until the answer is there.
func (p *Explore) load(_ app.Context) {
	ctx := p.ctx
	q, _ := p.filter.query(p.token())
	p.round++
	round := p.round
	p.list.Status, p.more = state.Loading, false
	ctx.Async(func() {
		list, err := api.Nodes(ctx, q)
		ctx.Dispatch(func(ctx app.Context) {
			if round != p.round {
				return
			}
			if err != nil {
				p.list.Status, p.list.Err = state.Failed, err
				return
			}
			p.list = state.Of[wire.NodeList]{Status: state.Ready, Data: list}
			lastSeen.Put(ctx, seen{q, list})
		})
	})
}

func (p *Explore) loadMore(app.Context, app.Event) {
	ctx := p.ctx
	q, _ := p.filter.query(p.token())
	q.Cursor = p.list.Data.Next
	round := p.round
	p.more = true
	ctx.Async(func() {
		list, err := api.Nodes(ctx, q)
		ctx.Dispatch(func(ctx app.Context) {
			if round != p.round {
				return
			}
			p.more = false
			if err != nil {
				part.Say(ctx, part.Bad, p.T.Fault(err).One())
				return
			}
			list.Items = append(slices.Clone(p.list.Data.Items), list.Items...)
			p.list.Data = list
		})
	})
}

// set changes the filter and searches, a moment after the last change.
func (p *Explore) set(f filter) {
	p.filter = f
	p.round++
	round := p.round
	p.ctx.After(220*time.Millisecond, func(ctx app.Context) {
		if round != p.round {
			return
		}
		q, _ := p.filter.query(p.token())
		q.Limit = 0
		u := url.URL{Path: "/", RawQuery: api.NodeValues(q).Encode()}
		ctx.Page().ReplaceURL(&u)
		p.load(ctx)
	})
}

func (p *Explore) with(change func(f *filter, v string)) func(app.Context, string) {
	return func(_ app.Context, v string) {
		f := p.filter
		change(&f, v)
		if f != p.filter {
			p.set(f)
		}
	}
}

func (p *Explore) clear(app.Context, app.Event) {
	p.set(filter{sort: p.filter.sort})
}
func (p *Explore) retry(app.Context, app.Event)  { p.load(p.ctx) }
func (p *Explore) toggle(app.Context, app.Event) { p.open = !p.open }

func (p *Explore) sortBy(ctx app.Context, _ app.Event) {
	key := ctx.JSSrc().Get("dataset").Get("sort").String()
	f := p.filter
	switch f.order() {
	case key:
		f.sort = "-" + key
	default:
		f.sort = key
	}
	p.set(f)
}

// order is what is sorted by; a minus in front turns it round.
func (f filter) order() string {
	if f.sort == "" {
		return "price"
	}
	return f.sort
}

// Render implements app.Composer.
func (p *Explore) Render() app.UI {
	t := p.T
	rent := "/rent"
	if q, _ := p.filter.query(p.token()); !q.Resources.IsZero() {
		// What was looked for is what is rented.
		rent += "?" + api.NodeValues(wire.NodeQuery{Resources: q.Resources}).Encode()
	}
	return app.Div().Class("page").Body(
		app.Header().Class("page-head spread").Body(
			app.Div().Class("stack-tight").Body(
				app.H1().Text(t.Say(text.ExploreTitle)),
				app.P().Class("lead").Text(t.Say(text.ExploreLead)),
			),
		),
		p.filters(t),
		app.Section().Class("stack results").Aria("label", t.Say(text.ExploreTitle)).Aria("busy", yes(p.list.Waiting())).Body(p.results(t)...),
		app.Div().Class("act act-top").Body(&part.Button{Label: t.Say(text.RentCompute), Kind: part.Primary, Href: rent, Test: "rent"}),
	)
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func (p *Explore) filters(t text.T) app.UI {
	_, bad := p.filter.query(p.token())
	f := p.filter
	wrong := func(d resource.Dimension) string {
		if bad[d] {
			return t.Say(text.NotANumber)
		}
		return ""
	}
	menu := func(all text.Text, value string, words []string, say func(string) string) []part.Option {
		o := []part.Option{{Label: t.Say(all)}}
		if value != "" && !slices.Contains(words, value) {
			words = append(slices.Clone(words), value)
		}
		for _, w := range words {
			o = append(o, part.Option{Value: w, Label: say(w)})
		}
		return o
	}
	label := t.Say(text.Filters)
	if n := f.active(); n > 0 {
		label = t.Count(text.FiltersOn, n)
	}
	class := "filters-more"
	if p.open {
		class += " is-open"
	}
	var clear app.UI
	if f.active() > 0 {
		clear = app.Div().Class("row").Body(&part.Button{Label: t.Say(text.ClearFilters), Test: "filters-clear", OnClick: p.clear})
	}
	return app.Section().Class("filters").Aria("label", t.Say(text.Filters)).DataSet("test", "filters").Body(
		app.Div().Class("filters-top").Body(
			&part.Field{
				ID: "q", Label: t.Say(text.Search), HideLabel: true, Type: "search", Placeholder: t.Say(text.SearchHint), Value: f.text, Max: 100, Test: "filter-q",
				OnInput: p.with(func(f *filter, v string) { f.text = v }),
			},
			app.Div().Class("filters-toggle").Body(
				&part.Button{Label: label, Glyph: part.GlyphFilter, Controls: "filters", Expanded: yes(p.open), Test: "filters-toggle", OnClick: p.toggle},
			),
		),
		app.Div().Class(class).ID("filters").Body(
			app.Div().Class("fields").Body(
				&part.Field{ID: "f-cpu", Label: t.Say(text.CPU), Mode: "decimal", Unit: t.Say(text.CoresUnit), Value: f.cpu, Placeholder: t.Say(text.Any), Error: wrong(resource.CPU), Max: 12, Test: "filter-cpu", OnInput: p.with(func(f *filter, v string) { f.cpu = v })},
				&part.Field{ID: "f-memory", Label: t.Say(text.Memory), Mode: "decimal", Unit: "GiB", Value: f.memory, Placeholder: t.Say(text.Any), Error: wrong(resource.Memory), Max: 12, Test: "filter-memory", OnInput: p.with(func(f *filter, v string) { f.memory = v })},
				&part.Field{ID: "f-disk", Label: t.Say(text.Disk), Mode: "decimal", Unit: "GiB", Value: f.disk, Placeholder: t.Say(text.Any), Error: wrong(resource.Disk), Max: 12, Test: "filter-disk", OnInput: p.with(func(f *filter, v string) { f.disk = v })},
				&part.Field{ID: "f-gpu", Label: t.Say(text.GPU), Mode: "numeric", Value: f.gpu, Placeholder: t.Say(text.Any), Error: wrong(resource.GPU), Max: 5, Test: "filter-gpu", OnInput: p.with(func(f *filter, v string) { f.gpu = v })},
				&part.Field{ID: "f-model", Label: t.Say(text.GPUModel), Value: f.model, Options: menu(text.AnyModel, f.model, p.list.Data.Models, text.Model), Test: "filter-model", OnChange: p.with(func(f *filter, v string) { f.model = v })},
				&part.Field{ID: "f-region", Label: t.Say(text.Region), Value: f.region, Options: menu(text.AnyRegion, f.region, p.list.Data.Regions, func(s string) string { return s }), Test: "filter-region", OnChange: p.with(func(f *filter, v string) { f.region = v })},
				&part.Field{ID: "f-price", Label: t.Say(text.PriceAtMost), Mode: "decimal", Unit: t.Say(text.PerHour, p.token().Symbol), Value: f.price, Placeholder: t.Say(text.Any), Error: wrong("maxRate"), Max: 30, Test: "filter-price", OnInput: p.with(func(f *filter, v string) { f.price = v })},
			),
			clear,
		),
	)
}

func (p *Explore) results(t text.T) []app.UI {
	nodes := p.list.Data.Items
	if p.list.Status == state.Failed && len(nodes) == 0 {
		f := t.Fault(p.list.Err)
		return []app.UI{part.Failure(f.What, f.Do, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry})}
	}
	if p.list.Waiting() && len(nodes) == 0 {
		return []app.UI{app.P().Class("muted small").Role("status").Text(t.Say(text.NodesLoading)), part.SkeletonCards(3)}
	}
	q, _ := p.filter.query(p.token())
	out := []app.UI{p.summary(t)}
	switch {
	case p.list.Data.All == 0:
		out = append(out, part.Empty(t.Say(text.NoNodesTitle), t.Say(text.NoNodesText), &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
	case len(nodes) == 0:
		out = append(out, part.Empty(t.Say(text.NoneFitTitle), t.Say(text.NoneFitText), &part.Button{Label: t.Say(text.ClearFilters), Test: "filters-clear-all", OnClick: p.clear}))
	case p.wide:
		out = append(out, p.table(t, nodes, q.Resources))
	default:
		var cards []app.UI
		for _, n := range nodes {
			cards = append(cards, part.NodeCard(t, p.token(), n, q.Resources))
		}
		out = append(out, app.Ul().Class("cards").DataSet("test", "nodes").Body(cards...))
	}
	if p.list.Status == state.Failed {
		f := t.Fault(p.list.Err)
		out = append(out, part.Note(part.Waiting, f.What, app.P().Class("small").Text(t.Say(text.ShownIsOld))))
	}
	if p.list.Data.Next != "" && len(nodes) > 0 {
		label := t.Say(text.ShowMore)
		if p.more {
			label = t.Say(text.NodesLoading)
		}
		out = append(out, app.Div().Class("row").Body(&part.Button{Label: label, Busy: p.more, Test: "show-more", OnClick: p.loadMore}))
	}
	return append(out, p.excluded(t))
}

// summary says how many there are, and for what the prices are.
func (p *Explore) summary(t text.T) app.UI {
	q, _ := p.filter.query(p.token())
	words := t.Say(text.NodesOf, p.list.Data.Total, p.list.Data.All)
	priced := t.Say(text.PricedWhole)
	if !q.Resources.IsZero() {
		priced = t.Say(text.PricedFor, t.Resources(q.Resources))
	}
	var sort app.UI
	if !p.wide {
		sort = &part.Field{
			ID: "sort", Label: t.Say(text.SortBy), HideLabel: true, Value: p.filter.order(), Test: "sort",
			Options: []part.Option{
				{Value: "price", Label: t.Say(text.SortCheap)}, {Value: "-price", Label: t.Say(text.SortDear)}, {Value: "cpu", Label: t.Say(text.SortCPU)},
				{Value: "memory", Label: t.Say(text.SortMemory)}, {Value: "disk", Label: t.Say(text.SortDisk)}, {Value: "record", Label: t.Say(text.SortRecord)},
			},
			OnChange: p.with(func(f *filter, v string) { f.sort = v }),
		}
	}
	return app.Div().Class("spread").Body(
		app.Div().Role("status").Body(
			app.P().Class("strong num").DataSet("test", "node-count").Text(words),
			app.P().Class("small muted").Text(priced),
		),
		sort,
	)
}

// excluded says which wishes leave out how many nodes, and takes one back with one tap.
func (p *Explore) excluded(t text.T) app.UI {
	var items []app.UI
	for _, d := range []resource.Dimension{resource.CPU, resource.Memory, resource.Disk, resource.GPU, resource.GPUModel, "maxRate", "region", "paused", "unreachable"} {
		n := p.list.Data.Excluded[d]
		if n == 0 {
			continue
		}
		line := []app.UI{app.Span().Class("num").Text(t.Count(text.LeavesOut, n, t.Dimension(d)))}
		if p.filter.without(d) != p.filter {
			line = append(line, &part.Button{
				Label: t.Say(text.DropWish, t.Dimension(d)), Kind: part.Quiet, Test: "drop-" + string(d),
				OnClick: func(app.Context, app.Event) { p.set(p.filter.without(d)) },
			})
		}
		items = append(items, app.Li().DataSet("dimension", string(d)).Body(line...))
	}
	if len(items) == 0 {
		return nil
	}
	return app.Section().Class("panel").DataSet("test", "excluded").Body(
		app.H2().Text(t.Say(text.ExcludedTitle)), app.Ul().Class("excluded").Body(items...),
	)
}

func (p *Explore) table(t text.T, nodes []wire.Node, priced resource.Resources) app.UI {
	type column struct {
		name text.Text
		sort string
		end  bool
	}
	columns := []column{
		{text.NodeColumn, "", false}, {text.CPU, "cpu", false}, {text.Memory, "memory", false}, {text.Disk, "disk", false}, {text.GPU, "", false},
		{text.RecordColumn, "record", false}, {text.Price, "price", true},
	}
	var heads []app.UI
	for _, c := range columns {
		th := app.Th().Attr("scope", "col")
		if c.end {
			th = th.Class("end")
		}
		name := t.Say(c.name)
		if c.name == text.CPU || c.name == text.Memory || c.name == text.Disk || c.name == text.GPU {
			name = t.Say(text.FreeOf, name)
		}
		if c.name == text.Price {
			name = t.Say(text.PriceColumn, p.token().Symbol)
		}
		if c.sort == "" {
			heads = append(heads, th.Text(name))
			continue
		}
		switch order := p.filter.order(); {
		case order == c.sort && c.sort == "price", order == "-"+c.sort && c.sort != "price":
			th = th.Aria("sort", "ascending")
		case order == c.sort, order == "-"+c.sort:
			th = th.Aria("sort", "descending")
		}
		heads = append(heads, th.Body(app.Button().Type("button").Class("sort").DataSet("sort", c.sort).DataSet("test", "sort-"+c.sort).
			Body(app.Span().Text(name), part.Icon(part.GlyphDown)).OnClick(p.sortBy)))
	}
	var rows []app.UI
	for _, n := range nodes {
		cell := func(d resource.Dimension) app.UI {
			total := n.Total.Of(d)
			if total == 0 {
				return app.Td().Body(app.Span().Class("muted").Text("–"))
			}
			return app.Td().Class("num").Body(
				app.Span().Class("line").Text(t.Of(d, n.Free.Of(d), total)),
				part.Bar(n.Reserved.Of(d), n.Free.Of(d), total),
			)
		}
		gpu := app.Td().Body(app.Span().Class("muted").Text("–"))
		if n.Total.GPU > 0 {
			gpu = app.Td().Class("num").Body(app.Span().Class("line").Text(t.Of(resource.GPU, uint64(n.Free.GPU), uint64(n.Total.GPU))), app.P().Class("muted small").Text(text.Model(n.Total.GPUModel)))
		}
		price := app.Td().Class("end").Body(app.Span().Class("muted small").Text("–"))
		if rate, ok := part.CardPrice(n, priced); ok {
			price = app.Td().Class("end num strong").Text(t.Hour(rate, p.token()))
		}
		rows = append(rows, app.Tr().DataSet("test", "node-card").DataSet("node", n.Address.String()).Body(
			app.Td().Body(app.Div().Class("who").Body(
				part.Identicon(n.Address),
				app.Div().Body(
					app.A().Class("row-link").Href("/nodes/"+n.Address.String()).DataSet("test", "node-link").Text(part.NodeName(t, n)),
					app.P().Class("small muted row-sub").Body(app.Span().Text(part.RegionOf(t, n.Region)), part.Health(t, n)),
				),
			)),
			cell(resource.CPU), cell(resource.Memory), cell(resource.Disk), gpu,
			app.Td().Class("small").Body(lines(part.RecordLines(t, n.Record))...), price,
		))
	}
	return app.Div().Class("table-box").DataSet("test", "nodes").Body(app.Table().Class("table").Body(
		app.Caption().Class("sr").Text(t.Say(text.ExploreTitle)),
		app.THead().Body(app.Tr().Body(heads...)), app.TBody().Body(rows...),
	))
}

func lines(words []string) []app.UI {
	var out []app.UI
	for _, w := range words {
		out = append(out, app.P().Class("line").Text(w))
	}
	return out
}
