package kube

import (
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

// portHTTP is the name of the port that the gateway dials.
const portHTTP = "http"

// service is what the gateway dials, and what the order's other services find by its name; nil: it has no ports.
func service(p plan, s manifest.Service, name string) *corev1ac.ServiceApplyConfiguration {
	ports := servicePorts(s)
	if len(ports) == 0 {
		return nil
	}
	spec := corev1ac.ServiceSpec().
		WithType(corev1.ServiceTypeClusterIP).
		WithSelector(map[string]string{labelService: s.Name, labelOrder: p.Order.String()})
	for i, x := range ports {
		protocol, called := corev1.ProtocolTCP, "p"+strconv.Itoa(x.Port)
		if x.UDP {
			protocol, called = corev1.ProtocolUDP, "u"+strconv.Itoa(x.Port)
		} else if i == 0 && s.Port > 0 {
			called = portHTTP
		}
		spec.WithPorts(corev1ac.ServicePort().WithName(called).WithProtocol(protocol).WithPort(int32(x.Port)).WithTargetPort(intstr.FromInt32(int32(x.Target))))
	}
	return corev1ac.Service(name, p.namespace()).WithLabels(p.labelsOf(s.Name)).WithSpec(spec)
}

// servicePorts are a service's, the one for the gateway first.
func servicePorts(s manifest.Service) []manifest.Port {
	if s.Port == 0 {
		return s.Ports
	}
	i := slices.IndexFunc(s.Ports, func(x manifest.Port) bool { return x.Target == s.Port && !x.UDP })
	if i >= 0 {
		return append([]manifest.Port{s.Ports[i]}, slices.Delete(slices.Clone(s.Ports), i, i+1)...)
	}
	number := s.Port
	for slices.ContainsFunc(s.Ports, func(x manifest.Port) bool { return x.Port == number && !x.UDP }) {
		number = number%65535 + 1
	}
	return append([]manifest.Port{{Port: number, Target: s.Port}}, s.Ports...)
}
