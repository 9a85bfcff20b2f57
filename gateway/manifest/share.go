package manifest

import (
	"slices"
	"strconv"
	"strings"

	"berth/shared/problem"
	"berth/shared/resource"
)

// Shares is what each part of a manifest gets of what was bought.
type Shares struct {
	Services []resource.Resources // CPU, memory and GPU of each replica, as Manifest.Services
	Volumes  []uint32             // MiB, as Manifest.Volumes
}

// Short is a limit that a manifest goes over.
type Short struct {
	resource.Short
	Place string   // the path of what goes over alone, empty: all of it together
	Model []string // of GPUModel: those that are asked for
}

// Share deals out what was bought: what a file asks for, and the rest in even parts to the replicas and volumes of which
// it says nothing. GPUs that nobody asks for are the first service's. It is a function of its arguments alone.
func (m Manifest) Share(bought resource.Resources) (Shares, []Short) {
	var short []Short
	sh := Shares{Services: make([]resource.Resources, len(m.Services)), Volumes: make([]uint32, len(m.Volumes))}
	deal := func(d resource.Dimension, have, least uint64, parts int, part func(i int) (want, times uint64, set func(uint64))) {
		var fixed, open uint64
		for i := range parts {
			if want, times, _ := part(i); want > 0 {
				fixed += want * times
			} else {
				open += times
			}
		}
		if need := fixed + open*least; need > have {
			short = append(short, Short{Short: resource.Short{Dimension: d, Wanted: need, Free: have}})
		}
		each := least
		if open > 0 && have > fixed {
			each = max((have-fixed)/open, least)
		}
		for i := range parts {
			want, _, set := part(i)
			if want == 0 {
				want = each
			}
			set(want)
		}
	}
	deal(resource.CPU, uint64(bought.CPUMilli), resource.MinCPUMilli, len(m.Services), func(i int) (uint64, uint64, func(uint64)) {
		s := m.Services[i]
		return uint64(s.Wants.CPUMilli), uint64(s.Count()), func(n uint64) { sh.Services[i].CPUMilli = uint32(n) }
	})
	deal(resource.Memory, uint64(bought.MemoryMiB), resource.MinMemoryMiB, len(m.Services), func(i int) (uint64, uint64, func(uint64)) {
		s := m.Services[i]
		return uint64(s.Wants.MemoryMiB), uint64(s.Count()), func(n uint64) { sh.Services[i].MemoryMiB = uint32(n) }
	})
	deal(resource.Disk, uint64(bought.DiskMiB), 1, len(m.Volumes), func(i int) (uint64, uint64, func(uint64)) {
		return uint64(m.Volumes[i].SizeMiB), 1, func(n uint64) { sh.Volumes[i] = uint32(n) }
	})
	var gpus uint64
	for i, s := range m.Services {
		gpus += uint64(s.Wants.GPU) * uint64(s.Count())
		sh.Services[i].GPU = s.Wants.GPU
		if s.Wants.GPU > 0 {
			sh.Services[i].GPUModel = bought.GPUModel
			is := func(model string) bool { return sameModel(model, bought.GPUModel) }
			if bought.GPU > 0 && len(s.Wants.GPUModels) > 0 && !slices.ContainsFunc(s.Wants.GPUModels, is) {
				short = append(short, Short{Short: resource.Short{Dimension: resource.GPUModel}, Place: s.where.path, Model: s.Wants.GPUModels})
			}
		}
	}
	if gpus > uint64(bought.GPU) {
		short = append(short, Short{Short: resource.Short{Dimension: resource.GPU, Wanted: gpus, Free: uint64(bought.GPU)}})
	}
	if gpus == 0 && len(m.Services) > 0 {
		if n := bought.GPU / uint16(m.Services[0].Count()); n > 0 {
			sh.Services[0].GPU, sh.Services[0].GPUModel = n, bought.GPUModel
		}
	}
	return sh, short
}

// sameModel takes rtx4090 for rtx-4090: files from elsewhere have it both ways.
func sameModel(a, b string) bool {
	return strings.ReplaceAll(a, "-", "") == strings.ReplaceAll(b, "-", "")
}

// Fit checks a manifest against what was bought, before anything is applied.
func (m Manifest) Fit(bought resource.Resources) error {
	_, short := m.Share(bought)
	if len(short) == 0 {
		return nil
	}
	s := short[0]
	p := problem.New(422, problem.DoesNotFit, "it does not fit into the order: %s", s.Text()).
		Remedy("ask for less in the file, or rent more").
		With("dimension", string(s.Dimension)).With("wanted", s.WantedText()).With("free", strconv.FormatUint(s.Free, 10))
	if s.Dimension == resource.GPUModel {
		p.With("free", bought.GPUModel)
	}
	return p
}

// WantedText is what was asked for: a count, or the models.
func (s Short) WantedText() string {
	if s.Dimension == resource.GPUModel {
		return strings.Join(s.Model, ", ")
	}
	return strconv.FormatUint(s.Wanted, 10)
}

// Text says it in plain English.
func (s Short) Text() string {
	n := strconv.FormatUint
	over := n(s.Wanted-min(s.Wanted, s.Free), 10)
	of := n(s.Wanted, 10) + " of " + n(s.Free, 10)
	switch s.Dimension {
	case resource.CPU:
		return "CPU, " + of + " thousandths of a core, " + over + " too many"
	case resource.Memory:
		return "memory, " + of + " MiB, " + over + " too many"
	case resource.Disk:
		return "disk, " + of + " MiB, " + over + " too many"
	case resource.GPU:
		return "GPUs, " + of + ", " + over + " too many"
	case resource.GPUModel:
		return "it asks for a GPU of another model: " + s.WantedText()
	}
	return string(s.Dimension) + ", " + of
}
