package own

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/rank"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// place is where a node's list price stands in a token. Not ok: it has none itself.
func place(nodes []wire.Node, me, token eth.Address) (at wire.AdminPosition, ok bool) {
	for _, n := range nodes {
		if price, told := wire.PriceIn(n.Prices, token); told && n.Address == me {
			return rank.Of(nodes, me, price), true
		}
	}
	return at, false
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
	at, ok := place(p.list.Data, p.who(), token.Address)
	if !ok {
		return panel(app.P().Class("muted").Text(t.Say(text.RankNone, token.Symbol)))
	}
	return panel(part.Rank(t, token, at)...)
}
