// Command berth-platform runs the platform's backend.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"berth/bff"
	"berth/shared/server/web"
)

func main() {
	var cfg bff.Config
	kong.Parse(&cfg, kong.Name("berth-platform"), kong.Description("The platform's backend: site, API, index of the chain."))
	cfg.Version = web.Version()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, cfg); err != nil {
		fmt.Fprintln(os.Stderr, "berth-platform:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cfg bff.Config) error {
	s, err := bff.New(ctx, cfg)
	if err != nil {
		return err
	}
	return s.Run(ctx)
}
