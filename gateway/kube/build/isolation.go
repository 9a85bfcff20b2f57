package build

import (
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// capabilities are those of root in a user namespace or a sandbox: what programs need that start as root, make their files
// ready and become somebody else. confine.yaml lets no pod have others.
var capabilities = []corev1.Capability{"CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "NET_BIND_SERVICE"}

// user is who the process of a plain service is inside its container, unless the manifest names another; never root.
const user = 10001

// IsPlain reports whether a service's pods are kept plain: never root, and without a capability.
func IsPlain(s manifest.Service) bool { return s.Isolation == "" || s.Isolation == manifest.Plain }

// level is the Pod Security level that an order needs. Below the strictest it is confine.yaml's policy for pods that keeps
// root in user namespaces and sandboxes.
func (p Plan) level() string {
	for _, s := range p.Manifest.Services {
		if !IsPlain(s) {
			return "baseline"
		}
	}
	return "restricted"
}

// isolate gives a service's pod its users, and what keeps them apart from the machine's.
func isolate(p Plan, s manifest.Service, spec *PodSpec) {
	yes, no, group := true, false, corev1.FSGroupChangeOnRootMismatch
	as := &corev1.PodSecurityContext{SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}}
	spec.SecurityContext = as
	class := p.RuntimeClass
	switch {
	case IsPlain(s):
		uid, gid := int64(user), int64(user)
		if s.User > 0 {
			uid = s.User
		}
		if g := groupOf(s); g > 0 {
			gid = g
		}
		as.RunAsNonRoot, as.RunAsUser, as.RunAsGroup, as.FSGroup, as.FSGroupChangePolicy = &yes, &uid, &gid, &gid, &group
	case s.Isolation == manifest.Sandboxed:
		class = p.SandboxClass
	default:
		spec.HostUsers = &no
	}
	// Root makes its disks ready by itself, and its programs do not expect another group there.
	if gid := groupOf(s); !IsPlain(s) && gid > 0 {
		as.FSGroup, as.FSGroupChangePolicy = &gid, &group
	}
	if class != "" {
		spec.RuntimeClassName = &class
	}
}

// groupOf is a service's group; 0: root's, or the image's own.
func groupOf(s manifest.Service) int64 {
	if s.Group > 0 {
		return s.Group
	}
	return s.User
}

// rights are a container's, whatever its image says. Plain says how its pod is kept.
func rights(s manifest.Service, plain bool) *corev1.SecurityContext {
	no, yes := false, true
	r := &corev1.SecurityContext{AllowPrivilegeEscalation: &no, Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}}}
	switch {
	case plain:
		r.RunAsNonRoot = &yes
	default:
		r.Capabilities.Add = capabilities
		if uid, gid := s.User, groupOf(s); s.Root || uid > 0 {
			r.RunAsUser, r.RunAsGroup = &uid, &gid
		}
	}
	if s.ReadOnly {
		r.ReadOnlyRootFilesystem = &yes
	}
	return r
}
