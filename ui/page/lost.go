package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Lost is a page.
type Lost struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *Lost) Render() app.UI { return app.Div().Body(app.H1().Text(p.T.Say(text.TitleLost))) }
