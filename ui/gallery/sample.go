package main

import (
	"strings"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// What the parts are shown with.
var (
	dollar = wire.Token{Address: eth.Address{1}, Symbol: "dUSD", Decimals: 6, Dollar: true}
	brt    = wire.Token{Address: eth.Address{2}, Symbol: "BRT", Decimals: 18}
	chain  = wire.Chain{ID: 1, Tokens: []wire.Token{dollar, brt}, Native: brt, Explorer: "https://explorer.example"}
	small  = resource.Resources{CPUMilli: 250, MemoryMiB: 512, DiskMiB: 2048, TrafficMiB: 10240}
	large  = resource.Resources{CPUMilli: 64000, MemoryMiB: 262144, DiskMiB: 4194304, TrafficMiB: 1 << 30, GPU: 2, GPUModel: "nvidia-h100"}
	who    = eth.Address{0x31, 0xc7, 0x12, 0x9a, 0x55, 0x08, 0xfe, 0x33, 0x71, 0x4b, 0xd2, 0x90, 0x11, 0x6c, 0xaa, 0x05, 0x87, 0x3d, 0x4e, 0xbe}
	tx     = eth.Hash{0xab, 0xcd, 0xef}
)

// an hour is a rate of so many millionths of a dollar.
func anHour(micros uint64) amount.Nano { return amount.Of(micros).Nano().Div(3600) }

// nodes are one that has all to show, and others each with something else that is wrong or wanting.
func nodes(now time.Time) []wire.Node {
	price := anHour(12_345)
	fit := wire.Node{
		Address: who, Name: "North Quay", Region: "eu-north", Total: large, Reserved: small, Reachable: true, Probation: 3600, Rate: &price, RegisteredAt: now.AddDate(0, -3, 0),
		Free:   resource.Resources{CPUMilli: 32000, MemoryMiB: 131072, DiskMiB: 2097152, GPU: 1, GPUModel: large.GPUModel},
		Record: wire.Record{Completed: 128, CancelledLater: 1, NotActivated: 2, Partners: 41, SecondsPaid: 90 * 86400},
		Root:   &wire.Root{UserNS: true, Sandbox: "gvisor"}, Certification: certification(now, wire.Certified, true),
	}
	plain := wire.Node{Address: eth.Address{9, 8, 7, 6, 5, 4, 3}, Total: small, Free: small, Reachable: true}
	full := plain
	full.Reserved, full.Free = small, resource.Resources{}
	named, paused, away, mended, staked := plain, plain, plain, plain, fit
	named.Name, named.Region = long, strings.Repeat("region-", 5)
	paused.Paused = true
	away.Reachable = false
	mended.Maintenance = &wire.Maintenance{Since: now}
	staked.MinStake = amount.Of(100).Mul(1e18)
	return []wire.Node{fit, staked, plain, full, named, paused, away, mended}
}

func certification(now time.Time, level wire.Level, passed bool) *wire.Certification {
	return &wire.Certification{
		Level: level, Since: map[wire.Level]time.Time{level: now.AddDate(0, -1, 0)}, Until: now.AddDate(0, 0, 3), Uptime: wire.Uptime{Day: 1000, Week: 998, Month: 991},
		Checks: []wire.Finding{{Name: "key", Passed: true}, {Name: "capacity", Passed: passed, Why: "asked for 2 cores, measured 1.1; " + long}},
	}
}

// hints are what a dial is set over: prices alone, chances that were learned, and nothing that fits.
func hints() (listed, learned, none wire.PriceHint) {
	point := func(micros uint64, nodes int, chance float64) wire.PricePoint {
		r := anHour(micros)
		return wire.PricePoint{Rate: r, Total: r.Cost(86400), Nodes: nodes, Chance: chance}
	}
	middle, warn := anHour(1500), anHour(2250)
	listed = wire.PriceHint{
		Resources: small, Token: dollar.Address, Duration: 86400, Nodes: 3, Source: "list-prices", List: &middle, Warn: &warn,
		Curve: []wire.PricePoint{point(1200, 1, 0), point(1500, 2, 0), point(1900, 3, 0)},
	}
	listed.Low, listed.Recommended, listed.Fast = &listed.Curve[0], &listed.Curve[1], &listed.Curve[2]
	learned = listed
	learned.Source = "greets"
	learned.Curve = []wire.PricePoint{point(1200, 1, .42), point(1500, 2, .86), point(1900, 3, .99)}
	learned.Low, learned.Recommended, learned.Fast = &learned.Curve[0], &learned.Curve[1], &learned.Curve[2]
	none = wire.PriceHint{Resources: large, Token: dollar.Address, Duration: 86400, Source: "list-prices", Excluded: map[resource.Dimension]int{resource.GPU: 3}}
	return listed, learned, none
}

// orders are one in each of its states: it waits, is free, runs, is to be left by its node, is over, cancelled, replaced.
func orders(now time.Time) []order.Order {
	o := order.Order{
		ID: 1042, User: who, Node: eth.Address{9}, Token: dollar.Address, Resources: small, Rate: anHour(1500), Duration: 7 * 86400, MaxDuration: 30 * 86400,
		State: order.Active, ActivatedAt: now.Add(-50 * time.Hour), Probation: 3600, CreatedAt: now.Add(-50 * time.Hour),
	}
	waits, free, leaves, over, gone, next := o, o, o, o, o, o
	waits.State, waits.ActivatedAt = order.Created, time.Time{}
	free.ActivatedAt = now.Add(-time.Minute)
	leaves.AnnouncedAt, leaves.AnnouncedEnd = now.Add(-time.Hour), now.Add(23*time.Hour)
	over.State, over.Settled = order.Completed, o.Deposit()
	gone.State, gone.Settled = order.Cancelled, amount.Of(73_500)
	next.State, next.Settled = order.Replaced, amount.Of(73_500)
	return []order.Order{waits, free, o, leaves, over, gone, next}
}

// quotes are one that binds neither side to anything, and one that binds both to all there is.
func quotes() (free, bound order.Quote) {
	free = order.Quote{Token: dollar.Address, Resources: resource.Resources{CPUMilli: 250, MemoryMiB: 512}, Rate: anHour(1500), Probation: 3600}
	bound = order.Quote{
		Token: dollar.Address, Resources: small, Rate: anHour(1500), Committed: 86400, Notice: 7 * 86400, Probation: 7200, MinStake: amount.Of(100).Mul(1e18),
		Referrer: who, ReferrerShare: 150, Features: order.UserNS | order.Sandbox,
	}
	return free, bound
}

func position() (among, alone wire.AdminPosition) {
	middle := anHour(1500)
	among = wire.AdminPosition{Token: dollar.Address, Rate: anHour(1400), Others: 7, Cheaper: 2, Dearer: 5, Middle: &middle, Around: []wire.AdminRival{
		{Name: "Little Slip", Rate: anHour(1200)}, {Name: "North Quay", Rate: anHour(1400), Mine: true}, {Name: long, Rate: anHour(123_456_789)},
	}}
	alone = wire.AdminPosition{Token: dollar.Address, Rate: anHour(1400), Around: []wire.AdminRival{{Name: "North Quay", Rate: anHour(1400), Mine: true}}}
	return among, alone
}
