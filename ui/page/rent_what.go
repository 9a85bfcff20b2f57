package page

import (
	"errors"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// renderWhat is the first step: a service of the catalogue with a bundle, or just resources.
func (p *Rent) renderWhat() app.UI {
	t := p.T
	switch {
	case p.templates.Status == state.Failed:
		return failure(t, p.templates.Err, &part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(ctx app.Context, _ app.Event) {
			state.Templates.Load(ctx, api.Templates)
		}})
	case p.templates.Status != state.Ready:
		return app.Div().Class("stack").Body(waiting(t.Say(text.RentLoading)), part.SkeletonCards(3))
	}
	var services []part.Option
	for _, s := range p.templates.Data {
		services = append(services, part.Option{Value: s.ID, Label: t.Pick(s.Name), Note: t.Pick(s.Summary), Test: "template-" + s.ID})
	}
	services = append(services, part.Option{Value: custom, Label: t.Say(text.RentJust), Note: t.Say(text.RentJustNote), Test: "template-none"})
	chosen := ""
	if p.draft.Chosen {
		if chosen = p.draft.Template; chosen == "" {
			chosen = custom
		}
	}
	body := []app.UI{
		&part.Choice{Name: "rent-template", Legend: t.Say(text.RentWhich), Options: services, Value: chosen, OnPick: func(_ app.Context, v string) {
			if v == custom {
				v = ""
			}
			p.setTemplate(v)
			p.save()
		}},
	}
	if p.draft.Chosen {
		body = append(body, p.renderSize()...)
		if tpl, ok := p.template(); ok && len(tpl.Params) > 0 {
			body = append(body, app.Details().Class("details").Body(
				app.Summary().DataSet("test", "rent-params").Text(t.Say(text.RentParams)),
				paramFields(t, tpl, p.draft.Params, p.setParam),
			))
		}
	}
	hint := p.whatHint()
	return app.Form().Class("stack flow-narrow").Attr("novalidate", true).OnSubmit(p.submitWhat).Body(append(body, action(hint,
		&part.Button{Kind: part.Primary, Submit: true, Wide: true, Disabled: hint != "", Label: t.Say(text.RentToPrice), Test: "rent-to-price"},
	))...)
}

// whatHint is why the way on is closed.
func (p *Rent) whatHint() string {
	switch {
	case !p.draft.Chosen:
		return p.T.Say(text.RentChooseFirst)
	case p.draft.Resources.Validate() != nil:
		return p.T.Say(text.RentFixFirst)
	}
	return ""
}

func (p *Rent) submitWhat(ctx app.Context, e app.Event) {
	e.PreventDefault()
	if p.whatHint() == "" {
		p.goTo(ctx, stepPrice)
	}
}

func (p *Rent) renderSize() []app.UI {
	t := p.T
	tpl, ok := p.template()
	var body []app.UI
	if ok && len(tpl.Bundles) > 0 {
		var sizes []part.Option
		for _, b := range tpl.Bundles {
			sizes = append(sizes, part.Option{Value: b.Size, Label: b.Size + " · " + t.Pick(b.For), Note: t.Resources(b.Resources)})
		}
		sizes = append(sizes, part.Option{Value: custom, Label: t.Say(text.RentOwnSize), Note: t.Say(text.RentOwnSizeNote)})
		body = append(body, &part.Choice{Name: "rent-size", Legend: t.Say(text.RentSize), Options: sizes, Value: p.draft.Size, Test: "size", OnPick: func(_ app.Context, v string) {
			for _, b := range tpl.Bundles {
				if b.Size == v {
					p.draft.take(b)
					p.wants = wantsOf(b.Resources)
				}
			}
			p.draft.Size = v
			p.draft.Picked = false
			p.save()
		}})
	}
	if p.draft.Size != custom {
		return body
	}
	return append(body, sizeFields(t, "rent-", &p.wants, p.readWants))
}

