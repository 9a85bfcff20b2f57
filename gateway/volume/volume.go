// Package volume judges what a manifest makes of the disks that its order has already: which stay, which grow, and what cannot be.
// The same judgement is told by the check and made when something is deployed, before anything is touched.
package volume

import (
	"slices"
	"strconv"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/problem"
	"berth/shared/resource"
)

// Plan is what becomes of disks.
type Plan struct {
	Disks  []Disk          // as Manifest.Volumes
	Notes  []manifest.Note // on those that do not become as large as their share is, or as small
	Cannot error           // a problem, nil: it can be
}

// Disk is one of a manifest's volumes.
type Disk struct {
	HasMiB  uint32 // now; 0: it is a new one
	SizeMiB uint32 // that it will have
}

// Judge plans a manifest's volumes in an order that may have so much and has such disks. A disk never shrinks, and none is given up
// before its order ends: who names a smaller size is refused, and so is who names a larger one where the disk cannot grow. One
// without a size stays as it is where its share is smaller, or cannot be given to it.
func Judge(m manifest.Manifest, bought resource.Resources, have map[string]cluster.Disk) Plan {
	shares, _ := m.Share(bought)
	p := Plan{Disks: make([]Disk, len(m.Volumes))}
	var all uint64 // MiB of all disks
	for name, d := range have {
		if !slices.ContainsFunc(m.Volumes, func(v manifest.Volume) bool { return v.Name == name }) {
			all += uint64(d.SizeMiB)
		}
	}
	for i, v := range m.Volumes {
		old, there := have[v.Name]
		x := Disk{HasMiB: old.SizeMiB, SizeMiB: shares.Volumes[i]}
		if there && (x.SizeMiB < old.SizeMiB || x.SizeMiB > old.SizeMiB && !old.Grows) {
			if v.SizeMiB > 0 {
				p.refuse(v, old)
			} else {
				p.Notes = append(p.Notes, stays("volumes."+v.Name, old, x.SizeMiB))
			}
			x.SizeMiB = old.SizeMiB
		}
		p.Disks[i] = x
		all += uint64(x.SizeMiB)
	}
	if p.Cannot == nil && all > uint64(bought.DiskMiB) && len(have) > 0 && len(m.Volumes) > 0 {
		p.Cannot = full(all, bought.DiskMiB)
	}
	return p
}

// refuse takes a size that a disk cannot get; of several disks the first is told.
func (p *Plan) refuse(v manifest.Volume, old cluster.Disk) {
	if p.Cannot != nil {
		return
	}
	why, remedy := "a disk never shrinks", "write %d MiB or more, or give the volume another name: it is a new one then, beside the old one, which stays until the order ends"
	if v.SizeMiB > old.SizeMiB {
		why, remedy = "this node's storage does not let it grow", "write %d MiB, or take a node whose card says that disks grow"
	}
	p.Cannot = problem.New(422, problem.DiskStays, "the disk %s has %d MiB and cannot have %d: %s", v.Name, old.SizeMiB, v.SizeMiB, why).
		Remedy(remedy, old.SizeMiB).With("volume", v.Name).
		With("wanted", strconv.FormatUint(uint64(v.SizeMiB), 10)).With("free", strconv.FormatUint(uint64(old.SizeMiB), 10))
}

// stays is said of a disk without a size.
func stays(path string, old cluster.Disk, share uint32) manifest.Note {
	if share < old.SizeMiB {
		return manifest.NewNote(path, 0, "it stays at %d MiB: a disk never shrinks", old.SizeMiB)
	}
	return manifest.NewNote(path, 0, "it stays at %d MiB of the %d that there would be for it: this node's storage does not let disks grow", old.SizeMiB, share)
}

func full(all uint64, bought uint32) error {
	return problem.New(422, problem.DoesNotFit, "it does not fit into the order: with the disks that it has already there are %d of %d MiB", all, bought).
		Remedy("keep the names and sizes of its disks, since each stays until the order ends; or rent more").
		With("dimension", string(resource.Disk)).With("wanted", strconv.FormatUint(all, 10)).With("free", strconv.FormatUint(uint64(bought), 10))
}
