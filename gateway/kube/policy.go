package kube

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	metav1ac "k8s.io/client-go/applyconfigurations/meta/v1"
	networkingv1ac "k8s.io/client-go/applyconfigurations/networking/v1"
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

// policy lets an order's pods speak with one another, with the cluster's DNS and with the internet, and be spoken to by
// one another and by the gateway. Everything else is closed, the addresses of the cluster's own machines and services
// too where they are public ones.
func policy(p plan) *networkingv1ac.NetworkPolicyApplyConfiguration {
	all := metav1ac.LabelSelector()
	each := func() *networkingv1ac.NetworkPolicyPeerApplyConfiguration {
		return networkingv1ac.NetworkPolicyPeer().WithPodSelector(metav1ac.LabelSelector())
	}
	except4, except6 := private4, private6
	for _, c := range p.closed {
		if c.Addr().Is4() {
			except4 = append(except4[:len(except4):len(except4)], c.String())
		} else {
			except6 = append(except6[:len(except6):len(except6)], c.String())
		}
	}
	block := func(cidr string, except []string) *networkingv1ac.NetworkPolicyPeerApplyConfiguration {
		return networkingv1ac.NetworkPolicyPeer().WithIPBlock(networkingv1ac.IPBlock().WithCIDR(cidr).WithExcept(except...))
	}
	dns := networkingv1ac.NetworkPolicyPeer().
		WithNamespaceSelector(metav1ac.LabelSelector().WithMatchLabels(map[string]string{"kubernetes.io/metadata.name": "kube-system"})).
		WithPodSelector(metav1ac.LabelSelector().WithMatchLabels(map[string]string{"k8s-app": "kube-dns"}))
	port := func(protocol corev1.Protocol) *networkingv1ac.NetworkPolicyPortApplyConfiguration {
		return networkingv1ac.NetworkPolicyPort().WithProtocol(protocol).WithPort(intstr.FromInt32(53))
	}
	return networkingv1ac.NetworkPolicy("berth", p.namespace()).WithLabels(p.labels()).WithSpec(networkingv1ac.NetworkPolicySpec().
		WithPodSelector(all).
		WithPolicyTypes(networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress).
		WithIngress(networkingv1ac.NetworkPolicyIngressRule().WithFrom(
			each(),
			networkingv1ac.NetworkPolicyPeer().WithNamespaceSelector(metav1ac.LabelSelector().WithMatchLabels(map[string]string{labelGateway: "true"})),
		)).
		WithEgress(
			networkingv1ac.NetworkPolicyEgressRule().WithTo(each()),
			networkingv1ac.NetworkPolicyEgressRule().WithTo(dns).WithPorts(port(corev1.ProtocolUDP), port(corev1.ProtocolTCP)),
			networkingv1ac.NetworkPolicyEgressRule().WithTo(block(public4, except4), block(public6, except6)),
		))
}
