package logs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/kube/build"
	"berth/shared/order"
	"berth/shared/wire"
)

// What is kept of the logs of pods that go: of each service its last bytes, of each order so many services, those that an
// earlier revision had too. And how long a stop may take for that, and how long a pod that goes is listened to.
const (
	keptLog   = 1 << 20
	keptFiles = 16
	logWait   = 3 * time.Second
	lastWords = 90 * time.Second
	listeners = 8
	buriedFor = 10 * time.Minute
)

// keptLine is a line of a pod that is gone, or about to go.
type keptLine struct {
	pod  string
	line wire.LogLine
}

// appendTo writes it as it is in the file: time, pod with + where its name is shown, text.
func (k keptLine) appendTo(b []byte) []byte {
	sign := byte('-')
	if k.line.Replica != "" {
		sign = '+'
	}
	b = append(k.line.At.UTC().AppendFormat(b, time.RFC3339Nano), ' ', sign)
	return append(append(append(append(b, k.pod...), ' '), k.line.Text...), '\n')
}

// parseKept reads such a file and puts it in order. What is not a line of it is passed over.
func parseKept(raw []byte) []keptLine {
	var all []keptLine
	for l := range bytes.Lines(raw) {
		stamp, rest, _ := bytes.Cut(l, []byte(" "))
		pod, text, ok := bytes.Cut(rest, []byte(" "))
		at, err := time.Parse(time.RFC3339Nano, string(stamp))
		if err != nil || !ok || len(pod) < 2 || pod[0] != '+' && pod[0] != '-' {
			continue
		}
		k := keptLine{string(pod[1:]), wire.LogLine{At: at, Text: cleanLine(bytes.TrimSuffix(text, []byte("\n")))}}
		if pod[0] == '+' {
			k.line.Replica = k.pod
		}
		all = append(all, k)
	}
	slices.SortStableFunc(all, func(a, b keptLine) int { return a.line.At.Compare(b.line.At) })
	return all
}

func (g *Logs) logFile(id order.ID, name string) string {
	return filepath.Join(g.dir, id.String(), name+".log")
}

// kept is what is kept of a service's log.
func (g *Logs) kept(id order.ID, name string) ([]keptLine, error) {
	if g.dir == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(g.logFile(id, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("kube: kept log: %w", err)
	}
	return parseKept(raw), nil
}

// keep adds lines to what is kept, but for those that are there already.
func (g *Logs) keep(id order.ID, name string, lines []keptLine) error {
	g.keeping.Lock()
	defer g.keeping.Unlock()
	if g.buried[id] != (time.Time{}) {
		return nil
	}
	path := g.logFile(id, name)
	raw, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("kube: kept log: %w", err)
	}
	fresh, last := err != nil, map[string]time.Time{}
	for _, k := range parseKept(raw) {
		last[k.pod] = maxTime(last[k.pod], k.line.At)
	}
	n := len(raw)
	for _, k := range lines {
		if k.line.At.After(last[k.pod]) {
			raw = k.appendTo(raw)
		}
	}
	if len(raw) == n {
		return nil
	}
	if over := len(raw) - keptLog; over > 0 {
		raw = raw[over:]
		raw = raw[bytes.IndexByte(raw, '\n')+1:]
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("kube: kept log: %w", err)
	}
	if fresh {
		g.makeRoom(filepath.Dir(path))
	}
	tmp := path + ".new"
	if err := errors.Join(os.WriteFile(tmp, raw, 0o600), os.Rename(tmp, path)); err != nil {
		return fmt.Errorf("kube: kept log: %w", err)
	}
	return nil
}

// makeRoom removes an order's oldest logs where there are too many: each revision may have services of other names.
func (g *Logs) makeRoom(dir string) {
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < keptFiles {
		return
	}
	age := func(f os.DirEntry) time.Time {
		info, err := f.Info()
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}
	slices.SortFunc(files, func(a, b os.DirEntry) int { return age(a).Compare(age(b)) })
	for _, f := range files[:len(files)-keptFiles+1] {
		if err := os.Remove(filepath.Join(dir, f.Name())); err != nil {
			g.log.Warn("old log not removed", "err", err)
		}
	}
}

// Keep writes down what an order's services have said, as far as that can be had soon: nothing fails for it.
func (g *Logs) Keep(ctx context.Context, id order.ID) {
	ns := g.realm.Namespace(id)
	all := g.pods.Pods(ns, "")
	if g.dir == "" || len(all) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, logWait)
	defer cancel()
	var names []string
	for _, p := range all {
		if n := p.Labels[build.LabelService]; !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	for _, name := range names {
		var lines []keptLine
		for _, p := range g.everyPod(ns, name) {
			lines = append(lines, g.lastOf(ctx, p, name, false)...)
		}
		slices.SortStableFunc(lines, func(a, b keptLine) int { return a.line.At.Compare(b.line.At) })
		if err := g.keep(id, name, lines); err != nil {
			g.log.Warn("log not kept", "order", id, "service", name, "err", err)
		}
	}
}

