package order

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/page/order/activity"
	"berth/ui/page/order/course"
	"berth/ui/page/order/data"
	"berth/ui/page/order/deploy"
	"berth/ui/page/order/domains"
	"berth/ui/page/order/logs"
	"berth/ui/page/order/shell"
	"berth/ui/page/order/usage"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/state"
	"berth/ui/text"
)

// openTab shows a tab, and keeps it in the address for a reload.
func (p *Page) openTab(tab string) {
	p.tab = tab
	page := p.life.Own().Page()
	u := *page.URL()
	q := u.Query()
	q.Set("tab", tab)
	if tab == course.Overview {
		q.Del("tab")
	}
	u.RawQuery = q.Encode()
	page.ReplaceURL(&u)
	p.rest()
}

func (p *Page) pickTab(_ app.Context, tab string) { p.openTab(tab) }
func (p *Page) openLogs(app.Context, app.Event)   { p.openTab(course.Logs) }
func (p *Page) openShare(app.Context, app.Event)  { p.openTab(course.Share) }
func (p *Page) openDeploy(app.Context, app.Event) { p.openTab(course.Deploy) }

func (p *Page) openDataTab(app.Context, app.Event) { p.openTab(course.Data) }

// openData leads from the sheet in which an order is ended to what there is to be taken away before.
func (p *Page) openData(ctx app.Context) {
	p.openTab(course.Data)
	part.Focus(ctx, "#deck-panel")
}

// openEnd shows the sheet in which the order is ended.
func (p *Page) openEnd(app.Context, app.Event) { p.end.Open(p.course()) }

// larger opens the sheet in which the order's size is changed, for who may do that; nil: the viewer may not.
func (p *Page) larger(g course.Course) func(app.Context) {
	o, chain := g.View.Order, p.info.Data.Chain
	if o.State != order.Active || g.Over() || p.session.Data.Address != o.User {
		return nil
	}
	return func(app.Context) {
		p.openTab(course.Overview)
		p.replace.Open(p.T, p.feed.run, chain, o)
	}
}

// renderTabs is the bar of tabs, and what the open one has.
func (p *Page) renderTabs(g course.Course) app.UI {
	names := g.Tabs()
	open := g.Tab(p.tab)
	return app.Div().Class("deck").Body(
		&deck{T: p.T, Name: "deck", Label: text.TabsLabel, Tabs: names, Open: open, OnPick: p.pickTab},
		app.Div().ID("deck-panel").Class("deck-panel").Role("tabpanel").Aria("labelledby", "deck-"+open).DataSet("tab", open).Body(p.renderTab(g, open)),
	)
}

// renderTab is what a tab has. All but the first two need a token for the node's gateway, and something that was deployed.
func (p *Page) renderTab(g course.Course, open string) app.UI {
	t, deployed := p.T, p.feed.deployed
	panel := func(body ...app.UI) app.UI {
		return app.Section().Class("panel").Body(append([]app.UI{app.H2().Text(t.Say(text.Tabs[open]))}, body...)...)
	}
	switch {
	case open == course.Overview:
		return p.renderOverview(g)
	case open == course.Deploy:
		return &deploy.Tab{About: p.about(g)}
	case open == course.Settings:
		return p.renderSettings(g)
	case !g.Token:
		row := []app.UI{p.renderEnter(text.TabAuthorise)}
		if p.err != nil {
			row = append([]app.UI{part.Trouble(t, p.err)}, row...)
		}
		return panel(app.P().Text(p.feed.site().Asks(t)), app.Div().Class("stack-tight").Body(app.Div().Class("row").Body(row...)))
	case deployed.Status == state.Failed:
		return panel(part.Trouble(t, deployed.Err, p.renderEnter(text.ServiceSignAgain)))
	case g.Deployment.Order != 0 && g.Deployment.Revision == 0 && open != course.Activity && open != course.Doors:
		return part.Empty(t.Say(text.NothingRuns), t.Say(text.NothingRunsDo),
			&part.Button{Label: t.Say(text.Tabs[course.Deploy]), Test: "go-deploy", OnClick: p.openDeploy})
	}
	id, d := p.feed.id, g.Deployment
	switch open {
	case course.Logs:
		return &logs.Panel{T: t, Gateway: p.feed.gateway, Heard: p.feed.heard, Order: id, Services: g.Services(), Over: g.Over()}
	case course.Activity:
		return app.Div().Class("stack").DataSet("test", "activity").Body(
			&usage.Panel{T: t, Gateway: p.feed.gateway, Heard: p.feed.heard, Order: id, TrafficMiB: d.TrafficMiB, Local: !d.Shell, Over: g.Over()},
			&activity.Panel{T: t, Gateway: p.feed.gateway, Heard: p.feed.heard, Order: id, Last: d.LastEvent},
		)
	case course.Shell:
		return &shell.Panel{T: t, Gateway: p.feed.gateway, Heard: p.feed.heard, Order: id, Services: g.Services(), Can: d.Shell}
	case course.Doors:
		return p.renderAccess(g)
	case course.Data:
		return &data.Panel{T: t, Desk: &p.data, Run: p.feed.run, Gateway: p.feed.gateway, Heard: p.feed.heard, Order: id, Over: g.Over(),
			OnOrder: p.larger(g), OnFile: func(app.Context) { p.openTab(course.Deploy) },
			Enter: func(ctx app.Context, v wire.OrderView) (api.Gateway, error) {
				return site.Site{Said: v.NodeURL, Order: v.Order, Old: v.Replaces, Told: p.feed.told}.Enter(ctx)
			}}
	case course.Domains:
		return &domains.Panel{T: t, Desk: &p.hosts, Run: p.feed.run, Gateway: p.feed.gateway, Heard: p.feed.heard, Order: id, Services: d.Services,
			Opening: p.act.Opening(), Said: func() app.UI { return p.act.Said(t, p.doing == course.Access, p.enter) }, OnOpen: func(service, at string) { p.act.Open(t, p.feed.run, p.feed.site(), service, at) }}
	}
	return nil
}
