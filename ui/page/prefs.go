package page

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/text"
)

// Actions that a page posts and the shell handles.
const (
	loginAction = "berth.login" // show the login sheet
	langAction  = "berth.lang"  // speak the text.Lang that is its value
)

// AskLogin has the shell show its login sheet. It may be called from any goroutine.
func AskLogin(ctx app.Context) { ctx.NewAction(loginAction) }

// Speak changes the app's language and remembers it: here, in a cookie for whoever serves the pages, and with the
// service worker, which serves them offline.
func Speak(ctx app.Context, l text.Lang) {
	js.Local.Set("lang", l)
	doc := app.Window().Get("document")
	doc.Set("cookie", "lang="+string(l)+"; Path=/; Max-Age=31536000; SameSite=Lax")
	doc.Get("documentElement").Set("lang", l.Tag())
	tellWorker(ctx, l)
	ctx.NewActionWithValue(langAction, l)
}

// tellWorker tells the service worker which language to serve. It waits for one to be there: on a first visit it is
// still being installed.
func tellWorker(ctx app.Context, l text.Lang) {
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

// Theme is light, dark, or empty for the system's.
type Theme string

// The themes.
const (
	System Theme = ""
	Light  Theme = "light"
	Dark   Theme = "dark"
)

// theme is the one chosen.
func theme() (t Theme) {
	if js.Local.Get("theme", &t); t != Light && t != Dark {
		return System
	}
	return t
}

// setTheme changes and remembers the theme. The boot script has the function that does it, since it needs it too.
func setTheme(t Theme) {
	if t == System {
		js.Local.Del("theme")
	} else {
		js.Local.Set("theme", t)
	}
	if f := app.Window().Get("berthTheme"); f.Truthy() {
		f.Invoke(string(t))
	}
}
