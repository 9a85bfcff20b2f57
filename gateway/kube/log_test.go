package kube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/build"
	"berth/shared/eth"
	"berth/shared/wire"
)

// desk plays the kubelet's part in logs: each pod has the lines of each of its container's runs.
type desk struct {
	t      *testing.T
	c      *Cluster
	client *fake.Clientset
	dir    string // of kept logs
	now    time.Time

	mu     sync.Mutex
	runs   map[string][][]string // of a pod
	live   map[string]bool       // its last run goes on
	cut    int                   // connections break after so many lines; 0: never
	opened int
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, dir: t.TempDir(), client: fake.NewClientset(), now: time.Now().Add(-time.Minute), runs: map[string][][]string{}, live: map[string]bool{}}
	client := standIn(d.client)
	client.Log = d.open
	c, err := New(Config{Node: eth.Address{1}, Logs: d.dir, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: client})
	if err != nil {
		t.Fatal(err)
	}
	d.c = c
	c.Observe(func(cluster.Event) {}, func(cluster.Happening) {})
	t.Cleanup(func() { c.Close() })
	return d
}

// run starts a pod's container, again if it has run.
func (d *desk) run(replicas int, pod string) {
	d.t.Helper()
	d.mu.Lock()
	d.runs[pod] = append(d.runs[pod], nil)
	d.live[pod] = true
	n := int32(len(d.runs[pod])) - 1
	d.mu.Unlock()
	ns, ctx, of := d.c.namespaceOf(7), d.t.Context(), build.New(d.c.realm, cluster.Workload{Order: 7}).LabelsOf("web")
	r := int32(replicas)
	d.client.CoreV1().Namespaces().Create(ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns, Labels: of}}, metav1.CreateOptions{})
	d.client.AppsV1().Deployments(ns).Create(ctx, &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: ns, Labels: of}, Spec: appsv1.DeploymentSpec{Replicas: &r}}, metav1.CreateOptions{})
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: pod, Namespace: ns, Labels: of, UID: types.UID(pod)},
		Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{
			Name: "web", RestartCount: n, ContainerID: fmt.Sprint(pod, n), State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}},
		}}},
	}
	d.put(p)
}

func (d *desk) put(p *corev1.Pod) {
	d.t.Helper()
	_, err := d.client.CoreV1().Pods(p.Namespace).Update(d.t.Context(), p, metav1.UpdateOptions{})
	if apierrors.IsNotFound(err) {
		_, err = d.client.CoreV1().Pods(p.Namespace).Create(d.t.Context(), p, metav1.CreateOptions{})
	}
	if err != nil {
		d.t.Fatal(err)
	}
	clustertest.Until(d.t, 5*time.Second, "the watch has it", func() bool {
		got := d.c.watches.Pod(p.Namespace, p.Name)
		_, err := d.c.watches.deployments.Deployments(p.Namespace).Get("web")
		return got != nil && err == nil && got.DeletionTimestamp.Equal(p.DeletionTimestamp) &&
			got.Status.ContainerStatuses[0].ContainerID == p.Status.ContainerStatuses[0].ContainerID
	})
}

// say writes a line, a hundredth of a second after the last one.
func (d *desk) say(pod, format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(10 * time.Millisecond)
	i := len(d.runs[pod]) - 1
	d.runs[pod][i] = append(d.runs[pod][i], d.now.UTC().Format(time.RFC3339Nano)+" "+fmt.Sprintf(format, args...)+"\n")
}

// end ends a pod's container.
func (d *desk) end(pod string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.live[pod] = false
}

// openings is how often a log was opened.
func (d *desk) openings() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.opened
}

