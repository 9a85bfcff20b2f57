package build

import (
	"strconv"

	"berth/gateway/manifest"
)

// ConfigName is the name of a service's ConfigMap.
func ConfigName(s manifest.Service) string { return "files-" + s.Name }

func (x part) fileKey(i int) string { return x.key + "file." + strconv.Itoa(i) }

// ConfigMap has the files of a service's processes that are no secrets; nil: there are none.
func ConfigMap(p Plan, s manifest.Service) *Data[string] {
	data := map[string]string{}
	for _, x := range parts(s) {
		for i, f := range x.Files {
			if !f.Hidden {
				data[x.fileKey(i)] = f.Text
			}
		}
	}
	if len(data) == 0 {
		return nil
	}
	return &Data[string]{Head: p.headOf("v1", "ConfigMap", ConfigName(s), s.Name), Data: data}
}
