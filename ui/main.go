//go:build !wasm

package main

import (
	"flag"
	"fmt"
	"os"

	"berth/ui/page"
	"berth/ui/site"
)

func main() {
	var cfg site.Config
	flag.StringVar(&cfg.Out, "out", "dist/site", "folder to write the site to")
	flag.StringVar(&cfg.Assets, "assets", "assets", "folder of styles and scripts")
	flag.StringVar(&cfg.Version, "version", "dev", "revision of the app: a new one offers viewers an update")
	flag.StringVar(&cfg.Wasm, "wasm", "", "the app built for js/wasm and folded, to be copied and compressed; without it the site expects it at web/app.fold")
	flag.StringVar(&cfg.Contracts, "contracts", "", "file with the contracts' addresses, as the deployment writes it: the app signs for these only; without it viewers are asked")
	flag.StringVar(&cfg.RPC, "rpc", "", "RPC URL of the chain, for wallets that do not know it; goes with -contracts")
	flag.BoolVar(&cfg.Plain, "plain", false, "compress nothing: for a site that is looked at on this machine")
	flag.BoolVar(&cfg.Dev, "dev", false, "have the browser keep nothing, and open pages reload themselves once the site is a new one: see make dev")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "ui: unexpected %q\n", flag.Arg(0))
		os.Exit(2)
	}
	if err := site.Build(cfg, site.App(page.Site(), page.FirstData(), page.Early())); err != nil {
		fmt.Fprintln(os.Stderr, "ui:", err)
		os.Exit(1)
	}
}
