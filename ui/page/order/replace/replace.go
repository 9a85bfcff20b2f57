// Package replace is the sheet in which an order is replaced by one of another size or price.
package replace

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
	"berth/ui/fault"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/part/site"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

// askBy is how long the node may take to answer.
const askBy = 30 * time.Second

// Entry is what is entered in the sheet: what is wanted, what the node says to that, and the payment. The page keeps it,
// since the sheet's place on the page may be made anew.
type Entry struct {
	open   bool
	size   entry.Size
	time   entry.Span
	left   uint32 // seconds that were left when the sheet was opened
	node   state.Of[wire.Node]
	rate   amount.Nano
	typed  string // of the rate, an hour
	picked bool   // the rate was typed

	asking  bool
	answer  *wire.Answer
	asked   uint32 // the duration that the answer is for
	wish    trust.Wish
	balance state.Of[amount.Amount]
	stage   pay.Stage
	err     error

	round int // of asking; an answer to an earlier one does not count
	stop  context.CancelFunc
}

// Open shows the sheet for an order.
func (e *Entry) Open(t text.T, run life.Run, chain wire.Chain, o order.Order) {
	left, token := uint32(max(time.Until(o.EndsAt()), time.Minute).Round(time.Minute)/time.Second), chain.TokenOf(o.Token)
	*e = Entry{open: true, round: e.round + 1, size: entry.SizeOf(o.Resources), time: entry.SpanOf(left), left: left, rate: o.Rate}
	e.typed = t.HourEntry(o.Rate, token)
	e.node.Status, e.balance.Status = state.Loading, state.Loading
	pay.ReadBalance(run, chain, o.Token, o.User, func(b state.Of[amount.Amount]) { e.balance = b })
	run.Go(func() {
		n, err := api.Node(run, o.Node)
		run.Do(func(app.Context) {
			e.node = state.Came(n, err)
			e.suggest(t, token)
		})
	})
}

// Shown reports whether the sheet is open.
func (e *Entry) Shown() bool { return e.open }

func (e *Entry) busy() bool { return e.stage != pay.Idle }

// resources are what is wanted, if that can be asked for.
func (e *Entry) resources() (resource.Resources, bool) {
	r, bad := e.size.Read()
	return r, len(bad) == 0 && r.Validate() == nil
}

// list is the node's list price for what is wanted.
func (e *Entry) list(token wire.Token) (amount.Nano, bool) {
	r, ok := e.resources()
	price, priced := wire.PriceIn(e.node.Data.Prices, token.Address)
	if !ok || !priced || e.time.Seconds == 0 {
		return amount.Nano{}, false
	}
	return price.Rate(r, e.time.Seconds), true
}

// suggest offers the list price until the user types another.
func (e *Entry) suggest(t text.T, token wire.Token) {
	if list, ok := e.list(token); ok && !e.picked {
		e.rate, e.typed = list, t.HourEntry(list, token)
	}
}

func (e *Entry) hangUp() {
	if e.stop != nil {
		e.stop()
		e.stop = nil
	}
	e.asking, e.answer = false, nil
	e.round++
}

// Sheet is the sheet.
type Sheet struct {
	app.Compo

	T     text.T
	Entry *Entry
	Run   life.Run // of the order that is shown: a payment goes on there
	Site  site.Site
	Chain wire.Chain
	Plan  state.Plan // goes over to the new order
	Now   time.Time
}

// token is what the order is paid in, and so what would replace it.
func (c *Sheet) token() wire.Token { return c.Chain.TokenOf(c.Site.Order.Token) }

func (c *Sheet) close(app.Context) {
	c.Entry.open = false
	c.Entry.hangUp()
}

func (c *Sheet) back(app.Context, app.Event) {
	c.Entry.hangUp()
	c.Entry.err = nil
}

// Render implements app.Composer.
func (c *Sheet) Render() app.UI {
	return &part.Sheet{
		ID: "replace-sheet", T: c.T, Title: c.T.Say(text.SwapOpen), Open: c.Entry.open, Locked: c.Entry.busy(), Test: "replace-sheet",
		OnClose: c.close, Content: c.content(), Actions: c.actions(),
	}
}

func (c *Sheet) content() []app.UI {
	switch e := c.Entry; {
	case !e.open:
		return nil
	case e.answer != nil:
		return c.answer()
	}
	t, e, token := c.T, c.Entry, c.token()
	changed := func(app.Context) {
		e.err = nil
		e.suggest(t, token)
	}
	offered := []part.Option{{Value: strconv.Itoa(int(e.left)), Label: t.Say(text.SwapAsLeft, t.Span(e.left))}}
	for _, s := range entry.Presets {
		if s != e.left {
			offered = append(offered, part.Option{Value: strconv.Itoa(int(s)), Label: t.Span(s)})
		}
	}
	help, wrong := t.Say(text.SwapListAway), ""
	if list, ok := e.list(token); ok {
		help = t.Say(text.SwapList, t.Rate(list, token))
	}
	if e.rate.IsZero() {
		wrong = t.Say(text.SwapBadPrice)
	} else if e.rate.Bits() > entry.RateBits {
		wrong = t.Say(text.RentTooDear)
	}
	body := []app.UI{
		app.P().Class("muted").Text(t.Say(text.SwapIntro)),
		entry.SizeFields(t, "swap-", &e.size, resource.Resources{}, func() { changed(c.Run.Own()) }),
		entry.SpanFields(t, "swap", text.SwapHowLong, &e.time, offered, changed),
		&part.Field{
			ID: "swap-rate", Label: t.Say(text.SwapPrice), Mode: "decimal", Unit: t.Say(text.DialUnit, t.Unit(token)), Value: e.typed,
			Help: help, Error: wrong, Max: 40, Test: "swap-rate", OnInput: c.typeRate,
		},
	}
	if e.err != nil {
		body = append(body, part.Trouble(t, e.err))
	}
	return body
}

