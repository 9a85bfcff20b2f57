package deploy

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/part/shelf"
	"berth/ui/state"
	"berth/ui/text"
)

// template is the service of the catalogue that is to run, once all of it is known.
func (f *Form) template() (wire.Template, bool) {
	s := f.Service
	return s.Data, s.Status == state.Ready && s.ID != "" && s.ID == f.Desk.plan.Template
}

// renderTemplate is a service of the catalogue with its settings, and why it cannot be deployed as it is.
func (f *Form) renderTemplate() (body []app.UI, hint string) {
	t := f.T
	brief, ok := entry.Find(f.Templates.Data, f.Desk.plan.Template)
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
		body = append(body, app.P().Body(app.Strong().Text(t.Pick(brief.Name)), app.Text(" · "), app.Span().Class("muted").Text(t.Pick(brief.Summary))))
	}
	if !ok {
		return body, hint
	}
	tpl, loaded := f.template()
	switch {
	case f.Service.Status == state.Failed:
		return append(body, part.Trouble(t, f.Service.Err)), t.Say(text.DeployNoCatalogue)
	case !loaded:
		return append(body, part.Wait(t.Say(text.RentLoading))), t.Say(text.RentLoading)
	}
	if f.lacks(tpl) {
		body = append(body, app.Div().Role("status").DataSet("test", "deploy-no-image").Body(
			part.Note(part.Waiting, t.Say(text.ShelfNotHere), app.P().Class("small").Text(t.Say(text.ShelfNotHereDo)))))
	}
	if len(tpl.Params) > 0 {
		body = append(body, entry.ParamFields{T: t, Value: f.value, Set: f.setParam, Make: f.makeUp, Shown: &f.Desk.shown}.Render(tpl.Params))
		if _, fine := entry.Values(tpl, f.value); !fine && hint == "" {
			hint = t.Say(text.RentFixFirst)
		}
	}
	if entry.HasSecrets(tpl) {
		words := text.SecretsNew
		if f.Course.Deployment.Revision > 0 {
			words = text.SecretsOld
		}
		body = append(body, app.P().Class("small muted").Text(t.Say(words)))
	}
	return append(body, shelf.First(t, tpl)), hint
}

// lacks reports whether the order's node cannot run a service: it has only images of its own.
func (f *Form) lacks(tpl wire.Template) bool {
	c := f.Node.Data.Card
	return c != nil && !shelf.Runs(c.Images, tpl.Images)
}

// value is what a setting has; not set: the user has not said.
func (f *Form) value(p wire.Param) (v string, set bool) {
	switch {
	case p.Secret:
		v, set = f.Desk.secrets.Of(f.Desk.plan.Template)[p.Key]
		return v, set
	case p.Fill != nil:
		if v, set = f.Desk.plan.Params[p.Key]; set {
			return v, true
		}
		v = f.address(p.Fill.Service)
		if p.Fill.As == "host" {
			_, v, _ = strings.Cut(v, "://")
		}
		return v, v != ""
	}
	v, set = f.Desk.plan.Params[p.Key]
	return v, set
}

// address is where a service is opened, or will be.
func (f *Form) address(service string) string {
	for _, s := range f.Course.Deployment.Services {
		if s.Name == service && s.URL != "" {
			return s.URL
		}
	}
	c := f.Node.Data.Card
	if c == nil || c.Domain == "" {
		return ""
	}
	scheme := "https://"
	if c.Plain {
		scheme = "http://"
	}
	return scheme + service + "-" + f.Desk.id.String() + "." + c.Domain
}

func (f *Form) pickTemplate(_ app.Context, v string) {
	f.Desk.plan = state.Plan{Template: v}
	f.Desk.plan.Keep(f.Desk.id)
	f.OnTemplate()
	f.recheck()
}

func (f *Form) setParam(p wire.Param, value string) {
	if p.Secret {
		f.Desk.secrets.Set(f.Desk.id, f.Desk.plan.Template, p.Key, value)
		f.recheck()
		return
	}
	if f.Desk.plan.Params == nil {
		f.Desk.plan.Params = map[string]string{}
	}
	f.Desk.plan.Params[p.Key] = value
	f.Desk.plan.Keep(f.Desk.id)
	f.recheck()
}

func (f *Form) makeUp(p wire.Param) {
	f.makeOne(p.Key)
	f.recheck()
}
