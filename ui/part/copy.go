package part

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/text"
)

// copiedFor is how long a button says that it has copied.
const copiedFor = 2 * time.Second

// Copy is a button that copies a text, and says so.
type Copy struct {
	app.Compo

	T     text.T
	Value string
	Label string // empty: only the sign is shown, and What is read out
	What  string // what is copied, in words
	Kind  Kind   // default Plain
	Wide  bool
	Test  string

	copied bool
}

func (c *Copy) copy(ctx app.Context, _ app.Event) {
	v := c.Value
	ctx.Async(func() {
		limited, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		if err := js.Copy(limited, v); err != nil {
			Say(ctx, Bad, c.T.Say(text.CopyFailed))
			return
		}
		ctx.Dispatch(func(ctx app.Context) {
			c.copied = true
			ctx.After(copiedFor, func(app.Context) { c.copied = false })
		})
	})
}

// Render implements app.Composer.
func (c *Copy) Render() app.UI {
	b := &Button{Kind: c.Kind, Glyph: GlyphCopy, Label: c.Label, Wide: c.Wide, Test: c.Test, OnClick: c.copy}
	if c.Label == "" {
		b.Hidden = c.T.Say(text.CopyWhat, c.What)
	}
	said := ""
	if c.copied {
		b.Glyph, said = GlyphCheck, c.T.Say(text.Copied)
		if c.Label != "" {
			b.Label = said
		}
	}
	class := "copy"
	if c.Wide {
		class += " copy-wide"
	}
	return app.Span().Class(class).Body(b, app.Span().Class("sr").Role("status").Text(said))
}

// Taken is a text that is to be taken elsewhere, such as an address or a command, under its name and with a button that
// copies it.
func Taken(t text.T, name, value, test string) app.UI {
	return app.Div().Class("taken").Body(
		app.P().Class("field-label").Text(name),
		app.Div().Class("taken-box").Body(
			app.Code().Class("mono small break").DataSet("test", test).Text(value),
			&Copy{T: t, Value: value, What: name, Kind: Quiet, Test: test + "-copy"},
		),
	)
}
