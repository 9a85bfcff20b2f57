// Package sdl reads files of the Akash Network's Stack Definition Language, version 2.0 or 2.1
// (https://akash.network/docs/developers/deployment/akash-sdl/syntax-reference).
package sdl

import (
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// file is what is gathered of a file before its parts are put together.
type file struct {
	r        *read.Reader
	compute  map[string]*compute
	services map[string]*service
	order    []string        // of services
	taken    map[string]bool // names of services
}

type service struct {
	manifest.Service
	mounts map[string]read.At // path by storage name
	paths  map[string]manifest.Mount
	open   []read.Published // to everybody
	used   bool
}

// passed is for a field that the language does not have: whoever reads SDL passes over it.
func passed(a read.At) { a.Note("SDL has no such field; it is passed over") }

// Read reads a file of the Akash Network's Stack Definition Language, version 2.0 or 2.1:
// https://akash.network/docs/developers/deployment/akash-sdl/syntax-reference
func Read(r *read.Reader, text string) manifest.Manifest {
	docs := r.Documents(text)
	if len(docs) != 1 {
		if len(r.Flaws) == 0 {
			r.Flaw(manifest.Place{}, "one YAML document with version, services, profiles and deployment")
		}
		return manifest.Manifest{}
	}
	f := &file{r: r, compute: map[string]*compute{}, services: map[string]*service{}, taken: map[string]bool{}}
	r.WithVariables(false)
	root := r.At(docs[0], "")
	if services := docs[0].Get("services"); services != nil {
		for _, name := range services.Keys {
			f.taken[name] = manifest.ValidService(name)
		}
	}
	var m manifest.Manifest
	var deployment *read.At
	root.Read(read.Fields{
		"version":  read.Only("version 2.0 or 2.1", "2.0", "2.1", "2"),
		"services": func(a read.At) { a.Each(f.service) },
		"profiles": func(a read.At) {
			a.Read(read.Fields{
				"compute":   func(a read.At) { a.Each(f.profile) },
				"placement": read.Ignore("the order has its node and its price already"),
			})
		},
		"deployment": func(a read.At) { deployment = &a },
		"endpoints":  read.Ignore(noAddress),
		"*":          passed,
		"include":    read.Refuse("one file has to have it all; put in what it includes"),
	})
	if docs[0].Get("version") == nil {
		root.Flaw("version: \"2.0\" has to be there")
	}
	if deployment == nil {
		root.Flaw("deployment has to be there: for each service a placement with its profile and count")
		return m
	}
	if deployment.N.Kind != read.Dict {
		deployment.Flaw("this has to be a map of services to placements")
		return m
	}
	deployment.Each(func(name string, a read.At) { f.deploy(&m, name, a) })
	for _, name := range f.order {
		if s := f.services[name]; !s.used {
			r.Note(s.Where, "it is not under deployment, so it does not run")
		}
	}
	return m
}

// noAddress is said of IP addresses that are leased.
const noAddress = "an IP address of one's own cannot be had: HTTP is served at a host name, other ports are reached by forward"

func (f *file) service(name string, a read.At) {
	s := &service{Service: manifest.Service{Name: name, Where: a.Place}, mounts: map[string]read.At{}, paths: map[string]manifest.Mount{}}
	f.services[name] = s
	f.order = append(f.order, name)
	a.Called(&s.Service, name, f.taken)
	var ports []manifest.Port
	speaks := read.Speaking{}
	a.Read(read.Fields{
		"image":        func(a read.At) { s.Image, s.From = a.Image(), a.Place },
		"command":      func(a read.At) { s.Command = a.Words() },
		"args":         func(a read.At) { s.Args = a.Words() },
		"env":          func(a read.At) { a.All(manifest.MaxEnv, func(_ int, a read.At) { pair(a, &s.Service) }) },
		"depends-on":   read.Ignore("services start together"),
		"depends_on":   read.Ignore("services start together"),
		"dependencies": read.Ignore("services start together"),
		"expose": func(a read.At) {
			a.All(manifest.MaxPorts, func(_ int, a read.At) {
				p, says, global := expose(a)
				if p.Target == 0 {
					return
				}
				ports = append(ports, p.Port)
				if says != manifest.HTTP1 {
					speaks[p.Target] = says
				}
				if global {
					s.open = append(s.open, p)
				}
			})
		},
		"params": func(a read.At) {
			a.Read(read.Fields{
				"storage": func(a read.At) {
					a.Each(func(name string, a read.At) {
						x := manifest.Mount{Volume: name}
						a.Read(read.Fields{
							"mount":    func(a read.At) { x.Path = a.Folder() },
							"readOnly": func(a read.At) { x.ReadOnly = a.Flag() },
						})
						if x.Path == "" && a.N.Kind == read.Dict && a.Lacks("mount") {
							a.Flaw("mount has to be there, such as /data")
						}
						s.mounts[name], s.paths[name] = a, x
					})
				},
				"permissions": read.Refuse("access to the cluster cannot be had; leave it out"),
				"tee":         read.Deny("a machine that hides its memory cannot be had; leave it out"),
				"*":           passed,
			})
		},
		"credentials": func(a read.At) { s.Pull = a.Credentials() },
		"*":           passed,
	})
	if s.Image == "" && a.Lacks("image") {
		a.Flaw("image has to be there")
	}
	if s.Image == "" {
		s.Image = read.NoImage
	}
	s.Ports = ports
	read.Serve(&s.Service, s.open)
	s.Protocol = speaks[s.Port]
}

// pair takes NAME=value in.
func pair(a read.At, s *manifest.Service) {
	name, value, ok := strings.Cut(a.Text(), "=")
	hidden := false
	if !ok {
		value, hidden = a.R.Variables.Ask(a, name, "")
	}
	a.Env(s, strings.TrimSpace(name), value, hidden)
}

// expose reads a port. What the language calls HTTP is port 80, to everybody; all else is passed on as it comes.
func expose(a read.At) (p read.Published, says manifest.Protocol, global bool) {
	p.At, p.Rank = a, 2
	web := func(read.At) { p.Rank = 0 }
	options := func(a read.At) { web(a); a.Note("the gateway has limits of its own") }
	a.Read(read.Fields{
		"port": func(a read.At) { p.Target = a.Port() },
		"as": func(a read.At) {
			if p.Port.Port = a.Port(); p.Port.Port == 80 {
				web(a)
			}
		},
		"proto": func(a read.At) {
			switch strings.ToLower(a.Text()) {
			case "tcp":
			case "http", "https":
				web(a)
			case "udp":
				p.UDP = true
			case "grpc", "h2c":
				says = manifest.H2C
			default:
				a.Flaw("tcp, http, grpc, h2c or udp")
			}
		},
		"accept": func(a read.At) {
			web(a)
			a.Note("a service has its own host name; a domain of yours is added on the order's page")
		},
		"to": func(a read.At) {
			a.All(manifest.MaxPorts, func(_ int, a read.At) {
				a.Read(read.Fields{
					"global":       func(a read.At) { global = a.Flag() || global },
					"service":      func(a read.At) { a.Text() },
					"ip":           read.Ignore(noAddress),
					"proto":        read.Quiet,
					"http_options": options,
					"*":            passed,
				})
			})
		},
		"http_options": options,
		"*":            passed,
	})
	if p.Target == 0 {
		if a.Lacks("port") {
			a.Flaw("port has to be there")
		}
		return p, says, false
	}
	if p.Port.Port == 0 {
		p.Port.Port = p.Target
	}
	if p.Port.Port == 80 {
		p.Rank = min(p.Rank, 1)
	}
	return p, says, global
}

// deploy puts a service together with its profile.
func (f *file) deploy(m *manifest.Manifest, name string, a read.At) {
	s := f.services[name]
	if s == nil {
		a.Flaw("there is no service %s in this file", manifest.Brief(name))
		return
	}
	if a.N.Kind != read.Dict || len(a.N.Items) != 1 {
		a.Flaw("one placement with profile and count; a service runs on one node")
		return
	}
	s.used = true
	var c *compute
	var used read.At
	a.Each(func(_ string, a read.At) {
		used = a
		a.Read(read.Fields{
			"profile": func(a read.At) {
				if c = f.compute[a.Text()]; c == nil {
					a.Flaw("there is no profiles.compute.%s in this file", manifest.Brief(a.N.Text))
				}
			},
			"count": func(a read.At) { s.Replicas = int(a.Number(1, manifest.MaxReplicas)) },
		})
	})
	if c == nil {
		if used.Lacks("profile") {
			used.Flaw("profile has to be there, the name of one under profiles.compute")
		}
		return
	}
	s.Wants = c.wants
	if s.Replicas == 1 {
		s.Replicas = 0
	}
	for _, d := range c.disks {
		v := d.Volume
		x, ok := s.paths[v.Name]
		switch {
		case v.Name == "" || !ok && !d.kept:
			// It is the container's own file system.
			s.Wants.DiskMiB += min(v.SizeMiB, 1<<31-1-s.Wants.DiskMiB)
			continue
		case !ok:
			f.r.Note(v.Where, "service %s does not mount it", manifest.Brief(name))
			continue
		}
		v.Name = read.Shorten(read.Label(s.Name+"-"+v.Name), 40)
		x.Volume = v.Name
		m.Volumes = append(m.Volumes, v)
		s.Mounts = append(s.Mounts, x)
	}
	for _, v := range c.disks {
		delete(s.mounts, v.Name)
	}
	for n, size := range c.rams {
		if x, ok := s.paths[n]; ok {
			s.Temps = append(s.Temps, manifest.Temp{Path: x.Path, SizeMiB: size, Memory: true})
			delete(s.mounts, n)
		}
	}
	slices.SortFunc(s.Temps, func(a, b manifest.Temp) int { return strings.Compare(a.Path, b.Path) })
	for n, a := range s.mounts {
		a.Flaw("there is no storage %s in this service's profile", manifest.Brief(n))
	}
	m.Services = append(m.Services, s.Service)
}
