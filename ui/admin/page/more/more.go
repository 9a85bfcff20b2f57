// Package more is the page of who is logged in, what a phone's bar has no room for, and the language and theme.
package more

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/looks"
	"berth/ui/state"
	"berth/ui/text"
)

// Page has what does not belong to another.
type Page struct {
	app.Compo

	T text.T

	visit   view.Visit
	looks   looks.Panel
	site    view.Source[wire.AdminSite]
	leaving bool
	err     error
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.looks.Begin()
	p.visit.Begin(ctx, func(run life.Run) { p.site.Start(run, 0, ask.Site, nil) })
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

func (p *Page) logOut(app.Context, app.Event) {
	run := p.visit.Run()
	p.leaving, p.err = true, nil
	run.Go(func() {
		err := state.Logout(run.Own())
		run.Own().Dispatch(func(ctx app.Context) {
			if p.leaving, p.err = false, err; err == nil {
				part.Say(ctx, part.Neutral, p.T.Say(text.LoggedOut))
			}
		})
	})
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.NavMore, text.AdminMoreLead, func() []app.UI {
		return []app.UI{app.Div().Class("columns").Body(
			app.Div().Class("stack").Body(p.account(), p.pages()),
			app.Div().Class("stack").Body(p.looks.Render(t), p.about()),
		)}
	})
}

func (p *Page) account() app.UI {
	t, who := p.T, p.visit.Who()
	label := t.Say(text.LogOut)
	if p.leaving {
		label = t.Say(text.LoggingOut)
	}
	body := []app.UI{app.H2().Text(t.Say(text.YourAccount))}
	if who.Address.IsZero() {
		body = append(body, part.Skeleton(3))
	} else {
		body = append(body, part.Facts(
			part.Fact(t.Say(text.Account), &part.Chip{T: t, Address: who.Address}),
			part.Fact(t.Say(text.AdminRole), app.Span().DataSet("test", "role").Text(view.Role(t, who.Role))),
			part.Fact(t.Say(text.SessionUntil), app.Span().Text(t.Date(who.ExpiresAt))),
		))
	}
	return app.Section().Class("panel").Body(append(body, app.P().Class("small muted").Text(t.Say(text.AdminLogOutText)),
		app.Div().Body(&part.Button{Label: label, Busy: p.leaving, Test: "logout", OnClick: p.logOut}), part.Trouble(t, p.err))...)
}

// pages are those that a phone's bar has no room for.
func (p *Page) pages() app.UI {
	t := p.T
	to := func(href string, name text.Text, test string) app.UI {
		return app.Li().Body(part.Link(href).Class("way-link").DataSet("test", test).Body(app.Span().Text(t.Say(name)), part.Icon(part.GlyphNext)))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.AdminMorePages)), app.Ul().Class("way-links").Body(
		to("/admin/node", text.AdminNavNode, "to-node"), to("/admin/maintenance", text.AdminNavUpkeep, "to-maintenance"), to("/admin/audit", text.AdminNavAudit, "to-audit"),
	))
}

// about is what the node and its gateway are.
func (p *Page) about() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminThisNode))}
	return app.Section().Class("panel").Body(append(body, p.site.Show(t, text.AdminAsking, func(s wire.AdminSite) []app.UI {
		lines := []app.UI{
			part.Fact(t.Say(text.PlatformName), app.Span().Text(p.visit.Info().Name)),
			part.Fact(t.Say(text.AdminOwner), &part.Chip{T: t, Address: s.Node}),
			part.Fact(t.Say(text.AdminOperator), &part.Chip{T: t, Address: s.Operator}),
			part.Fact(t.Say(text.AdminGatewaySays), app.Span().Class("mono").Text(s.Version)),
			part.Fact(t.Say(text.Market), &part.Chip{T: t, Address: s.Market}),
			part.Fact(t.Say(text.Registry), &part.Chip{T: t, Address: s.Registry}),
		}
		out := []app.UI{part.Facts(lines...)}
		if s.App != "" {
			out = append(out, app.Div().Body(&part.Button{Label: t.Say(text.AdminToApp), Glyph: part.GlyphOut, Href: s.App, Test: "to-app"}))
		}
		return out
	})...)...)
}
