package manifest

import (
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/compose-spec/compose-go/v2/types"

	"berth/shared/resource"
)

// composeService makes one service.
type composeService struct {
	*composeFile
	m       *Manifest
	at      at
	p       types.ServiceConfig
	volumes map[string]string // names here by names in the file
}

const defaultTempMiB = 64

func (c *composeService) convert(name string) Service {
	p := c.p
	s := Service{Name: name, Image: p.Image, Command: p.Entrypoint, Args: p.Command, Dir: p.WorkingDir, ReadOnly: p.ReadOnly, where: c.at.place}
	for _, alias := range []string{p.Hostname, p.ContainerName} {
		if alias != "" {
			s.Aliases = append(s.Aliases, alias)
		}
	}
	c.environment(&s)
	c.user(&s)
	c.ports(&s)
	c.mounts(&s)
	c.files(&s)
	c.health(&s)
	c.resources(&s)
	return s
}

func (c *composeService) environment(s *Service) {
	a := c.at.to("environment")
	for _, name := range slices.Sorted(maps.Keys(c.p.Environment)) {
		value := c.p.Environment[name]
		w := a.to(name)
		for i, n := range a.n.items {
			if a.n.kind == list && (n.text == name || strings.HasPrefix(n.text, name+"=")) {
				w = a.item(i)
			}
		}
		if value == nil {
			w.flaw("there is no environment here from which %s could come; write its value", brief(name))
			continue
		}
		w.env(s, name, *value, false)
	}
}

func (c *composeService) user(s *Service) {
	if c.p.User == "" {
		return
	}
	user, group, both := strings.Cut(c.p.User, ":")
	n, err := strconv.ParseInt(user, 10, 32)
	var g int64
	if both && err == nil {
		g, err = strconv.ParseInt(group, 10, 32)
	}
	if err != nil || n < 1 || both && g < 1 {
		c.at.to("user").flaw("a number above 0, or two as 1000:1000; nothing runs as root")
		return
	}
	s.User, s.Group = n, g
}

func (c *composeService) ports(s *Service) {
	a := c.at.to("ports")
	var served []Port
	speaks := speaking{}
	for _, p := range c.p.Ports {
		if p.Target < 1 || p.Target > 65535 {
			a.flaw("a port is 1 to 65535")
			continue
		}
		served = append(served, Port{int(p.Target), int(p.Target), p.Protocol == "udp"})
		if says := protocols[strings.ToLower(p.AppProtocol)]; says != HTTP1 {
			speaks[int(p.Target)] = says
		}
	}
	a.serve(s, served)
	s.Ports = served
	for i, e := range c.p.Expose {
		number, protocol, _ := strings.Cut(e, "/")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > 65535 || protocol != "" && protocol != "tcp" && protocol != "udp" {
			c.at.to("expose").item(i).flaw("a port is 1 to 65535")
			continue
		}
		s.Ports = append(s.Ports, Port{n, n, protocol == "udp"})
	}
	if s.Port == 0 && len(c.p.Ports) == 0 && len(s.Ports) > 0 {
		// Nothing is published: what is exposed can be served all the same, to the order's user alone.
		c.at.to("expose").serve(s, s.Ports)
	}
	s.Protocol = speaks[s.Port]
	if says, said := c.speaks[s.Name]; said && s.Port > 0 {
		s.Protocol = says
	}
}

func (c *composeService) mounts(s *Service) {
	for i, v := range c.p.Volumes {
		a := c.at.to("volumes").item(i)
		target := cleanPath(v.Target)
		switch v.Type {
		case types.VolumeTypeTmpfs:
			size := uint32(defaultTempMiB)
			if v.Tmpfs != nil && v.Tmpfs.Size > 0 {
				size = roundMiB(int64(v.Tmpfs.Size))
			}
			s.Temps = append(s.Temps, Temp{Path: target, SizeMiB: size, Memory: true})
		case types.VolumeTypeVolume:
			x := Mount{Volume: c.volumes[v.Source], Path: target, ReadOnly: v.ReadOnly}
			if v.Volume != nil {
				x.SubPath = v.Volume.Subpath
			}
			switch {
			case v.Source == "":
				// Nobody else can name it: it is this service's at this path.
				x.Volume = s.Name + "-" + kebab(strings.Trim(strings.ReplaceAll(target, "/", "-"), "-"))
				c.m.Volumes = append(c.m.Volumes, Volume{Name: x.Volume, where: a.place})
			case x.Volume == "":
				a.flaw("there is no volume %s; name it under volumes", brief(v.Source))
				continue
			}
			s.Mounts = append(s.Mounts, x)
		default:
			a.flaw("the node's files cannot be had; use a volume, or for a file write it under configs with content")
		}
	}
	for i, t := range c.p.Tmpfs {
		folder, options, _ := strings.Cut(t, ":")
		x := Temp{Path: cleanPath(folder), SizeMiB: defaultTempMiB, Memory: true}
		for _, o := range strings.Split(options, ",") {
			if size, ok := strings.CutPrefix(o, "size="); ok {
				n, ok := dockerSize(size)
				if !ok || n == 0 || n > 1<<50 {
					c.at.to("tmpfs").item(i).flaw("a size such as size=64M")
					continue
				}
				x.SizeMiB = roundMiB(int64(n))
			}
		}
		s.Temps = append(s.Temps, x)
	}
	if n := int64(c.p.ShmSize); n > 0 {
		s.Temps = append(s.Temps, Temp{Path: "/dev/shm", SizeMiB: roundMiB(n), Memory: true})
	}
}

