package prices

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// marketEvery is how often the gateway is asked for its place; it asks the platform once a minute.
const marketEvery = time.Minute

// renderMarket is where the node's prices in force stand among others'.
func (p *Page) renderMarket() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.RankTitle))}
	body = append(body, p.market.Show(t, text.AdminAsking, func(m wire.AdminMarket) []app.UI {
		if m.Platform == "" {
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminMarketNone))}
		}
		at := place(m, p.token)
		if at == nil {
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminMarketNot))}
		}
		var choice app.UI
		if len(m.Positions) > 1 {
			var tokens []wire.Token
			for _, x := range m.Positions {
				tokens = append(tokens, p.visit.Token(x.Token))
			}
			choice = &part.Choice{
				Name: "market-token", Legend: t.Say(text.PricesPaid), Options: part.Currencies(tokens), Value: at.Token.String(), Test: "market-token",
				OnPick: func(_ app.Context, v string) { p.token, _ = eth.ParseAddress(v) },
			}
		}
		out := []app.UI{choice}
		out = append(out, part.Rank(t, p.visit.Token(at.Token), *at)...)
		by := t.Say(text.AdminMarketBy, m.Platform, t.Moment(m.At, time.Now()))
		if m.More {
			by += " " + t.Say(text.AdminMarketMore)
		}
		return append(out, app.P().Class("small muted").Text(by))
	})...)
	return app.Section().Class("panel stack-tight").DataSet("test", "market").Body(body...)
}

// place is where the node stands in a token, or in its first; nil: it has no prices.
func place(m wire.AdminMarket, token eth.Address) *wire.AdminPosition {
	for i := range m.Positions {
		if m.Positions[i].Token == token {
			return &m.Positions[i]
		}
	}
	if len(m.Positions) == 0 {
		return nil
	}
	return &m.Positions[0]
}
