package page

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// swap is the sheet in which an order is replaced by one of another size or price: what is wanted, what the node says to
// that, and the payment.
type swap struct {
	open   bool
	wants  wants
	time   spanEntry
	left   uint32 // seconds that were left when the sheet was opened
	node   state.Of[wire.Node]
	rate   amount.Amount
	typed  string // of the rate, an hour
	picked bool   // the rate was typed

	asking  bool
	answer  *wire.Answer
	asked   uint32 // the duration that the answer is for
	balance state.Of[amount.Amount]
	stage   payStage
	err     error

	round int // of asking; an answer to an earlier one does not count
	stop  context.CancelFunc
}

func (w swap) busy() bool { return w.stage != payIdle }

// resources are what is wanted, if that can be asked for.
func (w *swap) resources() (resource.Resources, bool) {
	r, bad := w.wants.read()
	return r, len(bad) == 0 && r.Validate() == nil
}

// list is the node's list price for what is wanted.
func (w *swap) list() (amount.Amount, bool) {
	r, ok := w.resources()
	if !ok || w.time.seconds == 0 || w.node.Data.Price == nil {
		return amount.Amount{}, false
	}
	return w.node.Data.Price.Rate(r, w.time.seconds), true
}

// suggest offers the list price until the user types another.
func (w *swap) suggest(t text.T, token wire.Token) {
	if list, ok := w.list(); ok && !w.picked {
		w.rate, w.typed = list, t.HourEntry(list, token)
	}
}

func (p *Order) openSwap(app.Context) {
	ctx := p.ctx
	o, life := p.view.Data.Order, p.life
	left := uint32(max(time.Until(o.EndsAt()), time.Minute).Round(time.Minute) / time.Second)
	p.swap = swap{open: true, round: p.swap.round + 1, wants: wantsOf(o.Resources), time: spanOf(left), left: left, rate: o.Rate}
	p.swap.typed = p.T.HourEntry(o.Rate, p.info.Data.Chain.Token)
	p.swap.node.Status, p.swap.balance.Status = state.Loading, state.Loading
	p.readBalance(ctx, func(b state.Of[amount.Amount]) { p.swap.balance = b })
	ctx.Async(func() {
		n, err := api.Node(life, o.Node)
		p.mine(ctx, life, func(app.Context) {
			p.swap.node = came(n, err)
			p.swap.suggest(p.T, p.info.Data.Chain.Token)
		})
	})
}

func (p *Order) closeSwap() {
	p.swap.open = false
	p.swap.hangUp()
}

func (w *swap) hangUp() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
	w.asking, w.answer = false, nil
	w.round++
}

func (p *Order) swapContent(g progress, token wire.Token) []app.UI {
	switch w := &p.swap; {
	case !w.open:
		return nil
	case w.answer != nil:
		return p.swapAnswer(g, token)
	}
	t, w := p.T, &p.swap
	changed := func(app.Context) {
		w.err = nil
		w.suggest(t, token)
	}
	offered := []part.Option{{Value: strconv.Itoa(int(w.left)), Label: t.Say(text.SwapAsLeft, t.Span(w.left))}}
	for _, s := range presets {
		if s != w.left {
			offered = append(offered, part.Option{Value: strconv.Itoa(int(s)), Label: t.Span(s)})
		}
	}
	help, wrong := t.Say(text.SwapListAway), ""
	if list, ok := w.list(); ok {
		help = t.Say(text.SwapList, t.Rate(list, token))
	}
	if w.rate.IsZero() {
		wrong = t.Say(text.SwapBadPrice)
	} else if w.rate.Bits() > rateBits {
		wrong = t.Say(text.RentTooDear)
	}
	body := []app.UI{
		app.P().Class("muted").Text(t.Say(text.SwapIntro)),
		sizeFields(t, "swap-", &w.wants, func() { changed(p.ctx) }),
		spanFields(t, "swap", text.SwapHowLong, &w.time, offered, changed),
		&part.Field{
			ID: "swap-rate", Label: t.Say(text.SwapPrice), Mode: "decimal", Unit: t.Say(text.DialUnit, token.Symbol), Value: w.typed, Help: help, Error: wrong, Max: 40, Test: "swap-rate",
			OnInput: func(_ app.Context, v string) {
				w.typed, w.picked, w.rate, w.err = v, true, amount.Amount{}, nil
				if hour, err := amount.ParseUnits(strings.ReplaceAll(strings.TrimSpace(v), ",", "."), token.Decimals); err == nil {
					w.rate = hour.DivUp(3600)
				}
			},
		},
	}
	if w.err != nil {
		body = append(body, trouble(t, w.err))
	}
	return body
}

