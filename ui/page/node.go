package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Node is a page.
type Node struct {
	app.Compo

	T text.T
}

// Render implements app.Composer.
func (p *Node) Render() app.UI { return app.Div().Body(app.H1().Text(p.T.Say(text.TitleNode))) }
