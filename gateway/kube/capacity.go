package kube

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/kube/verdict"
	"berth/shared/resource"
)

// Capacity implements cluster.Cluster: what the machines that take pods can give, less what is used by others; where it is
// configured, that. What one machine has left is looked at in any case, since a sum over machines says nothing of that; what
// the orders of this gateway have is taken off there, too.
func (c *Cluster) Capacity(ctx context.Context) (all, piece resource.Resources, err error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	nodes, pods, err := c.survey(ctx)
	if err != nil {
		return all, piece, err
	}
	if verdict.Machines(nodes) > 1 {
		piece = verdict.Largest(nodes, pods, verdict.Free(nodes, nil).GPUModel)
	}
	if all = c.cfg.Capacity; all.IsZero() {
		all = verdict.Free(nodes, verdict.Others(pods, c.realm))
	}
	return all, piece, nil
}

// survey asks for all machines and pods, out of the API server's memory.
func (c *Cluster) survey(ctx context.Context) ([]corev1.Node, []corev1.Pod, error) {
	cached := metav1.ListOptions{ResourceVersion: "0"}
	nodes, err := c.client.Nodes.List(ctx, cached)
	if err != nil {
		return nil, nil, fmt.Errorf("kube: nodes: %w", err)
	}
	c.machines.learn(nodes.Items)
	pods, err := c.client.Pods(metav1.NamespaceAll).List(ctx, cached)
	if err != nil {
		return nil, nil, fmt.Errorf("kube: pods: %w", err)
	}
	return nodes.Items, pods.Items, nil
}
