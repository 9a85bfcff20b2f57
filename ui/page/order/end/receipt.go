package end

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// line is a sum of a receipt. Those that are not of another are all of an escrow together.
type line struct {
	key string // for tests
	is  text.Text
	sum amount.Amount
	of  string // key of the line that it is a part of
}

// leaving is what becomes of the escrow of an order that its user ends at a moment.
func leaving(o order.Order, at time.Time) []line {
	paid, back := o.UserLeaves(at)
	served := o.Earned(at)
	lines := []line{{key: "served", is: text.OutServed, sum: served}}
	if more := paid.Sub(served); !more.IsZero() {
		lines = append(lines, line{key: "unserved", is: text.OutUnserved, sum: more})
	}
	return append(lines, line{key: "back", is: text.SplitBack, sum: back})
}

// receipt is what became of the escrow of an order that is over, and of what was paid for the service.
func receipt(v wire.OrderView) []line {
	lines := []line{{key: "served", is: text.OutServed, sum: v.PaidOut.Sub(v.Unserved)}}
	if !v.Unserved.IsZero() {
		lines = append(lines, line{key: "unserved", is: text.OutUnserved, sum: v.Unserved})
	}
	if !v.MovedOver.IsZero() {
		lines = append(lines, line{key: "moved", is: text.SwappedOver, sum: v.MovedOver})
	}
	lines = append(lines, line{key: "back", is: text.SplitBack, sum: v.Refunded})
	if !v.Forfeited.IsZero() {
		lines = append(lines, line{key: "forfeited", is: text.OutForfeited, sum: v.Forfeited, of: "back"})
	}
	if v.Fees.IsZero() && v.Referred.IsZero() {
		return lines
	}
	lines = append(lines, line{key: "node", is: text.OutNode, sum: v.PaidOut.Sub(v.Fees).Sub(v.Referred), of: "paid"})
	if !v.Fees.IsZero() {
		lines = append(lines, line{key: "fees", is: text.OutFees, sum: v.Fees, of: "paid"})
	}
	if !v.Referred.IsZero() {
		lines = append(lines, line{key: "referred", is: text.OutReferred, sum: v.Referred, of: "paid"})
	}
	return lines
}

// lines shows a receipt, to the last unit.
func lines(t text.T, token wire.Token, all []line, deposit amount.Amount) app.UI {
	var escrow, paid []app.UI
	for _, l := range all {
		name, sum := t.Say(l.is), app.Span().Class("num").DataSet("test", "out-"+l.key).Text(t.Exact(l.sum, token))
		if l.of == "paid" {
			paid = append(paid, part.Fact(name, sum))
		} else {
			escrow = append(escrow, part.Fact(name, sum))
		}
	}
	escrow = append(escrow, part.Fact(t.Say(text.OutDeposit), app.Span().Class("num").DataSet("test", "out-deposit").Text(t.Exact(deposit, token))))
	body := []app.UI{part.Facts(escrow...)}
	if len(paid) > 0 {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.OutOf)), part.Facts(paid...))
	}
	return app.Div().Class("stack-tight").DataSet("test", "receipt").Body(body...)
}

// words are what ending an order at a moment means, in a sentence or two.
func words(t text.T, token wire.Token, o order.Order, at time.Time) []string {
	paid, back := o.UserLeaves(at)
	served := o.Earned(at)
	more := paid.Sub(served)
	switch {
	case o.State == order.Created:
		return []string{t.Say(text.EndCreated, t.Amount(back, token))}
	case o.InProbation(at):
		all := []string{t.Say(text.EndProbation, t.Amount(back, token))}
		if o.StakeHeld {
			all = append(all, t.Say(text.EndHeld))
		}
		return all
	case !o.AnnouncedAt.IsZero():
		return []string{t.Say(text.EndFree, t.Amount(back, token), t.Amount(paid, token))}
	case !more.IsZero():
		all := []string{t.Say(text.EndCommitted, t.Amount(back, token), t.Amount(paid, token), t.Amount(served, token), t.Amount(more, token))}
		if o.Committed >= o.Duration {
			return append(all, t.Say(text.EndBoundAll))
		}
		return append(all, t.Say(text.EndBoundTill, t.Date(o.PaidFrom().Add(time.Duration(o.Committed)*time.Second))))
	}
	return []string{t.Say(text.EndWords, t.Amount(back, token), t.Amount(paid, token))}
}
