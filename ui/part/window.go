package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// wideFrom is the width of the window, in px, from which lists are tables.
const wideFrom = 1240

// Wide reports whether the window has room for lists as tables.
func Wide(ctx app.Context) bool {
	w, _ := ctx.Page().Size()
	return w >= wideFrom
}

// WideNow is Wide before there is a context.
func WideNow() bool {
	w, _ := app.Window().Size()
	return w >= wideFrom
}

// ToTop scrolls up: what is new is there.
func ToTop() {
	if app.IsClient {
		app.Window().Call("scrollTo", 0, 0)
	}
}
