// Package home is the front page: what this is, what it costs just now, and where to begin. Its text is written once, when the site is
// built; the app carries none of it. What it shows of the platform's figures is painted by assets/early.js, before the app is there and
// in it.
package home

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// ID is that of the element that the script fills.
const ID = "home"

// Page is the front page.
type Page struct {
	app.Compo

	T text.T

	shown text.Lang // in which the page stands there
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(app.Context) { p.fill() }

// OnUpdate implements app.Updater: the language may be another.
func (p *Page) OnUpdate(app.Context) { p.fill() }

// fill has the script put the page in, in the language.
func (p *Page) fill() {
	if p.shown == p.T.Lang {
		return
	}
	p.shown = p.T.Lang
	if f := app.Window().Get("berthHome"); f.Truthy() {
		f.Invoke(app.Window().GetElementByID(ID), string(p.T.Lang))
	}
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	return app.Div().Class("page home").ID(ID).DataSet("lang", string(p.T.Lang)).Body(body(p.T)...)
}
