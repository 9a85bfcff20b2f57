// Package catalogue has the page of the services that can be deployed: their list, and what is to be known of each.
package catalogue

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/shelf"
	"berth/ui/state"
	"berth/ui/text"
)

// Page is the list of services.
type Page struct {
	app.Compo

	T text.T

	all state.Of[[]wire.TemplateBrief]
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	state.Templates.Observe(ctx, &p.all)
	state.LoadTemplates(ctx)
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return app.Div().Class("page").DataSet("test", "catalogue").Body(
		app.Header().Class("page-head").Body(
			part.Link("/explore").Class("crumb").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.ExploreTitle))),
			app.H1().Text(t.Say(text.ShelfTitle)), app.P().Class("lead").Text(t.Say(text.ShelfLead)),
		),
		&shelf.Shelf{T: t, All: p.all},
	)
}
