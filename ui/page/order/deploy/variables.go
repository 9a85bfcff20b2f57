package deploy

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/bundle"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/pack"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/text"
)

// envID is the id of the field for a .env file's text.
const envID = "deploy-env"

// renderVariables are the file's variables, as the node has found them, with the fields for their values.
func (f *Form) renderVariables() app.UI {
	t, w, all := f.T, &f.Desk.form, f.Desk.check.answer.Variables
	a := w.Along[w.Format]
	var fields []app.UI
	for i, v := range all {
		if i == bundle.MaxValues {
			break
		}
		fields = append(fields, f.renderVariable(v, a.Values[v.Name]))
	}
	env := a.Files[pack.Env].Text
	if len(fields) == 0 && env == "" {
		return nil
	}
	var body []app.UI
	if len(fields) > 0 {
		body = append(body, app.H3().Text(t.Say(text.ValuesTitle)), app.P().Class("small muted").Text(t.Say(text.ValuesWords)), app.Div().Class("values").Body(fields...))
	}
	if w.Format == formatCompose {
		label := t.Say(text.ValuesEnv)
		body = append(body, app.Details().Class("details").DataSet("test", "env").Body(
			app.Summary().Text(label),
			app.Div().Class("field").Body(
				app.Label().Class("sr").For(envID).Text(label),
				&codeArea{ID: envID, Label: label, Described: "env-help", Value: env, Test: "deploy-env", OnInput: f.writeEnv, OnFile: f.takeEnv},
				app.P().Class("field-help").ID("env-help").Text(t.Say(text.ValuesEnvHelp)),
			),
		))
	}
	return app.Section().Class("values-all stack-tight").DataSet("test", "deploy-values").Body(body...)
}

// renderVariable is one variable's field. A secret one is not shown as it is typed.
func (f *Form) renderVariable(v wire.ManifestVariable, value string) app.UI {
	t, name := f.T, v.Name
	field := &part.Field{
		ID: "value-" + name, Label: name, Value: value, Required: v.Required, Placeholder: v.Default, Max: bundle.MaxValueBytes, Test: "value-" + name,
		OnInput: func(_ app.Context, s string) { f.setValue(name, s) },
	}
	var help []string
	switch {
	case v.Required:
		field.Label = name + " *"
		help = append(help, t.Say(text.ValueNeeded))
	case v.Given && value == "":
		help = append(help, t.Say(text.ValueGiven))
	case v.Default != "":
		help = append(help, t.Say(text.ValueDefault))
	}
	if v.Says != "" {
		help = append(help, v.Says)
	}
	field.Help = strings.Join(help, " ")
	how := v.Generate
	if how == "" && v.Secret {
		how = "password 24"
	}
	if v.Secret && f.Desk.shown != name {
		field.Type = "password"
	}
	var buttons []app.UI
	if how != "" {
		buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.ShareMake), Hidden: t.Say(text.ValueMake, name), Test: "make-" + name, OnClick: func(app.Context, app.Event) {
			if s, ok := f.generate(how); ok {
				f.setValue(name, s)
			}
		}})
	}
	if v.Secret && value != "" {
		words := text.ShareShow
		if f.Desk.shown == name {
			words = text.ShareHide
		}
		buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(words), Hidden: t.Say(words) + " " + name, Test: "show-" + name, OnClick: func(app.Context, app.Event) {
			if f.Desk.shown == name {
				name = ""
			}
			f.Desk.shown = name
		}})
	}
	if len(buttons) == 0 {
		return field
	}
	return app.Div().Class("stack-tight").Body(field, app.Div().Class("row").Body(buttons...))
}

func (f *Form) setValue(name, value string) {
	f.Desk.form.With(func(a *along) {
		if a.Values == nil {
			a.Values = map[string]string{}
		}
		if a.Values[name] = value; value == "" {
			delete(a.Values, name)
		}
	})
	f.changed()
}

func (f *Form) writeEnv(_ app.Context, s string) {
	f.Desk.form.With(func(a *along) {
		if a.Files == nil {
			a.Files = map[string]bundle.File{}
		}
		if a.Files[pack.Env] = bundle.NewFile([]byte(s)); s == "" {
			delete(a.Files, pack.Env)
		}
	})
	f.changed()
}

func (f *Form) takeEnv(_ app.Context, file app.Value) {
	run := f.Run
	run.Go(func() {
		s, err := js.FileText(run.Own(), file, bundle.MaxTextBytes)
		run.Do(func(ctx app.Context) {
			if err != nil {
				f.Desk.fileErr = err
				return
			}
			f.writeEnv(ctx, s)
		})
	})
}

// mostMade is the longest value that is made up.
const mostMade = 256

// generate makes a value up in one of the ways that a node names: so many signs or bytes, or the address of a service.
func (f *Form) generate(how string) (string, bool) {
	kind, what, _ := strings.Cut(how, " ")
	n, err := strconv.Atoi(what)
	if n = min(n, mostMade); err != nil || n < 1 {
		n = 24
	}
	switch kind {
	case "password":
		return entry.Signs(n, entry.Alphanumeric), true
	case "user":
		return entry.Signs(n, entry.Lower), true
	case "hex":
		return entry.Signs(2*n, entry.Hex), true
	case "base64":
		return base64.StdEncoding.EncodeToString(random(n)), true
	case "url", "host":
		address := f.address(what)
		if kind == "host" {
			_, address, _ = strings.Cut(address, "://")
		}
		return address, what != "" && address != ""
	}
	return "", false
}

func random(n int) []byte {
	var b []byte
	for len(b) < n {
		h := js.Random()
		b = append(b, h[:]...)
	}
	return b[:n]
}
