package build

import (
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// Disk is a volume, as large as the plan says.
func Disk(p Plan, v manifest.Volume) Object[corev1.PersistentVolumeClaimSpec] {
	spec := corev1.PersistentVolumeClaimSpec{
		AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
		Resources:   corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: p.Size(v.Name)}},
	}
	if p.StorageClass != "" {
		spec.StorageClassName = &p.StorageClass
	}
	return Object[corev1.PersistentVolumeClaimSpec]{p.head("v1", "PersistentVolumeClaim", v.Name), spec}
}