// open is what the API has for GetLogs.
func (d *desk) open(ctx context.Context, _, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error) {
	if o.Container != "web" || !o.Timestamps {
		return nil, errors.New("that is not what it should ask for")
	}
	d.mu.Lock()
	d.opened++
	run := len(d.runs[pod]) - 1
	if o.Previous {
		run--
	}
	d.mu.Unlock()
	if run < 0 {
		return nil, apierrors.NewBadRequest("previous terminated container not found")
	}
	r, w := io.Pipe()
	stop := context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
	go func() {
		defer stop()
		d.mu.Lock()
		i, n := 0, 0
		if o.TailLines != nil {
			i = max(0, len(d.runs[pod][run])-int(*o.TailLines))
		}
		cut := d.cut
		for {
			for i < len(d.runs[pod][run]) {
				line := d.runs[pod][run][i]
				i++
				at, _ := time.Parse(time.RFC3339Nano, line[:strings.IndexByte(line, ' ')])
				if o.SinceTime != nil && at.Before(o.SinceTime.Truncate(time.Second)) { // whole seconds go over the wire
					continue
				}
				d.mu.Unlock()
				if n++; cut > 0 && n > cut {
					io.WriteString(w, line[:len(line)/2])
					w.CloseWithError(errors.New("connection reset"))
					return
				}
				if _, err := io.WriteString(w, line); err != nil {
					return
				}
				d.mu.Lock()
			}
			if over := run < len(d.runs[pod])-1 || !d.live[pod]; over || !o.Follow {
				break
			}
			d.mu.Unlock()
			if ctx.Err() != nil {
				return
			}
			time.Sleep(time.Millisecond)
			d.mu.Lock()
		}
		d.mu.Unlock()
		w.Close()
	}()
	return r, nil
}

