package kube

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/problem"
)

// endWait is how long a start waits for what was stopped just before: its pods still count against the quota.
const endWait = 15 * time.Second

func (c *Cluster) plan(w cluster.Workload) plan {
	return plan{Workload: w, realm: c.realm, storageClass: c.cfg.StorageClass, runtimeClass: c.cfg.RuntimeClass}
}

// selector selects what is of this realm.
func (c *Cluster) selector() string { return labels.SelectorFromSet(c.realm.labels()).String() }

func (c *Cluster) namespaceOf(id order.ID) string { return c.realm.namespace(id) }

// Apply implements cluster.Cluster.
func (c *Cluster) Apply(ctx context.Context, w cluster.Workload) error {
	ctx, cancel := context.WithTimeout(ctx, 2*perCall)
	defer cancel()
	p := c.plan(w)
	var err error
	if p.closed, err = c.surroundings(ctx); err != nil {
		return err
	}
	c.happenMu.Lock()
	labels := c.products
	c.happenMu.Unlock()
	if p.products, err = ofModel(w.Resources, labels); err != nil {
		return err
	}
	ns := p.namespace()
	if err := c.ours(ctx, ns); err != nil {
		return err
	}
	force := metav1.ApplyOptions{FieldManager: manager, Force: true}
	core := c.client.CoreV1()
	if _, err := core.Namespaces().Apply(ctx, namespace(p), force); err != nil {
		return refusal("namespace", err)
	}
	// The fences stand before anything runs behind them.
	if _, err := core.ResourceQuotas(ns).Apply(ctx, quota(p), force); err != nil {
		return refusal("quota", err)
	}
	if _, err := core.LimitRanges(ns).Apply(ctx, limits(p), force); err != nil {
		return refusal("limits", err)
	}
	if _, err := c.client.NetworkingV1().NetworkPolicies(ns).Apply(ctx, policy(p), force); err != nil {
		return refusal("network policy", err)
	}
	c.unbury(w.Order)
	if c.replaces(p) {
		c.keepLogs(ctx, w.Order)
	}
	if err := c.prune(ctx, ns, w.Manifest); err != nil {
		return err
	}
	if err := c.ended(ctx, ns); err != nil {
		return err
	}
	if err := c.present(ctx, &p); err != nil {
		return err
	}
	c.hold(ns)
	all := map[string]declared{}
	for _, s := range w.Manifest.Services {
		all[s.Name] = declared{}
	}
	defer func() { c.release(ns, all) }()
	for _, v := range w.Manifest.Volumes {
		if err := c.applyDisk(ctx, p, v); err != nil {
			return err
		}
	}
	for _, s := range w.Manifest.Services {
		x, err := c.applyService(ctx, p, s)
		all[s.Name] = x
		if err != nil {
			return err
		}
	}
	return nil
}

// replaces tells whether applying a plan ends what runs, as far as is known.
func (c *Cluster) replaces(p plan) bool {
	all, err := c.deployments.Deployments(p.namespace()).List(labels.Everything())
	return err == nil && slices.ContainsFunc(all, func(d *appsv1.Deployment) bool {
		notes := d.Spec.Template.Annotations
		return notes[noteRevision] != strconv.FormatUint(p.Revision, 10) || notes[noteRestart] != strconv.FormatUint(p.Restart, 10)
	})
}

// ours is nil for a namespace that is not there or of this realm: another's is never taken over.
func (c *Cluster) ours(ctx context.Context, ns string) error {
	n, err := c.client.CoreV1().Namespaces().Get(ctx, ns, metav1.GetOptions{})
	switch {
	case apierrors.IsNotFound(err):
		return nil
	case err != nil:
		return fmt.Errorf("kube: namespace: %w", err)
	case n.DeletionTimestamp != nil:
		return fmt.Errorf("kube: namespace %s is still being deleted", ns)
	}
	if !ofRealm(c.realm, n.Labels) {
		return fmt.Errorf("kube: namespace %s is not this gateway's; its labels are %v", ns, n.Labels)
	}
	return nil
}

