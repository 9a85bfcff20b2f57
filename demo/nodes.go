package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"berth/assets"
	"berth/contracts/chain"
	"berth/gateway"
	pages "berth/gateway/admin/site"
	"berth/gateway/kube"
	"berth/gateway/local"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/listen"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// site is one of the demo's nodes: a part of this machine, or a cluster, with a price.
type site struct {
	label, name, region string
	part                uint32 // of the machine: one in so many
	price               prices
	floor, ceiling      uint32   // percent of price, between which it moves with load; zero: it does not
	discounts           []string // of long orders
	kubeconfig          string   // instead of part
	port                int
}

// sites are the demo's nodes. Together they offer less than the machine has.
var sites = []site{
	{label: "n1", name: "North Quay", region: "eu-north", part: 2, price: prices{8000, 1600, 60, 6000}},
	{label: "n2", name: "East Pier", region: "ap-east", part: 4, price: prices{6000, 1200, 50, 5000}, floor: 80, ceiling: 160, discounts: []string{"24h=5", "168h=12"}},
	{label: "n3", name: "Little Slip", region: "us-west", part: 8, price: prices{4000, 900, 40, 4000}},
}

// cluster is the node in front of a Kubernetes cluster, where there is one. It offers what the cluster has.
var cluster = site{label: "n4", name: "Deep Water", region: "eu-west", price: prices{5000, 1200, 50, 4000}}

// sites are the nodes of this run, with their ports.
func (c *config) sites() []site {
	var all []site
	for i, s := range sites {
		s.port = c.GatewayPorts[i]
		all = append(all, s)
	}
	if c.Kubeconfig != "" {
		s := cluster
		s.kubeconfig, s.port = c.Kubeconfig, c.KubePort
		all = append(all, s)
	}
	return all
}

// prices are in millionths of a dollar: a core-hour, a GiB-hour of memory, a GiB-hour of disk, a GiB of traffic. There are
// no GPUs, since the local runtime has none.
type prices struct{ core, memory, disk, traffic uint64 }

// brtPerDollar is what the demo's nodes ask for in Berth's own token: there is no market for it here.
const brtPerDollar = 3

// in is a price list in a token.
func (p prices) in(c wire.Coin) wire.Price {
	unit := amount.Of(1).Nano() // a millionth of a dollar
	if !c.Dollar {
		unit = amount.Of(1e12).Nano().Mul(brtPerDollar)
	}
	return wire.Price{Token: c.Address, CoreHour: unit.Mul(p.core), MemoryHour: unit.Mul(p.memory), DiskHour: unit.Mul(p.disk), TrafficGiB: unit.Mul(p.traffic)}
}

func (s site) domain() string { return s.label + ".localhost:" + strconv.Itoa(s.port) }

// startNodes enters the nodes into the registry and starts their gateways, side by side.
func startNodes(ctx context.Context, cfg config, k keys, l *ledger, rpc string, room *listen.Room, group *errgroup.Group) error {
	client := chain.New(l.chain.Client(), l.addresses)
	var starts errgroup.Group
	for i, s := range cfg.sites() {
		starts.Go(func() error {
			keys, dir := k.Nodes[i], filepath.Join(cfg.State, "nodes", s.label)
			if err := s.register(ctx, client, keys, cfg.State); err != nil {
				return fmt.Errorf("node %s: %w", s.name, err)
			}
			c := gateway.Default()
			c.Node, c.OperatorKey = keys.Wallet.Address(), keys.Operator.hex()
			c.RPC, c.Contracts = []string{rpc}, l.addresses
			c.Listen, c.Domain, c.Scheme, c.App = "localhost:"+strconv.Itoa(s.port), s.domain(), "http", cfg.home()
			c.Grace, c.Room, c.Traces = cfg.Grace, room, cfg.Traces
			// Its admin pages have the Dev wallet, which offers the node's account; the second user may look.
			c.Wallet = pages.Wallet{Script: assets.DevWallet, RPC: "http://" + cfg.RPCListen, Chain: chainName}
			c.AdminViewers = []string{k.Users[1].Address().String()}
			if s.kubeconfig != "" {
				c.Runtime, c.Kubeconfig, c.ReachPods, c.TryCluster = "kube", s.kubeconfig, cfg.ReachPods, true
				c.Registries = cfg.Registries
			}
			c.Data, c.Name, c.Region, c.Discounts, c.ReferrerShare = dir, s.name, s.region, s.discounts, 1000
			for _, coin := range l.addresses.Tokens {
				c.PriceList = append(c.PriceList, s.price.in(coin))
			}
			if s.ceiling > 0 {
				c.PriceFloorPercent, c.PriceCeilingPercent = s.floor, s.ceiling
			}
			c.Probation, c.Poll, c.Version, c.Log = cfg.Probation, 200*time.Millisecond, web.Version(), slog.Default()
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
func (s site) register(ctx context.Context, c *chain.Client, k nodeKeys, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	have, err := c.Node(ctx, k.Wallet.Address())
	if err != nil {
		return err
	}
	total := have.Total
	if !have.Registered() {
		if total, err = s.capacity(ctx, k, dir); err != nil {
			return err
		}
	}
	if have.Registered() && have.Endpoint == s.domain() && have.Operator == eth.Address(k.Operator.Address()) {
		return nil
	}
	_, err = chain.NewSender(c, k.Wallet.PrivateKey, chain.SenderConfig{}).Register(ctx, chain.Entry{
		Operator: k.Operator.Address(), Total: total, Endpoint: s.domain(),
	})
	return err
}

// capacity is what a node offers.
func (s site) capacity(ctx context.Context, k nodeKeys, dir string) (resource.Resources, error) {
	if s.kubeconfig == "" {
		r := local.Machine(dir, local.Free)
		r.TrafficMiB = maxTraffic
		return share(r, max(s.part, 1)), nil
	}
	c, err := kube.New(kube.Config{Node: k.Wallet.Address(), Kubeconfig: s.kubeconfig, Log: slog.Default()})
	if err != nil {
		return resource.Resources{}, err
	}
	defer func() { _ = c.Close() }() // it was only asked
	r, _, err := c.Capacity(ctx)
	r.TrafficMiB = min(r.TrafficMiB, maxTraffic)
	return r, err
}

// maxTraffic is what a node offers, in MiB.
const maxTraffic = 1 << 20

// share is the n-th part of what the machine has.
func share(r resource.Resources, n uint32) resource.Resources {
	return resource.Resources{CPUMilli: r.CPUMilli / n, MemoryMiB: r.MemoryMiB / n, DiskMiB: r.DiskMiB / n, TrafficMiB: r.TrafficMiB / uint64(n)}
}
