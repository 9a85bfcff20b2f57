package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// More is a page.
type More struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *More) Render() app.UI { return app.Div().Body(app.H1().Text(p.T.Say(text.TitleMore))) }
