package build

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"berth/shared/server/internet"
)

// labelGateway is on the namespace of a gateway that runs in the cluster.
const labelGateway = "berth/gateway"

// Policy lets an order's pods speak with one another, with the cluster's DNS and, at the ports that are open, with the
// internet, and be spoken to by one another and by the gateway. Everything else is closed, the addresses of the cluster's
// own machines and services too where they are public ones, and the whole internet once the order's traffic is used up.
func Policy(p Plan) Object[networkingv1.NetworkPolicySpec] {
	except4, except6 := internet.Private4(), internet.Private6()
	for _, c := range p.Closed {
		if c.Addr().Is4() {
			except4 = append(except4, c.String())
		} else {
			except6 = append(except6, c.String())
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
	ports := func(first, last int32) (both []networkingv1.NetworkPolicyPort) {
		for _, protocol := range []corev1.Protocol{corev1.ProtocolUDP, corev1.ProtocolTCP} {
			n := intstr.FromInt32(first)
			x := networkingv1.NetworkPolicyPort{Protocol: &protocol, Port: &n}
			if last > first {
				x.EndPort = &last
			}
			both = append(both, x)
		}
		return both
	}
	to := func(peers ...networkingv1.NetworkPolicyPeer) networkingv1.NetworkPolicyEgressRule {
		return networkingv1.NetworkPolicyEgressRule{To: peers}
	}
	names := to(dns)
	names.Ports = ports(53, 53)
	egress := []networkingv1.NetworkPolicyEgressRule{to(each), names}
	if world := to(block(internet.Public4, except4), block(internet.Public6, except6)); !p.Spent && len(p.Ports) > 0 {
		for _, s := range p.Ports {
			world.Ports = append(world.Ports, ports(s.First, s.Last)...)
		}
		egress = append(egress, world)
	}
	return Object[networkingv1.NetworkPolicySpec]{p.head("networking.k8s.io/v1", "NetworkPolicy", "berth"), networkingv1.NetworkPolicySpec{
		PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress},
		Ingress:     []networkingv1.NetworkPolicyIngressRule{{From: []networkingv1.NetworkPolicyPeer{each, gateway}}},
		Egress:      egress,
	}}
}
