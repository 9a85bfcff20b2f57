package page

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// renderVersions is the form for the next version, and the versions that there were.
func (p *Order) renderVersions(g progress) app.UI {
	return app.Div().Class("stack").Body(p.renderDeploy(g))
}
