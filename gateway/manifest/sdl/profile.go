package sdl

import (
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/resource"
)

type compute struct {
	wants manifest.Wants
	disks []disk
	rams  map[string]uint32
}

// disk is a storage of a profile's: of a volume, without the service in front of its name.
type disk struct {
	manifest.Volume
	kept bool
}

func (f *file) profile(name string, a read.At) {
	c := &compute{rams: map[string]uint32{}}
	f.compute[name] = c
	a.Read(read.Fields{"resources": func(a read.At) {
		a.Read(read.Fields{
			"cpu": func(a read.At) {
				a.Read(read.Fields{
					"units": func(a read.At) { c.wants.CPUMilli = a.CPU() },
					"attributes": func(a read.At) {
						a.Read(read.Fields{"arch": read.Only("amd64; nodes have nothing else", "amd64", "x86_64")})
					},
				})
			},
			"memory": func(a read.At) {
				a.Read(read.Fields{
					"size":       func(a read.At) { c.wants.MemoryMiB = size(a) },
					"attributes": read.Ignore("memory is memory here"),
				})
			},
			"gpu": func(a read.At) {
				a.Read(read.Fields{
					"units":      func(a read.At) { c.wants.GPU = uint16(a.Number(0, 64)) },
					"attributes": func(a read.At) { a.Read(read.Fields{"vendor": func(a read.At) { models(a, &c.wants) }}) },
				})
				if c.wants.GPU == 0 {
					c.wants.GPUModels = nil
				}
			},
			"storage": func(a read.At) {
				if a.N.Kind == read.Dict {
					storage(a, c)
					return
				}
				a.All(manifest.MaxVolumes+1, func(_ int, a read.At) { storage(a, c) })
			},
		})
	}})
}

func models(a read.At, w *manifest.Wants) {
	a.Read(read.Fields{
		"nvidia": func(a read.At) {
			if a.N.Kind == read.Scalar && a.N.Text == "" {
				return
			}
			a.All(16, func(_ int, a read.At) {
				a.Read(read.Fields{
					"model": func(a read.At) {
						s := strings.ToLower(a.Text())
						if s == "*" {
							return
						}
						if s == "" || !resource.ValidModel(s) {
							a.Flaw("a model as in the node's list: at most 12 of a-z, 0-9 and -")
							return
						}
						w.GPUModels = append(w.GPUModels, s)
					},
					"ram":       read.Ignore("the model says it"),
					"interface": read.Ignore("the model says it"),
				})
			})
		},
		"amd":   read.Deny("nodes have GPUs of nvidia only"),
		"intel": read.Deny("nodes have GPUs of nvidia only"),
	})
	slices.Sort(w.GPUModels)
	w.GPUModels = slices.Compact(w.GPUModels)
}

func storage(a read.At, c *compute) {
	var v disk
	ram := false
	a.Read(read.Fields{
		"name": func(a read.At) { v.Name = a.Text() },
		"size": func(a read.At) { v.SizeMiB = size(a) },
		"attributes": func(a read.At) {
			a.Read(read.Fields{
				"persistent": func(a read.At) { v.kept = a.N.Text == "true" },
				"class": func(a read.At) {
					if ram = a.Text() == "ram"; !ram {
						a.Note("a node has one class of disk")
					}
				},
				"*": passed,
			})
		},
		"*": passed,
	})
	v.Where = a.Place
	if ram {
		c.rams[v.Name] = v.SizeMiB
		return
	}
	c.disks = append(c.disks, v)
}

// size reads a size, whose letters may be large or small.
func size(a read.At) uint32 {
	if a.N.Kind == read.Scalar && strings.Trim(a.N.Text, "0123456789. ") != "m" {
		n := *a.N
		n.Text = strings.ReplaceAll(strings.ReplaceAll(strings.ToUpper(n.Text), "I", "i"), " ", "")
		a.N = &n
	}
	return a.Mebibytes()
}
