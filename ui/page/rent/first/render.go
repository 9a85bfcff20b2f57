package first

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// View shows the search.
type View struct {
	app.Compo

	T       text.T
	Chain   wire.Chain
	Search  *Search
	OnPrice app.EventHandler // back to the price
}

// Render implements app.Composer.
func (c *View) Render() app.UI {
	t, s := c.T, c.Search
	price := &part.Button{Label: t.Say(text.RentChangePrice), Test: "rent-change-price", OnClick: c.OnPrice}
	r := s.rental.Data
	switch {
	case s.rental.Status == state.Failed && r.Version == 0:
		return app.Div().Class("stack").Body(part.Heading(t.Say(text.FirstTitle)), part.Broke(t, s.rental.Err, price))
	case r.Version == 0 || c.Chain.ID == 0:
		return app.Div().Class("stack").Body(part.Heading(t.Say(text.FirstTitle)), part.Wait(t.Say(text.FirstAsking)), part.SkeletonCards(1))
	}
	token := c.Chain.TokenOf(r.Request.Token)
	body := []app.UI{
		part.Heading(t.Say(text.FirstTitle)),
		app.P().Class("muted").DataSet("test", "first-wish").Text(t.Say(text.FirstWish, t.Resources(r.Request.Resources), t.Named(r.Request.Rate.Cost(uint64(r.Request.Duration)), token), t.Span(r.Request.Duration))),
		c.now(r),
	}
	if _, x := s.last(); r.State == wire.RentalPay && x.Answer != nil && x.Answer.Quote != nil {
		q := *x.Answer.Quote
		body = append(body, app.Section().Class("panel").Body(
			app.P().Class("dial-figure").Body(app.Span().Class("num").DataSet("test", "first-total").Text(t.Named(q.Deposit(r.Request.Duration), token)), app.Span().Class("dial-unit").Text(t.Say(text.DialTotal, t.Span(r.Request.Duration)))),
			part.PromiseList(t, part.Promises(t, c.Chain, q, r.Request.Duration, x.Answer.Probation))))
	}
	body = append(body, &part.Told{T: t, Err: s.err})
	body = append(body, c.buttons(r, price)...)
	if len(r.Tries) > 0 {
		var items []app.UI
		for i, x := range r.Tries {
			items = append(items, c.try(i, x, token))
		}
		body = append(body, app.Section().Class("stack-tight").Body(app.H2().Text(t.Say(text.FirstTried)), app.Ol().Class("cards").DataSet("test", "first-tries").Body(items...)))
	}
	return app.Div().Class("stack flow-narrow").DataSet("test", "first").DataSet("state", string(r.State)).Body(body...)
}

// now is what happens now, and what it waits for.
func (c *View) now(r wire.Rental) app.UI {
	t, s := c.T, c.Search
	_, try := s.last()
	name := try.Node.Name
	if name == "" {
		name = try.Node.Address.Short()
	}
	switch r.State {
	case wire.RentalServes:
		return app.Div().Role("status").DataSet("test", "first-serves").Body(part.Note(part.Running, t.Say(text.FirstServes, name)))
	case wire.RentalNobody:
		body := []app.UI{app.P().Text(t.Say(text.FirstNobodyDo))}
		if r.Dearer > 0 {
			body = append(body, app.P().DataSet("test", "first-dearer").Text(t.Count(text.FirstDearer, r.Dearer)))
		}
		return app.Div().Role("status").DataSet("test", "first-nobody").Body(part.Note(part.Waiting, t.Say(text.FirstNobody), body...))
	case wire.RentalStopped:
		return app.Div().Role("status").Body(part.Note(part.Neutral, t.Say(text.FirstStopped)))
	case wire.RentalAsking:
		return app.Div().Role("status").Body(part.Wait(t.Say(text.FirstAsking)))
	}
	words := t.Say(text.FirstStates[string(r.State)], name)
	if r.State == wire.RentalPay && s.busy && s.stage != pay.Idle && s.stage != pay.Done {
		words = name + t.Space() + "· " + t.Say(pay.Words[s.stage])
	}
	if !s.busy && r.State != wire.RentalActivating {
		return app.P().Role("status").DataSet("test", "first-now").Text(words)
	}
	body := []app.UI{part.Wait(words)}
	if r.State == wire.RentalActivating && !r.Until.IsZero() {
		body = append(body, part.Countdown(t, r.Until, 0, "first-until"))
	}
	return app.Div().Class("row").Role("status").DataSet("test", "first-now").Body(body...)
}

