package greet

import (
	"berth/shared/amount"
	"berth/shared/eth"
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
	Base           []wire.Price // one for each token that is taken, with the discounts
	Floor, Ceiling uint32       // percent of Base, Floor at most Ceiling
}

// At are the prices at a load, in the order of Base.
func (p Policy) At(l wire.Load) []wire.Price {
	all := make([]wire.Price, len(p.Base))
	for i, b := range p.Base {
		all[i] = wire.Price{
			Token: b.Token, CoreHour: p.at(b.CoreHour, l.CPU), GPUHour: p.at(b.GPUHour, l.GPU), MemoryHour: p.at(b.MemoryHour, l.Memory),
			DiskHour: p.at(b.DiskHour, l.Disk), TrafficGiB: p.at(b.TrafficGiB, l.Traffic), Discounts: b.Discounts,
		}
	}
	return all
}

// Takes reports whether there is a price in a token.
func (p Policy) Takes(token eth.Address) bool {
	_, ok := wire.PriceIn(p.Base, token)
	return ok
}

func (p Policy) at(base amount.Nano, load uint16) amount.Nano {
	return base.Mul(wire.PriceRange{Floor: p.Floor, Ceiling: p.Ceiling}.Scale(load)).DivUp(100_000)
}

// Range is what the card says of it; nil where the price does not move.
func (p Policy) Range() *wire.PriceRange {
	if p.Floor == p.Ceiling {
		return nil
	}
	return &wire.PriceRange{Floor: p.Floor, Ceiling: p.Ceiling}
}
