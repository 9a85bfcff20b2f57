package kube

import (
	"slices"
	"strconv"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	appsv1ac "k8s.io/client-go/applyconfigurations/apps/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"
	metav1ac "k8s.io/client-go/applyconfigurations/meta/v1"

	"berth/gateway/manifest"
)

// user is who a service's process is inside its container, unless the manifest names another; never root.
const user = 10001

// labelTogether is on the pods of services that share a volume: they have to be on one machine.
const labelTogether = "berth/together"

// deployment runs a service. A new revision starts beside the old one where what was bought has room for both,
// else after its end.
func deployment(p plan, s manifest.Service) *appsv1ac.DeploymentApplyConfiguration {
	l := p.labelsOf(s.Name)
	notes := map[string]string{noteRevision: strconv.FormatUint(p.Revision, 10), noteRestart: strconv.FormatUint(p.Restart, 10)}
	pods := p.labelsOf(s.Name)
	uid, gid := int64(user), int64(user)
	if s.User > 0 {
		uid, gid = s.User, s.User
	}
	if s.Group > 0 {
		gid = s.Group
	}
	spec := corev1ac.PodSpec().
		WithAutomountServiceAccountToken(false).
		WithEnableServiceLinks(false).
		WithTerminationGracePeriodSeconds(10).
		WithSecurityContext(corev1ac.PodSecurityContext().
			WithRunAsNonRoot(true).WithRunAsUser(uid).WithRunAsGroup(gid).WithFSGroup(gid).
			WithFSGroupChangePolicy(corev1.FSGroupChangeOnRootMismatch).
			WithSeccompProfile(corev1ac.SeccompProfile().WithType(corev1.SeccompProfileTypeRuntimeDefault))).
		WithContainers(container(p, s))
	if v := podVolumes(s); len(v) > 0 {
		spec.WithVolumes(v...)
	}
	if s.Pull != nil {
		spec.WithImagePullSecrets(corev1ac.LocalObjectReference().WithName(registryName(s)))
	}
	affinity := corev1ac.Affinity()
	if p.together(s) {
		pods[labelTogether] = "true"
		affinity.WithPodAffinity(corev1ac.PodAffinity().WithRequiredDuringSchedulingIgnoredDuringExecution(
			corev1ac.PodAffinityTerm().WithTopologyKey(corev1.LabelHostname).
				WithLabelSelector(metav1ac.LabelSelector().WithMatchLabels(map[string]string{labelOrder: p.Order.String(), labelTogether: "true"}))))
	}
	products, stays := p.placed[s.Name]
	if !stays {
		products = p.products
	}
	if len(products) > 0 && p.share(p.index(s.Name)).GPU > 0 {
		affinity.WithNodeAffinity(corev1ac.NodeAffinity().WithRequiredDuringSchedulingIgnoredDuringExecution(corev1ac.NodeSelector().WithNodeSelectorTerms(
			corev1ac.NodeSelectorTerm().WithMatchExpressions(corev1ac.NodeSelectorRequirement().
				WithKey(labelProduct).WithOperator(corev1.NodeSelectorOpIn).WithValues(products...)))))
	}
	if affinity.PodAffinity != nil || affinity.NodeAffinity != nil {
		spec.WithAffinity(affinity)
	}
	if p.runtimeClass != "" {
		spec.WithRuntimeClassName(p.runtimeClass)
	}
	strategy := appsv1ac.DeploymentStrategy().WithType(appsv1.RecreateDeploymentStrategyType)
	if p.beside(p.index(s.Name)) {
		strategy = appsv1ac.DeploymentStrategy().WithType(appsv1.RollingUpdateDeploymentStrategyType).
			WithRollingUpdate(appsv1ac.RollingUpdateDeployment().WithMaxSurge(intstr.FromInt32(1)).WithMaxUnavailable(intstr.FromInt32(0)))
	}
	return appsv1ac.Deployment(s.Name, p.namespace()).WithLabels(l).WithSpec(appsv1ac.DeploymentSpec().
		WithReplicas(int32(s.Count())).
		WithRevisionHistoryLimit(1).
		WithStrategy(strategy).
		WithSelector(metav1ac.LabelSelector().WithMatchLabels(map[string]string{labelOrder: p.Order.String(), labelService: s.Name})).
		WithTemplate(corev1ac.PodTemplateSpec().WithLabels(pods).WithAnnotations(notes).WithSpec(spec)))
}

// together tells whether another service mounts one of this one's volumes.
func (p plan) together(s manifest.Service) bool {
	for _, o := range p.Manifest.Services {
		if o.Name != s.Name && slices.ContainsFunc(o.Mounts, func(x manifest.Mount) bool {
			return slices.ContainsFunc(s.Mounts, func(y manifest.Mount) bool { return x.Volume == y.Volume })
		}) {
			return true
		}
	}
	return false
}
