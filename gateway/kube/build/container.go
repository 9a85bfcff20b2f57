package build

import (
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// Allowed is what a replica of a service may have: it is given as much, and limited to that.
func Allowed(p Plan, s manifest.Service) corev1.ResourceList {
	r := p.Share(p.index(s.Name))
	have := corev1.ResourceList{
		corev1.ResourceCPU: milli(r.CPUMilli), corev1.ResourceMemory: mib(r.MemoryMiB), corev1.ResourceEphemeralStorage: mib(p.scratch(s)),
	}
	if r.GPU > 0 {
		have[GPU] = count(int64(r.GPU))
	}
	return have
}

// container is a service's process, with no more rights than it needs, whatever its image says.
func container(p Plan, s manifest.Service) Container {
	no, yes := false, true
	rights := &corev1.SecurityContext{
		AllowPrivilegeEscalation: &no, RunAsNonRoot: &yes, Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
	}
	if s.ReadOnly {
		rights.ReadOnlyRootFilesystem = &yes
	}
	have, pulls := Allowed(p, s), corev1.PullAlways
	if p.Cached {
		pulls = corev1.PullIfNotPresent
	}
	c := Container{Container: corev1.Container{
		Name:                     s.Name,
		Image:                    s.Image,
		ImagePullPolicy:          pulls,                                          // what a machine has of another tenant's is not this one's to start
		TerminationMessagePolicy: corev1.TerminationMessageFallbackToLogsOnError, // so that the reason for its end is known
		Resources:                corev1.ResourceRequirements{Requests: have, Limits: have},
		SecurityContext:          rights,
		Command:                  literal(s.Command),
		Args:                     literal(s.Args),
		WorkingDir:               s.Dir,
		ReadinessProbe:           readiness(s),
		VolumeMounts:             volumeMounts(s),
	}}
	if s.Port > 0 {
		c.Ports = []corev1.ContainerPort{{Name: PortHTTP, Protocol: corev1.ProtocolTCP, ContainerPort: int32(s.Port)}}
	}
	if s.Live != nil {
		c.LivenessProbe = probe(*s.Live)
	}
	if s.Started != nil {
		c.StartupProbe = probe(*s.Started)
	}
	set := func(name, value string) { c.Env = append(c.Env, EnvVar{Name: name, Value: &value}) }
	for _, name := range s.EnvNames() {
		set(name, dollars.Replace(s.Env[name]))
	}
	for _, name := range s.SecretNames() {
		c.Env = append(c.Env, EnvVar{Name: name, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
			LocalObjectReference: corev1.LocalObjectReference{Name: SecretName(s)}, Key: envKey(name),
		}}})
	}
	for _, e := range told(p, s) {
		_, own := s.Env[e[0]]
		_, hidden := s.SecretEnv[e[0]]
		if !own && !hidden {
			set(e[0], e[1])
		}
	}
	return c
}

// told is what every service finds in its environment, unless its user has set it otherwise.
func told(p Plan, s manifest.Service) [][2]string {
	all := [][2]string{{"BERTH_ORDER", p.Order.String()}, {"BERTH_NODE", p.Node.String()}, {"BERTH_REGION", p.Region}, {"BERTH_SERVICE", s.Name}}
	if s.Port > 0 {
		all = append([][2]string{{"PORT", strconv.Itoa(s.Port)}}, all...)
	}
	if len(s.Mounts) > 0 {
		size := uint64(p.sizeMiB(s.Mounts[0].Volume)) << 20
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
