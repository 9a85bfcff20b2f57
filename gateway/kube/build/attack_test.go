package build

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"

	"berth/gateway/reach"
	"berth/shared/attacktest"
)

// leaves reports whether a policy lets a packet out to an address outside of the cluster.
func leaves(s networkingv1.NetworkPolicySpec, protocol corev1.Protocol, to string, port int32) bool {
	addr := netip.MustParseAddr(to)
	return slices.ContainsFunc(s.Egress, func(r networkingv1.NetworkPolicyEgressRule) bool {
		fits := len(r.Ports) == 0 || slices.ContainsFunc(r.Ports, func(p networkingv1.NetworkPolicyPort) bool {
			last := p.Port.IntVal
			if p.EndPort != nil {
				last = *p.EndPort
			}
			return *p.Protocol == protocol && port >= p.Port.IntVal && port <= last
		})
		return fits && (len(r.To) == 0 || slices.ContainsFunc(r.To, func(p networkingv1.NetworkPolicyPeer) bool {
			in := func(cidr string) bool { return netip.MustParsePrefix(cidr).Contains(addr) }
			return p.IPBlock != nil && in(p.IPBlock.CIDR) && !slices.ContainsFunc(p.IPBlock.Except, in)
		}))
	})
}

// TestAttackPolicy: by the policy of an order its pods reach no port that is closed, no address that is not the internet's,
// and nothing outside once the traffic is used up.
func TestAttackPolicy(t *testing.T) {
	a := attacktest.Begin(t, "a service sends mail, or reaches what is not the internet")
	p := example()
	open, spent := Policy(p).Spec, p
	spent.Spent = true
	none := p
	none.Ports = nil
	both := []corev1.Protocol{corev1.ProtocolTCP, corev1.ProtocolUDP}
	for _, to := range []string{"1.1.1.1", "93.184.216.34", "2606:2800:21f::1"} {
		for _, protocol := range both {
			for _, port := range []int32{25, 135, 136, 137, 138, 139, 445} {
				a.Tried(leaves(open, protocol, to, port), "%s %s %d", protocol, to, port)
			}
			for _, port := range []int32{1, 22, 24, 26, 53, 80, 134, 140, 443, 444, 446, 465, 587, 65535} {
				if !leaves(open, protocol, to, port) {
					t.Errorf("%s %s %d is closed", protocol, to, port)
				}
				a.Tried(leaves(Policy(spent).Spec, protocol, to, port), "%s %s %d without traffic", protocol, to, port)
				a.Tried(leaves(Policy(none).Spec, protocol, to, port), "%s %s %d with no port open", protocol, to, port)
			}
		}
		a.Tried(leaves(open, corev1.ProtocolSCTP, to, 25), "SCTP")
	}
	for _, to := range []string{
		"10.0.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1", "100.64.0.1", "0.0.0.0", "198.18.0.1", "224.0.0.1", "255.255.255.255", "51.15.1.7", "2a01:4f8::1",
		"::1", "fd00::1", "fe80::1", "64:ff9b::a00:1", "2002:a00:1::1", "2001::1", "fd00:ec2::254",
	} {
		for _, protocol := range both {
			for _, port := range []int32{53, 80, 443, 6443, 10250} {
				a.Tried(leaves(open, protocol, to, port), "%s %s %d", protocol, to, port)
			}
		}
	}
}

// TestAttackCache: no service starts from an image that a machine has of another tenant's.
func TestAttackCache(t *testing.T) {
	a := attacktest.Begin(t, "a cached private image of another tenant starts without credentials")
	p := example()
	for i := range p.Manifest.Services {
		for _, image := range []string{"busybox", "ghcr.io/a/b", "ghcr.io/a/b:1.2", "ghcr.io/a/b:latest", "ghcr.io/a/b@sha256:" + fmt.Sprintf("%064d", 1)} {
			s := p.Manifest.Services[i]
			s.Image = image
			p.Manifest.Services[i] = s
			for _, c := range Deployment(p, s).Spec.Template.Spec.Containers {
				a.Tried(c.ImagePullPolicy != corev1.PullAlways, "%s as %s: %s", s.Name, image, c.ImagePullPolicy)
			}
		}
	}
	p.Cached = true
	if got := Deployment(p, p.Manifest.Services[0]).Spec.Template.Spec.Containers[0].ImagePullPolicy; got != corev1.PullIfNotPresent {
		t.Errorf("where the kubelets verify: got %s", got)
	}
}

// TestAllPorts: an operator may open all ports.
func TestAllPorts(t *testing.T) {
	p := example()
	p.Ports, _ = reach.OpenPorts(nil)
	if !leaves(Policy(p).Spec, corev1.ProtocolTCP, "1.1.1.1", 25) {
		t.Error("port 25 is closed")
	}
}