func (c *Sheet) typeRate(_ app.Context, v string) {
	e := c.Entry
	e.typed, e.picked, e.rate, e.err = v, true, amount.Nano{}, nil
	if hour, err := amount.ParseNanoUnits(strings.ReplaceAll(strings.TrimSpace(v), ",", "."), c.token().Decimals); err == nil {
		e.rate = hour.DivUp(3600)
	}
}

func (c *Sheet) actions() []app.UI {
	t, e := c.T, c.Entry
	if !e.open {
		return nil
	}
	if e.answer == nil {
		_, ok := e.resources()
		label := text.SwapAsk
		if e.asking {
			label = text.SwapAsking
		}
		return []app.UI{&part.Button{
			Kind: part.Primary, Wide: true, Label: t.Say(label), Test: "replace-ask", Busy: e.asking,
			Disabled: !ok || e.time.Seconds == 0 || e.rate.IsZero() || e.rate.Bits() > entry.RateBits,
			OnClick:  c.ask,
		}}
	}
	back := &part.Button{Label: t.Say(text.SwapAgain), Test: "replace-back", Disabled: e.busy(), OnClick: c.back}
	q := e.answer.Quote
	if q == nil || !time.Now().Before(pay.Until(*q)) && !e.busy() {
		return []app.UI{back}
	}
	_, more, _ := money(c.Site.Order, *q, e.asked, c.Now)
	label := t.Say(text.SwapDoFree)
	if !more.IsZero() {
		label = t.Say(text.SwapDo, t.Amount(more, c.token()))
	}
	short := e.balance.Status == state.Ready && e.balance.Data.Cmp(more) < 0
	_, needed := carried(c.Site.Order, *q, c.Now)
	short = short || needed > e.asked
	return []app.UI{back, &part.Button{
		Kind: part.Primary, Label: label, Test: "replace-confirm", Busy: e.busy(), Disabled: short || fault.Is(e.err, pay.SentUnknown), OnClick: c.replace,
	}}
}

// ask asks the order's node.
func (c *Sheet) ask(app.Context, app.Event) {
	e, run := c.Entry, c.Run
	r, ok := e.resources()
	if e.asking || !ok {
		return
	}
	e.hangUp()
	call, stop := context.WithTimeout(run, askBy)
	e.asking, e.err, e.stop, e.asked = true, nil, stop, e.time.Seconds
	round := e.round
	e.wish = trust.Wish{Node: c.Site.Order.Node, User: c.Site.Order.User, Token: c.Site.Order.Token, Resources: r, Duration: e.asked, Offered: e.rate, Needs: c.Site.Order.Features.Need()}
	request := wire.OfferRequest{Resources: r, Token: c.Site.Order.Token, Rate: e.rate, Duration: e.time.Seconds, Replaces: c.Site.Order.ID, Needs: e.wish.Needs}
	run.Go(func() {
		defer stop()
		started, err := api.Ask(call, request)
		var said *wire.Answer
		if err == nil {
			err = api.FollowOffer(call, started.ID, api.OfferHandler{Answer: func(a wire.Answer) { said = &a }})
		}
		run.Do(func(ctx app.Context) {
			if e.round != round {
				return // the sheet was closed meanwhile
			}
			e.asking = false
			switch {
			case said != nil:
				e.answer = said
				if said.Quote != nil {
					run.After(time.Until(pay.Until(*said.Quote)), func(app.Context) {}) // so that the sheet notices when it runs out
				}
			case err != nil:
				e.err = err
				state.SessionLost(ctx, err)
			default:
				e.err = problem.New(0, "unreachable", "the node could not be asked")
			}
		})
	})
}

// replace pays for the quote out of the old escrow and the wallet, and goes on to the new order.
func (c *Sheet) replace(app.Context, app.Event) {
	e := c.Entry
	if e.busy() || e.answer == nil || e.answer.Quote == nil {
		return
	}
	e.wish.Kind = e.answer.Kind
	e.wish = e.wish.Shows(*e.answer.Quote)
	if e.err = trust.Quote(*e.answer.Quote, e.wish, time.Now()); e.err != nil {
		return
	}
	e.err, e.stage = nil, pay.Ready
	t, run, s, plan, a, duration := c.T, c.Run, c.Site, c.Plan, *e.answer, e.asked
	o, now := s.Order, time.Now()
	_, need, _ := money(o, *a.Quote, duration, now)
	// While the wallet is asked, the old order uses up more.
	_, most, _ := money(o, *a.Quote, duration, now.Add(pay.BlockBy+time.Until(a.Quote.ValidUntil)))
	u := pay.TopUp{T: t, Token: c.token(), Need: need, Allow: most, Call: calldata.ReplaceOrder(o.ID, *a.Quote, a.Signature, duration), Stage: func(at pay.Stage) {
		run.Do(func(app.Context) { e.stage = at })
	}}
	run.Go(func() {
		r, err := u.Do(run.Own(), s.Signer)
		if err == nil && r.Created != 0 {
			// From here, since the page may be left at any moment.
			state.PassToken(s.URL(), o.User, o.ID, r.Created)
			plan.Keep(r.Created)
		}
		run.Do(func(ctx app.Context) {
			e.stage, e.err = pay.Idle, err
			if err != nil {
				return
			}
			e.open = false
			part.Say(ctx, part.Running, t.Say(text.SwapDone))
			if r.Created != 0 {
				ctx.Navigate("/orders/" + r.Created.String())
			}
		})
	})
}
