package doctor

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"berth/gateway/kube/inspect"
	"berth/gateway/kube/probe"
)

// apart tries what machines can keep apart: root in user namespaces, and the sandbox. It answers for two checks at once.
func (e *exam) apart(ctx context.Context) []Finding {
	both := func(f []Finding) []Finding {
		users, sandbox := f[0], f[0]
		users.Check, sandbox.Check = "user-namespaces", "sandbox"
		return []Finding{users, sandbox}
	}
	switch {
	case e.cfg.Runtime != "kube":
		return both(skip("not on this runtime"))
	case e.kube == nil:
		return both(skip("the cluster has to be reached first"))
	case e.Image == "":
		machines, bad := e.machines(ctx)
		if bad != nil {
			return both(bad)
		}
		var say []string
		for _, m := range machines {
			if m.Takes && m.UserNamespaces {
				say = append(say, m.Name)
			}
		}
		return both(dunno("name an image by --probe-image, one that has sh and cat: without one nothing runs as root on this node",
			"no pod was started to try it; these machines say that they have user namespaces: %s", strings.Join(say, ", ")))
	}
	ctx, cancel := context.WithTimeout(ctx, trial-10*time.Second) // what is left is for taking it away
	defer cancel()
	found, err := e.kube.Apart(ctx, inspect.Trial{Image: e.Image, RuntimeClass: e.cfg.RuntimeClass, SandboxClass: e.cfg.SandboxClass, Waits: e.Waits})
	switch {
	case err != nil:
		return both(dunno("see the checks before", "what machines can keep apart could not be tried: %v", err))
	case !found.Held:
		return both(warn("kubectl apply -f confine.yaml: its policy for pods keeps root in user namespaces and sandboxes; until then nothing runs as root on this node",
			"%s, so most images as they are do not run here", found.Why))
	}
	users, sandbox := e.users(found), e.sandbox(found)
	users[0].Check, sandbox[0].Check = "user-namespaces", "sandbox"
	return append(users, sandbox...)
}

// users says which machines run root in user namespaces.
func (e *exam) users(found probe.Found) []Finding {
	can, cannot := sorted(found, func(m probe.Machine) probe.Answer { return m.Userns })
	switch {
	case len(can) == 0 && len(cannot) == 0:
		return skip("no machine takes pods")
	case len(cannot) > 0:
		return warn("Kubernetes 1.33 or later with containerd 2 and runc 1.2, or CRI-O with crun; a kernel of 6.3 or later; images, and disks, on file systems that take idmapped mounts, such as ext4 and XFS. "+
			"See docs/isolation.md", "services that start as root run on %s; not on %s", orNone(can), strings.Join(cannot, "; "))
	}
	return fine("services that start as root run in user namespaces on %s", strings.Join(can, ", "))
}

// sandbox says which machines have the sandbox.
func (e *exam) sandbox(found probe.Found) []Finding {
	if e.cfg.SandboxClass == "" {
		return fine("none is set: no service runs in one; a runtime class such as gVisor's or Kata's can be named by --sandbox-class")
	}
	can, cannot := sorted(found, func(m probe.Machine) probe.Answer { return m.Sandbox })
	switch {
	case len(can) == 0 && len(cannot) == 0:
		return skip("no machine takes pods")
	case len(cannot) > 0:
		return warn("kubectl get runtimeclass: --sandbox-class must be one of them, with a kernel or a machine of its own; the machines must have its handler, and confine.yaml must name it. See docs/isolation.md",
			"%s runs on %s; not on %s", e.cfg.SandboxClass, orNone(can), strings.Join(cannot, "; "))
	}
	return fine("%s runs on %s", e.cfg.SandboxClass, strings.Join(can, ", "))
}

// sorted are the machines that can do something, and those that cannot, with why.
func sorted(found probe.Found, of func(probe.Machine) probe.Answer) (can, cannot []string) {
	for _, name := range slices.Sorted(maps.Keys(found.Machines)) {
		if a := of(found.Machines[name]); a.Yes {
			can = append(can, name)
		} else {
			cannot = append(cannot, name+" ("+a.Why+")")
		}
	}
	return can, cannot
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "no machine"
	}
	return strings.Join(names, ", ")
}
