package netpol

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Table is the nftables table, of the ip family, that the rules are in.
const Table = "berth-policy"

// State is what the rules are made of.
type State struct {
	Range      string // the pods' addresses
	Pods       []*corev1.Pod
	Namespaces []*corev1.Namespace
	Policies   []*netv1.NetworkPolicy
}

// Rules writes the table for `nft -f`. The same state gives the same text, in whatever order it comes.
func (s State) Rules() string {
	s.Pods = slices.DeleteFunc(slices.Clone(s.Pods), func(p *corev1.Pod) bool { return !networked(p) })
	slices.SortFunc(s.Pods, func(a, b *corev1.Pod) int {
		return cmp.Or(address(a).Compare(address(b)), cmp.Compare(a.UID, b.UID))
	})
	// An address is one pod's. Should two claim it, the older one is on its way out.
	s.Pods = slices.CompactFunc(s.Pods, func(a, b *corev1.Pod) bool { return a.Status.PodIP == b.Status.PodIP })
	s.Policies = slices.SortedFunc(slices.Values(s.Policies), func(a, b *netv1.NetworkPolicy) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})

	var chains strings.Builder
	var known, ingress, egress []string
	for _, pod := range s.Pods {
		ip := pod.Status.PodIP
		known = append(known, ip)
		in, out := s.pod(pod)
		name := strings.ReplaceAll(ip, ".", "_")
		if in != nil {
			chain(&chains, pod, "in_"+name, "ip saddr "+ip, in)
			ingress = append(ingress, ip+" : jump in_"+name)
		}
		if out != nil {
			chain(&chains, pod, "out_"+name, "ip daddr "+ip, out)
			egress = append(egress, ip+" : jump out_"+name)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "add table ip %[1]s\ndelete table ip %[1]s\ntable ip %[1]s {\n%[2]s", Table, chains.String())
	stranger := func(side string) string {
		if len(known) == 0 {
			return fmt.Sprintf("    ip %s %s counter drop\n", side, s.Range)
		}
		return fmt.Sprintf("    ip %[1]s %[2]s ip %[1]s != { %[3]s } counter drop\n", side, s.Range, strings.Join(known, ", "))
	}
	jumps := func(side string, to []string) string {
		if len(to) == 0 {
			return ""
		}
		return fmt.Sprintf("    ip %s vmap { %s }\n", side, strings.Join(to, ", "))
	}
	fmt.Fprintf(&b, "  chain egress {\n%s%s  }\n", stranger("saddr"), jumps("saddr", egress))
	fmt.Fprintf(&b, "  chain ingress {\n%s%s  }\n", stranger("daddr"), jumps("daddr", ingress))
	b.WriteString(`  chain forward {
    type filter hook forward priority 0; policy accept;
    ct state established,related accept
    jump egress
    jump ingress
  }
  chain input {
    type filter hook input priority 0; policy accept;
    ct state established,related accept
    jump egress
  }
}
`)
	return b.String()
}

// chain writes one direction of one pod. A pod may always reach itself.
func chain(b *strings.Builder, pod *corev1.Pod, name, self string, allow []string) {
	fmt.Fprintf(b, "  # %s/%s\n  chain %s {\n    %s return\n", pod.Namespace, pod.Name, name, self)
	for _, match := range allow {
		fmt.Fprintf(b, "    %s\n", strings.Join(strings.Fields(match+" return"), " "))
	}
	b.WriteString("    counter drop\n  }\n")
}

// pod gives what is allowed to and from a pod. A direction that no policy isolates is nil, which is not the same as empty.
func (s State) pod(pod *corev1.Pod) (in, out []string) {
	for _, p := range s.Policies {
		if p.Namespace != pod.Namespace || !selects(&p.Spec.PodSelector, pod.Labels) {
			continue
		}
		isolatesIn := len(p.Spec.PolicyTypes) == 0 || slices.Contains(p.Spec.PolicyTypes, netv1.PolicyTypeIngress)
		isolatesOut := len(p.Spec.PolicyTypes) == 0 && len(p.Spec.Egress) > 0 || slices.Contains(p.Spec.PolicyTypes, netv1.PolicyTypeEgress)
		if isolatesIn {
			if in == nil {
				in = []string{}
			}
			for _, r := range p.Spec.Ingress {
				in = append(in, s.rule("saddr", p.Namespace, r.From, r.Ports, pod)...)
			}
		}
		if isolatesOut {
			if out == nil {
				out = []string{}
			}
			for _, r := range p.Spec.Egress {
				out = append(out, s.rule("daddr", p.Namespace, r.To, r.Ports, nil)...)
			}
		}
	}
	return in, out
}

