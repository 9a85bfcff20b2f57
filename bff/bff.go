// Package bff is the platform's backend: it knows the nodes and orders, lets people log in with a wallet, asks nodes
// for quotes, and serves the site. Nobody has to trust it: it holds no money, and signs nothing but, for users who named it
// their agent, what the market lets an agent do, and, to pay their gas, orders as users have signed them; and all that it says can be read from the chain and from the gateways themselves.
package bff

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/sync/errgroup"

	"berth/assets/templates"
	"berth/bff/agent"
	"berth/bff/api"
	"berth/bff/catalogue"
	"berth/bff/certify"
	"berth/bff/enlist"
	"berth/bff/health"
	"berth/bff/indexer"
	"berth/bff/journal"
	"berth/bff/login"
	"berth/bff/metadata"
	"berth/bff/negotiate"
	"berth/bff/notice"
	"berth/bff/peer"
	"berth/bff/pricing"
	"berth/bff/recommend"
	"berth/bff/relay"
	"berth/bff/rental"
	"berth/bff/store"
	"berth/contracts/chain"
	"berth/contracts/chain/witness"
	"berth/shared/eth"
	"berth/shared/server/certs"
	"berth/shared/server/listen"
	"berth/shared/server/tracing"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Server is a platform. New makes it, Run runs it once.
type Server struct {
	cfg       Config
	log       *slog.Logger
	listener  *listen.Listener
	ops       *listen.Listener
	plain     *listen.Listener // of those who come by http; nil: there is none
	certs     *certs.Manager   // nil: it has no certificates
	store     *store.Store
	chain     *chain.Client
	witness   *witness.Witness
	peers     *peer.Client
	index     *indexer.Index
	syncer    *indexer.Syncer
	journal   *journal.Journal
	catalogue *catalogue.Catalogue
	enlist    *enlist.Service
	keeper    *catalogue.Keeper
	describer *catalogue.Describer
	refresher *catalogue.Refresher
	negotiate *negotiate.Manager
	prices    *pricing.Model
	notices   *notice.Service
	watch     *notice.Watch
	health    *health.Service
	agent     *agent.Agent       // nil: there is none
	certify   *certify.Certifier // nil: nodes are not certified
	relay     *relay.Relay       // nil: nobody's gas is paid
	api       *api.API
	metrics   *prometheus.Registry
	traces    *tracing.Tracer // nil: none are made

	info    atomic.Pointer[wire.Info]
	known   chan struct{} // closed once info is there
	stored  atomic.Bool   // the database answered last time
	closing sync.Once
}

const (
	sweepEvery = 10 * time.Minute
	pingEvery  = 5 * time.Second
	drain      = 10 * time.Second
)

