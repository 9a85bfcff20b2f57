package kubernetes

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// container is one of a pod's processes.
type container struct {
	manifest.Service
	at    read.At
	pod   manifest.Service // what the pod says for it
	own   bool             // it says itself who it runs as
	ports []containerPort
	late  []func()
	vars  []variable // in their order, which expansion needs
	stays bool       // of those before: it goes on running
}

type containerPort struct {
	name   string
	number int
	udp    bool
	at     read.At
}

type variable struct {
	at     read.At
	name   string
	value  string
	secret bool
	raw    bool // no $(NAME) in it is looked at
}

// finished is the container with what its pod says for it.
func (x *container) finished() manifest.Service {
	s := x.Service
	if !x.own {
		s.User, s.Group, s.Root = x.pod.User, x.pod.Group, x.pod.Root
	}
	if s.Group == 0 {
		s.Group = x.pod.Group
	}
	if s.Isolation == "" {
		s.Isolation = x.pod.Isolation
	}
	if s.User == 0 {
		s.Group = 0
	}
	return s
}

// step is the container as one before or beside a service.
func (x *container) step() manifest.Service {
	s := x.finished()
	s.Name, s.Where = read.Shorten(read.Label(x.Name), 40), x.at.Where()
	return s
}

// opened are the ports of a workload to which no Service leads.
func (w *workload) opened() []read.Published {
	var all []read.Published
	for _, x := range w.containers {
		for _, p := range x.ports {
			rank := 2
			if p.number == 80 || strings.HasPrefix(p.name, "http") || p.name == "web" {
				rank = 1
			}
			if port := (manifest.Port{Port: p.number, Target: p.number, UDP: p.udp}); !slices.ContainsFunc(all, func(o read.Published) bool { return o.Port == port }) {
				all = append(all, read.Published{Port: port, Rank: rank, At: p.at})
			}
		}
	}
	return all
}

func (w *workload) portNamed(name string) int {
	for _, x := range w.containers {
		if n := x.portNamed(name); n > 0 {
			return n
		}
	}
	return 0
}

func (x *container) portNamed(name string) int {
	for _, p := range x.ports {
		if p.name == name {
			return p.number
		}
	}
	return 0
}

func targetOf(p port) int {
	if p.target == "" {
		return p.port
	}
	n, err := strconv.Atoi(p.target)
	if err != nil {
		return -1
	}
	return n
}

// security takes what makes it no weaker.
func security(a read.At, s *manifest.Service) {
	const group, profile = "volumes belong to the service's group", "the node's own profile holds"
	id := func(into *int64) func(read.At) { return func(a read.At) { *into = a.Number(0, 1<<31-1) } }
	a.Read(read.Fields{
		"runAsUser": func(a read.At) {
			s.User = a.Number(0, 1<<31-1)
			s.Root = s.User == 0
		},
		"runAsGroup": id(&s.Group), "fsGroup": read.Ignore(group), "fsGroupChangePolicy": read.Ignore(group), "supplementalGroups": read.Ignore("there is one group"),
		"supplementalGroupsPolicy": read.Ignore("there is one group"),
		"runAsNonRoot":             func(a read.At) { a.Flag() },
		"privileged":               read.Denied("no service is privileged: the machine is not yours alone; leave it out", "false"),
		"allowPrivilegeEscalation": func(a read.At) {
			if a.Flag() {
				a.Note("nothing gets more rights than it begins with")
			}
		},
		"readOnlyRootFilesystem": func(a read.At) { s.ReadOnly = a.Flag() },
		"procMount":              read.Denied("the machine's /proc cannot be had; leave it out", "Default"),
		"capabilities": func(a read.At) {
			a.Read(read.Fields{"drop": read.Ignore("what a service does not need is dropped already"), "add": func(a read.At) { a.Capabilities() }})
		},
		"seccompProfile": read.Ignore(profile), "appArmorProfile": read.Ignore(profile), "seLinuxOptions": read.Ignore(profile), "seLinuxChangePolicy": read.Ignore(profile),
		"windowsOptions": read.Refuse("it is Linux; leave it out"), "sysctls": read.Ignore("the kernel's settings are the node's"),
	})
}

