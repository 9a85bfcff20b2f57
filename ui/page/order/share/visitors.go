package share

import (
	"context"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// visitorsEvery is how often it is asked who is in.
const visitorsEvery = 10 * time.Second

// Visitors is who has the order's services open.
type Visitors struct {
	app.Compo
	About

	life life.Life
}

// OnMount implements app.Mounter.
func (c *Visitors) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.load(false)
	c.life.Run().Every(visitorsEvery, func(app.Context) { c.load(false) })
}

// OnDismount implements app.Dismounter.
func (c *Visitors) OnDismount() { c.life.End() }

func (c *Visitors) load(again bool) {
	g, ok := c.Gateway()
	if !ok {
		return
	}
	id := c.Order.ID
	c.Desk.visitors.Ask(c.Run, again, func(ctx context.Context) ([]wire.Visitor, error) {
		v, err := g.Visitors(ctx, id)
		return v.Visitors, err
	}, c.Heard, nil)
}

func (c *Visitors) again(app.Context, app.Event) { c.load(true) }

// endOne signs one out. It is off the list at once, and back where the gateway does not do it.
func (c *Visitors) endOne(ctx app.Context, _ app.Event) {
	visitor := ctx.JSSrc().Get("dataset").Get("key").String()
	g, ok := c.Gateway()
	l, desk := &c.Desk.visitors, c.Desk
	i := slices.IndexFunc(l.Data, func(v wire.Visitor) bool { return v.ID == visitor })
	if !ok || i < 0 {
		return
	}
	was := l.Data[i]
	l.Data = slices.Delete(slices.Clone(l.Data), i, i+1)
	desk.ask = ask{}
	t, run, id, heard := c.T, c.Run, c.Order.ID, c.Heard
	run.Go(func() {
		err := g.EndVisitor(run, id, visitor)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(ctx app.Context) {
			if err != nil {
				if desk.ask.err = err; !slices.ContainsFunc(l.Data, func(v wire.Visitor) bool { return v.ID == visitor }) {
					l.Data = slices.Insert(slices.Clone(l.Data), min(i, len(l.Data)), was)
				}
				return
			}
			part.Say(ctx, part.Running, t.Say(text.VisitorEnded))
		})
	})
}

func (c *Visitors) askAll(app.Context, app.Event)  { c.Desk.ask = ask{all: true} }
func (c *Visitors) keepAll(app.Context, app.Event) { c.Desk.ask = ask{} }

func (c *Visitors) endAll(app.Context, app.Event) {
	g, ok := c.Gateway()
	desk := c.Desk
	if !ok || desk.ask.busy {
		return
	}
	desk.ask.busy, desk.ask.err = true, nil
	t, run, id, heard := c.T, c.Run, c.Order.ID, c.Heard
	run.Go(func() {
		err := g.EndVisitors(run, id)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(ctx app.Context) {
			desk.ask.busy, desk.ask.err = false, err
			if err == nil {
				desk.ask = ask{}
				desk.visitors.Data = slices.DeleteFunc(slices.Clone(desk.visitors.Data), func(v wire.Visitor) bool { return v.Link != "" })
				part.Say(ctx, part.Running, t.Say(text.VisitorEnded))
			}
		})
	})
}

// Render implements app.Composer.
func (c *Visitors) Render() app.UI {
	t, l, a := c.T, &c.Desk.visitors, c.Desk.ask
	others := slices.ContainsFunc(l.Data, func(v wire.Visitor) bool { return v.Link != "" })
	body := []app.UI{app.Div().Class("panel-head").Body(
		app.H2().Text(t.Say(text.VisitorsTitle)),
		app.If(others, func() app.UI {
			return &part.Button{Label: t.Say(text.VisitorAll), Test: "visitors-all", OnClick: c.askAll}
		}),
	)}
	if a.err != nil && !a.all {
		body = append(body, part.Trouble(t, a.err))
	}
	switch {
	case l.Status == state.Failed:
		body = append(body, part.Trouble(t, l.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "visitors-again", OnClick: c.again}))
	case l.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.VisitorsLoading)), part.Skeleton(3))
	case len(l.Data) == 0:
		body = append(body, app.Div().Class("none").DataSet("test", "visitors-none").Body(
			app.H3().Text(t.Say(text.VisitorsEmpty)), app.P().Class("muted").Text(t.Say(text.VisitorsEmptyDo))))
	default:
		var items []app.UI
		for _, v := range l.Data {
			items = append(items, c.renderVisitor(v))
		}
		body = append(body, app.Ul().Class("entries entries-wide").Body(items...))
	}
	body = append(body, stale(t, text.VisitorStale, l.At, l.Stale), c.renderAll())
	return app.Section().Class("panel").DataSet("test", "visitors").Body(body...)
}

func (c *Visitors) renderVisitor(v wire.Visitor) app.UI {
	t := c.T
	who, by := t.Say(text.VisitorYou), ""
	if v.Link != "" {
		who, by = agent(t, v.Agent), t.Say(text.VisitorBy, name(t, v.Label))
	} else {
		by = agent(t, v.Agent)
	}
	return app.Li().Class("entry").DataSet("test", "visitor").DataSet("label", v.Label).DataSet("mine", v.Link == "").Body(
		app.Div().Class("entry-head").Body(
			app.Div().Body(app.Strong().Class("entry-name").Text(who), app.P().Class("small muted").Title(v.Agent).Text(by)),
			&part.Button{Kind: part.Quiet, Label: t.Say(text.VisitorEnd), Hidden: t.Say(text.VisitorEndWhose, who+", "+by), Test: "visitor-end", Key: v.ID, OnClick: c.endOne},
		),
		part.Facts(
			part.Fact(t.Say(text.WatchService), app.Span().Class("mono small").Text(v.Service)),
			part.Fact(t.Say(text.VisitorNet), app.Span().Class("mono small").Text(v.Address)),
			part.Fact(t.Say(text.VisitorSince), app.Time().DateTime(v.Since.UTC().Format(time.RFC3339)).Text(t.Moment(v.Since, time.Now()))),
			part.Fact(t.Say(text.VisitorSeen), part.Ago(t, v.SeenAt)),
		),
	)
}

// renderAll asks before all visitors are signed out.
func (c *Visitors) renderAll() app.UI {
	t, a := c.T, c.Desk.ask
	sheet := &part.Sheet{
		ID: "visitors-sheet", T: t, Title: t.Say(text.VisitorAllIt), Open: a.all, Locked: a.busy, Test: "visitors-sheet",
		OnClose: func(app.Context) { c.Desk.ask = ask{} },
	}
	if !a.all {
		return sheet
	}
	sheet.Content = []app.UI{app.P().Class("consequence").Text(t.Say(text.VisitorAllDo)), part.Trouble(t, a.err)}
	sheet.Actions = []app.UI{
		&part.Button{Label: t.Say(text.LinkKeep), Disabled: a.busy, Test: "visitors-keep", OnClick: c.keepAll},
		&part.Button{Kind: part.Danger, Label: t.Say(text.VisitorEnd), Busy: a.busy, Test: "visitors-confirm", OnClick: c.endAll},
	}
	return sheet
}
