package kube

import (
	"context"
	"fmt"

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
		if o := build.Service(p, s, name); o != nil {
			made, err := api.Apply(ctx, a.client.Services(ns), o)
			if err != nil {
				return x, refusal("service "+name, err)
			}
			if name == s.Name {
				x.service = made
			}
		}
	}
	if x.deployment, err = a.goesOn(ctx, p, s); err != nil {
		return x, err
	}
	if x.deployment != nil {
		a.grow(ctx, p, s)
		return x, nil
	}
	if x.deployment, err = api.Apply(ctx, a.client.Deployments(ns), build.Deployment(p, s)); err != nil {
		return declared{service: x.service}, refusal("deployment "+s.Name, err)
	}
	return x, a.shrink(ctx, p, s)
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
