package local

import (
	"maps"
	"slices"
	"sync"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/order"
)

// handover is how long a process goes on after its successor has answered: connections to it may be on their way.
const handover = 100 * time.Millisecond

// Beside implements cluster.Cluster. Two processes never share a disk.
func (r *Runtime) Beside(old, next cluster.Workload) bool {
	if same(old, next) {
		return true
	}
	return !slices.ContainsFunc(next.Manifest.Services, func(s manifest.Service) bool {
		return len(s.Mounts) > 0 && slices.ContainsFunc(old.Manifest.Services, func(o manifest.Service) bool { return o.Name == s.Name && len(o.Mounts) > 0 })
	})
}

// same reports whether next is what runs as old, but for the resources.
func same(old, next cluster.Workload) bool {
	return old.Revision == next.Revision && old.Restart == next.Restart
}

// supersede hands what serves of an order on to its next revision, and gives those processes that have to end first.
func (all orders) supersede(old, next *running) (leave []*process) {
	if old == nil {
		return nil
	}
	for name, p := range old.procs {
		before := old.old[name]
		for _, x := range []*process{p, before} {
			if x != nil {
				x.muted.Store(true)
			}
		}
		keep := p
		if !p.up.Load() { // it has never answered: the one before it still serves
			keep = before
			leave = append(leave, p)
		} else if before != nil {
			leave = append(leave, before)
		}
		if keep != nil {
			next.old[name] = keep
		}
	}
	for name, p := range old.old {
		if old.procs[name] == nil {
			next.old[name] = p
		}
	}
	disks := map[string]bool{}
	for _, s := range next.workload.Manifest.Services {
		disks[s.Name] = len(s.Mounts) > 0
	}
	for name, p := range next.old {
		if p.retiring || p.settings.Disk != "" && disks[name] {
			leave = append(leave, p)
			delete(next.old, name)
		}
	}
	// Until the next one is there, what is kept goes on serving.
	all[next.workload.Order] = &running{workload: cluster.Workload{Order: next.workload.Order}, old: maps.Clone(next.old)}
	return leave
}

// settle ends the processes whose successors have answered, and once all have, those that have none.
func (r *Runtime) settle(o *running) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || r.orders[o.workload.Order] != o {
		return
	}
	all := true
	for _, p := range o.procs {
		all = all && (p.up.Load() || p.asleep)
	}
	for name, p := range o.old {
		if next := o.procs[name]; p.retiring || next == nil && !all || next != nil && !next.up.Load() && !next.asleep {
			continue
		}
		p.retiring = true
		r.retires.Go(func() {
			select {
			case <-time.After(handover):
			case <-r.ending:
			}
			p.stop()
			r.mu.Lock()
			defer r.mu.Unlock()
			if o.old[name] == p {
				delete(o.old, name)
			}
		})
	}
}

// serving is the process that a service's connections go to, nil: none.
func (r *Runtime) serving(id order.ID, service string) *process {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.orders[id]
	if o == nil {
		return nil
	}
	p, old := o.procs[service], o.old[service]
	if p != nil && p.asleep {
		return nil
	}
	if old != nil && (p == nil || !p.up.Load()) {
		return old
	}
	return p
}

// all are the processes of an order.
func (o *running) all() []*process {
	return slices.Concat(slices.Collect(maps.Values(o.procs)), slices.Collect(maps.Values(o.old)))
}

func stop(procs []*process) {
	var wg sync.WaitGroup
	for _, p := range procs {
		wg.Go(p.stop)
	}
	wg.Wait()
}
