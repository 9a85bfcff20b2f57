package build

import (
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// container is a process of a service's, with no more rights than it needs.
func container(p Plan, of manifest.Service, s part, have corev1.ResourceList) Container {
	pulls := corev1.PullAlways
	if p.Cached {
		pulls = corev1.PullIfNotPresent
	}
	c := Container{Container: corev1.Container{
		Name:                     s.container,
		Image:                    s.Image,
		ImagePullPolicy:          pulls,                                          // what a machine has of another tenant's is not this one's to start
		TerminationMessagePolicy: corev1.TerminationMessageFallbackToLogsOnError, // so that the reason for its end is known
		Resources:                corev1.ResourceRequirements{Requests: have, Limits: have},
		SecurityContext:          rightsOf(of, s),
		Command:                  literal(s.Command),
		Args:                     literal(s.Args),
		WorkingDir:               s.Dir,
		VolumeMounts:             volumeMounts(s),
	}}
	if s.Port > 0 {
		c.Ports = []corev1.ContainerPort{{Name: PortHTTP, Protocol: corev1.ProtocolTCP, ContainerPort: int32(s.Port)}}
	}
	if s.before {
		s.Live, s.Started = nil, nil
	} else if !of.Once {
		c.ReadinessProbe = readiness(s.Service)
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
			LocalObjectReference: corev1.LocalObjectReference{Name: SecretName(of)}, Key: s.envKey(name),
		}}})
	}
	for _, e := range told(p, of.Name, s.Service) {
		_, own := s.Env[e[0]]
		_, hidden := s.SecretEnv[e[0]]
		if !own && !hidden {
			set(e[0], e[1])
		}
	}
	return c
}

// rightsOf are a process's: as its service is kept, and as the user that it has for itself.
func rightsOf(of manifest.Service, s part) *corev1.SecurityContext {
	r := rights(s.Service, IsPlain(of))
	if s.container != of.Name && IsPlain(of) && s.User > 0 {
		uid, gid := s.User, groupOf(s.Service)
		r.RunAsUser, r.RunAsGroup = &uid, &gid
	}
	return r
}

// told is what every process of a service finds in its environment, unless its user has set it otherwise.
func told(p Plan, service string, s manifest.Service) [][2]string {
	all := [][2]string{{"BERTH_ORDER", p.Order.String()}, {"BERTH_NODE", p.Node.String()}, {"BERTH_REGION", p.Region}, {"BERTH_SERVICE", service}}
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
