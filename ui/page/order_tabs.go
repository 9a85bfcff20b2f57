package page

import (
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// The tabs of an order, as in ?tab= of its address.
const (
	tabOverview = "overview" // not in the address
	tabDeploy   = "deploy"
	tabLogs     = "logs"
	tabActivity = "activity"
	tabShell    = "shell"
)

var orderTabs = []string{tabOverview, tabDeploy, tabLogs, tabActivity, tabShell}

// keptAtMost is for how long after its end an order's node is asked whether it still has the data.
const keptAtMost = 7 * 24 * time.Hour

// tabs are what can be looked at of an order now; nil: there is nothing but the overview.
func (g progress) tabs() []string {
	switch {
	case g.view.ActivatedAt.IsZero() || g.view.State == order.Replaced:
		return nil
	case g.over() && g.token && !g.grace(), g.over() && !g.token && g.now.Sub(firstTime(g.view.EndedAt, g.view.EndsAt())) > keptAtMost:
		return nil
	case g.over():
		return []string{tabOverview, tabLogs, tabActivity}
	case g.deployment.Shell:
		return orderTabs
	}
	return orderTabs[:len(orderTabs)-1]
}

// tab is the one of them that is shown, where another was asked for that is not there.
func (g progress) tab(asked string) string {
	if slices.Contains(g.tabs(), asked) {
		return asked
	}
	return tabOverview
}

// grace tells whether an order that is over still has its data.
func (g progress) grace() bool { return g.deployment.GraceUntil.After(g.now) }

// openTab shows a tab, and keeps it in the address for a reload.
func (p *Order) openTab(tab string) {
	p.tab = tab
	u := *p.ctx.Page().URL()
	q := u.Query()
	q.Set("tab", tab)
	if tab == tabOverview {
		q.Del("tab")
	}
	u.RawQuery = q.Encode()
	p.ctx.Page().ReplaceURL(&u)
	p.recheck()
	p.readVersions()
}

func (p *Order) pickTab(_ app.Context, tab string) { p.openTab(tab) }

// renderTabs is the bar of tabs, and what the open one has.
func (p *Order) renderTabs(g progress, overview func() app.UI) app.UI {
	t, names := p.T, g.tabs()
	if len(names) == 0 {
		return overview()
	}
	open := g.tab(p.tab)
	var body app.UI
	switch {
	case open == tabOverview:
		body = overview()
	case open == tabDeploy:
		body = p.renderVersions(g)
	case !g.token:
		body = app.Section().Class("panel").Body(app.H2().Text(t.Say(text.Tabs[open])), app.P().Text(t.Say(text.TabNeedsAccess)), p.renderEntering())
	case p.deployed.Status == state.Failed:
		body = app.Section().Class("panel").Body(app.H2().Text(t.Say(text.Tabs[open])), trouble(t, p.deployed.Err, p.authorise(text.ServiceSignAgain)))
	case g.deployment.Order != 0 && g.deployment.Revision == 0 && open != tabActivity:
		body = part.Empty(t.Say(text.NothingRuns), t.Say(text.NothingRunsDo), &part.Button{Label: t.Say(text.Tabs[tabDeploy]), Test: "go-deploy", OnClick: p.openDeploy})
	case open == tabLogs:
		body = p.renderLogs(g)
	case open == tabActivity:
		body = p.renderActivity(g)
	case open == tabShell:
		body = p.renderShell(g)
	}
	return app.Div().Class("deck").Body(
		&deckTabs{T: t, Tabs: names, Open: open, OnPick: p.pickTab},
		app.Div().ID("deck-panel").Class("deck-panel").Role("tabpanel").Aria("labelledby", "deck-"+open).DataSet("tab", open).Body(body),
	)
}

// renderEntering is the button that gets a token, with what came of it.
func (p *Order) renderEntering() app.UI {
	body := []app.UI{p.authorise(text.TabAuthorise)}
	if p.deployOf != nil {
		body = append([]app.UI{trouble(p.T, p.deployOf)}, body...)
	}
	return app.Div().Class("stack-tight").Body(app.Div().Class("row").Body(body...))
}

// deckTabs is a row of tabs after the ARIA pattern: one of them takes the focus, the arrows go round.
type deckTabs struct {
	app.Compo

	T      text.T
	Tabs   []string
	Open   string
	OnPick func(ctx app.Context, tab string)
}

// OnMount implements app.Mounter.
func (d *deckTabs) OnMount(ctx app.Context) { d.reveal(ctx) }

// reveal scrolls the row, never the page, to the open tab.
func (d *deckTabs) reveal(ctx app.Context) {
	ctx.Defer(func(app.Context) {
		tab := app.Window().GetElementByID("deck-" + d.Open)
		if !tab.Truthy() {
			return
		}
		row := tab.Get("parentElement")
		left, width := tab.Get("offsetLeft").Int()-row.Get("offsetLeft").Int(), tab.Get("offsetWidth").Int()
		row.Set("scrollLeft", left-(row.Get("clientWidth").Int()-width)/2)
	})
}

func (d *deckTabs) click(ctx app.Context, _ app.Event) {
	d.pick(ctx, ctx.JSSrc().Get("dataset").Get("tab").String())
}

func (d *deckTabs) pick(ctx app.Context, tab string) {
	if d.OnPick != nil {
		d.OnPick(ctx, tab)
	}
	d.Open = tab
	d.reveal(ctx)
}

func (d *deckTabs) key(ctx app.Context, e app.Event) {
	next := turn(e.Get("key").String(), slices.Index(d.Tabs, d.Open), len(d.Tabs))
	if next < 0 {
		return
	}
	e.PreventDefault()
	d.pick(ctx, d.Tabs[next])
	if tab := app.Window().GetElementByID("deck-" + d.Tabs[next]); tab.Truthy() {
		tab.Call("focus", map[string]any{"preventScroll": true})
	}
}

// turn is the tab that a key goes to from the i-th of n; -1: it is no such key.
func turn(key string, i, n int) int {
	switch key {
	case "ArrowRight":
		return (i + 1) % n
	case "ArrowLeft":
		return (i + n - 1) % n
	case "Home":
		return 0
	case "End":
		return n - 1
	}
	return -1
}

// Render implements app.Composer.
func (d *deckTabs) Render() app.UI {
	var tabs []app.UI
	for _, name := range d.Tabs {
		selected, index := "false", -1
		if name == d.Open {
			selected, index = "true", 0
		}
		tabs = append(tabs, app.Button().Type("button").Class("deck-tab").ID("deck-"+name).Role("tab").Aria("selected", selected).Aria("controls", "deck-panel").
			TabIndex(index).DataSet("tab", name).DataSet("test", "tab-"+name).Text(d.T.Say(text.Tabs[name])).OnClick(d.click))
	}
	return app.Div().Class("deck-tabs").Role("tablist").Aria("label", d.T.Say(text.TabsLabel)).OnKeyDown(d.key).Body(tabs...)
}

// renderGrace tells how long the data of an order that is over is kept, and what can still be done.
func (p *Order) renderGrace(g progress) app.UI {
	t := p.T
	if !g.grace() || time.Until(g.deployment.GraceUntil) <= 0 || g.view.State == order.Active {
		return nil
	}
	return part.Note(part.Waiting, t.Say(text.GraceTitle),
		app.P().Body(app.Text(t.Say(text.GraceText)+" "), part.Countdown(t, g.deployment.GraceUntil, 0, "grace-left")),
		app.P().Class("small").Text(t.Say(text.GraceDo)),
		app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.GraceLogs), Test: "grace-logs", OnClick: p.openLogs},
		),
	)
}

func (p *Order) openLogs(app.Context, app.Event)   { p.openTab(tabLogs) }
func (p *Order) openDeploy(app.Context, app.Event) { p.openTab(tabDeploy) }
