// Package rank says where a node's list price stands among others': to its owner on the platform, on its own admin pages, and
// to who has it looked at by the doctor.
package rank

import (
	"slices"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Sample is what prices are compared for: a size that all kinds of nodes have.
func Sample() resource.Resources {
	return resource.Resources{CPUMilli: 1000, MemoryMiB: 2048, DiskMiB: 10240}
}

// sampleSeconds is how long it is rented in the comparison.
const sampleSeconds = 24 * 3600

// neighbours is how many nodes a Position shows at most, around the one that asks.
const neighbours = 7

// Of is where a node's list price stands among those of all nodes that take orders now, for Sample and a day.
func Of(nodes []wire.Node, me eth.Address, price wire.Price) wire.AdminPosition {
	mine := wire.AdminRival{Node: me, Rate: price.Rate(Sample(), sampleSeconds), Mine: true}
	rows := []wire.AdminRival{}
	for _, n := range nodes {
		if n.Address == me {
			mine.Name, mine.Region = n.Name, n.Region
		}
		if p, told := wire.PriceIn(n.Prices, price.Token); told && n.Address != me && n.Reachable && !n.Paused {
			rows = append(rows, wire.AdminRival{Node: n.Address, Name: n.Name, Region: n.Region, Rate: p.Rate(Sample(), sampleSeconds)})
		}
	}
	pos := wire.AdminPosition{Token: price.Token, Rate: mine.Rate, Others: len(rows)}
	cheapest := func(a, b wire.AdminRival) int { return a.Rate.Cmp(b.Rate) }
	slices.SortStableFunc(rows, cheapest)
	at := len(rows)
	for i, r := range rows {
		c := r.Rate.Cmp(mine.Rate)
		if c < 0 {
			pos.Cheaper++
		} else if c > 0 {
			pos.Dearer++
		}
		if c >= 0 && at == len(rows) {
			at = i
		}
	}
	if len(rows) > 0 {
		pos.Middle = new(rows[len(rows)/2].Rate)
	}
	rows = slices.Insert(rows, at, mine)
	from := max(min(at-neighbours/2, len(rows)-neighbours), 0)
	pos.Around = rows[from:min(from+neighbours, len(rows))]
	return pos
}
