package manifest

import (
	"slices"
	"strconv"
	"strings"

	"berth/shared/problem"
	"berth/shared/resource"
)

// What services get for what they write outside of their volumes, where nothing is said of it. Each has ownLeast at all
// events, beyond what was bought; of what volumes without a size leave open, ownPart is theirs, and no more than ownMost each.
const (
	ownLeast = 64
	ownPart  = 4 // a quarter
	ownMost  = 10 << 10
)

// Shares is what each part of a manifest gets of what was bought.
type Shares struct {
	Services []resource.Resources   // CPU, memory, GPU, and disk outside of volumes of each replica, as Manifest.Services
	Beside   [][]resource.Resources // what of that each of Service.Beside has
	Volumes  []uint32               // MiB, as Manifest.Volumes
}

// Short is a limit that a manifest goes over.
type Short struct {
	resource.Short
	Place string   // the path of what goes over alone, empty: all of it together
	Model []string // of GPUModel: those that are asked for
}

// Share deals out what was bought: what a file asks for, and the rest in even parts to the processes and volumes of which
// it says nothing. GPUs that nobody asks for are the first service's. It is a function of its arguments alone.
func (m Manifest) Share(bought resource.Resources) (Shares, []Short) {
	var short []Short
	sh := Shares{Services: make([]resource.Resources, len(m.Services)), Volumes: make([]uint32, len(m.Volumes)), Beside: make([][]resource.Resources, len(m.Services))}
	for i, s := range m.Services {
		if len(s.Beside) > 0 {
			sh.Beside[i] = make([]resource.Resources, len(s.Beside))
		}
	}
	deal := func(d resource.Dimension, have, least uint64, of func(Wants) uint64, into func(*resource.Resources) *uint32) {
		all := make([]need, len(m.Services))
		var fixed, open, sum uint64
		for i := range m.Services {
			all[i] = m.Services[i].need(of)
			times := uint64(m.Services[i].Count())
			fixed, open, sum = fixed+all[i].least(0)*times, open+all[i].open*times, sum+all[i].least(least)*times
		}
		if sum > have {
			short = append(short, Short{Short: resource.Short{Dimension: d, Wanted: sum, Free: have}})
		}
		each := least
		if open > 0 && have > fixed {
			each = max((have-fixed)/open, least)
		}
		sh.give(m, all, each, of, into)
	}
	deal(resource.CPU, uint64(bought.CPUMilli), resource.MinCPUMilli, func(w Wants) uint64 { return uint64(w.CPUMilli) }, func(r *resource.Resources) *uint32 { return &r.CPUMilli })
	deal(resource.Memory, uint64(bought.MemoryMiB), resource.MinMemoryMiB, func(w Wants) uint64 { return uint64(w.MemoryMiB) }, func(r *resource.Resources) *uint32 { return &r.MemoryMiB })
	if need := sh.disk(m, uint64(bought.DiskMiB)); need > uint64(bought.DiskMiB) {
		short = append(short, Short{Short: resource.Short{Dimension: resource.Disk, Wanted: need, Free: uint64(bought.DiskMiB)}})
	}
	var gpus uint64
	for i, s := range m.Services {
		gpus += uint64(s.Wants.GPU) * uint64(s.Count())
		sh.Services[i].GPU = s.Wants.GPU
		if s.Wants.GPU > 0 {
			sh.Services[i].GPUModel = bought.GPUModel
			is := func(model string) bool { return sameModel(model, bought.GPUModel) }
			if bought.GPU > 0 && len(s.Wants.GPUModels) > 0 && !slices.ContainsFunc(s.Wants.GPUModels, is) {
				short = append(short, Short{Short: resource.Short{Dimension: resource.GPUModel}, Place: s.Where.Path, Model: s.Wants.GPUModels})
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

// need is what one replica of a service needs of a dimension.
type need struct {
	fixed uint64 // asked for by its processes that run together
	open  uint64 // how many of them ask for nothing
	first uint64 // the most that one that runs before asks for
}

// least is what it needs with so much for each process that asks for nothing.
func (n need) least(each uint64) uint64 { return max(n.fixed+n.open*each, n.first) }

func (s *Service) need(of func(Wants) uint64) (n need) {
	for _, x := range s.Init {
		n.first = max(n.first, of(x.Wants))
	}
	for _, x := range append([]Service{*s}, s.Beside...) {
		if w := of(x.Wants); w > 0 {
			n.fixed += w
		} else {
			n.open++
		}
	}
	return n
}

// give writes down what the services get of a dimension, and what of that is for the processes beside them.
func (sh *Shares) give(m Manifest, all []need, each uint64, of func(Wants) uint64, into func(*resource.Resources) *uint32) {
	for i, s := range m.Services {
		*into(&sh.Services[i]) += uint32(all[i].least(each))
		for j, x := range s.Beside {
			w := of(x.Wants)
			if w == 0 {
				w = each
			}
			*into(&sh.Beside[i][j]) = uint32(w)
		}
	}
}

// disk deals out the disk, and gives what of it is needed: for volumes, temporary folders, and what services write besides.
func (sh *Shares) disk(m Manifest, have uint64) uint64 {
	of := func(w Wants) uint64 { return uint64(w.DiskMiB) }
	var fixed, volumes, open uint64
	for i, v := range m.Volumes {
		sh.Volumes[i] = v.SizeMiB
		if fixed += uint64(v.SizeMiB); v.SizeMiB == 0 {
			volumes++
		}
	}
	all := make([]need, len(m.Services))
	for i := range m.Services {
		s := &m.Services[i]
		all[i] = s.need(of)
		for _, t := range s.Folders() {
			if !t.Memory {
				sh.Services[i].DiskMiB += t.SizeMiB
			}
		}
		fixed += (all[i].least(0) + uint64(sh.Services[i].DiskMiB)) * uint64(s.Count())
		open += all[i].open * uint64(s.Count())
	}
	rest, own := have-min(have, fixed), uint64(0)
	if open > 0 {
		if own = rest / open; volumes > 0 {
			own = min(own/ownPart, ownMost)
		}
		rest -= own * open
	}
	for i := range sh.Volumes {
		if sh.Volumes[i] == 0 {
			sh.Volumes[i] = uint32(max(rest/volumes, 1))
		}
	}
	sh.give(m, all, max(own, ownLeast), of, func(r *resource.Resources) *uint32 { return &r.DiskMiB })
	return fixed + volumes
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
