package overview

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// certification is what the platform has found out about the node, and what of it is not right.
func (p *Page) certification() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminFoundTitle))}
	return app.Section().Class("panel stack-tight").DataSet("test", "admin-certification").Body(append(body, p.found.Show(t, text.AdminAsking, func(c wire.AdminCertification) []app.UI {
		switch {
		case c.Platform == "":
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminFoundNobody))}
		case c.Found == nil:
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminFoundNone, c.Platform))}
		}
		return part.Certification(t, *c.Found, part.Link(c.Page).Class("apart").DataSet("test", "admin-certification-page").Text(t.Say(text.AdminFoundPage)))
	})...)...)
}
