package build

import corev1 "k8s.io/api/core/v1"

// Quota is exactly what was bought, and no way round it: no node ports, no load balancers.
func Quota(p Plan) Object[corev1.ResourceQuotaSpec] {
	r := p.Resources
	cpu, memory := milli(r.CPUMilli), mib(r.MemoryMiB)
	var n uint32
	for i, s := range p.Manifest.Services {
		n += p.scratch(s) * uint32(s.Count())
		if p.Beside(i) {
			n += p.scratch(s) // while one revision follows the other
		}
	}
	scratch := mib(n)
	hard := corev1.ResourceList{
		corev1.ResourceRequestsCPU: cpu, corev1.ResourceLimitsCPU: cpu,
		corev1.ResourceRequestsMemory: memory, corev1.ResourceLimitsMemory: memory,
		corev1.ResourceRequestsEphemeralStorage: scratch, corev1.ResourceLimitsEphemeralStorage: scratch,
		corev1.ResourceRequestsStorage: mib(r.DiskMiB),
		"requests." + GPU:              count(int64(r.GPU)),
		corev1.ResourcePods:            count(32), corev1.ResourceServices: count(32), corev1.ResourcePersistentVolumeClaims: count(16),
		corev1.ResourceConfigMaps: count(32), corev1.ResourceSecrets: count(32),
		corev1.ResourceServicesNodePorts: count(0), corev1.ResourceServicesLoadBalancers: count(0),
	}
	return Object[corev1.ResourceQuotaSpec]{p.head("v1", "ResourceQuota", "berth"), corev1.ResourceQuotaSpec{Hard: hard}}
}
