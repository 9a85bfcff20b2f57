package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Explore is a page.
type Explore struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *Explore) Render() app.UI { return app.Div().Body(app.H1().Text(p.T.Say(text.TitleExplore))) }
