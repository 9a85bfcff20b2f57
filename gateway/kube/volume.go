package kube

import (
	"strconv"

	corev1 "k8s.io/api/core/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

// Names of a pod's volumes: these two, disk-… for each disk and temp-… for each temporary folder.
const (
	volumeFiles   = "files"
	volumeSecrets = "secrets"
)

func temp(i int) string { return "temp-" + strconv.Itoa(i) }

// podVolumes are what a service's pod mounts.
func podVolumes(s manifest.Service) []*corev1ac.VolumeApplyConfiguration {
	var all []*corev1ac.VolumeApplyConfiguration
	seen := map[string]bool{}
	for _, x := range s.Mounts {
		if !seen[x.Volume] {
			seen[x.Volume] = true
			all = append(all, corev1ac.Volume().WithName("disk-"+x.Volume).
				WithPersistentVolumeClaim(corev1ac.PersistentVolumeClaimVolumeSource().WithClaimName(x.Volume)))
		}
	}
	for i, t := range s.Temps {
		dir := corev1ac.EmptyDirVolumeSource().WithSizeLimit(mib(t.SizeMiB))
		if t.Memory {
			dir.WithMedium(corev1.StorageMediumMemory)
		}
		all = append(all, corev1ac.Volume().WithName(temp(i)).WithEmptyDir(dir))
	}
	var open, hidden []*corev1ac.KeyToPathApplyConfiguration
	for i, f := range s.Files {
		item := corev1ac.KeyToPath().WithKey(fileKey(i)).WithPath(fileKey(i))
		if f.Mode != 0 {
			item.WithMode(f.Mode)
		}
		if f.Hidden {
			hidden = append(hidden, item)
		} else {
			open = append(open, item)
		}
	}
	if len(open) > 0 {
		all = append(all, corev1ac.Volume().WithName(volumeFiles).WithConfigMap(corev1ac.ConfigMapVolumeSource().WithName(configName(s)).WithItems(open...)))
	}
	if len(hidden) > 0 {
		all = append(all, corev1ac.Volume().WithName(volumeSecrets).WithSecret(corev1ac.SecretVolumeSource().WithSecretName(secretName(s)).WithItems(hidden...)))
	}
	return all
}

// volumeMounts put them into the container. Each file comes alone, so that what the image has beside it stays.
func volumeMounts(s manifest.Service) []*corev1ac.VolumeMountApplyConfiguration {
	var all []*corev1ac.VolumeMountApplyConfiguration
	for _, x := range s.Mounts {
		v := corev1ac.VolumeMount().WithName("disk-" + x.Volume).WithMountPath(x.Path)
		if x.SubPath != "" {
			v.WithSubPath(x.SubPath)
		}
		if x.ReadOnly {
			v.WithReadOnly(true)
		}
		all = append(all, v)
	}
	for i, t := range s.Temps {
		all = append(all, corev1ac.VolumeMount().WithName(temp(i)).WithMountPath(t.Path))
	}
	for i, f := range s.Files {
		name := volumeFiles
		if f.Hidden {
			name = volumeSecrets
		}
		all = append(all, corev1ac.VolumeMount().WithName(name).WithMountPath(f.Path).WithSubPath(fileKey(i)).WithReadOnly(true))
	}
	return all
}