func (d *desk) log(q cluster.LogQuery) string {
	d.t.Helper()
	var all []string
	err := d.c.Log(d.t.Context(), 7, "web", q, func(lines []wire.LogLine) error {
		for _, l := range lines {
			all = append(all, strings.TrimPrefix(l.Replica+":"+l.Text, ":"))
		}
		return nil
	})
	if err != nil && !errors.Is(err, cluster.ErrNoLog) {
		d.t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestLogOfReplicas(t *testing.T) {
	d := newDesk(t)
	d.run(2, "web-5c4-aaaaa")
	d.run(2, "web-5c4-bbbbb")
	for i := range 6 {
		d.say([]string{"web-5c4-aaaaa", "web-5c4-bbbbb"}[i%2], "%d", i)
	}
	for q, want := range map[cluster.LogQuery]string{
		{}:        "aaaaa:0 bbbbb:1 aaaaa:2 bbbbb:3 aaaaa:4 bbbbb:5",
		{Tail: 3}: "bbbbb:3 aaaaa:4 bbbbb:5",
		{Since: d.now.Add(-25 * time.Millisecond)}: "bbbbb:3 aaaaa:4 bbbbb:5",
		{Since: d.now}: "",
	} {
		if got := d.log(q); got != want {
			t.Errorf("%+v: got %s, want %s", q, got, want)
		}
	}
}

func TestLogOfThoseBefore(t *testing.T) {
	d := newDesk(t)
	d.run(1, "web-5c4-aaaaa")
	d.say("web-5c4-aaaaa", "crashed")
	d.run(1, "web-5c4-aaaaa")
	if got := d.log(cluster.LogQuery{}); got != "crashed" {
		t.Errorf("got %q, want what it said before it crashed", got)
	}
	d.say("web-5c4-aaaaa", "again")
	if got := d.log(cluster.LogQuery{}); got != "crashed again" {
		t.Errorf("got %q", got)
	}
	if got := d.log(cluster.LogQuery{Tail: 1}); got != "again" {
		t.Errorf("got %q", got)
	}
}

// TestFollowLog follows a service through restarts, broken connections, and pods that come and go: each line comes once.
func TestFollowLog(t *testing.T) {
	for _, cut := range []int{0, 7} {
		t.Run(fmt.Sprint("cut after ", cut), func(t *testing.T) {
			d := newDesk(t)
			d.run(1, "web-5c4-aaaaa")
			d.say("web-5c4-aaaaa", "0")
			d.mu.Lock()
			d.cut = cut
			d.mu.Unlock()
			ctx, cancel := context.WithCancel(t.Context())
			var mu sync.Mutex
			var got []string
			done := make(chan error, 1)
			go func() {
				done <- d.c.Log(ctx, 7, "web", cluster.LogQuery{Follow: true}, func(lines []wire.LogLine) error {
					mu.Lock()
					defer mu.Unlock()
					for _, l := range lines {
						got = append(got, l.Text)
					}
					return nil
				})
			}()
			n := 1
			await := func() {
				t.Helper()
				clustertest.Until(t, 20*time.Second, fmt.Sprint(n, " lines came"), func() bool {
					mu.Lock()
					defer mu.Unlock()
					return len(got) >= n
				})
			}
			pod := "web-5c4-aaaaa"
			await()
			for step := range 4 {
				for range 5 {
					d.say(pod, "%d", n)
					n++
				}
				await()
				switch step {
				case 0, 2:
					d.end(pod)
					d.run(1, pod)
				case 1:
					d.end(pod)
					if err := d.client.CoreV1().Pods(d.c.namespaceOf(7)).Delete(t.Context(), pod, metav1.DeleteOptions{}); err != nil {
						t.Fatal(err)
					}
					pod = "web-7d8-bbbbb"
					d.run(1, pod)
				}
			}
			d.end(pod)
			opened := d.openings()
			clustertest.Until(t, 20*time.Second, "it is read again, and what came twice would have come", func() bool { return d.openings() >= opened+2 })
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			for i, s := range got {
				if s != fmt.Sprint(i) {
					t.Fatalf("line %d is %s: %v", i, s, got)
				}
			}
			if len(got) != n {
				t.Errorf("got %d lines, want %d", len(got), n)
			}
		})
	}
}

// TestSlowReader: what is read ahead for one who does not take is bounded.
func TestSlowReader(t *testing.T) {
	d := newDesk(t)
	d.run(1, "web-5c4-aaaaa")
	text := strings.Repeat("x", 10<<10)
	for range 3000 {
		d.say("web-5c4-aaaaa", "%s", text)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := d.c.Log(ctx, 7, "web", cluster.LogQuery{Follow: true}, func(lines []wire.LogLine) error {
		bytes := 0
		for _, l := range lines {
			bytes += len(l.Text)
		}
		if bytes > 256<<10+16<<10 || len(lines) > 256 {
			t.Errorf("a batch of %d lines, %d bytes", len(lines), bytes)
		}
		if n += len(lines); n == 3000 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 3000 {
		t.Errorf("got %d lines, %v", n, err)
	}
}

// TestKeptLog: what pods said that are gone is kept, their last words too, until the order is deleted.
func TestKeptLog(t *testing.T) {
	d := newDesk(t)
	const pod = "web-5c4-aaaaa"
	d.run(1, pod)
	d.say(pod, "one")
	d.c.logs.Keep(t.Context(), 7)
	d.say(pod, "two")
	p, err := d.client.CoreV1().Pods(d.c.namespaceOf(7)).Get(t.Context(), pod, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	now := metav1.NewTime(time.Now().Truncate(time.Second))
	p.DeletionTimestamp = &now
	d.put(p)
	d.say(pod, "last words")
	d.end(pod)
	file := filepath.Join(d.dir, "7", "web.log")
	awaitFile := func(text string) {
		t.Helper()
		clustertest.Until(t, 10*time.Second, text+" is kept", func() bool {
			raw, _ := os.ReadFile(file)
			return strings.Contains(string(raw), text)
		})
	}
	awaitFile("last words")
	if got := d.log(cluster.LogQuery{}); got != "one two last words" {
		t.Errorf("with the pod there still: %q", got)
	}
	if err := d.client.CoreV1().Pods(p.Namespace).Delete(t.Context(), pod, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	const next = "web-7d8-bbbbb"
	d.run(1, next)
	d.say(next, "next")
	if got := d.log(cluster.LogQuery{}); got != "one two last words next" {
		t.Errorf("with the next revision's: %q", got)
	}
	if got := d.log(cluster.LogQuery{Tail: 2}); got != "last words next" {
		t.Errorf("the last two: %q", got)
	}
	if err := d.c.Delete(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	if err := d.c.Log(t.Context(), 7, "web", cluster.LogQuery{}, func([]wire.LogLine) error { return nil }); !errors.Is(err, cluster.ErrNoLog) {
		t.Errorf("after it was deleted: %v", err)
	}
	d.c.logs.Keep(t.Context(), 7)
	if _, err := os.Stat(filepath.Dir(file)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is kept of what was deleted: %v", err)
	}
}
