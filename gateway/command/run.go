package command

import (
	"log/slog"

	"berth/gateway"
	"berth/shared/server/heap"
	"berth/shared/server/web"
)

// runCommand is the node's process.
type runCommand struct{ gateway.Config }

// Run serves until the context ends.
func (r *runCommand) Run(p *program) error {
	cfg := r.Config
	cfg.Version = web.Version()
	g, err := gateway.New(p.ctx, cfg)
	if err != nil {
		return p.logged(err)
	}
	go heap.Run(p.ctx)
	return p.logged(g.Run(p.ctx))
}

// logged tells of an error as a server does, in its log.
func (p *program) logged(err error) error {
	if err == nil {
		return nil
	}
	slog.Error("gateway", "err", err)
	return exitCode(exitFailed)
}
