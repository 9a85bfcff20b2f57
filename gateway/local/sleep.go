package local

import (
	"fmt"
	"slices"

	"berth/gateway/cluster"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// again are the services that are to start anew in what is an order's workload from now on.
func (o *running) again(next cluster.Workload) (names []string) {
	for _, s := range next.Manifest.Services {
		if next.Again[s.Name] != o.workload.Again[s.Name] {
			names = append(names, s.Name)
		}
	}
	return names
}

// rest ends the processes of an order's services that fall asleep, and of those that are to start again, and starts those of the ones that
// wake. One that sleeps has a process all the same, which is not started.
func (r *Runtime) rest(o *running, again []string) error {
	for _, s := range o.workload.Manifest.Services {
		r.mu.Lock()
		p := o.procs[s.Name]
		rests := slices.Contains(o.workload.Asleep, s.Name)
		falls := rests && !p.asleep || !rests && !p.asleep && slices.Contains(again, s.Name)
		if !rests {
			p.asleep = false
		}
		r.mu.Unlock()
		if !falls {
			continue
		}
		next, err := r.prepare(o, s, p.settings.Network)
		if err != nil {
			return fmt.Errorf("local runtime: order %s: %w", o.workload.Order, err)
		}
		p.mu.Lock()
		next.limits = p.limits
		p.mu.Unlock()
		next.asleep = rests
		r.mu.Lock()
		over := r.closed || r.orders[o.workload.Order] != o
		leave := []*process{p}
		if old := o.old[s.Name]; old != nil && !over {
			leave = append(leave, old)
			delete(o.old, s.Name)
		}
		if !over {
			o.procs[s.Name] = next
		}
		r.mu.Unlock()
		if over {
			return nil
		}
		p.muted.Store(true)
		stop(leave)
		if rests {
			next.tell(wire.PhaseAsleep, asleepText.Text())
		}
	}
	r.advance(o)
	return nil
}

const asleepText phrase.Form = "sleeps, as nobody has come"

// tellAsleep tells of the services that sleep from the start.
func (o *running) tellAsleep() {
	for _, s := range o.workload.Manifest.Services {
		if slices.Contains(o.workload.Asleep, s.Name) {
			o.procs[s.Name].tell(wire.PhaseAsleep, asleepText.Text())
		}
	}
}
