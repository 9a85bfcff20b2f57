package explore

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/near"
	"berth/ui/state"
	"berth/ui/text"
)

// mostNear is of how many regions it is measured how far they are.
const mostNear = 12

// mapModule draws the map, into the element mapID; nobody gets it before the regions are asked for.
const mapModule, mapID = "/web/map.mjs", "region-map"

// regions is what there is in each region, what it costs at least, and how far it is from here.
type regions struct {
	app.Compo

	T      text.T
	Chain  wire.Chain
	Region string // that the list shows; empty: all
	OnPick func(ctx app.Context, region string)

	open   bool
	market state.Of[wire.Market]
	far    map[string]uint32 // ms, by region
	life   life.Life
}

// OnMount implements app.Mounter.
func (r *regions) OnMount(ctx app.Context) { r.life.Begin(ctx) }

// OnDismount implements app.Dismounter.
func (r *regions) OnDismount() { r.life.End() }

func (r *regions) toggle(app.Context, app.Event) {
	if r.open = !r.open; !r.open {
		return
	}
	if r.market.Status != state.Ready {
		r.load()
		return
	}
	r.draw(r.life.Run())
}

// draw puts the map into its box, which follows the list by itself. What keeps it away keeps nothing else: the list has all that it shows.
func (r *regions) draw(run life.Run) {
	run.Go(func() {
		module, err := js.Import(run, mapModule)
		if err != nil {
			return
		}
		run.Do(func(ctx app.Context) {
			ctx.Defer(func(app.Context) { module.Call("map", app.Window().GetElementByID(mapID)) })
		})
	})
}

func (r *regions) retry(app.Context, app.Event) { r.load() }

// load asks for the regions, and then each how far it is.
func (r *regions) load() {
	run := r.life.Renew()
	r.market.Status, r.far = state.Loading, map[string]uint32{}
	run.Go(func() {
		m, err := api.Market(run)
		run.Do(func(app.Context) { r.market = state.Came(m, err) })
		r.draw(run)
		for _, x := range m.Regions[:min(len(m.Regions), mostNear)] {
			if x.URL == "" {
				continue
			}
			if ms, ok := near.Measure(run, x.URL); ok {
				run.Do(func(app.Context) { r.far[x.Name] = ms })
			}
		}
	})
}

// Render implements app.Composer.
func (r *regions) Render() app.UI {
	t := r.T
	label := text.RegionsShow
	if r.open {
		label = text.RegionsHide
	}
	return app.Div().Class("stack-tight regions").Body(
		app.Div().Body(&part.Button{Label: t.Say(label), Glyph: part.GlyphGlobe, Controls: "regions", Expanded: strconv.FormatBool(r.open), Test: "regions-toggle", OnClick: r.toggle}),
		app.If(r.open, func() app.UI { return r.list(t) }),
	)
}

func (r *regions) list(t text.T) app.UI {
	m := r.market.Data
	box := app.Section().Class("panel").ID("regions").Aria("label", t.Say(text.Regions))
	switch {
	case r.market.Status == state.Failed:
		return box.Body(part.Trouble(t, r.market.Err, &part.Button{Label: t.Say(text.Retry), Test: "regions-retry", OnClick: r.retry}))
	case r.market.Status != state.Ready:
		return box.Body(part.Skeleton(3))
	}
	nearest := ""
	for name, ms := range r.far {
		if least, ok := r.far[nearest]; !ok || ms < least || ms == least && name < nearest {
			nearest = name
		}
	}
	var items []app.UI
	for _, x := range m.Regions {
		if x.Name != "" {
			items = append(items, r.entry(t, m, x, x.Name == nearest && len(r.far) > 1))
		}
	}
	if len(items) == 0 {
		return box.Body(app.P().Class("muted").Text(t.Say(text.RegionNobody)))
	}
	if r.Region != "" {
		items = append(items, app.Li().Body(app.Button().Type("button").Class("region").DataSet("test", "region-all").OnClick(r.pick(""), app.EventScope("")).Body(
			app.Span().Class("strong").Text(t.Say(text.RegionAll)),
		)))
	}
	return box.Body(app.P().Class("small muted").Text(t.Say(text.RegionsText, t.Resources(m.Size))), app.Div().ID(mapID).Class("region-map").Aria("hidden", "true"), app.Ul().Class("region-list").DataSet("test", "regions").Body(items...))
}

func (r *regions) pick(name string) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { r.OnPick(ctx, name) }
}

// entry is one region.
func (r *regions) entry(t text.T, m wire.Market, x wire.MarketRegion, nearest bool) app.UI {
	token := r.Chain.TokenOf(m.Token)
	price := t.Say(text.RegionFull)
	if x.Rate != nil {
		price = t.Say(text.RegionFrom, t.Hour(*x.Rate, token))
	}
	facts := []string{t.Count(text.RegionNodes, x.Nodes), t.Say(text.RegionFree, t.Quantity(resource.CPU, uint64(x.Free.CPUMilli)))}
	if ms, ok := r.far[x.Name]; ok {
		facts = append(facts, t.Say(text.CompareFarIs, ms))
	}
	pressed := strconv.FormatBool(x.Name == r.Region)
	var words []app.UI
	for i, f := range facts {
		if i > 0 {
			words = append(words, app.Text(" · "))
		}
		words = append(words, app.Span().Text(f))
	}
	return app.Li().Body(app.Button().Type("button").Class("region").Aria("pressed", pressed).DataSet("test", "region").DataSet("region", x.Name).DataSet("nodes", x.Nodes).
		OnClick(r.pick(x.Name), app.EventScope(x.Name)).Body(
		app.Span().Class("region-head").Body(app.Span().Class("strong").Text(x.Name), app.If(nearest, func() app.UI { return app.Span().Class("tag").Text(t.Say(text.RegionNear)) })),
		app.Span().Class("num").Text(price), app.Span().Class("small muted num").Body(words...),
	))
}

// inRegion shows the nodes of one region, or of all.
func (p *Page) inRegion(_ app.Context, region string) {
	f := p.filter
	if f.region = region; region == p.filter.region {
		f.region = "" // what is shown already is not asked for twice
	}
	p.set(f)
}
