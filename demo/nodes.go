package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/sync/errgroup"

	"berth/contracts/chain"
	"berth/gateway"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// site is one of the demo's nodes: a part of this machine, with a price.
type site struct {
	label, name, region string
	part                uint32 // of the machine: one in so many
	price               wire.Price
}

// sites are the demo's nodes. Together they offer less than the machine has.
var sites = []site{
	{"n1", "North Quay", "eu-north", 2, price(24, 5, 20, 10)},
	{"n2", "East Pier", "ap-east", 4, price(18, 4, 15, 8)},
	{"n3", "Little Slip", "us-west", 8, price(12, 3, 10, 6)},
}

// price is in thousandths of a token: a core-hour, a GiB-hour of memory, a hundred GiB-hours of disk, a GiB of traffic.
// There are no GPUs, since the local runtime has none.
func price(core, memory, disk, traffic uint64) wire.Price {
	milli := amount.Of(1e15)
	return wire.Price{CoreHour: milli.Mul(core), MemoryHour: milli.Mul(memory), DiskHour: milli.Mul(disk).Div(100), TrafficGiB: milli.Mul(traffic)}
}

func (s site) domain(port int) string { return s.label + ".localhost:" + strconv.Itoa(port) }

// startNodes enters the nodes into the registry and starts their gateways, side by side.
func startNodes(ctx context.Context, cfg config, k keys, l *ledger, rpc string, group *errgroup.Group) error {
	client := chain.New(l.chain.Client(), l.addresses)
	var starts errgroup.Group
	for i, s := range sites {
		starts.Go(func() error {
			keys, port, dir := k.Nodes[i], cfg.GatewayPorts[i], filepath.Join(cfg.State, "nodes", s.label)
			if err := s.register(ctx, client, keys, port, cfg.State); err != nil {
				return fmt.Errorf("node %s: %w", s.name, err)
			}
			c := gateway.Default()
			c.Node, c.OperatorKey = keys.Wallet.Address(), hex.EncodeToString(crypto.FromECDSA(keys.Operator.PrivateKey))
			c.RPC, c.Contracts = rpc, l.addresses
			c.Listen, c.Domain, c.Scheme, c.App = "localhost:"+strconv.Itoa(port), s.domain(port), "http", "http://"+cfg.Listen
			c.Data, c.Name, c.Region, c.Price = dir, s.name, s.region, s.price
			c.Probation, c.Poll, c.Version, c.Log = cfg.Probation, 200*time.Millisecond, version(), slog.Default()
			g, err := gateway.New(ctx, c)
			if err != nil {
				return err
			}
			group.Go(func() error { return g.Run(ctx) })
			return ready(ctx, "node "+s.name, g.Ready)
		})
	}
	return starts.Wait()
}

// register enters a node that is not there yet, or whose endpoint or operator has changed. Its resources stay as they
// were first entered, since orders may hold them.
func (s site) register(ctx context.Context, c *chain.Client, k nodeKeys, port int, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	have, err := c.Node(ctx, k.Wallet.Address())
	if err != nil {
		return err
	}
	total := have.Total
	if !have.Registered() {
		all, err := machine(dir)
		if err != nil {
			return err
		}
		total = share(all, s.part)
	}
	if have.Registered() && have.Endpoint == s.domain(port) && have.Operator == eth.Address(k.Operator.Address()) {
		return nil
	}
	_, err = chain.NewSender(c, k.Wallet.PrivateKey, chain.SenderConfig{}).Register(ctx, chain.Entry{
		Operator: k.Operator.Address(), Total: total, Endpoint: s.domain(port),
	})
	return err
}

// version is the git revision that the demo was built from.
func version() string {
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, v := range b.Settings {
			if v.Key == "vcs.revision" {
				return v.Value[:min(len(v.Value), 12)]
			}
		}
	}
	return "dev"
}
