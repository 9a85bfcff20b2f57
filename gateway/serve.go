package gateway

import (
	"context"
	"errors"
	"fmt"

	"berth/gateway/proxy"
	"berth/shared/server/listen"

	"golang.org/x/sync/errgroup"
)

// Run serves until ctx ends or something fails for good, and then ends all that New and Run have started. A gateway is
// run once.
func (g *Gateway) Run(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, g.close()) }()
	ln, err := listen.Open(g.cfg.Listener, g.cfg.Listen, listen.Options{
		Room: g.cfg.Room, Proxies: g.proxies, Introduced: g.cfg.ProxyProtocol, Log: g.log,
	})
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	var adminLn *listen.Listener
	if g.cfg.AdminListener != nil || g.cfg.Admin != "" {
		if adminLn, err = listen.Open(g.cfg.AdminListener, g.cfg.Admin, listen.Options{Room: g.cfg.Room, Log: g.log}); err != nil {
			return errors.Join(fmt.Errorf("gateway: admin: %w", err), ln.Close())
		}
	}
	var sshLn *listen.Listener
	if g.ssh != nil {
		if sshLn, err = listen.Open(g.cfg.SSHListener, g.cfg.SSH, listen.Options{
			Room: g.cfg.Room, Proxies: g.proxies, Introduced: g.cfg.ProxyProtocol, Log: g.log,
		}); err != nil {
			err = errors.Join(fmt.Errorf("gateway: ssh: %w", err), ln.Close())
			if adminLn != nil {
				err = errors.Join(err, adminLn.Close())
			}
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return g.keeper.Run(ctx) })
	group.Go(func() error { return g.keepGrants(ctx) })
	group.Go(func() error { g.blocked.Run(ctx); return nil })
	group.Go(func() error { g.watchPromise(ctx); return nil })
	group.Go(func() error { g.keepWithdrawing(ctx); return nil })
	// Certificates for https will be certmagic's here; until then a proxy in front of the gateway has them.
	group.Go(func() error { return listen.Serve(ctx, ln, g.edge) })
	if sshLn != nil {
		group.Go(func() error { return g.ssh.Serve(ctx, sshLn) })
	}
	if adminLn != nil {
		group.Go(func() error { return listen.Serve(ctx, adminLn, g.Metrics()) })
	}
	g.serving.Store(true)
	g.log.Info("gateway serves", "listen", ln.Addr().String(), "domain", g.cfg.Domain, "runtime", g.cfg.Runtime)
	switch {
	case proxy.Listed(g.cfg.Domain):
		g.log.Info("the domain is on the Public Suffix List: each service is a site of its own to browsers", "domain", g.cfg.Domain)
	case g.cfg.Runtime != "local":
		g.log.Warn("the domain is not on the Public Suffix List: a service's page can set cookies that browsers send to other users' services, and crowd out theirs",
			"domain", g.cfg.Domain)
	}
	if g.minStake.IsZero() && g.cfg.Probation > 0 {
		g.log.Warn("probation needs no stake (--min-stake 0): whoever makes a new account has free time again", "probation", g.cfg.Probation)
	}
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