// KeepPod writes down what a pod has said that is about to be removed.
func (g *Logs) KeepPod(ctx context.Context, p *corev1.Pod) {
	id, err := order.ParseID(p.Labels[build.LabelOrder])
	if err != nil || g.dir == "" || g.realm.Namespace(id) != p.Namespace {
		return
	}
	if err := g.keep(id, p.Labels[build.LabelService], g.lastOf(ctx, p, p.Labels[build.LabelService], false)); err != nil {
		g.log.Warn("log not kept", "order", id, "err", err)
	}
}

// lastOf are the last lines of a pod, at most what is kept of a service; with wait also those that it says until it is
// gone.
func (g *Logs) lastOf(ctx context.Context, p *corev1.Pod, service string, wait bool) []keptLine {
	last := lastLines{most: 1 << 20, limit: keptLog}
	var show string
	if g.pods.Replicas(p.Namespace, service) > 1 {
		show = replica(p)
	}
	read := func(o corev1.PodLogOptions) {
		n := int64(keptLog / 32)
		o.TailLines = &n
		r, err := g.readPod(ctx, p, service, o, time.Time{})
		if err != nil || r == nil {
			return
		}
		defer r.close()
		for {
			at, text, err := r.next()
			if err != nil {
				return
			}
			last.add(wire.LogLine{At: at, Text: text, Replica: show})
		}
	}
	if restarted(p, service) {
		read(corev1.PodLogOptions{Previous: true})
	}
	read(corev1.PodLogOptions{Follow: wait})
	lines := make([]keptLine, len(last.lines))
	for i, l := range last.lines {
		lines[i] = keptLine{replica(p), l}
	}
	return lines
}

// Hear listens to a pod that is on its way out, so that what it says at last is kept too.
func (g *Logs) Hear(p *corev1.Pod) {
	id, err := order.ParseID(p.Labels[build.LabelOrder])
	service := p.Labels[build.LabelService]
	if err != nil || g.dir == "" || p.DeletionTimestamp == nil || service == "" || g.realm.Namespace(id) != p.Namespace {
		return
	}
	g.keeping.Lock()
	_, heard := g.heard[p.UID]
	if heard || g.buried[id] != (time.Time{}) || g.life.Err() != nil {
		g.keeping.Unlock()
		return
	}
	g.heard[p.UID] = struct{}{}
	g.loops.Go(func() {
		select {
		case g.listening <- struct{}{}:
		case <-g.life.Done():
			return
		}
		defer func() { <-g.listening }()
		ctx, cancel := context.WithTimeout(g.life, lastWords)
		defer cancel()
		lines := g.lastOf(ctx, p, service, true)
		if len(lines) == 0 || !g.stays(p.Namespace) {
			return
		}
		if err := g.keep(id, service, lines); err != nil {
			g.log.Warn("log not kept", "order", id, "service", service, "err", err)
		}
	})
	g.keeping.Unlock()
}

// Unheard forgets a pod that is gone.
func (g *Logs) Unheard(uid types.UID) {
	g.keeping.Lock()
	defer g.keeping.Unlock()
	delete(g.heard, uid)
}

// stays reports whether a namespace is there and stays: the logs of one that goes are not kept any more.
func (g *Logs) stays(ns string) bool {
	ctx, cancel := context.WithTimeout(g.life, perCall)
	defer cancel()
	return g.server.Stays(ctx, ns)
}

// Bury removes an order's logs. Its pods may be there for a while yet: nothing of them is shown or kept any more.
func (g *Logs) Bury(id order.ID) error {
	g.keeping.Lock()
	defer g.keeping.Unlock()
	now := time.Now()
	for old, at := range g.buried {
		if now.Sub(at) > buriedFor {
			delete(g.buried, old)
		}
	}
	g.buried[id] = now
	if g.dir == "" {
		return nil
	}
	if err := os.RemoveAll(filepath.Join(g.dir, id.String())); err != nil {
		return fmt.Errorf("kube: kept logs: %w", err)
	}
	return nil
}

// Unbury is for an order that is applied again.
func (g *Logs) Unbury(id order.ID) {
	g.keeping.Lock()
	defer g.keeping.Unlock()
	delete(g.buried, id)
}

func (g *Logs) deleted(id order.ID) bool {
	g.keeping.Lock()
	defer g.keeping.Unlock()
	return g.buried[id] != (time.Time{})
}