func (c *View) buttons(r wire.Rental, price app.UI) []app.UI {
	t, s := c.T, c.Search
	_, try := s.last()
	halt := &part.Button{Kind: part.Quiet, Label: t.Say(text.FirstStop), Test: "first-stop", OnClick: s.halt}
	switch {
	case r.State == wire.RentalServes:
		return []app.UI{part.WayOn("", &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(text.RentSeeOrder), Href: "/orders/" + try.Order.String(), Test: "first-order"})}
	case r.State.Over():
		row := []app.UI{price}
		if try.Order != 0 && try.Money == "held" {
			row = append(row, &part.Button{Label: t.Say(text.RentSeeOrder), Href: "/orders/" + try.Order.String(), Test: "first-order"})
		}
		return []app.UI{app.Div().Class("row").Body(row...)}
	case r.State == wire.RentalAsking || r.State == wire.RentalActivating || s.busy:
		return []app.UI{app.Div().Class("row").Body(halt)}
	}
	label := text.FirstGoOn
	switch {
	case s.over():
		label = text.RentAskAgain
	case s.err != nil:
		label = text.Retry
	}
	do := &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(label), Test: "first-go-on", OnClick: s.again}
	row := []app.UI{halt}
	if r.State != wire.RentalReturn && try.Tx == nil {
		row = append(row, &part.Button{Kind: part.Quiet, Label: t.Say(text.FirstSkip), Test: "first-skip", OnClick: s.skip})
	}
	hint := ""
	if r.State == wire.RentalReturn {
		hint = t.Say(text.FirstBackFirst)
	}
	return []app.UI{part.WayOn(hint, do), app.Div().Class("row").Body(row...)}
}

// try is one node that was tried: what came of it, why, and where the money is.
func (c *View) try(i int, x wire.RentalTry, token wire.Token) app.UI {
	t := c.T
	name := x.Node.Name
	if name == "" {
		name = x.Node.Address.Short()
	}
	tone, words := part.Neutral, t.Say(text.FirstUnderWay)
	switch x.Outcome {
	case "":
	case "serves":
		tone, words = part.Running, t.Say(text.FirstOutcomes[x.Outcome])
	default:
		tone = part.Bad
		if known, ok := text.FirstOutcomes[x.Outcome]; ok {
			words = t.Say(known)
		} else {
			words = x.Outcome
		}
	}
	body := []app.UI{app.Div().Class("card-head").Body(
		app.H3().Class("card-title").Text(t.Say(text.FirstPlace, i+1, name)), app.Span().Class("muted small").Text(part.RegionOf(t, x.Node.Region)), part.Badge(tone, words),
	)}
	var why []app.UI
	for _, w := range x.Why {
		why = append(why, app.Li().DataSet("test", "first-why").Text(part.Why(t, token, w)))
	}
	if x.Outcome == "dearer" && x.Answer != nil && x.Answer.Quote != nil {
		why = append(why, app.Li().Text(t.Say(text.WhyPrice, t.Rate(x.Answer.Quote.Rate, token))))
	}
	if x.Text != "" {
		why = append(why, app.Li().DataSet("test", "first-why").Text(x.Text))
	}
	if len(why) > 0 {
		body = append(body, app.Ul().Class("reasons").Body(why...))
	}
	return app.Li().Class("card").DataSet("test", "first-try").DataSet("outcome", x.Outcome).DataSet("money", x.Money).DataSet("node", x.Node.Address.String()).
		Body(append(body, app.P().Class("small muted").Text(c.money(x, token)))...)
}

// money is where a try's money is.
func (c *View) money(x wire.RentalTry, token wire.Token) string {
	t := c.T
	var deposit amount.Amount
	if x.Answer != nil && x.Answer.Quote != nil {
		deposit = x.Answer.Quote.Deposit(c.Search.rental.Data.Request.Duration)
	}
	switch x.Money {
	case "held":
		return t.Say(text.FirstHeld, t.Named(deposit, token))
	case "back":
		return t.Say(text.FirstBack, t.Named(x.Returned.Amount, token), t.Named(deposit, token))
	}
	return t.Say(text.FirstNeverLeft)
}
