package local

import (
	"slices"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/problem"
)

// Check tells what of a manifest this runtime cannot do: a problem that names the service, and the remedy.
func (r *Runtime) Check(m manifest.Manifest) error {
	disks := map[string]bool{}
	for _, s := range m.Services {
		if !slices.Contains(r.images, s.Image) {
			return problem.New(422, problem.UnknownImage, "this node does not have the image %.80s", s.Image).
				Remedy("it runs only built-in images: %v", r.images).With("service", s.Name).Because(cluster.ErrImage)
		}
		for _, c := range []struct {
			has    bool
			remedy string
		}{
			{len(s.Command)+len(s.Args) > 0 || s.Dir != "", "a built-in image has no other command; leave command, arguments and working directory out"},
			{s.Port == 0, "a built-in image serves HTTP; give it a port"},
			{s.Count() > 1, "a service runs once; write 1 replica"},
			{len(s.Files) > 0, "a built-in image reads no files; leave configuration and secret files out"},
			{len(s.Mounts) > 1, "a service has one disk; leave the others out"},
			{len(s.Temps) > 0, "there are no temporary folders; leave them out"},
			{s.Pull != nil, "nothing is pulled from a registry; leave its access out"},
			{s.Wants.GPU > 0, "there are no GPUs; leave them out"},
			{commands(s), "nothing can be run beside a service; write a check of the port instead of a command, or none"},
			{len(s.Mounts) == 1 && disks[s.Mounts[0].Volume], "a disk is one service's; give each its own"},
			{len(s.Mounts) == 1 && s.Mounts[0].SubPath != "", "a disk is mounted as a whole; leave the folder out"},
		} {
			if c.has {
				return problem.New(422, problem.DoesNotFit, "this node, which is for trying out, cannot run the service %s as it is", s.Name).
					Remedy("%s; a node with a cluster can do it", c.remedy).With("service", s.Name)
			}
		}
		for _, x := range s.Mounts {
			disks[x.Volume] = true
		}
	}
	return nil
}

// Notes tells what of a manifest that this runtime takes makes no difference on it.
func (r *Runtime) Notes(m manifest.Manifest) []manifest.Note {
	var notes []manifest.Note
	if len(m.Services) > 1 {
		notes = append(notes, manifest.Note{
			Path: "services",
			Text: "this node is for trying out: its services do not find one another by name; on a node with a cluster they do",
		})
	}
	for _, s := range m.Services {
		for _, p := range []*manifest.Probe{s.Ready, s.Live, s.Started} {
			if p != nil {
				notes = append(notes, manifest.Note{
					Path: s.Name,
					Text: "this node is for trying out: it looks only whether a service's port takes connections when it starts, and checks nothing else",
				})
				break
			}
		}
		if s.User > 0 || s.Group > 0 {
			notes = append(notes, manifest.Note{Path: s.Name, Text: "this node is for trying out: all of it runs as one user"})
		}
	}
	return notes
}

func commands(s manifest.Service) bool {
	return slices.ContainsFunc([]*manifest.Probe{s.Ready, s.Live, s.Started}, func(p *manifest.Probe) bool { return p != nil && len(p.Command) > 0 })
}
