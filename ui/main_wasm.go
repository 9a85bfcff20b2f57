//go:build wasm

// Command ui is the app. Built for js/wasm it runs in the browser; built for any other system it writes the static
// site (main.go).
package main

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/page"
	"berth/ui/text"
)

func main() {
	page.Register(lang())
	app.RunWhenOnBrowser()
}

// lang is the language that the page's boot script settled on before anything was shown.
func lang() text.Lang {
	return text.Parse(app.Window().Get("document").Get("documentElement").Get("lang").String())
}
