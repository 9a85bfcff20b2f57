package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Tickbox is something that is wanted or not.
type Tickbox struct {
	app.Compo

	Label    string
	Note     string // smaller, below
	On       bool
	Disabled bool // cannot be chosen now: say why in the note
	Test     string
	OnTick   func(ctx app.Context, on bool)
}

func (c *Tickbox) change(ctx app.Context, _ app.Event) {
	on := ctx.JSSrc().Get("checked").Bool()
	if c.OnTick != nil {
		c.OnTick(ctx, on)
	}
}

// Render implements app.Composer.
func (c *Tickbox) Render() app.UI {
	in := app.Input().Type("checkbox").OnChange(c.change)
	// In the browser the property must follow; in a prerendered page checked="false" would check it.
	if app.IsClient || c.On {
		in = in.Checked(c.On)
	}
	if c.Disabled {
		in = in.Disabled(true)
	}
	if c.Test != "" {
		in = in.DataSet("test", c.Test)
	}
	words := []app.UI{app.Span().Class("tickbox-label").Text(c.Label)}
	if c.Note != "" {
		words = append(words, app.Span().Class("choice-note").Text(c.Note))
	}
	return app.Label().Class("tickbox").Body(in, app.Span().Class("tickbox-words").Body(words...))
}
