package frame

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Run is the program of a site in a browser: it tells go-app all routes and runs until the page is left. Pages start in the
// language that the boot script settled on before anything was shown; the shell changes it where the viewer chooses another.
func Run(s Site) {
	l := text.Parse(app.Window().Get("document").Get("documentElement").Get("lang").String())
	for _, r := range s.Routes {
		app.RouteWithRegexp(r.Pattern, func() app.Composer { return New(s, r.Name, l) })
	}
	app.RunWhenOnBrowser()
}
