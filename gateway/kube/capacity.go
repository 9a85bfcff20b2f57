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
	if len(rooms(nodes, nil)) > 1 {
		piece = largest(nodes, pods, free(nodes, nil).GPUModel)
	}
	if all = c.cfg.Capacity; all.IsZero() {
		all = free(nodes, slices.DeleteFunc(pods, func(p corev1.Pod) bool { return ofRealm(c.realm, p.Labels) }))
	}
	return all, piece, nil
}

// survey asks for all machines and pods, out of the API server's memory.
func (c *Cluster) survey(ctx context.Context) ([]corev1.Node, []corev1.Pod, error) {
	cached := metav1.ListOptions{ResourceVersion: "0"}
	nodes, err := c.client.CoreV1().Nodes().List(ctx, cached)
	if err != nil {
		return nil, nil, fmt.Errorf("kube: nodes: %w", err)
	}
	pods, err := c.client.CoreV1().Pods(metav1.NamespaceAll).List(ctx, cached)
	if err != nil {
		return nil, nil, fmt.Errorf("kube: pods: %w", err)
	}
	return nodes.Items, pods.Items, nil
}

// room is what a machine has left.
type room struct {
	cpu, memory, disk, gpu int64
	pods                   int64
	model                  string
}

// rooms are what the ready nodes that take pods can give, less what the pods on them ask for.
func rooms(nodes []corev1.Node, others []corev1.Pod) map[string]*room {
	all := map[string]*room{}
	for _, n := range nodes {
		if n.Spec.Unschedulable || !ready(n) || slices.ContainsFunc(n.Spec.Taints, repels) {
			continue
		}
		a := n.Status.Allocatable
		r := &room{cpu: a.Cpu().MilliValue(), memory: a.Memory().Value(), disk: a.StorageEphemeral().Value(), pods: a.Pods().Value(), model: model(n.Labels[labelProduct])}
		if q, ok := a[gpuName]; ok {
			r.gpu = q.Value()
		}
		all[n.Name] = r
	}
	for _, p := range others {
		r := all[p.Spec.NodeName]
		if r == nil || p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed {
			continue
		}
		r.pods--
		asks := asked(p)
		r.cpu -= asks.Cpu().MilliValue()
		r.memory -= asks.Memory().Value()
		r.disk -= asks.StorageEphemeral().Value()
		if q, ok := asks[gpuName]; ok {
			r.gpu -= q.Value()
		}
	}
	return all
}

// asked is what the scheduler counts for a pod: its containers and those that stay beside them, or more if one that runs
// before them asks for more, and what the runtime takes for itself.
func asked(p corev1.Pod) corev1.ResourceList {
	sum, most := corev1.ResourceList{}, corev1.ResourceList{}
	add := func(to, what corev1.ResourceList) {
		for name, q := range what {
			have := to[name]
			have.Add(q)
			to[name] = have
		}
	}
	for _, c := range p.Spec.InitContainers {
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			add(sum, c.Resources.Requests)
			continue
		}
		with := sum.DeepCopy()
		add(with, c.Resources.Requests)
		for name, q := range with {
			if have, ok := most[name]; !ok || q.Cmp(have) > 0 {
				most[name] = q
			}
		}
	}
	for _, c := range p.Spec.Containers {
		add(sum, c.Resources.Requests)
	}
	for name, q := range most {
		if have, ok := sum[name]; !ok || q.Cmp(have) > 0 {
			sum[name] = q
		}
	}
	add(sum, p.Spec.Overhead)
	return sum
}

// free is what all machines can give together. GPUs of several models cannot be sold as one: those of which there are most
// count. A machine that takes no pod any more has nothing to give.
func free(nodes []corev1.Node, others []corev1.Pod) resource.Resources {
	var sum room
	gpus := map[string]int64{}
	for _, r := range rooms(nodes, others) {
		if r.pods <= 0 {
			continue
		}
		sum.cpu += max(r.cpu, 0)
		sum.memory += max(r.memory, 0)
		sum.disk += max(r.disk, 0)
		if r.gpu > 0 {
			gpus[r.model] += r.gpu
		}
	}
	for m, n := range gpus {
		if n > sum.gpu || n == sum.gpu && m < sum.model {
			sum.gpu, sum.model = n, m
		}
	}
	return sum.resources()
}

// largest is the most that a single replica can have: each dimension is that of the machine that has most of it left,
// with GPUs of one model.
func largest(nodes []corev1.Node, pods []corev1.Pod, gpu string) resource.Resources {
	var most room
	for _, r := range rooms(nodes, pods) {
		if r.pods <= 0 {
			continue
		}
		most.cpu, most.memory, most.disk = max(most.cpu, r.cpu), max(most.memory, r.memory), max(most.disk, r.disk)
		if r.gpu > most.gpu && r.model == gpu {
			most.gpu, most.model = r.gpu, r.model
		}
	}
	return most.resources()
}

func (r room) resources() resource.Resources {
	within := func(n, most int64) int64 { return min(max(n, 0), most) }
	return resource.Resources{
		CPUMilli: uint32(within(r.cpu, math.MaxUint32)), MemoryMiB: uint32(within(r.memory>>20, math.MaxUint32)),
		DiskMiB: uint32(within(r.disk>>20, math.MaxUint32)), TrafficMiB: resource.MaxTraffic, GPU: uint16(within(r.gpu, math.MaxUint16)), GPUModel: r.model,
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
