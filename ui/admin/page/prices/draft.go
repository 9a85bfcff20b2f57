package prices

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/text"
)

// The settings, by their JSON names in wire.AdminSettings, in the order in which they are shown.
const (
	fPrices    = "prices"
	fRange     = "range"
	fDiscounts = "discounts"
	fServe     = "serve"
	fProbation = "probation"
	fStake     = "probationStake"
	fNotice    = "notice"
	fMin       = "minDuration"
	fMax       = "maxDuration"
	fReferrer  = "referrerShare"
	fOrigins   = "origins"
)

var all = []string{fPrices, fRange, fDiscounts, fServe, fProbation, fStake, fNotice, fMin, fMax, fReferrer, fOrigins}

// price is a token's prices as they are written in the fields, in whole tokens.
type price struct {
	token                            eth.Address
	core, gpu, memory, disk, traffic string
}

// span is a time as it is written, with the seconds of its unit.
type span struct{ n, unit string }

func spanOf(seconds uint32) span {
	if seconds == 0 {
		return span{"0", "60"}
	}
	if seconds%60 != 0 { // in minutes it would not come back the same
		return span{strconv.FormatUint(uint64(seconds), 10), "1"}
	}
	n, unit := entry.WriteSpan(seconds)
	return span{n, unit}
}

// units are what a time may be written in.
func units(t text.T) []part.Option {
	return append([]part.Option{{Value: "1", Label: t.Say(text.AdminSeconds)}}, entry.Units(t)...)
}

// read gives the seconds; nothing and "0" are none.
func (s span) read() (uint32, bool) {
	if n := strings.TrimSpace(s.n); n == "" || n == "0" {
		return 0, true
	}
	return entry.ReadSpan(s.n, s.unit)
}

// discount is one as it is written.
type discount struct {
	from    span
	percent string
}

// draft is the settings as they are written in the fields.
type draft struct {
	base wire.AdminPolicy
	own  map[string]bool // by a setting's name: it is to be saved, and else the configuration's

	prices                         []price
	floor, ceiling                 string
	discounts                      []discount
	minStake, completed, partners  string
	paid                           span
	probation, notice, least, most span
	stake                          string
	referrer                       string
	origins                        string // one a line
}

// draftOf is a policy before anything is entered.
func draftOf(p wire.AdminPolicy, chain wire.Chain) draft {
	d := draft{base: p, own: map[string]bool{}}
	for _, f := range all {
		if d.own[f] = p.Sources[f] == "admin"; true {
			d.take(f, p.Effective, chain)
		}
	}
	return d
}

// take takes one setting over.
func (d *draft) take(field string, s wire.AdminSettings, chain wire.Chain) {
	switch field {
	case fPrices:
		d.prices = nil
		for _, x := range s.Prices {
			at := chain.TokenOf(x.Token).Decimals
			d.prices = append(d.prices, price{
				token: x.Token, core: x.CoreHour.Units(at), gpu: x.GPUHour.Units(at), memory: x.MemoryHour.Units(at), disk: x.DiskHour.Units(at), traffic: x.TrafficGiB.Units(at),
			})
		}
	case fRange:
		r := value(s.Range, wire.PriceRange{Floor: 100, Ceiling: 100})
		d.floor, d.ceiling = strconv.Itoa(int(r.Floor)), strconv.Itoa(int(r.Ceiling))
	case fDiscounts:
		d.discounts = nil
		for _, x := range value(s.Discounts, nil) {
			d.discounts = append(d.discounts, discount{spanOf(x.From), strconv.Itoa(int(x.Percent))})
		}
	case fServe:
		v := value(s.Serve, wire.AdminServe{})
		d.minStake, d.completed, d.partners = v.MinStake.Units(chain.Native.Decimals), strconv.Itoa(v.MinCompleted), strconv.Itoa(v.MinPartners)
		d.paid = spanOf(uint32(min(v.MinSecondsPaid, 1<<32-1)))
	case fProbation:
		d.probation = spanOf(value(s.Probation, 0))
	case fStake:
		d.stake = value(s.ProbationStake, amount.Amount{}).Units(chain.Native.Decimals)
	case fNotice:
		d.notice = spanOf(value(s.Notice, 0))
	case fMin:
		d.least = spanOf(value(s.MinDuration, 0))
	case fMax:
		d.most = spanOf(value(s.MaxDuration, 0))
	case fReferrer:
		d.referrer = percent(value(s.ReferrerShare, 0))
	case fOrigins:
		d.origins = strings.Join(value(s.Origins, nil), "\n")
	}
}

// value is what a pointer points to, or else another.
func value[T any](p *T, other T) T {
	if p == nil {
		return other
	}
	return *p
}

// percent is a share in basis points as percent: "1.5".
func percent(bps uint16) string { return amount.Of(uint64(bps)).Units(2) }

// clone is a draft that can be changed without the other.
func (d *draft) clone() draft {
	c := *d
	c.own, c.prices, c.discounts = maps.Clone(d.own), slices.Clone(d.prices), slices.Clone(d.discounts)
	return c
}

// reader reads fields, and keeps which of them cannot be.
type reader struct{ bad map[string]bool }

