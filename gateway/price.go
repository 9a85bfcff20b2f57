package gateway

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// settings are what the flags say of what can be changed while the gateway runs.
func (c *Config) settings() (s wire.AdminSettings, err error) {
	if s.Prices, err = c.prices(c.Contracts); err != nil {
		return s, err
	}
	off, err := c.discounts()
	if err != nil {
		return s, err
	}
	if off == nil {
		off = []wire.Discount{}
	}
	stake, err := c.minStake()
	seconds := func(d time.Duration) *uint32 {
		n := uint32(d / time.Second)
		return &n
	}
	s.Range, s.Discounts, s.Serve = &wire.PriceRange{Floor: c.PriceFloorPercent, Ceiling: c.PriceCeilingPercent}, &off, &wire.AdminServe{}
	s.Probation, s.ProbationStake, s.Notice = seconds(c.Probation), &stake, seconds(c.Notice)
	s.MinDuration, s.MaxDuration, s.ReferrerShare, s.Origins = seconds(c.MinDuration), seconds(c.MaxDuration), &c.ReferrerShare, &c.Origins
	return s, err
}

// prices are the list prices, one for each token that is accepted, without discounts. The error names all that is wrong.
func (c *Config) prices(at chain.Addresses) ([]wire.Price, error) {
	all := slices.Clone(c.PriceList)
	var errs []error
	if len(all) == 0 {
		for _, text := range c.Prices {
			p, err := price(text, at)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			all = append(all, p)
		}
	}
	seen := map[eth.Address]bool{}
	for _, p := range all {
		switch {
		case !at.Accepts(p.Token):
			errs = append(errs, fmt.Errorf("--price: token %s is not one of the address file", p.Token))
		case seen[p.Token]:
			errs = append(errs, fmt.Errorf("--price: token %s is there twice", p.Token))
		}
		seen[p.Token] = true
	}
	if len(all) == 0 && len(errs) == 0 {
		errs = append(errs, errors.New("--price: needs the prices in at least one token, such as dUSD:core-hour=0.008,memory-hour=0.001"))
	}
	return all, errors.Join(errs...)
}

// price reads one token's prices. Each error names the token, and the field where it is one.
func price(text string, at chain.Addresses) (p wire.Price, err error) {
	colon := strings.LastIndexByte(text, ':')
	if colon < 0 {
		return p, fmt.Errorf("--price %q: must be a token, a colon and prices, such as dUSD:core-hour=0.008,memory-hour=0.001", text)
	}
	name := strings.TrimSpace(text[:colon])
	coin, err := coin(name, at)
	if err != nil {
		return p, fmt.Errorf("--price %s: %w", name, err)
	}
	p.Token = coin.Address
	fields := map[string]*amount.Nano{
		"core-hour": &p.CoreHour, "gpu-hour": &p.GPUHour, "memory-hour": &p.MemoryHour, "disk-hour": &p.DiskHour, "traffic-gib": &p.TrafficGiB,
	}
	var errs []error
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text[colon+1:], ",") {
		field, number, _ := strings.Cut(part, "=")
		field, number = strings.TrimSpace(field), strings.TrimSpace(number)
		to := fields[field]
		switch {
		case to == nil:
			err = fmt.Errorf("%q: must be one of core-hour, gpu-hour, memory-hour, disk-hour and traffic-gib, with = and a price", field)
		case seen[field]:
			err = fmt.Errorf("%s: is there twice", field)
		default:
			if *to, err = amount.ParseNanoUnits(number, coin.Decimals); err != nil {
				err = fmt.Errorf("%s: %q: must be a number of whole tokens with at most %d decimals, such as 0.008", field, number, coin.Decimals+amount.NanoDecimals)
			}
		}
		seen[field] = true
		if err != nil {
			errs = append(errs, fmt.Errorf("--price %s: %w", name, err))
		}
	}
	return p, errors.Join(errs...)
}

// coin finds a token of the address file by its address or its symbol.
func coin(name string, at chain.Addresses) (found wire.Coin, err error) {
	n := 0
	a, err := eth.ParseAddress(name)
	for _, c := range at.Tokens {
		if err == nil && c.Address == a || err != nil && c.Symbol == name {
			found = c
			n++
		}
	}
	switch {
	case n == 0:
		return found, errors.New("the address file has no such token")
	case n > 1:
		return found, errors.New("several tokens of the address file have this symbol: name it by its address")
	}
	return found, nil
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
func (c *Config) blocked() ([]eth.Address, error) { return accounts(c.Blocked) }

// maxViewers bounds how many accounts may look at the admin pages.
const maxViewers = 100

// adminViewers reads the addresses of the flag. The error names all that are wrong.
func (c *Config) adminViewers() ([]eth.Address, error) {
	if len(c.AdminViewers) > maxViewers {
		return nil, fmt.Errorf("there are more than %d", maxViewers)
	}
	return accounts(c.AdminViewers)
}

func accounts(texts []string) ([]eth.Address, error) {
	var all []eth.Address
	var errs []error
	for _, text := range texts {
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
