package share

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// loadLinks asks for the links.
func (a About) loadLinks(again bool) {
	g, ok := a.Gateway()
	if !ok {
		return
	}
	id := a.Order.ID
	a.Desk.links.Ask(a.Run, again, func(ctx context.Context) (wire.Links, error) { return g.Links(ctx, id) }, a.Heard, nil)
}

func (c *Panel) againLinks(app.Context, app.Event) { c.loadLinks(true) }

// name is what a link is called.
func name(t text.T, label string) string { return cmp.Or(label, t.Say(text.LinkUnnamed)) }

// readOnly reports whether methods let nothing be changed.
func readOnly(methods []string) bool {
	return len(methods) > 0 && !slices.ContainsFunc(methods, func(m string) bool { return m != "GET" && m != "HEAD" })
}

// spent is why a link opens nothing any more; nil: it does.
func spent(l wire.Link, now time.Time) *text.Text {
	switch {
	case !now.Before(l.ExpiresAt):
		return &text.LinkOver
	case l.MaxUses > 0 && l.Uses >= l.MaxUses:
		return &text.LinkSpent
	}
	return nil
}

// renderLinks are the links that are good, with the way to a new one.
func (c *Panel) renderLinks() app.UI {
	t, l := c.T, &c.Desk.links
	links := l.Data.Links
	full := l.Data.Most > 0 && len(links) >= l.Data.Most
	body := []app.UI{app.Div().Class("panel-head").Body(
		app.H2().Text(t.Say(text.LinksTitle)),
		app.If(l.Status == state.Ready && len(links) > 0, func() app.UI {
			return &part.Button{Label: t.Say(text.LinkMake), Disabled: full, Test: "link-make", OnClick: c.openMaker}
		}),
	)}
	if c.Desk.fresh != nil && !c.Desk.fresh.shown {
		body = append(body, part.Note(part.Waiting, t.Say(text.LinkUnseen), app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.LinkSee), Test: "link-see", OnClick: func(app.Context, app.Event) { c.Desk.fresh.shown = true }})))
	}
	if full {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.LinksFull, l.Data.Most)))
	}
	switch {
	case l.Status == state.Failed:
		body = append(body, part.Trouble(t, l.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "links-again", OnClick: c.againLinks}))
	case l.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.LinksLoading)), part.Skeleton(3))
	case len(links) == 0:
		body = append(body, app.Div().Class("none").DataSet("test", "links-none").Body(
			app.H3().Text(t.Say(text.LinksEmpty)), app.P().Class("muted").Text(t.Say(text.LinksEmptyDo)),
			&part.Button{Kind: part.Primary, Label: t.Say(text.LinkMake), Test: "link-make", OnClick: c.openMaker}))
	default:
		items := make([]app.UI, 0, len(links))
		for i := range links {
			items = append(items, c.renderLink(links[len(links)-1-i]))
		}
		body = append(body, app.Ul().Class("entries").Body(items...))
	}
	return app.Section().Class("panel").DataSet("test", "links").Body(append(body, stale(t, text.VisitorStale, l.At, l.Stale))...)
}

