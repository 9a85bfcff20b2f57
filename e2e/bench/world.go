package main

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"

	"berth/contracts/chain"
	"berth/demo/devchain"
	"berth/demo/devwallet"
	"berth/e2e/rig"
	"berth/gateway"
	"berth/gateway/cluster"
	"berth/gateway/proxy"
	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/heap"
	"berth/shared/wire"
)

// Variables that a gateway's process is told by.
const (
	toVariable      = "BERTH_BENCH_SERVICE"
	profileVariable = "BERTH_BENCH_PROFILE"
)

// elsewhere is a runtime whose services' connections lead to one address.
type elsewhere struct {
	cluster.Cluster
	addr string
}

// Dial implements cluster.Dialer.
func (e elsewhere) Dial(ctx context.Context, _ order.ID, _ string) (net.Conn, error) {
	return (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, "tcp", e.addr)
}

// serveGateway is gateway/main but for that.
func serveGateway(ctx context.Context, args []string) (err error) {
	var cfg gateway.Config
	parser, err := kong.New(&cfg, kong.DefaultEnvars("BERTH"))
	if err != nil {
		return err
	}
	if _, err := parser.Parse(args); err != nil {
		return err
	}
	if path := os.Getenv(profileVariable); path != "" {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer func() {
			pprof.StopCPUProfile()
			_ = f.Close()
		}()
	}
	cfg.Runs = func(c cluster.Cluster) cluster.Cluster { return elsewhere{c, os.Getenv(toVariable)} }
	g, err := gateway.New(ctx, cfg)
	if err != nil {
		return err
	}
	go heap.Run(ctx)
	return g.Run(ctx)
}

var total = resource.Resources{CPUMilli: 4000, MemoryMiB: 4096, DiskMiB: 10_000, TrafficMiB: 64 << 20}

// world is a chain, a node with its gateway, and an order with a service that its user is let in to.
type world struct {
	gateway *process
	addr    string
	host    string // of the service
	cookie  string
	end     func()
}

func newWorld(ctx context.Context, s settings, dir, to string) (_ *world, err error) {
	alloc := types.GenesisAlloc{}
	var keys [4]*ecdsa.PrivateKey
	for i := range keys {
		if keys[i], err = crypto.GenerateKey(); err != nil {
			return nil, err
		}
		alloc[crypto.PubkeyToAddress(keys[i].PublicKey)] = types.Account{Balance: new(big.Int).Mul(big.NewInt(1000), big.NewInt(params.Ether))}
	}
	deployer, wallet, operator, user := keys[0], keys[1], keys[2], keys[3]
	dev, err := devchain.Start(devchain.Config{Alloc: alloc, Period: time.Second})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	mined := make(chan error, 1)
	go func() { mined <- dev.Run(ctx) }()
	w := &world{end: func() {
		cancel()
		_ = errors.Join(<-mined, dev.Close()) // it was for this run alone
	}}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	at, err := chain.Deploy(ctx, dev.Client(), deployer, chain.Params{
		Admin: rig.Address(deployer), Genesis: []chain.Grant{{To: rig.Address(user), Amount: amount.Of(1000).Mul(1e18)}},
	})
	if err != nil {
		return nil, err
	}
	h, stop, err := devwallet.Handler(dev, devwallet.New(dev.Client(), at.ChainID), nil, []string{"127.0.0.1"})
	if err != nil {
		return nil, err
	}
	rpc, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(rpc) }() // until w.end
	before := w.end
	w.end = func() { srv.Close(); stop(); before() }
	client, err := chain.Dial(ctx, "ws://"+rpc.Addr().String(), at)
	if err != nil {
		return nil, err
	}
	w.addr = freeAddr()
	admin := freeAddr()
	domain := "bench.localhost" + w.addr[strings.LastIndex(w.addr, ":"):]
	if _, err := chain.NewSender(client, wallet, chain.SenderConfig{}).Register(ctx, chain.Entry{Operator: rig.Address(operator), Total: total, Endpoint: domain}); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "addresses.json")
	if err := at.Save(file); err != nil {
		return nil, err
	}
	w.gateway, err = start([]string{
		"BERTH_OPERATOR_KEY=" + hex.EncodeToString(crypto.FromECDSA(operator)), toVariable + "=" + to, profileVariable + "=" + s.profile,
	}, self(), "gateway", "--node", rig.Address(wallet).String(), "--rpc", "ws://"+rpc.Addr().String(), "--addresses", file, "--listen", w.addr, "--admin", admin,
		"--domain", domain, "--scheme", "http", "--data", filepath.Join(dir, "gateway"), "--probation", "0s", "--price", "BRT:core-hour=0.001", "--upstream", s.upstream,
		"--body-bytes", fmt.Sprint(8<<30))
	if err != nil {
		return nil, err
	}
	if err := rig.Eventually(30*time.Second, func() error { return rig.Ready("http://" + admin) }); err != nil {
		return nil, fmt.Errorf("the gateway is not ready: %w\n%s", err, w.gateway.log)
	}
	p := rig.NewPerson(user, client)
	p.Node, p.Gateway = rig.Address(wallet), "http://"+domain
	return w, w.rent(ctx, p)
}

// rent has an order made and a service deployed, and gets the cookie for it.
func (w *world) rent(ctx context.Context, p *rig.Person) error {
	const hour = 3600
	g, err := p.Greet(ctx, resource.Resources{CPUMilli: 1000, MemoryMiB: 256, DiskMiB: 64, TrafficMiB: 32 << 20}, amount.Of(1e15).Nano(), hour)
	if err != nil {
		return err
	}
	if err := p.Pay(ctx, *g.Quote, g.Signature, hour); err != nil {
		return err
	}
	if err := rig.Eventually(20*time.Second, func() error { return p.Authorise(ctx, p.ID) }); err != nil {
		return err
	}
	if _, err := p.Up(ctx, 1, wire.TemplateManifest{Template: "hello", Service: "hello", Image: "berth/hello", Port: 8080}); err != nil {
		return err
	}
	ticket, err := p.Ticket(ctx, "hello")
	if err != nil {
		return err
	}
	if err := p.Enter(ctx, ticket); err != nil {
		return err
	}
	w.host = proxy.Host(strings.TrimPrefix(p.Gateway, "http://"), p.ID, "hello")
	for _, c := range p.HTTP.Jar.Cookies(&url.URL{Scheme: "http", Host: w.host}) {
		w.cookie = c.Name + "=" + c.Value
	}
	if w.cookie == "" {
		return errors.New("no cookie was given")
	}
	return nil
}

func (w *world) close() {
	if w.gateway != nil {
		w.gateway.stop()
	}
	w.end()
}
