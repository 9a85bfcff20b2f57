package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Orders is a page.
type Orders struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *Orders) Render() app.UI { return app.Div().Body(app.H1().Text(p.T.Say(text.TitleOrders))) }
