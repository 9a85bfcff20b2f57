package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

// Run serves until ctx ends or something fails for good, and then ends all that New and Run have started. A gateway is
// run once.
func (g *Gateway) Run(ctx context.Context) error {
	defer g.close()
	ln, err := listen(g.cfg.Listener, g.cfg.Listen)
	if err != nil {
		return err
	}
	var adminLn net.Listener
	if g.cfg.AdminListener != nil || g.cfg.Admin != "" {
		if adminLn, err = listen(g.cfg.AdminListener, g.cfg.Admin); err != nil {
			return errors.Join(err, ln.Close())
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return g.keeper.Run(ctx) })
	group.Go(func() error { return g.keepGrants(ctx) })
	group.Go(func() error { g.blocked.Run(ctx); return nil })
	group.Go(func() error { g.watchPromise(ctx); return nil })
	group.Go(func() error { return g.serve(ctx, ln, g.edge) })
	if adminLn != nil {
		group.Go(func() error { return g.serve(ctx, adminLn, g.Metrics()) })
	}
	g.serving.Store(true)
	g.log.Info("gateway serves", "listen", ln.Addr().String(), "domain", g.cfg.Domain, "runtime", g.cfg.Runtime)
	if g.cfg.Runtime == "local" {
		g.log.Warn("the local runtime is for trying out: its services are processes on this machine, not isolated ones")
	}
	err = group.Wait()
	g.serving.Store(false)
	return err
}

// keepGrants has grants written down. A disk that cannot be written to is no reason to stop what runs.
func (g *Gateway) keepGrants(ctx context.Context) error {
	for {
		err := g.auth.Run(ctx)
		if err != nil {
			g.log.Error("grants are not written", "err", err)
		}
		if ctx.Err() != nil {
			return nil
		}
	}
}

func listen(given net.Listener, addr string) (net.Listener, error) {
	if given != nil {
		return given, nil
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	return ln, nil
}

// serve serves a listener until ctx ends. Certificates for https will be certmagic's here; until then a proxy in front
// of the gateway has them.
func (g *Gateway) serve(ctx context.Context, ln net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(g.log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("gateway: serve: %w", err)
	case <-ctx.Done():
	}
	// Streams would hold up a graceful end for ever.
	sctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if srv.Shutdown(sctx) != nil {
		srv.Close()
	}
	<-failed
	return nil
}
