// Package explore is the page with the list of nodes, and the search in it.
package explore

import (
	"net/url"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/live"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// perPage is how many nodes are fetched at once.
const perPage = 24

// again is how long after a change the list is asked for again: among many nodes there is always one that changes.
const again = 10 * time.Second

// First is the request for the list as it is without a search.
func First() string { return path(wire.NodeQuery{Limit: perPage}) }

func path(q wire.NodeQuery) string { return "/api/nodes?" + api.NodeValues(q).Encode() }

// seen is the list that was shown last: who comes back to it finds it there while it is asked for again.
type seen struct {
	query wire.NodeQuery
	list  wire.NodeList
}

const lastSeen state.Key[seen] = "berth.nodes.seen"

// Page is the list of nodes, with its filters in the address.
type Page struct {
	app.Compo

	T text.T

	wide   bool
	open   bool // the filters, on a phone
	filter filter
	list   state.Of[wire.NodeList]
	more   bool // another page is being fetched
	due    bool // the first page will be asked for again: something has changed
	info   state.Of[wire.Info]
	read   bool
	picked state.Of[[]eth.Address] // to be compared
	life   life.Life               // each search is a run of its own
}

// OnInit implements app.Initializer: the page begins with what it was painted with before the app was there, and with the search that was
// begun in it.
func (p *Page) OnInit() {
	if app.IsServer {
		return
	}
	chain := state.EarlyChain()
	f := filterOf(app.Window().URL().Query(), chain)
	q, _ := f.query(f.in(chain))
	if list, ok := state.Early[wire.NodeList](path(q)); ok {
		p.list.Data, p.filter, p.wide = list, f, part.WideNow()
	}
	p.open = state.EarlyFilters()
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.EarlyInfo(ctx)
	p.open = state.EarlyFilters() // again: they may have been opened while the page was being made
	state.EarlyOver()
	picked.Observe(ctx, &p.picked)
	state.Info.Observe(ctx, &p.info).OnChange(func() {
		// A token and a price in the address could not be read before the platform's tokens were known.
		if p.info.Status == state.Ready && !p.read {
			p.readAddress(ctx)
			if p.filter.price != "" || !p.filter.token.IsZero() {
				p.load()
			}
		}
	})
	p.OnResize(ctx)
}

// OnResize implements app.Resizer.
func (p *Page) OnResize(ctx app.Context) {
	p.wide = part.Wide(ctx)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	p.readAddress(ctx)
	if q, _ := p.filter.query(p.token()); len(p.list.Data.Items) == 0 {
		if last := lastSeen.Get(ctx).Data; last.query == q {
			p.list.Data = last.list
		}
	}
	p.load()
}

// token is that in which prices are shown.
func (p *Page) token() wire.Token { return p.filter.in(p.info.Data.Chain) }

func (p *Page) readAddress(ctx app.Context) {
	p.read = p.info.Data.Chain.ID != 0
	p.filter = filterOf(ctx.Page().URL().Query(), p.info.Data.Chain)
}

// load asks for the first page of what the filter describes; what is shown stays until the answer is there.
func (p *Page) load() {
	run := p.life.Renew()
	p.list.Status, p.more = state.Loading, false
	p.ask(run)
	live.Follow(p.life.Own(), run, live.Want{
		Topics: []wire.Topic{wire.TopicNodes},
		Nodes: func(app.Context) {
			if p.due {
				return
			}
			p.due = true
			run.After(again, func(app.Context) {
				if p.due = false; p.refreshes() {
					p.ask(run)
				}
			})
		},
	})
}

// refreshes reports whether the first page may be put in place of what is shown: who has gone on to further pages is not thrown back.
func (p *Page) refreshes() bool {
	return p.list.Status != state.Loading && !p.more && len(p.list.Data.Items) <= perPage
}

// ask asks for the first page.
func (p *Page) ask(run life.Run) {
	p.due = false
	waits := p.list.Status == state.Loading
	q, _ := p.filter.query(p.token())
	run.Go(func() {
		list, err := api.Nodes(run, q)
		run.Do(func(ctx app.Context) {
			switch {
			case !waits && (err != nil || !p.refreshes()):
				return
			case err != nil:
				p.list.Status, p.list.Err = state.Failed, err
				return
			}
			p.list = state.Of[wire.NodeList]{Status: state.Ready, Data: list}
			lastSeen.Put(ctx, seen{q, list})
		})
	})
}

func (p *Page) loadMore(app.Context, app.Event) {
	q, _ := p.filter.query(p.token())
	q.Cursor = p.list.Data.Next
	run := p.life.Run()
	p.more = true
	run.Go(func() {
		list, err := api.Nodes(run, q)
		run.Do(func(ctx app.Context) {
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
func (p *Page) set(f filter) {
	p.filter = f
	p.life.Renew().After(220*time.Millisecond, func(ctx app.Context) {
		q, _ := p.filter.query(p.token())
		q.Limit = 0
		u := url.URL{Path: "/explore", RawQuery: api.NodeValues(q).Encode()}
		ctx.Page().ReplaceURL(&u)
		p.load()
	})
}

func (p *Page) with(change func(f *filter, v string)) func(app.Context, string) {
	return func(_ app.Context, v string) {
		f := p.filter
		change(&f, v)
		if f != p.filter {
			p.set(f)
		}
	}
}

func (p *Page) clear(app.Context, app.Event) {
	p.set(filter{sort: p.filter.sort, token: p.filter.token})
}
func (p *Page) retry(app.Context, app.Event)  { p.load() }
func (p *Page) toggle(app.Context, app.Event) { p.open = !p.open }

func (p *Page) sortBy(ctx app.Context, _ app.Event) {
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

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	rent := "/rent"
	if q, _ := p.filter.query(p.token()); p.filter.active() > 0 || q.Text != "" || !q.Token.IsZero() {
		// What was looked for is what is rented.
		q.Sort, q.Limit = "", 0
		rent += "?" + api.NodeValues(q).Encode()
	}
	return app.Div().Class("page").Body(
		app.Header().Class("page-head spread").Body(
			app.Div().Class("stack-tight").Body(
				app.H1().Text(t.Say(text.ExploreTitle)),
				app.P().Class("lead").Text(t.Say(text.ExploreLead)),
				part.Link("/catalogue").Class("apart").DataSet("test", "explore-catalogue").Text(t.Say(text.ShelfLook)),
			),
		),
		p.filters(t),
		&regions{T: t, Chain: p.info.Data.Chain, Region: p.filter.region, OnPick: p.inRegion},
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

func (p *Page) results(t text.T) []app.UI {
	nodes := p.list.Data.Items
	if p.list.Status == state.Failed && len(nodes) == 0 {
		f := t.Fault(p.list.Err)
		return []app.UI{part.Failure(f.What, f.Do, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry})}
	}
	// A price in a token that is not known yet would be one of other digits.
	if p.list.Waiting() && len(nodes) == 0 || p.info.Data.Chain.ID == 0 && p.info.Status != state.Failed {
		return []app.UI{app.P().Class("muted small").Role("status").Text(t.Say(text.NodesLoading)), part.SkeletonCards(3)}
	}
	q, _ := p.filter.query(p.token())
	out := []app.UI{p.summary(t)}
	switch {
	case p.list.Data.All == 0:
		out = append(out, part.Empty(t.Say(text.NoNodesTitle), t.Say(text.NoNodesText),
			&part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
	case len(nodes) == 0:
		out = append(out, part.Empty(t.Say(text.NoneFitTitle), t.Say(text.NoneFitText),
			&part.Button{Label: t.Say(text.ClearFilters), Test: "filters-clear-all", OnClick: p.clear}))
	case p.wide:
		out = append(out, p.table(t, nodes, q.Resources))
	default:
		var cards []app.UI
		for _, n := range nodes {
			cards = append(cards, part.NodeCard(t, p.token(), n, q.Resources, p.picker(t, n)))
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
	return append(out, p.compare(t, q.Resources), p.excluded(t), app.Div().Class("row").Body(
		app.Span().Class("small muted").Text(t.Say(text.OwnMore)), &part.Button{Kind: part.Quiet, Label: t.Say(text.OwnBecome), Href: "/node", Test: "explore-node"},
	))
}

// summary says how many there are, and for what the prices are.
func (p *Page) summary(t text.T) app.UI {
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
				{Value: "uptime", Label: t.Say(text.SortUp)},
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
func (p *Page) excluded(t text.T) app.UI {
	var items []app.UI
	for _, d := range []resource.Dimension{
		resource.CPU, resource.Memory, resource.Disk, resource.GPU, resource.GPUModel, "maxRate", "token", "region", "root", "level", "paused", "unreachable",
	} {
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
