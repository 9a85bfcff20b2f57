// Package gateway is a node's front door: it answers offers with signed quotes, follows the chain for its orders, runs
// what their users sign, and serves the services' hosts. One process serves one node; several can share a process, as
// in the demo. The parts are in the packages below and meet here.
package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/sync/errgroup"

	"berth/contracts/chain"
	"berth/gateway/admin"
	"berth/gateway/auth"
	"berth/gateway/edge"
	"berth/gateway/greet"
	"berth/gateway/kube"
	"berth/gateway/lease"
	"berth/gateway/ledger"
	"berth/gateway/local"
	"berth/gateway/manifest"
	"berth/gateway/proxy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Gateway is one node's gateway. It is safe for concurrent use.
type Gateway struct {
	cfg     Config
	log     *slog.Logger
	chain   Chain
	ledger  *ledger.Ledger
	cluster lease.Cluster
	closers []func() error

	desk    *greet.Desk
	keeper  *lease.Keeper
	auth    *auth.Auth
	proxy   *proxy.Proxy
	edge    *edge.Edge
	metrics *admin.Metrics
	serving atomic.Bool
}

// New makes a gateway: it opens the data folder and connects to the chain and the runtime. Nothing is served before Run,
// and nothing is left behind if it fails. What is running for orders is started by Run.
func New(ctx context.Context, cfg Config) (_ *Gateway, err error) {
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Version == "" {
		cfg.Version = version()
	}
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.Price == (wire.Price{}) {
		cfg.Price = wire.Price(cfg.Prices)
	}
	if cfg.Contracts == (chain.Addresses{}) {
		if cfg.Contracts, err = chain.LoadAddresses(cfg.Addresses); err != nil {
			return nil, err
		}
	}
	g := &Gateway{cfg: cfg, log: cfg.Log.With("node", cfg.Name)}
	defer func() {
		if err != nil {
			g.close()
		}
	}()
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	if g.ledger, err = ledger.Open(filepath.Join(cfg.Data, "ledger.db")); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	g.closers = append(g.closers, g.ledger.Close)
	if err := g.ledger.Identify(cfg.Contracts.ChainID, cfg.Contracts.Market, cfg.Node); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	if cfg.Connect != nil {
		g.chain, err = cfg.Connect()
	} else {
		g.chain, err = connect(ctx, &cfg)
	}
	if err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	g.closers = append(g.closers, func() error { g.chain.Close(); return nil })
	if err := g.verify(ctx); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	if err := g.openRuntime(); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	return g, g.assemble()
}

// verify refuses a wrong address file. A chain that is away holds nobody up: what runs is to go on.
func (g *Gateway) verify(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	err := g.chain.Verify(ctx)
	if err != nil && !errors.Is(err, chain.ErrNotContract) {
		g.log.Warn("the contracts cannot be checked", "err", err)
		return nil
	}
	return err
}

func (g *Gateway) openRuntime() error {
	if g.cfg.Runtime == "kube" {
		c, err := kube.New(kube.Config{
			Node: g.cfg.Node, ChainID: g.cfg.Contracts.ChainID, Market: g.cfg.Contracts.Market, Logs: filepath.Join(g.cfg.Data, "logs"),
			Kubeconfig: g.cfg.Kubeconfig, Capacity: g.cfg.Capacity, StorageClass: g.cfg.StorageClass, RuntimeClass: g.cfg.RuntimeClass, Log: g.log,
		})
		if err != nil {
			return err
		}
		g.cluster = c
		g.closers = append(g.closers, c.Close)
		return nil
	}
	r, err := local.New(filepath.Join(g.cfg.Data, "orders"), g.cfg.Capacity, g.log)
	if err != nil {
		return err
	}
	g.cluster = r
	g.closers = append(g.closers, r.Close)
	return nil
}