// rule gives the matches of one rule: each of its peers with each of its ports. The target is the pod whose ports may be
// named, on egress each peer is one itself.
func (s State) rule(side, namespace string, peers []netv1.NetworkPolicyPeer, ports []netv1.NetworkPolicyPort, target *corev1.Pod) []string {
	var all []string
	numbered, named := split(ports)
	if target != nil {
		for _, p := range named {
			if m := resolve(p, target); m != "" {
				numbered = append(numbered, m)
			}
		}
		named = nil
	}
	var hosts, addresses []string
	for _, peer := range peers {
		if peer.IPBlock != nil {
			if m := block(side, *peer.IPBlock); m != "" {
				hosts = append(hosts, m)
			}
		}
	}
	pods := s.peers(namespace, peers)
	for _, p := range pods {
		addresses = append(addresses, p.Status.PodIP)
	}
	switch {
	case len(peers) == 0:
		hosts = []string{""} // anyone
	case len(addresses) > 0:
		hosts = append(hosts, fmt.Sprintf("ip %s { %s }", side, strings.Join(addresses, ", ")))
	}
	if len(ports) == 0 {
		numbered = []string{""} // any port
	}
	for _, h := range hosts {
		for _, p := range numbered {
			all = append(all, h+" "+p)
		}
	}
	if len(named) == 0 {
		return all
	}
	if len(peers) == 0 {
		pods = s.Pods
	}
	for _, pod := range pods {
		for _, p := range named {
			if m := resolve(p, pod); m != "" {
				all = append(all, fmt.Sprintf("ip %s %s %s", side, pod.Status.PodIP, m))
			}
		}
	}
	return all
}

// peers gives the pods that are meant.
func (s State) peers(namespace string, peers []netv1.NetworkPolicyPeer) (pods []*corev1.Pod) {
	chosen := map[*corev1.Pod]bool{}
	for _, peer := range peers {
		if peer.IPBlock != nil {
			continue
		}
		for _, pod := range s.Pods {
			if peer.NamespaceSelector == nil && pod.Namespace != namespace {
				continue
			}
			if peer.NamespaceSelector != nil && !selects(peer.NamespaceSelector, s.labels(pod.Namespace)) {
				continue
			}
			if peer.PodSelector == nil || selects(peer.PodSelector, pod.Labels) {
				chosen[pod] = true
			}
		}
	}
	for _, pod := range s.Pods {
		if chosen[pod] {
			pods = append(pods, pod)
		}
	}
	return pods
}

func (s State) labels(namespace string) map[string]string {
	for _, n := range s.Namespaces {
		if n.Name == namespace {
			return n.Labels
		}
	}
	return nil
}

// block gives the match of an address block without its exceptions; it is empty for one that is not IPv4.
func block(side string, b netv1.IPBlock) string {
	whole, err := netip.ParsePrefix(b.CIDR)
	if err != nil || !whole.Addr().Is4() {
		return ""
	}
	var except []netip.Prefix
	for _, e := range b.Except {
		if p, err := netip.ParsePrefix(e); err == nil && p.Addr().Is4() {
			except = append(except, p.Masked())
		}
	}
	match := fmt.Sprintf("ip %s %s", side, whole.Masked())
	if len(except) == 0 {
		return match
	}
	// A set of nft's may not overlap itself. Prefixes overlap only by one holding the other.
	slices.SortFunc(except, func(a, b netip.Prefix) int {
		return cmp.Or(cmp.Compare(a.Bits(), b.Bits()), a.Addr().Compare(b.Addr()))
	})
	var apart []string
	for i, p := range except {
		if !slices.ContainsFunc(except[:i], func(wider netip.Prefix) bool { return wider.Overlaps(p) }) {
			apart = append(apart, p.String())
		}
	}
	return fmt.Sprintf("%s ip %s != { %s }", match, side, strings.Join(apart, ", "))
}

// split gives the ports that have a number, as matches, and those that have a name.
func split(ports []netv1.NetworkPolicyPort) (numbered []string, named []netv1.NetworkPolicyPort) {
	for _, p := range ports {
		switch {
		case p.Port == nil:
			numbered = append(numbered, "meta l4proto "+protocol(p))
		case p.Port.Type == intstr.String:
			named = append(named, p)
		case p.EndPort != nil:
			numbered = append(numbered, fmt.Sprintf("%s dport %d-%d", protocol(p), p.Port.IntVal, *p.EndPort))
		default:
			numbered = append(numbered, fmt.Sprintf("%s dport %d", protocol(p), p.Port.IntVal))
		}
	}
	return numbered, named
}

// resolve looks a named port up in a pod; the match is empty if the pod has none of that name.
func resolve(p netv1.NetworkPolicyPort, pod *corev1.Pod) string {
	for _, c := range pod.Spec.Containers {
		for _, port := range c.Ports {
			if port.Name == p.Port.StrVal && strings.EqualFold(cmp.Or(string(port.Protocol), "TCP"), protocol(p)) {
				return fmt.Sprintf("%s dport %d", protocol(p), port.ContainerPort)
			}
		}
	}
	return ""
}

func protocol(p netv1.NetworkPolicyPort) string {
	if p.Protocol == nil {
		return "tcp"
	}
	return strings.ToLower(string(*p.Protocol))
}

func selects(s *metav1.LabelSelector, have map[string]string) bool {
	selector, err := metav1.LabelSelectorAsSelector(s)
	return err == nil && selector.Matches(labels.Set(have))
}

// networked reports whether a pod has an address of its own that it may use.
func networked(p *corev1.Pod) bool {
	return address(p).Is4() && !p.Spec.HostNetwork && p.Status.Phase != corev1.PodSucceeded && p.Status.Phase != corev1.PodFailed
}

func address(p *corev1.Pod) netip.Addr {
	a, _ := netip.ParseAddr(p.Status.PodIP)
	return a
}
