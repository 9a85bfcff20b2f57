package build

import (
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// Quota is exactly what was bought, and no way round it: no node ports, no load balancers.
func Quota(p Plan) Object[corev1.ResourceQuotaSpec] {
	r := p.Resources
	cpu, memory := milli(r.CPUMilli), mib(r.MemoryMiB)
	var n uint32
	for i, s := range p.Manifest.Services {
		pods := s.Count()
		if p.Beside(i) {
			pods++ // while one revision follows the other
		}
		n += p.Share(i).DiskMiB * uint32(pods)
		if s.Isolation == manifest.Sandboxed { // the node's own, and no part of what was bought
			for range pods {
				cpu.Add(p.Overhead[corev1.ResourceCPU])
				memory.Add(p.Overhead[corev1.ResourceMemory])
			}
		}
	}
	scratch := mib(n)
	asks := corev1.ResourceList{corev1.ResourceCPU: cpu, corev1.ResourceMemory: memory, corev1.ResourceEphemeralStorage: scratch}
	may := asks.DeepCopy()
	if p.Carries() { // one pod of the node's own
		add(asks, carrierAsks, p.carrierOverhead())
		add(may, carrierMay, p.carrierOverhead())
	}
	hard := corev1.ResourceList{
		corev1.ResourceRequestsCPU: asks[corev1.ResourceCPU], corev1.ResourceLimitsCPU: may[corev1.ResourceCPU],
		corev1.ResourceRequestsMemory: asks[corev1.ResourceMemory], corev1.ResourceLimitsMemory: may[corev1.ResourceMemory],
		corev1.ResourceRequestsEphemeralStorage: asks[corev1.ResourceEphemeralStorage], corev1.ResourceLimitsEphemeralStorage: may[corev1.ResourceEphemeralStorage],
		corev1.ResourceRequestsStorage: mib(r.DiskMiB),
		"requests." + GPU:              count(int64(r.GPU)),
		corev1.ResourcePods:            count(32), corev1.ResourceServices: count(48), corev1.ResourcePersistentVolumeClaims: count(16),
		corev1.ResourceConfigMaps: count(32), corev1.ResourceSecrets: count(32),
		corev1.ResourceServicesNodePorts: count(0), corev1.ResourceServicesLoadBalancers: count(0),
	}
	return Object[corev1.ResourceQuotaSpec]{p.head("v1", "ResourceQuota", "berth"), corev1.ResourceQuotaSpec{Hard: hard}}
}

// add adds to what one list has what others have of the same.
func add(to corev1.ResourceList, all ...corev1.ResourceList) {
	for name, q := range to {
		for _, more := range all {
			q.Add(more[name])
		}
		to[name] = q
	}
}

// carrierOverhead is what a sandbox takes in which a disk may be copied.
func (p Plan) carrierOverhead() corev1.ResourceList {
	for _, s := range p.Manifest.Services {
		if s.Isolation == manifest.Sandboxed && len(s.Disks()) > 0 {
			return p.Overhead
		}
	}
	return nil
}