func (p *Order) swapActions(g progress, token wire.Token) []app.UI {
	t, w := p.T, &p.swap
	if !w.open {
		return nil
	}
	if w.answer == nil {
		_, ok := w.resources()
		return []app.UI{&part.Button{
			Kind: part.Primary, Wide: true, Label: t.Say(map[bool]text.Text{false: text.SwapAsk, true: text.SwapAsking}[w.asking]), Test: "replace-ask", Busy: w.asking,
			Disabled: !ok || w.time.seconds == 0 || w.rate.IsZero() || w.rate.Bits() > rateBits,
			OnClick:  func(ctx app.Context, _ app.Event) { p.askSwap(ctx) },
		}}
	}
	back := &part.Button{Label: t.Say(text.SwapAgain), Test: "replace-back", Disabled: w.busy(), OnClick: func(app.Context, app.Event) { w.hangUp(); w.err = nil }}
	q := w.answer.Quote
	if q == nil || time.Until(q.ValidUntil) < quoteSpare && !w.busy() {
		return []app.UI{back}
	}
	_, pay, _ := money(g.view.Order, *q, w.asked, g.now)
	label := t.Say(text.SwapDoFree)
	if !pay.IsZero() {
		label = t.Say(text.SwapDo, t.Amount(pay, token))
	}
	short := w.balance.Status == state.Ready && w.balance.Data.Cmp(pay) < 0
	return []app.UI{back, &part.Button{
		Kind: part.Primary, Label: label, Test: "replace-confirm", Busy: w.busy(), Disabled: short || coded(w.err, "sent-unknown"),
		OnClick: func(ctx app.Context, _ app.Event) { p.replace(ctx) },
	}}
}

// askSwap asks the order's node.
func (p *Order) askSwap(app.Context) {
	ctx := p.ctx
	w := &p.swap
	r, ok := w.resources()
	if w.asking || !ok {
		return
	}
	w.hangUp()
	life := p.life
	call, stop := context.WithTimeout(life, 30*time.Second)
	w.asking, w.err, w.stop, w.asked = true, nil, stop, w.time.seconds
	round := w.round
	request := wire.OfferRequest{Resources: r, Rate: w.rate, Duration: w.time.seconds, Replaces: p.id}
	ctx.Async(func() {
		defer stop()
		started, err := api.Ask(call, request)
		var said *wire.Answer
		if err == nil {
			err = api.FollowOffer(call, started.ID, api.OfferHandler{Answer: func(a wire.Answer) { said = &a }})
		}
		p.mine(ctx, life, func(ctx app.Context) {
			w := &p.swap
			if w.round != round {
				return // the sheet was closed meanwhile
			}
			w.asking = false
			switch {
			case said != nil:
				w.answer = said
			case err != nil:
				w.err = err
				state.SessionLost(ctx, err)
			default:
				w.err = problem.New(0, "unreachable", "the node could not be asked")
			}
		})
	})
}

// money is what a replacement at a moment moves: what of the old escrow goes into the new, what is to be paid on top, and
// what comes back.
func money(o order.Order, q order.Quote, duration uint32, at time.Time) (moves, pay, back amount.Amount) {
	_, left := o.Split(at)
	deposit := q.Deposit(duration)
	if left.Cmp(deposit) < 0 {
		return left, deposit.Sub(left), amount.Amount{}
	}
	return deposit, amount.Amount{}, left.Sub(deposit)
}

