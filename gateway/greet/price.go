package greet

import (
	"berth/shared/amount"
	"berth/shared/wire"
)

// Policy is how a node's list prices come about. The price of each dimension moves with that dimension's own load, in a
// straight line from the floor, with nothing taken, to the ceiling, with all taken:
//
//	price = ⌈base × (1000 × floor + (ceiling − floor) × load) / 100000⌉
//
// with floor and ceiling in percent and the load in thousandths. Each dimension goes by itself since what is scarce is to
// cost more and what lies idle is not: where the cores are gone, dear memory would only keep away who wants no cores. The
// load is what stood before an offer, so that everybody can reckon the price from the card. Discounts come off the sum.
type Policy struct {
	Base           wire.Price // with the discounts
	Floor, Ceiling uint32     // percent of Base, Floor at most Ceiling
}

// At is the price at a load.
func (p Policy) At(l wire.Load) wire.Price {
	return wire.Price{
		CoreHour: p.at(p.Base.CoreHour, l.CPU), GPUHour: p.at(p.Base.GPUHour, l.GPU), MemoryHour: p.at(p.Base.MemoryHour, l.Memory),
		DiskHour: p.at(p.Base.DiskHour, l.Disk), TrafficGiB: p.at(p.Base.TrafficGiB, l.Traffic), Discounts: p.Base.Discounts,
	}
}

func (p Policy) at(base amount.Amount, load uint16) amount.Amount {
	return base.Mul(uint64(p.Floor)*1000 + uint64(p.Ceiling-p.Floor)*uint64(min(load, 1000))).DivUp(100_000)
}

// Range is what the card says of it; nil where the price does not move.
func (p Policy) Range() *wire.PriceRange {
	if p.Floor == p.Ceiling {
		return nil
	}
	return &wire.PriceRange{Floor: p.Floor, Ceiling: p.Ceiling}
}
