// Command cmd checks a node as a platform does, for anyone: it needs an RPC endpoint and no platform. With a key that has coins
// and tokens it rents the node, too, and has it measured. It also checks a published piece of evidence again.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type flags struct {
	Check    check    `cmd:"" help:"Check a node."`
	Evidence document `cmd:"" help:"Check a piece of evidence again: the JSON of GET /api/evidence/{id}."`
}

// errNotPassed is a check that was made and not passed.
var errNotPassed = errors.New("not passed")

func main() {
	var f flags
	k := kong.Parse(&f, kong.Name("certify"), kong.Description("Check a node, or what was found out about one."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	k.BindTo(ctx, (*context.Context)(nil))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "certify:", err)
		os.Exit(1)
	}
}
