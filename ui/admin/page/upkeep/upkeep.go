// Package upkeep is the page on which maintenance is announced and ended.
package upkeep

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const (
	lookEvery = 5 * time.Second
	maxNote   = 200
	inField   = "2006-01-02T15:04" // as the browser's field of a time has it
)

// sheet is the maintenance that is being made up.
type sheet struct {
	open bool
	ends bool   // live orders, too
	when string // in the browser's time; empty: as soon as costs nothing
	note string
}

// end is when orders are to end at the soonest; not ok: it cannot be read, or is over.
func (s *sheet) end(now time.Time) (at time.Time, ok bool) {
	if !s.ends || s.when == "" {
		return at, true
	}
	at, err := time.ParseInLocation(inField, s.when, time.Local)
	return at, err == nil && at.After(now)
}

// Page is where maintenance is announced.
type Page struct {
	app.Compo

	T text.T

	visit view.Visit
	state view.Source[wire.AdminMaintenance]
	list  view.List[wire.AdminAffectedOrder]
	act   view.Act
	sheet sheet
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.visit.Begin(ctx, func(run life.Run) {
		p.sheet, p.act = sheet{}, view.Act{}
		p.state.Start(run, lookEvery, ask.Maintenance, nil)
		p.list.Start(run, lookEvery, func(ctx context.Context, last wire.AdminAffectedOrder) (view.Batch[wire.AdminAffectedOrder], error) {
			l, err := ask.Affected(ctx, last.Order)
			return view.Batch[wire.AdminAffectedOrder]{Items: l.Orders, More: l.More}, err
		})
	})
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

func (p *Page) open(app.Context, app.Event) {
	m := p.state.Data
	p.act, p.sheet = view.Act{}, sheet{open: true, ends: !m.End.IsZero(), note: m.Note}
	if !m.End.IsZero() {
		p.sheet.when = m.End.Local().Format(inField)
	}
}

func (p *Page) close(app.Context) { p.sheet.open = false }

func (p *Page) announce(app.Context, app.Event) {
	end, ok := p.sheet.end(time.Now())
	if !ok {
		return
	}
	t, m := p.T, wire.AdminMaintain{EndOrders: p.sheet.ends, End: end.UTC(), Note: p.sheet.note}
	if end.IsZero() {
		m.End = time.Time{}
	}
	p.act.Do(p.visit.Run(), "announce", func(ctx context.Context) error {
		_, err := ask.Maintain(ctx, m)
		return err
	}, func(ctx app.Context) {
		p.sheet.open = false
		part.Say(ctx, part.Running, t.Say(text.AdminUpkeepDone))
		p.changed()
	})
}

func (p *Page) stop(app.Context, app.Event) {
	t := p.T
	p.act.Do(p.visit.Run(), "stop", ask.EndMaintenance, func(ctx app.Context) {
		part.Say(ctx, part.Running, t.Say(text.AdminUpkeepOver))
		p.changed()
	})
}

func (p *Page) changed() {
	p.state.Load(false)
	p.list.Refresh()
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.AdminNavUpkeep, text.AdminUpkeepLead, func() []app.UI {
		out := p.state.Show(t, text.AdminAsking, p.content)
		affected := []app.UI{app.H2().Text(t.Say(text.AdminAffected))}
		affected = append(affected, p.list.Show(t, text.AdminAsking, p.affected)...)
		return append(out, app.Section().Class("panel").DataSet("test", "affected").Body(affected...), p.renderSheet())
	})
}

func (p *Page) content(m wire.AdminMaintenance) []app.UI {
	t, may := p.T, p.visit.May()
	if !m.On {
		var do []app.UI
		if may {
			do = []app.UI{&part.Button{Label: t.Say(text.AdminUpkeepOpen), Kind: part.Primary, Test: "maintain", OnClick: p.open}}
		}
		return []app.UI{app.Div().DataSet("test", "maintenance").DataSet("on", "false").Body(part.Empty(t.Say(text.AdminUpkeepNone), t.Say(text.AdminUpkeepNoneTxt), do...))}
	}
	end := t.Say(text.AdminUpkeepGoOn)
	if !m.End.IsZero() {
		end = t.Date(m.End)
	}
	lines := []app.UI{
		part.Fact(t.Say(text.AdminUpkeepSince), app.Span().Text(t.Date(m.Since))), part.Fact(t.Say(text.AdminUpkeepBy), &part.Chip{T: t, Address: m.By, Plain: true}),
		part.Fact(t.Say(text.AdminUpkeepEnd), app.Span().Text(end)),
		part.Fact(t.Say(text.AdminUpkeepTold), app.Span().Class("num").Text(t.Say(text.AdminUpkeepToldOf, m.Told, m.Affected))),
	}
	if m.Note != "" {
		lines = append(lines, part.Fact(t.Say(text.AdminUpkeepNote), app.Span().Text(m.Note)))
	}
	head := app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.AdminUpkeepOn)), part.Badge(part.Waiting, t.Say(text.AdminNavUpkeep)))
	body := []app.UI{head, part.Facts(lines...)}
	if m.Failed > 0 {
		body = append(body, part.Note(part.Bad, t.Count(text.AdminUpkeepFailed, m.Failed)))
	}
	if may {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.AdminUpkeepStopTo)), p.act.Render(t, "stop"), app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.AdminUpkeepStop), Kind: part.Primary, Test: "maintain-stop", Busy: p.act.Doing("stop"), OnClick: p.stop},
			&part.Button{Label: t.Say(text.AdminUpkeepChange), Test: "maintain-change", OnClick: p.open},
		))
	}
	return []app.UI{app.Section().Class("panel").DataSet("test", "maintenance").DataSet("on", "true").Body(body...)}
}