func (r *reader) fail(field string) { r.bad[field] = true }

func (r *reader) nano(field, s string, decimals int) amount.Nano {
	n, err := amount.ParseNanoUnits(point(s), decimals)
	if err != nil || n.Bits() > entry.RateBits {
		r.fail(field)
	}
	return n
}

func (r *reader) sum(field, s string, decimals int) amount.Amount {
	n, err := amount.ParseUnits(point(s), decimals)
	if err != nil {
		r.fail(field)
	}
	return n
}

func (r *reader) count(field, s string, most uint64) uint64 {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 32)
	if err != nil || n > most {
		r.fail(field)
	}
	return n
}

func (r *reader) span(field string, s span) uint32 {
	n, ok := s.read()
	if !ok {
		r.fail(field)
	}
	return n
}

// point is a number with a decimal point, and "0" where there is none.
func point(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return "0"
	}
	return strings.ReplaceAll(s, ",", ".")
}

// settings are what is to be saved, and the fields that cannot be read, by their paths.
func (d *draft) settings(chain wire.Chain, l wire.AdminLimits) (s wire.AdminSettings, bad map[string]bool) {
	r := &reader{bad: map[string]bool{}}
	if d.own[fPrices] {
		for i, p := range d.prices {
			at, field := chain.TokenOf(p.token).Decimals, fPrices+"["+strconv.Itoa(i)+"]."
			s.Prices = append(s.Prices, wire.Price{
				Token: p.token, CoreHour: r.nano(field+"coreHour", p.core, at), GPUHour: r.nano(field+"gpuHour", p.gpu, at), MemoryHour: r.nano(field+"memoryHour", p.memory, at),
				DiskHour: r.nano(field+"diskHour", p.disk, at), TrafficGiB: r.nano(field+"trafficGiB", p.traffic, at),
			})
		}
	}
	if d.own[fRange] {
		most := uint64(l.MaxCeiling)
		s.Range = &wire.PriceRange{Floor: uint32(r.count("range.floor", d.floor, most)), Ceiling: uint32(r.count("range.ceiling", d.ceiling, most))}
		if s.Range.Floor > s.Range.Ceiling {
			r.fail("range.ceiling")
		}
	}
	if d.own[fDiscounts] {
		list := []wire.Discount{}
		for i, x := range d.discounts {
			field := fDiscounts + "[" + strconv.Itoa(i) + "]."
			list = append(list, wire.Discount{From: r.span(field+"from", x.from), Percent: uint32(r.count(field+"percent", x.percent, uint64(l.MaxDiscount)))})
		}
		s.Discounts = &list
	}
	if d.own[fServe] {
		s.Serve = &wire.AdminServe{
			MinStake: r.sum("serve.minStake", d.minStake, chain.Native.Decimals), MinCompleted: int(r.count("serve.minCompleted", d.completed, 1<<31)),
			MinSecondsPaid: uint64(r.span("serve.minSecondsPaid", d.paid)), MinPartners: int(r.count("serve.minPartners", d.partners, 1<<31)),
		}
	}
	times := func(field string, is span) *uint32 {
		if !d.own[field] {
			return nil
		}
		n := r.span(field, is)
		return &n
	}
	s.Probation, s.Notice, s.MinDuration, s.MaxDuration = times(fProbation, d.probation), times(fNotice, d.notice), times(fMin, d.least), times(fMax, d.most)
	if d.own[fStake] {
		n := r.sum(fStake, d.stake, chain.Native.Decimals)
		s.ProbationStake = &n
	}
	if d.own[fReferrer] {
		share, err := strconv.ParseUint(r.sum(fReferrer, d.referrer, 2).String(), 10, 16)
		if n := uint16(share); err != nil || n > l.MaxReferrerShare {
			r.fail(fReferrer)
		} else {
			s.ReferrerShare = &n
		}
	}
	if d.own[fOrigins] {
		list := strings.Fields(d.origins)
		if len(list) > l.MaxOrigins {
			r.fail(fOrigins)
		}
		s.Origins = &list
	}
	return s, r.bad
}

// differs reports whether one setting is written otherwise than in another draft.
func (d *draft) differs(was *draft, field string) bool {
	if d.own[field] != was.own[field] {
		return true
	}
	switch field {
	case fPrices:
		return !slices.Equal(d.prices, was.prices)
	case fRange:
		return d.floor != was.floor || d.ceiling != was.ceiling
	case fDiscounts:
		return !slices.Equal(d.discounts, was.discounts)
	case fServe:
		return d.minStake != was.minStake || d.completed != was.completed || d.partners != was.partners || d.paid != was.paid
	case fProbation:
		return d.probation != was.probation
	case fStake:
		return d.stake != was.stake
	case fNotice:
		return d.notice != was.notice
	case fMin:
		return d.least != was.least
	case fMax:
		return d.most != was.most
	case fReferrer:
		return d.referrer != was.referrer
	}
	return d.origins != was.origins
}

// changed reports whether a draft would save anything else than another.
func (d *draft) changed(was *draft) bool {
	return slices.ContainsFunc(all, func(f string) bool { return d.differs(was, f) })
}
