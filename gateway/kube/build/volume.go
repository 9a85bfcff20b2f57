package build

import (
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// Names of a pod's volumes: these two, disk-… for each disk and temp-… for each temporary folder.
const (
	volumeFiles   = "files"
	volumeSecrets = "secrets"
)

func temp(i int) string { return "temp-" + strconv.Itoa(i) }

// podVolumes are what a service's pod mounts.
func podVolumes(s manifest.Service) []corev1.Volume {
	var all []corev1.Volume
	add := func(name string, from corev1.VolumeSource) {
		all = append(all, corev1.Volume{Name: name, VolumeSource: from})
	}
	seen := map[string]bool{}
	for _, x := range s.Mounts {
		if !seen[x.Volume] {
			seen[x.Volume] = true
			add("disk-"+x.Volume, corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: x.Volume}})
		}
	}
	for i, t := range s.Temps {
		size := mib(t.SizeMiB)
		dir := &corev1.EmptyDirVolumeSource{SizeLimit: &size}
		if t.Memory {
			dir.Medium = corev1.StorageMediumMemory
		}
		add(temp(i), corev1.VolumeSource{EmptyDir: dir})
	}
	var open, hidden []corev1.KeyToPath
	for i, f := range s.Files {
		item := corev1.KeyToPath{Key: fileKey(i), Path: fileKey(i)}
		if f.Mode != 0 {
			item.Mode = &f.Mode
		}
		if f.Hidden {
			hidden = append(hidden, item)
		} else {
			open = append(open, item)
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
	return all
}

// volumeMounts put them into the container. Each file comes alone, so that what the image has beside it stays.
func volumeMounts(s manifest.Service) []corev1.VolumeMount {
	var all []corev1.VolumeMount
	for _, x := range s.Mounts {
		all = append(all, corev1.VolumeMount{Name: "disk-" + x.Volume, MountPath: x.Path, SubPath: x.SubPath, ReadOnly: x.ReadOnly})
	}
	for i, t := range s.Temps {
		all = append(all, corev1.VolumeMount{Name: temp(i), MountPath: t.Path})
	}
	for i, f := range s.Files {
		name := volumeFiles
		if f.Hidden {
			name = volumeSecrets
		}
		all = append(all, corev1.VolumeMount{Name: name, MountPath: f.Path, SubPath: fileKey(i), ReadOnly: true})
	}
	return all
}
