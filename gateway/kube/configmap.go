package kube

import (
	"strconv"

	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

func configName(s manifest.Service) string { return "files-" + s.Name }

func fileKey(i int) string { return "file." + strconv.Itoa(i) }

// configMap has a service's files that are no secrets; nil: there are none.
func configMap(p plan, s manifest.Service) *corev1ac.ConfigMapApplyConfiguration {
	data := map[string]string{}
	for i, f := range s.Files {
		if !f.Hidden {
			data[fileKey(i)] = f.Text
		}
	}
	if len(data) == 0 {
		return nil
	}
	return corev1ac.ConfigMap(configName(s), p.namespace()).WithLabels(p.labelsOf(s.Name)).WithData(data)
}
