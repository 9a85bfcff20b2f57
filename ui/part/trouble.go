package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/fault"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
	"berth/ui/wallet"
)

// Broke is Failure for an error, with what to do about it.
func Broke(t text.T, err error, actions ...app.UI) app.UI {
	f := t.Fault(err)
	return Failure(f.What, f.Do, actions...)
}

// Trouble is an error that leaves the rest of the page as it was; nil: there is none. That the owner declined in the
// wallet is told without alarm.
func Trouble(t text.T, err error, actions ...app.UI) app.UI {
	if err == nil {
		return nil
	}
	f, tone := t.Fault(err), Bad
	if fault.Is(err, wallet.Declined) {
		tone = Neutral
	}
	body := []app.UI{app.P().Text(f.Do)}
	if shown, ok := trust.Shown(err); ok {
		actions = append(actions, &Button{Label: t.Say(text.ContractsConfirm), Test: "confirm-contracts", OnClick: func(ctx app.Context, _ app.Event) {
			if state.Confirm(ctx, shown) {
				Say(ctx, Neutral, t.Say(text.ContractsConfirmed))
			}
		}})
	}
	if fault.Is(err, wallet.Ended) || fault.Is(err, state.ChooseWallet) {
		actions = append(actions, &Button{Label: t.Say(text.LogInAgain), Test: "log-in-again", OnClick: func(ctx app.Context, _ app.Event) { AskLogin(ctx) }})
	}
	if len(actions) > 0 {
		body = append(body, app.Div().Class("row").Body(actions...))
	}
	return &trouble{Tone: tone, What: f.What, Do: f.Do, Body: body}
}

// trouble brings itself into view when it comes: what went wrong is told where the eye is. It leaves who writes alone.
type trouble struct {
	app.Compo

	Tone     Tone
	What, Do string
	Body     []app.UI

	shown string
}

// OnMount implements app.Mounter.
func (c *trouble) OnMount(ctx app.Context) { c.show(ctx) }

// OnUpdate implements app.Updater.
func (c *trouble) OnUpdate(ctx app.Context) { c.show(ctx) }

func (c *trouble) show(ctx app.Context) {
	if c.shown == c.What+c.Do {
		return
	}
	c.shown = c.What + c.Do
	ctx.Defer(func(app.Context) {
		here := c.JSValue()
		if here == nil || !here.Truthy() || app.Window().Get("document").Call("querySelector", "input:focus, textarea:focus, select:focus").Truthy() {
			return
		}
		here.Call("scrollIntoView", map[string]any{"block": "nearest"})
	})
}

// Render implements app.Composer.
func (c *trouble) Render() app.UI {
	return app.Div().Class("trouble").Role("alert").DataSet("test", "trouble").Body(Note(c.Tone, c.What, c.Body...))
}

// Wait says what is being waited for.
func Wait(words string) app.UI {
	return app.P().Class("waiting").Role("status").DataSet("test", "waiting").
		Body(app.Span().Class("spin").Aria("hidden", "true"), app.Span().Text(words))
}

// WayOn is a page's one way on, which stays in reach on a phone, with why it is closed where it is.
func WayOn(hint string, buttons ...app.UI) app.UI {
	body := buttons
	if hint != "" {
		body = append([]app.UI{app.P().Class("small muted").DataSet("test", "hint").Text(hint)}, buttons...)
	}
	return app.Div().Class("act act-stack").Body(body...)
}

// Mono is a name or path as it stands in a file.
func Mono(s string) app.UI { return app.Span().Class("mono small break").Text(s) }