// ended waits until no pod of a namespace is left whose Deployment is gone: it counts against the quota to its end.
func (c *Cluster) ended(ctx context.Context, ns string) error {
	deadline := time.Now().Add(endWait)
	for {
		watched := c.podsIn(ns)
		pods, err := c.client.CoreV1().Pods(ns).List(ctx, metav1.ListOptions{LabelSelector: c.selector()})
		if err != nil {
			return fmt.Errorf("kube: pods: %w", err)
		}
		c.ghosts.add(watched, pods.Items, func(p *corev1.Pod) bool {
			have, err := c.pods.Pods(ns).Get(p.Name)
			return err == nil && have.UID == p.UID
		})
		// Right after a stop they are not even marked yet.
		going := slices.DeleteFunc(pods.Items, func(p corev1.Pod) bool {
			return p.Status.Phase == corev1.PodFailed || p.Status.Phase == corev1.PodSucceeded
		})
		if len(going) == 0 || time.Now().After(deadline) {
			return nil
		}
		deployments, err := c.client.AppsV1().Deployments(ns).List(ctx, metav1.ListOptions{LabelSelector: c.selector()})
		if err != nil {
			return fmt.Errorf("kube: deployments: %w", err)
		}
		going = slices.DeleteFunc(going, func(p corev1.Pod) bool {
			return slices.ContainsFunc(deployments.Items, func(d appsv1.Deployment) bool { return d.Name == p.Labels[labelService] })
		})
		if len(going) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("kube: pods of %s: %w", ns, ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// refusal makes a problem of what the cluster will never take, so that the user is told; anything else is tried again.
func refusal(what string, err error) error {
	if apierrors.IsInvalid(err) || apierrors.IsBadRequest(err) || apierrors.IsForbidden(err) && strings.Contains(err.Error(), "exceeded quota") {
		return problem.New(422, problem.DoesNotFit, "the cluster refuses the %s", what).Remedy("%s", clip(err.Error())).Because(err)
	}
	return fmt.Errorf("kube: %s: %w", what, err)
}

// Stop implements cluster.Cluster.
func (c *Cluster) Stop(ctx context.Context, id order.ID) error {
	ctx, cancel := context.WithTimeout(ctx, 2*perCall)
	defer cancel()
	c.keepLogs(ctx, id)
	return c.remove(ctx, c.namespaceOf(id), kept{})
}

// Delete implements cluster.Cluster. The cluster takes about ten seconds more to be through with it.
func (c *Cluster) Delete(ctx context.Context, id order.ID) error {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	n, err := c.client.CoreV1().Namespaces().Get(ctx, c.namespaceOf(id), metav1.GetOptions{})
	if err == nil && !ofRealm(c.realm, n.Labels) {
		return nil // another's
	}
	if err == nil {
		// Only what was looked at: another of this name may have taken its place.
		err = c.client.CoreV1().Namespaces().Delete(ctx, n.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &n.UID}})
		if err == nil {
			err = c.remove(ctx, n.Name, kept{}) // at once: the namespace takes its time
		}
	}
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("kube: namespace: %w", err)
	}
	return c.bury(id)
}

func ofRealm(r realm, have map[string]string) bool {
	for k, v := range r.labels() {
		if have[k] != v {
			return false
		}
	}
	return true
}

// Orders implements cluster.Cluster.
func (c *Cluster) Orders(ctx context.Context) ([]order.ID, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	var ids []order.ID
	for next := ""; ; {
		page, err := c.client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{LabelSelector: c.selector(), Limit: 500, Continue: next})
		if err != nil {
			return nil, fmt.Errorf("kube: namespaces: %w", err)
		}
		for _, n := range page.Items {
			if id, err := order.ParseID(n.Labels[labelOrder]); err == nil && n.DeletionTimestamp == nil && n.Name == c.namespaceOf(id) {
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
	all, err := c.pods.List(labels.Everything())
	if err != nil {
		return err
	}
	for _, p := range all {
		over := p.Status.Phase == corev1.PodFailed || p.Status.Phase == corev1.PodSucceeded
		if !over || p.DeletionTimestamp != nil || time.Since(p.CreationTimestamp.Time) < tendEvery {
			continue
		}
		if newest := c.pod(p.Namespace, p.Labels[labelService]); newest == nil || newest.Name == p.Name {
			continue
		}
		if id, err := order.ParseID(p.Labels[labelOrder]); err == nil && c.cfg.Logs != "" && c.namespaceOf(id) == p.Namespace {
			if err := c.keep(id, p.Labels[labelService], c.lastOf(ctx, p, p.Labels[labelService], false)); err != nil {
				c.log.Warn("log not kept", "order", id, "err", err)
			}
		}
		if err := c.client.CoreV1().Pods(p.Namespace).Delete(ctx, p.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: pod %s: %w", p.Name, err)
		}
	}
	return nil
}
