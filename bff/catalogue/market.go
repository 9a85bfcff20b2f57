package catalogue

import (
	"cmp"
	"math"
	"slices"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Smallest is the size for which the market's lowest rates are: a small container.
var Smallest = resource.Resources{CPUMilli: 250, MemoryMiB: 256, DiskMiB: 1 << 10}

// mostRegions is how many regions the market names.
const mostRegions = 100

// Offered is what a service asks for whose lowest rate is wanted.
type Offered struct {
	Workload
	Size resource.Resources
}

// Market sums up what the nodes have, by region too, and gives the lowest rate of each of some services, nil where no node can run it
// now. It looks at every node, which takes some milliseconds where there are 100,000.
func (c *Catalogue) Market(services []Offered) (m wire.Market, rates []*amount.Nano) {
	m.Token, m.Size, rates = c.Default(), Smallest, make([]*amount.Nano, len(services))
	regions := map[string]*wire.MarketRegion{}
	for n := range c.index.Snapshot().Docs {
		if n.Unlisted != "" {
			continue
		}
		m.Nodes++
		r := regions[n.Region]
		if r == nil {
			r = &wire.MarketRegion{Name: n.Region}
			regions[n.Region] = r
		}
		r.Nodes++
		if n.Certification != nil && n.Certification.Level == wire.Certified {
			r.Certified++
		}
		if n.Paused || !n.Reachable || n.Card == nil {
			continue
		}
		m.Open, r.Open = m.Open+1, r.Open+1
		m.Total, m.Free, r.Free = sum(m.Total, n.Total), sum(m.Free, n.Free), sum(r.Free, n.Free)
		if r.URL == "" {
			r.URL = n.URL
		}
		price, ok := wire.PriceIn(n.Prices, m.Token)
		if !ok {
			continue
		}
		if len(n.Free.Lacks(Smallest)) == 0 {
			rate := price.Rate(Smallest, DefaultDuration)
			lower(&m.Rate, rate)
			if lower(&r.Rate, rate) {
				r.URL = n.URL
			}
		}
		features := n.Root.Features()
		for i, s := range services {
			if Runs(n.Card, s.Images) && s.Needs.Met(features) && len(n.Free.Lacks(s.Size)) == 0 {
				lower(&rates[i], price.Rate(s.Size, DefaultDuration))
			}
		}
	}
	for _, r := range regions {
		m.Regions = append(m.Regions, *r)
	}
	slices.SortFunc(m.Regions, func(a, b wire.MarketRegion) int {
		return cmp.Or(cmp.Compare(b.Nodes, a.Nodes), cmp.Compare(a.Name, b.Name))
	})
	m.Regions = m.Regions[:min(len(m.Regions), mostRegions)]
	return m, rates
}

// lower makes a rate the lowest, and reports whether it is.
func lower(lowest **amount.Nano, rate amount.Nano) bool {
	if *lowest != nil && rate.Cmp(**lowest) >= 0 {
		return false
	}
	*lowest = &rate
	return true
}

// sum adds up resources, as far as the fields go.
func sum(a, b resource.Resources) resource.Resources {
	few := func(a, b uint32) uint32 { return uint32(min(uint64(a)+uint64(b), math.MaxUint32)) }
	return resource.Resources{
		CPUMilli: few(a.CPUMilli, b.CPUMilli), MemoryMiB: few(a.MemoryMiB, b.MemoryMiB), DiskMiB: few(a.DiskMiB, b.DiskMiB),
		TrafficMiB: a.TrafficMiB + b.TrafficMiB, GPU: uint16(min(uint32(a.GPU)+uint32(b.GPU), math.MaxUint16)),
	}
}
