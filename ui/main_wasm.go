//go:build wasm

// Command ui is the app. Built for js/wasm it runs in the browser; built for any other system it writes the static
// site (main.go).
package main

import (
	"berth/ui/frame"
	"berth/ui/page"
)

func main() { frame.Run(page.Site()) }
