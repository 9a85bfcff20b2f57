package kube

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/lease"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/wire"
)

// Reading logs: how much is given at once and held at most, and how often is looked for new pods.
const (
	batchLines = 256
	batchBytes = 256 << 10
	tailBytes  = 4 << 20
	queued     = 64 // lines that wait for a slow reader
	lookEvery  = 300 * time.Millisecond
	lookSeldom = 5 * time.Second
)

// Log implements lease.Cluster. The lines of all of a service's pods are merged by their times, those of pods that are
// gone out of what is kept. A reader that is slow slows the reading of the pods' logs down.
func (c *Cluster) Log(ctx context.Context, id order.ID, name string, q lease.LogQuery, take func([]wire.LogLine) error) error {
	if !manifest.ValidService(name) || c.deleted(id) {
		return fmt.Errorf("order %s service %.20q: %w", id, name, lease.ErrNoLog)
	}
	l := &logRead{c: c, ctx: ctx, id: id, ns: c.namespaceOf(id), name: name, q: q, cursors: map[string]*cursor{}, out: &batch{take: take}}
	l.several = c.replicas(l.ns, name) > 1
	there, err := l.past(q.Tail)
	if l.out.err != nil {
		return l.out.err
	}
	if !q.Follow {
		if err == nil && (!there || l.out.given == 0 && q.Since.IsZero()) {
			err = lease.ErrNoLog
		}
		if err != nil {
			return fmt.Errorf("log of order %s service %s: %w", id, name, err)
		}
		return nil
	}
	if !there {
		switch _, err := c.client.AppsV1().Deployments(l.ns).Get(ctx, name, metav1.GetOptions{}); {
		case apierrors.IsNotFound(err):
			return fmt.Errorf("log of order %s service %s: %w", id, name, lease.ErrNoLog)
		case err != nil:
			return fmt.Errorf("log of order %s service %s: %w", id, name, err)
		}
	}
	return l.follow()
}

// logRead is one reading of a service's log.
type logRead struct {
	c        *Cluster
	ctx      context.Context
	id       order.ID
	ns, name string
	q        lease.LogQuery
	several  bool // replicas, so that each line says whose it is
	cursors  map[string]*cursor
	out      *batch
}

// batch gives lines to a reader, many at a time.
type batch struct {
	take  func([]wire.LogLine) error
	lines []wire.LogLine
	bytes int
	given int
	err   error // of take
}

func (b *batch) add(l wire.LogLine) error {
	b.lines = append(b.lines, l)
	if b.bytes += len(l.Text); len(b.lines) >= batchLines || b.bytes >= batchBytes {
		return b.flush()
	}
	return nil
}

func (b *batch) flush() error {
	if len(b.lines) > 0 && b.err == nil {
		b.given += len(b.lines)
		b.err = b.take(b.lines)
		b.lines, b.bytes = nil, 0 // the reader may keep them
	}
	return b.err
}

// source is one of several logs that are merged. Its next gives io.EOF in the end.
type source struct {
	next  func() (wire.LogLine, error)
	close func()
	head  wire.LogLine
}

// past gives what there is now, the last lines of it where tail is not 0, and tells whether there is any log at all.
// What cannot be had is left out, and told in the end.
func (l *logRead) past(tail int) (there bool, err error) {
	kept, err := l.c.kept(l.id, l.name)
	if err != nil {
		return false, err
	}
	for _, k := range kept {
		l.cursor(k.pod).last = maxTime(l.cursor(k.pod).last, k.line.At)
	}
	pods := l.c.everyPod(l.ns, l.name)
	sources, oerr := l.open(pods, tail)
	defer func() {
		for _, s := range sources {
			s.close()
		}
	}()
	sources = append(sources, &source{close: func() {}, next: func() (wire.LogLine, error) {
		for len(kept) > 0 {
			k := kept[0]
			kept = kept[1:]
			if l.q.Since.IsZero() || k.line.At.After(l.q.Since) {
				return k.line, nil
			}
		}
		return wire.LogLine{}, io.EOF
	}})
	there = len(kept) > 0 || len(pods) > 0
	give := l.out.add
	var last *lastLines
	if tail > 0 {
		last = &lastLines{most: tail}
		give = func(line wire.LogLine) error { last.add(line); return nil }
	}
	if err := errors.Join(oerr, l.merge(sources, give)); err != nil || last == nil {
		return there, errors.Join(err, l.out.flush())
	}
	for _, line := range last.lines {
		if err := l.out.add(line); err != nil {
			return there, err
		}
	}
	return there, l.out.flush()
}

