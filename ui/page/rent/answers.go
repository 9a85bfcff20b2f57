package rent

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// answers is the third step: who was asked, and what they answer.
type answers struct {
	app.Compo

	T        text.T
	Chain    wire.Chain
	Draft    *draft
	Talk     *talk
	OnAgain  func()
	OnChoose func(ctx app.Context, node eth.Address)
	OnStep   func(ctx app.Context, step string)
}

// Render implements app.Composer.
func (c *answers) Render() app.UI {
	t := c.T
	step := func(to string) app.EventHandler {
		return func(ctx app.Context, _ app.Event) { c.OnStep(ctx, to) }
	}
	again := &part.Button{
		Label: t.Say(text.RentAskAgain), Test: "rent-ask-again", Busy: c.Talk.starting, OnClick: func(app.Context, app.Event) { c.OnAgain() },
	}
	price := &part.Button{Label: t.Say(text.RentChangePrice), Test: "rent-change-price", OnClick: step(stepPrice)}
	if c.Talk.err != nil && len(c.Talk.answers) == 0 {
		return part.Broke(t, c.Talk.err, again, price)
	}
	if c.Chain.ID == 0 || c.Talk.asked == nil {
		return app.Div().Class("stack").Body(part.Wait(t.Say(text.RentSending)), part.SkeletonCards(2))
	}
	asked := len(c.Talk.asked.Nodes)
	if asked == 0 {
		return part.Empty(t.Say(text.RentNobody), t.Say(text.RentNobodyDo), excluded(t, c.Talk.asked.Excluded),
			&part.Button{Kind: part.Primary, Label: t.Say(text.RentChangeWhat), OnClick: step(stepWhat)}, price)
	}
	body := []app.UI{app.P().Class("muted").DataSet("test", "rent-offered").Text(
		t.Say(text.RentOffered, t.Resources(c.Draft.Resources), t.Rate(c.Draft.Rate, c.Chain.TokenOf(c.Draft.Token)), t.Span(c.Draft.Duration)))}
	if c.Talk.done == nil {
		body = append(body, app.Div().Class("row").Role("status").Body(
			part.Wait(t.Say(text.RentAnswered, len(c.Talk.answers), asked)), part.Countdown(t, c.Talk.asked.Deadline, 0, "ask-deadline")))
	} else {
		d := c.Talk.done
		body = append(body, app.P().Role("status").DataSet("test", "rent-done").Text(t.Say(text.RentDone, d.Accepted, d.Countered, d.Rejected, d.Silent)))
	}
	var cards []app.UI
	for _, a := range c.Talk.replies() {
		cards = append(cards, &reply{T: t, Chain: c.Chain, Offered: *c.Draft, Answer: a, OnChoose: c.OnChoose})
	}
	body = append(body, app.Div().Class("cards").DataSet("test", "answers").Body(cards...))
	if c.Talk.done != nil && c.Talk.done.Accepted+c.Talk.done.Countered == 0 {
		body = append(body, part.Note(part.Waiting, t.Say(text.RentNoneTakes), app.P().Text(t.Say(text.RentNoneTakesDo))))
	}
	return app.Div().Class("stack").Body(append(body, app.Div().Class("row").Body(again, price))...)
}
