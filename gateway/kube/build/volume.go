package build

import (
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// Names of a pod's volumes: these three, disk-… for each disk, temp-… for each temporary folder, and shared-… for those that
// several processes share.
const (
	volumeFiles   = "files"
	volumeSecrets = "secrets"
	volumeFill    = "fill"
)

func (x part) temp(i int) string {
	if name := x.Temps[i].Name; name != "" {
		return "shared-" + name
	}
	return "temp-" + x.tag + strconv.Itoa(i)
}

// podVolumes are what a service's pod mounts.
func podVolumes(p Plan, s manifest.Service) []corev1.Volume {
	var all []corev1.Volume
	add := func(name string, from corev1.VolumeSource) {
		all = append(all, corev1.Volume{Name: name, VolumeSource: from})
	}
	for _, name := range s.Disks() {
		add("disk-"+name, corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name}})
	}
	var open, hidden []corev1.KeyToPath
	seen := map[string]bool{}
	for _, x := range parts(s) {
		for i, t := range x.Temps {
			if seen[x.temp(i)] {
				continue
			}
			seen[x.temp(i)] = true
			size := mib(t.SizeMiB)
			for _, f := range s.Folders() {
				if t.Name != "" && f.Name == t.Name {
					size = mib(f.SizeMiB)
				}
			}
			dir := &corev1.EmptyDirVolumeSource{SizeLimit: &size}
			if t.Memory {
				dir.Medium = corev1.StorageMediumMemory
			}
			add(x.temp(i), corev1.VolumeSource{EmptyDir: dir})
		}
		for i, f := range x.Files {
			item := corev1.KeyToPath{Key: x.fileKey(i), Path: x.fileKey(i)}
			if f.Mode != 0 {
				item.Mode = &f.Mode
			}
			if f.Hidden {
				hidden = append(hidden, item)
			} else {
				open = append(open, item)
			}
		}
	}
	if len(open) > 0 {
		add(volumeFiles, corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
			LocalObjectReference: corev1.LocalObjectReference{Name: ConfigName(s)}, Items: open,
		}})
	}
	if len(hidden) > 0 {
		add(volumeSecrets, corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: SecretName(s), Items: hidden}})
	}
	if fills(p, s) {
		size := mib(fillMiB)
		add(volumeFill, corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: &size}})
	}
	return all
}

// volumeMounts put them into a container. Each file comes alone, so that what the image has beside it stays.
func volumeMounts(s part) []corev1.VolumeMount {
	var all []corev1.VolumeMount
	for _, x := range s.Mounts {
		all = append(all, corev1.VolumeMount{Name: "disk-" + x.Volume, MountPath: x.Path, SubPath: x.SubPath, ReadOnly: x.ReadOnly})
	}
	for i, t := range s.Temps {
		all = append(all, corev1.VolumeMount{Name: s.temp(i), MountPath: t.Path})
	}
	for i, f := range s.Files {
		name := volumeFiles
		if f.Hidden {
			name = volumeSecrets
		}
		all = append(all, corev1.VolumeMount{Name: name, MountPath: f.Path, SubPath: s.fileKey(i), ReadOnly: true})
	}
	return all
}
