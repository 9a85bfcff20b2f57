//go:build wasm

// Command admin is a node's admin pages. Built for js/wasm it runs in the browser; built for any other system it writes the
// static files that the gateway carries (main.go).
package main

import (
	"berth/ui/admin/page"
	"berth/ui/frame"
)

func main() { frame.Run(page.Site()) }
