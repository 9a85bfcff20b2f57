package compare

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// row is what is compared.
type row struct {
	name text.Text
	key  string // for tests
	cell func(column) app.UI
}

// table has a column for each node and a row for each thing.
func (p *Page) table(t text.T) app.UI {
	heads := []app.UI{app.Th().Attr("scope", "col").Text(t.Say(text.CompareWhat))}
	for _, c := range p.columns {
		name := c.address.Short()
		if c.node.Status == state.Ready {
			name = part.NodeName(t, c.node.Data)
		}
		heads = append(heads, app.Th().Attr("scope", "col").Body(
			app.Div().Class("compare-who").Body(part.Identicon(c.address), part.Link("/nodes/"+c.address.String()).DataSet("test", "compare-node").Text(name)),
		))
	}
	var body []app.UI
	for _, r := range p.rows(t) {
		cells := []app.UI{app.Th().Attr("scope", "row").Text(t.Say(r.name))}
		for _, c := range p.columns {
			var cell app.UI
			switch c.node.Status {
			case state.Ready:
				cell = r.cell(c)
			case state.Failed:
				if r.key == "state" {
					cell = app.Span().Text(t.Fault(c.node.Err).What)
				}
			default:
				cell = app.Span().Class("muted").Text("…")
			}
			cells = append(cells, app.Td().Body(cell))
		}
		body = append(body, app.Tr().DataSet("row", r.key).Body(cells...))
	}
	last := []app.UI{app.Th().Attr("scope", "row").Body(app.Span().Class("sr").Text(t.Say(text.RentHere)))}
	for _, c := range p.columns {
		n := c.node.Data
		last = append(last, app.Td().Body(app.Div().Class("stack-tight").Body(
			app.If(c.node.Status == state.Ready && n.Reachable && !n.Paused, func() app.UI {
				return &part.Button{Label: t.Say(text.RentHere), Href: "/rent?node=" + c.address.String(), Test: "compare-rent"}
			}),
			&part.Button{Label: t.Say(text.CompareDrop), Kind: part.Quiet, Href: p.address(c.address), Test: "compare-drop"},
		)))
	}
	body = append(body, app.Tr().Body(last...))
	return app.Div().Class("compare-box").TabIndex(0).Role("region").Aria("label", t.Say(text.Compare)).DataSet("test", "compare").Body(
		app.Table().Class("table compare").Body(app.THead().Body(app.Tr().Body(heads...)), app.TBody().Body(body...)),
	)
}

// rows are the things, what decides first.
func (p *Page) rows(t text.T) []row {
	token := p.info.Data.Chain.Default()
	words := func(s string) app.UI { return app.Span().Text(s) }
	cheapest := p.cheapest(token)
	free := func(d resource.Dimension) func(column) app.UI {
		return func(c column) app.UI {
			n := c.node.Data
			total := n.Total.Of(d)
			if total == 0 {
				return app.Span().Class("muted").Text("–")
			}
			return app.Div().Body(app.Span().Class("num").Text(t.Of(d, n.Free.Of(d), total)), part.Bar(n.Reserved.Of(d), n.Free.Of(d), total))
		}
	}
	return []row{
		{text.CompareState, "state", func(c column) app.UI { return part.Health(t, c.node.Data) }},
		{text.PriceColumn, "price", func(c column) app.UI {
			rate, ok := p.rate(c, token)
			if !ok {
				return app.Span().Class("muted").Text(t.Say(text.NodeNoPrice))
			}
			return app.Div().Body(
				app.Span().Class("num strong").Text(t.Hour(rate, token)),
				app.If(token.Known() && rate == cheapest, func() app.UI { return app.Span().Class("tag compare-tag").Text(t.Say(text.CompareLeast)) }),
				app.P().Class("small muted num").Text(t.Say(text.MonthShort, t.Month(rate, token))),
			)
		}},
		{text.CPU, "cpu", free(resource.CPU)}, {text.Memory, "memory", free(resource.Memory)}, {text.Disk, "disk", free(resource.Disk)}, {text.GPU, "gpu", free(resource.GPU)},
		{text.Region, "region", func(c column) app.UI { return words(part.RegionOf(t, c.node.Data.Region)) }},
		{text.CompareFar, "far", func(c column) app.UI {
			switch c.farIs {
			case state.Ready:
				return app.Span().Class("num").Text(t.Say(text.CompareFarIs, c.far))
			case state.Failed:
				return app.Span().Class("muted").Text(t.Say(text.CompareFarNot))
			}
			return app.Span().Class("muted").Text(t.Say(text.CompareFarNow))
		}},
		{text.LevelName, "level", func(c column) app.UI {
			level := wire.NoLevel
			if f := c.node.Data.Certification; f != nil {
				level = f.Level
			}
			name, _ := t.Level(level)
			return words(name)
		}},
		{text.CompareUp, "uptime", func(c column) app.UI {
			up := -1
			if f := c.node.Data.Certification; f != nil {
				up = f.Uptime.Month
			}
			return app.Span().Class("num").Text(t.Uptime(up))
		}},
		{text.RecordTitle, "record", func(c column) app.UI {
			var lines []app.UI
			for _, s := range part.RecordLines(t, c.node.Data.Record) {
				lines = append(lines, app.Div().Text(s))
			}
			return app.Div().Body(lines...)
		}},
		{text.ProbationName, "probation", func(c column) app.UI {
			if c.node.Data.Probation == 0 {
				return words(t.Say(text.NoProbation))
			}
			return words(t.About(time.Duration(c.node.Data.Probation) * time.Second))
		}},
		{text.NoticeName, "notice", func(c column) app.UI {
			if c.node.Data.Notice == 0 {
				return words(t.Say(text.NoNotice))
			}
			return words(t.About(time.Duration(c.node.Data.Notice) * time.Second))
		}},
		{text.RootName, "root", func(c column) app.UI { return words(t.Root(c.node.Data.Root)) }},
		{text.CompareWays, "ways", func(c column) app.UI {
			ways := t.Say(text.CompareHTTP)
			if k := c.node.Data.Card; k != nil && k.SSH != nil {
				ways = t.Say(text.CompareSSH, ways)
			}
			return words(ways)
		}},
	}
}

// rate is a node's list price for what is compared.
func (p *Page) rate(c column, token wire.Token) (amount.Nano, bool) {
	n := c.node.Data
	n.Rate = nil // which is for another size
	return part.CardPrice(n, token, p.want)
}

// cheapest is the lowest of the nodes' list prices.
func (p *Page) cheapest(token wire.Token) (least amount.Nano) {
	for _, c := range p.columns {
		if rate, ok := p.rate(c, token); ok && (least.IsZero() || rate.Cmp(least) < 0) {
			least = rate
		}
	}
	return least
}
