package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// What there is to watch of a deployment. Each is only asked for while this tab has a token for the node's gateway
// (p.site().known()).

// renderLogs is what an order's services write; of an order that is over what is still kept.
func (p *Order) renderLogs(g progress) app.UI {
	return app.Section().Class("panel").DataSet("test", "logs").Body(app.H2().Text(p.T.Say(text.Tabs[tabLogs])))
}

// renderActivity is what happened to an order's deployment, and what it used.
func (p *Order) renderActivity(g progress) app.UI {
	return app.Section().Class("panel").DataSet("test", "activity").Body(app.H2().Text(p.T.Say(text.Tabs[tabActivity])))
}

// renderShell is a shell in one of an order's services.
func (p *Order) renderShell(g progress) app.UI {
	return app.Section().Class("panel").DataSet("test", "shell").Body(app.H2().Text(p.T.Say(text.Tabs[tabShell])))
}
