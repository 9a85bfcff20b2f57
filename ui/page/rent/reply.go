package rent

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/text"
)

// reply is one node that was asked: a row where there is room for one.
type reply struct {
	app.Compo

	T         text.T
	Chain     wire.Chain
	Offered   draft
	Answer    wire.Answer
	Live      bool                // the quote can still be paid
	Why       string              // it is the one that is recommended, and why; empty: it is not
	Certified *wire.Certification // nil: nothing is known
	OnChoose  func(app.Context, eth.Address)
}

// CompoID implements app.DismountEnforcer: an answer that comes in changes the order of the cards.
func (r *reply) CompoID() string { return r.Answer.Node.String() + string(r.Answer.Kind) }

func (r *reply) choose(ctx app.Context, _ app.Event) {
	if r.OnChoose != nil && live(r.Answer) {
		r.OnChoose(ctx, r.Answer.Node)
	}
}

// Render implements app.Composer.
func (r *reply) Render() app.UI {
	t, a, token := r.T, r.Answer, r.Chain.TokenOf(r.Offered.Token)
	name := a.Name
	if name == "" {
		name = a.Node.Short()
	}
	head := []app.UI{app.H3().Class("card-title").Text(name)}
	if r.Why != "" {
		head = append(head, app.Span().Class("tag tag-best").DataSet("test", "answer-best").Text(t.Say(text.RentRecommended)))
	}
	body := []app.UI{app.Div().Class("card-head").Body(append(head, r.badge())...)}
	if r.Why != "" {
		body = append(body, app.P().Class("small").DataSet("test", "answer-why").Text(r.Why))
	}
	switch a.Kind {
	case "":
		body = append(body, part.Wait(t.Say(text.RentWaitsFor)))
	case wire.Accept, wire.Counter:
		if a.Quote == nil {
			break
		}
		body = append(body, r.cells(token))
		if r.Live {
			do := &part.Button{Wide: true, Label: t.Say(text.RentChoose, name), Test: "choose", OnClick: r.choose}
			if r.Why != "" {
				do.Kind = part.Primary
			}
			body = append(body, app.Div().Class("answer-do").Body(do, app.P().Class("small muted").Body(
				app.Text(t.Say(text.RentGoodFor)+" "), part.Countdown(t, pay.Until(*a.Quote), 0, "answer-valid"))))
		} else {
			body = append(body, app.P().Class("small muted").DataSet("test", "answer-expired").Text(t.Say(text.RentOverOne)))
		}
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
	kind, class := string(a.Kind), "card answer answer-"
	if kind == "" {
		kind = "waiting"
	}
	class += kind
	if a.Quote != nil && !r.Live {
		class += " answer-expired"
	}
	took := ""
	if a.Kind != "" {
		took = t.Say(text.RentTook, strconv.FormatInt(max(a.TookMs, 1), 10))
	}
	return app.Article().Class(class).Title(took).DataSet("test", "answer").DataSet("kind", kind).DataSet("node", a.Node.String()).Body(body...)
}

// cells are what answers are compared by.
func (r *reply) cells(token wire.Token) app.UI {
	t, a, q := r.T, r.Answer, *r.Answer.Quote
	total := app.Span().Class("num answer-total").DataSet("test", "answer-total").Text(t.Amount(q.Deposit(r.Offered.Duration), token))
	facts := []app.UI{
		part.Fact(t.Say(text.RentTotal), app.Span().Body(total, app.Br(), app.Span().Class("small muted num").DataSet("test", "answer-rate").Text(t.Rate(q.Rate, token)))),
		part.Fact(t.Say(text.Region), app.Span().Text(part.RegionOf(t, a.Region))),
		part.Fact(t.Say(text.RentCert), r.level()),
		part.Fact(t.Say(text.RentUptime), r.uptime()),
		part.Fact(t.Say(text.RentRecord), app.Span().Text(part.RecordWords(t, a.Record))),
	}
	if a.Kind == wire.Counter {
		facts = append(facts, part.Fact(t.Say(text.RentToOffer), app.Span().Class("num").DataSet("test", "answer-diff").Text(part.Dearer(t, token, r.Offered.Rate, q.Rate))))
	}
	return app.Dl().Class("facts answer-cells").Body(append(facts, part.PromiseFacts(t, r.Chain, q, r.Offered.Duration, a.Probation)...)...)
}

func (r *reply) level() app.UI {
	level := wire.NoLevel
	if r.Certified != nil {
		level = r.Certified.Level
	}
	name, means := r.T.Level(level)
	return app.Span().Title(means).DataSet("test", "answer-level").Text(name)
}

func (r *reply) uptime() app.UI {
	month := -1
	if r.Certified != nil {
		month = r.Certified.Uptime.Month
	}
	return app.Span().Class("num").DataSet("test", "answer-uptime").Text(r.T.Uptime(month))
}

func (r *reply) badge() app.UI {
	t := r.T
	switch r.Answer.Kind {
	case wire.Accept, wire.Counter:
		switch {
		case r.Answer.Quote != nil && !r.Live:
			return part.Badge(part.Neutral, t.Say(text.AnswerExpired))
		case r.Answer.Kind == wire.Counter:
			return part.Badge(part.Waiting, t.Say(text.AnswerCounter))
		}
		return part.Badge(part.Running, t.Say(text.AnswerAccept))
	case wire.Reject:
		return part.Badge(part.Bad, t.Say(text.AnswerReject))
	case wire.NoAnswer:
		return part.Badge(part.Neutral, t.Say(text.AnswerNone))
	}
	return part.Badge(part.Neutral, t.Say(text.AnswerWaits))
}
