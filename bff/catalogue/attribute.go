package catalogue

import (
	"slices"
	"strings"

	"berth/bff/catalogue/search"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// What nodes are found by. A further number, term or flag is a constant here, is filled in rowOf, and is asked for in
// filter; its sort is a line of sorts, and what it keeps out is named beside its condition.

// The numbers.
const (
	numCPU = iota
	numMemory
	numDisk
	numTraffic
	numGPU
	numRecord // what the record is worth
	numLevel  // place in wire.Levels
	numUptime // of the last 30 days, or of what there is, in thousandths and one more
	numbers   // how many there are
)

// The terms.
const (
	termRegion = iota
	termModel
	terms // how many there are
)

// The flags; behind them is one for each of order.Needs.
const (
	flagPaused = iota
	flagReachable
	flagCard
	flagUnlisted
	flagNeeds
)

// schema says so to the index. Nodes are laid out for who asks for a core, two GiB of memory, ten of disk, and a GiB of
// traffic a day.
func schema(tokens int) search.Schema {
	return search.Schema{
		Numbers: numbers, Terms: terms, Flags: flagNeeds + len(order.Needs()), Tokens: tokens,
		Shape: amounts(resource.Resources{CPUMilli: 1000, MemoryMiB: 2048, DiskMiB: 10 << 10, TrafficMiB: 1024}, DefaultDuration),
	}
}

// amounts are resources as unit prices are for them: a milli-core, a GPU, a MiB of memory, of disk; a MiB of traffic a second.
func amounts(r resource.Resources, duration uint32) [search.Units]float64 {
	return [...]float64{float64(r.CPUMilli), float64(r.GPU), float64(r.MemoryMiB), float64(r.DiskMiB), float64(r.TrafficMiB) / float64(duration)}
}

// sorts are the orders that a search knows, by number. Price rises; the others fall, since more is better; a minus in front
// turns each round. Nodes without a price come last where the price decides.
var sorts = []struct {
	name   string
	number int
}{{"price", -1}, {"cpu", numCPU}, {"memory", numMemory}, {"disk", numDisk}, {"record", numRecord}, {"uptime", numUptime}}

func sortNames() string {
	names := make([]string, len(sorts))
	for i, s := range sorts {
		names[i] = s.name
	}
	return strings.Join(names, ", ")
}

// rowOf is what an entry is found by.
func (e *entry) rowOf(tokens []eth.Address) search.Row[*wire.Node] {
	n := e.node
	r := search.Row[*wire.Node]{
		Key: n.Address, Doc: n, Text: strings.ToLower(strings.Join([]string{n.Name, n.Region, n.Endpoint, n.Address.String()}, "\n")),
		Numbers: [search.MaxNumbers]uint64{
			numCPU: uint64(n.Free.CPUMilli), numMemory: uint64(n.Free.MemoryMiB), numDisk: uint64(n.Free.DiskMiB), numTraffic: n.Free.TrafficMiB,
			numGPU: uint64(n.Free.GPU), numRecord: search.Float(e.score), numLevel: levelOf(e.found), numUptime: uptimeOf(e.found),
		},
		Terms: [search.MaxTerms]string{termRegion: n.Region, termModel: n.Total.GPUModel},
	}
	flag := func(f int, on bool) {
		if on {
			r.Flags |= 1 << f
		}
	}
	flag(flagPaused, n.Paused)
	flag(flagReachable, n.Reachable)
	flag(flagCard, n.Card != nil)
	flag(flagUnlisted, n.Unlisted != "")
	for i, need := range order.Needs() {
		flag(flagNeeds+i, need.Met(n.Root.Features()))
	}
	for _, p := range n.Prices {
		if r.Prices == nil {
			r.Prices = make([]search.Price, len(tokens))
		}
		r.Prices[slices.Index(tokens, p.Token)] = priced(p, n.Total)
	}
	return r
}

// levelOf is the place of a node's level.
func levelOf(c *wire.Certification) uint64 {
	if c == nil {
		return 0
	}
	return uint64(max(0, slices.Index(wire.Levels(), c.Level)))
}

// uptimeOf is the longest uptime that can be told; 0: none.
func uptimeOf(c *wire.Certification) uint64 {
	if c == nil {
		return 0
	}
	for _, u := range []int{c.Uptime.Month, c.Uptime.Week, c.Uptime.Day} {
		if u >= 0 {
			return uint64(u) + 1
		}
	}
	return 0
}

// priced is a price for comparing only: every one that somebody sees is reckoned anew with integers.
func priced(p wire.Price, total resource.Resources) search.Price {
	plain := p
	plain.Discounts = nil
	return search.Price{
		Has: true, Whole: float(plain.Rate(whole(total), DefaultDuration)), Discounts: p.Discounts,
		Unit: [search.Units]float64{
			float(p.CoreHour) / 1000 / 3600, float(p.GPUHour) / 3600, float(p.MemoryHour) / 1024 / 3600,
			float(p.DiskHour) / 1024 / 3600, float(p.TrafficGiB) / 1024,
		},
	}
}

// whole is what a node's price is quoted for where a query asks for nothing: all that it has, traffic aside.
func whole(r resource.Resources) resource.Resources {
	r.TrafficMiB = 0
	return r
}

func float(a amount.Nano) float64 { return a.Over(amount.NanoOf(1)) }