func (p *Page) affected(b view.Batch[wire.AdminAffectedOrder]) []app.UI {
	t := p.T
	if len(b.Items) == 0 {
		return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminAffectedNone))}
	}
	var items []app.UI
	for _, o := range b.Items {
		told := part.Badge(part.Neutral, t.Say(text.AdminAffectedNot))
		switch {
		case o.Error != "":
			told = part.Badge(part.Bad, o.Error)
		case !o.Told.IsZero():
			told = part.Badge(part.Waiting, t.Say(text.AdminAffectedTold, t.Date(o.Told)))
		}
		var ends, notice app.UI
		if !o.EndsAt.IsZero() {
			ends = app.Span().Class("muted num").Text(t.Say(text.AdminAffectedEnds, t.Date(o.EndsAt)))
		}
		if !o.Earliest.IsZero() {
			notice = app.Span().Class("muted num").Text(t.Say(text.AdminAffectedFree, t.Date(o.Earliest)))
		}
		items = append(items, app.Li().Class("entry").DataSet("test", "affected-order").Body(
			app.Div().Class("spread").Body(
				app.Div().Class("row").Body(view.OrderLink(t, o.Order), view.UserLink(o.User, "affected-user")), told,
			),
			app.Div().Class("entry-tags small").Body(ends, notice),
		))
	}
	return []app.UI{app.Ul().Class("entries").Body(items...), p.list.More(t, text.OrdersMore)}
}

func (p *Page) renderSheet() app.UI {
	t, s := p.T, &p.sheet
	out := &part.Sheet{
		ID: "maintain-sheet", T: t, Title: t.Say(text.AdminUpkeepOpen), Open: s.open, Locked: p.act.Doing(""), Test: "maintain-sheet", OnClose: p.close,
	}
	if !s.open {
		return out
	}
	how := "keep"
	if s.ends {
		how = "end"
	}
	out.Content = []app.UI{&part.Choice{
		Name: "maintain-how", Legend: t.Say(text.AdminUpkeepHow), Value: how, Test: "maintain-how", OnPick: func(_ app.Context, v string) { s.ends = v == "end" },
		Options: []part.Option{
			{Value: "keep", Label: t.Say(text.AdminUpkeepKeep), Note: t.Say(text.AdminUpkeepKeepTo)},
			{Value: "end", Label: t.Say(text.AdminUpkeepAll), Note: t.Say(text.AdminUpkeepAllTo)},
		},
	}}
	words, wrong := t.Say(text.AdminUpkeepNoCost), ""
	_, ok := s.end(time.Now())
	if s.ends {
		words = t.Count(text.AdminUpkeepCosts, p.state.Data.Affected)
		if !ok {
			wrong = t.Say(text.AdminUpkeepBad)
		}
		out.Content = append(out.Content, &part.Field{
			ID: "maintain-end", Label: t.Say(text.AdminUpkeepWhen), Type: "datetime-local", Value: s.when, Help: t.Say(text.AdminUpkeepSoon), Error: wrong, Test: "maintain-end",
			OnInput: func(_ app.Context, v string) { s.when = v },
		})
	}
	out.Content = append(out.Content,
		&part.Field{
			ID: "maintain-note", Label: t.Say(text.AdminUpkeepNote), Value: s.note, Max: maxNote, Test: "maintain-note", OnInput: func(_ app.Context, v string) { s.note = v },
		},
		app.P().Class("consequence").Text(t.Say(text.AdminUpkeepWords)), app.P().Text(words), p.act.Render(t, "announce"),
	)
	out.Actions = []app.UI{&part.Button{
		Kind: part.Primary, Wide: true, Label: t.Say(text.AdminUpkeepDo), Busy: p.act.Doing("announce"), Disabled: !ok, Test: "maintain-confirm", OnClick: p.announce,
	}}
	return out
}
