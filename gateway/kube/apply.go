package kube

import (
	"context"
	"fmt"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"berth/gateway/cluster"
	"berth/gateway/kube/build"
	"berth/gateway/manifest"
	"berth/shared/order"
)

func (c *Cluster) plan(w cluster.Workload) build.Plan {
	p := build.New(c.realm, w)
	p.StorageClass, p.RuntimeClass, p.SandboxClass = c.cfg.StorageClass, c.cfg.RuntimeClass, c.cfg.SandboxClass
	p.Machines, p.Overhead, _ = c.isolation.hosts()
	p.Ports, p.Bandwidth, p.Cached, p.HelperImage = c.cfg.Ports, c.cfg.Bandwidth, c.cfg.Cached, c.cfg.HelperImage
	return p
}

// Apply implements cluster.Cluster.
func (c *Cluster) Apply(ctx context.Context, w cluster.Workload) error {
	ctx, cancel := context.WithTimeout(ctx, 2*perCall)
	defer cancel()
	p := c.plan(w)
	err := c.apart(p)
	if err != nil {
		return err
	}
	if p.Closed, err = c.surroundings(ctx); err != nil {
		return err
	}
	if p.Account, err = c.account.name(ctx); err != nil {
		return err
	}
	ns := p.Namespace()
	if err := c.applier.fence(ctx, p); err != nil {
		return err
	}
	// The fences stand whatever comes of the rest: what it says of images is up to a tenant's name servers.
	if err := c.fetchable(ctx, w.Manifest, p.Closed); err != nil {
		return err
	}
	if p.Products, err = build.OfModel(w.Resources, c.machines.labels()); err != nil {
		return err
	}
	c.logs.Unbury(w.Order)
	if c.applier.replaces(p) {
		c.logs.Keep(ctx, w.Order)
	}
	if err := c.applier.prune(ctx, ns, w.Manifest); err != nil {
		return err
	}
	if err := c.applier.awaitGone(ctx, ns); err != nil {
		return err
	}
	if err := c.applier.present(ctx, &p); err != nil {
		return err
	}
	if err := c.placed(&p); err != nil {
		return err
	}
	c.phases.hold(ns)
	all := map[string]declared{}
	for _, s := range w.Manifest.Services {
		all[s.Name] = declared{}
	}
	defer func() {
		c.phases.release(ns, all)
		c.starter.see(ns)
	}()
	for _, v := range w.Manifest.Volumes {
		if err := c.applier.disk(ctx, p, v); err != nil {
			return err
		}
	}
	for _, s := range w.Manifest.Services {
		x, err := c.applier.service(ctx, p, s)
		x.sizes = c.sizes(s)
		all[s.Name] = x
		if err != nil {
			return err
		}
	}
	return nil
}

// sizes are how much is fetched of a service's images, as far as it is known.
func (c *Cluster) sizes(s manifest.Service) map[string]uint32 {
	all := map[string]uint32{}
	for _, p := range s.Processes() {
		all[p.Image] = c.cfg.Size(*p)
	}
	return all
}

// Stop implements cluster.Cluster.
func (c *Cluster) Stop(ctx context.Context, id order.ID) error {
	ctx, cancel := context.WithTimeout(ctx, 2*perCall)
	defer cancel()
	ns := c.namespaceOf(id)
	n, err := c.client.Namespaces.Get(ctx, ns, metav1.GetOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("kube: namespace: %w", err)
	}
	if err != nil || n.DeletionTimestamp != nil {
		c.phases.drop(ns) // all that was in it ends or has ended, and this gateway's rights there, too
		return nil
	}
	c.logs.Keep(ctx, id)
	c.phases.drop(ns) // before anything goes: it is not taken for somebody else's deed
	return c.applier.remove(ctx, ns, kept{})
}

// Delete implements cluster.Cluster. The cluster takes about ten seconds more to be through with it.
func (c *Cluster) Delete(ctx context.Context, id order.ID) error {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	n, err := c.client.Namespaces.Get(ctx, c.namespaceOf(id), metav1.GetOptions{})
	if err == nil && !c.realm.Owns(n.Labels) {
		return nil // another's
	}
	if err == nil && n.DeletionTimestamp == nil {
		// At once, since the namespace takes its time, and before it: with it go this gateway's rights there.
		c.phases.drop(n.Name)
		if err := c.applier.remove(ctx, n.Name, kept{}); err != nil {
			c.log.Warn("what is in a namespace ends with it", "order", id, "err", err)
		}
		// Only what was looked at: another of this name may have taken its place.
		err = c.client.Namespaces.Delete(ctx, n.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &n.UID}})
	}
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("kube: namespace: %w", err)
	}
	c.phases.drop(c.namespaceOf(id))
	c.meter.net.forget(id)
	return c.logs.Bury(id)
}

// Orders implements cluster.Cluster.
func (c *Cluster) Orders(ctx context.Context) ([]order.ID, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	var ids []order.ID
	for next := ""; ; {
		page, err := c.client.Namespaces.List(ctx, metav1.ListOptions{LabelSelector: c.selector(), Limit: 500, Continue: next})
		if err != nil {
			return nil, fmt.Errorf("kube: namespaces: %w", err)
		}
		for _, n := range page.Items {
			if id, err := order.ParseID(n.Labels[build.LabelOrder]); err == nil && n.DeletionTimestamp == nil && n.Name == c.namespaceOf(id) {
				ids = append(ids, id)
			}
		}
		if next = page.Continue; next == "" {
			slices.Sort(ids)
			return ids, nil
		}
	}
}

// sweep removes pods that have failed for good, such as evicted ones, once another has taken their place.
func (c *Cluster) sweep(ctx context.Context) error {
	all, err := c.watches.pods.List(labels.Everything())
	if err != nil {
		return err
	}
	for _, p := range all {
		over := p.Status.Phase == corev1.PodFailed || p.Status.Phase == corev1.PodSucceeded
		if !over || p.DeletionTimestamp != nil || time.Since(p.CreationTimestamp.Time) < tendEvery {
			continue
		}
		if newest := c.watches.newest(p.Namespace, p.Labels[build.LabelService]); newest == nil || newest.Name == p.Name {
			continue
		}
		c.logs.KeepPod(ctx, p)
		if err := c.client.Pods(p.Namespace).Delete(ctx, p.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: pod %s: %w", p.Name, err)
		}
	}
	return nil
}
