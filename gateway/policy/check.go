package policy

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// fields are the JSON names of wire.AdminSettings, in its order.
var fields = []string{
	"prices", "range", "discounts", "serve", "probation", "probationStake", "notice", "minDuration", "maxDuration", "referrerShare", "origins",
}

// Merge is what is in force: what was saved, and of the rest the flags.
func Merge(flags, saved wire.AdminSettings) wire.AdminSettings {
	s := saved
	if len(s.Prices) == 0 {
		s.Prices = flags.Prices
	}
	s.Range, s.Discounts, s.Serve = or(s.Range, flags.Range), or(s.Discounts, flags.Discounts), or(s.Serve, flags.Serve)
	s.Probation, s.ProbationStake, s.Notice = or(s.Probation, flags.Probation), or(s.ProbationStake, flags.ProbationStake), or(s.Notice, flags.Notice)
	s.MinDuration, s.MaxDuration = or(s.MinDuration, flags.MinDuration), or(s.MaxDuration, flags.MaxDuration)
	s.ReferrerShare, s.Origins = or(s.ReferrerShare, flags.ReferrerShare), or(s.Origins, flags.Origins)
	return s
}

func or[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

// without is settings but for the field to which a path leads.
func without(s wire.AdminSettings, path string) wire.AdminSettings {
	name, _, _ := strings.Cut(path, "[")
	name, _, _ = strings.Cut(name, ".")
	switch name {
	case "prices":
		s.Prices = nil
	case "range":
		s.Range = nil
	case "discounts":
		if s.Discounts == nil { // then it is the longest order that is too short for the flags'
			s.MaxDuration = nil
		}
		s.Discounts = nil
	case "serve":
		s.Serve = nil
	case "probation":
		s.Probation = nil
	case "probationStake":
		s.ProbationStake = nil
	case "notice":
		s.Notice = nil
	case "minDuration":
		s.MinDuration = nil
	case "maxDuration":
		s.MaxDuration = nil
	case "referrerShare":
		s.ReferrerShare = nil
	case "origins":
		s.Origins = nil
	}
	return s
}

// list is a list of flaws that grows.
type list []wire.AdminFlaw

func (l *list) bad(field, remedy string, args ...any) {
	*l = append(*l, wire.AdminFlaw{Field: field, Remedy: fmt.Sprintf(remedy, args...)})
}

// most bits of a price, and of a stake: beyond them no quote can say it.
const mostBits = 96

// check finds all that is not right with what is to be saved, as it would be in force. What the flags say was checked at the
// start.
func (p *Policy) check(s wire.AdminSettings) []wire.AdminFlaw {
	all := list{}
	limits, force := p.cfg.Limits(), Merge(p.cfg.Flags, s)
	p.checkPrices(&all, s.Prices)
	if r := s.Range; r != nil && (r.Floor < 1 || r.Floor > r.Ceiling || r.Ceiling > limits.MaxCeiling) {
		all.bad("range", "a floor of at least 1 percent, and a ceiling from there to %d percent", limits.MaxCeiling)
	}
	if s.Discounts != nil || s.MaxDuration != nil {
		checkDiscounts(&all, *force.Discounts, *force.MaxDuration, limits)
	}
	if x := s.Serve; x != nil {
		p.checkStake(&all, "serve.minStake", x.MinStake)
		if x.MinCompleted < 0 || x.MinPartners < 0 {
			all.bad("serve", "numbers of 0 or more")
		}
	}
	if s.ProbationStake != nil {
		p.checkStake(&all, "probationStake", *s.ProbationStake)
	}
	seconds := func(field string, v *uint32, least, most uint32) {
		if v != nil && (*v < least || *v > most) {
			all.bad(field, "%d to %d seconds", least, most)
		}
	}
	seconds("probation", s.Probation, 0, limits.MaxProbation)
	seconds("notice", s.Notice, 0, limits.MaxNotice)
	seconds("minDuration", s.MinDuration, 1, limits.MaxDuration)
	seconds("maxDuration", s.MaxDuration, 1, limits.MaxDuration)
	if (s.MinDuration != nil || s.MaxDuration != nil) && *force.MinDuration > *force.MaxDuration {
		field := "minDuration"
		if s.MinDuration == nil {
			field = "maxDuration"
		}
		all.bad(field, "the shortest order may not be longer than the longest one: %d and %d seconds", *force.MinDuration, *force.MaxDuration)
	}
	if s.ReferrerShare != nil && *s.ReferrerShare > limits.MaxReferrerShare {
		all.bad("referrerShare", "0 to %d basis points, which is what the market allows", limits.MaxReferrerShare)
	}
	if s.Origins != nil {
		checkOrigins(&all, *s.Origins, limits.MaxOrigins)
	}
	return all
}

func (p *Policy) checkPrices(all *list, prices []wire.Price) {
	seen := map[eth.Address]bool{}
	for i, x := range prices {
		field := fmt.Sprintf("prices[%d]", i)
		switch {
		case !slices.ContainsFunc(p.cfg.Coins, func(c wire.Coin) bool { return c.Address == x.Token }):
			all.bad(field+".token", "a token of the address file")
		case seen[x.Token]:
			all.bad(field+".token", "each token once")
		}
		seen[x.Token] = true
		if len(x.Discounts) > 0 {
			all.bad(field+".discounts", "leave it out: discounts are of all tokens, in discounts")
		}
		for _, n := range []struct {
			name string
			sum  amount.Nano
		}{{"coreHour", x.CoreHour}, {"gpuHour", x.GPUHour}, {"memoryHour", x.MemoryHour}, {"diskHour", x.DiskHour}, {"trafficGiB", x.TrafficGiB}} {
			if n.sum.Bits() > mostBits {
				all.bad(field+"."+n.name, "a price below 2^%d", mostBits)
			}
		}
	}
}

func checkDiscounts(all *list, discounts []wire.Discount, longest uint32, limits wire.AdminLimits) {
	if len(discounts) > limits.MaxDiscounts {
		all.bad("discounts", "at most %d", limits.MaxDiscounts)
		return
	}
	for i, d := range discounts {
		field := fmt.Sprintf("discounts[%d]", i)
		switch {
		case d.From < 1 || d.From > longest:
			all.bad(field+".from", "1 to %d seconds, the longest order", longest)
		case d.Percent < 1 || d.Percent > limits.MaxDiscount:
			all.bad(field+".percent", "1 to %d percent", limits.MaxDiscount)
		case i > 0 && (d.From <= discounts[i-1].From || d.Percent <= discounts[i-1].Percent):
			all.bad(field, "longer and more than the one before: both numbers must rise")
		}
	}
}

func (p *Policy) checkStake(all *list, field string, stake amount.Amount) {
	switch {
	case stake.Bits() > mostBits:
		all.bad(field, "an amount below 2^%d", mostBits)
	case !stake.IsZero() && !p.cfg.Staking:
		all.bad(field, "0: the address file has no staking contract, so that nobody has a stake")
	}
}

// maxOrigin is the longest origin, in bytes.
const maxOrigin = 300

func checkOrigins(all *list, origins []string, most int) {
	if len(origins) > most {
		all.bad("origins", "at most %d", most)
		return
	}
	for i, o := range origins {
		if !isOrigin(o) {
			all.bad(fmt.Sprintf("origins[%d]", i), "an origin such as https://app.example.org, or * for any")
		}
	}
}

func isOrigin(s string) bool {
	if s == "*" {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && len(s) <= maxOrigin && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && s == u.Scheme+"://"+u.Host
}
