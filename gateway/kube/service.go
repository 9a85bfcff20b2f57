package kube

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

// service is what the gateway dials, and the order's other services find by name.
func service(p plan, s manifest.Service) *corev1ac.ServiceApplyConfiguration {
	return corev1ac.Service(s.Name, p.namespace()).WithLabels(p.labelsOf(s.Name)).WithSpec(corev1ac.ServiceSpec().
		WithType(corev1.ServiceTypeClusterIP).
		WithSelector(map[string]string{labelService: s.Name, labelOrder: p.Order.String()}).
		WithPorts(corev1ac.ServicePort().WithName("http").WithProtocol(corev1.ProtocolTCP).WithPort(int32(s.Port)).WithTargetPort(intstr.FromInt32(int32(s.Port)))))
}
