package logs

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/kube/verdict"
	"berth/shared/wire"
)

// follow gives the lines to come, of all pods that there are and will be.
func (l *logRead) follow() error {
	ctx, cancel := context.WithCancel(l.ctx)
	var readers sync.WaitGroup
	defer readers.Wait()
	defer cancel()
	lines := make(chan wire.LogLine, queued)
	type state struct {
		over atomic.Bool
		seen bool
	}
	reading := map[types.UID]*state{}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		l.several = l.g.pods.Replicas(l.ns, l.name) > 1
		for _, s := range reading {
			s.seen = false
		}
		for _, p := range l.g.everyPod(l.ns, l.name) {
			s := reading[p.UID]
			if s == nil {
				s = &state{}
				reading[p.UID] = s
				r := &podRead{g: l.g, pod: p, service: l.name, since: l.q.Since, several: l.several, k: l.cursor(replica(p)), out: lines}
				readers.Go(func() {
					r.run(ctx)
					s.over.Store(true)
				})
			}
			s.seen = true
		}
		for uid, s := range reading {
			if !s.seen && s.over.Load() {
				delete(reading, uid)
			}
		}
		for wait := true; wait; {
			select {
			case <-l.ctx.Done():
				return l.ctx.Err()
			case <-l.g.life.Done():
				return fmt.Errorf("log of order %s: the gateway ends", l.id)
			case <-tick.C:
				wait = false
			case line := <-lines:
				for more := true; more; {
					if err := l.out.add(line); err != nil {
						return err
					}
					select {
					case line = <-lines:
					default:
						more = false
					}
				}
				if err := l.out.flush(); err != nil {
					return err
				}
			}
		}
	}
}

// podRead follows one pod, through its containers' restarts and broken connections.
type podRead struct {
	g       *Logs
	pod     *corev1.Pod
	service string
	since   time.Time
	several bool
	k       *cursor
	out     chan<- wire.LogLine
}

// run ends with the pod or ctx.
func (r *podRead) run(ctx context.Context) {
	pause := lookEvery
	restarts, spent := int32(-1), ""
	for {
		p := r.g.pods.Pod(r.pod.Namespace, r.pod.Name)
		if p == nil || p.UID != r.pod.UID {
			return
		}
		var err error
		n, broken := 0, false
		if st := verdict.StatusOf(p, r.service); st != nil && st.ContainerID != "" && (st.State.Running != nil || st.ContainerID != spent) {
			if restarts >= 0 && st.RestartCount > restarts {
				_, _ = r.pump(ctx, p, corev1.PodLogOptions{Previous: true}) // as far as there is any
			}
			restarts = st.RestartCount
			n, err = r.pump(ctx, p, corev1.PodLogOptions{Follow: true})
			if broken = err != nil; !broken && n == 0 && st.State.Running == nil {
				spent = st.ContainerID
			}
		}
		if broken && n == 0 {
			pause = min(2*pause, lookSeldom)
		} else {
			pause = lookEvery
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// pump gives what is new in one of a pod's logs.
func (r *podRead) pump(ctx context.Context, p *corev1.Pod, o corev1.PodLogOptions) (n int, err error) {
	log, err := r.g.readPod(ctx, p, r.service, o, maxTime(r.k.from(), r.since))
	if err != nil || log == nil {
		return 0, err
	}
	defer log.close()
	fresh := r.k.resume()
	for {
		at, text, err := log.next()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		if !fresh(at) {
			continue
		}
		if at.After(r.since) {
			line := wire.LogLine{At: at, Text: text}
			if r.several {
				line.Replica = replica(p)
			}
			select {
			case <-ctx.Done():
				return n, ctx.Err()
			case r.out <- line:
			}
		}
		r.k.see(at)
		n++
	}
}
