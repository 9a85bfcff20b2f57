package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Kind is how much a button weighs.
type Kind string

// The kinds. A page has one primary action.
const (
	Plain   Kind = "plain"
	Primary Kind = "primary"
	Danger  Kind = "danger" // ends or costs something that cannot be had back
	Quiet   Kind = "quiet"  // only text
)

// Button is an action, or a link that looks like one where Href is set.
type Button struct {
	app.Compo

	Label    string
	Kind     Kind // default Plain
	Glyph    Glyph
	Busy     bool   // shows that it is under way and ignores clicks; Label then says what is happening
	Disabled bool   // cannot be used now: say why beside it
	Hidden   string // label for screen readers where Label is empty and only Glyph is shown
	Wide     bool   // as wide as its place
	Submit   bool   // sends its form: the form's OnSubmit acts
	Href     string
	Pressed  string // "true" or "false" for a toggle
	Controls string // id of what it opens, with Expanded "true" or "false"
	Expanded string
	Test     string
	Key      string // data-key, for an OnClick that a list's buttons share
	OnClick  app.EventHandler
}

func (b *Button) click(ctx app.Context, e app.Event) {
	if b.Busy || b.Disabled {
		e.PreventDefault()
		return
	}
	if b.OnClick != nil {
		b.OnClick(ctx, e)
	}
}

// Render implements app.Composer.
func (b *Button) Render() app.UI {
	kind := b.Kind
	if kind == "" {
		kind = Plain
	}
	class := "btn btn-" + string(kind)
	if b.Wide {
		class += " btn-wide"
	}
	if b.Label == "" {
		class += " btn-icon"
	}
	var inside []app.UI
	switch {
	case b.Busy:
		inside = append(inside, app.Span().Class("spin").Aria("hidden", "true"))
	case b.Glyph != "":
		inside = append(inside, Icon(b.Glyph))
	}
	if b.Label != "" {
		inside = append(inside, app.Span().Class("btn-label").Text(b.Label))
	}
	if b.Href != "" && !b.Disabled {
		a := Link(b.Href).Class(class).Body(inside...)
		if b.Hidden != "" {
			a = a.Aria("label", b.Hidden)
		}
		if b.Test != "" {
			a = a.DataSet("test", b.Test)
		}
		return a.OnClick(b.click)
	}
	el := app.Button().Class(class).Type("button").Body(inside...)
	if b.Submit {
		el = el.Type("submit")
	}
	if b.Busy {
		el = el.Aria("busy", "true").Aria("disabled", "true")
	}
	// Not the disabled attribute: a control that has the focus must not lose it, and its reason must be reachable.
	if b.Disabled {
		el = el.Aria("disabled", "true")
	}
	if b.Hidden != "" {
		el = el.Aria("label", b.Hidden)
	}
	if b.Pressed != "" {
		el = el.Aria("pressed", b.Pressed)
	}
	if b.Expanded != "" {
		el = el.Aria("expanded", b.Expanded).Aria("controls", b.Controls)
	}
	if b.Test != "" {
		el = el.DataSet("test", b.Test)
	}
	if b.Key != "" {
		el = el.DataSet("key", b.Key)
	}
	return el.OnClick(b.click)
}
