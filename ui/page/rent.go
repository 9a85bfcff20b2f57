package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Rent is a page.
type Rent struct {
	app.Compo

	T text.T
}

// NewRent makes the page.
func NewRent(t text.T) *Rent { return &Rent{T: t} }

// Render implements app.Composer.
func (p *Rent) Render() app.UI { return app.Div().Body(app.H1().Text(p.T.Say(text.TitleRent))) }
