package gateway

import (
	"context"
	"maps"
	"slices"
	"time"

	"berth/contracts/chain"
	"berth/gateway/admin"
	"berth/gateway/lease"
	"berth/gateway/proxy"
	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
)

// promiseEvery is how often what the registry promises is held against what the runtime can give.
const promiseEvery = 2 * time.Second

// mismatch is what the registry promises and the runtime cannot give; what is not known is no mismatch.
func mismatch(f lease.Facts) []admin.Mismatch {
	all := []admin.Mismatch{}
	if !f.Registered || f.Capacity.IsZero() {
		return all
	}
	can := f.Capacity
	if can.GPUModel == "" {
		can.GPUModel = f.Total.GPUModel // the runtime does not tell models apart
	}
	for _, s := range can.Lacks(f.Total) {
		all = append(all, admin.Mismatch{Dimension: s.Dimension, Total: s.Wanted, Capacity: s.Free})
	}
	return all
}

// watchPromise tells in the log when a mismatch begins and when it ends.
func (g *Gateway) watchPromise(ctx context.Context) {
	t := time.NewTicker(promiseEvery)
	defer t.Stop()
	broken := map[resource.Dimension]bool{}
	told := *g.office.policy.InForce().ProbationStake
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		f := g.keeper.Facts()
		g.comparePromise(f, broken)
		told = g.compareStake(f, told)
	}
}

// comparePromise tells what is new since broken, and notes it there. While the node's entry or the runtime's capacity is
// not known nothing is told.
func (g *Gateway) comparePromise(f lease.Facts, broken map[resource.Dimension]bool) {
	if !f.Registered || f.Capacity.IsZero() {
		return
	}
	now := map[resource.Dimension]bool{}
	for _, m := range mismatch(f) {
		now[m.Dimension] = true
		if !broken[m.Dimension] {
			g.log.Warn("the registry promises more than the runtime can give", "dimension", m.Dimension, "total", m.Total, "capacity", m.Capacity)
		}
	}
	for _, d := range slices.Sorted(maps.Keys(broken)) {
		if !now[d] {
			g.log.Info("the runtime can give again what the registry promises", "dimension", d, "total", f.Total.Of(d), "capacity", f.Capacity.Of(d))
		}
	}
	clear(broken)
	maps.Copy(broken, now)
}

// compareStake tells that the registry has another stake for probation than this gateway, once for each that it has, and gives
// the one that was told of. What binds is in the quote.
func (g *Gateway) compareStake(f lease.Facts, told amount.Amount) amount.Amount {
	if !f.Registered || f.MinStake == told {
		return told
	}
	if least := *g.office.policy.InForce().ProbationStake; f.MinStake != least {
		g.log.Warn("the registry tells users another stake for probation than quotes have, which bind",
			"registry", f.MinStake.Units(chain.NativeDecimals), "min-stake", least.Units(chain.NativeDecimals))
	}
	return f.MinStake
}

// status is how the node stands, for its owner.
func (g *Gateway) status() admin.Status {
	now := g.cfg.Now()
	f, d := g.keeper.Facts(), g.desk.State()
	s := admin.Status{
		Node: g.cfg.Node, Name: g.cfg.Name, Version: g.cfg.Version, Started: g.started.UTC(), Uptime: int64(now.Sub(g.started) / time.Second),
		Ready: "yes", Head: f.Head, Total: f.Total, Capacity: f.Capacity, Reserved: f.Reserved, Quoted: d.Quoted, Headroom: d.Headroom,
		Load: d.Load, Prices: d.Prices, PriceRange: d.PriceRange, Quotes: d.Quotes, Closed: d.Closed,
		Mismatch: mismatch(f), Unknown: g.keeper.Unknown(), Orders: map[string]int{}, PublicSuffix: proxy.Listed(g.cfg.Domain),
	}
	if err := g.Ready(); err != nil {
		s.Ready = err.Error()
	}
	if s.Unknown == nil {
		s.Unknown = []wire.Unknown{}
	}
	if g.certs != nil {
		s.Certificates = g.certs.States()
		s.Certificates = s.Certificates[:min(len(s.Certificates), admin.MaxCertificates)]
	}
	for state, n := range g.keeper.Book.States() {
		s.Orders[state.String()] = n
	}
	return s
}
