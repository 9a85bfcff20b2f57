package rent

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/part/shelf"
	"berth/ui/state"
	"berth/ui/text"
)

// sized is the part of the second step that says what was chosen, how large it is, and what it needs beside.
type sized struct {
	app.Compo

	T         text.T
	Chain     wire.Chain
	Advice    *advice
	Templates state.Of[[]wire.TemplateBrief]
	Service   *entry.Service // Draft.Template
	Draft     *draft
	Size      *entry.Size
	Own       *own // the user's own file
	Run       life.Run
	OnOther   app.EventHandler // another one is to be chosen
	OnRetry   func()           // the service is to be loaded again
	OnChange  func()           // it is another size now
	OnSave    func()
}

// template is the service that was chosen, once all of it is known.
func (c *sized) template() (wire.Template, bool) {
	return c.Service.Data, c.Service.Status == state.Ready && c.Service.ID == c.Draft.Template
}

// Render implements app.Composer.
func (c *sized) Render() app.UI {
	t := c.T
	body := []app.UI{c.renderChosen()}
	if c.Draft.Template == "" && c.Own.file.Text() == "" {
		c.Advice.needSizes(c.Run)
		body = append(body, c.renderSizes())
	}
	body = append(body, c.renderSize()...)
	if c.Draft.Template == "" || c.Draft.need() != "" { // else the catalogue knows that nothing is needed
		body = append(body, part.NeedField(t, "rent-needs", c.Draft.Rooted, c.Draft.need(), c.setNeed))
	}
	if tpl, ok := c.template(); ok {
		if early := entry.Early(tpl); len(early.Params) > 0 {
			body = append(body, app.Details().Class("details").Body(
				app.Summary().DataSet("test", "rent-params").Text(t.Say(text.RentParams)),
				entry.ParamFields{T: t, Value: c.value, Set: c.setParam}.Render(early.Params),
			))
		}
	}
	return app.Div().Class("stack").Body(body...)
}

// renderChosen is what was chosen to run.
func (c *sized) renderChosen() app.UI {
	t := c.T
	change := &part.Button{Label: t.Say(text.RentAnother), Test: "template-change", OnClick: c.OnOther}
	panel := app.Section().Class("panel").DataSet("test", "rent-chosen")
	if c.Draft.Template == "" {
		title, note := t.Say(text.RentJust), t.Say(text.RentJustNote)
		if c.Own.file.Text() != "" {
			title, note = c.Own.title(t), t.Say(text.RentOwnNote)
		}
		return panel.Body(app.Div().Class("spread").Body(
			app.Div().Class("stack-tight").Body(app.H3().Class("break").Text(title), app.P().Class("small muted").Text(note)), change,
		))
	}
	b, ok := entry.Find(c.Templates.Data, c.Draft.Template)
	if tpl, loaded := c.template(); loaded {
		b, ok = tpl.TemplateBrief, true
	}
	if !ok {
		b = wire.TemplateBrief{ID: c.Draft.Template, Name: map[string]string{"en": c.Draft.Template}, Nodes: 1}
	}
	body := []app.UI{app.Div().Class("spread").Body(
		app.Div().Class("row shelf-head").Body(
			shelf.Sign(t, b), app.Div().Class("stack-tight").Body(
				app.H3().Text(t.Pick(b.Name)), app.P().Class("small muted").Text(t.Pick(b.Summary)),
				app.P().Class("small").Body(part.Link("/catalogue/"+b.ID).Class("apart").DataSet("test", "template-more").Text(t.Say(text.RentDetail))),
			),
		), change,
	)}
	if b.Nodes == 0 && (ok || c.Templates.Status == state.Ready) {
		body = append(body, app.Div().DataSet("test", "rent-nowhere").Body(part.Note(part.Waiting, t.Say(text.ShelfNowhere), app.P().Class("small").Text(t.Say(text.ShelfAwayText)))))
	}
	return panel.DataSet("template", b.ID).Body(body...)
}

