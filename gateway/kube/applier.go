package kube

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/shared/problem"
	"berth/shared/resource"
)

// endWait is how long a start waits for what was stopped just before: its pods still count against the quota.
const endWait = 15 * time.Second

// applier makes the cluster have what a plan says, and takes away what it does not.
type applier struct {
	realm   build.Realm
	watches *watches
	client  *api.Client
	log     *slog.Logger
}

// selector selects what is of this realm.
func (a *applier) selector() string { return labels.SelectorFromSet(a.realm.Labels()).String() }

// fence makes an order's namespace. Its fences stand before anything runs behind them.
func (a *applier) fence(ctx context.Context, p build.Plan) error {
	ns := p.Namespace()
	if err := a.ours(ctx, ns); err != nil {
		return err
	}
	if _, err := api.Apply(ctx, a.client.Namespaces, build.Namespace(p)); err != nil {
		return refusal("namespace", err)
	}
	if err := a.bind(ctx, p); err != nil {
		return err
	}
	if _, err := api.Apply(ctx, a.client.Quotas(ns), build.Quota(p)); err != nil {
		return refusal("quota", err)
	}
	if _, err := api.Apply(ctx, a.client.Limits(ns), build.Limits(p)); err != nil {
		return refusal("limits", err)
	}
	if _, err := api.Apply(ctx, a.client.Policies(ns), build.Policy(p)); err != nil {
		return refusal("network policy", err)
	}
	return nil
}

// replaces reports whether applying a plan ends what runs, as far as is known.
func (a *applier) replaces(p build.Plan) bool {
	all, err := a.watches.deployments.Deployments(p.Namespace()).List(labels.Everything())
	return err == nil && slices.ContainsFunc(all, func(d *appsv1.Deployment) bool {
		return !p.Present(d.Spec.Template.Annotations)
	})
}

// ours is nil for a namespace that is not there or of this realm: another's is never taken over.
func (a *applier) ours(ctx context.Context, ns string) error {
	n, err := a.client.Namespaces.Get(ctx, ns, metav1.GetOptions{})
	switch {
	case apierrors.IsNotFound(err):
		return nil
	case err != nil:
		return fmt.Errorf("kube: namespace: %w", err)
	case n.DeletionTimestamp != nil:
		return fmt.Errorf("kube: namespace %s is still being deleted", ns)
	}
	if !a.realm.Owns(n.Labels) {
		return fmt.Errorf("kube: namespace %s is not this gateway's; its labels are %v", ns, n.Labels)
	}
	return nil
}

// awaitGone waits until no pod of a namespace is left whose Deployment is gone: it counts against the quota to its end.
func (a *applier) awaitGone(ctx context.Context, ns string) error {
	deadline := time.Now().Add(endWait)
	for {
		watched := a.watches.Pods(ns, "")
		pods, err := a.client.Pods(ns).List(ctx, metav1.ListOptions{LabelSelector: a.selector()})
		if err != nil {
			return fmt.Errorf("kube: pods: %w", err)
		}
		a.watches.ghosts.add(watched, pods.Items, a.watches.shows)
		// Right after a stop they are not even marked yet.
		going := slices.DeleteFunc(pods.Items, func(p corev1.Pod) bool {
			return p.Status.Phase == corev1.PodFailed || p.Status.Phase == corev1.PodSucceeded
		})
		if len(going) == 0 || time.Now().After(deadline) {
			return nil
		}
		deployments, err := a.client.Deployments(ns).List(ctx, metav1.ListOptions{LabelSelector: a.selector()})
		if err != nil {
			return fmt.Errorf("kube: deployments: %w", err)
		}
		going = slices.DeleteFunc(going, func(p corev1.Pod) bool {
			return slices.ContainsFunc(deployments.Items, func(d appsv1.Deployment) bool { return d.Name == p.Labels[build.LabelService] })
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

// present completes a plan by what there is already: what the services' pods have, which count against the quota until
// they end, and where those may be that go on as they are.
func (a *applier) present(ctx context.Context, p *build.Plan) error {
	list, err := a.client.Deployments(p.Namespace()).List(ctx, metav1.ListOptions{LabelSelector: a.selector()})
	if err != nil {
		return fmt.Errorf("kube: deployments: %w", err)
	}
	p.Held, p.Placed = map[string]resource.Resources{}, map[string][]string{}
	for _, d := range list.Items {
		p.Held[d.Name] = build.Times(verdict.Limits(d.Spec.Template.Spec), verdict.Replicas(&d))
		if !p.Present(d.Spec.Template.Annotations) {
			continue
		}
		p.Placed[d.Name] = nil
		if a := d.Spec.Template.Spec.Affinity; a != nil && a.NodeAffinity != nil && a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution != nil {
			for _, t := range a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms {
				for _, x := range t.MatchExpressions {
					if x.Key == build.LabelProduct {
						p.Placed[d.Name] = x.Values
					}
				}
			}
		}
	}
	// Those that have grown have more than the Deployment says.
	real := map[string]resource.Resources{}
	for name := range p.Held {
		for _, pod := range a.watches.staying(p.Namespace(), name, nil) {
			if pod.Status.Phase == corev1.PodRunning || pod.Status.Phase == corev1.PodPending {
				real[name] = real[name].Add(verdict.Limits(pod.Spec))
			}
		}
	}
	for name, r := range real {
		h := p.Held[name]
		p.Held[name] = resource.Resources{CPUMilli: max(h.CPUMilli, r.CPUMilli), MemoryMiB: max(h.MemoryMiB, r.MemoryMiB), GPU: max(h.GPU, r.GPU)}
	}
	return nil
}

// refusal makes a problem of what the cluster will never take, so that the user is told; anything else is tried again.
func refusal(what string, err error) error {
	if apierrors.IsInvalid(err) || apierrors.IsBadRequest(err) || apierrors.IsForbidden(err) && strings.Contains(err.Error(), "exceeded quota") {
		return problem.New(422, problem.DoesNotFit, "the cluster refuses the %s", what).Remedy("%s", verdict.Clip(err.Error())).Because(err)
	}
	return fmt.Errorf("kube: %s: %w", what, err)
}
