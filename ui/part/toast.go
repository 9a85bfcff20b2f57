package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// toastAction is the go-app action that carries a toast to the shell.
const toastAction = "berth.toast"

// Toast is a short message that passes by itself. What matters must stand on the page too.
type Toast struct {
	ID   int
	Tone Tone
	Text string
}

// Say shows a toast. It may be called from any goroutine.
func Say(ctx app.Context, tone Tone, words string) {
	ctx.NewActionWithValue(toastAction, Toast{Tone: tone, Text: words})
}

// OnToast has f called for each toast that is said anywhere; the shell does it.
func OnToast(ctx app.Context, f func(app.Context, Toast)) {
	ctx.Handle(toastAction, func(ctx app.Context, a app.Action) {
		if t, ok := a.Value.(Toast); ok {
			f(ctx, t)
		}
	})
}

// Toasts shows toasts, newest last. The place is a live region: it must be on the page before the first one comes.
func Toasts(list []Toast) app.UI {
	var items []app.UI
	for _, t := range list {
		items = append(items, app.Div().Class("toast").DataSet("test", "toast").Body(Shape(t.Tone), app.Span().Text(t.Text)))
	}
	return app.Div().Class("toasts").Role("status").Aria("live", "polite").Body(items...)
}