// New opens the database and the listeners. The chain may still be away: Ready tells when all is there. A Server that is
// not run is to be closed.
func New(ctx context.Context, cfg Config) (*Server, error) {
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	s := &Server{cfg: cfg, log: cfg.Log, known: make(chan struct{})}
	if err := s.open(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// images gives those of a service of the catalogue.
func images(list []wire.Template) func(id string) []string {
	return func(id string) []string {
		i := slices.IndexFunc(list, func(t wire.Template) bool { return t.ID == id })
		if i < 0 {
			return nil
		}
		return list[i].Images
	}
}

func (s *Server) open(ctx context.Context) (err error) {
	cfg := s.cfg
	list, err := recommend.Templates(templates.Files)
	if err != nil {
		return err
	}
	proxies, err := web.ParseProxies(cfg.Proxies)
	if err != nil {
		return err
	}
	room := cfg.Room
	if room == nil {
		room = listen.NewRoom(cfg.Connections)
	}
	if err = s.listen(room, proxies); err != nil {
		return err
	}
	if cfg.Ops != "" {
		if s.ops, err = listen.Open(nil, cfg.Ops, listen.Options{Room: room, Log: s.log}); err != nil {
			return fmt.Errorf("ops: %w", err)
		}
	}
	if s.traces, err = tracing.Open(ctx, cfg.Traces, "berth-platform", cfg.Version, s.log); err != nil {
		return err
	}
	var with []store.Option
	if s.traces != nil {
		with = append(with, store.Traced())
	}
	if cfg.MongoDB != "" {
		s.store, err = store.Open(ctx, cfg.MongoDB, with...)
	} else {
		s.store, err = store.OpenEmbedded(ctx, filepath.Join(cfg.Data, "db"), s.log, with...)
	}
	if err != nil {
		return err
	}
	if err = s.store.Migrate(ctx, s.log); err != nil {
		return err
	}
	s.stored.Store(true)
	var endpoints []*chain.Client
	if s.chain, endpoints, err = chain.DialAll(ctx, cfg.RPC, cfg.Contracts); err != nil {
		return err
	}
	s.witness = witness.Of(cfg.RPC, endpoints, s.log)
	domain := cfg.Contracts.Domain()
	s.peers = peer.New(cfg.Demo)
	tokens := make([]eth.Address, len(cfg.Contracts.Tokens))
	for i, t := range cfg.Contracts.Tokens {
		tokens[i] = t.Address
	}
	s.index = indexer.NewIndex(cfg.Contracts.Tokens)
	s.catalogue = catalogue.New(tokens...)
	s.refresher = &catalogue.Refresher{
		Catalogue: s.catalogue, Registry: s.chain, Gateways: s.peers, Records: s.index, Domain: domain, Every: cfg.Cards, Log: s.log,
	}
	s.catalogue.SetPolicy(catalogue.Policy{Enlisted: cfg.Listing == "enlisted", Final: cfg.finalBlocks != 0, HideAfter: cfg.HideAfter})
	s.journal = journal.New(s.store.Journal, journal.Times{Alone: cfg.MongoDB == ""}, s.leads, s.log)
	s.enlist = enlist.New(s.store.Catalogue, s.catalogue, store.ErrNone, s.log)
	s.keeper = &catalogue.Keeper{Catalogue: s.catalogue, Dossiers: s.store.Catalogue, Tell: s.journal.Changed, Failed: func(err error) {
		s.log.Warn("what is known of nodes is not written down; trying on", "err", err)
	}}
	s.describer = &catalogue.Describer{Catalogue: s.catalogue, Metadata: metadata.New(peer.Guarded(cfg.Demo), cfg.IPFSGateway)}
	s.syncer = indexer.NewSyncer(indexer.Config{
		Index: s.index, Log: s.journal, Checkpoints: s.journal, Blocks: s.witness, Events: indexer.Reader{Events: s.witness}, Heads: s.witness,
		First: cfg.Contracts.Block, Every: cfg.Poll, Changed: s.refresher.Changed, Recorded: s.refresher.Recorded, Logger: s.log,
	})
	s.prices = pricing.NewModel(time.Now)
	if err := s.prices.Sync(ctx, s.store.Prices); err != nil {
		s.log.Warn("what greets taught about prices cannot be read; it is learned anew", "err", err)
	}
	secret, err := s.store.Secret(ctx, "holds", func() (string, error) { return rand.Text(), nil })
	if err != nil {
		return err
	}
	s.negotiate = negotiate.New(negotiate.Config{
		Domain: domain, Tokens: tokens, Referrer: cfg.Referrer, Share: cfg.ReferrerShare, Deadline: cfg.GreetTimeout, Images: images(list),
		Learn: s.prices.Hear, Secret: []byte(secret),
	}, s.catalogue, s.peers, s.chain, s.store.Offers, s.log)
	if err = s.openNotices(ctx); err != nil {
		return err
	}
	if key := cfg.agentKey; key != nil {
		sender := chain.NewSender(s.chain, key, chain.SenderConfig{})
		s.agent = agent.New(agent.Config{
			Address: sender.Address(), Orders: s.index, Chain: agent.OnChain{Client: s.chain, Agent: sender.Address()}, Sender: sender, Store: s.store.Care,
			Nodes: s.catalogue, Gateways: s.peers, Teller: s.notices, Name: s.nodeName, Ready: s.journal.Ready, Leads: s.journal.Leads, RenewBefore: cfg.AgentRenewBefore, GuardAfter: cfg.AgentGuardAfter, Log: s.log,
		})
	}
	if s.agent != nil {
		s.watch.Care = s.agent.Care
	}
	if err = s.openRelay(ctx); err != nil {
		return err
	}
	s.metrics = s.newMetrics()
	s.openCertify()
	s.metrics.MustRegister(room)
	if s.certs != nil {
		s.metrics.MustRegister(s.certs)
	}
	site, _ := url.Parse(cfg.PublicURL) // was checked
	var files map[string][]byte
	if cfg.Demo && cfg.DevWallet != nil {
		// A demo's contracts are made when it is first started: its site cannot have them from its build.
		c := cfg.Contracts
		contracts, err := json.Marshal(wire.Contracts{
			ChainID: c.ChainID, Token: c.Token, Registry: c.Registry, Market: c.Market, Staking: c.Staking, Permit2: c.Permit2, Block: c.Block, Tokens: c.Tokens,
			RPC: cfg.PublicRPC,
		})
		if err != nil {
			return fmt.Errorf("contracts: %w", err)
		}
		files = map[string][]byte{"dev/wallet.js": cfg.DevWallet, "contracts.json": contracts}
	}
	settings := api.Config{
		Info: s.Info, Ready: s.Ready, Tokens: tokens, Catalogue: s.catalogue, Index: s.index, Chain: s.chain, Negotiate: s.negotiate, Prices: s.prices, Quotes: s.store.Offers,
		Advisor:   &recommend.Advisor{Templates: list, Tokens: tokens, Prices: s.prices, Gateways: s.peers},
		Rentals:   rental.New(rental.Config{Activate: cfg.RentalActivate}, s.negotiate, s.index, s.chain, s.store.Rentals, s.log),
		Templates: list,
		Login: login.New(
			login.Config{Scheme: site.Scheme, Domain: site.Host, ChainID: cfg.Contracts.ChainID}, s.store.Sessions, s.store.Sessions, s.chain.Universal(), time.Now),
		Notices: s.notices, Watcher: s.health, Private: cfg.Demo, Enlist: s.enlist,
		Site: cfg.Site, Files: files, Origin: site.Scheme + "://" + site.Host, Plain: cfg.PlainCookies, Proxies: proxies,
		Metrics: api.NewMetrics(s.metrics), Traces: s.traces, Log: s.log, Away: func(err error) bool { return errors.Is(err, store.ErrAway) },
	}
	if s.certify != nil {
		settings.Certifier, settings.Evidence, settings.Command = s.certify, s.store.Checks, s.command()
		settings.None = func(err error) bool { return errors.Is(err, store.ErrNone) }
	}
	if s.agent != nil { // a nil *agent.Agent would be an Agent
		settings.Agent = s.agent
	}
	if s.relay != nil {
		settings.Relay = s.relay
	}
	s.api, err = api.New(settings)
	return err
}

// listen opens what visitors come to, with certificates if there is a way to some. fasthttp speaks HTTP/1.1 alone, so that
// nothing else is offered.
func (s *Server) listen(room *listen.Room, proxies web.Proxies) (err error) {
	cfg := s.cfg
	o := listen.Options{Room: room, Proxies: proxies, Introduced: cfg.ProxyProtocol, Chunked: api.ChunkedLimit, Log: s.log}
	if cfg.TLS.Any() {
		site, _ := url.Parse(cfg.PublicURL) // was checked
		s.certs, err = certs.New(certs.Config{
			Settings: cfg.TLS, Folder: filepath.Join(cfg.Data, "certs"), Host: site.Hostname(), HTTP: cfg.ListenHTTP != "", Log: s.log,
		})
		if err != nil {
			return err
		}
		if cfg.ListenHTTP != "" {
			s.plain, err = listen.Open(nil, cfg.ListenHTTP, listen.Options{Room: room, Proxies: proxies, Introduced: cfg.ProxyProtocol, Log: s.log})
			if err != nil {
				return fmt.Errorf("listen-http: %w; it may be left empty, with --tls-dns, or where TLS-ALPN-01 does", err)
			}
		}
		o.TLS = s.certs.TLS(listen.HTTP1)
	}
	s.listener, err = listen.Open(nil, cfg.Listen, o)
	return err
}

func (s *Server) newMetrics() *prometheus.Registry {
	r := prometheus.NewRegistry()
	gauge := func(name, help string, f func() float64) {
		r.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f))
	}
	gauge("berth_index_block", "Newest block in the index.", func() float64 { return float64(s.index.Head().Number) })
	gauge("berth_index_lag_blocks", "Blocks that the index is behind the chain.", func() float64 { return float64(s.syncer.Lag()) })
	gauge("berth_chain_endpoints", "Endpoints of the chain that had the newest head.", func() float64 { return float64(s.witness.Agreeing()) })
	r.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "berth_chain_disputes_total", Help: "How often an endpoint of the chain has contradicted others."},
		func() float64 { return float64(s.witness.Disputes()) }))
	gauge("berth_leads", "Whether this replica leads: reads the chain and asks gateways.", func() float64 {
		if s.journal.Leads() {
			return 1
		}
		return 0
	})
	gauge("berth_term", "Which leader, counted from the first, writes the database.", func() float64 { return float64(s.journal.Term()) })
	gauge("berth_orders", "Orders in the index.", func() float64 { return float64(s.index.Count()) })
	gauge("berth_nodes", "Nodes in the catalogue.", func() float64 { return float64(s.catalogue.Len()) })
	gauge("berth_nodes_reachable", "Nodes whose gateway answered when it was asked last.", func() float64 { return float64(s.catalogue.Reachable()) })
	gauge("berth_negotiations", "Offers that nodes are being asked about.", func() float64 { return float64(s.negotiate.Running()) })
	if s.agent != nil {
		gauge("berth_agent_orders", "Live orders of users who let the platform's agent act.", func() float64 { return float64(s.agent.Count()) })
	}
	if s.relay != nil {
		r.MustRegister(s.relay)
	}
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// Ready is nil while all parts work: the database answers, the chain can be read, and index and catalogue have caught
// up with it once.
func (s *Server) Ready() error {
	_, err := s.Info()
	if !s.stored.Load() {
		err = errors.Join(err, errors.New("database: no answer"))
	}
	return errors.Join(err, s.journal.Ready())
}

