package end

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
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
		&part.Button{Label: t.Say(text.RentAgain), Href: again(v), Test: "rent-again"},
	))...)
}

// again is the way to rent the same once more: the node, the size, the time, and what ran there.
func again(v wire.OrderView) string {
	q := api.NodeValues(wire.NodeQuery{Resources: v.Resources, Token: v.Token})
	q.Set("node", v.Node.String())
	q.Set("again", v.ID.String())
	q.Set("duration", strconv.FormatUint(uint64(v.Duration), 10))
	if v.Template != "" {
		q.Set("template", v.Template)
	}
	return "/rent?" + q.Encode()
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
