// Package lost is the page that is shown where there is none.
package lost

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/text"
)

// Page is shown where there is no page.
type Page struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.LostTitle)), app.P().Class("lead").Text(t.Say(text.LostText))),
		app.Div().Body(&part.Button{Label: t.Say(text.LostBack), Kind: part.Primary, Href: "/explore", Test: "lost-back"}),
	)
}
