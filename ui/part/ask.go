package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// loginAction is the go-app action that has the shell show its login sheet.
const loginAction = "berth.login"

// AskLogin has the shell show its login sheet. It may be called from any goroutine.
func AskLogin(ctx app.Context) { ctx.NewAction(loginAction) }

// OnAskLogin has f called whenever a login is asked for anywhere; the shell does it.
func OnAskLogin(ctx app.Context, f func(app.Context)) {
	ctx.Handle(loginAction, func(ctx app.Context, _ app.Action) { f(ctx) })
}

// leftAction is the go-app action that says that the login sheet was closed.
const leftAction = "berth.login.left"

// LoginLeft tells that the login sheet was closed, with or without a login.
func LoginLeft(ctx app.Context) { ctx.NewAction(leftAction) }

// OnLoginLeft has f called whenever the login sheet was closed, as long as the component is on the page.
func OnLoginLeft(ctx app.Context, f func(app.Context)) {
	ctx.Handle(leftAction, func(ctx app.Context, _ app.Action) { f(ctx) })
}
