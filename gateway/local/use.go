package local

import (
	"context"
	"io/fs"
	"math"
	"path/filepath"
	"sync"
	"time"

	"berth/gateway/cluster"
	"berth/shared/order"
)

// What was measured is good for a while: a shorter span tells little of a processor, and a walk over a disk is work.
const (
	useFor   = time.Second
	diskFor  = 10 * time.Second
	diskWalk = 200 * time.Millisecond // then what was counted so far is the answer
	diskMost = 20_000                 // entries
)

// usage is what the system says of a process.
type usage struct {
	parent int
	began  uint64        // with its number it names the process
	age    time.Duration // since it began
	cpu    time.Duration // that it has used
}

// meter remembers what was measured last.
type meter struct {
	mu   sync.Mutex
	last measured
}

// measured is what a meter's lock guards.
type measured struct {
	at    time.Time
	cpu   map[life]time.Duration
	roots map[int]cluster.Use // by process id, its children's included
	disks map[string]disk
}

// life names a process for ever.
type life struct {
	pid   int
	began uint64
}

type disk struct {
	bytes uint64
	at    time.Time
}

// Moved implements cluster.Cluster: what processes say on the network of this machine is not counted.
func (r *Runtime) Moved() map[order.ID]uint64 { return nil }

// Use implements cluster.Cluster. It can measure on Linux only; elsewhere it gives nothing.
func (r *Runtime) Use(ctx context.Context) (map[order.ID]map[string]cluster.Use, error) {
	live := r.live()
	r.meter.mu.Lock()
	defer r.meter.mu.Unlock()
	m := &r.meter.last
	if time.Since(m.at) >= useFor {
		m.measure(live)
	}
	all, disks := map[order.ID]map[string]cluster.Use{}, map[string]disk{}
	for _, p := range live {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		u, known := m.roots[p.pid]
		if !known {
			continue
		}
		home := r.home(p.order, p.service)
		d := m.disks[home]
		if _, seen := disks[home]; !seen && time.Since(d.at) > diskFor {
			d = disk{bytes: weigh(home), at: time.Now()}
		}
		disks[home], m.disks[home] = d, d
		if all[p.order] == nil {
			all[p.order] = map[string]cluster.Use{}
		}
		s := all[p.order][p.service] // a process that its successor has not relieved yet counts, too
		all[p.order][p.service] = cluster.Use{CPUMilli: s.CPUMilli + u.CPUMilli, MemoryBytes: s.MemoryBytes + u.MemoryBytes, DiskBytes: d.bytes}
	}
	m.disks = disks
	return all, nil
}

// one is a process that runs now.
type one struct {
	order   order.ID
	service string
	pid     int
}

func (r *Runtime) live() []one {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []one
	for id, o := range r.orders {
		for _, p := range o.all() {
			p.mu.Lock()
			if p.pid > 0 {
				all = append(all, one{id, p.settings.Service, p.pid})
			}
			p.mu.Unlock()
		}
	}
	return all
}

// measure asks the system.
func (m *measured) measure(live []one) {
	span := time.Since(m.at)
	m.at = time.Now()
	cpu := map[life]time.Duration{}
	m.roots = map[int]cluster.Use{}
	if m.disks == nil {
		m.disks = map[string]disk{}
	}
	if len(live) == 0 {
		m.cpu = cpu
		return
	}
	seen := processes()
	children := map[int][]int{}
	for pid, u := range seen {
		children[u.parent] = append(children[u.parent], pid)
	}
	for _, p := range live {
		if _, there := seen[p.pid]; !there {
			continue
		}
		var sum cluster.Use
		tree := []int{p.pid}
		for len(tree) > 0 {
			pid := tree[0]
			tree = append(tree[1:], children[pid]...)
			delete(children, pid) // once, whatever the system says
			u := seen[pid]
			name := life{pid, u.began}
			cpu[name] = u.cpu
			before, known := m.cpu[name]
			over := span
			if !known {
				over = max(u.age, useFor)
			}
			sum.CPUMilli += milli(u.cpu-before, over)
			sum.MemoryBytes += memoryOf(pid)
		}
		m.roots[p.pid] = sum
	}
	m.cpu = cpu
}

// milli is the share of a core, in thousandths, that used is of a span.
func milli(used, span time.Duration) uint32 {
	if used <= 0 || span <= 0 {
		return 0
	}
	return uint32(min(math.Round(1000*used.Seconds()/span.Seconds()), math.MaxUint32/1024))
}

// weigh is what a folder takes of its disk, or what was counted of it within the limits.
func weigh(dir string) uint64 {
	var sum uint64
	end, entries := time.Now().Add(diskWalk), 0
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if entries++; entries > diskMost || time.Now().After(end) {
			return fs.SkipAll
		}
		if err != nil {
			return nil // gone meanwhile
		}
		if info, err := d.Info(); err == nil {
			sum += blocks(info)
		}
		return nil
	})
	return sum
}
