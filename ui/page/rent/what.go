package rent

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/shelf"
	"berth/ui/state"
	"berth/ui/text"
)

// what is the first step: the user's own file or image, a service of the catalogue, or just resources.
type what struct {
	app.Compo

	T         text.T
	Templates state.Of[[]wire.TemplateBrief]
	Draft     *draft
	Own       *own // the user's own file
	Image     *string
	Node      eth.Address
	Run       life.Run
	OnPick    func(ctx app.Context, id string) // a service; "": just resources
	OnOwn     func(ctx app.Context)            // what is brought
	OnSize    func(resource.Resources)         // is told what the file needs
}

// Render implements app.Composer.
func (c *what) Render() app.UI {
	t := c.T
	return app.Section().Class("stack").Body(
		part.Heading(t.Say(text.RentWhich)),
		&fileStep{T: t, Own: c.Own, Image: c.Image, Node: c.Node, Run: c.Run, OnSize: c.OnSize, OnGo: c.OnOwn},
		app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.RentJust), Test: "template-none", OnClick: c.pickNone}, app.Span().Class("small muted").Text(t.Say(text.RentJustNote)),
		),
		app.H3().Text(t.Say(text.RentShelf)),
		&shelf.Shelf{T: t, All: c.Templates, OnPick: c.OnPick},
	)
}

func (c *what) pickNone(ctx app.Context, _ app.Event) { c.OnPick(ctx, "") }

// composed is a Compose file for one image; port 0: it serves nothing.
func composed(image string) string {
	// In single quotes, in which YAML has one sign alone to be doubled.
	return "services:\n  app:\n    image: '" + strings.ReplaceAll(strings.TrimSpace(image), "'", "''") + "'\n"
}

// imageName reports whether a text can be an image's name.
func imageName(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && len(s) <= 400 && !strings.ContainsAny(s, " \t\r\n'\"") && strings.ToLower(s[:1]) == s[:1]
}
