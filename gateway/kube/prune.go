package kube

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/kube/build"
	"berth/gateway/manifest"
)

// kept are the names of what stays in a namespace. The zero value keeps nothing.
type kept struct{ deployments, jobs, services, configs, secrets map[string]bool }

// prune removes what a manifest no longer has; disks stay.
func (a *applier) prune(ctx context.Context, ns string, m manifest.Manifest) error {
	k := kept{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, s := range m.Services {
		k.deployments[s.Name], k.jobs[s.Name] = !s.Once, s.Once
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			k.services[name] = true
		}
		k.services[build.GateName(s.Name)] = s.Port > 0
		k.configs[build.ConfigName(s)] = build.ConfigMap(build.Plan{}, s) != nil
		k.secrets[build.SecretName(s)] = build.Secret(build.Plan{}, s) != nil
		k.secrets[build.RegistryName(s)] = build.Registry(build.Plan{}, s) != nil
	}
	return a.remove(ctx, ns, k)
}

// remove deletes what this gateway made in a namespace, but for disks, fences and what is kept. The secrets of a service
// that is stopped go with it.
func (a *applier) remove(ctx context.Context, ns string, k kept) error {
	list := metav1.ListOptions{LabelSelector: a.selector()}
	now := metav1.DeletePropagationBackground
	deployments, err := a.client.Deployments(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: deployments: %w", err)
	}
	for _, d := range deployments.Items {
		if k.deployments[d.Name] {
			continue
		}
		if err := a.client.Deployments(ns).Delete(ctx, d.Name, metav1.DeleteOptions{PropagationPolicy: &now}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: deployment %s: %w", d.Name, err)
		}
	}
	jobs, err := a.client.Jobs(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: jobs: %w", err)
	}
	for _, j := range jobs.Items {
		if k.jobs[j.Name] {
			continue
		}
		if err := a.client.Jobs(ns).Delete(ctx, j.Name, metav1.DeleteOptions{PropagationPolicy: &now}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: job %s: %w", j.Name, err)
		}
	}
	if err := a.unserve(ctx, ns, k); err != nil {
		return err
	}
	configs, err := a.client.ConfigMaps(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: config maps: %w", err)
	}
	for _, m := range configs.Items {
		if k.configs[m.Name] {
			continue
		}
		if err := a.client.ConfigMaps(ns).Delete(ctx, m.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: config map %s: %w", m.Name, err)
		}
	}
	secrets, err := a.client.Secrets(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: secrets: %w", err)
	}
	for _, s := range secrets.Items {
		if k.secrets[s.Name] {
			continue
		}
		if err := a.client.Secrets(ns).Delete(ctx, s.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: secret %s: %w", s.Name, err)
		}
	}
	return nil
}

// unserve deletes the Services of a namespace, but for those to be kept.
func (a *applier) unserve(ctx context.Context, ns string, k kept) error {
	services, err := a.client.Services(ns).List(ctx, metav1.ListOptions{LabelSelector: a.selector()})
	if err != nil {
		return fmt.Errorf("kube: services: %w", err)
	}
	for _, s := range services.Items {
		if k.services[s.Name] {
			continue
		}
		if err := a.client.Services(ns).Delete(ctx, s.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: service %s: %w", s.Name, err)
		}
	}
	return nil
}
