package kube

import (
	"encoding/base64"
	"encoding/json"

	corev1 "k8s.io/api/core/v1"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"

	"berth/gateway/manifest"
)

func registryName(s manifest.Service) string { return "registry-" + s.Name }

// registry has the access to a service's registry; nil: it needs none.
func registry(p plan, s manifest.Service) *corev1ac.SecretApplyConfiguration {
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
	return corev1ac.Secret(registryName(s), p.namespace()).WithLabels(p.labelsOf(s.Name)).
		WithType(corev1.SecretTypeDockerConfigJson).WithData(map[string][]byte{corev1.DockerConfigJsonKey: raw})
}
