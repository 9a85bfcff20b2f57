package kube

import (
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

// container is a service's process, with no more rights than it needs, whatever its image says.
func container(p plan, s manifest.Service) *corev1ac.ContainerApplyConfiguration {
	r := p.share(p.index(s.Name))
	have := corev1.ResourceList{corev1.ResourceCPU: milli(r.CPUMilli), corev1.ResourceMemory: mib(r.MemoryMiB), corev1.ResourceEphemeralStorage: mib(p.scratch(s))}
	if r.GPU > 0 {
		have[gpuName] = count(int64(r.GPU))
	}
	rights := corev1ac.SecurityContext().
		WithAllowPrivilegeEscalation(false).WithRunAsNonRoot(true).
		WithCapabilities(corev1ac.Capabilities().WithDrop("ALL"))
	if s.ReadOnly {
		rights.WithReadOnlyRootFilesystem(true)
	}
	c := corev1ac.Container().
		WithName(s.Name).
		WithImage(s.Image).
		WithImagePullPolicy(corev1.PullIfNotPresent).
		WithTerminationMessagePolicy(corev1.TerminationMessageFallbackToLogsOnError). // so that the reason for its end is known
		WithResources(corev1ac.ResourceRequirements().WithRequests(have).WithLimits(have)).
		WithSecurityContext(rights).
		WithCommand(literal(s.Command)...).
		WithArgs(literal(s.Args)...)
	if s.Dir != "" {
		c.WithWorkingDir(s.Dir)
	}
	if s.Port > 0 {
		c.WithPorts(corev1ac.ContainerPort().WithName("http").WithProtocol(corev1.ProtocolTCP).WithContainerPort(int32(s.Port)))
	}
	if ready := readiness(s); ready != nil {
		c.WithReadinessProbe(ready)
	}
	if s.Live != nil {
		c.WithLivenessProbe(probe(*s.Live))
	}
	if s.Started != nil {
		c.WithStartupProbe(probe(*s.Started))
	}
	for _, name := range s.EnvNames() {
		c.WithEnv(corev1ac.EnvVar().WithName(name).WithValue(dollars.Replace(s.Env[name])))
	}
	for _, name := range s.SecretNames() {
		c.WithEnv(corev1ac.EnvVar().WithName(name).WithValueFrom(corev1ac.EnvVarSource().
			WithSecretKeyRef(corev1ac.SecretKeySelector().WithName(secretName(s)).WithKey(envKey(name)))))
	}
	for _, e := range told(p, s) {
		_, own := s.Env[e[0]]
		_, hidden := s.SecretEnv[e[0]]
		if !own && !hidden {
			c.WithEnv(corev1ac.EnvVar().WithName(e[0]).WithValue(e[1]))
		}
	}
	return c.WithVolumeMounts(volumeMounts(s)...)
}

// told is what every service finds in its environment, unless its user has set it otherwise.
func told(p plan, s manifest.Service) [][2]string {
	all := [][2]string{{"BERTH_ORDER", p.Order.String()}, {"BERTH_NODE", p.Node.String()}, {"BERTH_REGION", p.Region}, {"BERTH_SERVICE", s.Name}}
	if s.Port > 0 {
		all = append([][2]string{{"PORT", strconv.Itoa(s.Port)}}, all...)
	}
	if len(s.Mounts) > 0 {
		size := uint64(p.size(s.Mounts[0].Volume)) << 20
		all = append(all, [2]string{"BERTH_DISK", s.Mounts[0].Path}, [2]string{"BERTH_DISK_BYTES", strconv.FormatUint(size, 10)})
	}
	return all
}

// dollars keeps the kubelet from replacing $(NAME): what a manifest has is final.
var dollars = strings.NewReplacer("$", "$$")

func literal(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = dollars.Replace(w)
	}
	return out
}
