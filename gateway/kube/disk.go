package kube

import (
	corev1 "k8s.io/api/core/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

// disk is a volume, of so many MiB.
func disk(p plan, v manifest.Volume, size uint32) *corev1ac.PersistentVolumeClaimApplyConfiguration {
	spec := corev1ac.PersistentVolumeClaimSpec().WithAccessModes(corev1.ReadWriteOnce).
		WithResources(corev1ac.VolumeResourceRequirements().WithRequests(corev1.ResourceList{corev1.ResourceStorage: mib(size)}))
	if p.storageClass != "" {
		spec.WithStorageClassName(p.storageClass)
	}
	return corev1ac.PersistentVolumeClaim(v.Name, p.namespace()).WithLabels(p.labels()).WithSpec(spec)
}
