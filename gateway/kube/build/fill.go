package build

import (
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// A volume is filled by a program that the image need not have: a container of the helper's image puts it into a folder of
// the pod's, and another one of the service's own image runs it, with the volume beside what the image has.
const (
	fillMiB    = 16
	fillFolder = "/.berth-fill"
	fillDisk   = "/.berth-disk"
	fillTool   = fillFolder + "/fill"
)

// FillName begins the names of the containers that fill volumes. It is longer than any name of a service.
const FillName = "fills-its-volumes-first"

// fills reports whether a service has volumes that are to be filled, and whether that can be done.
func fills(p Plan, s manifest.Service) bool {
	for _, x := range s.Processes() {
		for _, m := range x.Mounts {
			if m.Fill && p.HelperImage != "" {
				return true
			}
		}
	}
	return false
}

// filling are the containers that fill a service's volumes, which run before all others.
func filling(p Plan, s manifest.Service) []Container {
	if !fills(p, s) {
		return nil
	}
	may := Allowed(p, s)[s.Name].DeepCopy()
	delete(may, GPU)
	tool := corev1.VolumeMount{Name: volumeFill, MountPath: fillFolder}
	run := func(name, image string, command []string, mounts ...corev1.VolumeMount) Container {
		// Where root is offered it is root's work: only root can give what it copies to whom it is to belong.
		x := part{Service: manifest.Service{Name: name, Image: image, Command: command, Root: !IsPlain(s)}, container: name, beside: -1, before: true}
		c := container(p, s, x, may)
		c.Env, c.VolumeMounts = nil, append(mounts, tool)
		return c
	}
	all := []Container{run(FillName, p.HelperImage, []string{"/fill", "install", fillTool})}
	tool.ReadOnly = true
	for _, x := range parts(s) {
		for _, m := range x.Mounts {
			if m.Fill {
				disk := corev1.VolumeMount{Name: "disk-" + m.Volume, MountPath: fillDisk, SubPath: m.SubPath}
				all = append(all, run(FillName+"-"+strconv.Itoa(len(all)), x.Image, []string{fillTool, "copy", m.Path, fillDisk}, disk))
			}
		}
	}
	return all
}
