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

// Service is what the order's other services find by a service's name, at every port. Its name stands for the pods' own
// addresses (it is headless), since a cluster address leads on from ports that are listed and from no others. Only where a
// port leads to another one it is a cluster address, which leads on from those ports and from the ones that they lead to.
func Service(p Plan, s manifest.Service, name string) Object[corev1.ServiceSpec] {
	spec := p.selecting(s)
	ports := s.Ports
	if !Translates(s) {
		spec.ClusterIP = corev1.ClusterIPNone
		if s.Port > 0 && !slices.ContainsFunc(ports, func(x manifest.Port) bool { return x.Port == s.Port && !x.UDP }) {
			ports = append([]manifest.Port{{Port: s.Port, Target: s.Port}}, ports...)
		}
	} else {
		ports = slices.Clone(ports)
		add := func(target int, udp bool) {
			if !slices.ContainsFunc(ports, func(x manifest.Port) bool { return x.Port == target && x.UDP == udp }) {
				ports = append(ports, manifest.Port{Port: target, Target: target, UDP: udp})
			}
		}
		for _, x := range s.Ports {
			add(x.Target, x.UDP)
		}
		if s.Port > 0 {
			add(s.Port, false)
		}
	}
	for _, x := range ports {
		protocol, called := corev1.ProtocolTCP, "p"+strconv.Itoa(x.Port)
		if x.UDP {
			protocol, called = corev1.ProtocolUDP, "u"+strconv.Itoa(x.Port)
		}
		spec.Ports = append(spec.Ports, corev1.ServicePort{Name: called, Protocol: protocol, Port: int32(x.Port), TargetPort: intstr.FromInt32(int32(x.Target))})
	}
	return Object[corev1.ServiceSpec]{p.headOf("v1", "Service", name, s.Name), spec}
}

// Translates reports whether one of a service's ports leads to another one.
func Translates(s manifest.Service) bool {
	return slices.ContainsFunc(s.Ports, func(x manifest.Port) bool { return x.Port != x.Target })
}

// gatePrefix begins the names of the Services that the gateway dials. It is longer than any name of a service.
const gatePrefix = "http-port-that-the-gateway-connects-to-of-"

// GateName is the name of the Service that the gateway dials for a service.
func GateName(service string) string { return gatePrefix + service }

// Gate is what the gateway dials where it does not know the pods: a cluster address with the port that speaks HTTP; nil: the
// service has none.
func Gate(p Plan, s manifest.Service) *Object[corev1.ServiceSpec] {
	if s.Port == 0 {
		return nil
	}
	port := corev1.ServicePort{Name: PortHTTP, Protocol: corev1.ProtocolTCP, Port: int32(s.Port), TargetPort: intstr.FromInt32(int32(s.Port))}
	if s.Protocol == manifest.H2C {
		port.AppProtocol = new(appH2C)
	}
	spec := p.selecting(s)
	spec.Ports = []corev1.ServicePort{port}
	return &Object[corev1.ServiceSpec]{p.headOf("v1", "Service", GateName(s.Name), s.Name), spec}
}

// selecting leads to a service's pods.
func (p Plan) selecting(s manifest.Service) corev1.ServiceSpec {
	return corev1.ServiceSpec{Type: corev1.ServiceTypeClusterIP, Selector: map[string]string{LabelService: s.Name, LabelOrder: p.Order.String()}}
}
