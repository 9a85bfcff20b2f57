package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/tls"
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
	"berth/shared/eth"
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
	cfg.Capacity = total // the services are hardly asked
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
	gateway    *process
	gatewayURL string
	node       eth.Address
	client     *chain.Client
	addr       string
	tls        bool
	user       *rig.Person
	service    subject             // the user's
	others     []*ecdsa.PrivateKey // users who have money and no order
	end        func()
}

// size is what the user's order has.
var size = resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 64, TrafficMiB: 32 << 20}

func newWorld(ctx context.Context, s settings, dir, to string, others int) (_ *world, err error) {
	alloc := types.GenesisAlloc{}
	keys := make([]*ecdsa.PrivateKey, 4+others)
	for i := range keys {
		if keys[i], err = crypto.GenerateKey(); err != nil {
			return nil, err
		}
		alloc[crypto.PubkeyToAddress(keys[i].PublicKey)] = types.Account{Balance: new(big.Int).Mul(big.NewInt(1000), big.NewInt(params.Ether))}
	}
	deployer, wallet, operator, users := keys[0], keys[1], keys[2], keys[3:]
	var grants []chain.Grant
	for _, k := range users {
		grants = append(grants, chain.Grant{To: rig.Address(k), Amount: amount.Of(1000).Mul(1e18)})
	}
	dev, err := devchain.Start(devchain.Config{Alloc: alloc, Period: time.Second})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	mined := make(chan error, 1)
	go func() { mined <- dev.Run(ctx) }()
	w := &world{node: rig.Address(wallet), tls: s.tls, others: users[1:], end: func() {
		cancel()
		_ = errors.Join(<-mined, dev.Close()) // it was for this run alone
	}}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	at, err := chain.Deploy(ctx, dev.Client(), deployer, chain.Params{Admin: rig.Address(deployer), Genesis: grants})
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
	if w.client, err = chain.Dial(ctx, "ws://"+rpc.Addr().String(), at); err != nil {
		return nil, err
	}
	w.addr = freeAddr()
	admin := freeAddr()
	domain := "bench.localhost" + w.addr[strings.LastIndex(w.addr, ":"):]
	if _, err := chain.NewSender(w.client, wallet, chain.SenderConfig{}).Register(ctx, chain.Entry{Operator: rig.Address(operator), Total: total, Endpoint: domain}); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "addresses.json")
	if err := at.Save(file); err != nil {
		return nil, err
	}
	scheme, secure := "http", []string{}
	if s.tls {
		cert, key, err := certificate(dir)
		if err != nil {
			return nil, err
		}
		scheme, secure = "https", []string{"--tls-cert", cert, "--tls-key", key, "--listen-http", ""}
	}
	w.gateway, err = start([]string{
		"BERTH_OPERATOR_KEY=" + hex.EncodeToString(crypto.FromECDSA(operator)), toVariable + "=" + to, profileVariable + "=" + s.profile,
	}, self(), append([]string{"gateway", "--node", rig.Address(wallet).String(), "--rpc", "ws://" + rpc.Addr().String(), "--addresses", file, "--listen", w.addr, "--admin", admin,
		"--domain", domain, "--scheme", scheme, "--data", filepath.Join(dir, "gateway"), "--probation", "0s", "--price", "BRT:core-hour=0.001", "--upstream", s.upstream,
		"--body-bytes", fmt.Sprint(8 << 30)}, secure...)...)
	if err != nil {
		return nil, err
	}
	if err := rig.Eventually(30*time.Second, func() error { return rig.Ready("http://" + admin) }); err != nil {
		return nil, fmt.Errorf("the gateway is not ready: %w\n%s", err, w.gateway.log)
	}
	w.gatewayURL = scheme + "://" + domain
	w.user = w.person(users[0])
	w.service, err = w.rent(ctx, w.user, size)
	return w, err
}

// person is a user of the world's gateway.
func (w *world) person(key *ecdsa.PrivateKey) *rig.Person {
	p := rig.NewPerson(key, w.client)
	p.Node, p.Gateway = w.node, w.gatewayURL
	p.HTTP.Transport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // the certificate is this run's own
	return p
}

// rent has an order made and a service deployed, and gets the cookie for it: what is asked, by whom it was rented.
func (w *world) rent(ctx context.Context, p *rig.Person, size resource.Resources) (x subject, err error) {
	const hour = 3600
	g, err := p.Greet(ctx, size, amount.Of(1e15).Nano(), hour)
	if err != nil {
		return x, err
	}
	if g.Quote == nil {
		return x, fmt.Errorf("no quote: %v", g.Reasons)
	}
	if err := p.Pay(ctx, *g.Quote, g.Signature, hour); err != nil {
		return x, err
	}
	if err := rig.Eventually(40*time.Second, func() error { return p.Authorise(ctx, p.ID) }); err != nil {
		return x, err
	}
	if _, err := p.Up(ctx, 1, wire.TemplateManifest{Template: "hello", Service: "hello", Image: "berth/hello", Port: 8080}); err != nil {
		return x, err
	}
	ticket, err := p.Ticket(ctx, "hello")
	if err != nil {
		return x, err
	}
	if err := p.Enter(ctx, ticket); err != nil {
		return x, err
	}
	x = subject{name: ours, addr: w.addr, proc: w.gateway, tls: w.tls}
	x.host = proxy.Host(p.Gateway[strings.Index(p.Gateway, "//")+2:], p.ID, "hello")
	for _, c := range p.HTTP.Jar.Cookies(&url.URL{Scheme: "https", Host: x.host}) {
		x.cookie = c.Name + "=" + c.Value
	}
	if x.cookie == "" {
		return x, errors.New("no cookie was given")
	}
	return x, nil
}

func (w *world) close() {
	if w.gateway != nil {
		w.gateway.stop()
	}
	w.end()
}