// assemble makes the parts and joins them.
func (g *Gateway) assemble() error {
	cfg := &g.cfg
	key, err := cfg.key()
	if err != nil {
		return err
	}
	domain := cfg.Contracts.Domain()
	serviceURL := func(id order.ID, service string) string { return cfg.origin(proxy.Host(cfg.Domain, id, service)) }
	g.keeper, err = lease.New(lease.Config{
		Node: cfg.Node, Region: cfg.Region, From: cfg.Contracts.Block, URL: serviceURL, Grace: cfg.Grace, PollEvery: cfg.Poll,
		Blocks: g.chain, State: g.chain, Sender: g.chain, Cluster: g.cluster, Store: g.ledger,
		Created: func(user eth.Address) { g.desk.Spent(user) },
		Ended:   func(id order.ID) { g.auth.Ended(id) },
		Log:     g.log, Now: cfg.Now,
	})
	if err != nil {
		return err
	}
	g.desk = greet.New(cfg.Node, key, domain, greet.Terms{
		Price: cfg.Price, Probation: uint32(cfg.Probation / time.Second), MinDuration: uint32(cfg.MinDuration / time.Second),
		MaxDuration: uint32(cfg.MaxDuration / time.Second), MaxQuotes: cfg.MaxQuotes,
	}, g.keeper, g.ledger, cfg.Now)
	if g.auth, err = auth.New(cfg.Node, domain, g.keeper, g.chain, g.ledger, cfg.Now); err != nil {
		return err
	}
	g.metrics = admin.New(admin.Sources{
		Orders: g.keeper.States, Quotes: g.desk.Live, Traffic: g.keeper.Traffic,
		Head:   func() uint64 { return g.keeper.Facts().Head },
		Polled: func() time.Time { return g.keeper.Facts().Polled },
	})
	g.proxy = proxy.New(proxy.Config{
		Domain: cfg.Domain, Scheme: cfg.Scheme, App: cfg.App, BodyBytes: cfg.BodyBytes, Idle: cfg.Idle,
		Orders: g.keeper, Dialer: g.cluster, Doors: g.auth, Log: g.log, Seen: g.metrics.Service,
	})
	card := wire.Card{
		Operator: eth.Address(crypto.PubkeyToAddress(key.PublicKey)), Version: cfg.Version, Name: cfg.Name, Region: cfg.Region,
		Runtime: cfg.Runtime, Domain: cfg.Domain,
		Limits: wire.Limits{BodyBytes: cfg.BodyBytes, ManifestBytes: manifest.MaxBytes, IdleSeconds: int(cfg.Idle / time.Second), GraceSeconds: int(cfg.Grace / time.Second)},
	}
	if cfg.Runtime == "local" {
		card.Images = local.Images()
	}
	g.edge = edge.New(edge.Config{
		Domain: cfg.Domain, Card: card, Origins: cfg.Origins,
		PerIP: edge.Rate{PerSecond: cfg.GreetPerIP, Burst: 4 * cfg.GreetPerIP}, InAll: edge.Rate{PerSecond: cfg.GreetInAll, Burst: 4 * cfg.GreetInAll},
		Desk: g.desk, Orders: g.keeper, Guard: g.auth, Services: g.proxy, Log: g.log, Seen: g.metrics.API, Greeted: g.metrics.Greeted,
	})
	return nil
}

// Handler is the gateway's web front: the API on its own host, the services on theirs.
func (g *Gateway) Handler() http.Handler { return g.edge }

// Metrics is what the admin listener serves: /livez, /readyz and /metrics.
func (g *Gateway) Metrics() http.Handler { return g.metrics.Handler(g.Ready) }

// Ready is nil once the gateway serves, has heard of the chain and is in the registry with this operator.
func (g *Gateway) Ready() error {
	f := g.keeper.Facts()
	switch {
	case !g.serving.Load():
		return errors.New("not serving yet")
	case f.Polled.IsZero():
		return errors.New("the chain has not answered yet")
	case !f.Registered:
		return fmt.Errorf("node %s is not in the registry", g.cfg.Node)
	case f.Operator != g.Operator() && g.cfg.Node != g.Operator():
		return fmt.Errorf("the registry's operator is %s, this key is %s's", f.Operator, g.Operator())
	case f.Capacity.IsZero():
		return errors.New("the runtime has not said what it can give")
	}
	return nil
}

// Operator is the address of the operator key.
func (g *Gateway) Operator() eth.Address {
	key, err := g.cfg.key()
	if err != nil {
		return eth.Address{}
	}
	return eth.Address(crypto.PubkeyToAddress(key.PublicKey))
}

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

// Close ends what New has started, for a gateway that is not run.
func (g *Gateway) Close() error { return g.close() }

func (g *Gateway) close() error {
	if g.proxy != nil {
		g.proxy.Close()
	}
	var errs []error
	for len(g.closers) > 0 {
		last := len(g.closers) - 1
		errs = append(errs, g.closers[last]())
		g.closers = g.closers[:last]
	}
	return errors.Join(errs...)
}

// version is the revision that this binary was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return s.Value[:12]
			}
		}
	}
	return "devel"
}
