package kube

import (
	corev1 "k8s.io/api/core/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"
)

// limits keep one container from asking for more than was bought.
func limits(p plan) *corev1ac.LimitRangeApplyConfiguration {
	most := corev1.ResourceList{corev1.ResourceCPU: milli(p.Resources.CPUMilli), corev1.ResourceMemory: mib(p.Resources.MemoryMiB)}
	item := corev1ac.LimitRangeItem().WithType(corev1.LimitTypeContainer).WithMax(most)
	return corev1ac.LimitRange("berth", p.namespace()).WithLabels(p.labels()).WithSpec(corev1ac.LimitRangeSpec().WithLimits(item))
}
