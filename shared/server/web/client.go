package web

import (
	"context"
	"fmt"
	"net/http"
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
		p, err := netip.ParsePrefix(strings.TrimSpace(s))
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

// ForwardedFor is the header in which proxies say whom they ask for.
const ForwardedFor = "X-Forwarded-For"

// Client is who asks: the peer of the connection, or, as far as that is a proxy of ours, whom it says it asks for. What
// stands further left in X-Forwarded-For anybody could have written, and so in an earlier one of several lines, which are
// to be given joined by commas.
func (p Proxies) Client(peer netip.Addr, forwardedFor string) netip.Addr {
	ip := peer.Unmap()
	for left := forwardedFor; left != "" && p.Has(ip); {
		hop := left
		if i := strings.LastIndexByte(left, ','); i >= 0 {
			left, hop = left[:i], left[i+1:]
		} else {
			left = ""
		}
		next, ok := parseHop(strings.TrimSpace(clip.To(hop, maxHop)))
		if !ok {
			break
		}
		ip = next
	}
	return ip
}

// parseHop reads an address; some proxies add the port, or put brackets around IPv6.
func parseHop(s string) (netip.Addr, bool) {
	ip, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	if err != nil {
		to, err := netip.ParseAddrPort(s)
		if err != nil {
			return netip.Addr{}, false
		}
		ip = to.Addr()
	}
	return ip.Unmap().WithZone(""), true
}

// Has reports whether an address is a proxy's.
func (p Proxies) Has(ip netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(ip) })
}

type clientKey struct{}

// Tell gives a request that Client knows the client of.
func (p Proxies) Tell(r *http.Request) *http.Request {
	if len(p) == 0 {
		return r // Client sees for itself
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !p.Has(peer.Addr().Unmap().WithZone("")) {
		return r
	}
	ip := p.Client(peer.Addr().WithZone(""), strings.Join(r.Header.Values(ForwardedFor), ","))
	return r.WithContext(context.WithValue(r.Context(), clientKey{}, ip))
}

// Client is who sent a request that a server of ours took: its visitor, not the proxy in front. It is invalid where that
// is not known.
func Client(r *http.Request) netip.Addr {
	if ip, ok := r.Context().Value(clientKey{}).(netip.Addr); ok {
		return ip
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return peer.Addr().Unmap().WithZone("")
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
