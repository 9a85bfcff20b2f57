package tenancy

import (
	"encoding/json"

	"berth/gateway/ledger"
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
			Name: s.Name, Aliases: s.Aliases, Image: s.Image, Port: s.Port, Replicas: s.Count(), Share: shares.Services[i],
			Env: s.EnvNames(), Secrets: s.SecretNames(),
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

// outline is what Plan needs of a manifest and nothing else: of variables, secrets and files the names alone. Reading it
// costs a hundredth of what reading the file costs.
func outline(m manifest.Manifest) (json.RawMessage, error) {
	o := manifest.Manifest{Template: m.Template, Volumes: m.Volumes}
	for _, s := range m.Services {
		x := manifest.Service{Name: s.Name, Aliases: s.Aliases, Image: s.Image, Port: s.Port, Mounts: s.Mounts, Replicas: s.Replicas, Wants: s.Wants}
		if len(s.Env) > 0 {
			x.Env = map[string]string{}
		}
		for k := range s.Env {
			x.Env[k] = ""
		}
		if len(s.SecretEnv) > 0 {
			x.SecretEnv = map[string]manifest.Secret{}
		}
		for k := range s.SecretEnv {
			x.SecretEnv[k] = ""
		}
		for _, f := range s.Files {
			x.Files = append(x.Files, manifest.File{Path: f.Path, Hidden: f.Hidden})
		}
		o.Services = append(o.Services, x)
	}
	return json.Marshal(o)
}

// outlined is a revision's manifest, as far as Plan needs it.
func outlined(rev ledger.Revision) (m manifest.Manifest, err error) {
	if rev.Outline == nil { // from before there were outlines
		return manifest.Parse(rev.Format, rev.Manifest)
	}
	err = json.Unmarshal(rev.Outline, &m)
	return m, err
}
