package local

import (
	"sync"

	"berth/gateway/manifest"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// turns let a workload's services start one after the other, where they come after others.
type turns struct {
	mu   sync.Mutex             // one looks at a time, so that what is told of a service is told in its order
	told map[string]phrase.Text // what is told of those that wait
}

// advance starts the services of a workload whose turn it is.
func (r *Runtime) advance(o *running) {
	o.turns.mu.Lock()
	defer o.turns.mu.Unlock()
	for _, s := range o.workload.Manifest.Services {
		r.mu.Lock()
		p := o.procs[s.Name]
		over, started := r.closed || r.orders[o.workload.Order] != o, p.cancel != nil
		text := o.waits(s)
		rests := p.asleep
		if !over && !started && !rests && text == "" {
			p.start()
		}
		r.mu.Unlock()
		switch {
		case over:
			return
		case !started && !rests && text != "" && o.turns.told[s.Name] != text:
			o.turns.told[s.Name] = text
			p.tell(wire.PhaseScheduled, text)
		}
	}
}

// waits is what a service waits for; empty: it may start.
func (o *running) waits(s manifest.Service) phrase.Text {
	for _, a := range s.After {
		q := o.procs[a.Service]
		switch a.Until {
		case manifest.Done:
			if q.ended.Load() {
				continue
			}
		case manifest.Ready:
			if q.up.Load() {
				continue
			}
		default:
			if q.begun.Load() || q.ended.Load() {
				continue
			}
		}
		return a.Waits(q.broken.Load())
	}
	return ""
}
