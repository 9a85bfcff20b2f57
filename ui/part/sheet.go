package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Sheet is a dialog: from below on a phone, from the side on a desktop. It is the browser's own <dialog>, which keeps
// the focus inside, makes the rest inert and closes on Escape.
type Sheet struct {
	app.Compo

	ID      string // needed, unique on the page
	T       text.T
	Title   string
	Open    bool
	Locked  bool // cannot be closed now: a wallet is being asked, say
	Content []app.UI
	Said    app.UI // what comes of an action, or went wrong with it: it stands with the actions, which are always in view
	Actions []app.UI
	Test    string
	OnClose func(ctx app.Context)
}

// OnMount implements app.Mounter.
func (s *Sheet) OnMount(ctx app.Context) { s.sync(ctx) }

// OnUpdate implements app.Updater.
func (s *Sheet) OnUpdate(ctx app.Context) { s.sync(ctx) }

// sync shows or closes the dialog once its content is there.
func (s *Sheet) sync(ctx app.Context) {
	ctx.Defer(func(app.Context) {
		d := app.Window().GetElementByID(s.ID)
		if !d.Truthy() || !d.Get("isConnected").Bool() {
			return
		}
		switch open := d.Get("open").Bool(); {
		case s.Open && !open:
			d.Call("showModal")
		case !s.Open && open:
			d.Call("close")
		}
	})
}

func (s *Sheet) closed(ctx app.Context, _ app.Event) {
	if s.Open && s.OnClose != nil {
		s.OnClose(ctx)
	}
}

func (s *Sheet) cancel(_ app.Context, e app.Event) {
	if s.Locked {
		e.PreventDefault()
	}
}

func (s *Sheet) click(ctx app.Context, e app.Event) {
	// A click on the dialog itself, not on what is in it, is one on the ground behind it.
	if !s.Locked && e.Get("target").Equal(ctx.JSSrc()) && s.OnClose != nil {
		s.OnClose(ctx)
	}
}

func (s *Sheet) dismiss(ctx app.Context, _ app.Event) {
	if !s.Locked && s.OnClose != nil {
		s.OnClose(ctx)
	}
}

// Render implements app.Composer.
func (s *Sheet) Render() app.UI {
	d := app.Dialog().Class("sheet").ID(s.ID).Aria("labelledby", s.ID+"-title").
		On("close", s.closed).On("cancel", s.cancel).OnClick(s.click)
	if s.Test != "" {
		d = d.DataSet("test", s.Test)
	}
	if !s.Open {
		return d
	}
	body := []app.UI{
		app.Div().Class("sheet-head").Body(
			app.H2().ID(s.ID+"-title").Text(s.Title),
			&Button{Kind: Quiet, Glyph: GlyphClose, Hidden: s.T.Say(text.Close), Disabled: s.Locked, Test: "sheet-close", OnClick: s.dismiss},
		),
		app.Div().Class("sheet-body").Body(s.Content...),
	}
	if s.Said != nil {
		body = append(body, app.Div().Class("sheet-said").Body(s.Said))
	}
	if len(s.Actions) > 0 {
		body = append(body, app.Div().Class("sheet-actions").Body(s.Actions...))
	}
	return d.Body(app.Div().Class("sheet-in").Body(body...))
}
