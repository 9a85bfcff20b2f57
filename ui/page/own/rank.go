package own

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// compared is what prices are compared for, for a day.
var compared = resource.Resources{CPUMilli: 1000, MemoryMiB: 2 << 10, DiskMiB: 10 << 10}

const day = 24 * 3600

// ranked is a node with what it asks for.
type ranked struct {
	name string
	rate amount.Nano
	mine bool
}

// rank is where a node's list price stands among those of all that take orders now in a token, the cheapest first. Not ok: it has none
// itself.
func rank(nodes []wire.Node, me, token eth.Address) (all []ranked, cheaper, dearer int, ok bool) {
	for _, n := range nodes {
		price, told := wire.PriceIn(n.Prices, token)
		if !told || (n.Paused || !n.Reachable) && n.Address != me {
			continue
		}
		all = append(all, ranked{n.Name, price.Rate(compared, day), n.Address == me})
		for i := len(all) - 1; i > 0 && all[i].rate.Cmp(all[i-1].rate) < 0; i-- {
			all[i], all[i-1] = all[i-1], all[i]
		}
	}
	i := mine(all)
	if i < 0 {
		return nil, 0, 0, false
	}
	for _, r := range all {
		switch c := r.rate.Cmp(all[i].rate); {
		case c < 0:
			cheaper++
		case c > 0:
			dearer++
		}
	}
	return all, cheaper, dearer, true
}

// mine is where one's own node is; negative: it is not among them.
func mine(all []ranked) int {
	for i, r := range all {
		if r.mine {
			return i
		}
	}
	return -1
}

// rankRows is how many nodes are shown at most, around one's own.
const rankRows = 7

// around are those next to one's own.
func around(all []ranked) []ranked {
	i := mine(all)
	from := max(min(i-rankRows/2, len(all)-rankRows), 0)
	return all[from:min(from+rankRows, len(all))]
}

func (p *Page) rank() app.UI {
	t, chain := p.T, p.info.Data.Chain
	token := chain.Default()
	if c, ok := chain.TokenAt(p.token); ok && !p.token.IsZero() {
		token = c
	}
	var choice app.UI
	if len(chain.Tokens) > 1 {
		choice = &part.Choice{
			Name: "own-token", Legend: t.Say(text.PricesPaid), Options: part.Currencies(chain.Tokens), Value: token.Address.String(), Test: "own-token",
			OnPick: func(_ app.Context, v string) { p.token, _ = eth.ParseAddress(v) },
		}
	}
	head := []app.UI{app.H2().Text(t.Say(text.RankTitle)), choice}
	panel := func(body ...app.UI) app.UI {
		return app.Section().Class("panel stack-tight").DataSet("test", "own-rank").Body(append(head, body...)...)
	}
	if p.list.Waiting() {
		return panel(part.Skeleton(4))
	}
	all, cheaper, dearer, ok := rank(p.list.Data, p.who(), token.Address)
	if !ok {
		return panel(app.P().Class("muted").Text(t.Say(text.RankNone, token.Symbol)))
	}
	words := t.Say(text.RankIs, len(all)-1, cheaper, dearer)
	if len(all) == 1 {
		words = t.Say(text.RankAlone, token.Symbol)
	}
	var rows []app.UI
	for _, r := range around(all) {
		name := app.Td().Text(r.name)
		if r.mine {
			name = app.Td().Class("strong").Text(r.name + " · " + t.Say(text.RankYou))
		}
		rows = append(rows, app.Tr().Body(name, app.Td().Class("end num").Text(t.Hour(r.rate, token))))
	}
	return panel(
		app.P().Class("strong").DataSet("test", "own-rank-words").Text(words),
		app.Table().Class("table plain").Body(
			app.THead().Body(app.Tr().Body(app.Th().Attr("scope", "col").Text(t.Say(text.NodeTitle)), app.Th().Attr("scope", "col").Class("end").Text(t.Say(text.PriceColumn)))),
			app.TBody().Body(rows...),
		),
		app.P().Class("small muted").Text(t.Say(text.RankText, t.Resources(compared))),
	)
}
