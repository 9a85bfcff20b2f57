// Package order is the page of one of a node's orders: what it brings, how it came there, what it uses, and what its operator may
// do about it. What the tenant runs and writes is not in it.
package order

import (
	"context"
	"path"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const (
	lookEvery = 5 * time.Second
	useEvery  = 15 * time.Second
	logEvery  = 10 * time.Second
	happened  = 50 // shown of what happened; "show earlier ones" adds as many
)

// Page is one order.
type Page struct {
	app.Compo

	T text.T

	visit  view.Visit
	id     order.ID
	order  view.Source[wire.AdminOrderView]
	events view.Source[wire.Happenings]
	shown  int // how many of them are asked for
	use    view.Source[wire.Use]
	log    view.List[wire.AdminLine]
	act    view.Act
	sheet  sheet
	block  view.Blocker
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.where(ctx)
	p.visit.Begin(ctx, p.start)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) { view.Moved(ctx, &p.visit, &p.id, p.where) }

func (p *Page) where(ctx app.Context) {
	p.id, _ = order.ParseID(path.Base(ctx.Page().URL().Path)) // what is none is looked for in vain
}

func (p *Page) start(run life.Run) {
	id := p.id
	p.sheet, p.act, p.shown = sheet{}, view.Act{}, happened
	p.order.Start(run, lookEvery, func(ctx context.Context) (wire.AdminOrderView, error) {
		if id == 0 {
			return wire.AdminOrderView{}, problem.New(404, problem.NotFound, "there is no such order")
		}
		return ask.Order(ctx, id)
	}, func(o wire.AdminOrderView) {
		if n := len(p.events.Data.Events); n == 0 || p.events.Data.Events[n-1].Seq != o.LastEvent {
			p.events.Load(false)
		}
	})
	p.events.Start(run, useEvery, func(ctx context.Context) (wire.Happenings, error) { return ask.Events(ctx, id, p.shown) }, nil)
	p.use.Start(run, useEvery, func(ctx context.Context) (wire.Use, error) { return ask.Use(ctx, id, "hour") }, nil)
	p.log.Start(run, logEvery, func(ctx context.Context, last wire.AdminLine) (view.Batch[wire.AdminLine], error) {
		l, err := ask.Log(ctx, id, last.Seq)
		return view.Batch[wire.AdminLine]{Items: l.Lines, More: l.More}, err
	})
}

func (p *Page) changed() {
	p.order.Load(false)
	p.events.Load(false)
	p.log.Refresh()
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	title := t.Say(text.AdminTitleName)
	if p.id != 0 {
		title = t.Say(text.OrderNo, p.id)
	}
	return app.Div().Class("page").DataSet("test", "admin-order").Body(
		app.Header().Class("page-head").Body(
			part.Link("/admin/orders").Class("crumb").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.AdminBackOrders))),
			app.H1().Text(title),
		),
		app.Div().Class("stack").Body(p.visit.Let(t, func() []app.UI {
			return append(p.order.Show(t, text.AdminAsking, p.content), p.renderSheet(), p.block.Sheet(t, p.visit.Run(), p.changed))
		})...),
	)
}

func (p *Page) content(o wire.AdminOrderView) []app.UI {
	return []app.UI{app.Div().Class("columns").Body(
		app.Div().Class("stack").Body(p.terms(o), p.actions(o), p.renderUse(o), p.payments(o)),
		app.Div().Class("stack").Body(p.user(o), p.history(o), p.renderLog()),
	)}
}

func (p *Page) token(o wire.AdminOrderView) wire.Token { return p.visit.Token(o.Token) }

