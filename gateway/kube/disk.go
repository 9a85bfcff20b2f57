package kube

import (
	corev1 "k8s.io/api/core/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

// disk is a service's.
func disk(p plan, s manifest.Service) *corev1ac.PersistentVolumeClaimApplyConfiguration {
	size := corev1.ResourceList{corev1.ResourceStorage: mib(p.share(p.index(s.Name)).DiskMiB)}
	spec := corev1ac.PersistentVolumeClaimSpec().WithAccessModes(corev1.ReadWriteOnce).WithResources(corev1ac.VolumeResourceRequirements().WithRequests(size))
	if p.storageClass != "" {
		spec.WithStorageClassName(p.storageClass)
	}
	return corev1ac.PersistentVolumeClaim(s.Name, p.namespace()).WithLabels(p.labelsOf(s.Name)).WithSpec(spec)
}
