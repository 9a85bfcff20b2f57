package explore

import (
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// mostPicked is how many nodes can be compared.
const mostPicked = 4

// picked are the nodes that are to be compared, in the order in which they were chosen: they stay while other pages are looked at.
const picked state.Key[[]eth.Address] = "berth.nodes.picked"

func (p *Page) pick(ctx app.Context, a eth.Address) {
	all := slices.Clone(p.picked.Data)
	switch i := slices.Index(all, a); {
	case i >= 0:
		all = slices.Delete(all, i, i+1)
	case len(all) == mostPicked:
		part.Say(ctx, part.Neutral, p.T.Say(text.CompareFull))
		return
	default:
		all = append(all, a)
	}
	picked.Put(ctx, all)
}

// picker chooses a node to be compared.
func (p *Page) picker(t text.T, n wire.Node) app.UI {
	label, pressed := text.ComparePick, "false"
	if slices.Contains(p.picked.Data, n.Address) {
		label, pressed = text.ComparePicked, "true"
	}
	return app.Div().Class("pick").Body(app.Button().Type("button").Class("btn btn-quiet pick-do").Aria("pressed", pressed).
		Aria("label", t.Say(text.CompareWho, part.NodeName(t, n))).DataSet("test", "pick").
		OnClick(func(ctx app.Context, _ app.Event) { p.pick(ctx, n.Address) }, app.EventScope(n.Address.String())).
		Body(app.Span().Class("pick-box").Aria("hidden", "true").Body(app.If(pressed == "true", func() app.UI { return part.Icon(part.GlyphCheck) })), app.Span().Text(t.Say(label))))
}

// compare leads to the comparison of those that are chosen; nil: none is.
func (p *Page) compare(t text.T, want resource.Resources) app.UI {
	if len(p.picked.Data) == 0 {
		return nil
	}
	var names []string
	for _, a := range p.picked.Data {
		names = append(names, a.String())
	}
	v := api.NodeValues(wire.NodeQuery{Resources: want})
	v.Set("nodes", strings.Join(names, ","))
	return app.Div().Class("pick-bar").Role("status").Body(
		&part.Button{Label: t.Count(text.CompareDo, len(names)), Href: "/compare?" + v.Encode(), Test: "compare-go"},
		&part.Button{Label: t.Say(text.CompareClear), Kind: part.Quiet, Test: "compare-clear", OnClick: func(ctx app.Context, _ app.Event) { picked.Put(ctx, nil) }},
	)
}
