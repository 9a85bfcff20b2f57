package command

import (
	"log/slog"

	"berth/gateway"
	"berth/shared/server/heap"
	"berth/shared/server/web"
)

// release is the version that a release is built with; empty: the revision is the version.
var release string

func version() string {
	if release != "" {
		return release
	}
	return web.Version()
}

// runCommand is the node's process.
type runCommand struct{ gateway.Config }

// Run serves until the context ends.
func (r *runCommand) Run(p *program) error {
	cfg := r.Config
	cfg.Version = version()
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
