// Package audit is the page of who did what on a node, and who is logged in.
package audit

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const lookEvery = 10 * time.Second

// Page is who did what, and who is logged in.
type Page struct {
	app.Compo

	T text.T

	visit    view.Visit
	acts     view.List[wire.AdminAct]
	sessions view.Source[wire.AdminSessions]
	act      view.Act
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.visit.Begin(ctx, func(run life.Run) {
		p.act = view.Act{}
		p.sessions.Start(run, lookEvery, ask.Sessions, nil)
		p.acts.Start(run, lookEvery, func(ctx context.Context, last wire.AdminAct) (view.Batch[wire.AdminAct], error) {
			l, err := ask.Audit(ctx, last.Seq)
			return view.Batch[wire.AdminAct]{Items: l.Entries, More: l.More}, err
		})
	})
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

func (p *Page) changed() {
	p.sessions.Load(false)
	p.acts.Refresh()
}

func (p *Page) end(id string) app.EventHandler {
	return func(app.Context, app.Event) {
		t := p.T
		p.act.Do(p.visit.Run(), id, func(ctx context.Context) error { return ask.EndSession(ctx, id) }, func(ctx app.Context) {
			part.Say(ctx, part.Running, t.Say(text.AdminSessionEnded))
			p.changed()
		})
	}
}

func (p *Page) endOthers(app.Context, app.Event) {
	t := p.T
	p.act.Do(p.visit.Run(), "all", ask.EndOthers, func(ctx app.Context) {
		part.Say(ctx, part.Running, t.Say(text.AdminSessionsGone))
		p.changed()
	})
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.AdminNavAudit, text.AdminAuditLead, func() []app.UI {
		audit := []app.UI{app.H2().Text(t.Say(text.AdminAuditTitle)), app.P().Class("small muted").Text(t.Say(text.AdminAuditHelp))}
		sessions := []app.UI{app.H2().Text(t.Say(text.AdminSessionsTitle))}
		return []app.UI{app.Div().Class("columns").Body(
			app.Section().Class("panel").DataSet("test", "audit").Body(append(audit, p.acts.Show(t, text.AdminAsking, p.list)...)...),
			app.Section().Class("panel").DataSet("test", "sessions").Body(append(sessions, p.sessions.Show(t, text.AdminAsking, p.renderSessions)...)...),
		)}
	})
}

func (p *Page) list(b view.Batch[wire.AdminAct]) []app.UI {
	t, now := p.T, time.Now()
	if len(b.Items) == 0 {
		return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminAuditNone))}
	}
	var items []app.UI
	for _, a := range b.Items {
		who := app.UI(app.Span().Class("small").Text(t.Say(text.AdminAuditHere)))
		if !a.By.IsZero() {
			who = &part.Chip{T: t, Address: a.By, Plain: true}
		}
		head := []app.UI{app.Span().Class("strong").Text(t.Act(a.Act))}
		if a.Order != 0 {
			head = append(head, view.OrderLink(t, a.Order))
		}
		tags := []app.UI{who}
		if role := view.Role(t, a.Role); role != "" {
			tags = append(tags, app.Span().Class("small muted").Text(role))
		}
		if a.From != "" {
			tags = append(tags, app.Span().Class("small muted mono").Text(t.Say(text.AdminSessionFrom, a.From)))
		}
		var failed, detail app.UI
		if a.Failed != "" {
			failed = part.Badge(part.Bad, t.Say(text.AdminAuditFailed, t.Fault(problem.New(0, problem.Code(a.Failed), "%s", a.Failed)).What))
		}
		if words := details(t, a); words != "" {
			detail = app.P().Class("small muted break").Text(words)
		}
		items = append(items, app.Li().Class("entry").DataSet("test", "act").DataSet("act", a.Act).Body(
			app.Div().Class("spread").Body(app.Div().Class("row").Body(head...), view.Stamp(a.At, t.Moment(a.At, now))),
			app.Div().Class("entry-tags").Body(tags...), failed, detail,
		))
	}
	return []app.UI{app.Ul().Class("entries").Body(items...), p.acts.More(t, text.AdminShowMore)}
}

// details are what is known of an act, in a line. What was saved of prices and policy is on their page.
func details(t text.T, a wire.AdminAct) string {
	var all []string
	for k, v := range a.Detail {
		switch name := t.Setting(k); {
		case a.Act == "policy" && k == "version":
			if n, err := strconv.ParseUint(v, 10, 64); err == nil {
				all = append(all, t.Say(text.AdminVersion, n))
			}
		case a.Act == "policy" && name != k:
			all = append(all, name)
		default:
			all = append(all, k+": "+v)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " · ")
}

func (p *Page) renderSessions(s wire.AdminSessions) []app.UI {
	t, now := p.T, time.Now()
	span := func(seconds int) string { return t.About(time.Duration(seconds) * time.Second) }
	out := []app.UI{app.P().Class("small muted").Text(t.Say(text.AdminSessionsHelp, s.Most, span(s.IdleSeconds), span(s.LifeSeconds)))}
	var items []app.UI
	for _, x := range s.Sessions {
		var end, this app.UI
		if x.Current {
			this = part.Badge(part.Running, t.Say(text.AdminSessionThis))
		} else if p.visit.May() || x.Address == p.visit.Who().Address {
			end = &part.Button{Label: t.Say(text.AdminSessionEnd), Kind: part.Quiet, Busy: p.act.Doing(x.ID), Test: "session-end", Key: x.ID, OnClick: p.end(x.ID)}
		}
		tags := []app.UI{this, app.Span().Class("small muted").Text(view.Role(t, x.Role))}
		if x.Bearer {
			tags = append(tags, app.Span().Class("small muted").Text(t.Say(text.AdminSessionToken)))
		}
		tags = append(tags, app.Span().Class("small muted mono").Text(t.Say(text.AdminSessionFrom, x.From)))
		items = append(items, app.Li().Class("entry").DataSet("test", "session").Body(
			app.Div().Class("entry-head").Body(&part.Chip{T: t, Address: x.Address, Plain: true}, end), app.Div().Class("entry-tags").Body(tags...),
			app.If(x.Agent != "", func() app.UI { return app.P().Class("small muted break").Text(x.Agent) }),
			part.Facts(
				part.Fact(t.Say(text.AdminSessionSince), app.Span().Text(t.Moment(x.Since, now))),
				part.Fact(t.Say(text.AdminSessionSeen), app.Span().Text(t.Ago(x.SeenAt, now))),
				part.Fact(t.Say(text.SessionUntil), app.Span().Text(t.Date(x.ExpiresAt))),
			),
			p.act.Render(t, x.ID),
		))
	}
	out = append(out, app.Ul().Class("entries").Body(items...))
	if len(s.Sessions) > 1 {
		out = append(out, p.act.Render(t, "all"), app.Div().Body(&part.Button{
			Label: t.Say(text.AdminSessionsAll), Busy: p.act.Doing("all"), Test: "sessions-end", OnClick: p.endOthers,
		}))
	}
	if !p.visit.May() {
		return out // who else may look is not told to who only may
	}
	out = append(out, app.H3().Text(t.Say(text.AdminViewersTitle)))
	if len(s.Viewers) == 0 {
		return append(out, app.P().Class("small muted").Text(t.Say(text.AdminViewersNone)))
	}
	var viewers []app.UI
	for _, v := range s.Viewers {
		viewers = append(viewers, app.Li().Body(&part.Chip{T: t, Address: v, Plain: true}))
	}
	return append(out, app.P().Class("small muted").Text(t.Say(text.AdminViewersHelp)), app.Ul().Class("stack-tight").Body(viewers...))
}
