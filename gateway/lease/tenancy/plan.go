package tenancy

import (
	"encoding/json"
	"maps"
	"slices"

	"berth/gateway/isolation"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/bundle"
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
			Isolation: string(s.Isolation), Env: s.EnvNames(), Secrets: s.SecretNames(),
		}
		for _, x := range []struct {
			d     resource.Dimension
			asked bool
		}{{resource.CPU, s.Wants.CPUMilli > 0}, {resource.Memory, s.Wants.MemoryMiB > 0}, {resource.GPU, s.Wants.GPU > 0}, {resource.Disk, s.Wants.DiskMiB > 0}} {
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
		v.Volumes, v.Once = s.Disks(), s.Once
		for _, a := range s.After {
			v.After = append(v.After, wire.Awaited{Service: a.Service, Until: string(a.Until)})
		}
		for _, x := range s.Init {
			v.Before = append(v.Before, x.Image)
		}
		for _, x := range s.Beside {
			v.Beside = append(v.Beside, x.Image)
		}
		services = append(services, v)
	}
	for i, v := range m.Volumes {
		volumes = append(volumes, wire.VolumePlan{Name: v.Name, SizeMiB: shares.Volumes[i], Asked: v.SizeMiB > 0})
	}
	return services, volumes
}

// sketch is what is shown of a revision: what Plan needs of its manifest, and of a bundle what it brought.
type sketch struct {
	manifest.Manifest
	Inside string   `json:"inside,omitempty"` // format of a bundle's text
	Values []string `json:"values,omitempty"` // names of what it brought
	Files  []string `json:"files,omitempty"`
}

// outline is a revision's sketch, with what was chosen when it was accepted, and nothing else: of variables, secrets and files
// the names alone. Reading it costs a hundredth of what reading the file costs.
func outline(rev ledger.Revision, m manifest.Manifest) (json.RawMessage, error) {
	o := sketch{Manifest: manifest.Manifest{Template: m.Template, Volumes: m.Volumes}}
	if rev.Format == bundle.Format {
		b, err := bundle.Read(rev.Manifest)
		if err != nil {
			return nil, err
		}
		o.Inside, o.Values, o.Files = b.Format, slices.Sorted(maps.Keys(b.Values)), slices.Sorted(maps.Keys(b.Files))
	}
	for _, s := range m.Services {
		x := process(s)
		x.Aliases, x.Port, x.Replicas, x.Once, x.After = s.Aliases, s.Port, s.Replicas, s.Once, s.After
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

// process is what Plan needs of a service's process, and of those before and beside it.
func process(s manifest.Service) manifest.Service {
	x := isolation.Outline(s)
	x.Image, x.Mounts, x.Temps, x.Wants = s.Image, s.Mounts, s.Temps, s.Wants
	for i := range x.Init {
		x.Init[i] = process(s.Init[i])
	}
	for i := range x.Beside {
		x.Beside[i] = process(s.Beside[i])
	}
	return x
}

// outlined is a revision's sketch.
func outlined(rev ledger.Revision) (s sketch, err error) {
	if rev.Outline == nil { // from before there were outlines, and bundles
		s.Manifest, err = formats.Parse(rev.Format, rev.Manifest)
		return s, err
	}
	err = json.Unmarshal(rev.Outline, &s)
	return s, err
}
