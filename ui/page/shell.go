package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Shell is the frame around a page: navigation, banners and what floats over it.
type Shell struct {
	app.Compo

	Route string // name of the route shown

	start text.Lang
	lang  text.Lang
}

// NewShell makes the shell around a route's page, in a language to start with.
func NewShell(route string, l text.Lang) *Shell { return &Shell{Route: route, start: l} }

// OnInit implements app.Initializer.
func (s *Shell) OnInit() { s.lang = s.start }

// OnNav implements app.Navigator.
func (s *Shell) OnNav(ctx app.Context) {
	ctx.Page().SetTitle("%s", text.In(s.lang).Say(s.route().Title))
}

func (s *Shell) route() Route {
	routes := Routes()
	for _, r := range routes {
		if r.Name == s.Route {
			return r
		}
	}
	return routes[len(routes)-1]
}

// Render implements app.Composer.
func (s *Shell) Render() app.UI {
	t := text.In(s.lang)
	return app.Div().Class("shell").DataSet("page", s.Route).Body(
		app.Main().ID("main").Body(s.route().New(t)),
	)
}
