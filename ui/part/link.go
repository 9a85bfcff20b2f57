package part

import (
	"encoding/base64"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/outside"
	"berth/ui/qr"
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

// AppLink is a link into a wallet's app, see outside.Place.App. It stays in the tab: what takes it is not the browser.
func AppLink(to string) app.HTMLA {
	u, ok := js.Here().App(to)
	if !ok {
		return app.A()
	}
	return app.A().Href(u.String()).Rel("noopener noreferrer")
}

// qrSize is how large a code is shown, in pixels.
const qrSize = 208

// QR is an address as a picture for phones, with words below; nil: it is too long for one.
func QR(url, words string) app.UI {
	code, err := qr.Encode(url)
	if err != nil {
		return nil
	}
	picture := Picture("data:image/svg+xml;base64,"+base64.StdEncoding.EncodeToString([]byte(code.SVG())), qrSize)
	if picture == nil {
		return nil
	}
	return app.Div().Class("qr").DataSet("test", "qr-code").Body(picture, app.P().Class("small muted").Text(words))
}

// Picture is an image that somebody else has given, such as a wallet's sign; nil: it is none that may be shown. It says
// nothing to who cannot see it.
func Picture(image string, size int) app.UI {
	u, ok := outside.Image(image)
	if !ok {
		return nil
	}
	return app.Img().Src(u.String()).Alt("").Role("presentation").Width(size).Height(size).Aria("hidden", "true")
}
