package kube

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/reach"
	"berth/shared/order"
)

// surroundings are the addresses of the cluster itself: of its nodes, its API server, its pods and services, as far as
// they are not closed as private ones anyway.
func (c *Cluster) surroundings(ctx context.Context) ([]netip.Prefix, error) {
	nodes, err := c.client.Nodes.List(ctx, metav1.ListOptions{ResourceVersion: "0"})
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
	c.machines.know(machines, build.Products(nodes.Items))
	ranges, err := c.client.ServiceRanges.List(ctx, metav1.ListOptions{})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsForbidden(err) { // older clusters do not say
		return nil, fmt.Errorf("kube: service ranges: %w", err)
	}
	if err == nil {
		for _, r := range ranges.Items {
			all = append(all, r.Spec.CIDRs...)
		}
	}
	api, err := c.client.Endpoints(metav1.NamespaceDefault).List(ctx, metav1.ListOptions{LabelSelector: "kubernetes.io/service-name=kubernetes"})
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
	return reach.Beyond(all), nil
}

// machines is what is known of a cluster's machines. It is safe for concurrent use.
type machines struct {
	mu       sync.Mutex
	names    []string // and addresses, which no user is told
	products []string // labels of their GPUs
}

// know takes what machines there are: the labels of their GPUs, and their names and addresses, longest first so that none
// is left of one that begins like another.
func (m *machines) know(names, products []string) {
	names = slices.DeleteFunc(names, func(s string) bool { return len(s) < 3 })
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	m.mu.Lock()
	defer m.mu.Unlock()
	m.names, m.products = slices.Compact(names), products
}

func (m *machines) secrets() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.names)
}

func (m *machines) labels() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.products
}

// fence brings the policies up to date when the cluster has changed: a new node is to be as closed as the old ones.
func (c *Cluster) fence(ctx context.Context) error {
	c.fencing.Lock()
	defer c.fencing.Unlock()
	now, err := c.surroundings(ctx)
	if err != nil || c.closed != nil && slices.Equal(now, c.closed) {
		return err
	}
	list, err := c.client.Namespaces.List(ctx, metav1.ListOptions{LabelSelector: c.selector()})
	if err != nil {
		return fmt.Errorf("kube: namespaces: %w", err)
	}
	var errs []error
	for _, n := range list.Items {
		id, err := order.ParseID(n.Labels[build.LabelOrder])
		if err != nil || n.DeletionTimestamp != nil || n.Name != c.namespaceOf(id) {
			continue
		}
		p := c.plan(cluster.Workload{Order: id})
		p.Closed, p.Spent = now, n.Annotations[build.NoteSpent] == "true"
		_, err = api.Apply(ctx, c.client.Policies(n.Name), build.Policy(p))
		if err != nil && !apierrors.IsNotFound(err) {
			errs = append(errs, fmt.Errorf("kube: network policy of order %s: %w", id, err)) // the others' are not to wait for it
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	c.closed = append([]netip.Prefix{}, now...)
	return nil
}