// swapAnswer is what the node said, and what accepting it would mean.
func (p *Order) swapAnswer(g progress, token wire.Token) []app.UI {
	t, w := p.T, &p.swap
	a, o := *w.answer, g.view.Order
	tone, word := part.Neutral, text.AnswerNone
	switch a.Kind {
	case wire.Accept:
		tone, word = part.Running, text.AnswerAccept
	case wire.Counter:
		tone, word = part.Waiting, text.AnswerCounter
	case wire.Reject:
		tone, word = part.Bad, text.AnswerReject
	}
	body := []app.UI{app.Div().Class("row").DataSet("test", "swap-answer").DataSet("kind", string(a.Kind)).Body(app.Strong().Text(a.Name), part.Badge(tone, t.Say(word)))}
	if a.Quote == nil {
		var items []app.UI
		for _, x := range a.Reasons {
			items = append(items, app.Li().DataSet("test", "swap-reason").Text(why(t, token, x)))
		}
		if len(items) == 0 {
			items = append(items, app.Li().Text(t.Say(text.WhySilent)))
		}
		return append(body, app.Ul().Class("reasons").Body(items...))
	}
	q := *a.Quote
	moves, pay, back := money(o, q, w.asked, g.now)
	words := t.Say(text.SwapEven, t.Amount(moves, token))
	switch {
	case !pay.IsZero():
		words = t.Say(text.SwapMore, t.Amount(moves, token), t.Amount(pay, token))
	case !back.IsZero():
		words = t.Say(text.SwapBack, t.Amount(moves, token), t.Amount(back, token))
	}
	facts := []app.UI{
		part.Fact(t.Say(text.PayWhat), app.Span().Text(t.Resources(q.Resources))),
		part.Fact(t.Say(text.Price), app.Span().Class("num").Text(t.RateMonth(q.Rate, token))),
	}
	if a.Kind == wire.Counter {
		facts = append(facts, part.Fact(t.Say(text.RentToOffer), app.Span().Class("num").Text(diff(t, token, w.rate, q.Rate))))
	}
	facts = append(facts,
		part.Fact(t.Say(text.RentEscrow), app.Span().Class("num").Text(t.Amount(q.Deposit(w.asked), token))),
		part.Fact(t.Say(text.SwapEnds), app.Span().Class("num").DataSet("test", "swap-ends").Text(t.Date(g.now.Add(time.Duration(w.asked)*time.Second)))),
		part.Fact(t.Say(text.RentGoodFor), part.Countdown(t, q.ValidUntil, 0, "swap-valid")),
	)
	notes := []app.UI{app.Li().Text(t.Say(text.SwapEarned, t.Amount(o.Earned(g.now), token))), app.Li().Text(t.Say(text.SwapGoesOn))}
	if g.now.Before(o.PaidFrom()) {
		notes = append(notes, app.Li().Text(t.Say(text.SwapProbation)))
	}
	body = append(body, part.Facts(facts...), app.P().Class("consequence").DataSet("test", "swap-words").Text(words), app.Ul().Class("reasons").Body(notes...))
	if time.Until(q.ValidUntil) < quoteSpare && !w.busy() {
		return append(body, app.P().Class("field-error").Role("alert").Text(t.Say(text.SwapOver)))
	}
	return append(body, p.payWords(w.stage, w.err, w.balance, pay, token)...)
}

// replace pays for the quote out of the old escrow and the wallet, and goes on to the new order.
func (p *Order) replace(app.Context) {
	ctx := p.ctx
	w := &p.swap
	if w.busy() || w.answer == nil || w.answer.Quote == nil {
		return
	}
	w.err, w.stage = nil, payReady
	a, id, s, life, duration := *w.answer, p.id, p.site(), p.life, w.asked
	o, now := p.view.Data.Order, time.Now()
	_, need, _ := money(o, *a.Quote, duration, now)
	// While the wallet is asked, the old order uses up more.
	_, most, _ := money(o, *a.Quote, duration, now.Add(blockBy+time.Until(a.Quote.ValidUntil)))
	what := p.what
	u := topUp{T: p.T, Need: need, Allow: most, Call: calldata.ReplaceOrder(id, *a.Quote, a.Signature, duration), Stage: func(at payStage) {
		p.mine(ctx, life, func(app.Context) { p.swap.stage = at })
	}}
	ctx.Async(func() {
		r, err := u.do(ctx, s)
		if err == nil && r.Created != 0 {
			// From here, since the page may be left at any moment.
			state.PassToken(s.URL, o.User, id, r.Created)
			remember(r.Created, what)
		}
		p.mine(ctx, life, func(ctx app.Context) {
			p.swap.stage, p.swap.err = payIdle, err
			if err != nil {
				return
			}
			p.swap.open = false
			part.Say(ctx, part.Running, p.T.Say(text.SwapDone))
			if r.Created != 0 {
				ctx.Navigate("/orders/" + r.Created.String())
			}
		})
	})
}

// renderReplaced is what became of an order that another one replaced.
func (p *Order) renderReplaced(v wire.OrderView, token wire.Token) app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.OutcomeTitle)), app.P().DataSet("test", "ended-by").Text(t.Say(text.SwappedBy)), part.Facts(
		part.Fact(t.Say(text.SplitNode), app.Span().Class("num").DataSet("test", "split-node").Text(t.Amount(v.PaidOut, token))),
		part.Fact(t.Say(text.SwappedOver), app.Span().Class("num").DataSet("test", "moved-over").Text(t.Amount(v.MovedOver, token))),
		part.Fact(t.Say(text.SplitBack), app.Span().Class("num").DataSet("test", "split-back").Text(t.Amount(v.Refunded, token))),
	), app.P().Class("small muted num").Text(t.Say(text.SplitOf, t.Amount(v.Deposit(), token)))}
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