// renderLink is one link. Its token is not known any more.
func (c *Panel) renderLink(l wire.Link) app.UI {
	t, now := c.T, time.Now()
	where := l.Service
	if l.PathPrefix != "" && l.PathPrefix != "/" {
		where += l.PathPrefix
	}
	tags := []app.UI{app.Span().Class("mono small break").Text(where)}
	if readOnly(l.Methods) {
		tags = append(tags, app.Span().Class("tag").Text(t.Say(text.LinkRead)))
	}
	if why := spent(l, now); why != nil {
		tags = append(tags, part.Badge(part.Bad, t.Say(*why)))
	}
	used := t.Count(text.LinkTimes, l.Uses)
	if l.MaxUses > 0 {
		used = t.Say(text.LinkLeft, l.Uses, l.MaxUses)
	}
	last := app.UI(app.Span().Text(t.Say(text.LinkNever)))
	if !l.UsedAt.IsZero() {
		last = part.Ago(t, l.UsedAt)
	}
	ends := app.Time().DateTime(l.ExpiresAt.UTC().Format(time.RFC3339)).Title(t.Date(l.ExpiresAt)).Text(t.Say(text.LinkIn, t.About(l.ExpiresAt.Sub(now))))
	return app.Li().Class("entry").DataSet("test", "link").DataSet("label", l.Label).Body(
		app.Div().Class("entry-head").Body(
			app.Strong().Class("entry-name").Text(name(t, l.Label)),
			&part.Button{Kind: part.Quiet, Label: t.Say(text.LinkRevoke), Hidden: t.Say(text.LinkRevokeOf, name(t, l.Label)), Test: "link-revoke", Key: l.ID, OnClick: c.askRevoke},
		),
		app.Div().Class("entry-tags").Body(tags...),
		part.Facts(
			part.Fact(t.Say(text.LinkEnds), ends),
			part.Fact(t.Say(text.LinkUsed), app.Span().DataSet("test", "link-used").Text(used)),
			part.Fact(t.Say(text.LinkLast), last),
			part.Fact(t.Say(text.LinkBy), app.Span().Text(cmp.Or(l.LinkedBy, t.Say(text.LinkByWallet)))),
		),
	)
}

// ask is a question before something is ended: a link, or the visitors.
type ask struct {
	link wire.Link // with an id: to be revoked
	all  bool      // visitors: to be signed out
	busy bool
	err  error
}

func (c *Panel) askRevoke(ctx app.Context, _ app.Event) {
	id := ctx.JSSrc().Get("dataset").Get("key").String()
	if i := slices.IndexFunc(c.Desk.links.Data.Links, func(l wire.Link) bool { return l.ID == id }); i >= 0 {
		c.Desk.ask = ask{link: c.Desk.links.Data.Links[i]}
	}
}

func (c *Panel) keepLink(app.Context, app.Event) { c.Desk.ask = ask{} }

func (c *Panel) revoke(app.Context, app.Event) {
	desk, link := c.Desk, c.Desk.ask.link.ID
	g, ok := c.Gateway()
	if !ok || desk.ask.busy {
		return
	}
	desk.ask.busy, desk.ask.err = true, nil
	run, id, heard := c.Run, c.Order.ID, c.Heard
	run.Go(func() {
		err := g.EndLink(run, id, link)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			if desk.ask.link.ID != link {
				return
			}
			desk.ask.busy, desk.ask.err = false, err
			if err == nil {
				desk.ask = ask{}
				desk.links.Data.Links = slices.DeleteFunc(slices.Clone(desk.links.Data.Links), func(l wire.Link) bool { return l.ID == link })
				if desk.fresh != nil && desk.fresh.link.ID == link {
					desk.fresh = nil
				}
			}
		})
	})
}

// renderAsk asks before a link is revoked.
func (c *Panel) renderAsk() app.UI {
	t, a := c.T, c.Desk.ask
	open := a.link.ID != ""
	sheet := &part.Sheet{
		ID: "revoke-sheet", T: t, Title: t.Say(text.LinkRevokeIt, name(t, a.link.Label)), Open: open, Locked: a.busy, Test: "revoke-sheet",
		OnClose: func(app.Context) { c.Desk.ask = ask{} },
	}
	if !open {
		return sheet
	}
	label := text.LinkRevoke
	if a.busy {
		label = text.LinkRevoking
	}
	sheet.Content = []app.UI{app.P().Class("consequence").Text(t.Say(text.LinkRevokeDo)), part.Trouble(t, a.err)}
	sheet.Actions = []app.UI{
		&part.Button{Label: t.Say(text.LinkKeep), Disabled: a.busy, Test: "revoke-keep", OnClick: c.keepLink},
		&part.Button{Kind: part.Danger, Label: t.Say(label), Busy: a.busy, Test: "revoke-confirm", OnClick: c.revoke},
	}
	return sheet
}
