package kube

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/manifest"
)

// owned is how everything is applied: what this gateway makes is its own.
func owned() metav1.ApplyOptions { return metav1.ApplyOptions{FieldManager: manager, Force: true} }

// applyService makes a service's objects, what its pods need before them, and gives what the API server has of it then.
func (c *Cluster) applyService(ctx context.Context, p plan, s manifest.Service) (x declared, err error) {
	core, ns := c.client.CoreV1(), p.namespace()
	if o := configMap(p, s); o != nil {
		if _, err := core.ConfigMaps(ns).Apply(ctx, o, owned()); err != nil {
			return x, refusal("files of "+s.Name, err)
		}
	}
	if o := secret(p, s); o != nil {
		if _, err := core.Secrets(ns).Apply(ctx, o, owned()); err != nil {
			return x, refusal("secrets of "+s.Name, err)
		}
	}
	if o := registry(p, s); o != nil {
		if _, err := core.Secrets(ns).Apply(ctx, o, owned()); err != nil {
			return x, refusal("registry access of "+s.Name, err)
		}
	}
	for _, name := range append([]string{s.Name}, s.Aliases...) {
		if o := service(p, s, name); o != nil {
			made, err := core.Services(ns).Apply(ctx, o, owned())
			if err != nil {
				return x, refusal("service "+name, err)
			}
			if name == s.Name {
				x.service = made
			}
		}
	}
	if x.deployment, err = c.goesOn(ctx, p, s); err != nil {
		return x, err
	}
	if x.deployment != nil {
		c.grow(ctx, p, s)
		return x, nil
	}
	if x.deployment, err = c.client.AppsV1().Deployments(ns).Apply(ctx, deployment(p, s), owned()); err != nil {
		return declared{service: x.service}, refusal("deployment "+s.Name, err)
	}
	return x, c.shrink(ctx, p, s)
}

// applyDisk makes a disk, or lets one that is there grow. A disk never shrinks, and one whose storage class does not let
// it grow stays as it is.
func (c *Cluster) applyDisk(ctx context.Context, p plan, v manifest.Volume) error {
	disks, size := c.client.CoreV1().PersistentVolumeClaims(p.namespace()), p.size(v.Name)
	old, err := disks.Get(ctx, v.Name, metav1.GetOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("kube: disk %s: %w", v.Name, err)
	}
	there := err == nil
	if there {
		have, want := old.Spec.Resources.Requests[corev1.ResourceStorage], mib(size)
		if have.Cmp(want) >= 0 {
			return nil
		}
	}
	_, err = disks.Apply(ctx, disk(p, v, size), owned())
	if there && apierrors.IsForbidden(err) {
		c.log.Warn("a disk stays as it is", "order", p.Order, "disk", v.Name, "err", err)
		return nil
	}
	if err != nil {
		return refusal("disk "+v.Name, err)
	}
	return nil
}
