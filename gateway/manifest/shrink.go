package manifest

import (
	"errors"
	"strconv"

	"berth/shared/problem"
	"berth/shared/resource"
)

// Shrink lists the dimensions in which what runs with some resources could not go on with others: Wanted is the least
// that it needs. A disk that is in use cannot be made smaller.
func (m Manifest) Shrink(have, to resource.Resources) []resource.Short {
	var all []resource.Short
	if len(m.Services) == 0 {
		return nil
	}
	if s, short := m.short(to); short && (s.Dimension != resource.Disk || len(m.Volumes) == 0) {
		all = append(all, s)
	}
	if len(m.Volumes) == 0 {
		return all
	}
	bare := have
	bare.DiskMiB = 0
	if s, short := m.short(bare); short && s.Dimension == resource.Disk && to.DiskMiB < max(have.DiskMiB, 1) {
		all = append(all, resource.Short{Dimension: resource.Disk, Wanted: uint64(max(have.DiskMiB, 1)), Free: uint64(to.DiskMiB)})
	}
	return all
}

// short is the dimension in which it does not fit.
func (m Manifest) short(r resource.Resources) (s resource.Short, short bool) {
	var p *problem.Problem
	if !errors.As(m.Fit(r), &p) {
		return s, false
	}
	s.Dimension = resource.Dimension(p.Figures["dimension"])
	s.Wanted, _ = strconv.ParseUint(p.Figures["wanted"], 10, 64)
	s.Free, _ = strconv.ParseUint(p.Figures["free"], 10, 64)
	return s, true
}
