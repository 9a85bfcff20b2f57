package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Order is a page.
type Order struct {
	app.Compo

	T text.T
}

// NewOrder makes the page.
func NewOrder(t text.T) *Order { return &Order{T: t} }

// Render implements app.Composer.
func (p *Order) Render() app.UI { return app.Div().Body(app.H1().Text(p.T.Say(text.TitleOrder))) }
