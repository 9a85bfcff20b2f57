// Package help is the page that answers what people ask first, and says what the words mean.
package help

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Page is the same for everybody.
type Page struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	var questions, words []app.UI
	for _, x := range text.Questions {
		questions = append(questions, app.Section().Class("stack-tight").ID(x.ID).Body(app.H3().Text(t.Say(x.What)), app.P().Text(t.Say(x.Answer))))
	}
	for _, x := range text.Glossary {
		words = append(words, app.Dt().ID(x.ID).Text(t.Say(x.What)), app.Dd().Text(t.Say(x.Answer)))
	}
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.Help)), app.P().Class("lead").Text(t.Say(text.HelpLead))),
		app.Div().Class("columns").Body(
			app.Section().Class("panel").Body(append([]app.UI{app.H2().Text(t.Say(text.HelpMore))}, questions...)...),
			app.Section().Class("panel").Body(app.H2().Text(t.Say(text.HelpWords)), app.Dl().Class("glossary").Body(words...)),
		),
	)
}
