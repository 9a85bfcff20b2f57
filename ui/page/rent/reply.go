package rent

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// reply is the card of one node that was asked.
type reply struct {
	app.Compo

	T        text.T
	Chain    wire.Chain
	Offered  draft
	Answer   wire.Answer
	OnChoose func(app.Context, eth.Address)
}

// CompoID implements app.DismountEnforcer: an answer that comes in changes the order of the cards.
func (r *reply) CompoID() string { return r.Answer.Node.String() + string(r.Answer.Kind) }

func (r *reply) choose(ctx app.Context, _ app.Event) {
	if r.OnChoose != nil && r.live() {
		r.OnChoose(ctx, r.Answer.Node)
	}
}

// live reports whether the quote can still be used.
func (r *reply) live() bool {
	return r.Answer.Quote != nil && time.Until(r.Answer.Quote.ValidUntil) > 0
}

// Render implements app.Composer.
func (r *reply) Render() app.UI {
	t, a, token := r.T, r.Answer, r.Chain.TokenOf(r.Offered.Token)
	name := a.Name
	if name == "" {
		name = a.Node.Short()
	}
	body := []app.UI{
		app.Div().Class("card-head").Body(
			app.H2().Class("card-title").Text(name),
			app.Span().Class("muted small").Text(part.RegionOf(t, a.Region)),
			r.badge(),
		),
	}
	switch a.Kind {
	case "":
		body = append(body, part.Wait(t.Say(text.RentWaitsFor)))
	case wire.Accept, wire.Counter:
		if a.Quote == nil {
			break
		}
		q := a.Quote
		price := t.RateMonth(q.Rate, token)
		facts := []app.UI{
			part.Fact(t.Say(text.Price), app.Span().Class("num").DataSet("test", "answer-rate").Text(price)),
			part.Fact(t.Say(text.RentEscrow), app.Span().Class("num").Text(t.Amount(q.Deposit(r.Offered.Duration), token))),
		}
		if a.Kind == wire.Counter {
			words := part.Dearer(t, token, r.Offered.Rate, q.Rate)
			facts = append(facts, part.Fact(t.Say(text.RentToOffer), app.Span().Class("num").DataSet("test", "answer-diff").Text(words)))
		}
		facts = append(facts, part.PromiseFacts(t, r.Chain, *q, r.Offered.Duration, a.Probation)...)
		facts = append(facts,
			part.Fact(t.Say(text.RentRecord), app.Span().Text(part.RecordWords(t, a.Record))),
			part.Fact(t.Say(text.RentGoodFor), part.Countdown(t, q.ValidUntil, 0, "answer-valid")),
		)
		body = append(body, part.Facts(facts...), &part.Button{
			Kind: part.Primary, Wide: true, Label: t.Say(text.RentChoose, t.Amount(q.Deposit(r.Offered.Duration), token)), Test: "choose", OnClick: r.choose,
		})
	default:
		var items []app.UI
		for _, w := range a.Reasons {
			items = append(items, app.Li().DataSet("test", "answer-reason").Text(part.Why(t, token, w)))
		}
		if len(items) == 0 {
			items = append(items, app.Li().Text(t.Say(text.WhySilent)))
		}
		body = append(body, app.Ul().Class("reasons").Body(items...))
	}
	if a.Kind != "" {
		body = append(body, app.P().Class("small muted num").Text(t.Say(text.RentTook, strconv.FormatInt(max(a.TookMs, 1), 10))))
	}
	kind := string(a.Kind)
	if kind == "" {
		kind = "waiting"
	}
	return app.Article().Class("card answer answer-"+kind).DataSet("test", "answer").DataSet("kind", kind).DataSet("node", a.Node.String()).Body(body...)
}

func (r *reply) badge() app.UI {
	t := r.T
	switch r.Answer.Kind {
	case wire.Accept:
		return part.Badge(part.Running, t.Say(text.AnswerAccept))
	case wire.Counter:
		return part.Badge(part.Waiting, t.Say(text.AnswerCounter))
	case wire.Reject:
		return part.Badge(part.Bad, t.Say(text.AnswerReject))
	case wire.NoAnswer:
		return part.Badge(part.Neutral, t.Say(text.AnswerNone))
	}
	return part.Badge(part.Neutral, t.Say(text.AnswerWaits))
}
