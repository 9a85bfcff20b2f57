package kube

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/claim"
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
	claims  *claim.Claims
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
	return slices.ContainsFunc(a.watches.all(p.Namespace()), func(r runner) bool {
		return !p.Present(r.object().GetName(), r.notes()) || p.Sleeps(r.object().GetName()) && r.stands()
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

// running is what runs the services of a namespace, as the API server has it.
func (a *applier) running(ctx context.Context, ns string) (map[string]runner, error) {
	all, list := map[string]runner{}, metav1.ListOptions{LabelSelector: a.selector()}
	deployments, err := a.client.Deployments(ns).List(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("kube: deployments: %w", err)
	}
	for i := range deployments.Items {
		all[deployments.Items[i].Name] = runner{deployment: &deployments.Items[i]}
	}
	jobs, err := a.client.Jobs(ns).List(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("kube: jobs: %w", err)
	}
	for i := range jobs.Items {
		all[jobs.Items[i].Name] = runner{job: &jobs.Items[i]}
	}
	return all, nil
}

// awaitGone waits until no pod of a namespace is left for which nothing runs any more, or whose service sleeps: it counts
// against the quota to its end.
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
		all, err := a.running(ctx, ns)
		if err != nil {
			return err
		}
		going = slices.DeleteFunc(going, func(p corev1.Pod) bool {
			r := all[p.Labels[build.LabelService]]
			return r.there() && !r.sleeps() // one that wakes does not share its disk with the pod that it had
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
	all, err := a.running(ctx, p.Namespace())
	if err != nil {
		return err
	}
	p.Held, p.Placed, p.Waits = map[string]resource.Resources{}, map[string]build.Spot{}, map[string]bool{}
	for _, s := range p.Manifest.Services {
		// One that was started in this revision goes on, whatever becomes of what it came after.
		r := all[s.Name]
		p.Waits[s.Name] = len(s.After) > 0 && !p.Sleeps(s.Name) && !(r.there() && p.Present(s.Name, r.notes()) && (r.stands() || r.sleeps()))
	}
	for name, r := range all {
		p.Held[name] = r.has()
		if !p.Present(name, r.notes()) {
			continue
		}
		p.Placed[name] = build.SpotOf(r.pods().Spec.Affinity)
	}
	// Those that have grown have more than that says.
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
