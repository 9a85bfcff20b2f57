package verdict

import (
	"math"
	"slices"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/kube/build"
	"berth/shared/resource"
)

// room is what a machine has left.
type room struct {
	cpu, memory, disk, gpu int64
	pods                   int64
	model                  string
}

// Machines is how many nodes take pods.
func Machines(nodes []corev1.Node) int { return len(rooms(nodes, nil)) }

// rooms are what the ready nodes that take pods can give, less what the pods on them ask for.
func rooms(nodes []corev1.Node, others []corev1.Pod) map[string]*room {
	all := map[string]*room{}
	for _, n := range nodes {
		if n.Spec.Unschedulable || !ready(n) || slices.ContainsFunc(n.Spec.Taints, repels) {
			continue
		}
		a := n.Status.Allocatable
		r := &room{
			cpu: a.Cpu().MilliValue(), memory: a.Memory().Value(), disk: a.StorageEphemeral().Value(), pods: a.Pods().Value(),
			model: build.Model(n.Labels[build.LabelProduct]),
		}
		if q, ok := a[build.GPU]; ok {
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
		if q, ok := asks[build.GPU]; ok {
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

// Others are the pods that take from a realm what it could sell: not its own orders', nor a trial's, which is gone before a user comes.
// It changes the list that it is given.
func Others(pods []corev1.Pod, realm build.Realm) []corev1.Pod {
	return slices.DeleteFunc(pods, func(p corev1.Pod) bool { return realm.Owns(p.Labels) || build.OfTrial(p.Labels) })
}

// Free is what all machines can give together. GPUs of several models cannot be sold as one: those of which there are most
// count. A machine that takes no pod any more has nothing to give.
func Free(nodes []corev1.Node, others []corev1.Pod) resource.Resources {
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

// Largest is the most that a single replica can have: each dimension is that of the machine that has most of it left,
// with GPUs of one model.
func Largest(nodes []corev1.Node, pods []corev1.Pod, gpu string) resource.Resources {
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

// Limits are what a pod's containers may have together.
func Limits(s corev1.PodSpec) resource.Resources {
	var all resource.Resources
	for _, x := range s.Containers {
		l := x.Resources.Limits
		gpu := l[build.GPU]
		all = all.Add(resource.Resources{
			CPUMilli: uint32(min(max(l.Cpu().MilliValue(), 0), math.MaxUint32)), MemoryMiB: uint32(min(max(l.Memory().Value()>>20, 0), math.MaxUint32)),
			GPU: uint16(min(max(gpu.Value(), 0), math.MaxUint16)),
		})
	}
	return all
}
