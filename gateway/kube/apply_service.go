package kube

import (
	"context"
	"fmt"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/manifest"
)

// service makes a service's objects, what its pods need before them, and gives what the API server has of it then.
func (a *applier) service(ctx context.Context, p build.Plan, s manifest.Service) (x declared, err error) {
	ns := p.Namespace()
	if o := build.ConfigMap(p, s); o != nil {
		if _, err := api.Apply(ctx, a.client.ConfigMaps(ns), o); err != nil {
			return x, refusal("files of "+s.Name, err)
		}
	}
	if o := build.Secret(p, s); o != nil {
		if _, err := api.Apply(ctx, a.client.Secrets(ns), o); err != nil {
			return x, refusal("secrets of "+s.Name, err)
		}
	}
	if o := build.Registry(p, s); o != nil {
		if _, err := api.Apply(ctx, a.client.Secrets(ns), o); err != nil {
			return x, refusal("registry access of "+s.Name, err)
		}
	}
	for _, name := range append([]string{s.Name}, s.Aliases...) {
		if err := a.named(ctx, ns, build.Service(p, s, name)); err != nil {
			return x, refusal("service "+name, err)
		}
	}
	if o := build.Gate(p, s); o != nil {
		if x.service, err = api.Apply(ctx, a.client.Services(ns), o); err != nil {
			return x, refusal("port of "+s.Name, err)
		}
	}
	if s.Once {
		x.runs.job, err = a.job(ctx, p, s)
		return x, err
	}
	if x.runs.deployment, err = a.goesOn(ctx, p, s); err != nil {
		return x, err
	}
	if x.runs.deployment != nil {
		a.grow(ctx, p, s)
		return x, nil
	}
	if x.runs.deployment, err = api.Apply(ctx, a.client.Deployments(ns), build.Deployment(p, s)); err != nil {
		return declared{service: x.service}, refusal("deployment "+s.Name, err)
	}
	return x, a.shrink(ctx, p, s)
}

// named makes the Service of a name. One with a cluster address cannot become one without, nor the other way round: it is
// made anew.
func (a *applier) named(ctx context.Context, ns string, o build.Object[corev1.ServiceSpec]) error {
	_, err := api.Apply(ctx, a.client.Services(ns), o)
	if !apierrors.IsInvalid(err) {
		return err
	}
	if err := a.client.Services(ns).Delete(ctx, o.GetName(), metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	_, err = api.Apply(ctx, a.client.Services(ns), o)
	return err
}

// job makes the Job of a service that runs once. One of this revision is left alone, whether it has ended or not; that of
// another one goes before.
func (a *applier) job(ctx context.Context, p build.Plan, s manifest.Service) (*batchv1.Job, error) {
	jobs := a.client.Jobs(p.Namespace())
	old, err := jobs.Get(ctx, s.Name, metav1.GetOptions{})
	switch {
	case apierrors.IsNotFound(err):
	case err != nil:
		return nil, fmt.Errorf("kube: job %s: %w", s.Name, err)
	case p.Present(s.Name, old.Spec.Template.Annotations) && (runner{job: old}.stands() || len(runner{job: old}.waits()) > 0):
		return old, nil
	default:
		now := metav1.DeletePropagationBackground
		if err := jobs.Delete(ctx, s.Name, metav1.DeleteOptions{PropagationPolicy: &now}); err != nil && !apierrors.IsNotFound(err) {
			return nil, fmt.Errorf("kube: job %s: %w", s.Name, err)
		}
	}
	made, err := api.Apply(ctx, jobs, build.Job(p, s))
	if err != nil {
		return nil, refusal("job "+s.Name, err)
	}
	return made, nil
}

// disk makes a disk, or lets one that is there grow. A disk never shrinks, and one whose storage class does not let
// it grow stays as it is.
func (a *applier) disk(ctx context.Context, p build.Plan, v manifest.Volume) error {
	disks := a.client.Disks(p.Namespace())
	old, err := disks.Get(ctx, v.Name, metav1.GetOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("kube: disk %s: %w", v.Name, err)
	}
	there := err == nil
	if there {
		have := old.Spec.Resources.Requests[corev1.ResourceStorage]
		if have.Cmp(p.Size(v.Name)) >= 0 {
			return nil
		}
		if known, ok := a.claims.Of(p.Order)[v.Name]; ok && !known.Grows {
			return nil // its user was told so beforehand
		}
	}
	_, err = api.Apply(ctx, disks, build.Disk(p, v))
	if there && apierrors.IsForbidden(err) {
		a.log.Warn("a disk stays as it is", "order", p.Order, "disk", v.Name, "err", err)
		return nil
	}
	if err != nil {
		return refusal("disk "+v.Name, err)
	}
	return nil
}