// dockerSize reads a size as Docker does: its k, m and g, in either case, are powers of 1024.
func dockerSize(s string) (uint64, bool) {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(s), "B"), "I")
	if n := len(s); n > 0 && strings.Contains("KMGT", s[n-1:]) {
		s += "i"
	}
	return quantity(s, 1)
}

func roundMiB(n int64) uint32 {
	if n < 1 {
		return 1
	}
	return uint32(min((n-1)>>20+1, math.MaxInt32))
}

func (c *composeService) files(s *Service) {
	mode := func(m *types.FileMode) int32 {
		if m == nil {
			return 0
		}
		return int32(*m) & 0o777
	}
	for i, f := range c.p.Configs {
		text, ok := c.configs[f.Source]
		if !ok {
			c.at.to("configs").item(i).flaw("there is no config %s in this file", brief(f.Source))
			continue
		}
		target := f.Target
		if target == "" {
			target = "/" + f.Source
		}
		s.Files = append(s.Files, File{Path: target, Text: text, Mode: mode(f.Mode)})
	}
	for i, f := range c.p.Secrets {
		text, ok := c.secrets[f.Source]
		if !ok {
			c.at.to("secrets").item(i).flaw("there is no secret %s in this file", brief(f.Source))
			continue
		}
		target := f.Target
		if target == "" {
			target = f.Source
		}
		if !path.IsAbs(target) {
			target = "/run/secrets/" + target
		}
		s.Files = append(s.Files, File{Path: target, Secret: Secret(text), Hidden: true, Mode: mode(f.Mode)})
	}
}

func (c *composeService) health(s *Service) {
	h := c.p.HealthCheck
	if h == nil || h.Disable || len(h.Test) == 0 {
		return
	}
	a := c.at.to("healthcheck").to("test")
	var p Probe
	switch h.Test[0] {
	case "NONE":
		return
	case "CMD":
		p.Command = slices.Clone(h.Test[1:])
	case "CMD-SHELL":
		p.Command = append([]string{"/bin/sh", "-c"}, h.Test[1:]...)
	default:
		a.flaw("it begins with CMD, CMD-SHELL or NONE")
		return
	}
	if len(p.Command) == 0 {
		a.flaw("a command has to follow")
		return
	}
	p.Every, p.Timeout = seconds(h.Interval), seconds(h.Timeout)
	if h.Retries != nil {
		p.Failures = int32(min(*h.Retries, 100))
	}
	s.Ready = &p
}

// seconds rounds up; none is 0.
func seconds(d *types.Duration) int32 {
	if d == nil || *d <= 0 {
		return 0
	}
	return int32(min((time.Duration(*d)+time.Second-1)/time.Second, 3600))
}

func (c *composeService) resources(s *Service) {
	p := c.p
	count := 1
	switch {
	case p.Deploy != nil && p.Deploy.Replicas != nil:
		count = *p.Deploy.Replicas
	case p.Scale != nil:
		count = *p.Scale
	}
	if count < 1 || count > maxReplicas {
		c.at.to("deploy").to("replicas").flaw("1 to %d; a service that shall not run is left out, or stopped on the order's page", maxReplicas)
		count = 1
	}
	if count > 1 {
		s.Replicas = count
	}
	cpus, memory := float64(p.CPUS), int64(p.MemLimit)
	var devices []types.DeviceRequest
	if d := p.Deploy; d != nil {
		for _, r := range []*types.Resource{d.Resources.Reservations, d.Resources.Limits} {
			if r == nil {
				continue
			}
			if r.NanoCPUs > 0 {
				cpus = float64(r.NanoCPUs)
			}
			if r.MemoryBytes > 0 {
				memory = int64(r.MemoryBytes)
			}
			devices = append(devices, r.Devices...)
		}
	}
	switch {
	case cpus < 0 || cpus > 1<<20 || math.IsNaN(cpus):
		c.at.flaw("cpus are cores, such as 0.5")
	case cpus > 0:
		// Rounded to thousandths first: a float32 of 0.1 is a little more than that.
		s.Wants.CPUMilli = max(uint32(math.Round(cpus*1000)), resource.MinCPUMilli)
	}
	if memory < 0 {
		c.at.flaw("memory is a size such as 512M")
	} else if memory > 0 {
		s.Wants.MemoryMiB = roundMiB(memory)
	}
	for _, d := range append(devices, p.Gpus...) {
		n := int64(d.Count)
		if n < 1 || n > 64 {
			c.at.to("deploy").flaw("write how many GPUs as count, 1 to 64")
			continue
		}
		s.Wants.GPU += uint16(n)
		if model := strings.ToLower(d.Options["model"]); model != "" {
			if !resource.ValidModel(model) {
				c.at.to("deploy").flaw("a GPU's model is at most 12 of a-z, 0-9 and -")
				continue
			}
			s.Wants.GPUModels = append(s.Wants.GPUModels, model)
		}
	}
}
