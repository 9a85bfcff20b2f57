// Package clustertest has the contract of cluster.Cluster as tests. Each implementation runs them.
package clustertest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Log collects a cluster's events and happenings. It is safe for concurrent use.
type Log struct {
	mu       sync.Mutex
	events   []cluster.Event
	happened []cluster.Happening
	news     chan struct{} // closed with the next one; nil: nobody waits for it
}

// Note is for cluster.Cluster.Observe.
func (l *Log) Note(e cluster.Event) {
	l.note(func() { l.events = append(l.events, e) })
}

// note writes something down and lets those go on who wait for news.
func (l *Log) note(write func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	write()
	if l.news != nil {
		close(l.news)
		l.news = nil
	}
}

// tellWait is how long an event or a happening may take.
const tellWait = 15 * time.Second

// until waits for a condition of what was noted, and reports whether it came. The condition is asked with mu held.
func (l *Log) until(ok func() bool) bool {
	late := time.After(tellWait)
	for {
		l.mu.Lock()
		if ok() {
			l.mu.Unlock()
			return true
		}
		if l.news == nil {
			l.news = make(chan struct{})
		}
		news := l.news
		l.mu.Unlock()
		select {
		case <-news:
		case <-late:
			return false
		}
	}
}

// Until waits for a condition that nobody tells of.
func Until(t testing.TB, limit time.Duration, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never came to this: %s", what)
		}
	}
}

// Await waits for a service's revision to come to a phase, and gives the event.
func (l *Log) Await(t *testing.T, id order.ID, revision uint64, phase wire.Phase) cluster.Event {
	t.Helper()
	var found cluster.Event
	if !l.until(func() bool {
		i := slices.IndexFunc(l.events, func(e cluster.Event) bool { return e.Order == id && e.Revision == revision && e.Phase == phase })
		if i >= 0 {
			found = l.events[i]
		}
		return i >= 0
	}) {
		l.mu.Lock()
		defer l.mu.Unlock()
		t.Fatalf("order %s revision %d was never %s: %+v", id, revision, phase, l.events)
	}
	return found
}

// Forget clears what was noted.
func (l *Log) Forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events, l.happened = nil, nil
}

// Count is the number of events of a phase.
func (l *Log) Count(phase wire.Phase) int {
	return l.count(func(e cluster.Event) bool { return e.Phase == phase })
}

// CountOf is the same of one order.
func (l *Log) CountOf(id order.ID, phase wire.Phase) int {
	return l.count(func(e cluster.Event) bool { return e.Order == id && e.Phase == phase })
}

// Saw reports whether there was such an event.
func (l *Log) Saw(is func(cluster.Event) bool) bool { return l.count(is) > 0 }

func (l *Log) count(is func(cluster.Event) bool) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, e := range l.events {
		if is(e) {
			n++
		}
	}
	return n
}

// Workload is a workload of one service, web, for tests.
func Workload(id order.ID, revision uint64, image string) cluster.Workload {
	return cluster.Workload{
		Order: id, Node: eth.Address{0xab, 0xcd, 0xef, 0x01}, Region: "test", Revision: revision,
		Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 32, TrafficMiB: 10},
		Manifest: manifest.Manifest{
			Template: "hello", Volumes: []manifest.Volume{{Name: "web"}}, Services: []manifest.Service{
				{Name: "web", Image: image, Port: 8080, Mounts: []manifest.Mount{{Volume: "web", Path: "/data"}}, Env: map[string]string{"GREETING": "A test"}},
			},
		},
	}
}

// Get asks a service for a path over the cluster's connections.
func Get(t *testing.T, c cluster.Cluster, id order.ID, path string) (int, string) {
	t.Helper()
	tr := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return c.Dial(ctx, id, "web") }}
	defer tr.CloseIdleConnections()
	resp, err := (&http.Client{Transport: tr, Timeout: 5 * time.Second}).Get("http://web" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// getAt asks order 7's service web for a page at a port.
func getAt(c cluster.Cluster, port int) (int, error) {
	tr := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return c.DialPort(ctx, 7, "web", port)
	}}
	resp, err := (&http.Client{Transport: tr, Timeout: 5 * time.Second}).Get("http://web/")
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// Part is a part of the contract that a stand-in for a runtime may lack.
type Part string

// The parts that can be left out.
const (
	Logs       Part = "log"
	Uses       Part = "use"
	Happenings Part = "happenings"
	Shells     Part = "shell"
	Updates    Part = "beside"
	Order      Part = "order"
	Names      Part = "names"
	Sleep      Part = "sleep"
	Disks      Part = "disks"
)

// Option says what an implementation brings to the contract.
type Option func(*suite)

// Lacks leaves a part out. The reason is in the test's output: a runtime that works for users lacks none.
func Lacks(p Part, why string) Option { return func(s *suite) { s.lacks[p] = why } }

