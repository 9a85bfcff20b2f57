// Package end is the end of an order: the sheet in which its user ends it, what settles it, what came of it, and what is
// left to be withdrawn.
package end

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/page/order/course"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/pay"
	"berth/ui/text"
)

// reasons are why a user may end an order.
var reasons = []order.Reason{order.UserLeft, order.NodeUnreachable, order.TermsBroken, order.Other}

// Entry is what is entered in the sheet, and how far it is. The page keeps it, since the sheet's place on the page is made
// anew when the order becomes active.
type Entry struct {
	open   bool
	reason order.Reason
	busy   bool
	sent   bool
	err    error
}

// Shown reports whether the sheet is open.
func (e *Entry) Shown() bool { return e.open }

// Ender is the button that ends an order, with its sheet.
type Ender struct {
	app.Compo

	T      text.T
	Entry  *Entry
	Run    life.Run // of the order that is shown
	Site   site.Site
	Course course.Course
	Token  wire.Token
	OnDone func()            // the order has ended
	OnData func(app.Context) // shows what there is to be taken away before; nil: there is nothing
}

// Open shows the sheet for an order.
func (e *Entry) Open(g course.Course) {
	*e = Entry{open: true}
	if g.Late() {
		e.reason = order.NodeUnreachable
	}
}

func (c *Ender) open(app.Context, app.Event) { c.Entry.Open(c.Course) }

func (c *Ender) toData(ctx app.Context, _ app.Event) {
	c.Entry.open = false
	c.OnData(ctx)
}

func (c *Ender) close(app.Context)           { c.Entry.open = false }
func (c *Ender) keep(app.Context, app.Event) { c.Entry.open = false }

func (c *Ender) pick(_ app.Context, v string) { _ = c.Entry.reason.UnmarshalText([]byte(v)) }

// Render implements app.Composer.
func (c *Ender) Render() app.UI {
	t, label, kind := c.T, text.EndOpen, part.Plain
	if c.Course.View.State == order.Created {
		label = text.EndTakeBack
	}
	if c.Course.Late() {
		kind = part.Primary
	}
	return app.Div().Body(
		&part.Button{Kind: kind, Wide: true, Label: t.Say(label), Test: "end-order", OnClick: c.open},
		&part.Sheet{
			ID: "end-sheet", T: t, Title: t.Say(label), Open: c.Entry.open, Locked: c.Entry.busy, Test: "end-sheet",
			OnClose: c.close, Content: c.content(), Said: c.said(), Actions: c.actions(),
		},
	)
}

// content says what ending costs and brings, as of now.
func (c *Ender) content() []app.UI {
	t, e, o, token := c.T, c.Entry, c.Course.View.Order, c.Token
	if !e.open {
		return nil
	}
	node, user := o.UserLeaves(c.Course.Now)
	said, sums := words(t, token, o, c.Course.Now), leaving(o, c.Course.Now)
	var options []part.Option
	for _, r := range reasons {
		options = append(options, part.Option{Value: r.String(), Label: t.Say(text.Reasons[r.String()])})
	}
	body := []app.UI{
		app.P().Class("consequence").DataSet("test", "end-words").Text(said[0]),
	}
	for _, w := range said[1:] {
		body = append(body, app.P().DataSet("test", "end-also").Text(w))
	}
	body = append(body,
		part.EscrowSplit(t, token, user, node),
		app.If(len(sums) > 2, func() app.UI { return lines(t, token, sums, o.Deposit()) }), // else the split says it all
		&part.Choice{Name: "end-reason", Legend: t.Say(text.EndWhy), Options: options, Value: e.reason.String(), Test: "reason", OnPick: c.pick},
		app.P().Class("small muted").Text(t.Say(text.EndKept)),
	)
	if c.OnData != nil {
		body = append(body, app.Div().Class("stack-tight").Body(
			app.P().Class("small muted").Text(t.Say(text.EndDataWords)),
			app.Div().Body(&part.Button{Label: t.Say(text.EndData), Glyph: part.GlyphDownload, Test: "end-data", Disabled: e.busy, OnClick: c.toData}),
		))
	}
	return body
}

// said is what is happening, or what went wrong.
func (c *Ender) said() app.UI {
	t, e := c.T, c.Entry
	switch {
	case e.busy && e.sent:
		return part.Wait(t.Say(text.PayBlock))
	case e.busy:
		return part.Wait(t.Say(text.EndConfirm))
	case e.err != nil:
		return part.Trouble(t, e.err)
	}
	return nil
}

func (c *Ender) actions() []app.UI {
	t, e := c.T, c.Entry
	_, user := c.Course.View.UserLeaves(c.Course.Now)
	return []app.UI{
		&part.Button{Label: t.Say(text.EndKeep), Test: "end-keep", Disabled: e.busy, OnClick: c.keep},
		&part.Button{Kind: part.Danger, Label: t.Say(text.EndDo, t.Amount(user, c.Token)), Test: "end-confirm", Busy: e.busy, OnClick: c.cancel},
	}
}

// cancel ends the order on chain.
func (c *Ender) cancel(app.Context, app.Event) {
	e := c.Entry
	if e.busy {
		return
	}
	e.busy, e.sent, e.err = true, false, nil
	t, run, s, reason, done := c.T, c.Run, c.Site, e.reason, c.OnDone
	run.Go(func() {
		err := toMarket(run, s, calldata.Cancel(s.Order.ID, reason), func() {
			run.Do(func(app.Context) { e.sent = true })
		})
		run.Do(func(ctx app.Context) {
			e.busy, e.err = false, err
			if err == nil {
				e.open = false
				part.Say(ctx, part.Running, t.Say(text.Ended))
				done()
			}
		})
	})
}

// toMarket sends a call of the order's user to the market and waits for its block; sent is called once the wallet has
// sent it.
func toMarket(run life.Run, s site.Site, call eth.Bytes, sent func()) error {
	signer, err := s.Signer(run.Own())
	if err != nil {
		return err
	}
	_, err = pay.Transact(run.Own(), signer, signer.Place.Market, call, func(eth.Hash) { sent() })
	return err
}
