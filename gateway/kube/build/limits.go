package build

import corev1 "k8s.io/api/core/v1"

// Limits keep one container from asking for more than was bought.
func Limits(p Plan) Object[corev1.LimitRangeSpec] {
	most := corev1.ResourceList{corev1.ResourceCPU: milli(p.Resources.CPUMilli), corev1.ResourceMemory: mib(p.Resources.MemoryMiB)}
	if p.Carries() {
		for name, q := range most {
			if m := carrierMay[name]; m.Cmp(q) > 0 {
				most[name] = m
			}
		}
	}
	return Object[corev1.LimitRangeSpec]{p.head("v1", "LimitRange", "berth"), corev1.LimitRangeSpec{
		Limits: []corev1.LimitRangeItem{{Type: corev1.LimitTypeContainer, Max: most}},
	}}
}
