package kube

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster/clustertest"
	"berth/gateway/manifest"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/problem"
)

// TestAttackRegistryNames: a registry whose name leads to an address that is not the internet's, or is the cluster's own, is
// not fetched from, when it is deployed and each time it is applied, and the answer is the same as for a name that is not
// there. Meanwhile the fences stand: an order's traffic that is used up is shut off, whatever its registry's name does.
func TestAttackRegistryNames(t *testing.T) {
	a := attacktest.Begin(t, "the name of a registry leads into the operator's network")
	public := netip.MustParseAddr("8.8.8.8")
	leads := map[string][]string{
		"private.example.org": {"10.0.0.5"}, "loop.example.org": {"127.0.0.1"}, "meta.example.org": {"169.254.169.254"}, "shared.example.org": {"100.64.0.1"}, "zero.example.org": {"0.0.0.0"},
		"six.example.org": {"fd00::1"}, "mapped.example.org": {"::ffff:10.0.0.5"}, "nat.example.org": {"64:ff9b::a00:5"}, "both.example.org": {"8.8.8.8", "10.0.0.5"}, "local.example.org": {"fe80::1%eth0"},
		"node.example.org": {"51.15.1.7"}, "nothing.example.org": {}, "10-0-0-5.nip.io": {"10.0.0.5"}, "missing.example.org": nil,
	}
	client := fake.NewClientset(&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n"}, Status: corev1.NodeStatus{Addresses: []corev1.NodeAddress{{Type: corev1.NodeExternalIP, Address: "51.15.1.7"}}}})
	asked := 0
	c, err := New(Config{
		Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client),
		Lookup: func(_ context.Context, _, host string) (all []netip.Addr, err error) {
			asked++
			name, ok := strings.CutSuffix(host, ".")
			if !ok {
				t.Errorf("%q is not a whole name", host)
			}
			if name == "slow.example.org" {
				return nil, &net.DNSError{IsTimeout: true}
			}
			texts, known := leads[name]
			if !known {
				return []netip.Addr{public}, nil
			}
			if texts == nil {
				return nil, &net.DNSError{IsNotFound: true}
			}
			for _, s := range texts {
				all = append(all, netip.MustParseAddr(s))
			}
			return all, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	said := map[string]bool{}
	try := func(image string) error {
		w := clustertest.Workload(7, 1, image)
		w.Spent = true
		err := c.Apply(t.Context(), w)
		d, _ := client.AppsV1().Deployments(c.namespaceOf(7)).List(t.Context(), metav1.ListOptions{})
		a.Tried(err == nil || len(d.Items) > 0, "%s: %v, %d deployments", image, err, len(d.Items))
		policy, perr := client.NetworkingV1().NetworkPolicies(c.namespaceOf(7)).Get(t.Context(), "berth", metav1.GetOptions{})
		a.Tried(perr != nil || len(policy.Spec.Egress) != 2, "%s: the internet stays open: %v", image, perr)
		return err
	}
	for host := range leads {
		var p *problem.Problem
		if err := try(host + "/x:1"); !errors.As(err, &p) || p.Code != problem.ForeignImage {
			t.Errorf("%s: got %v", host, err)
			continue
		}
		said[strings.ReplaceAll(p.Title+p.Detail, host, "")] = true
	}
	a.Tried(len(said) != 1, "names are told apart: %q", said)
	var p *problem.Problem
	if err := try("slow.example.org/x"); err == nil || errors.As(err, &p) {
		t.Errorf("what cannot be known now is no refusal: %v", err)
	}
	for _, image := range []string{"registry.example.org/x", "ghcr.io/x/y", "8.8.8.8:5000/x"} {
		if err := c.fetchable(t.Context(), clustertest.Workload(7, 1, image).Manifest, nil); err != nil {
			t.Errorf("%s: %v", image, err)
		}
	}
	before := asked
	if err := c.fetchable(t.Context(), clustertest.Workload(7, 1, "ghcr.io/x/y").Manifest, nil); err != nil || asked != before {
		t.Errorf("a large registry's name is looked up: %v", err)
	}
	for _, image := range []string{"10.0.0.5/x", "localhost/x", "x.svc/y"} {
		a.Tried(c.Check(clustertest.Workload(7, 1, image).Manifest) == nil, "the check takes %s", image)
		// What runs before a service and beside it is fetched by the same machines.
		before, beside := clustertest.Workload(7, 1, "ghcr.io/x/y"), clustertest.Workload(7, 1, "ghcr.io/x/y")
		before.Manifest.Services[0].Init = []manifest.Service{{Name: "a", Image: image}}
		beside.Manifest.Services[0].Beside = []manifest.Service{{Name: "a", Image: image}}
		a.Tried(c.Check(before.Manifest) == nil, "the check takes %s before a service", image)
		a.Tried(c.Check(beside.Manifest) == nil, "the check takes %s beside a service", image)
	}
}
