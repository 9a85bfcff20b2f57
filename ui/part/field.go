package part

import (
	"unicode/utf8"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Field is a labelled input of one line. Its error text is tied to it, so that it is read out with the label.
type Field struct {
	app.Compo

	ID          string // of the input; needed
	Label       string
	HideLabel   bool // only for screen readers
	Value       string
	Type        string // text, password, search, url; default text
	Mode        string // inputmode: decimal, numeric
	Unit        string // shown behind the value
	Help        string
	Error       string
	Placeholder string
	Options     []Option // a menu to choose from in place of free text
	List        []string // suggestions for free text
	Required    bool
	ReadOnly    bool
	Max         int // length
	Test        string
	OnInput     func(ctx app.Context, value string) // on each change
	OnChange    func(ctx app.Context, value string) // when it is left, or Enter

	last string
}

// Option is one of several to choose from.
type Option struct {
	Value, Label string
	Note         string // smaller, below
	Test         string
	Disabled     bool
}

// OnMount implements app.Mounter.
func (f *Field) OnMount(app.Context) { f.last = f.Value }

// OnUpdate implements app.Updater. go-app does not empty an input whose Value became "", nor does it choose anew in a menu: this does.
func (f *Field) OnUpdate(ctx app.Context) {
	if f.Value != f.last && (f.Value == "" || len(f.Options) > 0) {
		ctx.Defer(func(app.Context) {
			in := app.Window().GetElementByID(f.ID)
			switch {
			case !in.Truthy():
			case len(f.Options) > 0 && f.Value == "":
				in.Set("value", none)
			case len(f.Options) > 0 || f.Value == "":
				in.Set("value", f.Value)
			}
		})
	}
	f.last = f.Value
}

func (f *Field) input(ctx app.Context, _ app.Event) {
	v := ctx.JSSrc().Get("value").String()
	f.last = v
	if f.OnInput != nil {
		f.OnInput(ctx, v)
	}
}

func (f *Field) change(ctx app.Context, _ app.Event) {
	v := ctx.JSSrc().Get("value").String()
	f.last = v
	if f.OnChange != nil {
		f.OnChange(ctx, v)
	}
}

// Render implements app.Composer.
func (f *Field) Render() app.UI {
	label := app.Label().Class("field-label").For(f.ID).Text(f.Label)
	if f.HideLabel {
		label = label.Class("sr")
	}
	class := "field"
	if f.Error != "" {
		class += " field-bad"
	}
	described := ""
	body := []app.UI{label, app.Div().Class("field-box").Body(f.control(), unit(f.Unit))}
	if f.Help != "" {
		described = f.ID + "-help"
		body = append(body, app.P().Class("field-help").ID(described).Text(f.Help))
	}
	// The place of the error is always there, so that screen readers hear it come.
	err := app.P().Class("field-error").ID(f.ID+"-error").Aria("live", "polite")
	if f.Error != "" {
		err = err.Body(Icon(GlyphWarn), app.Span().Text(f.Error))
	}
	if len(f.List) > 0 {
		var opts []app.UI
		for _, v := range f.List {
			opts = append(opts, app.Option().Attr("value", v))
		}
		body = append(body, app.DataList().ID(f.ID+"-list").Body(opts...))
	}
	return app.Div().Class(class).Body(append(body, err)...)
}

func (f *Field) control() app.UI {
	described := f.ID + "-error"
	if f.Help != "" {
		described = f.ID + "-help " + described
	}
	invalid := "false"
	if f.Error != "" {
		invalid = "true"
	}
	if len(f.Options) > 0 {
		var opts []app.UI
		for _, o := range f.Options {
			opt := app.Option().Attr("value", o.Value).Text(o.Label)
			if o.Value == "" {
				// go-app drops an empty value, and the label would then be it.
				opt = opt.Attr("value", none)
			}
			if o.Value == f.Value {
				opt = opt.Attr("selected", true)
			}
			opts = append(opts, opt)
		}
		sel := app.Select().Class("input").ID(f.ID).Aria("describedby", described).Aria("invalid", invalid).Body(opts...).OnChange(f.pick)
		if f.Test != "" {
			sel = sel.DataSet("test", f.Test)
		}
		return sel
	}
	typ := f.Type
	if typ == "" {
		typ = "text"
	}
	in := app.Input().Class("input").ID(f.ID).Type(typ).Value(f.Value).AutoComplete(false).Spellcheck(false).
		Aria("describedby", described).Aria("invalid", invalid).OnInput(f.input).OnChange(f.change)
	if f.Mode != "" {
		in = in.Attr("inputmode", f.Mode).Class("num")
	}
	if f.Placeholder != "" {
		in = in.Placeholder(f.Placeholder)
	}
	if f.Required {
		in = in.Aria("required", "true")
	}
	if f.ReadOnly {
		in = in.ReadOnly(true)
	}
	if f.Max > 0 {
		in = in.MaxLength(f.Max)
	}
	if len(f.List) > 0 {
		in = in.List(f.ID + "-list")
	}
	if f.Test != "" {
		in = in.DataSet("test", f.Test)
	}
	return in
}

// none stands for the empty value of a menu.
const none = "*"

func (f *Field) pick(ctx app.Context, _ app.Event) {
	v := ctx.JSSrc().Get("value").String()
	if v == none {
		v = ""
	}
	f.last = v
	if f.OnInput != nil {
		f.OnInput(ctx, v)
	}
	if f.OnChange != nil {
		f.OnChange(ctx, v)
	}
}

func unit(s string) app.UI {
	if s == "" {
		return nil
	}
	return app.Span().Class("field-unit").Aria("hidden", "true").Text(s)
}

// Choice is a choice of one among a few that are all shown: a row of segments, or cards where an option has a longer
// note.
type Choice struct {
	app.Compo

	Name    string // of the group; needed, unique on the page
	Legend  string
	Hide    bool // the legend is only for screen readers
	Options []Option
	Value   string
	Test    string // of the group; an option's is Test-Value unless it has its own
	OnPick  func(ctx app.Context, value string)
}

func (c *Choice) pick(ctx app.Context, _ app.Event) {
	v := ctx.JSSrc().Get("value").String()
	if v == none {
		v = ""
	}
	if c.OnPick != nil {
		c.OnPick(ctx, v)
	}
}

// Render implements app.Composer.
func (c *Choice) Render() app.UI {
	class, legend := "choice", "field-label"
	for _, o := range c.Options {
		switch {
		case utf8.RuneCountInString(o.Note) > 12:
			class = "choice choice-list"
		case o.Note != "" && class == "choice":
			class = "choice choice-cards"
		}
	}
	if c.Hide {
		legend = "sr"
	}
	var opts []app.UI
	for _, o := range c.Options {
		value, test := o.Value, o.Test
		if value == "" {
			value = none
		}
		if test == "" && c.Test != "" {
			test = c.Test + "-" + value
		}
		in := app.Input().Type("radio").Name(c.Name).Value(value).OnChange(c.pick)
		// In the browser the property must follow; in a prerendered page checked="false" would check it.
		if app.IsClient || o.Value == c.Value {
			in = in.Checked(o.Value == c.Value)
		}
		if o.Disabled {
			in = in.Disabled(true)
		}
		if test != "" {
			in = in.DataSet("test", test)
		}
		inside := []app.UI{app.Span().Class("choice-label").Text(o.Label)}
		if o.Note != "" {
			inside = append(inside, app.Span().Class("choice-note").Text(o.Note))
		}
		opts = append(opts, app.Label().Class("choice-option").Body(in, app.Span().Class("choice-face").Body(inside...)))
	}
	set := app.FieldSet().Class(class).Body(app.Legend().Class(legend).Text(c.Legend), app.Div().Class("choice-row").Body(opts...))
	if c.Test != "" {
		set = set.DataSet("test", c.Test)
	}
	return set
}