func (c *cluster) container(w *workload, a read.At) *container {
	x := &container{at: a, Service: manifest.Service{Where: a.Where()}}
	s := &x.Service
	probe := func(into **manifest.Probe) func(read.At) { return func(a read.At) { c.probe(x, a, into) } }
	const terminal, logs = "there is no terminal", "logs are on the order's page"
	a.Read(read.Fields{
		"name":       func(a read.At) { s.Name = a.Text() },
		"image":      func(a read.At) { s.Image, s.From = a.Image(), a.Place },
		"command":    func(a read.At) { s.Command = a.Texts(manifest.MaxArgs) },
		"args":       func(a read.At) { s.Args = a.Texts(manifest.MaxArgs) },
		"workingDir": func(a read.At) { s.Dir = a.Text() },
		"env":        func(a read.At) { a.All(manifest.MaxEnv, func(_ int, a read.At) { c.variable(w, x, a) }) },
		"envFrom":    func(a read.At) { a.All(16, func(_ int, a read.At) { c.variables(x, a) }) },
		"ports": func(a read.At) {
			a.All(manifest.MaxPorts, func(_ int, a read.At) {
				p := containerPort{at: a}
				const host = "the machine's ports cannot be had; leave it out, and write a Service"
				a.Read(read.Fields{
					"name": func(a read.At) { p.name = a.Text() }, "containerPort": func(a read.At) { p.number = a.Port() }, "protocol": func(a read.At) { p.udp = transport(a) },
					"hostPort": read.Denied(host, "0"), "hostIP": read.Ignore("addresses are the node's"),
				})
				if p.number > 0 {
					x.ports = append(x.ports, p)
				}
			})
		},
		"resources": func(a read.At) {
			// What is asked for is what is given: limits where there are some, else requests.
			for _, key := range []string{"requests", "limits"} {
				if n := a.N.Get(key); n != nil && !n.Null() {
					quantities(a.To(key), &s.Wants)
				}
			}
			a.Read(read.Fields{"requests": read.Quiet, "limits": read.Quiet, "claims": read.Deny("the machine's devices cannot be had; for a GPU write nvidia.com/gpu")})
		},
		"volumeMounts":   func(a read.At) { a.All(manifest.MaxMounts, func(_ int, a read.At) { c.volumeMount(w, x, a) }) },
		"readinessProbe": probe(&s.Ready), "livenessProbe": probe(&s.Live), "startupProbe": probe(&s.Started),
		"securityContext": func(a read.At) {
			security(a, s)
			x.own = s.Root || s.User > 0
		},
		"imagePullPolicy": read.Ignore("an image is pulled when the node does not have it"),
		"lifecycle": func(a read.At) {
			a.Read(read.Fields{
				"postStart":  read.Refuse("hooks cannot be had; let the container's own command do it"),
				"preStop":    read.Ignore("a service is asked to end by its signal, and has terminationGracePeriodSeconds for it"),
				"stopSignal": read.Ignore("a service is ended with the image's own signal"),
			})
		},
		"stdin": read.Ignore(terminal), "stdinOnce": read.Ignore(terminal), "tty": read.Ignore(terminal), "terminationMessagePath": read.Ignore(logs), "terminationMessagePolicy": read.Ignore(logs),
		"volumeDevices": read.Refuse("write volumeMounts"), "resizePolicy": read.Ignore("a service is replaced as a whole"), "restartPolicyRules": read.Ignore("a service that ends is started again"),
		"restartPolicy": func(a read.At) { x.stays = a.Text() == "Always" },
	})
	if s.Image == "" {
		if s.Image = read.NoImage; a.Lacks("image") {
			a.Flaw("image has to be there")
		}
	}
	if s.Name == "" {
		s.Name = "main"
	}
	return x
}

func quantities(a read.At, w *manifest.Wants) {
	f := read.Fields{
		"cpu": func(a read.At) { w.CPUMilli = a.CPU() }, "memory": func(a read.At) { w.MemoryMiB = a.Mebibytes() },
		"ephemeral-storage": func(a read.At) { w.DiskMiB = a.Mebibytes() },
		"nvidia.com/gpu":    func(a read.At) { w.GPU = uint16(a.Number(0, 64)) },
		"*":                 read.Deny("of the machine's devices only nvidia.com/gpu can be had; leave it out"),
	}
	a.Read(f)
}

