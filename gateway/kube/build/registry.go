package build

import (
	"encoding/base64"
	"encoding/json"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// RegistryName is the name of the Secret with the access to the registries of a service's processes.
func RegistryName(s manifest.Service) string { return "registry-" + s.Name }

// Registry has the access to the registries of a service's processes; nil: they need none.
func Registry(p Plan, s manifest.Service) *Data[[]byte] {
	type access struct {
		Username string `json:"username"`
		Password string `json:"password"`
		Auth     string `json:"auth"`
	}
	auths := map[string]access{}
	for _, x := range parts(s) {
		if x.Pull != nil {
			password := x.Pull.Password.Reveal()
			auths[x.Pull.Host] = access{x.Pull.User, password, base64.StdEncoding.EncodeToString([]byte(x.Pull.User + ":" + password))}
		}
	}
	if len(auths) == 0 {
		return nil
	}
	raw, err := json.Marshal(map[string]map[string]access{"auths": auths})
	if err != nil {
		return nil // strings can always be encoded
	}
	return &Data[[]byte]{
		Head: p.headOf("v1", "Secret", RegistryName(s), s.Name),
		Type: corev1.SecretTypeDockerConfigJson, Data: map[string][]byte{corev1.DockerConfigJsonKey: raw},
	}
}
