//go:build !wasm

package main

import (
	"flag"
	"fmt"
	"os"

	"berth/ui/admin/page"
	"berth/ui/site"
)

func main() {
	var cfg site.Config
	flag.StringVar(&cfg.Out, "out", "gateway/admin/site/dist", "folder to write the pages to")
	flag.StringVar(&cfg.Assets, "assets", "assets", "folder of styles and scripts")
	flag.StringVar(&cfg.Version, "version", "dev", "revision of the pages")
	flag.StringVar(&cfg.Wasm, "wasm", "", "the pages built for js/wasm, to be copied and compressed")
	flag.BoolVar(&cfg.Plain, "plain", false, "compress nothing: for a gateway on this machine")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "admin: unexpected %q\n", flag.Arg(0))
		os.Exit(2)
	}
	if err := site.Build(cfg, site.Below(page.Base, page.Site())); err != nil {
		fmt.Fprintln(os.Stderr, "admin:", err)
		os.Exit(1)
	}
}
