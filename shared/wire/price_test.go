package wire

import (
	"testing"

	"berth/shared/amount"
	"berth/shared/resource"
)

func TestRate(t *testing.T) {
	p := Price{CoreHour: amount.NanoOf(3600), MemoryHour: amount.NanoOf(36), TrafficGiB: amount.NanoOf(1024), Discounts: []Discount{{From: 100, Percent: 5}, {From: 1000, Percent: 90}}}
	for _, c := range []struct {
		name     string
		r        resource.Resources
		duration uint32
		want     uint64
	}{
		{"a core", resource.Resources{CPUMilli: 1000}, 99, 1},
		{"rounded up after the discount", resource.Resources{CPUMilli: 1000}, 100, 1},
		{"too short for one", resource.Resources{CPUMilli: 100_000}, 99, 100},
		{"the first", resource.Resources{CPUMilli: 100_000}, 100, 95},
		{"just too short for the second", resource.Resources{CPUMilli: 100_000}, 999, 95},
		{"the longest that fits", resource.Resources{CPUMilli: 100_000}, 1000, 10},
		{"traffic is spread over the duration, and discounted", resource.Resources{CPUMilli: 100_000, TrafficMiB: 10_000}, 100, 190},
		{"each part is rounded up", resource.Resources{MemoryMiB: 1024, TrafficMiB: 1}, 99, 2},
		{"no time", resource.Resources{CPUMilli: 1000, TrafficMiB: 2}, 0, 3},
		{"nothing", resource.Resources{}, 1000, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := p.Rate(c.r, c.duration); got.Cmp(amount.NanoOf(c.want)) != 0 {
				t.Errorf("got %s, want %d", got, c.want)
			}
		})
	}
	hostile := Price{CoreHour: amount.NanoOf(3600), Discounts: []Discount{{From: 5, Percent: 1 << 31}, {From: 1, Percent: 3}}}
	if got := hostile.Rate(resource.Resources{CPUMilli: 100_000}, 10); got.Cmp(amount.NanoOf(10)) != 0 {
		t.Errorf("more than all off: got %s", got)
	}
}

func TestCheckDiscounts(t *testing.T) {
	many := make([]Discount, MaxDiscounts+1)
	for i := range many {
		many[i] = Discount{uint32(i + 1), uint32(i + 1)}
	}
	for _, c := range []struct {
		name string
		all  []Discount
		ok   bool
	}{
		{"none", nil, true},
		{"as many as may be", many[:MaxDiscounts], true},
		{"too many", many, false},
		{"no time", []Discount{{0, 5}}, false},
		{"nothing off", []Discount{{1, 0}}, false},
		{"nearly all off", []Discount{{1, 90}}, true},
		{"too much off", []Discount{{1, 91}}, false},
		{"the same time twice", []Discount{{1, 5}, {1, 6}}, false},
		{"less for longer", []Discount{{1, 5}, {2, 4}}, false},
		{"the same for longer", []Discount{{1, 5}, {2, 5}}, false},
	} {
		if err := CheckDiscounts(c.all); (err == nil) != c.ok {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}
