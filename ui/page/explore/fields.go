package explore

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// filters are the fields of the search; on a phone most of them are folded.
func (p *Page) filters(t text.T) app.UI {
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
				&part.Field{
					ID: "f-cpu", Label: t.Say(text.CPU), Mode: "decimal", Unit: t.Say(text.CoresUnit), Value: f.cpu, Placeholder: t.Say(text.Any),
					Error: wrong(resource.CPU), Max: 12, Test: "filter-cpu", OnInput: p.with(func(f *filter, v string) { f.cpu = v }),
				},
				&part.Field{
					ID: "f-memory", Label: t.Say(text.Memory), Mode: "decimal", Unit: "GiB", Value: f.memory, Placeholder: t.Say(text.Any),
					Error: wrong(resource.Memory), Max: 12, Test: "filter-memory", OnInput: p.with(func(f *filter, v string) { f.memory = v }),
				},
				&part.Field{
					ID: "f-disk", Label: t.Say(text.Disk), Mode: "decimal", Unit: "GiB", Value: f.disk, Placeholder: t.Say(text.Any), Error: wrong(resource.Disk), Max: 12,
					Test: "filter-disk", OnInput: p.with(func(f *filter, v string) { f.disk = v }),
				},
				&part.Field{
					ID: "f-gpu", Label: t.Say(text.GPU), Mode: "numeric", Value: f.gpu, Placeholder: t.Say(text.Any), Error: wrong(resource.GPU), Max: 5,
					Test: "filter-gpu", OnInput: p.with(func(f *filter, v string) { f.gpu = v }),
				},
				&part.Field{
					ID: "f-model", Label: t.Say(text.GPUModel), Value: f.model, Options: menu(text.AnyModel, f.model, p.list.Data.Models, text.Model),
					Test: "filter-model", OnChange: p.with(func(f *filter, v string) { f.model = v }),
				},
				&part.Field{
					ID: "f-region", Label: t.Say(text.Region), Value: f.region,
					Options: menu(text.AnyRegion, f.region, p.list.Data.Regions, func(s string) string { return s }),
					Test:    "filter-region", OnChange: p.with(func(f *filter, v string) { f.region = v }),
				},
				&part.Field{
					ID: "f-needs", Label: t.Say(text.RootName), Value: string(f.needs),
					Options: menu(text.RootAny, string(f.needs), needs(p.list.Data.Needs), func(s string) string { return t.NeedWords(order.Need(s)) }),
					Test:    "filter-needs", OnChange: p.with(func(f *filter, v string) { f.needs = order.Need(v) }),
				},
				&part.Field{
					ID: "f-level", Label: t.Say(text.LevelName), Value: string(f.level), Options: levels(t), Test: "filter-level",
					OnChange: p.with(func(f *filter, v string) { f.level = wire.Level(v) }),
				},
				p.currency(t),
				&part.Field{
					ID: "f-price", Label: t.Say(text.PriceAtMost), Mode: "decimal", Unit: t.Say(text.PerHour, t.Unit(p.token())), Value: f.price, Placeholder: t.Say(text.Any),
					Error: wrong("maxRate"), Max: 30, Test: "filter-price", OnInput: p.with(func(f *filter, v string) { f.price = v }),
				},
			),
			clear,
		),
	)
}

// levels are what a node can be asked to have at least.
func levels(t text.T) []part.Option {
	all := []part.Option{{Label: t.Say(text.LevelAny)}}
	for _, l := range wire.Levels()[1:] {
		name, _ := t.Level(l)
		all = append(all, part.Option{Value: string(l), Label: t.Say(text.LevelAt, name)})
	}
	return all
}

// needs are those that some node can meet, as a menu has them.
func needs(all []order.Need) []string {
	var words []string
	for _, n := range all {
		if n.Known() {
			words = append(words, string(n))
		}
	}
	return words
}

// currency is what prices are shown in, and must be taken; nil: there is only one.
func (p *Page) currency(t text.T) app.UI {
	c := p.info.Data.Chain
	if len(c.Tokens) < 2 {
		return nil
	}
	return &part.Field{
		ID: "f-token", Label: t.Say(text.PaidIn), Value: p.token().Address.String(), Options: part.Currencies(c.Tokens), Test: "filter-token",
		OnChange: p.with(func(f *filter, v string) {
			// A price in another currency is another wish.
			f.token, _ = eth.ParseAddress(v)
			f.price = ""
			if f.token == c.Default().Address {
				f.token = eth.Address{}
			}
		}),
	}
}
