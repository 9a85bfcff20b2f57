package share

import (
	"encoding/base64"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/qr"
	"berth/ui/text"
)

// qrSize is how large a code is shown, in pixels.
const qrSize = 208

// renderQR is an address as a picture for phones; nil: it is too long for one.
func renderQR(t text.T, url string) app.UI {
	code, err := qr.Encode(url)
	if err != nil {
		return nil
	}
	picture := part.Picture("data:image/svg+xml;base64,"+base64.StdEncoding.EncodeToString([]byte(code.SVG())), qrSize)
	if picture == nil {
		return nil
	}
	return app.Div().Class("qr").DataSet("test", "qr-code").Body(picture, app.P().Class("small muted").Text(t.Say(text.ShareQRWords)))
}
