package gateway

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"berth/gateway/greet"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Prices are the list prices as flags, in token units.
type Prices struct {
	CoreHour   amount.Amount `default:"0" placeholder:"UNITS" help:"Price of a core for an hour, in the token's smallest units."`
	GPUHour    amount.Amount `name:"gpu-hour" default:"0" placeholder:"UNITS" help:"Price of a GPU for an hour."`
	MemoryHour amount.Amount `default:"0" placeholder:"UNITS" help:"Price of a GiB of memory for an hour."`
	DiskHour   amount.Amount `default:"0" placeholder:"UNITS" help:"Price of a GiB of disk for an hour."`
	TrafficGiB amount.Amount `name:"traffic-gib" default:"0" placeholder:"UNITS" help:"Price of a GiB of traffic."`
}

// policy is how the node's prices move.
func (c *Config) policy() (greet.Policy, error) {
	base := c.Price
	if p := c.Prices; base.CoreHour.IsZero() && base.GPUHour.IsZero() && base.MemoryHour.IsZero() && base.DiskHour.IsZero() && base.TrafficGiB.IsZero() {
		base = wire.Price{CoreHour: p.CoreHour, GPUHour: p.GPUHour, MemoryHour: p.MemoryHour, DiskHour: p.DiskHour, TrafficGiB: p.TrafficGiB}
	}
	var err error
	base.Discounts, err = c.discounts()
	return greet.Policy{Base: base, Floor: c.PriceFloorPercent, Ceiling: c.PriceCeilingPercent}, err
}

// discounts reads those of the flags. The error names all that are wrong.
func (c *Config) discounts() ([]wire.Discount, error) {
	var all []wire.Discount
	var errs []error
	for _, text := range c.Discounts {
		d, err := discount(text, c.MaxDuration)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, d)
	}
	if len(errs) == 0 {
		if err := wire.CheckDiscounts(all); err != nil {
			errs = append(errs, err)
		}
	}
	return all, errors.Join(errs...)
}

func discount(text string, longest time.Duration) (wire.Discount, error) {
	from, percent, _ := strings.Cut(text, "=")
	d, err := time.ParseDuration(from)
	n, err2 := strconv.ParseUint(strings.TrimSuffix(percent, "%"), 10, 8)
	switch {
	case err != nil || err2 != nil || d%time.Second != 0 || n < 1 || n > wire.MaxDiscount:
		return wire.Discount{}, fmt.Errorf("%q: must be a time in whole seconds and 1 to %d percent, such as 168h=5", text, wire.MaxDiscount)
	case d < time.Second || d > longest:
		return wire.Discount{}, fmt.Errorf("%q: the time must be 1s to --max-duration, which is %s", text, longest)
	}
	return wire.Discount{From: uint32(d / time.Second), Percent: uint32(n)}, nil
}

// blocked reads the addresses of the flag. The error names all that are wrong.
func (c *Config) blocked() ([]eth.Address, error) {
	var all []eth.Address
	var errs []error
	for _, text := range c.Blocked {
		a, err := eth.ParseAddress(strings.TrimSpace(text))
		if err == nil && a.IsZero() {
			err = errors.New("the zero address is nobody")
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, a)
	}
	return all, errors.Join(errs...)
}