// merge gives the sources' lines by their times.
func (l *logRead) merge(sources []*source, give func(wire.LogLine) error) error {
	var failed error
	live := make([]*source, 0, len(sources))
	step := func(s *source) bool {
		var err error
		if s.head, err = s.next(); err != nil && err != io.EOF {
			failed = errors.Join(failed, err)
		}
		return err == nil
	}
	for _, s := range sources {
		if step(s) {
			live = append(live, s)
		}
	}
	for len(live) > 0 {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		first := 0
		for i, s := range live {
			if s.head.At.Before(live[first].head.At) {
				first = i
			}
		}
		if err := give(live[first].head); err != nil {
			return err
		}
		if !step(live[first]) {
			live = slices.Delete(live, first, first+1)
		}
	}
	return failed
}

// lastLines keeps the last lines, so many and so much at most.
type lastLines struct {
	most, bytes int
	limit       int // bytes; 0: tailBytes
	lines       []wire.LogLine
}

func (t *lastLines) add(line wire.LogLine) {
	t.lines = append(t.lines, line)
	t.bytes += len(line.Text)
	for len(t.lines) > t.most || t.bytes > cmp.Or(t.limit, tailBytes) {
		t.bytes -= len(t.lines[0].Text)
		t.lines[0] = wire.LogLine{}
		t.lines = t.lines[1:]
	}
}

// open opens the pods' logs side by side: what the containers before the present ones said, too, as far as the kubelet has it.
func (l *logRead) open(pods []*corev1.Pod, tail int) ([]*source, error) {
	var wg sync.WaitGroup
	found, errs := make([]*source, len(pods)), make([]error, len(pods))
	limit := make(chan struct{}, 8)
	for i, p := range pods {
		k := l.cursor(replica(p))
		wg.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			found[i], errs[i] = l.podSource(p, k, tail)
		})
	}
	wg.Wait()
	return slices.DeleteFunc(found, func(s *source) bool { return s == nil }), errors.Join(errs...)
}

// podSource is what a pod has said so far.
func (l *logRead) podSource(p *corev1.Pod, k *cursor, tail int) (*source, error) {
	o := corev1.PodLogOptions{}
	if tail > 0 {
		n := int64(tail)
		o.TailLines = &n
	}
	var readers []*podLog
	if restarted(p, l.name) {
		before := o
		before.Previous = true
		if r, err := l.c.readPod(l.ctx, p, l.name, before, l.since(k)); err == nil {
			readers = append(readers, r)
		}
	}
	r, err := l.c.readPod(l.ctx, p, l.name, o, l.since(k))
	if err != nil {
		for _, r := range readers {
			r.close()
		}
		return nil, err
	}
	if r != nil {
		readers = append(readers, r)
	}
	s := &source{close: func() {
		for _, r := range readers {
			r.close()
		}
	}}
	fresh := k.resume()
	s.next = func() (wire.LogLine, error) {
		for len(readers) > 0 {
			at, text, err := readers[0].next()
			switch {
			case err == io.EOF:
				readers[0].close()
				readers, fresh = readers[1:], k.resume()
			case err != nil:
				return wire.LogLine{}, err
			case fresh(at):
				k.see(at)
				if at.After(l.q.Since) {
					return l.line(p, at, text), nil
				}
			}
		}
		return wire.LogLine{}, io.EOF
	}
	return s, nil
}

func (l *logRead) line(p *corev1.Pod, at time.Time, text string) wire.LogLine {
	line := wire.LogLine{At: at, Text: text}
	if l.several {
		line.Replica = replica(p)
	}
	return line
}

func (l *logRead) cursor(pod string) *cursor {
	k := l.cursors[pod]
	if k == nil {
		k = &cursor{}
		l.cursors[pod] = k
	}
	return k
}

