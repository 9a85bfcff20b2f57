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
	"berth/shared/order"
	"berth/shared/server/internet"
)

// surroundings are those of the cluster; what there is to know of its machines is noted beside.
func (c *Cluster) surroundings(ctx context.Context) ([]netip.Prefix, error) {
	closed, nodes, err := Surroundings(ctx, c.client)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, n := range nodes {
		names = append(names, n.Name)
		for _, a := range n.Status.Addresses {
			names = append(names, a.Address)
		}
	}
	c.machines.know(names, build.Products(nodes))
	c.machines.close(closed)
	c.machines.learn(nodes)
	return closed, nil
}

// Platforms are those of the cluster's machines, such as linux/amd64, sorted; none: not known yet. It asks nobody.
func (c *Cluster) Platforms() []string {
	c.machines.mu.Lock()
	defer c.machines.mu.Unlock()
	return slices.Clone(c.machines.platforms)
}

// Closed are the internet's addresses that are the cluster's own, as far as they are known. It asks nobody.
func (c *Cluster) Closed() []netip.Prefix {
	c.machines.mu.Lock()
	defer c.machines.mu.Unlock()
	return slices.Clone(c.machines.closed)
}

// Surroundings are the addresses of a cluster itself, and its machines: of those, its API server, its pods and services, as far
// as they are not closed as private ones anyway.
func Surroundings(ctx context.Context, client *api.Client) ([]netip.Prefix, []corev1.Node, error) {
	nodes, err := client.Nodes.List(ctx, metav1.ListOptions{ResourceVersion: "0"})
	if err != nil {
		return nil, nil, fmt.Errorf("kube: nodes: %w", err)
	}
	var all []string
	for _, n := range nodes.Items {
		for _, a := range n.Status.Addresses {
			if a.Type == corev1.NodeInternalIP || a.Type == corev1.NodeExternalIP {
				all = append(all, a.Address)
			}
		}
		all = append(append(all, n.Spec.PodCIDR), n.Spec.PodCIDRs...)
	}
	ranges, err := client.ServiceRanges.List(ctx, metav1.ListOptions{})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsForbidden(err) { // older clusters do not say
		return nil, nil, fmt.Errorf("kube: service ranges: %w", err)
	}
	if err == nil {
		for _, r := range ranges.Items {
			all = append(all, r.Spec.CIDRs...)
		}
	}
	api, err := client.Endpoints(metav1.NamespaceDefault).List(ctx, metav1.ListOptions{LabelSelector: "kubernetes.io/service-name=kubernetes"})
	if err != nil && !apierrors.IsForbidden(err) {
		return nil, nil, fmt.Errorf("kube: API server's addresses: %w", err)
	}
	if err == nil {
		for _, s := range api.Items {
			for _, e := range s.Endpoints {
				all = append(all, e.Addresses...)
			}
		}
	}
	return internet.Beyond(all), nodes.Items, nil
}

// machines is what is known of a cluster's machines. It is safe for concurrent use.
type machines struct {
	mu        sync.Mutex
	names     []string          // and addresses, which no user is told
	products  []string          // labels of their GPUs
	platforms []string          // such as linux/amd64
	runtimes  map[string]string // by name, such as containerd://2.2.9
	closed    []netip.Prefix
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

// close takes which of the internet's addresses are the cluster's own.
func (m *machines) close(closed []netip.Prefix) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = closed
}

// learn takes for which platforms machines run images, and by what.
func (m *machines) learn(nodes []corev1.Node) {
	var all []string
	runtimes := map[string]string{}
	for _, n := range nodes {
		runtimes[n.Name] = n.Status.NodeInfo.ContainerRuntimeVersion
		if i := n.Status.NodeInfo; i.OperatingSystem == "linux" && i.Architecture != "" {
			all = append(all, i.OperatingSystem+"/"+i.Architecture)
		}
	}
	slices.Sort(all)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.platforms, m.runtimes = slices.Compact(all), runtimes
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
