package wire

import (
	"errors"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
)

// Price is a node's list price per unit in one token, in 10^-9 of its units, and what long orders get off it. Rate is the one
// way to reckon with it, for the node, the platform and the page.
type Price struct {
	Token      eth.Address `json:"token"`
	CoreHour   amount.Nano `json:"coreHour"`            // a core for an hour
	GPUHour    amount.Nano `json:"gpuHour"`             // a device for an hour
	MemoryHour amount.Nano `json:"memoryHour"`          // a GiB of memory for an hour
	DiskHour   amount.Nano `json:"diskHour"`            // a GiB of disk for an hour
	TrafficGiB amount.Nano `json:"trafficGiB"`          // a GiB in or out
	Discounts  []Discount  `json:"discounts,omitempty"` // both of their numbers rise
}

// PriceIn is the price in a token.
func PriceIn(all []Price, token eth.Address) (Price, bool) {
	for _, p := range all {
		if p.Token == token {
			return p, true
		}
	}
	return Price{}, false
}

// Discount is what an order gets off the whole of its rate if it is that long. It is not for nothing: who takes it commits to
// pay for From seconds (order.Quote's Committed).
type Discount struct {
	From    uint32 `json:"from"`    // seconds
	Percent uint32 `json:"percent"` // 1 to MaxDiscount
}

// Bounds of prices that move.
const (
	MaxDiscounts = 16
	MaxDiscount  = 90     // percent
	MaxCeiling   = 10_000 // percent
)

// CheckDiscounts tells what is wrong with a price's discounts.
func CheckDiscounts(all []Discount) error {
	if len(all) > MaxDiscounts {
		return errors.New("there are more than 16 discounts")
	}
	for i, d := range all {
		switch {
		case d.From == 0:
			return errors.New("a discount is for orders of no time")
		case d.Percent == 0 || d.Percent > MaxDiscount:
			return errors.New("a discount is not 1 to 90 percent")
		case i > 0 && (d.From <= all[i-1].From || d.Percent <= all[i-1].Percent):
			return errors.New("the discounts do not rise with the duration")
		}
	}
	return nil
}

// Rate is the list price of resources for a duration in seconds (over which the traffic is spread, and which the discount
// is for), in 10^-9 token units a second, rounded up.
func (p Price) Rate(r resource.Resources, duration uint32) amount.Nano {
	hourly := p.CoreHour.MulDiv(uint64(r.CPUMilli), 1000).
		Add(p.GPUHour.Mul(uint64(r.GPU))).
		Add(p.MemoryHour.MulDiv(uint64(r.MemoryMiB), 1024)).
		Add(p.DiskHour.MulDiv(uint64(r.DiskMiB), 1024))
	rate := hourly.DivUp(3600)
	if r.TrafficMiB > 0 {
		rate = rate.Add(p.TrafficGiB.MulDiv(r.TrafficMiB, 1024).DivUp(uint64(max(duration, 1))))
	}
	if off := p.Discount(duration); off.Percent > 0 {
		rate = rate.Mul(uint64(100 - off.Percent)).DivUp(100)
	}
	return rate
}

// Discount is what an order of a duration gets off.
func (p Price) Discount(duration uint32) Discount { return Longest(p.Discounts, duration) }

// Longest is the discount for the longest time that fits into a duration; the zero one if none does.
func Longest(all []Discount, duration uint32) Discount {
	var off Discount
	for _, d := range all {
		if d.From <= duration && d.From >= off.From {
			off = d
		}
	}
	off.Percent = min(off.Percent, MaxDiscount)
	return off
}

// PriceRange is between what a node's price moves with its load, in percent of its owner's base prices.
type PriceRange struct {
	Floor   uint32 `json:"floor"`   // with nothing taken
	Ceiling uint32 `json:"ceiling"` // with all taken
}

// Scale is how a price stands at a load in thousandths, in 100000ths of the base price.
func (r PriceRange) Scale(load uint16) uint64 {
	if r.Ceiling < r.Floor {
		return uint64(r.Floor) * 1000
	}
	return uint64(r.Floor)*1000 + uint64(r.Ceiling-r.Floor)*uint64(min(load, 1000))
}

// Load is how much of what a node can give is taken, by orders and by quotes, in thousandths.
type Load struct {
	CPU     uint16 `json:"cpuMilli"`
	Memory  uint16 `json:"memoryMiB"`
	Disk    uint16 `json:"diskMiB"`
	Traffic uint16 `json:"trafficMiB"`
	GPU     uint16 `json:"gpu"`
}

// Most is the load of the scarcest dimension.
func (l Load) Most() uint16 { return max(l.CPU, l.Memory, l.Disk, l.Traffic, l.GPU) }
