package explore

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// table is the list where there is room for it.
func (p *Page) table(t text.T, nodes []wire.Node, priced resource.Resources) app.UI {
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
			name = t.Say(text.PriceColumn)
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
			gpu = app.Td().Class("num").Body(
				app.Span().Class("line").Text(t.Of(resource.GPU, uint64(n.Free.GPU), uint64(n.Total.GPU))),
				app.P().Class("muted small").Text(text.Model(n.Total.GPUModel)),
			)
		}
		price := app.Span().Class("muted small").Text("–")
		if rate, ok := part.CardPrice(n, p.token(), priced); ok {
			price = app.Span().Class("num strong").Text(t.Hour(rate, p.token()))
		}
		rows = append(rows, app.Tr().DataSet("test", "node-card").DataSet("node", n.Address.String()).Body(
			app.Td().Body(app.Div().Class("who").Body(
				part.Identicon(n.Address),
				app.Div().Body(
					part.Link("/nodes/"+n.Address.String()).Class("row-link").DataSet("test", "node-link").Text(part.NodeName(t, n)),
					app.P().Class("small muted row-sub").Body(app.Span().Text(part.RegionOf(t, n.Region)), part.Health(t, n)),
					app.If(n.Root.Features() != 0 || part.LevelTag(t, n.Certification) != nil, func() app.UI {
						return app.Div().Class("tags").Body(append([]app.UI{part.LevelTag(t, n.Certification)}, part.RootTags(t, n.Root)...)...)
					}),
				),
			)),
			cell(resource.CPU), cell(resource.Memory), cell(resource.Disk), gpu,
			app.Td().Class("small").Body(lines(part.RecordLines(t, n.Record))...), app.Td().Class("end").Body(price, p.picker(t, n)),
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
