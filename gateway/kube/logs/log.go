// Package logs gives the logs of an order's services: what their pods say, what they have said, and what those said that
// are gone, as far as it is kept. It knows the cluster by what it asks of it alone.
package logs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/cluster"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/wire"
)

// perCall is how long the API server may take to answer, and a log to go on.
const perCall = 15 * time.Second

// Reading logs: how much is given at once and held at most, and how often is looked for new pods.
const (
	batchLines = 256
	batchBytes = 256 << 10
	tailBytes  = 4 << 20
	queued     = 64 // lines that wait for a slow reader
	lookEvery  = 300 * time.Millisecond
	lookSeldom = 5 * time.Second
)

// Pods are those that a watch shows. Asking for them waits for nothing.
type Pods interface {
	// Pods are a service's, those on their way out too; of no service they are all of the namespace.
	Pods(ns, service string) []*corev1.Pod
	// Pod is one by its name; nil: it is not there.
	Pod(ns, name string) *corev1.Pod
	// Replicas is how often a service is to run.
	Replicas(ns, service string) int
}

// Server is the API server.
type Server interface {
	// OpenLog opens the log of a pod's container.
	OpenLog(ctx context.Context, ns, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error)
	// Deployed reports whether a service is to run.
	Deployed(ctx context.Context, ns, service string) (bool, error)
	// Stays reports whether a namespace is there and not about to go.
	Stays(ctx context.Context, ns string) bool
}

// Logs are those of a realm's orders. They are safe for concurrent use.
type Logs struct {
	realm  build.Realm
	dir    string // of what is kept; empty: nothing is
	pods   Pods
	server Server
	log    *slog.Logger

	life      context.Context
	end       context.CancelFunc
	loops     sync.WaitGroup
	listening chan struct{} // one for each pod that is listened to at its end

	keeping sync.Mutex // also held while the files of kept logs change
	heard   map[types.UID]struct{}
	buried  map[order.ID]time.Time // orders that were deleted just now
}

// New makes the logs of a realm. Dir is the folder for those of what was stopped; empty: they are not kept.
func New(r build.Realm, dir string, pods Pods, server Server, log *slog.Logger) *Logs {
	l := &Logs{
		realm: r, dir: dir, pods: pods, server: server, log: log,
		listening: make(chan struct{}, listeners), heard: map[types.UID]struct{}{}, buried: map[order.ID]time.Time{},
	}
	l.life, l.end = context.WithCancel(context.Background())
	return l
}

// Close ends all reading.
func (g *Logs) Close() {
	g.keeping.Lock() // nobody starts to listen to a pod any more
	g.end()
	g.keeping.Unlock()
	g.loops.Wait()
}

// Read is cluster.Logger's Log. The lines of all of a service's pods are merged by their times, those of pods that are
// gone out of what is kept. A reader that is slow slows the reading of the pods' logs down.
func (g *Logs) Read(ctx context.Context, id order.ID, name string, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	if !manifest.ValidService(name) || g.deleted(id) {
		return fmt.Errorf("order %s service %.20q: %w", id, name, cluster.ErrNoLog)
	}
	l := &logRead{g: g, ctx: ctx, id: id, ns: g.realm.Namespace(id), name: name, q: q, cursors: map[string]*cursor{}, out: &batch{take: take}}
	l.several = g.pods.Replicas(l.ns, name) > 1
	there, err := l.past(q.Tail)
	if l.out.err != nil {
		return l.out.err
	}
	if !q.Follow {
		if err == nil && (!there || l.out.given == 0 && q.Since.IsZero()) {
			err = cluster.ErrNoLog
		}
		if err != nil {
			return fmt.Errorf("log of order %s service %s: %w", id, name, err)
		}
		return nil
	}
	if !there {
		switch there, err := g.server.Deployed(ctx, l.ns, name); {
		case err != nil:
			return fmt.Errorf("log of order %s service %s: %w", id, name, err)
		case !there:
			return fmt.Errorf("log of order %s service %s: %w", id, name, cluster.ErrNoLog)
		}
	}
	return l.follow()
}

// logRead is one reading of a service's log.
type logRead struct {
	g        *Logs
	ctx      context.Context
	id       order.ID
	ns, name string
	q        cluster.LogQuery
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

// past gives what there is now, the last lines of it where tail is not 0, and reports whether there is any log at all.
// What cannot be had is left out, and told in the end.
func (l *logRead) past(tail int) (there bool, err error) {
	kept, err := l.g.kept(l.id, l.name)
	if err != nil {
		return false, err
	}
	for _, k := range kept {
		l.cursor(k.pod).last = maxTime(l.cursor(k.pod).last, k.line.At)
	}
	pods := l.g.everyPod(l.ns, l.name)
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
		if r, err := l.g.readPod(l.ctx, p, l.name, before, l.since(k)); err == nil {
			readers = append(readers, r)
		}
	}
	r, err := l.g.readPod(l.ctx, p, l.name, o, l.since(k))
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

// everyPod are a service's pods, those on their way out too, oldest first.
func (g *Logs) everyPod(ns, name string) []*corev1.Pod {
	all := slices.Clone(g.pods.Pods(ns, name))
	slices.SortFunc(all, func(a, b *corev1.Pod) int { return a.CreationTimestamp.Compare(b.CreationTimestamp.Time) })
	return all
}

// replica is a pod's short name: what Kubernetes has put at the end of it.
func replica(p *corev1.Pod) string { return p.Name[strings.LastIndexByte(p.Name, '-')+1:] }

func restarted(p *corev1.Pod, service string) bool {
	st := verdict.StatusOf(p, service)
	return st != nil && st.RestartCount > 0
}

func maxTime(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
