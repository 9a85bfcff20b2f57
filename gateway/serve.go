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
	o := listen.Options{
		Room: g.cfg.Room, Proxies: g.proxies, Introduced: g.cfg.ProxyProtocol, Log: g.log,
		Head: listen.Head{Bytes: g.cfg.HeadBytes, Time: g.cfg.HeadTime, Refuse: g.proxy.RefuseHead},
	}
	if g.certs != nil {
		o.TLS = g.certs.TLS(listen.HTTP2, listen.HTTP1)
	}
	var opened []*listen.Listener
	give := func(err error) error {
		for _, l := range opened {
			err = errors.Join(err, l.Close())
		}
		return err
	}
	ln, err := listen.Open(g.cfg.Listener, g.cfg.address(), o)
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	opened = append(opened, ln)
	plain, err := g.openPlain()
	if err != nil {
		return give(fmt.Errorf("gateway: --listen-http: %w; it may be left empty, with --tls-dns, or where TLS-ALPN-01 does", err))
	}
	if plain != nil {
		opened = append(opened, plain)
	}
	var adminLn, sshLn *listen.Listener
	if g.cfg.AdminListener != nil || g.cfg.Admin != "" {
		if adminLn, err = listen.Open(g.cfg.AdminListener, g.cfg.Admin, listen.Options{Room: g.cfg.Room, Log: g.log}); err != nil {
			return give(fmt.Errorf("gateway: admin: %w", err))
		}
		opened = append(opened, adminLn)
	}
	if g.ssh != nil {
		o := listen.Options{Room: g.cfg.Room, Proxies: g.proxies, Introduced: g.cfg.ProxyProtocol, Log: g.log}
		if sshLn, err = listen.Open(g.cfg.SSHListener, g.cfg.SSH, o); err != nil {
			return give(fmt.Errorf("gateway: ssh: %w", err))
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return g.keeper.Run(ctx) })
	group.Go(func() error { g.keepWriting(ctx, "grants are not written", g.auth.Run); return nil })
	group.Go(func() error { g.keepWriting(ctx, "sessions are not written", g.doors.Run); return nil })
	group.Go(func() error { g.proxy.Run(ctx); return nil })
	group.Go(func() error { g.names.Run(ctx); return nil })
	group.Go(func() error { g.shots.Run(ctx); return nil })
	group.Go(func() error { g.backups.Run(ctx); return nil })
	group.Go(func() error { g.blocked.Run(ctx); return nil })
	group.Go(func() error { g.watchPromise(ctx); return nil })
	group.Go(func() error { g.lacks.run(ctx); return nil })
	group.Go(func() error { g.office.payouts.Run(ctx); return nil })
	group.Go(func() error { g.office.maintain.Run(ctx); return nil })
	group.Go(func() error { g.office.accounts.Run(ctx); return nil })
	group.Go(func() error { g.office.sessions.Run(ctx); return nil })
	group.Go(func() error { g.watchGas(ctx); return nil })
	group.Go(func() error { return listen.Serve(ctx, ln, g.front()) })
	if g.certs != nil {
		group.Go(func() error { g.certs.Run(ctx); return nil })
	}
	if plain != nil {
		_, port := g.place()
		group.Go(func() error { return listen.Serve(ctx, plain, g.certs.Plain(port)) })
	}
	if sshLn != nil {
		group.Go(func() error { return g.ssh.Serve(ctx, sshLn) })
	}
	if adminLn != nil {
		group.Go(func() error { return listen.Serve(ctx, adminLn, g.Metrics()) })
	}
	g.serving.Store(true)
	g.log.Info("gateway serves", "listen", ln.Addr().String(), "domain", g.cfg.Domain, "runtime", g.cfg.Runtime)
	g.sayScheme()
	switch {
	case proxy.Listed(g.cfg.Domain):
		g.log.Info("the domain is on the Public Suffix List: each service is a site of its own to browsers", "domain", g.cfg.Domain)
	case g.cfg.Runtime != "local":
		g.log.Warn("the domain is not on the Public Suffix List: a service's page can set cookies that browsers send to other users' services, and crowd out theirs",
			"domain", g.cfg.Domain)
	}
	if s := g.office.policy.InForce(); s.ProbationStake.IsZero() && *s.Probation > 0 {
		g.log.Warn("probation needs no stake (--min-stake 0): whoever makes a new account has free time again", "seconds", *s.Probation)
	}
	if g.cfg.Runtime == "local" {
		g.log.Warn("the local runtime is for trying out: its services are processes on this machine, not isolated ones")
	}
	err = group.Wait()
	g.serving.Store(false)
	return err
}

// keepWriting has grants, or sessions, written down. A disk that cannot be written to is no reason to stop what runs.
func (g *Gateway) keepWriting(ctx context.Context, failed string, run func(context.Context) error) {
	for {
		if err := run(ctx); err != nil {
			g.log.Error(failed, "err", err)
		}
		if ctx.Err() != nil {
			return
		}
	}
}
