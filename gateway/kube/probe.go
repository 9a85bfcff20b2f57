package kube

import (
	"k8s.io/apimachinery/pkg/util/intstr"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

// readiness asks what the manifest says, else whether the first port answers; nil: there is nothing to ask.
func readiness(s manifest.Service) *corev1ac.ProbeApplyConfiguration {
	if s.Ready != nil {
		p := probe(*s.Ready)
		if s.Ready.Successes > 0 {
			p.WithSuccessThreshold(s.Ready.Successes)
		}
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

func probe(m manifest.Probe) *corev1ac.ProbeApplyConfiguration {
	p := corev1ac.Probe()
	port := intstr.FromInt32(int32(m.Port))
	switch {
	case len(m.Command) > 0:
		p.WithExec(corev1ac.ExecAction().WithCommand(m.Command...))
	case m.Path != "":
		p.WithHTTPGet(corev1ac.HTTPGetAction().WithPath(m.Path).WithPort(port))
	default:
		p.WithTCPSocket(corev1ac.TCPSocketAction().WithPort(port))
	}
	for _, f := range []struct {
		n   int32
		set func(int32) *corev1ac.ProbeApplyConfiguration
	}{{m.Delay, p.WithInitialDelaySeconds}, {m.Every, p.WithPeriodSeconds}, {m.Timeout, p.WithTimeoutSeconds}, {m.Failures, p.WithFailureThreshold}} {
		if f.n > 0 {
			f.set(f.n)
		}
	}
	return p
}
