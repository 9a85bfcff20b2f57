package build

import (
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// SecretName is the name of the Secret with a service's own secrets.
func SecretName(s manifest.Service) string { return "secret-" + s.Name }

func (x part) envKey(name string) string { return x.key + "env." + name }

// Secret has the secret variables and files of a service's processes; nil: there are none.
func Secret(p Plan, s manifest.Service) *Data[[]byte] {
	data := map[string][]byte{}
	for _, x := range parts(s) {
		for name, v := range x.SecretEnv {
			data[x.envKey(name)] = []byte(v.Reveal())
		}
		for i, f := range x.Files {
			if f.Hidden {
				data[x.fileKey(i)] = []byte(f.Secret.Reveal())
			}
		}
	}
	if len(data) == 0 {
		return nil
	}
	return &Data[[]byte]{Head: p.headOf("v1", "Secret", SecretName(s), s.Name), Type: corev1.SecretTypeOpaque, Data: data}
}
