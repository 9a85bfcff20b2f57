package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"berth/shared/server/listen"
)

// goer starts what runs until the demo ends; the first error ends all. errgroup.Group is one.
type goer interface{ Go(func() error) }

// serve listens now, so that a port that is taken is an error now, and serves until ctx ends; then it drains for a
// moment and calls after.
func serve(ctx context.Context, addr string, h http.Handler, room *listen.Room, group goer, after func()) error {
	l, err := listen.Open(nil, addr, listen.Options{Room: room, Log: slog.Default()})
	if err != nil {
		return fmt.Errorf("listen on %s: %w (another demo, or another program, has this port; see --help for the flags)", addr, err)
	}
	group.Go(func() error {
		defer after()
		return listen.Serve(ctx, l, h)
	})
	return nil
}
