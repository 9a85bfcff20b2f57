package kube

import (
	corev1 "k8s.io/api/core/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

func secretName(s manifest.Service) string { return "secret-" + s.Name }

func envKey(name string) string { return "env." + name }

// secret has a service's secret variables and files; nil: there are none.
func secret(p plan, s manifest.Service) *corev1ac.SecretApplyConfiguration {
	data := map[string][]byte{}
	for name, v := range s.SecretEnv {
		data[envKey(name)] = []byte(v.Reveal())
	}
	for i, f := range s.Files {
		if f.Hidden {
			data[fileKey(i)] = []byte(f.Secret.Reveal())
		}
	}
	if len(data) == 0 {
		return nil
	}
	return corev1ac.Secret(secretName(s), p.namespace()).WithLabels(p.labelsOf(s.Name)).WithType(corev1.SecretTypeOpaque).WithData(data)
}
