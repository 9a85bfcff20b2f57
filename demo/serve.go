package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// goer starts what runs until the demo ends; the first error ends all. errgroup.Group is one.
type goer interface{ Go(func() error) }

// serve listens now, so that a port that is taken is an error now, and serves until ctx ends; then it drains for a
// moment and calls after.
func serve(ctx context.Context, srv *http.Server, group goer, after func()) error {
	l, err := net.Listen("tcp", srv.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w (another demo, or another program, has this port; see --help for the flags)", srv.Addr, err)
	}
	group.Go(func() error {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		if err := srv.Shutdown(drain); err != nil {
			srv.Close()
		}
		if after != nil {
			after()
		}
		return nil
	})
	return nil
}
