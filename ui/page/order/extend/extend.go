// Package extend is the sheet in which an order gets more time.
package extend

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/part/site"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// Entry is what is entered in the sheet, and how far its payment is. The page keeps it, since the sheet's place on the
// page may be made anew.
type Entry struct {
	open    bool
	other   bool // who pays is not the order's user
	time    entry.Span
	stage   pay.Stage
	balance state.Of[amount.Amount]
	err     error
}

// Open shows the sheet for an order, whoever pays.
func (e *Entry) Open(run life.Run, chain wire.Chain, o order.Order, payer eth.Address) {
	*e = Entry{open: true, other: payer != o.User, time: entry.SpanOf(min(3600, max(room(o), 1)))}
	e.balance.Status = state.Loading
	pay.ReadBalance(run, chain, o.Token, payer, func(b state.Of[amount.Amount]) { e.balance = b })
}

// Shown reports whether the sheet is open.
func (e *Entry) Shown() bool { return e.open }

func (e *Entry) busy() bool { return e.stage != pay.Idle }

// room is how many paid seconds can still be added to an order.
func room(o order.Order) uint32 { return o.MaxDuration - min(o.MaxDuration, o.Duration) }

// Sheet is the sheet.
type Sheet struct {
	app.Compo

	T      text.T
	Entry  *Entry
	Run    life.Run // of the order that is shown: a payment goes on there
	Site   site.Site
	Token  wire.Token
	OnDone func() // the order has got its time
}

func (c *Sheet) close(app.Context) { c.Entry.open = false }

func (c *Sheet) cost() amount.Amount { return cost(c.Site.Order, c.Entry.time.Seconds) }

// cost is what more time costs: the difference of two deposits, as the market reckons it.
func cost(o order.Order, more uint32) amount.Amount {
	return o.Rate.Cost(uint64(o.Duration) + uint64(more)).Sub(o.Deposit())
}

// Render implements app.Composer.
func (c *Sheet) Render() app.UI {
	return &part.Sheet{
		ID: "extend-sheet", T: c.T, Title: c.T.Say(text.ExtendOpen), Open: c.Entry.open, Locked: c.Entry.busy(), Test: "extend-sheet",
		OnClose: c.close, Content: c.content(), Actions: c.actions(),
	}
}

func (c *Sheet) content() []app.UI {
	t, o, e := c.T, c.Site.Order, c.Entry
	if !e.open {
		return nil
	}
	most := room(o)
	if most == 0 {
		return []app.UI{app.P().DataSet("test", "extend-full").Text(t.Say(text.ExtendFull))}
	}
	var offered []part.Option
	for _, s := range entry.Presets {
		if s <= most {
			offered = append(offered, part.Option{Value: strconv.Itoa(int(s)), Label: t.Span(s)})
		}
	}
	body := []app.UI{entry.SpanFields(t, "extend", text.ExtendBy, &e.time, offered, func(app.Context) { e.err = nil })}
	if e.time.Seconds > most {
		words := t.Say(text.ExtendMost, t.Span(most), t.Span(o.MaxDuration))
		body = append(body, app.P().Class("field-error").Role("alert").DataSet("test", "extend-most").Text(words))
	} else if e.time.Seconds > 0 {
		end := o.EndsAt().Add(time.Duration(e.time.Seconds) * time.Second)
		words := t.Say(text.ExtendWords, t.Exact(c.cost(), c.Token), t.Date(end))
		if e.other {
			words = t.Say(text.ExtendWordsFor, t.Exact(c.cost(), c.Token), t.Date(end))
		}
		body = append(body, app.P().Class("consequence").DataSet("test", "extend-words").Text(words))
		if e.other {
			body = append(body, app.P().DataSet("test", "extend-other").Text(t.Say(text.ExtendOther)))
		}
		if !o.AnnouncedEnd.IsZero() && end.After(o.AnnouncedEnd) {
			body = append(body, app.P().DataSet("test", "extend-announced").Text(t.Say(text.ExtendLeft, t.Date(o.AnnouncedEnd))))
		}
	}
	return append(body, pay.Notes(t, e.stage, e.err, e.balance, c.cost(), c.Token)...)
}

func (c *Sheet) actions() []app.UI {
	t, e, most := c.T, c.Entry, room(c.Site.Order)
	if most == 0 {
		return nil
	}
	cost := c.cost()
	short := e.balance.Status == state.Ready && e.balance.Data.Cmp(cost) < 0
	return []app.UI{&part.Button{
		Kind: part.Primary, Wide: true, Label: t.Say(text.ExtendDo, t.Amount(cost, c.Token)), Test: "extend-confirm", Busy: e.busy(),
		Disabled: short || e.time.Seconds == 0 || e.time.Seconds > most || fault.Is(e.err, pay.SentUnknown),
		OnClick:  c.extend,
	}}
}

// extend pays for more time.
func (c *Sheet) extend(app.Context, app.Event) {
	e := c.Entry
	if e.busy() {
		return
	}
	e.err, e.stage = nil, pay.Ready
	t, run, s, cost, done := c.T, c.Run, c.Site, c.cost(), c.OnDone
	u := pay.TopUp{T: t, Token: c.Token, Need: cost, Allow: cost, Call: calldata.Extend(s.Order.ID, e.time.Seconds), Stage: func(at pay.Stage) {
		run.Do(func(app.Context) { e.stage = at })
	}}
	run.Go(func() {
		_, err := u.Do(run.Own(), s.Payer)
		run.Do(func(ctx app.Context) {
			e.stage, e.err = pay.Idle, err
			if err == nil {
				e.open = false
				part.Say(ctx, part.Running, t.Say(text.ExtendDone))
				done()
			}
		})
	})
}
