package end

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// Outcome is who got what, once an order is over; nil: it is not.
func Outcome(t text.T, token wire.Token, v wire.OrderView) app.UI {
	switch {
	case v.State.Live():
		return nil
	case v.State == order.Replaced:
		return replaced(t, token, v)
	}
	words := t.Say(text.EndedBy[v.EndedBy])
	if v.Reason != nil && (v.EndedBy == "user" || v.EndedBy == "node") {
		words += " " + t.Say(text.EndedReason, t.Say(text.Reasons[v.Reason.String()]))
	}
	body := []app.UI{
		app.H2().Text(t.Say(text.OutcomeTitle)), app.P().DataSet("test", "ended-by").Text(words), part.EscrowSplit(t, token, v.Refunded, v.PaidOut),
		lines(t, token, receipt(v), v.Deposit()),
	}
	if !v.EndedAt.IsZero() {
		body = append(body, app.P().Class("small muted num").Text(t.Date(v.EndedAt)))
	}
	return app.Section().Class("panel").DataSet("test", "outcome").Body(append(body, app.Div().Class("row").Body(
		&part.Button{Label: t.Say(text.RentAgain), Href: "/rent?node=" + v.Node.String() + "&template=" + v.Template, Test: "rent-again"},
	))...)
}

// replaced is what became of an order that another one replaced.
func replaced(t text.T, token wire.Token, v wire.OrderView) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.OutcomeTitle)), app.P().DataSet("test", "ended-by").Text(t.Say(text.SwappedBy)), lines(t, token, receipt(v), v.Deposit())}
	if !v.EndedAt.IsZero() {
		body = append(body, app.P().Class("small muted num").Text(t.Date(v.EndedAt)))
	}
	if v.ReplacedBy != 0 {
		body = append(body, app.Div().Class("row").Body(&part.Button{
			Kind: part.Primary, Label: t.Say(text.SwappedGo, uint64(v.ReplacedBy)), Href: "/orders/" + v.ReplacedBy.String(), Test: "replaced-by",
		}))
	}
	return app.Section().Class("panel").DataSet("test", "outcome").Body(body...)
}
