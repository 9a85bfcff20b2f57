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
