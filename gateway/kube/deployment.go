package kube

import (
	"strconv"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	appsv1ac "k8s.io/client-go/applyconfigurations/apps/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"
	metav1ac "k8s.io/client-go/applyconfigurations/meta/v1"

	"berth/gateway/manifest"
)

// user is who a service's process is inside its container; never root.
const user = 10001

// deployment runs a service: one pod, replaced as a whole, since what was bought has no room for two.
func deployment(p plan, s manifest.Service) *appsv1ac.DeploymentApplyConfiguration {
	l := p.labelsOf(s.Name)
	notes := map[string]string{noteRevision: strconv.FormatUint(p.Revision, 10), noteRestart: strconv.FormatUint(p.Restart, 10)}
	spec := corev1ac.PodSpec().
		WithAutomountServiceAccountToken(false).
		WithEnableServiceLinks(false).
		WithTerminationGracePeriodSeconds(10).
		WithSecurityContext(corev1ac.PodSecurityContext().
			WithRunAsNonRoot(true).WithRunAsUser(user).WithRunAsGroup(user).WithFSGroup(user).
			WithFSGroupChangePolicy(corev1.FSGroupChangeOnRootMismatch).
			WithSeccompProfile(corev1ac.SeccompProfile().WithType(corev1.SeccompProfileTypeRuntimeDefault))).
		WithContainers(container(p, s))
	if s.Disk != "" {
		spec.WithVolumes(corev1ac.Volume().WithName("disk").
			WithPersistentVolumeClaim(corev1ac.PersistentVolumeClaimVolumeSource().WithClaimName(s.Name)))
	}
	if p.runtimeClass != "" {
		spec.WithRuntimeClassName(p.runtimeClass)
	}
	return appsv1ac.Deployment(s.Name, p.namespace()).WithLabels(l).WithSpec(appsv1ac.DeploymentSpec().
		WithReplicas(1).
		WithRevisionHistoryLimit(1).
		WithStrategy(appsv1ac.DeploymentStrategy().WithType(appsv1.RecreateDeploymentStrategyType)).
		WithSelector(metav1ac.LabelSelector().WithMatchLabels(map[string]string{labelOrder: p.Order.String(), labelService: s.Name})).
		WithTemplate(corev1ac.PodTemplateSpec().WithLabels(l).WithAnnotations(notes).WithSpec(spec)))
}

func container(p plan, s manifest.Service) *corev1ac.ContainerApplyConfiguration {
	r := p.share(p.index(s.Name))
	have := corev1.ResourceList{corev1.ResourceCPU: milli(r.CPUMilli), corev1.ResourceMemory: mib(r.MemoryMiB)}
	if r.GPU > 0 {
		have[gpuName] = count(int64(r.GPU))
	}
	c := corev1ac.Container().
		WithName(s.Name).
		WithImage(s.Image).
		WithImagePullPolicy(corev1.PullIfNotPresent).
		WithPorts(corev1ac.ContainerPort().WithName("http").WithProtocol(corev1.ProtocolTCP).WithContainerPort(int32(s.Port))).
		WithResources(corev1ac.ResourceRequirements().WithRequests(have).WithLimits(have)).
		WithReadinessProbe(corev1ac.Probe().WithTCPSocket(corev1ac.TCPSocketAction().WithPort(intstr.FromInt32(int32(s.Port)))).
			WithPeriodSeconds(1).WithTimeoutSeconds(2).WithFailureThreshold(3)).
		WithSecurityContext(corev1ac.SecurityContext().
			WithAllowPrivilegeEscalation(false).WithRunAsNonRoot(true).
			WithCapabilities(corev1ac.Capabilities().WithDrop("ALL")))
	for _, name := range s.EnvNames() {
		c.WithEnv(corev1ac.EnvVar().WithName(name).WithValue(s.Env[name]))
	}
	if s.Disk != "" {
		c.WithVolumeMounts(corev1ac.VolumeMount().WithName("disk").WithMountPath(s.Disk))
	}
	return c
}
