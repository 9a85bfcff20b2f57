package entry

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// ParamFields are the settings of a service.
func ParamFields(t text.T, tpl wire.Template, values map[string]string, set func(key, value string)) app.UI {
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

// Params are a service's settings as the process gets them.
func Params(tpl wire.Template, values map[string]string) (env map[string]string, ok bool) {
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

// Find is the service of the catalogue that has an id; not ok: there is none.
func Find(all []wire.Template, id string) (wire.Template, bool) {
	i := slices.IndexFunc(all, func(t wire.Template) bool { return t.ID == id })
	if i < 0 || id == "" {
		return wire.Template{}, false
	}
	return all[i], true
}
