package kube

import (
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/resourceversion"

	"berth/gateway/kube/build"
)

// declared is what the API server has of a service since the last Apply. The watches may be behind that, each on its own:
// what they show of a time before says nothing of what was applied.
type declared struct {
	runs    runner            // none: it is not known
	service *corev1.Service   // that which the gateway dials
	sizes   map[string]uint32 // MiB of its images, as they are fetched; 0: not known
}

// behind reports whether a watch shows what runs a service as it was before it was applied.
func (x declared) behind(r runner) bool {
	if !x.runs.there() {
		return false
	}
	if (x.runs.job == nil) != (r.job == nil) {
		return true
	}
	return older(r.object(), x.runs.object(), func() bool { return !maps.Equal(r.notes(), x.runs.notes()) })
}

// leadsTo reports whether a watched Service is what was applied, as far as dialing goes.
func (x declared) leadsTo(s *corev1.Service) bool {
	port := httpPort(s)
	if port == 0 || s.Spec.ClusterIP == "" {
		return false
	}
	return x.service == nil || !older(s, x.service, func() bool { return port != httpPort(x.service) })
}

// older reports whether an object is of an earlier version than another one of its kind. Where the API server gives no
// versions that have an order, their content tells.
func older(o, than metav1.Object, differs func() bool) bool {
	if n, err := resourceversion.CompareResourceVersion(o.GetResourceVersion(), than.GetResourceVersion()); err == nil {
		return n < 0
	}
	return o.GetUID() != than.GetUID() || differs()
}

// httpPort is the number of the port that the gateway dials; 0: there is none.
func httpPort(s *corev1.Service) int32 {
	i := slices.IndexFunc(s.Spec.Ports, func(x corev1.ServicePort) bool { return x.Name == build.PortHTTP })
	if i < 0 {
		return 0
	}
	return s.Spec.Ports[i].Port
}

// processPort is the port at which a Service's pods listen for what the gateway dials; 0: there is none.
func processPort(s *corev1.Service) int {
	i := slices.IndexFunc(s.Spec.Ports, func(x corev1.ServicePort) bool { return x.Name == build.PortHTTP })
	if i < 0 {
		return 0
	}
	return s.Spec.Ports[i].TargetPort.IntValue()
}

// dialable reports whether a service that runs is one that the gateway dials.
func dialable(r runner) bool {
	return slices.ContainsFunc(r.pods().Spec.Containers, func(c corev1.Container) bool {
		return slices.ContainsFunc(c.Ports, func(p corev1.ContainerPort) bool { return p.Name == build.PortHTTP })
	})
}
