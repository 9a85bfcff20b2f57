package manifest

import (
	"slices"
	"strings"

	"berth/shared/resource"
)

// sdlFile is what is gathered of a file before its parts are put together.
type sdlFile struct {
	r        *reader
	compute  map[string]*sdlCompute
	services map[string]*sdlService
	order    []string // of services
}

type sdlService struct {
	Service
	mounts map[string]at // path by storage name
	paths  map[string]Mount
	used   bool
}

type sdlCompute struct {
	wants Wants
	disks []Volume // without the service in front of the name
	rams  map[string]uint32
}

// sdl reads a file of the Akash Network's Stack Definition Language, version 2.0 or 2.1:
// https://akash.network/docs/developers/deployment/akash-sdl/syntax-reference
func (r *reader) sdl(text string) Manifest {
	docs := r.documents(text)
	if len(docs) != 1 {
		if len(r.flaws) == 0 {
			r.flaw(place{}, "one YAML document with version, services, profiles and deployment")
		}
		return Manifest{}
	}
	f := &sdlFile{r: r, compute: map[string]*sdlCompute{}, services: map[string]*sdlService{}}
	root := r.at(docs[0], "")
	var m Manifest
	var deployment *at
	root.read(fields{
		"version":  only("version 2.0 or 2.1", "2.0", "2.1", "2"),
		"services": func(a at) { a.each(f.service) },
		"profiles": func(a at) {
			a.read(fields{
				"compute":   func(a at) { a.each(f.profile) },
				"placement": ignore("the order has its node and its price already"),
			})
		},
		"deployment": func(a at) { deployment = &a },
		"endpoints":  refuse("an IP address of one's own cannot be had; leave it out, services have host names"),
		"include":    refuse("one file has to have it all; put in what it includes"),
	})
	if docs[0].get("version") == nil {
		root.flaw("version: \"2.0\" has to be there")
	}
	if deployment == nil {
		root.flaw("deployment has to be there: for each service a placement with its profile and count")
		return m
	}
	if deployment.n.kind != dict {
		deployment.flaw("this has to be a map of services to placements")
		return m
	}
	deployment.each(func(name string, a at) { f.deploy(&m, name, a) })
	for _, name := range f.order {
		if s := f.services[name]; !s.used {
			r.note(s.where, "it is not under deployment, so it does not run")
		}
	}
	return m
}

