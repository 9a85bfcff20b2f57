package build

import (
	"encoding/base64"
	"encoding/json"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// RegistryName is the name of the Secret with the access to a service's registry.
func RegistryName(s manifest.Service) string { return "registry-" + s.Name }

// Registry has the access to a service's registry; nil: it needs none.
func Registry(p Plan, s manifest.Service) *Data[[]byte] {
	if s.Pull == nil {
		return nil
	}
	type access struct {
		Username string `json:"username"`
		Password string `json:"password"`
		Auth     string `json:"auth"`
	}
	password := s.Pull.Password.Reveal()
	raw, err := json.Marshal(map[string]map[string]access{"auths": {s.Pull.Host: {
		s.Pull.User, password, base64.StdEncoding.EncodeToString([]byte(s.Pull.User + ":" + password)),
	}}})
	if err != nil {
		return nil // strings can always be encoded
	}
	return &Data[[]byte]{
		Head: p.headOf("v1", "Secret", RegistryName(s), s.Name),
		Type: corev1.SecretTypeDockerConfigJson, Data: map[string][]byte{corev1.DockerConfigJsonKey: raw},
	}
}
