package state

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/text"
)

// langAction is the go-app action that carries a text.Lang to the shell.
const langAction = "berth.lang"

// Speak changes the app's language and remembers it: here, in a cookie for whoever serves the pages, and with the
// service worker, which serves them offline.
func Speak(ctx app.Context, l text.Lang) {
	js.Local.Set("lang", l)
	doc := app.Window().Get("document")
	doc.Set("cookie", "lang="+string(l)+"; Path=/; Max-Age=31536000; SameSite=Lax")
	doc.Get("documentElement").Set("lang", l.Tag())
	TellWorker(ctx, l)
	ctx.NewActionWithValue(langAction, l)
}

// OnSpeak has f called whenever the language is changed; the shell does it.
func OnSpeak(ctx app.Context, f func(app.Context, text.Lang)) {
	ctx.Handle(langAction, func(ctx app.Context, a app.Action) {
		if l, ok := a.Value.(text.Lang); ok {
			f(ctx, l)
		}
	})
}

// TellWorker tells the service worker which language to serve. It waits for one to be there: on a first visit it is
// still being installed.
func TellWorker(ctx app.Context, l text.Lang) {
	sw := app.Window().Get("navigator").Get("serviceWorker")
	if !sw.Truthy() {
		return
	}
	ctx.Async(func() {
		limited, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		reg, err := js.Await(limited, sw.Get("ready"))
		if err != nil || !reg.Get("active").Truthy() {
			return
		}
		_, _ = js.Try(func() app.Value {
			return reg.Get("active").Call("postMessage", map[string]any{"type": "berth:lang", "lang": string(l)})
		})
	})
}