func (f *sdlFile) service(name string, a at) {
	s := &sdlService{Service: Service{Name: name, where: a.place}, mounts: map[string]at{}, paths: map[string]Mount{}}
	f.services[name] = s
	f.order = append(f.order, name)
	if !ValidService(name) {
		a.flaw("a service's name is 1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	}
	var ports []Port
	var served []Port
	speaks := speaking{}
	a.read(fields{
		"image":        func(a at) { s.Image = a.image() },
		"command":      func(a at) { s.Command = a.words() },
		"args":         func(a at) { s.Args = a.words() },
		"env":          func(a at) { a.all(maxEnv, func(_ int, a at) { a.pair(&s.Service) }) },
		"depends-on":   ignore("services start together"),
		"depends_on":   ignore("services start together"),
		"dependencies": ignore("services start together"),
		"expose": func(a at) {
			a.all(maxPorts, func(_ int, a at) {
				p, says, global := a.expose()
				ports = append(ports, p)
				if says != HTTP1 {
					speaks[p.Target] = says
				}
				if global {
					served = append(served, p)
				}
			})
		},
		"params": func(a at) {
			a.read(fields{
				"storage": func(a at) {
					a.each(func(name string, a at) {
						x := Mount{Volume: name}
						a.read(fields{
							"mount":    func(a at) { x.Path = a.folder() },
							"readOnly": func(a at) { x.ReadOnly = a.flag() },
						})
						if x.Path == "" && a.n.kind == dict && a.lacks("mount") {
							a.flaw("mount has to be there, such as /data")
						}
						s.mounts[name], s.paths[name] = a, x
					})
				},
				"permissions": refuse("access to the cluster cannot be had; leave it out"),
			})
		},
		"credentials": func(a at) {
			c := Registry{}
			a.read(fields{
				"host":     func(a at) { c.Host = a.text() },
				"username": func(a at) { c.User = a.text() },
				"password": func(a at) { c.Password = Secret(a.text()) },
				"email":    quiet,
			})
			s.Pull = a.registry(c)
		},
	})
	if s.Image == "" && a.lacks("image") {
		a.flaw("image has to be there")
	}
	s.Ports = ports
	a.to("expose").serve(&s.Service, served)
	s.Protocol = speaks[s.Port]
}

// words are a list, or one word alone.
func (a at) words() []string {
	if a.n.kind == scalar {
		return []string{a.text()}
	}
	return a.texts(maxArgs)
}

// pair takes NAME=value in.
func (a at) pair(s *Service) {
	name, value, ok := strings.Cut(a.text(), "=")
	if !ok {
		a.flaw("NAME=value; there is no environment here from which %s could come", brief(name))
		return
	}
	a.env(s, name, value, false)
}

// registry checks a registry's access.
func (a at) registry(c Registry) *Registry {
	if c.Host = strings.TrimSuffix(strings.TrimPrefix(c.Host, "https://"), "/"); c.Host == "" || len(c.Host) > 255 || strings.ContainsAny(c.Host, " \n\t") {
		a.flaw("host has to be the registry's name, such as ghcr.io")
	}
	if c.User == "" || c.Password == "" || len(c.User) > 255 || len(c.Password) > 16<<10 {
		a.flaw("username and password have to be there")
	}
	return &c
}

func (a at) expose() (p Port, says Protocol, global bool) {
	a.read(fields{
		"port": func(a at) { p.Target = a.port() },
		"as":   func(a at) { p.Port = a.port() },
		"proto": func(a at) {
			switch strings.ToLower(a.text()) {
			case "tcp", "http", "https":
			case "udp":
				p.UDP = true
			case "grpc", "h2c":
				says = H2C
			default:
				a.flaw("tcp, http, grpc, h2c or udp")
			}
		},
		"accept": ignore("a service has its own host name; a domain of yours is added on the order's page"),
		"to": func(a at) {
			a.all(maxPorts, func(_ int, a at) {
				a.read(fields{
					"global":       func(a at) { global = a.flag() || global },
					"service":      func(a at) { a.text() },
					"ip":           refuse("an IP address of one's own cannot be had; leave it out"),
					"proto":        quiet,
					"http_options": ignore("the gateway has limits of its own"),
				})
			})
		},
		"http_options": ignore("the gateway has limits of its own"),
	})
	if p.Target == 0 {
		if a.lacks("port") {
			a.flaw("port has to be there")
		}
		return p, says, false
	}
	if p.Port == 0 {
		p.Port = p.Target
	}
	return p, says, global
}

func (f *sdlFile) profile(name string, a at) {
	c := &sdlCompute{rams: map[string]uint32{}}
	f.compute[name] = c
	a.read(fields{"resources": func(a at) {
		a.read(fields{
			"cpu": func(a at) {
				a.read(fields{
					"units":      func(a at) { c.wants.CPUMilli = a.cpu() },
					"attributes": func(a at) { a.read(fields{"arch": only("amd64; nodes have nothing else", "amd64", "x86_64")}) },
				})
			},
			"memory": func(a at) {
				a.read(fields{
					"size":       func(a at) { c.wants.MemoryMiB = a.mebibytes() },
					"attributes": ignore("memory is memory here"),
				})
			},
			"gpu": func(a at) {
				a.read(fields{
					"units":      func(a at) { c.wants.GPU = uint16(a.number(0, 64)) },
					"attributes": func(a at) { a.read(fields{"vendor": func(a at) { a.models(&c.wants) }}) },
				})
				if c.wants.GPU == 0 {
					c.wants.GPUModels = nil
				}
			},
			"storage": func(a at) {
				if a.n.kind == dict {
					a.storage(c)
					return
				}
				a.all(maxVolumes+1, func(_ int, a at) { a.storage(c) })
			},
		})
	}})
}

func (a at) models(w *Wants) {
	a.read(fields{
		"nvidia": func(a at) {
			if a.n.kind == scalar && a.n.text == "" {
				return
			}
			a.all(16, func(_ int, a at) {
				a.read(fields{
					"model": func(a at) {
						s := strings.ToLower(a.text())
						if s == "*" {
							return
						}
						if s == "" || !resource.ValidModel(s) {
							a.flaw("a model as in the node's list: at most 12 of a-z, 0-9 and -")
							return
						}
						w.GPUModels = append(w.GPUModels, s)
					},
					"ram":       ignore("the model says it"),
					"interface": ignore("the model says it"),
				})
			})
		},
		"amd":   refuse("nodes have GPUs of nvidia only"),
		"intel": refuse("nodes have GPUs of nvidia only"),
	})
	slices.Sort(w.GPUModels)
	w.GPUModels = slices.Compact(w.GPUModels)
}

func (a at) storage(c *sdlCompute) {
	var v Volume
	persistent, ram := false, false
	a.read(fields{
		"name": func(a at) { v.Name = a.text() },
		"size": func(a at) { v.SizeMiB = a.mebibytes() },
		"attributes": func(a at) {
			a.read(fields{
				"persistent": func(a at) { persistent = a.n.text == "true" },
				"class": func(a at) {
					if ram = a.text() == "ram"; !ram {
						a.note("a node has one class of disk")
					}
				},
			})
		},
	})
	v.where = a.place
	switch {
	case v.Name == "" || !persistent && !ram && v.Name == "default":
		a.note("an image's own file system is not counted")
	case ram:
		c.rams[v.Name] = v.SizeMiB
	default:
		c.disks = append(c.disks, v)
	}
}

// deploy puts a service together with its profile.
func (f *sdlFile) deploy(m *Manifest, name string, a at) {
	s := f.services[name]
	if s == nil {
		a.flaw("there is no service %s in this file", brief(name))
		return
	}
	if a.n.kind != dict || len(a.n.items) != 1 {
		a.flaw("one placement with profile and count; a service runs on one node")
		return
	}
	s.used = true
	var c *sdlCompute
	var used at
	a.each(func(_ string, a at) {
		used = a
		a.read(fields{
			"profile": func(a at) {
				if c = f.compute[a.text()]; c == nil {
					a.flaw("there is no profiles.compute.%s in this file", brief(a.n.text))
				}
			},
			"count": func(a at) { s.Replicas = int(a.number(1, maxReplicas)) },
		})
	})
	if c == nil {
		if used.lacks("profile") {
			used.flaw("profile has to be there, the name of one under profiles.compute")
		}
		return
	}
	s.Wants = c.wants
	if s.Replicas == 1 {
		s.Replicas = 0
	}
	for _, v := range c.disks {
		x, ok := s.paths[v.Name]
		if !ok {
			f.r.note(v.where, "service %s does not mount it", brief(name))
			continue
		}
		v.Name = name + "-" + kebab(v.Name)
		x.Volume = v.Name
		m.Volumes = append(m.Volumes, v)
		s.Mounts = append(s.Mounts, x)
	}
	for _, v := range c.disks {
		delete(s.mounts, v.Name)
	}
	for n, size := range c.rams {
		if x, ok := s.paths[n]; ok {
			s.Temps = append(s.Temps, Temp{Path: x.Path, SizeMiB: size, Memory: true})
			delete(s.mounts, n)
		}
	}
	slices.SortFunc(s.Temps, func(a, b Temp) int { return strings.Compare(a.Path, b.Path) })
	for n, a := range s.mounts {
		a.flaw("there is no storage %s in this service's profile", brief(n))
	}
	m.Services = append(m.Services, s.Service)
}

// kebab makes a name that Kubernetes takes out of one with capitals and underscores.
func kebab(s string) string {
	return strings.Trim(strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		case c == '_' || c == '.' || c == ' ':
			return '-'
		}
		return c
	}, s), "-")
}
