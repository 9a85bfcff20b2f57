package build

import (
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// labelGateway is on the namespace of a gateway that runs in the cluster.
const labelGateway = "berth/gateway"

// Ranges that are not the internet: own network, private, shared (RFC 6598), loopback, link-local with the clouds'
// metadata, benchmark, documentation, multicast, reserved. Of IPv6 only what is given out as public is internet at all:
// private and link-local addresses and most that embed IPv4 lie elsewhere. Within it are not: special purposes
// with Teredo, documentation, 6to4.
const public4, public6 = "0.0.0.0/0", "2000::/3"

var (
	private4 = []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
		"192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	}
	private6 = []string{"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"}
)

// Policy lets an order's pods speak with one another, with the cluster's DNS and with the internet, and be spoken to by
// one another and by the gateway. Everything else is closed, the addresses of the cluster's own machines and services
// too where they are public ones.
func Policy(p Plan) Object[networkingv1.NetworkPolicySpec] {
	except4, except6 := private4, private6
	for _, c := range p.Closed {
		if c.Addr().Is4() {
			except4 = append(except4[:len(except4):len(except4)], c.String())
		} else {
			except6 = append(except6[:len(except6):len(except6)], c.String())
		}
	}
	each := networkingv1.NetworkPolicyPeer{PodSelector: &metav1.LabelSelector{}}
	gateway := networkingv1.NetworkPolicyPeer{NamespaceSelector: &metav1.LabelSelector{MatchLabels: map[string]string{labelGateway: "true"}}}
	dns := networkingv1.NetworkPolicyPeer{
		NamespaceSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"kubernetes.io/metadata.name": "kube-system"}},
		PodSelector:       &metav1.LabelSelector{MatchLabels: map[string]string{"k8s-app": "kube-dns"}},
	}
	block := func(cidr string, except []string) networkingv1.NetworkPolicyPeer {
		return networkingv1.NetworkPolicyPeer{IPBlock: &networkingv1.IPBlock{CIDR: cidr, Except: except}}
	}
	port := func(protocol corev1.Protocol) networkingv1.NetworkPolicyPort {
		n := intstr.FromInt32(53)
		return networkingv1.NetworkPolicyPort{Protocol: &protocol, Port: &n}
	}
	to := func(peers ...networkingv1.NetworkPolicyPeer) networkingv1.NetworkPolicyEgressRule {
		return networkingv1.NetworkPolicyEgressRule{To: peers}
	}
	names := to(dns)
	names.Ports = []networkingv1.NetworkPolicyPort{port(corev1.ProtocolUDP), port(corev1.ProtocolTCP)}
	return Object[networkingv1.NetworkPolicySpec]{p.head("networking.k8s.io/v1", "NetworkPolicy", "berth"), networkingv1.NetworkPolicySpec{
		PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress},
		Ingress:     []networkingv1.NetworkPolicyIngressRule{{From: []networkingv1.NetworkPolicyPeer{each, gateway}}},
		Egress:      []networkingv1.NetworkPolicyEgressRule{to(each), names, to(block(public4, except4), block(public6, except6))},
	}}
}

// Beyond gives the addresses and ranges that the policy does not close anyway, sorted.
func Beyond(all []string) []netip.Prefix {
	var private, out []netip.Prefix
	for _, r := range slices.Concat(private4, private6) {
		private = append(private, netip.MustParsePrefix(r))
	}
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
		if p.Addr().Is6() && !netip.MustParsePrefix(public6).Overlaps(p) {
			continue
		}
		known := slices.ContainsFunc(private, func(r netip.Prefix) bool { return r.Bits() <= p.Bits() && r.Contains(p.Addr()) })
		whole := p.Addr().Is4() && p.Bits() == 0 || p.Addr().Is6() && p.Bits() <= netip.MustParsePrefix(public6).Bits()
		if !whole && !known { // a policy's exception may not be all of it
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
