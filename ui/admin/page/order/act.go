package order

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/part"
	"berth/ui/text"
)

// What can be done about an order, each in a sheet that says first what it costs.
const (
	doEnd     = "end"
	doRestart = "restart"
	doCollect = "collect"
)

// sheet is which of them is looked at, and what is chosen in it.
type sheet struct {
	what   string // "": it is closed
	now    bool   // end it at once
	reason string
	cost   view.Source[wire.AdminEndCost]
}

// reasons are those that a node may give.
var reasons = []order.Reason{order.NodeMaintenance, order.OutOfCapacity, order.TermsBroken, order.Other}

func (p *Page) open(what string) app.EventHandler {
	return func(app.Context, app.Event) {
		p.sheet, p.act = sheet{what: what, reason: order.NodeMaintenance.String()}, view.Act{}
		if what == doEnd {
			id := p.id
			p.sheet.cost.Start(p.visit.Run(), lookEvery, func(ctx context.Context) (wire.AdminEndCost, error) { return ask.EndCost(ctx, id) }, nil)
		}
	}
}

func (p *Page) close(app.Context) { p.sheet = sheet{} }

// actions are what can be done about the order by who may.
func (p *Page) actions(o wire.AdminOrderView) app.UI {
	t := p.T
	if !p.visit.May() {
		return nil
	}
	var buttons []app.UI
	if o.State.Live() && o.Revision > 0 && o.Phase != wire.PhaseStopped {
		buttons = append(buttons, &part.Button{Label: t.Say(text.AdminRestart), Glyph: part.GlyphRefresh, Test: "order-restart", OnClick: p.open(doRestart)})
	}
	if o.State.Live() {
		buttons = append(buttons, &part.Button{Label: t.Say(text.AdminEndDo), Kind: part.Danger, Test: "order-end", OnClick: p.open(doEnd)})
	}
	if !o.State.Live() && !o.Collected {
		buttons = append(buttons, &part.Button{Label: t.Say(text.AdminCollectDo), Kind: part.Danger, Test: "order-collect", OnClick: p.open(doCollect)})
	}
	switch b := o.UserRecord.Blocked; {
	case b == nil:
		buttons = append(buttons, &part.Button{
			Label: t.Say(text.AdminBlockDo), Kind: part.Danger, Test: "block", OnClick: func(app.Context, app.Event) { p.block.Open(o.User) },
		})
	case b.Source == "admin":
		buttons = append(buttons, &part.Button{Label: t.Say(text.AdminUnblockDo), Test: "unblock", Busy: p.block.Undoing(), OnClick: func(app.Context, app.Event) {
			p.block.Undo(t, p.visit.Run(), o.User, p.changed)
		}})
	}
	return app.Section().Class("panel").DataSet("test", "order-actions").Body(
		app.H2().Text(t.Say(text.AdminActions)), app.P().Class("small muted").Text(t.Say(text.AdminActionsHelp)), app.Div().Class("row").Body(buttons...),
	)
}

func (p *Page) renderSheet() app.UI {
	t := p.T
	s := &part.Sheet{ID: "order-sheet", T: t, Open: p.sheet.what != "", Locked: p.act.Doing(""), Test: "order-sheet", OnClose: p.close}
	switch p.sheet.what {
	case doEnd:
		s.Title = t.Say(text.AdminEndTitle, p.id)
		s.Content, s.Actions = p.ending()
	case doRestart:
		s.Title = t.Say(text.AdminRestartTitle, p.id)
		s.Content = []app.UI{app.P().Class("consequence").Text(t.Say(text.AdminRestartWords)), p.act.Render(t, doRestart)}
		s.Actions = []app.UI{&part.Button{
			Kind: part.Primary, Wide: true, Label: t.Say(text.AdminRestart), Busy: p.act.Doing(doRestart), Test: "restart-confirm", OnClick: p.restart,
		}}
	case doCollect:
		o := p.order.Data
		s.Title = t.Say(text.AdminCollectTitle, p.id)
		s.Content = []app.UI{
			app.P().Class("consequence").Text(t.Say(text.AdminCollectWords, t.Date(o.GraceUntil), t.Size(uint64(o.Resources.DiskMiB)))), p.act.Render(t, doCollect),
		}
		s.Actions = []app.UI{&part.Button{
			Kind: part.Danger, Wide: true, Label: t.Say(text.AdminCollectDo), Busy: p.act.Doing(doCollect), Test: "collect-confirm", OnClick: p.collect,
		}}
	}
	return s
}

