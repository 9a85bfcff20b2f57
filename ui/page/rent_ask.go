package page

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// talk is a negotiation as it comes in.
type talk struct {
	id       string
	starting bool
	asked    *wire.Asked
	answers  map[eth.Address]wire.Answer
	done     *wire.Done
	err      error

	stop context.CancelFunc
}

func (k *talk) end() {
	if k.stop != nil {
		k.stop()
		k.stop = nil
	}
}

// ask sends the offer to the nodes and shows their answers; it shows those that are there if nothing has changed.
func (p *Rent) ask(ctx app.Context) {
	switch {
	case !p.loggedIn():
		AskLogin(ctx)
		return
	case p.draft.current():
		p.goTo(ctx, stepAsk)
		return
	}
	p.askAgain(ctx)
}

// askAgain starts a new negotiation.
func (p *Rent) askAgain(_ app.Context) {
	ctx := p.ctx
	if p.talk.starting {
		return
	}
	p.talk.end()
	p.talk = talk{starting: true}
	p.draft.Quote, p.draft.Offer = eth.Address{}, ""
	request, key, life := p.draft.request(), p.draft.key(), p.life
	ctx.Async(func() {
		started, err := api.Ask(life, request)
		ctx.Dispatch(func(ctx app.Context) {
			p.talk.starting = false
			if err != nil {
				p.talk.err = err
				state.SessionLost(ctx, err)
				return
			}
			p.draft.Offer, p.draft.Asked = started.ID, key
			if p.step == stepAsk {
				p.save()
				p.listen(ctx)
				return
			}
			p.goTo(ctx, stepAsk)
		})
	})
}

// listen follows the negotiation that the draft names. All that was said before comes first.
func (p *Rent) listen(_ app.Context) {
	ctx := p.ctx
	id := p.draft.Offer
	if id == "" || p.talk.id == id && p.talk.err == nil || p.life == nil {
		return
	}
	p.talk.end()
	p.talk = talk{id: id, answers: map[eth.Address]wire.Answer{}}
	life, stop := context.WithCancel(p.life)
	p.talk.stop = stop
	mine := func(f func()) {
		ctx.Dispatch(func(app.Context) {
			if p.talk.id == id {
				f()
			}
		})
	}
	ctx.Async(func() {
		err := api.FollowOffer(life, id, api.OfferHandler{
			Asked:  func(a wire.Asked) { mine(func() { p.talk.asked = &a }) },
			Answer: func(a wire.Answer) { mine(func() { p.talk.answers[a.Node] = a }) },
			Done:   func(d wire.Done) { mine(func() { p.talk.done = &d }) },
		})
		if err != nil && !state.Cancelled(err) {
			mine(func() { p.talk.err = err })
		}
	})
}

// quote is the answer that was chosen, if it is there and has a quote.
func (p *Rent) quote() (wire.Answer, bool) {
	a, ok := p.talk.answers[p.draft.Quote]
	return a, ok && a.Quote != nil
}

// rank orders answers: what was accepted, what was countered, those who are still silent, then the rest.
var rank = map[wire.AnswerKind]int{wire.Accept: 0, wire.Counter: 1, "": 2, wire.Reject: 3, wire.NoAnswer: 4}

// replies are all nodes that were asked, with their answers as far as they have come, best first.
func (k *talk) replies() []wire.Answer {
	var list []wire.Answer
	for _, a := range k.answers {
		list = append(list, a)
	}
	if k.asked != nil {
		for _, n := range k.asked.Nodes {
			if _, ok := k.answers[n.Address]; !ok {
				list = append(list, wire.Answer{Node: n.Address, Name: n.Name, Region: n.Region, URL: n.URL})
			}
		}
	}
	slices.SortFunc(list, func(a, b wire.Answer) int {
		if c := cmp.Compare(rank[a.Kind], rank[b.Kind]); c != 0 {
			return c
		}
		if a.Quote != nil && b.Quote != nil {
			if c := a.Quote.Rate.Cmp(b.Quote.Rate); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.Node.String(), b.Node.String())
	})
	return list
}

// renderAsk is the third step: who was asked, and what they answer.
func (p *Rent) renderAsk() app.UI {
	t := p.T
	again := &part.Button{Label: t.Say(text.RentAskAgain), Test: "rent-ask-again", Busy: p.talk.starting, OnClick: func(ctx app.Context, _ app.Event) { p.askAgain(ctx) }}
	price := &part.Button{Label: t.Say(text.RentChangePrice), Test: "rent-change-price", OnClick: func(ctx app.Context, _ app.Event) { p.goTo(ctx, stepPrice) }}
	if p.talk.err != nil && len(p.talk.answers) == 0 {
		return failure(t, p.talk.err, again, price)
	}
	if p.info.Data.Chain.ID == 0 || p.talk.asked == nil {
		return app.Div().Class("stack").Body(waiting(t.Say(text.RentSending)), part.SkeletonCards(2))
	}
	asked := len(p.talk.asked.Nodes)
	if asked == 0 {
		return part.Empty(t.Say(text.RentNobody), t.Say(text.RentNobodyDo), excluded(t, p.talk.asked.Excluded),
			&part.Button{Kind: part.Primary, Label: t.Say(text.RentChangeWhat), OnClick: func(ctx app.Context, _ app.Event) { p.goTo(ctx, stepWhat) }}, price)
	}
	body := []app.UI{app.P().Class("muted").DataSet("test", "rent-offered").Text(
		t.Say(text.RentOffered, t.Resources(p.draft.Resources), t.Rate(p.draft.Rate, p.token()), t.Span(p.draft.Duration)))}
	if p.talk.done == nil {
		body = append(body, app.Div().Class("row").Role("status").Body(
			waiting(t.Say(text.RentAnswered, len(p.talk.answers), asked)), part.Countdown(t, p.talk.asked.Deadline, 0, "ask-deadline")))
	} else {
		d := p.talk.done
		body = append(body, app.P().Role("status").DataSet("test", "rent-done").Text(t.Say(text.RentDone, d.Accepted, d.Countered, d.Rejected, d.Silent)))
	}
	var cards []app.UI
	for _, a := range p.talk.replies() {
		cards = append(cards, &reply{T: t, Token: p.token(), Offered: p.draft, Answer: a, Explorer: p.info.Data.Chain.Explorer, OnChoose: p.choose})
	}
	body = append(body, app.Div().Class("cards").DataSet("test", "answers").Body(cards...))
	if p.talk.done != nil && p.talk.done.Accepted+p.talk.done.Countered == 0 {
		body = append(body, part.Note(part.Waiting, t.Say(text.RentNoneTakes), app.P().Text(t.Say(text.RentNoneTakesDo))))
	}
	return app.Div().Class("stack").Body(append(body, app.Div().Class("row").Body(again, price))...)
}