// unsized is why what is chosen cannot be priced yet; "": it can.
func (p *Page) unsized() string {
	d, t := &p.draft, p.T
	switch {
	case d.Template != "" && p.service.Status == state.Loading:
		return t.Say(text.RentLoading)
	case d.Template != "" && p.service.Status == state.Ready && p.service.ID == d.Template && p.service.Data.Nodes == 0:
		return t.Say(text.RentNowhere)
	case d.Size == entry.Custom && p.size.Bare():
		return t.Say(text.RentBareFirst)
	case d.Resources.Validate() != nil:
		return t.Say(text.RentFixFirst)
	}
	return ""
}

func (c *sized) renderSize() []app.UI {
	t := c.T
	tpl, ok := c.template()
	var body []app.UI
	switch {
	case c.Draft.Template != "" && c.Service.Status == state.Failed:
		body = append(body, part.Broke(t, c.Service.Err, &part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(app.Context, app.Event) {
			c.Service.Again()
			c.OnRetry()
		}}))
	case c.Draft.Template != "" && !ok:
		body = append(body, part.Wait(t.Say(text.RentLoading)))
	}
	if ok && len(tpl.Bundles) > 0 {
		var sizes []part.Option
		for _, b := range tpl.Bundles {
			sizes = append(sizes, part.Option{Value: b.Size, Label: b.Size + " · " + t.Pick(b.For), Note: t.Resources(b.Resources)})
		}
		sizes = append(sizes, part.Option{Value: entry.Custom, Label: t.Say(text.RentOwnSize), Note: t.Say(text.RentOwnSizeNote)})
		body = append(body, &part.Choice{
			Name: "rent-size", Legend: t.Say(text.RentSize), Options: sizes, Value: c.Draft.Size, Test: "size",
			OnPick: func(_ app.Context, v string) {
				c.Draft.Size = v
				for _, b := range tpl.Bundles {
					if b.Size == v {
						c.Draft.Size, c.Draft.Resources = b.Size, b.Resources
						*c.Size = entry.SizeOf(b.Resources)
					}
				}
				c.changed()
			},
		})
	}
	if c.Draft.Size != entry.Custom {
		return body
	}
	fields := entry.SizeFields(t, "rent-", c.Size, c.Advice.most, c.readSize)
	switch {
	case c.Draft.Template != "" || c.Draft.Figures || c.Own.file.Text() == "" && c.preset() == "" && c.Advice.sizes.Status != state.Loading && !c.Draft.Resources.IsZero():
		return append(body, fields)
	case c.Own.file.Text() == "":
		return body
	}
	return append(body, app.Details().Class("more").Body(
		app.Summary().DataSet("test", "own-size").Body(app.Text(t.Say(text.RentOwnFigures)), app.Span().Class("summary-note small muted").Text(t.Resources(c.Draft.Resources))), fields,
	))
}

// preset is the one of the presets that the size is; empty: none.
func (c *sized) preset() string {
	for _, x := range c.Advice.sizes.Data.Choices {
		if x.Resources == c.Draft.Resources {
			return x.Size
		}
	}
	return ""
}

// changed takes the rate back that was set for another size.
func (c *sized) changed() {
	c.Draft.Picked = false
	c.OnSave()
	c.OnChange()
}

// readSize takes over what is written. What cannot be read leaves resources that cannot be asked for, so that the way
// on stays closed.
func (c *sized) readSize() {
	r, bad := c.Size.Read()
	if len(bad) > 0 {
		r = resource.Resources{}
	}
	c.Draft.Resources = r
	c.changed()
}

func (c *sized) value(p wire.Param) (v string, set bool) {
	v, set = c.Draft.Params[p.Key]
	return v, set
}

func (c *sized) setNeed(_ app.Context, n order.Need) {
	c.Draft.Needs = n
	c.changed()
}

func (c *sized) setParam(p wire.Param, value string) {
	if c.Draft.Params == nil {
		c.Draft.Params = map[string]string{}
	}
	c.Draft.Params[p.Key] = value
	c.OnSave()
}
