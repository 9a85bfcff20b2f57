// Package looks is the panel in which a viewer chooses the language and the theme.
package looks

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Panel is where the language and the theme are chosen. A page keeps it in an unexported field.
type Panel struct{ theme Theme }

// Begin is for OnMount.
func (p *Panel) Begin() { p.theme = theme() }

func (p *Panel) pickLang(ctx app.Context, v string) { state.Speak(ctx, text.Lang(v)) }

func (p *Panel) pickTheme(_ app.Context, v string) {
	p.theme = Theme(v)
	setTheme(p.theme)
}

// Render is the panel.
func (p *Panel) Render(t text.T) app.UI {
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.Looks)),
		&part.Choice{
			Name: "lang", Legend: t.Say(text.Language), Value: string(t.Lang), Test: "lang", OnPick: p.pickLang,
			// Each language in its own words: who needs it must be able to read it.
			Options: []part.Option{{Value: string(text.EN), Label: "English"}, {Value: string(text.ZH), Label: "中文"}},
		},
		&part.Choice{
			Name: "theme", Legend: t.Say(text.ThemeName), Value: string(p.theme), Test: "theme", OnPick: p.pickTheme,
			Options: []part.Option{
				{Value: string(System), Label: t.Say(text.ThemeSystem), Test: "theme-system"},
				{Value: string(Light), Label: t.Say(text.ThemeLight)},
				{Value: string(Dark), Label: t.Say(text.ThemeDark)},
			},
		},
	)
}