// since is from when on a pod's log is read.
func (l *logRead) since(k *cursor) time.Time { return maxTime(k.from(), l.q.Since) }

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
		l.several = l.c.replicas(l.ns, l.name) > 1
		for _, s := range reading {
			s.seen = false
		}
		for _, p := range l.c.everyPod(l.ns, l.name) {
			s := reading[p.UID]
			if s == nil {
				s = &state{}
				reading[p.UID] = s
				r := &podRead{c: l.c, pod: p, service: l.name, since: l.q.Since, several: l.several, k: l.cursor(replica(p)), out: lines}
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
			case <-l.c.life.Done():
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
	c       *Cluster
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
		p, err := r.c.pods.Pods(r.pod.Namespace).Get(r.pod.Name)
		if err != nil || p.UID != r.pod.UID {
			return
		}
		n, broken := 0, false
		if st := statusOf(p, r.service); st != nil && st.ContainerID != "" && (st.State.Running != nil || st.ContainerID != spent) {
			if restarts >= 0 && st.RestartCount > restarts {
				r.pump(ctx, p, corev1.PodLogOptions{Previous: true}) // as far as there is any
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
	log, err := r.c.readPod(ctx, p, r.service, o, maxTime(r.k.from(), r.since))
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

// podLog is an open log.
type podLog struct {
	lineReader
	close func()
}

// readPod opens a container's log with times; nil: it has none, since it was never started. Whoever does not follow it
// gets an error when nothing comes for long; the time that he takes himself does not count.
func (c *Cluster) readPod(ctx context.Context, p *corev1.Pod, service string, o corev1.PodLogOptions, since time.Time) (*podLog, error) {
	o.Container, o.Timestamps = service, true
	if !since.IsZero() {
		t := metav1.NewTime(since)
		o.SinceTime = &t
	}
	ctx, cancel := context.WithCancel(ctx)
	late := time.AfterFunc(perCall, cancel)
	body, err := c.openLog(ctx, p.Namespace, p.Name, &o)
	late.Stop()
	if err != nil {
		cancel()
		if apierrors.IsNotFound(err) || apierrors.IsBadRequest(err) {
			return nil, nil
		}
		return nil, fmt.Errorf("kube: log of %s: %w", service, err)
	}
	var r io.Reader = body
	if !o.Follow {
		r = &hasty{r: body, cancel: cancel}
	}
	return &podLog{newLineReader(r), sync.OnceFunc(func() {
		cancel()
		body.Close()
	})}, nil
}

// hasty gives up reading when nothing comes for long.
type hasty struct {
	r      io.Reader
	cancel func()
}

func (h *hasty) Read(b []byte) (int, error) {
	late := time.AfterFunc(perCall, h.cancel)
	defer late.Stop()
	return h.r.Read(b)
}

// everyPod are a service's pods, those on their way out too, oldest first.
func (c *Cluster) everyPod(ns, name string) []*corev1.Pod {
	all, err := c.pods.Pods(ns).List(labels.SelectorFromSet(labels.Set{labelService: name}))
	if err != nil {
		return nil
	}
	slices.SortFunc(all, func(a, b *corev1.Pod) int { return a.CreationTimestamp.Compare(b.CreationTimestamp.Time) })
	return all
}

// replicas is how often a service is to run.
func (c *Cluster) replicas(ns, name string) int {
	d, err := c.deployments.Deployments(ns).Get(name)
	if err != nil {
		return 1
	}
	return replicasOf(d)
}

func replicasOf(d *appsv1.Deployment) int {
	if d.Spec.Replicas == nil {
		return 1
	}
	return int(*d.Spec.Replicas)
}

// replica is a pod's short name: what Kubernetes has put at the end of it.
func replica(p *corev1.Pod) string { return p.Name[strings.LastIndexByte(p.Name, '-')+1:] }

func statusOf(p *corev1.Pod, service string) *corev1.ContainerStatus {
	for i := range p.Status.ContainerStatuses {
		if p.Status.ContainerStatuses[i].Name == service {
			return &p.Status.ContainerStatuses[i]
		}
	}
	return nil
}

func restarted(p *corev1.Pod, service string) bool {
	st := statusOf(p, service)
	return st != nil && st.RestartCount > 0
}

func maxTime(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
