package local

import (
	"context"
	"errors"
	"slices"
	"strings"

	"berth/gateway/cluster"
	facts "berth/gateway/image"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/problem"
)

// Check tells what of a manifest this runtime cannot do: for each service that it cannot run a problem that names it, and the remedy, joined.
func (r *Runtime) Check(m manifest.Manifest) error {
	disks := map[string]bool{}
	var all []error
services:
	for _, s := range m.Services {
		if !slices.Contains(r.images, s.Image) {
			all = append(all, problem.New(422, problem.UnknownImage, "this node does not have the image %.80s", s.Image).
				Remedy("it runs only built-in images: %s", strings.Join(r.images, ", ")).With("service", s.Name).Because(cluster.ErrImage))
			continue
		}
		for _, c := range []struct {
			has    bool
			remedy string
		}{
			{len(s.Command)+len(s.Args) > 0 || s.Dir != "", "a built-in image has no other command; leave command, arguments and working directory out"},
			{s.Port == 0 && s.Image != taskImage, "a built-in image serves HTTP; give it a port"},
			{s.Once && s.Image != taskImage, "of the built-in images " + taskImage + " alone comes to an end; let it run for ever"},
			{!s.Once && s.Image == taskImage, "it runs to its end; let it run once"},
			{len(s.Init)+len(s.Beside) > 0, "nothing runs before a service or beside it; make services of those processes, or leave them out"},
			{s.Count() > 1, "a service runs once; write 1 replica"},
			{slices.ContainsFunc(s.Files, func(f manifest.File) bool { return !reads(s.Image, f) }),
				"a built-in image reads no files, but berth/hello what is below " + served + "; leave the others out"},
			{len(s.Mounts) > 1, "a service has one disk; leave the others out"},
			{len(s.Temps) > 0, "there are no temporary folders; leave them out"},
			{s.Pull != nil, "nothing is pulled from a registry; leave its access out"},
			{s.Wants.GPU > 0, "there are no GPUs; leave them out"},
			{commands(s), "nothing can be run beside a service; write a check of the port instead of a command, or none"},
			{len(s.Mounts) == 1 && disks[s.Mounts[0].Volume], "a disk is one service's; give each its own"},
			{len(s.Mounts) == 1 && s.Mounts[0].SubPath != "", "a disk is mounted as a whole; leave the folder out"},
		} {
			if c.has {
				all = append(all, problem.New(422, problem.DoesNotFit, "this node, which is for trying out, cannot run the service %s as it is", s.Name).
					Remedy("%s; a node with a cluster can do it", c.remedy).With("service", s.Name))
				continue services
			}
		}
		for _, x := range s.Mounts {
			disks[x.Volume] = true
		}
	}
	return errors.Join(all...)
}

// Offers implements cluster.Cluster: processes here are not kept apart from the machine at all, so none is root.
func (r *Runtime) Offers() cluster.Offers { return cluster.Offers{} }

// Disks implements cluster.Cluster: a disk here is a folder, whose size is what its order may have now.
func (r *Runtime) Disks(order.ID) map[string]cluster.Disk { return nil }

// Grows implements cluster.Cluster.
func (r *Runtime) Grows() bool { return true }

// Notes tells what of a manifest that this runtime takes makes no difference on it.
func (r *Runtime) Notes(m manifest.Manifest) []manifest.Note {
	var notes []manifest.Note
	for _, s := range m.Services {
		for _, p := range []*manifest.Probe{s.Ready, s.Live, s.Started} {
			if p != nil {
				notes = append(notes, manifest.NewNote(s.Name, 0,
					"this node is for trying out: it looks only whether a service's port takes connections when it starts, and checks nothing else"))
				break
			}
		}
		if len(s.Hosts) > 0 {
			notes = append(notes, manifest.NewNote(s.Name, 0, "this node is for trying out: a service finds the order's others by name, and no further names"))
		}
		if s.User > 0 || s.Group > 0 || s.Root {
			notes = append(notes, manifest.NewNote(s.Name, 0, "this node is for trying out: all of it runs as one user"))
		}
	}
	return notes
}

// reads reports whether an image does something with a file.
func reads(image string, f manifest.File) bool {
	return image == "berth/hello" && !f.Hidden && strings.HasPrefix(f.Path, served)
}

// brought are the files that came for a service.
func brought(s manifest.Service) map[string]string {
	all := map[string]string{}
	for _, f := range s.Files {
		all[f.Path] = f.Text
	}
	return all
}

func commands(s manifest.Service) bool {
	return slices.ContainsFunc([]*manifest.Probe{s.Ready, s.Live, s.Started}, func(p *manifest.Probe) bool { return p != nil && len(p.Command) > 0 })
}

// Ask implements image.Asker: what is built in is fetched from nowhere and starts as whom the gateway runs as.
func (r *Runtime) Ask(_ context.Context, _ facts.Who, name string, _ *manifest.Registry) (facts.Facts, error) {
	if !slices.Contains(r.images, name) {
		return facts.Facts{}, &facts.Fault{Why: facts.NotHere}
	}
	return facts.Facts{BuiltIn: true}, nil
}
