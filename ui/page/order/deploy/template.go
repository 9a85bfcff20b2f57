package deploy

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/state"
	"berth/ui/text"
)

// renderTemplate is a service of the catalogue with its settings, and why it cannot be deployed as it is.
func (f *Form) renderTemplate() (body []app.UI, hint string) {
	t := f.T
	tpl, ok := entry.Find(f.Templates.Data, f.Desk.plan.Template)
	switch {
	case f.Templates.Status == state.Failed:
		body = append(body, part.Trouble(t, f.Templates.Err))
		hint = t.Say(text.DeployNoCatalogue)
	case f.Templates.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.RentLoading)))
		hint = t.Say(text.RentLoading)
	case !ok || f.Course.View.Template == "" || f.Course.Deployment.Revision > 0:
		var options []part.Option
		if !ok {
			options = append(options, part.Option{Label: t.Say(text.DeployChoose)})
			hint = t.Say(text.DeployChoose)
		}
		for _, x := range f.Templates.Data {
			options = append(options, part.Option{Value: x.ID, Label: t.Pick(x.Name)})
		}
		body = append(body, &part.Field{
			ID: "deploy-template", Label: t.Say(text.DeployWhich), Value: f.Desk.plan.Template, Options: options, Test: "deploy-template", OnChange: f.pickTemplate,
		})
	default:
		body = append(body, app.P().Body(app.Strong().Text(t.Pick(tpl.Name)), app.Text(" · "), app.Span().Class("muted").Text(t.Pick(tpl.Summary))))
	}
	if ok && len(tpl.Params) > 0 {
		body = append(body, entry.ParamFields(t, tpl, f.Desk.plan.Params, f.setParam))
		if _, fine := entry.Params(tpl, f.Desk.plan.Params); !fine && hint == "" {
			hint = t.Say(text.RentFixFirst)
		}
	}
	return body, hint
}

func (f *Form) pickTemplate(_ app.Context, v string) {
	f.Desk.plan = state.Plan{Template: v}
	f.Desk.plan.Keep(f.Desk.id)
	f.recheck()
}

func (f *Form) setParam(key, value string) {
	if f.Desk.plan.Params == nil {
		f.Desk.plan.Params = map[string]string{}
	}
	f.Desk.plan.Params[key] = value
	f.Desk.plan.Keep(f.Desk.id)
	f.recheck()
}
