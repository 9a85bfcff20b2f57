package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Focus puts the keyboard's focus, and with it what is read out and seen, on the first element that a selector finds, once the
// page shows what has changed. It may be one that is no control, such as a heading.
func Focus(ctx app.Context, css string) {
	if app.IsServer {
		return
	}
	ctx.Defer(func(app.Context) {
		el := app.Window().Get("document").Call("querySelector", css)
		if !el.Truthy() {
			return
		}
		if !el.Call("hasAttribute", "tabindex").Bool() && el.Get("tabIndex").Int() < 0 {
			el.Call("setAttribute", "tabindex", "-1")
		}
		el.Call("focus", map[string]any{"preventScroll": true})
		if note := el.Call("closest", ".note"); note.Truthy() {
			el = note // with what it answers
		}
		el.Call("scrollIntoView", map[string]any{"block": "nearest"})
	})
}

// FocusLost is Focus where the focus is on nothing once the page shows what has changed.
func FocusLost(ctx app.Context, css string) {
	if app.IsServer {
		return
	}
	ctx.Defer(func(ctx app.Context) {
		ctx.Defer(func(ctx app.Context) {
			if at := app.Window().Get("document").Get("activeElement"); !at.Truthy() || at.Get("tagName").String() == "BODY" || !at.Get("isConnected").Bool() {
				Focus(ctx, css)
			}
		})
	})
}
