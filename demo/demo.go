package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"berth/assets"
	"berth/bff"
	"berth/bff/notice/mail"
	"berth/shared/server/listen"
	"berth/shared/server/web"
)

// chainName is what the demo's chain is called.
const chainName = "Berth demo"

// startLimit is how long the demo may take until every part is up.
const startLimit = 2 * time.Minute

// run starts all parts, one after the other since each needs those before it, and waits for the end.
func run(ctx context.Context, cfg config, out io.Writer) error {
	began := time.Now()
	if err := cfg.check(); err != nil {
		return err
	}
	unlock, err := lock(cfg.State)
	if err != nil {
		return err
	}
	defer unlock()
	if cfg.Fresh {
		if err := remove(cfg.State); err != nil {
			return err
		}
	}
	k, err := loadKeys(filepath.Join(cfg.State, "keys.json"), 2, len(sites)+1)
	if err != nil {
		return err
	}
	// The parts end before the chain that they stand on: it has a context of its own.
	chainCtx, endChain := context.WithCancel(context.WithoutCancel(ctx))
	base, chainCtx := errgroup.WithContext(chainCtx)
	l, err := startChain(chainCtx, cfg.State, k, base)
	if l != nil {
		defer func() {
			endChain()
			_ = base.Wait() // the parts have ended with what it says
			if err := l.chain.Close(); err != nil {
				slog.Error("close the chain", "err", err)
			}
		}()
	}
	defer endChain()
	if err != nil {
		return err
	}
	room := listen.NewRoom(0)
	if err := l.serveRPC(chainCtx, cfg, k, room, base); err != nil {
		return err
	}
	for _, a := range cfg.Fund {
		if err := l.fund(ctx, k, a); err != nil {
			return err
		}
	}

	group, partsCtx := errgroup.WithContext(ctx)
	group.Go(func() error { // a chain that fails ends the parts
		select {
		case <-partsCtx.Done():
			return nil
		case <-chainCtx.Done():
			return base.Wait()
		}
	})
	err = startParts(partsCtx, cfg, k, l, room, group)
	if err == nil {
		welcome(out, cfg, l, time.Since(began))
		return group.Wait()
	}
	group.Go(func() error { return err })
	if werr := group.Wait(); ctx.Err() == nil {
		return werr
	}
	return nil
}

// startParts starts gateways and platform, and returns once all of them are ready.
func startParts(ctx context.Context, cfg config, k keys, l *ledger, room *listen.Room, group *errgroup.Group) error {
	rpc := "ws://" + cfg.RPCListen
	if err := startNodes(ctx, cfg, k, l, rpc, room, group); err != nil {
		return err
	}
	platform, err := bff.New(ctx, bff.Config{
		Name: "Berth", Listen: cfg.Listen, PublicURL: cfg.home(), Data: filepath.Join(cfg.State, "bff"),
		MongoDB: os.Getenv("BERTH_MONGODB_URI"), Site: cfg.Site, RPC: []string{rpc}, PublicRPC: "http://" + cfg.RPCListen,
		ChainName: chainName, Currency: "ETH", Demo: true, Poll: 200 * time.Millisecond, Cards: 2 * time.Second,
		Contracts: l.addresses, DevWallet: assets.DevWallet, Version: web.Version(), Log: slog.Default().With("part", "bff"),
		Room: room, AgentKey: k.Agent.hex(), AgentRenewBefore: cfg.RenewBefore, AgentGuardAfter: cfg.GuardAfter,
		Finality: cfg.Finality, HideAfter: cfg.HideAfter,
		WalletConnect: cfg.WalletConnect, WalletConnectRelay: cfg.WalletConnectRelay,
		Relay:    bff.Relay{Key: k.Relay.hex(), AddressOrders: 100},
		Referrer: k.Deployer.Address(), // who gets nothing of it, and is named so that the gas is paid
		Certify:  cfg.certify(k), Traces: cfg.Traces, SMTP: mail.Settings{Server: cfg.SMTPServer, From: "Berth <notices@berth.localhost>", TLS: "none"},
	})
	if err != nil {
		return err
	}
	group.Go(func() error { return platform.Run(ctx) })
	return ready(ctx, "platform", platform.Ready)
}

// ready waits until a part says that it is.
func ready(ctx context.Context, part string, check func() error) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		err := check()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready: %w", part, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (c *config) check() error {
	var errs []error
	if len(c.GatewayPorts) != len(sites) {
		errs = append(errs, fmt.Errorf("--gateway-ports: needs %d ports, has %d", len(sites), len(c.GatewayPorts)))
	}
	for flag, addr := range map[string]string{"listen": c.Listen, "rpc-listen": c.RPCListen} {
		if host, _, err := net.SplitHostPort(addr); err != nil {
			errs = append(errs, fmt.Errorf("--%s: %w", flag, err))
		} else if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			errs = append(errs, fmt.Errorf("--%s: %q: the demo signs for whoever reaches it, so it listens on this machine only: localhost, 127.0.0.1 or [::1]", flag, host))
		}
	}
	if _, err := os.Stat(filepath.Join(c.Site, "index.html")); err != nil {
		errs = append(errs, fmt.Errorf("--site: no web app in %s: run `make site`, or `make demo` which does", c.Site))
	}
	return errors.Join(errs...)
}

// home is the app's URL as people open it. Login messages name it, so a page that is opened by another name cannot log in.
func (c *config) home() string {
	return "http://" + strings.Replace(c.Listen, "127.0.0.1", "localhost", 1)
}

// origins are the app's and those of the gateways' own hosts: their pages may use the Dev wallet. Services have hosts of
// their own, which are not among them.
func (c *config) origins() []string {
	_, port, _ := net.SplitHostPort(c.Listen) // was checked
	all := []string{"http://localhost:" + port, "http://127.0.0.1:" + port}
	for _, s := range c.sites() {
		all = append(all, "http://"+s.domain())
	}
	return all
}

// lock keeps a second demo out of a state folder.
func lock(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("state folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another demo uses %s; end it, or give this one a folder of its own with --state", dir)
	}
	return func() { f.Close() }, nil
}

func welcome(out io.Writer, cfg config, l *ledger, took time.Duration) {
	start := "the state of last time"
	if l.fresh {
		start = "a fresh chain"
	}
	fmt.Fprintf(out, `
  Berth is up, with %s, after %.1f s:  %s

  chain     http://%s  (id %d)
  state     %s
`, start, took.Seconds(), cfg.home(), cfg.RPCListen, l.addresses.ChainID, cfg.State)
	runs := "processes on this machine"
	for i, s := range cfg.sites() {
		note := ""
		if s.kubeconfig != "" {
			note, runs = "  (Kubernetes)", "processes on this machine, but for what "+s.name+" runs"
		}
		fmt.Fprintf(out, "  node %-4d http://%s/admin  %s%s\n", i+1, s.domain(), s.name, note)
	}
	fmt.Fprintf(out, `
  This is for trying out: the keys are on this disk, the money is worth nothing, and what you deploy runs as plain
  %s. Ctrl-C ends it; the state stays.

`, runs)
}

var _ goer = (*errgroup.Group)(nil)