func (p *Rent) choose(ctx app.Context, node eth.Address) {
	p.draft.Quote = node
	p.pay = payment{}
	p.goTo(ctx, stepPay)
}

// reply is the card of one node that was asked.
type reply struct {
	app.Compo

	T        text.T
	Token    wire.Token
	Offered  draft
	Answer   wire.Answer
	Explorer string
	OnChoose func(app.Context, eth.Address)
}

// CompoID implements app.DismountEnforcer: an answer that comes in changes the order of the cards.
func (r *reply) CompoID() string { return r.Answer.Node.String() + string(r.Answer.Kind) }

func (r *reply) choose(ctx app.Context, _ app.Event) {
	if r.OnChoose != nil && r.live() {
		r.OnChoose(ctx, r.Answer.Node)
	}
}

// live tells whether the quote can still be used.
func (r *reply) live() bool {
	return r.Answer.Quote != nil && time.Until(r.Answer.Quote.ValidUntil) > 0
}

// Render implements app.Composer.
func (r *reply) Render() app.UI {
	t, a := r.T, r.Answer
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
		body = append(body, waiting(t.Say(text.RentWaitsFor)))
	case wire.Accept, wire.Counter:
		if a.Quote == nil {
			break
		}
		q := a.Quote
		price := t.RateMonth(q.Rate, r.Token)
		facts := []app.UI{
			part.Fact(t.Say(text.Price), app.Span().Class("num").DataSet("test", "answer-rate").Text(price)),
			part.Fact(t.Say(text.RentEscrow), app.Span().Class("num").Text(t.Amount(q.Deposit(r.Offered.Duration), r.Token))),
		}
		if a.Kind == wire.Counter {
			facts = append(facts, part.Fact(t.Say(text.RentToOffer), app.Span().Class("num").DataSet("test", "answer-diff").Text(diff(t, r.Token, r.Offered.Rate, q.Rate))))
		}
		if q.Probation > 0 {
			facts = append(facts, part.Fact(t.Say(text.RentProbation), app.Span().Text(t.Say(text.Probation, t.About(time.Duration(q.Probation)*time.Second)))))
		}
		facts = append(facts,
			part.Fact(t.Say(text.RentRecord), app.Span().Text(part.RecordWords(t, a.Record))),
			part.Fact(t.Say(text.RentGoodFor), part.Countdown(t, q.ValidUntil, 0, "answer-valid")),
		)
		body = append(body, part.Facts(facts...), &part.Button{
			Kind: part.Primary, Wide: true, Label: t.Say(text.RentChoose, t.Amount(q.Deposit(r.Offered.Duration), r.Token)), Test: "choose", OnClick: r.choose,
		})
	default:
		var items []app.UI
		for _, w := range a.Reasons {
			items = append(items, app.Li().DataSet("test", "answer-reason").Text(why(t, r.Token, w)))
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

// why is one reason of a reject in words and figures.
func why(t text.T, token wire.Token, w wire.Why) string {
	wanted, wok := strconv.ParseUint(w.Wanted, 10, 64)
	free, fok := strconv.ParseUint(w.Free, 10, 64)
	d := resource.Dimension(w.Code)
	if slices.Contains(resource.Dimensions[:], d) && wok == nil && fok == nil {
		return t.Say(text.WhyShort, t.Dimension(d), t.Quantity(d, wanted), t.Quantity(d, free))
	}
	switch w.Code {
	case string(problem.DoesNotFit):
		if wok == nil && fok == nil {
			return t.Say(text.WhyNeeds, t.Dimension(w.Dimension), t.Quantity(w.Dimension, wanted), t.Quantity(w.Dimension, free))
		}
	case "price":
		if least, err := parseRate(w.Free); err == nil {
			return t.Say(text.WhyPrice, t.Rate(least, token))
		}
	case "duration":
		if wok == nil && fok == nil {
			return t.Say(text.WhyDuration, t.About(time.Duration(wanted)*time.Second), t.About(time.Duration(free)*time.Second))
		}
	}
	if x, ok := text.Whys[w.Code]; ok {
		return t.Say(x)
	}
	if w.Text != "" {
		return w.Text
	}
	return fmt.Sprint(w.Code)
}
