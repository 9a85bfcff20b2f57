package view

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// kinds are what a payment is.
var kinds = map[string]text.Text{"settled": text.AdminSettled, "forfeited": text.AdminForfeited, "withdrawn": text.AdminWithdrawn}

// KindWords is what a payment is.
func KindWords(t text.T, kind string) string {
	if x, ok := kinds[kind]; ok {
		return t.Say(x)
	}
	return kind
}

func kindBadge(t text.T, kind string) app.UI {
	tone := part.Neutral
	switch kind {
	case "settled":
		tone = part.Running
	case "forfeited":
		tone = part.Bad
	}
	return part.Badge(tone, KindWords(t, kind))
}

// less is what of a payment others got.
func less(t text.T, token wire.Token, e wire.AdminEntry) string {
	switch {
	case e.Fee.IsZero() && e.Referrer.IsZero():
		return "–"
	case e.Referrer.IsZero():
		return t.Say(text.AdminLessFee, t.Amount(e.Fee, token))
	case e.Fee.IsZero():
		return t.Say(text.AdminLessReferrer, t.Amount(e.Referrer, token))
	}
	return t.Say(text.AdminLessBoth, t.Amount(e.Fee, token), t.Amount(e.Referrer, token))
}

func about(t text.T, e wire.AdminEntry) app.UI {
	switch {
	case e.Order != 0:
		return OrderLink(t, e.Order)
	case !e.To.IsZero():
		return app.Span().Class("mono small").Title(e.To.String()).Text("→ " + e.To.Short())
	}
	return app.Span().Class("muted").Text("–")
}

// EntryCards is a list of payments below each other. Those of one order alone do not say which.
func EntryCards(t text.T, chain wire.Chain, items []wire.AdminEntry, alone bool) app.UI {
	var out []app.UI
	for _, e := range items {
		token := chain.TokenOf(e.Token)
		var of app.UI
		if !alone {
			of = about(t, e)
		}
		out = append(out, app.Li().Class("entry").DataSet("test", "payment").DataSet("kind", e.Kind).Body(
			app.Div().Class("spread").Body(kindBadge(t, e.Kind), app.Span().Class("num strong").Text(t.Named(e.Amount, token))),
			app.Div().Class("spread small").Body(Stamp(e.At, t.Date(e.At)), of, part.Tx(t, e.Tx, chain.Explorer)),
			rest(t, token, e),
		))
	}
	return app.Ul().Class("entries").DataSet("test", "payments").Body(out...)
}

// EntryTable is a list of payments as a table.
func EntryTable(t text.T, chain wire.Chain, items []wire.AdminEntry) app.UI {
	head := func(x text.Text, class string) app.UI {
		return app.Th().Attr("scope", "col").Class(class).Text(t.Say(x))
	}
	var rows []app.UI
	for _, e := range items {
		token := chain.TokenOf(e.Token)
		rows = append(rows, app.Tr().DataSet("test", "payment").DataSet("kind", e.Kind).Body(
			app.Td().Class("num small").Text(t.Date(e.At)), app.Td().Body(kindBadge(t, e.Kind)), app.Td().Body(about(t, e)),
			app.Td().Class("end num strong").Text(t.Named(e.Amount, token)), app.Td().Class("small num").Text(less(t, token, e)),
			app.Td().Body(part.Tx(t, e.Tx, chain.Explorer)),
		))
	}
	return app.Div().Class("table-box").DataSet("test", "payments").Body(app.Table().Class("table").Body(
		app.Caption().Class("sr").Text(t.Say(text.AdminHistory)),
		app.THead().Body(app.Tr().Body(
			head(text.AdminWhen, ""), head(text.AdminKind, ""), head(text.AdminAbout, ""), head(text.AdminAmount, "end"), head(text.AdminLess, ""), head(text.AdminTx, ""),
		)),
		app.TBody().Body(rows...),
	))
}

func rest(t text.T, token wire.Token, e wire.AdminEntry) app.UI {
	if e.Fee.IsZero() && e.Referrer.IsZero() {
		return nil
	}
	return app.P().Class("small muted num").Text(less(t, token, e))
}
