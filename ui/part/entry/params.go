package entry

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// Value is what the user has said of a setting; not set: nothing.
type Value func(wire.Param) (v string, set bool)

// ParamFields are the settings of a service. Where some are secrets, Make and Shown have to be there.
type ParamFields struct {
	T     text.T
	Value Value
	Set   func(p wire.Param, v string)
	Make  func(wire.Param) // makes up a secret
	Shown *string          // the secret that can be read, by its key
}

// Render shows them.
func (f ParamFields) Render(all []wire.Param) app.UI {
	t := f.T
	var fields []app.UI
	for _, p := range all {
		v, touched := f.Value(p)
		if !touched {
			v = p.Default
		}
		wrong := ""
		if touched {
			wrong = paramError(t, p, v)
		}
		if p.Secret {
			fields = append(fields, f.secret(p, v, wrong))
			continue
		}
		in := &part.Field{
			ID: "param-" + p.Key, Label: t.Pick(p.Name), Value: v, Required: p.Required, Max: p.Max, Test: "param-" + p.Key, Error: wrong,
		}
		if p.Fill != nil {
			in.Help = t.Say(text.ParamFilled)
		}
		change := func(_ app.Context, s string) { f.Set(p, s) }
		if len(p.Options) == 0 {
			in.OnInput = change
		} else {
			in.OnChange = change
			if p.Default == "" {
				in.Options = append(in.Options, part.Option{Label: t.Say(text.DeployChoose)})
			}
			for _, o := range p.Options {
				in.Options = append(in.Options, part.Option{Value: o, Label: o})
			}
		}
		fields = append(fields, in)
	}
	return app.Div().Class("fields").Body(fields...)
}

// paramError is what is wrong with a setting; "": nothing.
func paramError(t text.T, p wire.Param, v string) string {
	switch {
	case p.Required && v == "":
		return t.Say(text.ParamNeeded)
	case p.Max > 0 && len(v) > p.Max:
		return t.Say(text.ParamLong, p.Max)
	case p.Generate != nil && v != "" && !plain(v):
		return t.Say(text.ParamPlain)
	}
	return ""
}

// plain reports whether a secret can stand anywhere, in addresses too: it has letters, digits and -._~ only (RFC 3986, 2.3).
func plain(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '.', c == '_', c == '~':
		default:
			return false
		}
	}
	return true
}

// Values are a service's settings as its variables get them; not ok: some are not as they have to be.
func Values(tpl wire.Template, value Value) (values map[string]string, ok bool) {
	values = map[string]string{}
	for _, p := range tpl.Params {
		v, set := value(p)
		if !set {
			v = p.Default
		}
		if paramError(text.T{}, p, v) != "" || len(p.Options) > 0 && v != "" && !slices.Contains(p.Options, v) {
			return nil, false
		}
		values[p.Key] = v
	}
	return values, true
}

// Early is a template with the settings alone that can be said before there is an order.
func Early(tpl wire.Template) wire.Template {
	tpl.Params = slices.DeleteFunc(slices.Clone(tpl.Params), func(p wire.Param) bool { return p.Secret || p.Fill != nil })
	return tpl
}

// HasSecrets reports whether some setting of a service is one.
func HasSecrets(tpl wire.Template) bool {
	return slices.ContainsFunc(tpl.Params, func(p wire.Param) bool { return p.Secret })
}

// Find is the service of the catalogue that has an id; not ok: there is none.
func Find(all []wire.TemplateBrief, id string) (wire.TemplateBrief, bool) {
	i := slices.IndexFunc(all, func(t wire.TemplateBrief) bool { return t.ID == id })
	if i < 0 || id == "" {
		return wire.TemplateBrief{}, false
	}
	return all[i], true
}
