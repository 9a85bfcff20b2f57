package kube

import corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

// namespace is an order's, with Pod Security at its strictest.
func namespace(p plan) *corev1ac.NamespaceApplyConfiguration {
	l := p.labels()
	for _, mode := range []string{"enforce", "audit", "warn"} {
		l["pod-security.kubernetes.io/"+mode] = "restricted"
		l["pod-security.kubernetes.io/"+mode+"-version"] = "latest"
	}
	return corev1ac.Namespace(p.namespace()).WithLabels(l)
}
