package looks

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
)

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
