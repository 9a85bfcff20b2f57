package build

import (
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
	"berth/shared/attacktest"
)

// TestAttackRoot: whatever a file names, no pod is root but in a user namespace or the sandbox, and none has a right beside
// those of root there.
func TestAttackRoot(t *testing.T) {
	a := attacktest.Begin(t, "a service is root on its machine, or gains rights")
	p := kept()
	p.RuntimeClass = "usual"
	for _, kind := range []manifest.Isolation{"", manifest.Plain, manifest.Rooted, manifest.Sandboxed} {
		for _, s := range []manifest.Service{
			{}, {User: 1}, {User: 1000, Group: 5}, {Group: 7}, {Root: true}, {Root: true, Group: 9}, {ReadOnly: true, Root: true},
		} {
			s.Name, s.Image, s.Isolation = "db", "x", kind
			q := p
			q.Manifest.Services = []manifest.Service{s}
			spec := Deployment(q, s).Spec.Template.Spec
			pod, c := spec.SecurityContext, spec.Containers[0].SecurityContext
			apart := spec.HostUsers != nil && !*spec.HostUsers || spec.RuntimeClassName != nil && *spec.RuntimeClassName == "gvisor"
			root := pod.RunAsNonRoot == nil || !*pod.RunAsNonRoot || pod.RunAsUser == nil || *pod.RunAsUser == 0 || c.RunAsUser != nil && *c.RunAsUser == 0
			a.Tried(root && !apart, "%s %+v: root", kind, s)
			a.Tried(!apart && len(c.Capabilities.Add) > 0, "%s %+v: capabilities %v", kind, s, c.Capabilities.Add)
			a.Tried(apart && !slices.Equal(c.Capabilities.Add, capabilities), "%s %+v: capabilities %v", kind, s, c.Capabilities.Add)
			a.Tried(!slices.Contains(c.Capabilities.Drop, "ALL"), "%s %+v: keeps %v", kind, s, c.Capabilities)
			a.Tried(c.AllowPrivilegeEscalation == nil || *c.AllowPrivilegeEscalation || c.Privileged != nil, "%s %+v: may gain rights", kind, s)
			a.Tried(pod.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault || c.SeccompProfile != nil, "%s %+v: seccomp %v", kind, s, pod.SeccompProfile)
			level := Namespace(q).Metadata.Labels["pod-security.kubernetes.io/enforce"]
			a.Tried(level != "restricted" && (IsPlain(s) || level != "baseline"), "%s %+v: a namespace of level %s", kind, s, level)
			for _, sure := range []string{"SYS_ADMIN", "SYS_PTRACE", "NET_ADMIN", "NET_RAW", "SYS_MODULE", "MKNOD", "DAC_READ_SEARCH", "SETFCAP", "SYS_CHROOT", "ALL"} {
				a.Tried(slices.Contains(c.Capabilities.Add, corev1.Capability(sure)), "%s %+v: %s", kind, s, sure)
			}
		}
	}
}
