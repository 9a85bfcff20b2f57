// Package check holds what is true of every manifest, whatever format it comes from.
package check

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/phrase"
)

var (
	hostName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*$`)
	token    = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$") // RFC 9110, 5.6.2
)

// Beside checks a manifest of which something may be known to be wrong: nothing is said twice of a place.
func Beside(r *read.Reader, m *manifest.Manifest) {
	known := r.Flaws
	r.Flaws = nil
	Manifest(r, m)
	found := r.Flaws
	r.Flaws = known
	for _, f := range found {
		if !slices.ContainsFunc(known, func(k manifest.Flaw) bool { return k.Path == f.Path }) {
			r.Add(f)
		}
	}
}

// Manifest holds what is true of every manifest, whatever format it comes from.
func Manifest(r *read.Reader, m *manifest.Manifest) {
	if len(m.Services) == 0 {
		r.Flaw(manifest.Place{}, "there is nothing to run in it; add a service")
	}
	if len(m.Services) > manifest.MaxServices {
		r.Flaw(m.Services[manifest.MaxServices].Where, "at most %d services", manifest.MaxServices)
		return
	}
	names, replicas := map[string]bool{}, 0
	for i := range m.Services {
		if s := &m.Services[i]; names[s.Name] {
			r.Flaw(s.Where, "another service is called %s, too", s.Name)
		} else {
			names[s.Name] = true
		}
	}
	for i := range m.Services {
		s := &m.Services[i]
		replicas += s.Count()
		service(r, s)
		aliases := s.Aliases[:0]
		for _, a := range s.Aliases {
			switch {
			case a == s.Name || slices.Contains(aliases, a):
			case !manifest.ValidLabel(a) || len(a) > 40:
				r.Flaw(s.Where, "a name by which others reach it is 1 to 40 of a-z, 0-9 and -, beginning with a letter; %q is not", manifest.Brief(a))
			case names[a]:
				r.Flaw(s.Where, "another service is called %s, too", a)
			default:
				names[a] = true
				aliases = append(aliases, a)
			}
		}
		if s.Aliases = aliases; len(aliases) > manifest.MaxAliases {
			r.Flaw(s.Where, "at most %d further names", manifest.MaxAliases)
		}
		if len(aliases) == 0 {
			s.Aliases = nil
		}
	}
	if replicas > manifest.MaxReplicas {
		r.Flaw(manifest.Place{}, "at most %d replicas of all services together", manifest.MaxReplicas)
	}
	orderOf(r, m)
	volumes(r, m)
}

func volumes(r *read.Reader, m *manifest.Manifest) {
	used := map[string]bool{}
	for _, s := range m.Services {
		disks := s.Disks()
		for _, name := range disks {
			used[name] = true
		}
		if len(disks) > 0 && s.Count() > 1 {
			r.Flaw(s.Where, "a service with a volume runs once; write 1 replica, or leave the volume out")
		}
	}
	m.Volumes = slices.DeleteFunc(m.Volumes, func(v manifest.Volume) bool {
		if !used[v.Name] {
			r.Note(v.Where, "no service mounts it")
		}
		return !used[v.Name]
	})
	if len(m.Volumes) > manifest.MaxVolumes {
		r.Flaw(m.Volumes[manifest.MaxVolumes].Where, "at most %d volumes", manifest.MaxVolumes)
	}
	for i, v := range m.Volumes {
		if !manifest.ValidLabel(v.Name) || len(v.Name) > 40 {
			r.Flaw(v.Where, "a volume's name is 1 to 40 of a-z, 0-9 and -, beginning with a letter")
		}
		if slices.ContainsFunc(m.Volumes[:i], func(o manifest.Volume) bool { return o.Name == v.Name }) {
			r.Flaw(v.Where, "another volume is called %s, too", v.Name)
		}
	}
}

func service(r *read.Reader, s *manifest.Service) {
	flaw := func(field string, remedy phrase.Form, args ...any) {
		r.Flaw(manifest.Place{Path: manifest.Join(s.Where.Path, field), Line: s.Where.Line}, remedy, args...)
	}
	if !manifest.ValidService(s.Name) {
		flaw("name", "1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	}
	if s.Once && s.Count() > 1 {
		flaw("replicas", "what runs to its end runs once; write 1 replica")
	}
	if s.Once && s.Port > 0 {
		r.Note(s.Where, "what runs to its end serves no pages; port %d is for the order's own services only", s.Port)
		s.Port, s.Protocol = 0, ""
	}
	if s.Grace > manifest.MaxGrace {
		r.Note(s.Where, "a service is ended at most %d seconds after it was asked to end, not %d", manifest.MaxGrace, s.Grace)
		s.Grace = manifest.MaxGrace
	}
	if len(s.Hosts) > manifest.MaxHosts {
		flaw("hosts", "at most %d further names", manifest.MaxHosts)
	}
	for _, h := range s.Hosts {
		if !hostName.MatchString(h.Name) || len(h.Name) > 253 {
			flaw("hosts", "%q is not the name of a host", manifest.Brief(h.Name))
		}
		if _, err := netip.ParseAddr(h.Address); err != nil {
			flaw("hosts", "%q is not an IP address", manifest.Brief(h.Address))
		}
	}
	steps(r, s)
	process(r, s)
}

// process checks what every process has, whether it is a service or a part of one.
func process(r *read.Reader, s *manifest.Service) {
	flaw := func(field string, remedy phrase.Form, args ...any) {
		r.Flaw(manifest.Place{Path: manifest.Join(s.Where.Path, field), Line: s.Where.Line}, remedy, args...)
	}
	if !manifest.ValidImage(s.Image) {
		flaw("image", "an image reference such as ghcr.io/owner/name:1.2")
	}
	if len(s.Env)+len(s.SecretEnv) > manifest.MaxEnv {
		flaw("env", "at most %d variables", manifest.MaxEnv)
	}
	sum := 0
	for k, v := range s.Env {
		sum += len(k) + len(v)
	}
	for k, v := range s.SecretEnv {
		sum += len(k) + len(v)
	}
	if sum > manifest.MaxEnvBytes {
		flaw("env", "at most %d bytes in all", manifest.MaxEnvBytes)
	}
	if len(s.Command)+len(s.Args) > manifest.MaxArgs {
		flaw("command", "at most %d words with the arguments", manifest.MaxArgs)
	}
	if s.Dir != "" && (s.Dir[0] != '/' || len(s.Dir) > 255) {
		flaw("dir", "an absolute path such as /app")
	}
	slices.SortFunc(s.Ports, func(a, b manifest.Port) int { return a.Port - b.Port })
	s.Ports = slices.Compact(s.Ports)
	if len(s.Ports) > manifest.MaxPorts {
		flaw("ports", "at most %d ports", manifest.MaxPorts)
	}
	for i, p := range s.Ports {
		if i > 0 && s.Ports[i-1].Port == p.Port && s.Ports[i-1].UDP == p.UDP {
			flaw("ports", "port %d leads to two targets", p.Port)
		}
	}
	if len(s.Files) > manifest.MaxFiles {
		flaw("files", "at most %d files", manifest.MaxFiles)
	}
	mass := 0
	for _, f := range s.Files {
		mass += len(f.Text) + len(f.Secret)
	}
	if mass > manifest.MaxFileMass {
		flaw("files", "at most %d bytes in all files", manifest.MaxFileMass)
	}
	if len(s.Mounts)+len(s.Temps) > manifest.MaxMounts {
		flaw("volumes", "at most %d mounts", manifest.MaxMounts)
	}
	taken := map[string]bool{}
	path := func(p string) {
		if !manifest.ValidPath(p) {
			flaw("volumes", "%q: an absolute path such as /data, outside /proc, /sys and /dev", manifest.Brief(p))
		}
		if taken[p] {
			flaw("volumes", "%s is taken twice", manifest.Brief(p))
		}
		taken[p] = true
	}
	for _, f := range s.Files {
		path(f.Path)
	}
	for i := range s.Mounts {
		x := &s.Mounts[i]
		x.Fill = x.Fill && !x.ReadOnly
		path(x.Path)
		if x.SubPath != "" && (!manifest.SubPath.MatchString(x.SubPath) || !manifest.ValidPath("/"+x.SubPath)) {
			flaw("volumes", "a folder of a volume is a path such as a/b, not %q", manifest.Brief(x.SubPath))
		}
	}
	for _, t := range s.Temps {
		path(t.Path)
		if t.Name != "" && (!manifest.ValidLabel(t.Name) || len(t.Name) > 40) {
			flaw("volumes", "a temporary folder's name is 1 to 40 of a-z, 0-9 and -, beginning with a letter")
		}
	}
	for _, p := range []*manifest.Probe{s.Ready, s.Live, s.Started} {
		if p == nil {
			continue
		}
		if len(p.Path) > 1024 || len(p.Command) > manifest.MaxArgs || p.Port == 0 && len(p.Command) == 0 {
			flaw("health", "a port, or a command of at most %d words", manifest.MaxArgs)
		}
		if p.GRPC != nil && len(*p.GRPC) > 256 {
			flaw("health", "a service of gRPC's has a name of at most 256 bytes")
		}
		if len(p.Headers) > manifest.MaxHeaders {
			flaw("health", "at most %d headers", manifest.MaxHeaders)
		}
		for _, h := range p.Headers {
			if !token.MatchString(h.Name) || len(h.Name)+len(h.Value) > 4096 || strings.ContainsAny(h.Value, "\r\n\x00") {
				flaw("health", "a header is a name and a value of one line, not %q", manifest.Brief(h.Name))
			}
		}
	}
}
