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

// deployment runs a service: one pod. A new revision starts beside the old one where what was bought has room for both,
// else after its end.
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
	strategy := appsv1ac.DeploymentStrategy().WithType(appsv1.RecreateDeploymentStrategyType)
	if p.beside(p.index(s.Name)) {
		strategy = appsv1ac.DeploymentStrategy().WithType(appsv1.RollingUpdateDeploymentStrategyType).
			WithRollingUpdate(appsv1ac.RollingUpdateDeployment().WithMaxSurge(intstr.FromInt32(1)).WithMaxUnavailable(intstr.FromInt32(0)))
	}
	return appsv1ac.Deployment(s.Name, p.namespace()).WithLabels(l).WithSpec(appsv1ac.DeploymentSpec().
		WithReplicas(1).
		WithRevisionHistoryLimit(1).
		WithStrategy(strategy).
		WithSelector(metav1ac.LabelSelector().WithMatchLabels(map[string]string{labelOrder: p.Order.String(), labelService: s.Name})).
		WithTemplate(corev1ac.PodTemplateSpec().WithLabels(l).WithAnnotations(notes).WithSpec(spec)))
}

func container(p plan, s manifest.Service) *corev1ac.ContainerApplyConfiguration {
	r := p.share(p.index(s.Name))
	have := corev1.ResourceList{corev1.ResourceCPU: milli(r.CPUMilli), corev1.ResourceMemory: mib(r.MemoryMiB), corev1.ResourceEphemeralStorage: mib(p.scratch(s))}
	if r.GPU > 0 {
		have[gpuName] = count(int64(r.GPU))
	}
	c := corev1ac.Container().
		WithName(s.Name).
		WithImage(s.Image).
		WithImagePullPolicy(corev1.PullIfNotPresent).
		WithTerminationMessagePolicy(corev1.TerminationMessageFallbackToLogsOnError). // so that the reason for its end is known
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
	for _, e := range told(p, s, r.DiskMiB) {
		if _, own := s.Env[e[0]]; !own {
			c.WithEnv(corev1ac.EnvVar().WithName(e[0]).WithValue(e[1]))
		}
	}
	if s.Disk != "" {
		c.WithVolumeMounts(corev1ac.VolumeMount().WithName("disk").WithMountPath(s.Disk))
	}
	return c
}

// told is what every service finds in its environment, unless its user has set it otherwise.
func told(p plan, s manifest.Service, diskMiB uint32) [][2]string {
	all := [][2]string{
		{"PORT", strconv.Itoa(s.Port)}, {"BERTH_ORDER", p.Order.String()}, {"BERTH_NODE", p.Node.String()}, {"BERTH_REGION", p.Region}, {"BERTH_SERVICE", s.Name},
	}
	if s.Disk != "" {
		all = append(all, [2]string{"BERTH_DISK", s.Disk}, [2]string{"BERTH_DISK_BYTES", strconv.FormatUint(uint64(diskMiB)<<20, 10)})
	}
	return all
}
