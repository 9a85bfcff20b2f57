package kube

import (
	"context"
	"fmt"
	"math"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/shared/resource"
)

// Capacity implements lease.Cluster: what the machines that take pods can give, less what is used by others. Where it is
// configured, the API server is asked for a sign of life only.
func (c *Cluster) Capacity(ctx context.Context) (resource.Resources, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	if !c.cfg.Capacity.IsZero() {
		if _, err := c.client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{Limit: 1}); err != nil {
			return resource.Resources{}, fmt.Errorf("kube: %w", err)
		}
		return c.cfg.Capacity, nil
	}
	cached := metav1.ListOptions{ResourceVersion: "0"}
	nodes, err := c.client.CoreV1().Nodes().List(ctx, cached)
	if err != nil {
		return resource.Resources{}, fmt.Errorf("kube: nodes: %w", err)
	}
	pods, err := c.client.CoreV1().Pods(metav1.NamespaceAll).List(ctx, cached)
	if err != nil {
		return resource.Resources{}, fmt.Errorf("kube: pods: %w", err)
	}
	others := slices.DeleteFunc(pods.Items, func(p corev1.Pod) bool { return ofRealm(c.realm, p.Labels) })
	return free(nodes.Items, others), nil
}

// free is what the ready nodes that take pods can give in all, less what the pods on them ask for.
func free(nodes []corev1.Node, others []corev1.Pod) resource.Resources {
	var cpu, memory, disk, gpu int64
	takes := map[string]bool{}
	for _, n := range nodes {
		if n.Spec.Unschedulable || !ready(n) || slices.ContainsFunc(n.Spec.Taints, repels) {
			continue
		}
		takes[n.Name] = true
		a := n.Status.Allocatable
		cpu += a.Cpu().MilliValue()
		memory += a.Memory().Value()
		disk += a.StorageEphemeral().Value()
		if q, ok := a[gpuName]; ok {
			gpu += q.Value()
		}
	}
	for _, p := range others {
		if !takes[p.Spec.NodeName] || p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed {
			continue
		}
		for _, c := range p.Spec.Containers {
			r := c.Resources.Requests
			cpu -= r.Cpu().MilliValue()
			memory -= r.Memory().Value()
			disk -= r.StorageEphemeral().Value()
			if q, ok := r[gpuName]; ok {
				gpu -= q.Value()
			}
		}
	}
	within := func(n, most int64) int64 { return min(max(n, 0), most) }
	return resource.Resources{
		CPUMilli: uint32(within(cpu, math.MaxUint32)), MemoryMiB: uint32(within(memory>>20, math.MaxUint32)),
		DiskMiB: uint32(within(disk>>20, math.MaxUint32)), TrafficMiB: resource.MaxTraffic, GPU: uint16(within(gpu, math.MaxUint16)),
	}
}

func repels(t corev1.Taint) bool {
	return t.Effect == corev1.TaintEffectNoSchedule || t.Effect == corev1.TaintEffectNoExecute
}

func ready(n corev1.Node) bool {
	for _, c := range n.Status.Conditions {
		if c.Type == corev1.NodeReady {
			return c.Status == corev1.ConditionTrue
		}
	}
	return false
}