// terms are what was agreed, and how it stands.
func (p *Page) terms(o wire.AdminOrderView) app.UI {
	t, token := p.T, p.token(o)
	words := func(name text.Text, s string) app.UI { return part.Fact(t.Say(name), app.Span().Class("num").Text(s)) }
	lines := []app.UI{
		part.Fact(t.Say(text.AdminEarned), app.Span().Class("num strong").DataSet("test", "order-earned").Text(t.Named(o.Earned, token))),
		words(text.MeterRate, t.RateMonth(o.Rate, token)),
		words(text.AdminDeposit, t.Amount(o.Deposit(), token)),
		words(text.ResourcesTitle, t.Resources(o.Resources)),
		words(text.AdminCreated, t.Date(o.CreatedAt)),
	}
	if !o.ActivatedAt.IsZero() {
		lines = append(lines, words(text.AdminActivated, t.Date(o.ActivatedAt)))
	}
	lines = append(lines, part.Fact(t.Say(text.AdminEnds), view.When(t, o.AdminOrder)))
	if o.Notice > 0 {
		lines = append(lines, words(text.AdminNotice, t.Span(o.Notice)))
	}
	if o.Committed > 0 {
		lines = append(lines, words(text.AdminCommitted, t.Span(o.Committed)))
	}
	if s := t.Features(o.Features); s != "" {
		lines = append(lines, words(text.RootName, t.Say(text.RootPromised, s)))
	}
	if o.ReferrerShare > 0 {
		lines = append(lines, words(text.AdminReferrer, o.Referrer.Short()+" · "+part.Bps(o.ReferrerShare)))
	}
	other := func(name text.Text, id order.ID) {
		if id != 0 {
			lines = append(lines, part.Fact(t.Say(name), part.Link("/admin/orders/"+id.String()).Text(t.Say(text.OrderNo, id))))
		}
	}
	other(text.AdminReplaces, o.Replaces)
	other(text.AdminReplaced, o.ReplacedBy)
	lines = append(lines, part.Fact(t.Say(text.AdminPhase), view.PhaseBadge(t, o.Phase)))
	if o.Revision > 0 {
		lines = append(lines, words(text.AdminRevision, number(o.Revision)))
	}
	var services []app.UI
	for _, s := range o.Services {
		services = append(services, app.Li().Body(app.Span().Class("mono").Text(s.Name), app.Text(" "), view.PhaseBadge(t, s.Phase)))
	}
	if len(services) > 0 {
		lines = append(lines, part.Fact(t.Say(text.AdminServices), app.Ul().Body(services...)))
	}
	if o.Shells+o.Ports > 0 {
		lines = append(lines, words(text.AdminOpenNow, t.Count(text.AdminShells, o.Shells)+" · "+t.Count(text.AdminPorts, o.Ports)))
	}
	body := []app.UI{app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.OrderTerms)), view.StateBadge(t, o.AdminOrder))}
	if o.Error != "" {
		body = append(body, part.Note(part.Bad, t.Say(text.AdminOrderFlaw), app.P().Class("small").Text(o.Error)))
	}
	if !o.AnnouncedEnd.IsZero() && o.State.Live() {
		body = append(body, part.Note(part.Waiting, t.Say(text.AdminEndAlready, t.Date(o.AnnouncedEnd))))
	}
	return app.Section().Class("panel").DataSet("test", "order-terms").Body(append(body, part.Facts(lines...))...)
}

// user is who rents, with the record that the chain has.
func (p *Page) user(o wire.AdminOrderView) app.UI {
	t := p.T
	return app.Section().Class("panel").DataSet("test", "order-user").Body(
		app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.AdminUser)), view.UserLink(o.User, "user-link")),
		view.BlockedNote(t, o.UserRecord.Blocked), p.block.Trouble(t),
		app.P().Class("small muted").Text(t.Say(text.AdminRecordHelp)),
		view.RecordFacts(t, p.visit.Chain(), o.UserRecord),
	)
}

func (p *Page) older(app.Context, app.Event) {
	p.shown += happened
	p.events.Load(true)
}

// history is what happened to the order, the newest first.
func (p *Page) history(wire.AdminOrderView) app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.ActivityTitle))}
	return app.Section().Class("panel").DataSet("test", "order-history").Body(append(body, p.events.Show(t, text.AdminAsking, func(h wire.Happenings) []app.UI {
		if len(h.Events) == 0 {
			return []app.UI{app.P().Class("muted").Text(t.Say(text.ActivityEmpty))}
		}
		out := []app.UI{view.Happenings(t, h.Events)}
		if first := oldest(h.Events); first > 1 {
			out = append(out, app.Div().Body(&part.Button{
				Label: t.Say(text.ActivityOlder), Kind: part.Quiet, Busy: p.events.Asking, Test: "older-events", OnClick: p.older,
			}))
		}
		return out
	})...)...)
}

func oldest(all []wire.Happening) uint64 {
	first := all[0].Seq
	for _, h := range all {
		first = min(first, h.Seq)
	}
	return first
}

// renderLog is what the gateway logged about the order.
func (p *Page) renderLog() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminLogTitle)), app.P().Class("small muted").Text(t.Say(text.AdminLogHelp))}
	return app.Section().Class("panel").DataSet("test", "order-log").Body(append(body, p.log.Show(t, text.AdminAsking, func(b view.Batch[wire.AdminLine]) []app.UI {
		if len(b.Items) == 0 {
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminLogNone))}
		}
		return []app.UI{view.LogLines(t, b.Items), p.log.More(t, text.AdminShowMore)}
	})...)...)
}

// payments are what was credited for the order.
func (p *Page) payments(o wire.AdminOrderView) app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminPaidTitle))}
	if len(o.Payments) == 0 {
		return app.Section().Class("panel").Body(append(body, app.P().Class("muted").Text(t.Say(text.AdminPaidNone)))...)
	}
	return app.Section().Class("panel").DataSet("test", "order-payments").Body(append(body, view.EntryCards(t, p.visit.Chain(), o.Payments, true))...)
}
