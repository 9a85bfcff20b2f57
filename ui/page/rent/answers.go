package rent

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// answers is the third step: who was asked, and what they answer, to be compared.
type answers struct {
	app.Compo

	T        text.T
	Chain    wire.Chain
	Draft    *draft
	Talk     *talk
	Advice   *advice
	Seen     map[eth.Address]wire.Node // as the list of nodes has them, as far as it is known
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
	head := part.Heading(t.Say(text.RentAnswers))
	if c.Talk.err != nil && len(c.Talk.answers) == 0 {
		return app.Div().Class("stack").Body(head, part.Broke(t, c.Talk.err, again, price))
	}
	if c.Chain.ID == 0 || c.Talk.asked == nil {
		return app.Div().Class("stack").Body(head, part.Wait(t.Say(text.RentSending)), part.SkeletonCards(2))
	}
	asked := len(c.Talk.asked.Nodes)
	if asked == 0 {
		return app.Div().Class("stack").Body(head, part.Empty(t.Say(text.RentNobody), t.Say(text.RentNobodyDo), excluded(t, c.Talk.asked.Excluded),
			&part.Button{Kind: part.Primary, Label: t.Say(text.RentChangeSize), OnClick: step(stepPrice)}))
	}
	body := []app.UI{head, app.P().Class("muted").DataSet("test", "rent-offered").Text(
		t.Say(text.RentOffered, t.Resources(c.Draft.Resources), t.Named(c.Draft.Rate.Cost(uint64(c.Draft.Duration)), c.Chain.TokenOf(c.Draft.Token)), t.Span(c.Draft.Duration)))}
	over := c.Talk.over()
	switch d := c.Talk.done; {
	case d == nil:
		body = append(body, app.Div().Class("row").Role("status").Body(
			part.Wait(t.Say(text.RentAnswered, len(c.Talk.answers), asked)), part.Countdown(t, c.Talk.asked.Deadline, 0, "ask-deadline")))
	case over:
		again.Kind = part.Primary
		body = append(body, app.Div().Role("status").DataSet("test", "rent-over").Body(part.Note(part.Waiting, t.Say(text.RentOver), app.P().Text(t.Say(text.RentOverDo)), app.Div().Class("row").Body(again))))
	case d.Accepted+d.Countered == 0:
		body = append(body, app.Div().Role("status").Body(part.Note(part.Waiting, t.Say(text.RentNoneTakes), app.P().Text(t.Say(text.RentNoneTakesDo)))))
	}
	if d := c.Talk.done; d != nil {
		body = append(body, app.P().Class("small muted").DataSet("test", "rent-done").Text(t.Say(text.RentDone, d.Accepted, d.Countered, d.Rejected, d.Silent)))
	}
	best, found := c.Talk.best(c.Advice.nodes.Data.Nodes)
	var cards []app.UI
	for _, a := range c.Talk.replies() {
		r := &reply{T: t, Chain: c.Chain, Offered: *c.Draft, Answer: a, Live: live(a), OnChoose: c.OnChoose}
		if n, ok := c.Seen[a.Node]; ok {
			r.Certified = n.Certification
		}
		if found && a.Node == best.Node && c.Talk.done != nil {
			r.Why = c.why(a)
		}
		cards = append(cards, r)
	}
	body = append(body, app.Div().Class("answers").DataSet("test", "answers").Body(cards...))
	row := []app.UI{price}
	if !over {
		row = []app.UI{again, price}
	}
	return app.Div().Class("stack").Body(append(body, app.Div().Class("row").Body(row...))...)
}

// why is why an answer is the one that is recommended: it is the cheapest, and what speaks most for its node beside that.
func (c *answers) why(a wire.Answer) string {
	t, words := c.T, c.T.Say(text.RentBestOnly)
	if n := c.Talk.done; n != nil && n.Accepted+n.Countered > 1 {
		words = t.Say(text.RentBest)
	}
	for _, n := range c.Advice.nodes.Data.Nodes {
		for _, w := range n.Why {
			if n.Address == a.Node && w.Points > 0 && w.Code != "cheapest" && w.Code != "newcomer" {
				return words + " · " + reason(t, w)
			}
		}
	}
	return words
}
