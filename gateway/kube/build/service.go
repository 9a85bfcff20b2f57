package build

import (
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"berth/gateway/manifest"
)

// PortHTTP is the name of the port that the gateway dials.
const PortHTTP = "http"

// appH2C is Kubernetes' word for HTTP/2 without TLS. Nobody here reads it; who looks into the cluster does.
const appH2C = "kubernetes.io/h2c"

// Service is what the gateway dials, and what the order's other services find by its name; nil: it has no ports.
func Service(p Plan, s manifest.Service, name string) *Object[corev1.ServiceSpec] {
	ports := ServicePorts(s)
	if len(ports) == 0 {
		return nil
	}
	spec := corev1.ServiceSpec{Type: corev1.ServiceTypeClusterIP, Selector: map[string]string{LabelService: s.Name, LabelOrder: p.Order.String()}}
	var speaks *string
	if s.Protocol == manifest.H2C {
		speaks = new(appH2C)
	}
	for i, x := range ports {
		protocol, called := corev1.ProtocolTCP, "p"+strconv.Itoa(x.Port)
		if x.UDP {
			protocol, called = corev1.ProtocolUDP, "u"+strconv.Itoa(x.Port)
		} else if i == 0 && s.Port > 0 {
			called = PortHTTP
		}
		port := corev1.ServicePort{Name: called, Protocol: protocol, Port: int32(x.Port), TargetPort: intstr.FromInt32(int32(x.Target))}
		if called == PortHTTP {
			port.AppProtocol = speaks
		}
		spec.Ports = append(spec.Ports, port)
	}
	return &Object[corev1.ServiceSpec]{p.headOf("v1", "Service", name, s.Name), spec}
}

// ServicePorts are a service's, the one for the gateway first.
func ServicePorts(s manifest.Service) []manifest.Port {
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
