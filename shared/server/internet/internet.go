// Package internet says which addresses are the internet's and which are somebody's own, and connects to the former only: what a
// stranger has named never leads a server into the networks that it stands in.
package internet

import (
	"net/netip"
	"slices"
)

// Public4 and Public6 are the ranges that hold the internet. Of IPv6 only what is given out as public is internet at all:
// private and link-local addresses and most that embed IPv4 lie elsewhere.
const Public4, Public6 = "0.0.0.0/0", "2000::/3"

// Ranges within them that are not the internet, by the registries of special-purpose addresses (RFC 6890): own network, private,
// shared (RFC 6598), loopback, link-local with the clouds' metadata, benchmark, documentation, relays of 6to4 (RFC 7526), multicast,
// reserved; of IPv6 special purposes with Teredo, documentation, 6to4.
var (
	private4 = []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
		"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	}
	private6 = []string{"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"}

	internet6 = netip.MustParsePrefix(Public6)
	private   = func() (all []netip.Prefix) {
		for _, r := range slices.Concat(private4, private6) {
			all = append(all, netip.MustParsePrefix(r))
		}
		return all
	}()
)

// Private4 and Private6 are the ranges within Public4 and Public6 that are not the internet. They are the caller's to keep.
func Private4() []string { return slices.Clone(private4) }

// Private6 is like Private4.
func Private6() []string { return slices.Clone(private6) }

// Public reports whether an address is the internet's. One with a zone is of a link.
func Public(a netip.Addr) bool {
	if a = a.Unmap(); !a.IsValid() || a.Zone() != "" || a.Is6() && !internet6.Contains(a) {
		return false
	}
	return !slices.ContainsFunc(private, func(r netip.Prefix) bool { return r.Contains(a) })
}

// Beyond gives those of addresses and ranges that are the internet's, as ranges, sorted. Texts that are neither are left
// out, and so is what is all of the internet.
func Beyond(all []string) []netip.Prefix {
	var out []netip.Prefix
	for _, s := range all {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			a, err := netip.ParseAddr(s)
			if err != nil {
				continue // a host's name
			}
			p = netip.PrefixFrom(a.Unmap().WithZone(""), a.Unmap().BitLen())
		}
		p = p.Masked()
		if p.Addr().Is6() && !internet6.Overlaps(p) {
			continue
		}
		known := slices.ContainsFunc(private, func(r netip.Prefix) bool { return r.Bits() <= p.Bits() && r.Contains(p.Addr()) })
		whole := p.Addr().Is4() && p.Bits() == 0 || p.Addr().Is6() && p.Bits() <= internet6.Bits()
		if !whole && !known {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b netip.Prefix) int {
		if n := a.Addr().Compare(b.Addr()); n != 0 {
			return n
		}
		return a.Bits() - b.Bits()
	})
	return slices.Compact(out)
}
