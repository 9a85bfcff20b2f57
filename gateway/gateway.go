// Package gateway is a node's front door: it answers offers with signed quotes, follows the chain for its orders, runs
// what their users sign, and serves the services' hosts. One process serves one node; several can share a process, as
// in the demo. The parts are in the packages below and meet here.
package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"berth/contracts/chain"
	"berth/gateway/admin"
	"berth/gateway/auth"
	"berth/gateway/backup"
	"berth/gateway/cluster"
	"berth/gateway/domain"
	"berth/gateway/door"
	"berth/gateway/edge"
	"berth/gateway/greet"
	"berth/gateway/image"
	"berth/gateway/kube"
	"berth/gateway/kube/inspect"
	"berth/gateway/kube/probe"
	"berth/gateway/lease"
	"berth/gateway/ledger"
	"berth/gateway/local"
	"berth/gateway/manifest"
	"berth/gateway/proxy"
	"berth/gateway/reach"
	"berth/gateway/registry"
	"berth/gateway/snapshot"
	"berth/gateway/ssh"
	"berth/shared/eth"
	"berth/shared/server/certs"
	"berth/shared/server/listen"
	"berth/shared/server/tracing"
	"berth/shared/server/web"
)

// Gateway is one node's gateway. It is safe for concurrent use.
type Gateway struct {
	cfg     Config
	log     *slog.Logger
	chain   Chain
	ledger  *ledger.Ledger
	cluster cluster.Cluster
	images  image.Asker
	users   *registry.Asker // images, on a cluster; nil: nothing is known of whom images start as
	closers []func() error

	desk    *greet.Desk
	keeper  *lease.Keeper
	auth    *auth.Auth
	doors   *door.Doors
	names   *domain.Names
	proxy   *proxy.Proxy
	edge    *edge.Edge
	shots   *snapshot.Store
	backups *backup.Keeper
	ssh     *ssh.Server // nil: there is none
	metrics *admin.Metrics
	traces  *tracing.Tracer // nil: none are made
	blocked *greet.Blocklist
	certs   *certs.Manager // nil: it has no certificates
	office  office
	lacks   lacks

	proxies web.Proxies
	started time.Time
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
		cfg.Version = web.Version()
	}
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.Room == nil {
		cfg.Room = listen.NewRoom(cfg.Connections)
	}
	if cfg.Contracts, err = cfg.contracts(); err != nil {
		return nil, err
	}
	g := &Gateway{cfg: cfg, started: cfg.Now()}
	g.cfg.Log = g.office.listen(cfg.Log)
	g.log = g.cfg.Log.With("node", cfg.Name)
	if g.cfg.viewers, err = cfg.adminViewers(); err != nil {
		return nil, err
	}
	if g.proxies, err = web.ParseProxies(cfg.Proxies); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, g.close())
		}
	}()
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	if g.ledger, err = ledger.Open(filepath.Join(cfg.Data, "ledger.db"), ledger.Key(cfg.SecretsKey), ledger.Clock(cfg.Now)); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	g.closers = append(g.closers, g.ledger.Close)
	if g.traces, err = tracing.Open(ctx, cfg.Traces, "berth-gateway", cfg.Version, g.log); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	g.closers = append(g.closers, func() error { g.traces.Close(); return nil })
	if err := g.ledger.Identify(cfg.Contracts.ChainID, cfg.Contracts.Market, cfg.Node); err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	if cfg.Connect != nil {
		g.chain, err = cfg.Connect()
	} else {
		g.chain, err = connect(ctx, &g.cfg)
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
	if cfg.Runs != nil {
		g.cluster = cfg.Runs(g.cluster)
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
	if err != nil {
		return err
	}
	terms, err := g.chain.Terms(ctx)
	if err != nil {
		g.log.Warn("the market's terms cannot be read", "err", err)
		return nil
	}
	g.office.maxReferrer.Store(uint32(terms.MaxReferrerShare) + 1)
	if g.cfg.ReferrerShare > terms.MaxReferrerShare {
		return fmt.Errorf("--referrer-share: %d: the market allows %d basis points at most", g.cfg.ReferrerShare, terms.MaxReferrerShare)
	}
	return nil
}

func (g *Gateway) openRuntime() error {
	if g.cfg.Runtime == "kube" {
		registries, err := reach.NewRegistries(g.cfg.Registries, g.cfg.NoRegistries)
		if err != nil {
			return err
		}
		ports, err := reach.OpenPorts(g.cfg.ClosedPorts)
		if err != nil {
			return err
		}
		c, err := kube.New(kube.Config{
			Node: g.cfg.Node, ChainID: g.cfg.Contracts.ChainID, Market: g.cfg.Contracts.Market, Logs: filepath.Join(g.cfg.Data, "logs"),
			Kubeconfig: g.cfg.Kubeconfig, Capacity: g.cfg.Capacity, StorageClass: g.cfg.StorageClass, RuntimeClass: g.cfg.RuntimeClass,
			SandboxClass: g.cfg.SandboxClass, ProbeImage: g.cfg.ProbeImage, HelperImage: g.cfg.HelperImage, Reach: kube.Reach(g.cfg.ReachPods), Log: g.log,
			Registries: registries, Cached: g.cfg.CachedImages, Ports: ports, Bandwidth: g.cfg.PodBandwidth,
			Size:  func(s manifest.Service) uint32 { return g.users.Size(s) },
			Ahead: g.cfg.PullAhead, AheadMiB: g.cfg.PullAheadMiB, Weigh: func(ctx context.Context, name string) (uint32, bool) {
				f, err := g.images.Ask(ctx, image.Who{Name: "pull-ahead"}, name, nil)
				return uint32(min((f.Bytes+1<<20-1)>>20, math.MaxUint32)), err == nil
			},
		})
		if err != nil {
			return err
		}
		g.cluster = c
		g.closers = append(g.closers, c.Close)
		trial := inspect.Trial{StorageClass: g.cfg.StorageClass, RuntimeClass: g.cfg.RuntimeClass, Waits: probe.Patient}
		if g.cfg.TryCluster {
			trial.Image = g.cfg.ProbeImage
		}
		in, err := inspect.Open(g.cfg.Kubeconfig)
		if err != nil {
			return err
		}
		g.lacks.look, g.lacks.log = lookAt(in, trial), g.log
		asker, err := registry.New(registry.Config{
			Registries: registries, Platforms: c.Platforms, Closed: c.Closed, Now: g.cfg.Now,
			Seen: func(why image.Why, kept bool) { g.metrics.Image(why, kept) },
		})
		if err != nil {
			return err
		}
		g.images, g.users = asker, asker
		g.closers = append(g.closers, asker.Close)
		return nil
	}
	r, err := local.New(filepath.Join(g.cfg.Data, "orders"), g.cfg.Capacity, g.log)
	if err != nil {
		return err
	}
	g.cluster, g.images = r, r
	g.closers = append(g.closers, r.Close)
	return nil
}

// Metrics is what the admin listener serves: see admin.Metrics.
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

// Operator is the address of the key that the gateway signs and sends with.
func (g *Gateway) Operator() eth.Address {
	keys, err := g.cfg.operators()
	if err != nil {
		return eth.Address{} // New has refused them
	}
	return keys.address()
}

// close ends what New has started.
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
