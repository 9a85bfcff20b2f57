package build

import (
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
	"berth/shared/resource"
)

// part is one process of a service's pod: the service itself, or what runs before it or beside it.
type part struct {
	manifest.Service
	container string // its container's name
	key       string // begins the keys of its files and secrets
	tag       string // and the names of its temporary folders
	beside    int    // its place in Service.Beside; -1: it is not one of them
	before    bool   // it is one of Service.Init
}

// parts are a service's processes, itself first.
func parts(s manifest.Service) []part {
	all := []part{{Service: s, container: s.Name, beside: -1}}
	for _, x := range s.Init {
		name := InitName(x.Name)
		all = append(all, part{Service: x, container: name, key: name + ".", tag: name + "-", beside: -1, before: true})
	}
	for i, x := range s.Beside {
		name := BesideName(x.Name)
		all = append(all, part{Service: x, container: name, key: name + ".", tag: name + "-", beside: i})
	}
	return all
}

// InitName is the name of the container of a process that runs before a service.
func InitName(process string) string { return "init-" + process }

// BesideName is the same of one that runs beside it.
func BesideName(process string) string { return "beside-" + process }

// Allowed is what each container of a replica of a service may have, by its name: it is given as much, and limited to that.
// Those that run before the service have all of its share, one after the other, unless they ask for less.
func Allowed(p Plan, s manifest.Service) map[string]corev1.ResourceList {
	i := p.index(s.Name)
	whole := p.Share(i)
	own, all := whole, map[string]corev1.ResourceList{}
	for _, x := range parts(s) {
		switch {
		case x.beside >= 0:
			has := p.shares.Beside[i][x.beside]
			own, all[x.container] = own.Sub(has), limits(has)
		case x.before:
			has := resource.Resources{CPUMilli: whole.CPUMilli, MemoryMiB: whole.MemoryMiB, DiskMiB: whole.DiskMiB}
			if w := x.Wants.CPUMilli; w > 0 {
				has.CPUMilli = w
			}
			if w := x.Wants.MemoryMiB; w > 0 {
				has.MemoryMiB = w
			}
			all[x.container] = limits(has)
		}
	}
	all[s.Name] = limits(own)
	return all
}

func limits(r resource.Resources) corev1.ResourceList {
	have := corev1.ResourceList{
		corev1.ResourceCPU: milli(r.CPUMilli), corev1.ResourceMemory: mib(r.MemoryMiB), corev1.ResourceEphemeralStorage: mib(r.DiskMiB),
	}
	if r.GPU > 0 {
		have[GPU] = count(int64(r.GPU))
	}
	return have
}
