package book

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/lease/diary"
	"berth/shared/wire"
)

// Again has one service start anew, and leaves the others as they are. One that sleeps wakes.
func (o *Order) Again(service string) {
	all := maps.Clone(o.Rec.Again)
	if all == nil {
		all = map[string]uint64{}
	}
	all[service]++
	o.Rec.Again = all
	o.Rouse(service)
	h := diary.Did(wire.HappenedServiceRestart, "restarted by the order's user")
	h.Service = service
	o.Happened(h)
	o.setPhase(service, wire.PhaseAccepted)
	o.work.edit()
	o.Note()
}

// again is how often services were restarted, in one form: their names, in order, with an equals sign and a number, and commas between.
func again(all map[string]uint64) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(name + "=" + strconv.FormatUint(all[name], 10))
	}
	return b.String()
}

// Agains reads Again.
func (t Told) Agains() map[string]uint64 {
	if t.Again == "" {
		return nil
	}
	all := map[string]uint64{}
	for one := range strings.SplitSeq(t.Again, ",") {
		name, n, _ := strings.Cut(one, "=")
		all[name], _ = strconv.ParseUint(n, 10, 64) // again wrote it
	}
	return all
}
