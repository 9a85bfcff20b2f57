package build

import (
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// SecretName is the name of the Secret with a service's own secrets.
func SecretName(s manifest.Service) string { return "secret-" + s.Name }

func envKey(name string) string { return "env." + name }

// Secret has a service's secret variables and files; nil: there are none.
func Secret(p Plan, s manifest.Service) *Data[[]byte] {
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
	return &Data[[]byte]{Head: p.headOf("v1", "Secret", SecretName(s), s.Name), Type: corev1.SecretTypeOpaque, Data: data}
}