// Info is what pages need to know first.
func (s *Server) Info() (wire.Info, error) {
	if i := s.info.Load(); i != nil {
		return *i, nil
	}
	return wire.Info{}, errors.New("chain: not read yet")
}

// Run serves until ctx ends, then lets requests finish and closes everything.
func (s *Server) Run(ctx context.Context) error {
	defer s.Close()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.api.Serve(s.listener) })
	if s.certs != nil {
		g.Go(func() error { s.certs.Run(ctx); return nil })
	}
	if s.plain != nil {
		site, _ := url.Parse(s.cfg.PublicURL) // was checked
		g.Go(func() error { return listen.Serve(ctx, s.plain, s.certs.Plain(site.Port())) })
	}
	g.Go(func() error {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.Background(), drain)
		defer cancel()
		s.negotiate.Close()
		err := s.api.Close(stop)
		if s.relay != nil {
			s.relay.Close(stop)
		}
		return err
	})
	if s.ops != nil {
		ops := web.Operations(s.Ready, "ready", promhttp.HandlerFor(s.metrics, promhttp.HandlerOpts{}))
		g.Go(func() error { return listen.Serve(ctx, s.ops, ops) })
	}
	g.Go(func() error { s.start(ctx); return nil })
	g.Go(func() error { return s.journal.Run(ctx, replica{s}) })
	g.Go(func() error { s.enlist.Run(ctx); return nil })
	g.Go(func() error { s.finality(ctx); return nil })
	if s.relay != nil {
		g.Go(func() error { s.relay.Run(ctx); return nil })
	}
	g.Go(func() error { return s.refresher.Run(ctx) })
	g.Go(func() error { s.store.Sweep(ctx, sweepEvery, s.log); return nil })
	g.Go(func() error { s.ping(ctx); return nil })
	g.Go(func() error { s.prices.Run(ctx, s.store.Prices, s.log); return nil })
	for _, run := range []func(context.Context){s.notices.Read, s.notices.Send, s.watch.Run} {
		g.Go(func() error { run(ctx); return nil })
	}
	return g.Wait()
}

