package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/api"
)

// What there is to watch of a deployment. Each is only asked for while this tab has a token for the node's gateway
// (p.site().known()).

// gateway is the order's, with this tab's token; not ok: it has none any more.
func (p *Order) gateway() (api.Gateway, bool) { return p.site().known() }

// heardGateway reads an error of the gateway. The page shows how to get a new token where this tab's has ended.
func (p *Order) heardGateway(err error) error {
	out := p.site().heard(err)
	if out != err {
		p.ctx.Dispatch(nil)
	}
	return out
}

// serviceNames are the services of what is deployed.
func (g progress) serviceNames() (names []string) {
	for _, s := range g.deployment.Services {
		names = append(names, s.Name)
	}
	return names
}

// renderLogs is what an order's services write; of an order that is over what is still kept.
func (p *Order) renderLogs(g progress) app.UI {
	return &Logs{T: p.T, Gateway: p.gateway, Heard: p.heardGateway, Order: p.id, Services: g.serviceNames(), Over: g.over()}
}

// renderActivity is what happened to an order's deployment, and what it used.
func (p *Order) renderActivity(g progress) app.UI {
	d := g.deployment
	return app.Div().Class("stack").DataSet("test", "activity").Body(
		&UsePanel{T: p.T, Gateway: p.gateway, Heard: p.heardGateway, Order: p.id, TrafficMiB: d.TrafficMiB, Local: !d.Shell, Over: g.over()},
		&Activity{T: p.T, Gateway: p.gateway, Heard: p.heardGateway, Order: p.id, Last: d.LastEvent},
	)
}

// renderShell is a shell in one of an order's services.
func (p *Order) renderShell(g progress) app.UI {
	return &Terminal{T: p.T, Gateway: p.gateway, Heard: p.heardGateway, Order: p.id, Services: g.serviceNames(), Can: g.deployment.Shell}
}
