package kube

import (
	"context"
	"fmt"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/shared/order"
)

// surroundings are the addresses of the cluster itself: of its nodes, its API server, its pods and services, as far as
// they are not closed as private ones anyway.
func (c *Cluster) surroundings(ctx context.Context) ([]netip.Prefix, error) {
	nodes, err := c.client.CoreV1().Nodes().List(ctx, metav1.ListOptions{ResourceVersion: "0"})
	if err != nil {
		return nil, fmt.Errorf("kube: nodes: %w", err)
	}
	var all, machines []string
	for _, n := range nodes.Items {
		machines = append(machines, n.Name)
		for _, a := range n.Status.Addresses {
			if a.Type == corev1.NodeInternalIP || a.Type == corev1.NodeExternalIP {
				all = append(all, a.Address)
			}
			machines = append(machines, a.Address)
		}
		all = append(append(all, n.Spec.PodCIDR), n.Spec.PodCIDRs...)
	}
	c.know(machines, products(nodes.Items))
	ranges, err := c.client.NetworkingV1().ServiceCIDRs().List(ctx, metav1.ListOptions{})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsForbidden(err) { // older clusters do not say
		return nil, fmt.Errorf("kube: service ranges: %w", err)
	}
	if err == nil {
		for _, r := range ranges.Items {
			all = append(all, r.Spec.CIDRs...)
		}
	}
	api, err := c.client.DiscoveryV1().EndpointSlices(metav1.NamespaceDefault).List(ctx, metav1.ListOptions{LabelSelector: "kubernetes.io/service-name=kubernetes"})
	if err != nil && !apierrors.IsForbidden(err) {
		return nil, fmt.Errorf("kube: API server's addresses: %w", err)
	}
	if err == nil {
		for _, s := range api.Items {
			for _, e := range s.Endpoints {
				all = append(all, e.Addresses...)
			}
		}
	}
	return beyond(all), nil
}

// know takes what machines there are: the labels of their GPUs, and their names and addresses, longest first so that none is left of one that begins like another.
func (c *Cluster) know(machines, products []string) {
	machines = slices.DeleteFunc(machines, func(s string) bool { return len(s) < 3 })
	slices.SortFunc(machines, func(a, b string) int { return len(b) - len(a) })
	c.happenMu.Lock()
	defer c.happenMu.Unlock()
	c.machines, c.products = slices.Compact(machines), products
}

// beyond gives the addresses and ranges that the policy does not close anyway, sorted.
func beyond(all []string) []netip.Prefix {
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

// fence brings the policies up to date when the cluster has changed: a new node is to be as closed as the old ones.
func (c *Cluster) fence(ctx context.Context) error {
	c.fencing.Lock()
	defer c.fencing.Unlock()
	now, err := c.surroundings(ctx)
	if err != nil || c.closed != nil && slices.Equal(now, c.closed) {
		return err
	}
	list, err := c.client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{LabelSelector: c.selector()})
	if err != nil {
		return fmt.Errorf("kube: namespaces: %w", err)
	}
	for _, n := range list.Items {
		id, err := order.ParseID(n.Labels[labelOrder])
		if err != nil || n.DeletionTimestamp != nil || n.Name != c.namespaceOf(id) {
			continue
		}
		p := c.plan(cluster.Workload{Order: id})
		p.closed = now
		_, err = c.client.NetworkingV1().NetworkPolicies(n.Name).Apply(ctx, policy(p), metav1.ApplyOptions{FieldManager: manager, Force: true})
		if err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: network policy of order %s: %w", id, err)
		}
	}
	c.closed = append([]netip.Prefix{}, now...)
	return nil
}
