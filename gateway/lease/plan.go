package lease

import (
	"berth/gateway/manifest"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Plan is a manifest as its user may look at it, with how what was bought is shared out: variables and secrets are in it
// by name only.
func Plan(m manifest.Manifest, bought resource.Resources) ([]wire.ServicePlan, []wire.VolumePlan) {
	shares, _ := m.Share(bought)
	services, volumes := make([]wire.ServicePlan, 0, len(m.Services)), make([]wire.VolumePlan, 0, len(m.Volumes))
	for i, s := range m.Services {
		v := wire.ServicePlan{
			Name: s.Name, Aliases: s.Aliases, Image: s.Image, Port: s.Port, Replicas: s.Count(), Share: shares.Services[i], Env: s.EnvNames(), Secrets: s.SecretNames(),
		}
		for _, x := range []struct {
			d     resource.Dimension
			asked bool
		}{{resource.CPU, s.Wants.CPUMilli > 0}, {resource.Memory, s.Wants.MemoryMiB > 0}, {resource.GPU, s.Wants.GPU > 0}} {
			if x.asked {
				v.Asked = append(v.Asked, string(x.d))
			}
		}
		for _, f := range s.Files {
			if f.Hidden {
				v.Secrets = append(v.Secrets, f.Path)
			} else {
				v.Files = append(v.Files, f.Path)
			}
		}
		for _, x := range s.Mounts {
			v.Volumes = append(v.Volumes, x.Volume)
		}
		services = append(services, v)
	}
	for i, v := range m.Volumes {
		volumes = append(volumes, wire.VolumePlan{Name: v.Name, SizeMiB: shares.Volumes[i], Asked: v.SizeMiB > 0})
	}
	return services, volumes
}
