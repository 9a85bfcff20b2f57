package web

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"berth/shared/clip"
)

// Proxies are the networks of the reverse proxies whose X-Forwarded-For is believed.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks.
func ParseProxies(list []string) (Proxies, error) {
	var all Proxies
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			ip, err := netip.ParseAddr(s)
			if err != nil {
				return nil, fmt.Errorf("proxies: %q must be an address or a network", s)
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		all = append(all, p)
	}
	return all, nil
}

// maxHop is longer than any address.
const maxHop = 100

// Client is who asks: the peer of the connection, or, as far as that is a proxy of ours, whom it says it asks for. What
// stands further left in X-Forwarded-For anybody could have written.
func (p Proxies) Client(peer netip.Addr, forwardedFor string) netip.Addr {
	ip := peer.Unmap()
	for left := forwardedFor; left != "" && p.has(ip); {
		hop := left
		if i := strings.LastIndexByte(left, ','); i >= 0 {
			left, hop = left[:i], left[i+1:]
		} else {
			left = ""
		}
		next, err := netip.ParseAddr(strings.TrimSpace(clip.To(hop, maxHop)))
		if err != nil {
			break
		}
		ip = next.Unmap()
	}
	return ip
}

func (p Proxies) has(ip netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(ip) })
}

// Customer is the network that one customer has: of IPv6 the /64, of IPv4 the address. It is invalid if ip is.
func Customer(ip netip.Addr) netip.Prefix {
	ip = ip.Unmap().WithZone("")
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