// sizeFields are the fields in which resources are entered by hand; changed hears of each change.
func sizeFields(t text.T, prefix string, w *wants, changed func()) app.UI {
	read, bad := w.read()
	wrong := func(d resource.Dimension) string {
		if bad[d] {
			return t.Say(text.RentBad[d])
		}
		var f *resource.FieldError
		if errors.As(read.Validate(), &f) && f.Field == string(d) {
			return t.Say(text.RentBad[d])
		}
		return ""
	}
	field := func(d resource.Dimension, v *string, unit, help, mode string) app.UI {
		return &part.Field{
			ID: prefix + string(d), Label: t.Dimension(d), Value: *v, Unit: unit, Help: help, Mode: mode, Error: wrong(d), Max: 24, Test: "want-" + string(d),
			OnInput: func(_ app.Context, s string) {
				*v = s
				changed()
			},
		}
	}
	fields := []app.UI{
		field(resource.CPU, &w.CPU, t.Say(text.RentCores), "", "decimal"),
		field(resource.Memory, &w.Memory, "", t.Say(text.RentSizeHelp), ""),
		field(resource.Disk, &w.Disk, "", "", ""),
		field(resource.Traffic, &w.Traffic, "", t.Say(text.RentTrafficHelp), ""),
		field(resource.GPU, &w.GPU, "", "", "numeric"),
	}
	if read.GPU > 0 {
		fields = append(fields, field(resource.GPUModel, &w.Model, "", t.Say(text.RentModelHelp), ""))
	}
	return app.Div().Class("fields").Body(fields...)
}

// readWants takes over what is written. What cannot be read leaves resources that cannot be asked for, so that the way
// on stays closed.
func (p *Rent) readWants() {
	r, bad := p.wants.read()
	if len(bad) > 0 {
		r = resource.Resources{}
	}
	p.draft.Resources, p.draft.Picked = r, false
	p.save()
}

func (p *Rent) setParam(key, value string) {
	if p.draft.Params == nil {
		p.draft.Params = map[string]string{}
	}
	p.draft.Params[key] = value
	p.save()
}

// paramFields are the settings of a service.
func paramFields(t text.T, tpl wire.Template, values map[string]string, set func(key, value string)) app.UI {
	var fields []app.UI
	for _, prm := range tpl.Params {
		v, touched := values[prm.Key]
		if !touched {
			v = prm.Default
		}
		f := &part.Field{
			ID: "param-" + prm.Key, Label: t.Pick(prm.Name), Value: v, Required: prm.Required, Max: prm.Max, Test: "param-" + prm.Key,
			OnInput: func(_ app.Context, s string) { set(prm.Key, s) },
		}
		if touched {
			f.Error = paramError(t, prm, v)
		}
		fields = append(fields, f)
	}
	return app.Div().Class("fields").Body(fields...)
}

// paramError is what is wrong with a setting; "": nothing.
func paramError(t text.T, prm wire.Param, v string) string {
	switch {
	case prm.Required && v == "":
		return t.Say(text.ParamNeeded)
	case prm.Max > 0 && len(v) > prm.Max:
		return t.Say(text.ParamLong, prm.Max)
	}
	return ""
}

// paramsOf are a service's settings as the process gets them.
func paramsOf(tpl wire.Template, values map[string]string) (env map[string]string, ok bool) {
	env = map[string]string{}
	for _, prm := range tpl.Params {
		v, touched := values[prm.Key]
		if !touched {
			v = prm.Default
		}
		if paramError(text.T{}, prm, v) != "" {
			return nil, false
		}
		if v != "" {
			env[prm.Key] = v
		}
	}
	return env, true
}

// action is a page's one way on, which stays in reach on a phone, with why it is closed where it is.
func action(hint string, buttons ...app.UI) app.UI {
	body := buttons
	if hint != "" {
		body = append([]app.UI{app.P().Class("small muted").DataSet("test", "hint").Text(hint)}, buttons...)
	}
	return app.Div().Class("act act-stack").Body(body...)
}
