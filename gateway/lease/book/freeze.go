package book

import (
	"slices"
	"strings"

	"berth/shared/wire"
)

// Freeze keeps the services that mount a disk from running, those of later revisions too, until Thaw: the disk is being copied,
// or gets another content. It is in memory alone, so that they run again after a restart. The runtime is to be told.
func (o *Order) Freeze(disk string) {
	o.frozen = append(o.frozen, disk)
	o.Note()
}

// Thaw takes back one Freeze. What slept before still does.
func (o *Order) Thaw(disk string) {
	i := slices.Index(o.frozen, disk)
	if i < 0 {
		return
	}
	was := o.ices()
	o.frozen = slices.Delete(o.frozen, i, i+1)
	now := o.ices()
	for _, name := range was {
		if !slices.Contains(now, name) && !slices.Contains(o.Rec.Asleep, name) && o.service(name) != nil && o.work.told.Runs() {
			o.setPhase(name, wire.PhaseAccepted)
		}
	}
	o.Note()
}

// ices are the services that do not run for a disk's sake.
func (o *Order) ices() (names []string) {
	if len(o.frozen) == 0 {
		return nil
	}
	for _, s := range o.Manifest.Services {
		if slices.ContainsFunc(s.Disks(), func(d string) bool { return slices.Contains(o.frozen, d) }) {
			names = append(names, s.Name)
		}
	}
	return names
}

// rests reports whether a service is not to run now.
func (o *Order) rests(service string) bool {
	return slices.Contains(o.Rec.Asleep, service) || slices.Contains(o.ices(), service)
}

// resting are all of these, with commas between them.
func (o *Order) resting() string {
	ices := o.ices()
	if len(ices) == 0 {
		return strings.Join(o.Rec.Asleep, ",")
	}
	all := slices.Concat(o.Rec.Asleep, ices)
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ",")
}

// Still reports whether nothing that mounts a disk runs, as far as the runtime was told and is to be: it is frozen, or the
// order does not run.
func (o *Order) Still(disk string) bool {
	told, want := o.work.told, o.Wants(o.shelf.now())
	if told != want || told.State != Informed {
		return false
	}
	return !told.Runs() || slices.Contains(o.frozen, disk)
}
