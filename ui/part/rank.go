package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/rank"
	"berth/shared/wire"
	"berth/ui/text"
)

// Rank is where a node's list price stands among others', in a sentence and the table that it is from.
func Rank(t text.T, token wire.Token, p wire.AdminPosition) []app.UI {
	words := t.Say(text.RankIs, p.Others, p.Cheaper, p.Dearer)
	if p.Others == 0 {
		words = t.Say(text.RankAlone, token.Symbol)
	}
	var rows []app.UI
	for _, r := range p.Around {
		name := app.Td().Text(r.Name)
		if r.Mine {
			name = app.Td().Class("strong").Text(r.Name + " · " + t.Say(text.RankYou))
		}
		rows = append(rows, app.Tr().Body(name, app.Td().Class("end num").Text(t.Hour(r.Rate, token))))
	}
	return []app.UI{
		app.P().Class("strong").DataSet("test", "rank-words").Text(words),
		app.Table().Class("table plain").Body(
			app.THead().Body(app.Tr().Body(app.Th().Attr("scope", "col").Text(t.Say(text.NodeTitle)), app.Th().Attr("scope", "col").Class("end").Text(t.Say(text.PriceColumn)))),
			app.TBody().Body(rows...),
		),
		app.P().Class("small muted").Text(t.Say(text.RankText, t.Resources(rank.Sample()))),
	}
}
