// Command berth-gateway serves one Berth node, and has what its operator needs beside that.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"berth/gateway/command"
	"berth/gateway/local"
)

func main() {
	local.Main()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := command.Main(ctx, os.Args[1:], command.Standard())
	stop()
	os.Exit(code)
}