// ending is the sheet in which the order is ended: each way with what it costs.
func (p *Page) ending() (content, actions []app.UI) {
	t, token := p.T, p.visit.Token(p.order.Data.Token)
	content = p.sheet.cost.Show(t, text.AdminEndCounting, func(c wire.AdminEndCost) []app.UI {
		free := t.Say(text.AdminEndNowFree)
		if !c.Forfeits.IsZero() {
			free = t.Say(text.AdminEndNowCosts, t.Amount(c.Forfeits, token))
		}
		how, words := "notice", t.Say(text.AdminEndSaidWords, t.Date(c.Earliest), t.Named(c.NoticeKept, token), t.Named(c.NoticeBack, token))
		if p.sheet.now {
			how, words = "now", t.Say(text.AdminEndNowWords, t.Named(c.Keeps, token), t.Named(c.Forfeits, token), t.Named(c.Refunds, token))
		}
		var said app.UI
		if !c.Announced.IsZero() {
			said = part.Note(part.Neutral, t.Say(text.AdminEndAlready, t.Date(c.Announced)))
		}
		var options []part.Option
		for _, r := range reasons {
			options = append(options, part.Option{Value: r.String(), Label: t.EndReason(r.String())})
		}
		out := []app.UI{said, &part.Choice{
			Name: "end-how", Legend: t.Say(text.AdminEndHow), Value: how, Test: "end-how", Options: []part.Option{
				{Value: "notice", Label: t.Say(text.AdminEndNotice), Note: t.Say(text.AdminEndNoticeTo, t.Date(c.Earliest))},
				{Value: "now", Label: t.Say(text.AdminEndNow), Note: free},
			}, OnPick: func(_ app.Context, v string) { p.sheet.now = v == "now" },
		}}
		if p.sheet.now {
			out = append(out, &part.Field{
				ID: "end-reason", Label: t.Say(text.AdminEndReason), Value: p.sheet.reason, Options: options, Test: "end-reason",
				OnChange: func(_ app.Context, v string) { p.sheet.reason = v },
			})
		}
		return append(out, app.P().Class("consequence").DataSet("test", "end-words").Text(words), app.P().Class("small muted").Text(t.Say(text.AdminEndBefore)))
	})
	if p.act.Doing(doEnd) {
		content = append(content, part.Wait(t.Say(text.AdminEndWriting)))
	}
	content = append(content, p.act.Render(t, doEnd))
	label := text.AdminEndSaidDo
	if p.sheet.now {
		label = text.AdminEndNowDo
	}
	return content, []app.UI{&part.Button{
		Kind: part.Danger, Wide: true, Label: t.Say(label), Busy: p.act.Doing(doEnd), Disabled: p.sheet.cost.Waiting() || p.sheet.cost.Err != nil, Test: "end-confirm", OnClick: p.end,
	}}
}

func (p *Page) end(app.Context, app.Event) {
	t, id, e := p.T, p.id, wire.AdminEnd{Now: p.sheet.now}
	if e.Now {
		if err := e.Reason.UnmarshalText([]byte(p.sheet.reason)); err != nil {
			e.Reason = order.NodeMaintenance
		}
	} else {
		e.Reason = order.NodeMaintenance
	}
	var ends time.Time
	p.act.Do(p.visit.Run(), doEnd, func(ctx context.Context) error {
		done, err := ask.End(ctx, id, e)
		ends = done.End
		return err
	}, func(ctx app.Context) {
		p.sheet = sheet{}
		words := t.Say(text.AdminEndDone, id, t.Date(ends))
		if e.Now {
			words = t.Say(text.AdminEndOver, id)
		}
		part.Say(ctx, part.Running, words)
		p.changed()
	})
}

func (p *Page) restart(app.Context, app.Event) {
	t, id := p.T, p.id
	p.act.Do(p.visit.Run(), doRestart, func(ctx context.Context) error { return ask.Restart(ctx, id) }, func(ctx app.Context) {
		p.sheet = sheet{}
		part.Say(ctx, part.Running, t.Say(text.AdminRestarted))
		p.changed()
	})
}

func (p *Page) collect(app.Context, app.Event) {
	t, id := p.T, p.id
	p.act.Do(p.visit.Run(), doCollect, func(ctx context.Context) error {
		_, err := ask.Collect(ctx, id)
		return err
	}, func(ctx app.Context) {
		p.sheet = sheet{}
		part.Say(ctx, part.Running, t.Say(text.AdminCollected))
		p.changed()
	})
}