// readChain checks the chain and reads what pages need to know of it.
func (s *Server) readChain(ctx context.Context) error {
	if err := s.chain.Verify(ctx); err != nil {
		return err
	}
	terms, err := s.chain.Terms(ctx)
	if err != nil {
		return err
	}
	if s.cfg.ReferrerShare > terms.MaxReferrerShare {
		return fmt.Errorf("referrer-share is %d basis points, the market allows %d: %w", s.cfg.ReferrerShare, terms.MaxReferrerShare, errSettings)
	}
	c := s.cfg.Contracts
	info := wire.Info{
		Name: s.cfg.Name, Version: s.cfg.Version, Demo: s.cfg.Demo,
		Chain: wire.Chain{
			ID: c.ChainID, Name: s.cfg.ChainName, RPC: s.cfg.PublicRPC, Explorer: s.cfg.Explorer, Currency: s.cfg.Currency,
			Market: c.Market, Registry: c.Registry, Staking: c.Staking, Permit2: c.Permit2,
			ActivationWindow: uint32(terms.ActivationWindow / time.Second), FeeBps: terms.FeeBps,
		},
	}
	if s.agent != nil {
		info.Agent = s.agent.Address()
	}
	info.Relay = s.relay != nil
	if s.cfg.WalletConnect != "" {
		info.WalletConnect = &wire.WalletConnect{Project: s.cfg.WalletConnect, Relay: s.cfg.WalletConnectRelay}
	}
	if info.Chain.Native, err = s.readToken(ctx, wire.Coin{Address: c.Token}); err != nil {
		return err
	}
	for _, coin := range c.Tokens {
		t, err := s.readToken(ctx, coin)
		if err != nil {
			return err
		}
		if t.Symbol != coin.Symbol || t.Decimals != coin.Decimals {
			return fmt.Errorf("token %s is %s with %d decimals, the addresses have %s with %d: %w",
				t.Address, t.Symbol, t.Decimals, coin.Symbol, coin.Decimals, errSettings)
		}
		info.Chain.Tokens = append(info.Chain.Tokens, t)
	}
	s.info.Store(&info)
	return nil
}

