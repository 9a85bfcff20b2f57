// Command gateway serves one Berth node.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"berth/gateway"
	"berth/gateway/local"
	"berth/shared/server/heap"
)

func main() {
	local.Main()
	var cfg gateway.Config
	kong.Parse(&cfg, kong.Name("gateway"), kong.Description("Serves one Berth node."), kong.DefaultEnvars("BERTH"))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, cfg); err != nil {
		slog.Error("gateway", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cfg gateway.Config) error {
	g, err := gateway.New(ctx, cfg)
	if err != nil {
		return err
	}
	go heap.Run(ctx)
	return g.Run(ctx)
}