// ShellIn gives the workload whose service web has sh and stty, for runtimes that open shells in what they run. Without
// it it is the contract's image.
func ShellIn(w func(order.ID) cluster.Workload) Option { return func(s *suite) { s.shell = w } }

// TaskIn names the image that runs to its end, for stand-ins. Without it it is berth/task.
func TaskIn(image string) Option { return func(s *suite) { s.task = image } }

type suite struct {
	image string
	task  string
	make  func(t *testing.T) cluster.Cluster
	shell func(order.ID) cluster.Workload
	lacks map[Part]string
}

// open gives a new cluster and what it tells.
func (s *suite) open(t *testing.T) (cluster.Cluster, *Log) {
	c, l := s.make(t), &Log{}
	c.Observe(l.Note, l.Happen)
	return c, l
}

// up gives a cluster in which order 7 runs.
func (s *suite) up(t *testing.T) (cluster.Cluster, *Log, cluster.Workload) {
	t.Helper()
	c, l := s.open(t)
	w := Workload(7, 1, s.image)
	ok(t, c.Apply(t.Context(), w))
	l.Await(t, 7, 1, wire.PhaseReady)
	return c, l, w
}

func (s *suite) part(t *testing.T, p Part, f func(t *testing.T)) {
	t.Run(string(p), func(t *testing.T) {
		if why, lacks := s.lacks[p]; lacks {
			t.Skipf("this part of the contract is left out: %s", why)
		}
		f(t)
	})
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Run runs the contract. Make gives a new cluster that has the image, which serves pages on its port and writes a line
// with the path for each request; the test ends it.
func Run(t *testing.T, image string, make func(t *testing.T) cluster.Cluster, options ...Option) {
	s := &suite{image: image, task: taskImage, make: make, lacks: map[Part]string{}, shell: func(id order.ID) cluster.Workload { return Workload(id, 1, image) }}
	for _, o := range options {
		o(s)
	}
	t.Run("life", s.life)
	s.part(t, Logs, s.logs)
	s.part(t, Uses, s.uses)
	s.part(t, Happenings, s.happenings)
	s.part(t, Updates, s.beside)
	s.part(t, Order, s.order)
	s.part(t, Names, s.names)
	s.part(t, Sleep, s.sleep)
	s.part(t, Disks, s.disks)
	s.part(t, Shells, s.shells)
}

// life is what Apply, Stop, Delete and Quarantine make of orders.
func (s *suite) life(t *testing.T) {
	image, open := s.image, s.open
	notRunning := func(t *testing.T, c cluster.Cluster, id order.ID, service string) {
		t.Helper()
		Until(t, 5*time.Second, fmt.Sprintf("order %s is %v", id, cluster.ErrNotRunning), func() bool {
			conn, err := c.Dial(t.Context(), id, service)
			if err == nil {
				conn.Close()
			}
			return errors.Is(err, cluster.ErrNotRunning)
		})
	}
	// elsewhere lives the life of another order: by its end, what was begun before has been told.
	elsewhere := func(t *testing.T, c cluster.Cluster, l *Log) {
		t.Helper()
		ok(t, c.Apply(t.Context(), Workload(1007, 1, image)))
		l.Await(t, 1007, 1, wire.PhaseReady)
	}

	t.Run("capacity", func(t *testing.T) {
		c, _ := open(t)
		r, _, err := c.Capacity(t.Context())
		ok(t, err)
		if r.CPUMilli == 0 || r.MemoryMiB == 0 {
			t.Errorf("capacity: %+v", r)
		}
	})
	t.Run("apply and dial", func(t *testing.T) {
		c, l := open(t)
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		l.Await(t, 7, 1, wire.PhaseReady)
		if code, _ := Get(t, c, 7, "/"); code != 200 {
			t.Errorf("got %d, want 200", code)
		}
		ids, err := c.Orders(t.Context())
		ok(t, err)
		if !slices.Equal(ids, []order.ID{7}) {
			t.Errorf("orders: %v", ids)
		}
		notRunning(t, c, 7, "other")
		notRunning(t, c, 8, "web")
	})
	t.Run("applying again changes nothing", func(t *testing.T) {
		c, l := open(t)
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		l.Await(t, 7, 1, wire.PhaseReady)
		l.Forget()
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		elsewhere(t, c, l)
		if n := l.CountOf(7, wire.PhaseStarting); n != 0 {
			t.Errorf("it was started %d times", n)
		}
	})
	t.Run("ports", func(t *testing.T) {
		c, _, _ := s.up(t)
		if code, err := getAt(c, 8080); err != nil || code != 200 {
			t.Errorf("got %d %v, want 200", code, err)
		}
		if _, err := getAt(c, 8081); !errors.Is(err, cluster.ErrNoPort) {
			t.Errorf("a port at which nothing listens: got %v, want %v", err, cluster.ErrNoPort)
		}
		for _, x := range []struct {
			id      order.ID
			service string
		}{{8, "web"}, {7, "other"}, {7, "../web"}, {7, ""}, {7, "localhost"}} {
			if _, err := c.DialPort(t.Context(), x.id, x.service, 8080); !errors.Is(err, cluster.ErrNotRunning) {
				t.Errorf("order %s service %q: got %v, want %v", x.id, x.service, err, cluster.ErrNotRunning)
			}
		}
		ok(t, c.Stop(t.Context(), 7))
		Until(t, 5*time.Second, "its port is closed", func() bool {
			conn, err := c.DialPort(t.Context(), 7, "web", 8080)
			if err == nil {
				conn.Close()
			}
			return errors.Is(err, cluster.ErrNotRunning)
		})
	})
	t.Run("a new revision takes the old one's place", func(t *testing.T) {
		c, l := open(t)
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		l.Await(t, 7, 1, wire.PhaseReady)
		ok(t, c.Apply(t.Context(), Workload(7, 2, image)))
		l.Await(t, 7, 2, wire.PhaseReady)
		if code, _ := Get(t, c, 7, "/"); code != 200 {
			t.Errorf("got %d, want 200", code)
		}
	})
	t.Run("a restart", func(t *testing.T) {
		c, l := open(t)
		w := Workload(7, 1, image)
		ok(t, c.Apply(t.Context(), w))
		l.Await(t, 7, 1, wire.PhaseReady)
		l.Forget()
		w.Restart++
		ok(t, c.Apply(t.Context(), w))
		l.Await(t, 7, 1, wire.PhaseReady)
	})
	t.Run("more resources restart nothing", func(t *testing.T) {
		c, l := open(t)
		w := Workload(7, 1, image)
		ok(t, c.Apply(t.Context(), w))
		l.Await(t, 7, 1, wire.PhaseReady)
		l.Forget()
		w.Resources.CPUMilli, w.Resources.MemoryMiB, w.Resources.DiskMiB = 2*w.Resources.CPUMilli, 2*w.Resources.MemoryMiB, 2*w.Resources.DiskMiB
		ok(t, c.Apply(t.Context(), w))
		elsewhere(t, c, l)
		for _, p := range []wire.Phase{wire.PhaseScheduled, wire.PhasePulling, wire.PhaseStarting, wire.PhaseFailed} {
			if n := l.CountOf(7, p); n != 0 {
				t.Errorf("it was %s %d times", p, n)
			}
		}
		if code, _ := Get(t, c, 7, "/"); code != 200 {
			t.Errorf("got %d, want 200", code)
		}
	})
	t.Run("stop keeps, delete removes", func(t *testing.T) {
		c, l := open(t)
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		l.Await(t, 7, 1, wire.PhaseReady)
		ok(t, c.Stop(t.Context(), 7))
		notRunning(t, c, 7, "web")
		if ids, err := c.Orders(t.Context()); err != nil || !slices.Equal(ids, []order.ID{7}) {
			t.Errorf("orders after stop: %v %v", ids, err)
		}
		l.Forget()
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		l.Await(t, 7, 1, wire.PhaseReady)
		ok(t, c.Delete(t.Context(), 7))
		notRunning(t, c, 7, "web")
		if ids, err := c.Orders(t.Context()); err != nil || len(ids) != 0 {
			t.Errorf("orders after delete: %v %v", ids, err)
		}
	})
	t.Run("quarantine", func(t *testing.T) {
		c, l := open(t)
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		l.Await(t, 7, 1, wire.PhaseReady)
		before := time.Now().Add(-2 * time.Second)
		since, err := c.Quarantine(t.Context(), 7)
		ok(t, err)
		if since.Before(before) || since.After(time.Now()) {
			t.Errorf("since %v", since)
		}
		notRunning(t, c, 7, "web")
		if again, err := c.Quarantine(t.Context(), 7); err != nil || !again.Equal(since) {
			t.Errorf("again: %v %v, want %v", again, err, since)
		}
		if ids, err := c.Orders(t.Context()); err != nil || !slices.Equal(ids, []order.ID{7}) {
			t.Errorf("orders in quarantine: %v %v", ids, err)
		}
		l.Forget()
		ok(t, c.Apply(t.Context(), Workload(7, 1, image)))
		l.Await(t, 7, 1, wire.PhaseReady)
	})
	t.Run("what is not there can be stopped and deleted", func(t *testing.T) {
		c, _ := open(t)
		ok(t, c.Stop(t.Context(), 9))
		ok(t, c.Delete(t.Context(), 9))
	})
	t.Run("orders side by side", func(t *testing.T) {
		c, l := open(t)
		var wg sync.WaitGroup
		for id := order.ID(1); id <= 8; id++ {
			wg.Go(func() {
				if err := c.Apply(t.Context(), Workload(id, 1, image)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for id := order.ID(1); id <= 8; id++ {
			l.Await(t, id, 1, wire.PhaseReady)
		}
	})
}
