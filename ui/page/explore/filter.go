package explore

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

// filter is what stands in the fields of the search, as it was written: cores, GiB and token units an hour.
type filter struct {
	token                                                    eth.Address // that prices are in; zero: the platform's default
	text, cpu, memory, disk, gpu, model, region, price, sort string
	needs                                                    order.Need
	level                                                    wire.Level
}

// filterOf reads a filter out of an address of the page, which has the API's own names and units. What it does not
// understand it leaves out: a link that somebody sent must not break the page.
func filterOf(v url.Values, c wire.Chain) filter {
	count := func(key string, unit uint64) string {
		n, err := strconv.ParseUint(v.Get(key), 10, 64)
		if err != nil || n == 0 || n > math.MaxUint32 {
			return ""
		}
		return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(float64(n)/float64(unit), 'f', 3, 64), "0"), ".")
	}
	f := filter{
		needs: order.Need(v.Get("needs")), level: wire.Level(v.Get("level")), text: v.Get("q"), region: v.Get("region"), sort: v.Get("sort"), model: v.Get(string(resource.GPUModel)),
		cpu: count(string(resource.CPU), 1000), memory: count(string(resource.Memory), 1024),
		disk: count(string(resource.Disk), 1024), gpu: count(string(resource.GPU), 1),
	}
	if a, err := eth.ParseAddress(v.Get("token")); err == nil && slices.ContainsFunc(c.Tokens, func(t wire.Token) bool { return t.Address == a }) {
		f.token = a
	}
	if a, err := amount.ParseNano(v.Get("maxRate")); err == nil && !a.IsZero() {
		f.price = text.In(text.EN).HourEntry(a, f.in(c))
	}
	if !f.needs.Known() {
		f.needs = ""
	}
	if !slices.Contains(wire.Levels(), f.level) {
		f.level = wire.NoLevel
	}
	if !resource.ValidModel(f.model) {
		f.model = ""
	}
	return f
}

// in is the token that prices are in.
func (f filter) in(c wire.Chain) wire.Token {
	if t, ok := c.TokenAt(f.token); ok && !f.token.IsZero() {
		return t
	}
	return c.Default()
}

// query is the search that the fields describe. bad names the fields that are not numbers; they do not filter.
func (f filter) query(token wire.Token) (q wire.NodeQuery, bad map[resource.Dimension]bool) {
	bad = map[resource.Dimension]bool{}
	count := func(s string, d resource.Dimension, unit float64, most uint64) uint64 {
		s = strings.ReplaceAll(strings.TrimSpace(s), ",", ".")
		if s == "" {
			return 0
		}
		n, err := strconv.ParseFloat(s, 64)
		// Rounded up: who asks for 0.0001 cores asks for a thousandth, not for none.
		n = math.Ceil(n*unit - 1e-6)
		if err != nil || n < 0 || math.IsNaN(n) || n > float64(most) {
			bad[d] = true
			return 0
		}
		return uint64(n)
	}
	q = wire.NodeQuery{
		Resources: resource.Resources{
			CPUMilli:  uint32(count(f.cpu, resource.CPU, 1000, math.MaxUint32)),
			MemoryMiB: uint32(count(f.memory, resource.Memory, 1024, math.MaxUint32)),
			DiskMiB:   uint32(count(f.disk, resource.Disk, 1024, math.MaxUint32)),
			GPU:       uint16(count(f.gpu, resource.GPU, 1, math.MaxUint16)),
			GPUModel:  f.model,
		},
		Token: f.token, Region: f.region, Needs: f.needs, Level: f.level, Text: strings.TrimSpace(f.text), Sort: f.sort, Limit: perPage,
	}
	// A model without a count means one of it.
	if q.Resources.GPUModel != "" && q.Resources.GPU == 0 {
		q.Resources.GPU = 1
	}
	if s := strings.ReplaceAll(strings.TrimSpace(f.price), ",", "."); s != "" {
		hour, err := amount.ParseNanoUnits(s, token.Decimals)
		if err != nil {
			bad["maxRate"] = true
		} else {
			q.MaxRate = hour.Div(3600)
		}
	}
	return q, bad
}

// active is how many fields filter, the text not among them.
func (f filter) active() (n int) {
	for _, s := range []string{f.cpu, f.memory, f.disk, f.gpu, f.model, f.region, f.price, string(f.needs), string(f.level)} {
		if strings.TrimSpace(s) != "" {
			n++
		}
	}
	return n
}

// without is the filter that does not ask for a dimension any more.
func (f filter) without(d resource.Dimension) filter {
	switch d {
	case resource.CPU:
		f.cpu = ""
	case resource.Memory:
		f.memory = ""
	case resource.Disk:
		f.disk = ""
	case resource.GPU:
		f.gpu, f.model = "", ""
	case resource.GPUModel:
		f.model = ""
	case "maxRate":
		f.price = ""
	case "region":
		f.region = ""
	case "root":
		f.needs = ""
	case "level":
		f.level = wire.NoLevel
	case "token":
		f.token, f.price = eth.Address{}, ""
	}
	return f
}

// order is what is sorted by; a minus in front turns it round.
func (f filter) order() string {
	if f.sort == "" {
		return "price"
	}
	return f.sort
}
