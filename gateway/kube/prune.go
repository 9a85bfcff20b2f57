package kube

import (
	"context"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/manifest"
)

// kept are the names of what stays in a namespace. The zero value keeps nothing.
type kept struct{ deployments, services, configs, secrets map[string]bool }

// prune removes what a manifest no longer has; disks stay.
func (c *Cluster) prune(ctx context.Context, ns string, m manifest.Manifest) error {
	k := kept{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, s := range m.Services {
		k.deployments[s.Name] = true
		if len(servicePorts(s)) > 0 {
			for _, name := range append([]string{s.Name}, s.Aliases...) {
				k.services[name] = true
			}
		}
		k.configs[configName(s)] = configMap(plan{}, s) != nil
		k.secrets[secretName(s)] = secret(plan{}, s) != nil
		k.secrets[registryName(s)] = s.Pull != nil
	}
	return c.remove(ctx, ns, k)
}

// remove deletes what this gateway made in a namespace, but for disks, fences and what is kept. The secrets of a service
// that is stopped go with it.
func (c *Cluster) remove(ctx context.Context, ns string, k kept) error {
	list := metav1.ListOptions{LabelSelector: c.selector()}
	now := metav1.DeletePropagationBackground
	deployments, err := c.client.AppsV1().Deployments(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: deployments: %w", err)
	}
	for _, d := range deployments.Items {
		if k.deployments[d.Name] {
			continue
		}
		if err := c.client.AppsV1().Deployments(ns).Delete(ctx, d.Name, metav1.DeleteOptions{PropagationPolicy: &now}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: deployment %s: %w", d.Name, err)
		}
	}
	if err := c.unserve(ctx, ns, k); err != nil {
		return err
	}
	configs, err := c.client.CoreV1().ConfigMaps(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: config maps: %w", err)
	}
	for _, m := range configs.Items {
		if k.configs[m.Name] {
			continue
		}
		if err := c.client.CoreV1().ConfigMaps(ns).Delete(ctx, m.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: config map %s: %w", m.Name, err)
		}
	}
	secrets, err := c.client.CoreV1().Secrets(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: secrets: %w", err)
	}
	for _, s := range secrets.Items {
		if k.secrets[s.Name] {
			continue
		}
		if err := c.client.CoreV1().Secrets(ns).Delete(ctx, s.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: secret %s: %w", s.Name, err)
		}
	}
	return nil
}

// unserve deletes the Services of a namespace, but for those to be kept.
func (c *Cluster) unserve(ctx context.Context, ns string, k kept) error {
	services, err := c.client.CoreV1().Services(ns).List(ctx, metav1.ListOptions{LabelSelector: c.selector()})
	if err != nil {
		return fmt.Errorf("kube: services: %w", err)
	}
	for _, s := range services.Items {
		if k.services[s.Name] {
			continue
		}
		if err := c.client.CoreV1().Services(ns).Delete(ctx, s.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: service %s: %w", s.Name, err)
		}
	}
	return nil
}
