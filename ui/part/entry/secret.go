package entry

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/text"
)

// Alphabets of what is made up.
const (
	Lower        = "abcdefghijklmnopqrstuvwxyz"
	Alphanumeric = Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	Hex          = "0123456789abcdef"
)

// MakeUp makes up a secret.
func MakeUp(g wire.Generate) string {
	if g.Alphabet == "hex" {
		return Signs(g.Length, Hex)
	}
	return Signs(g.Length, Alphanumeric)
}

// Signs are so many of an alphabet, drawn by the browser's random bytes.
func Signs(n int, alphabet string) string { return draw(n, alphabet, js.Random) }

// draw takes each sign as likely as any other: bytes over a whole number of alphabets would make the first ones likelier.
func draw(n int, alphabet string, random func() eth.Hash) string {
	fair := 256 - 256%len(alphabet)
	out := make([]byte, 0, n)
	for len(out) < n {
		for _, b := range random() {
			if int(b) < fair && len(out) < n {
				out = append(out, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(out)
}

// secret is a setting that nobody else is to see: dots until it is to be shown.
func (f ParamFields) secret(p wire.Param, value, wrong string) app.UI {
	t, id, name := f.T, "param-"+p.Key, p.Key
	typ, label := "password", text.SecretShow
	if *f.Shown == name {
		typ, label, name = "text", text.SecretHide, ""
	}
	row := []app.UI{&part.Button{Kind: part.Quiet, Label: t.Say(label), Test: id + "-show", OnClick: func(app.Context, app.Event) { *f.Shown = name }}}
	if value != "" {
		row = append(row, &part.Copy{T: t, Value: value, Label: t.Say(text.SecretCopy), What: t.Pick(p.Name), Kind: part.Quiet, Test: id + "-copy"})
	}
	if p.Generate != nil {
		row = append(row, &part.Button{Kind: part.Quiet, Label: t.Say(text.SecretMake), Test: id + "-make", OnClick: func(app.Context, app.Event) { f.Make(p) }})
	}
	return app.Div().Class("secret").Body(
		&part.Field{
			ID: id, Label: t.Pick(p.Name), Type: typ, Value: value, Required: p.Required, Max: p.Max, Error: wrong, Test: id,
			OnInput: func(_ app.Context, v string) { f.Set(p, v) },
		},
		app.Div().Class("row").Body(row...),
	)
}
