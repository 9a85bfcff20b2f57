package build

import (
	"strconv"

	"berth/gateway/manifest"
)

// ConfigName is the name of a service's ConfigMap.
func ConfigName(s manifest.Service) string { return "files-" + s.Name }

func fileKey(i int) string { return "file." + strconv.Itoa(i) }

// ConfigMap has a service's files that are no secrets; nil: there are none.
func ConfigMap(p Plan, s manifest.Service) *Data[string] {
	data := map[string]string{}
	for i, f := range s.Files {
		if !f.Hidden {
			data[fileKey(i)] = f.Text
		}
	}
	if len(data) == 0 {
		return nil
	}
	return &Data[string]{Head: p.headOf("v1", "ConfigMap", ConfigName(s), s.Name), Data: data}
}