// errSettings is a setting that the chain shows to be wrong.
var errSettings = errors.New("the settings are not right")

// readToken asks a token what it is.
func (s *Server) readToken(ctx context.Context, coin wire.Coin) (wire.Token, error) {
	f, err := s.chain.Token(coin.Address).Facts(ctx)
	if err != nil {
		return wire.Token{}, err
	}
	return wire.Token{
		Address: coin.Address, Name: f.Domain.Name, Version: f.Domain.Version, Symbol: f.Symbol, Decimals: f.Decimals, Permit: f.Permit, Dollar: coin.Dollar,
	}, nil
}

// ping watches the database.
func (s *Server) ping(ctx context.Context) {
	t := time.NewTicker(pingEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			call, cancel := context.WithTimeout(ctx, pingEvery)
			err := s.store.Ping(call)
			cancel()
			if ctx.Err() == nil && s.stored.Swap(err == nil) && err != nil {
				s.log.Warn("the database does not answer", "err", err)
			}
		}
	}
}

// Close frees what New has opened. Run does it by itself.
func (s *Server) Close() {
	s.closing.Do(func() {
		if s.negotiate != nil {
			s.negotiate.Close()
		}
		if s.listener != nil {
			s.listener.Close()
		}
		if s.ops != nil {
			s.ops.Close()
		}
		if s.plain != nil {
			s.plain.Close()
		}
		if s.certs != nil {
			s.certs.Close()
		}
		if s.peers != nil {
			s.peers.Close()
		}
		if s.chain != nil {
			s.chain.Close()
		}
		if s.store != nil {
			if err := s.store.Close(); err != nil {
				s.log.Warn("closing the database", "err", err)
			}
		}
		s.traces.Close()
	})
}
