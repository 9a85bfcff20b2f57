// Package named is what an order is called, the same on each page: by its user's own words, else by the service that it was
// rented for, and by its number.
package named

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Order is an order's name.
func Order(t text.T, catalogue []wire.TemplateBrief, v wire.OrderView) string {
	return name(t, state.LabelOf(v), catalogue, v)
}

func name(t text.T, l state.Label, catalogue []wire.TemplateBrief, v wire.OrderView) string {
	if l.Name != "" {
		return t.Say(text.OrderWith, l.Name, v.ID)
	}
	for _, tpl := range catalogue {
		if tpl.ID == v.Template {
			return t.Say(text.OrderWith, t.Pick(tpl.Name), v.ID)
		}
	}
	return t.Say(text.OrderNo, v.ID)
}

// Tags are an order's tags; nil: it has none.
func Tags(v wire.OrderView) app.UI {
	var tags []app.UI
	for _, tag := range state.LabelOf(v).Tags {
		tags = append(tags, app.Span().Class("tag").DataSet("test", "order-tag").Text(tag))
	}
	if len(tags) == 0 {
		return nil
	}
	return app.Span().Class("tags").Body(tags...)
}

// Fits reports whether an order is one that is searched for: each word of the search is in its name, its tags, its node's name or its region.
func Fits(t text.T, catalogue []wire.TemplateBrief, v wire.OrderView, search string) bool {
	return fits(t, state.LabelOf(v), catalogue, v, search)
}

func fits(t text.T, l state.Label, catalogue []wire.TemplateBrief, v wire.OrderView, search string) bool {
	in := strings.ToLower(strings.Join(append([]string{name(t, l, catalogue, v), v.NodeName, v.Region, v.Template, v.Node.String()}, l.Tags...), "\n"))
	for word := range strings.FieldsSeq(strings.ToLower(search)) {
		if !strings.Contains(in, word) {
			return false
		}
	}
	return true
}

// Entry is what is entered in an Editor. The page keeps it.
type Entry struct {
	begun      bool
	name, tags string
	saved      bool
}

// Editor is the panel in which an order's user names it.
type Editor struct {
	app.Compo

	T     text.T
	Entry *Entry
	Order wire.OrderView
}

func (c *Editor) begin() {
	if !c.Entry.begun {
		l := state.LabelOf(c.Order)
		*c.Entry = Entry{begun: true, name: l.Name, tags: strings.Join(l.Tags, ", ")}
	}
}

func (c *Editor) save(_ app.Context, e app.Event) {
	e.PreventDefault()
	tags := state.ReadTags(c.Entry.tags)
	state.Label{Name: c.Entry.name, Tags: tags}.Keep(c.Order.ID)
	c.Entry.tags, c.Entry.saved = strings.Join(tags, ", "), true
}

// Render implements app.Composer.
func (c *Editor) Render() app.UI {
	c.begin()
	t, e := c.T, c.Entry
	said := app.P().Class("small").Role("status").DataSet("test", "label-saved")
	if e.saved {
		said = said.Text(t.Say(text.LabelSaved))
	}
	return app.Section().Class("panel").DataSet("test", "label").Body(
		app.H2().Text(t.Say(text.SettingsName)), app.P().Class("muted").Text(t.Say(text.SettingsNameText)),
		app.Form().Class("stack").OnSubmit(c.save).Body(
			&part.Field{ID: "label-name", Label: t.Say(text.LabelField), Value: e.name, Max: state.LabelName, Test: "label-name", OnInput: func(_ app.Context, v string) { e.name, e.saved = v, false }},
			&part.Field{ID: "label-tags", Label: t.Say(text.LabelTags), Value: e.tags, Max: state.LabelTags * (state.LabelTag + 2), Test: "label-tags", OnInput: func(_ app.Context, v string) { e.tags, e.saved = v, false }},
			app.Div().Class("row").Body(&part.Button{Label: t.Say(text.LabelSave), Submit: true, Test: "label-save"}, said),
		),
	)
}
