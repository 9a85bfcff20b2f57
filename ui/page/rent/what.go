package rent

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/state"
	"berth/ui/text"
)

// what is the first step: a service of the catalogue with a bundle, or just resources.
type what struct {
	app.Compo

	T          text.T
	Templates  state.Of[[]wire.Template]
	Draft      *draft
	Size       *entry.Size
	OnTemplate func(id string)
	OnSave     func()
	OnStep     func(ctx app.Context, step string)
}

func (c *what) template() (wire.Template, bool) {
	return entry.Find(c.Templates.Data, c.Draft.Template)
}

// Render implements app.Composer.
func (c *what) Render() app.UI {
	t := c.T
	switch {
	case c.Templates.Status == state.Failed:
		return part.Broke(t, c.Templates.Err, &part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(ctx app.Context, _ app.Event) {
			state.Templates.Load(ctx, api.Templates)
		}})
	case c.Templates.Status != state.Ready:
		return app.Div().Class("stack").Body(part.Wait(t.Say(text.RentLoading)), part.SkeletonCards(3))
	}
	var services []part.Option
	for _, s := range c.Templates.Data {
		services = append(services, part.Option{Value: s.ID, Label: t.Pick(s.Name), Note: t.Pick(s.Summary), Test: "template-" + s.ID})
	}
	services = append(services, part.Option{Value: entry.Custom, Label: t.Say(text.RentJust), Note: t.Say(text.RentJustNote), Test: "template-none"})
	chosen := ""
	if c.Draft.Chosen {
		if chosen = c.Draft.Template; chosen == "" {
			chosen = entry.Custom
		}
	}
	body := []app.UI{
		&part.Choice{Name: "rent-template", Legend: t.Say(text.RentWhich), Options: services, Value: chosen, OnPick: func(_ app.Context, v string) {
			if v == entry.Custom {
				v = ""
			}
			c.OnTemplate(v)
			c.OnSave()
		}},
	}
	if c.Draft.Chosen {
		body = append(body, c.renderSize()...)
		if tpl, ok := c.template(); ok && len(tpl.Params) > 0 {
			body = append(body, app.Details().Class("details").Body(
				app.Summary().DataSet("test", "rent-params").Text(t.Say(text.RentParams)),
				entry.ParamFields(t, tpl, c.Draft.Params, c.setParam),
			))
		}
	}
	hint := c.closed()
	return app.Form().Class("stack flow-narrow").Attr("novalidate", true).OnSubmit(c.submit).Body(append(body, part.WayOn(hint,
		&part.Button{Kind: part.Primary, Submit: true, Wide: true, Disabled: hint != "", Label: t.Say(text.RentToPrice), Test: "rent-to-price"},
	))...)
}

// closed is why the way on is closed.
func (c *what) closed() string {
	switch {
	case !c.Draft.Chosen:
		return c.T.Say(text.RentChooseFirst)
	case c.Draft.Resources.Validate() != nil:
		return c.T.Say(text.RentFixFirst)
	}
	return ""
}

func (c *what) submit(ctx app.Context, e app.Event) {
	e.PreventDefault()
	if c.closed() == "" {
		c.OnStep(ctx, stepPrice)
	}
}

func (c *what) renderSize() []app.UI {
	t := c.T
	tpl, ok := c.template()
	var body []app.UI
	if ok && len(tpl.Bundles) > 0 {
		var sizes []part.Option
		for _, b := range tpl.Bundles {
			sizes = append(sizes, part.Option{Value: b.Size, Label: b.Size + " · " + t.Pick(b.For), Note: t.Resources(b.Resources)})
		}
		sizes = append(sizes, part.Option{Value: entry.Custom, Label: t.Say(text.RentOwnSize), Note: t.Say(text.RentOwnSizeNote)})
		body = append(body, &part.Choice{
			Name: "rent-size", Legend: t.Say(text.RentSize), Options: sizes, Value: c.Draft.Size, Test: "size",
			OnPick: func(_ app.Context, v string) {
				for _, b := range tpl.Bundles {
					if b.Size == v {
						c.Draft.take(b)
						*c.Size = entry.SizeOf(b.Resources)
					}
				}
				c.Draft.Size = v
				c.Draft.Picked = false
				c.OnSave()
			},
		})
	}
	if c.Draft.Size != entry.Custom {
		return body
	}
	return append(body, entry.SizeFields(t, "rent-", c.Size, c.readSize))
}

// readSize takes over what is written. What cannot be read leaves resources that cannot be asked for, so that the way
// on stays closed.
func (c *what) readSize() {
	r, bad := c.Size.Read()
	if len(bad) > 0 {
		r = resource.Resources{}
	}
	c.Draft.Resources, c.Draft.Picked = r, false
	c.OnSave()
}

func (c *what) setParam(key, value string) {
	if c.Draft.Params == nil {
		c.Draft.Params = map[string]string{}
	}
	c.Draft.Params[key] = value
	c.OnSave()
}
