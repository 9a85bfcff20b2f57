package manifest

import "slices"

// check holds what is true of every manifest, whatever format it comes from.
func (r *reader) check(m *Manifest) {
	if len(m.Services) == 0 {
		r.flaw(place{}, "there is nothing to run in it; add a service")
	}
	if len(m.Services) > MaxServices {
		r.flaw(m.Services[MaxServices].where, "at most %d services", MaxServices)
		return
	}
	names, replicas := map[string]bool{}, 0
	for i := range m.Services {
		if s := &m.Services[i]; names[s.Name] {
			r.flaw(s.where, "another service is called %s, too", s.Name)
		} else {
			names[s.Name] = true
		}
	}
	for i := range m.Services {
		s := &m.Services[i]
		replicas += s.Count()
		r.service(s)
		aliases := s.Aliases[:0]
		for _, a := range s.Aliases {
			switch {
			case a == s.Name || slices.Contains(aliases, a):
			case !validLabel(a) || len(a) > 40:
				r.flaw(s.where, "a name by which others reach it is 1 to 40 of a-z, 0-9 and -, beginning with a letter; %q is not", brief(a))
			case names[a]:
				r.flaw(s.where, "another service is called %s, too", a)
			default:
				names[a] = true
				aliases = append(aliases, a)
			}
		}
		if s.Aliases = aliases; len(aliases) > maxAliases {
			r.flaw(s.where, "at most %d further names", maxAliases)
		}
		if len(aliases) == 0 {
			s.Aliases = nil
		}
	}
	if replicas > maxReplicas {
		r.flaw(place{}, "at most %d replicas of all services together", maxReplicas)
	}
	r.volumes(m)
}

func (r *reader) volumes(m *Manifest) {
	used := map[string]bool{}
	for _, s := range m.Services {
		for _, x := range s.Mounts {
			used[x.Volume] = true
		}
		if len(s.Mounts) > 0 && s.Count() > 1 {
			r.flaw(s.where, "a service with a volume runs once; write 1 replica, or leave the volume out")
		}
	}
	m.Volumes = slices.DeleteFunc(m.Volumes, func(v Volume) bool {
		if !used[v.Name] {
			r.note(v.where, "no service mounts it")
		}
		return !used[v.Name]
	})
	if len(m.Volumes) > maxVolumes {
		r.flaw(m.Volumes[maxVolumes].where, "at most %d volumes", maxVolumes)
	}
	for i, v := range m.Volumes {
		if !validLabel(v.Name) || len(v.Name) > 40 {
			r.flaw(v.where, "a volume's name is 1 to 40 of a-z, 0-9 and -, beginning with a letter")
		}
		if slices.ContainsFunc(m.Volumes[:i], func(o Volume) bool { return o.Name == v.Name }) {
			r.flaw(v.where, "another volume is called %s, too", v.Name)
		}
	}
}

func (r *reader) service(s *Service) {
	flaw := func(field, remedy string, args ...any) {
		r.flaw(place{join(s.where.path, field), s.where.line}, remedy, args...)
	}
	if !ValidService(s.Name) {
		flaw("name", "1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	}
	if !validImage(s.Image) {
		flaw("image", "an image reference such as ghcr.io/owner/name:1.2")
	}
	if len(s.Env)+len(s.SecretEnv) > maxEnv {
		flaw("env", "at most %d variables", maxEnv)
	}
	sum := 0
	for k, v := range s.Env {
		sum += len(k) + len(v)
	}
	for k, v := range s.SecretEnv {
		sum += len(k) + len(v)
	}
	if sum > maxEnvBytes {
		flaw("env", "at most %d bytes in all", maxEnvBytes)
	}
	if len(s.Command)+len(s.Args) > maxArgs {
		flaw("command", "at most %d words with the arguments", maxArgs)
	}
	if s.Dir != "" && (s.Dir[0] != '/' || len(s.Dir) > 255) {
		flaw("dir", "an absolute path such as /app")
	}
	slices.SortFunc(s.Ports, func(a, b Port) int { return a.Port - b.Port })
	s.Ports = slices.Compact(s.Ports)
	if len(s.Ports) > maxPorts {
		flaw("ports", "at most %d ports", maxPorts)
	}
	for i, p := range s.Ports {
		if i > 0 && s.Ports[i-1].Port == p.Port && s.Ports[i-1].UDP == p.UDP {
			flaw("ports", "port %d leads to two targets", p.Port)
		}
	}
	if len(s.Files) > maxFiles {
		flaw("files", "at most %d files", maxFiles)
	}
	if len(s.Mounts)+len(s.Temps) > maxMounts {
		flaw("volumes", "at most %d mounts", maxMounts)
	}
	taken := map[string]bool{}
	path := func(p string) {
		if !validPath(p) {
			flaw("volumes", "%q: an absolute path such as /data, outside /proc, /sys and /dev", brief(p))
		}
		if taken[p] {
			flaw("volumes", "%s is taken twice", brief(p))
		}
		taken[p] = true
	}
	for _, f := range s.Files {
		path(f.Path)
	}
	for _, x := range s.Mounts {
		path(x.Path)
		if x.SubPath != "" && (!subPath.MatchString(x.SubPath) || !validPath("/"+x.SubPath)) {
			flaw("volumes", "a folder of a volume is a path such as a/b, not %q", brief(x.SubPath))
		}
	}
	for _, t := range s.Temps {
		path(t.Path)
	}
	for _, p := range []*Probe{s.Ready, s.Live, s.Started} {
		if p != nil && (len(p.Path) > 1024 || len(p.Command) > maxArgs || p.Port == 0 && len(p.Command) == 0) {
			flaw("health", "a port, or a command of at most %d words", maxArgs)
		}
	}
}

// plainPorts are those that do not speak HTTP, by long custom.
var plainPorts = []int{22, 25, 53, 465, 587, 1433, 1521, 1883, 3306, 5432, 5672, 6379, 6380, 9042, 9092, 11211, 27017}

// serve chooses the port that the gateway serves: the first that may speak HTTP.
func (a at) serve(s *Service, ports []Port) {
	for _, p := range ports {
		switch {
		case p.UDP:
			a.note("UDP port %d is for the order's own services only", p.Port)
		case slices.Contains(plainPorts, p.Target):
			a.note("port %d does not speak HTTP; it is for the order's own services only", p.Target)
		case s.Port == 0:
			s.Port = p.Target
		case s.Port != p.Target:
			a.note("a service has one HTTP port, %d; port %d is for the order's own services only", s.Port, p.Target)
		}
	}
}
