package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/outside"
)

// Link is an <a> that leads to a path of this site or to another site; all links of the app are made here. An address that
// may not be followed, see outside.Place.Link, makes one that leads nowhere. Another site is shown in a tab of its own, and
// is not told of this page.
func Link(to string) app.HTMLA {
	u, ok := js.Here().Link(to)
	if !ok {
		return app.A()
	}
	a := app.A().Href(u.String())
	if u.Foreign() {
		a = a.Target("_blank").Rel("noopener noreferrer")
	}
	return a
}

// Picture is an image that somebody else has given, such as a wallet's sign; nil: it is none that may be shown. It says
// nothing to who cannot see it.
func Picture(image string, size int) app.UI {
	u, ok := outside.Image(image)
	if !ok {
		return nil
	}
	return app.Img().Src(u.String()).Alt("").Width(size).Height(size).Aria("hidden", "true")
}
