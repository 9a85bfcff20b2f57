package build

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"berth/gateway/manifest"
)

// readiness asks what the manifest says, else whether the first port answers; nil: there is nothing to ask.
func readiness(s manifest.Service) *corev1.Probe {
	if s.Ready != nil {
		p := probe(*s.Ready)
		p.SuccessThreshold = max(s.Ready.Successes, 0)
		return p
	}
	port := s.Port
	for _, p := range s.Ports {
		if port == 0 && !p.UDP {
			port = p.Target
		}
	}
	if port == 0 {
		return nil
	}
	return probe(manifest.Probe{Port: port, Every: 1, Timeout: 2, Failures: 3})
}

// probe declares nothing of what the manifest leaves open: the cluster has its own defaults.
func probe(m manifest.Probe) *corev1.Probe {
	p := &corev1.Probe{
		InitialDelaySeconds: max(m.Delay, 0), PeriodSeconds: max(m.Every, 0), TimeoutSeconds: max(m.Timeout, 0), FailureThreshold: max(m.Failures, 0),
	}
	port := intstr.FromInt32(int32(m.Port))
	switch {
	case len(m.Command) > 0:
		p.Exec = &corev1.ExecAction{Command: m.Command}
	case m.GRPC != nil:
		p.GRPC = &corev1.GRPCAction{Port: int32(m.Port), Service: m.GRPC}
	case m.Path != "":
		p.HTTPGet = &corev1.HTTPGetAction{Path: m.Path, Port: port}
		for _, h := range m.Headers {
			p.HTTPGet.HTTPHeaders = append(p.HTTPGet.HTTPHeaders, corev1.HTTPHeader{Name: h.Name, Value: h.Value})
		}
	default:
		p.TCPSocket = &corev1.TCPSocketAction{Port: port}
	}
	return p
}