func (c *cluster) volumeMount(w *workload, x *container, a read.At) {
	m, name := manifest.Mount{}, ""
	a.Read(read.Fields{
		"name": func(a read.At) { name = a.Text() }, "mountPath": func(a read.At) { m.Path = mountPath(a) },
		"subPath": func(a read.At) { m.SubPath = strings.TrimPrefix(path.Clean("/"+a.Text()), "/") }, "readOnly": func(a read.At) { m.ReadOnly = a.Flag() },
		"subPathExpr": read.Refuse("write subPath"), "mountPropagation": read.Ignore("mounts are nobody else's here"),
		"recursiveReadOnly": read.Ignore("readOnly is what counts"),
	})
	x.late = append(x.late, func() {
		v, ok := w.volumes[name]
		switch disk := w.claims[name]; {
		case disk != nil:
			m.Volume = disk.Name
			x.Mounts = append(x.Mounts, m)
			return
		case ok && v.put != nil:
			v.put(x, a, m)
			return
		case ok:
			return
		}
		a.Flaw("there is no volume %s in this pod", manifest.Brief(name))
	})
}

// mountPath reads where something is put in a container.
func mountPath(a read.At) string {
	s := path.Clean("/" + strings.TrimPrefix(a.Text(), "/"))
	if !manifest.ValidPath(s) {
		if s == "/" || len(s) > 255 || !manifest.MountPath.MatchString(s) {
			a.Flaw("an absolute path such as /data")
		} else {
			a.Cannot("%s in a container is the machine's; leave it out", manifest.Brief(s))
		}
	}
	return s
}

func (c *cluster) probe(x *container, a read.At, into **manifest.Probe) {
	p := &manifest.Probe{}
	asked := false
	port := func(a read.At) {
		text := a.Text()
		x.late = append(x.late, func() {
			n, err := strconv.Atoi(text)
			if err != nil {
				n = x.portNamed(text)
			}
			if n < 1 || n > 65535 {
				a.Flaw("a container's port, by number or by name")
				*into = nil
			}
			p.Port = n
		})
	}
	const itself = "the service itself is asked; leave it out"
	short := func(into *int32, least int64) func(read.At) {
		return func(a read.At) { *into = int32(a.Number(least, 86400)) }
	}
	a.Read(read.Fields{
		"httpGet": func(a read.At) {
			asked, p.Path = true, "/"
			a.Read(read.Fields{
				"path": func(a read.At) { p.Path = a.Text() }, "port": port,
				"scheme": func(a read.At) {
					if scheme := strings.ToUpper(a.Text()); scheme == "HTTPS" {
						a.Note("a check over TLS asks whether the port answers")
						p.Path, p.Headers = "", nil
					} else if scheme != "HTTP" {
						a.Flaw("HTTP, or leave it out")
					}
				},
				"host": read.Only(itself, "localhost", "127.0.0.1"), "httpHeaders": func(a read.At) {
					a.All(manifest.MaxHeaders, func(_ int, a read.At) {
						var h manifest.Header
						a.Read(read.Fields{"name": func(a read.At) { h.Name = a.Text() }, "value": func(a read.At) { h.Value = a.Text() }})
						p.Headers = append(p.Headers, h)
					})
				},
			})
			if n := a.N.Get("scheme"); n != nil && strings.EqualFold(n.Text, "HTTPS") {
				p.Path, p.Headers = "", nil
			}
		},
		"tcpSocket": func(a read.At) {
			asked = true
			a.Read(read.Fields{"port": port, "host": read.Only(itself, "localhost", "127.0.0.1")})
		},
		"exec": func(a read.At) {
			asked = true
			a.Read(read.Fields{"command": func(a read.At) { p.Command = a.Texts(manifest.MaxArgs) }})
		},
		"grpc": func(a read.At) {
			asked, p.GRPC = true, new(string)
			a.Read(read.Fields{"port": port, "service": func(a read.At) { *p.GRPC = a.Text() }})
		},
		"initialDelaySeconds": short(&p.Delay, 0), "periodSeconds": short(&p.Every, 1), "timeoutSeconds": short(&p.Timeout, 1),
		"failureThreshold":              short(&p.Failures, 1),
		"successThreshold":              func(a read.At) { p.Successes = int32(a.Number(1, 100)) },
		"terminationGracePeriodSeconds": read.Ignore("the pod's own is what counts"),
	})
	if asked {
		*into = p
	}
}
