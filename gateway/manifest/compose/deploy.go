package compose

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/resource"
)

func (c *service) health(a read.At) {
	// Compose's own times are 30 s and 30 s; asking more often does no harm.
	p := manifest.Probe{Timeout: 30, Failures: 3}
	off := false
	a.Read(read.Fields{
		"test": func(a read.At) {
			if a.N.Kind == read.Scalar {
				if text := a.Text(); text == "NONE" || text == "" {
					off = true
				} else {
					p.Command = []string{"/bin/sh", "-c", text}
				}
				return
			}
			all := a.Texts(manifest.MaxArgs)
			switch {
			case len(all) == 0 || all[0] == "NONE":
				off = true
				return
			case all[0] == "CMD":
				p.Command = all[1:]
			case all[0] == "CMD-SHELL":
				p.Command = append([]string{"/bin/sh", "-c"}, all[1:]...)
			default:
				a.Flaw("a list begins with CMD, CMD-SHELL or NONE")
				return
			}
			if len(all) == 1 {
				a.Flaw("a command has to follow")
				off = true
			}
		},
		"interval": func(a read.At) { p.Every = seconds(a) },
		"timeout": func(a read.At) {
			if n := seconds(a); n > 0 {
				p.Timeout = n
			}
		},
		"retries": func(a read.At) {
			if n := int32(a.Number(0, 1000)); n > 0 {
				p.Failures = min(n, 100)
			}
		},
		"disable":        func(a read.At) { off = a.Flag() || off },
		"start_period":   read.Ignore("until its check passes a service gets no requests, however long that takes"),
		"start_interval": read.Ignore("interval is what counts"),
		"x-":             read.Quiet,
	})
	if !off && len(p.Command) > 0 {
		c.s.Ready = &p
	}
}

func (c *service) replicas(a read.At) {
	n := a.Number(0, manifest.MaxReplicas)
	c.s.Replicas = int(n)
	if n == 1 {
		c.s.Replicas = 0
	}
}

// deploy reads what the specification has for clusters.
func (c *service) deploy(a read.At) {
	w := &c.s.Wants
	part := func(a read.At) {
		a.Read(read.Fields{
			"cpus": func(a read.At) { w.CPUMilli = cores(a) }, "memory": func(a read.At) { w.MemoryMiB = roundMiB(bytes(a)) },
			"pids": read.Ignore("the node has a limit of its own"), "devices": c.devices,
			"generic_resources": read.Refuse("for a GPU write devices with capabilities [gpu]"),
		})
	}
	a.Read(read.Fields{
		"mode": func(a read.At) {
			switch a.Text() {
			case "replicated":
			case "global":
				a.Note("there is one node, so that it runs once")
			case "replicated-job", "global-job":
				c.s.Once = true
			default:
				a.Flaw("replicated, or replicated-job")
			}
		},
		"replicas": c.replicas,
		"labels":   read.Ignore(ignored["labels"]),
		"restart_policy": func(a read.At) {
			if n := a.N.Get("condition"); n != nil {
				c.restart(a.To("condition"), a.To("condition").Text())
			}
		},
		"placement": read.Ignore("the order has its node"), "update_config": read.Ignore("a service is replaced as a whole"),
		"rollback_config": read.Ignore("earlier revisions are on the order's page"), "endpoint_mode": read.Ignore("there is one way in"),
		"resources": func(a read.At) {
			// Limits are what counts where there are both.
			for _, key := range []string{"reservations", "limits"} {
				if n := a.N.Get(key); n != nil && !n.Null() {
					part(a.To(key))
				}
			}
			a.Read(read.Fields{"limits": read.Quiet, "reservations": read.Quiet})
		},
		"x-": read.Quiet,
	})
}

// cores reads a number such as 0.5, which may be in quotes.
func cores(a read.At) uint32 {
	text := a.Text()
	n, err := strconv.ParseFloat(text, 64)
	if n > 1<<20 && (err == nil || errors.Is(err, strconv.ErrRange)) {
		a.TooMuch(text)
		return 0
	}
	if err != nil || n < 0 || math.IsNaN(n) || len(text) > 32 {
		a.Flaw("cpus are cores, such as 0.5")
		return 0
	}
	if n == 0 {
		return 0
	}
	return max(uint32(math.Round(n*1000)), resource.MinCPUMilli)
}

// devices reads GPUs; nothing else can be asked for.
func (c *service) devices(a read.At) {
	if a.N.Kind == read.Scalar {
		if text := a.Text(); text == "all" {
			c.gpu(a, 1)
		} else if n, err := strconv.ParseInt(text, 10, 32); err == nil && n > 0 && n <= 64 {
			c.gpu(a, n)
		} else {
			a.Flaw("write how many: a number, or a list of devices with count and capabilities [gpu]")
		}
		return
	}
	a.All(4, func(_ int, a read.At) {
		count, model := int64(0), ""
		a.Read(read.Fields{
			"capabilities": func(a read.At) {
				if !slices.ContainsFunc(a.Words(), func(s string) bool { return s == "gpu" || s == "compute" || s == "utility" || s == "nvidia" }) {
					a.Cannot("of the machine's devices only [gpu] can be had")
				}
			},
			"driver": read.Only("nvidia, or leave it out", "nvidia", "cdi"),
			"count": func(a read.At) {
				if a.Fill(); a.N.Text == "all" || a.N.Text == "-1" {
					return
				}
				count = a.Number(1, 64)
			},
			"device_ids": func(a read.At) {
				count = int64(len(a.Texts(64)))
				a.Note("which of them is the node's to choose")
			},
			"options": func(a read.At) {
				a.Read(read.Fields{"model": func(a read.At) { model = strings.ToLower(a.Text()) }})
				if model != "" && !resource.ValidModel(model) {
					a.Flaw("a GPU's model is at most 12 of a-z, 0-9 and -")
					model = ""
				}
			},
		})
		c.gpu(a, count)
		if model != "" {
			c.s.Wants.GPUModels = append(c.s.Wants.GPUModels, model)
		}
	})
}

// gpu asks for GPUs; 0: as many as there are, which is one until a number says more.
func (c *service) gpu(a read.At, count int64) {
	if count == 0 {
		a.Note("one GPU is asked for; write count to have more")
		count = 1
	}
	c.s.Wants.GPU = max(c.s.Wants.GPU, uint16(count))
}
