package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/text"
)

// Lost is shown where there is no page.
type Lost struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *Lost) Render() app.UI {
	t := p.T
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.LostTitle)), app.P().Class("lead").Text(t.Say(text.LostText))),
		app.Div().Body(&part.Button{Label: t.Say(text.LostBack), Kind: part.Primary, Href: "/", Test: "lost-back"}),
	)
}
