package spread

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/shared/attacktest"
)

// network is what is dialled: addresses refuse, or do not answer at all.
type network struct {
	mu      sync.Mutex
	refuse  map[string]bool
	silent  map[string]bool
	dialled []string
	while   func() // what happens meanwhile
}

func (n *network) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	n.mu.Lock()
	n.dialled = append(n.dialled, addr)
	ip, _, _ := strings.Cut(addr, ":")
	refuse, silent := n.refuse[ip], n.silent[ip]
	n.mu.Unlock()
	if n.while != nil {
		n.while()
	}
	switch {
	case refuse:
		return nil, syscall.ECONNREFUSED
	case silent:
		<-ctx.Done()
		return nil, ctx.Err()
	}
	here, there := net.Pipe()
	there.Close()
	return here, nil
}

func podAt(uid, ip string, ready bool) *corev1.Pod {
	p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", UID: types.UID(uid)}, Status: corev1.PodStatus{PodIP: ip}}
	status := corev1.ConditionFalse
	if ready {
		status = corev1.ConditionTrue
	}
	p.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionTrue}, {Type: corev1.PodReady, Status: status}}
	return p
}

func open(t *testing.T, ips ...string) (*Spread, *network) {
	n := &network{refuse: map[string]bool{}, silent: map[string]bool{}}
	s := New(n.dial)
	for i, ip := range ips {
		s.See(podAt(fmt.Sprint(i), ip, true), "web", false)
	}
	return s, n
}

// take connects so many times, and gives how many of them went where; the connections stay.
func take(t *testing.T, s *Spread, n *network, times int) (map[string]int, []net.Conn) {
	t.Helper()
	where := map[string]int{}
	var all []net.Conn
	for range times {
		c, err := s.Dial(t.Context(), "ns", "web", 80)
		if err != nil {
			t.Fatal(err)
		}
		where[n.dialled[len(n.dialled)-1]]++
		all = append(all, c)
	}
	return where, all
}

func TestEven(t *testing.T) {
	s, n := open(t, "10.0.0.1", "10.0.0.2", "10.0.0.3")
	where, all := take(t, s, n, 30)
	for _, ip := range []string{"10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"} {
		if where[ip] != 10 {
			t.Errorf("of 30: %v", where)
		}
	}
	for _, c := range all {
		c.Close()
		c.Close() // the second time it counts for nothing
	}
	// Without any the next ones are spread, too.
	for range 6 {
		c, err := s.Dial(t.Context(), "ns", "web", 80)
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
	}
	last := map[string]bool{}
	for _, addr := range n.dialled[30:] {
		last[addr] = true
	}
	if len(last) != 3 {
		t.Errorf("one after the other: %v", n.dialled[30:])
	}
}

// TestFewest: the one with the fewest connections gets the next ones.
func TestFewest(t *testing.T) {
	s, n := open(t, "10.0.0.1")
	take(t, s, n, 5)
	s.See(podAt("new", "10.0.0.2", true), "web", false)
	if where, _ := take(t, s, n, 5); where["10.0.0.2:80"] != 5 {
		t.Errorf("got %v", where)
	}
	if where, _ := take(t, s, n, 4); where["10.0.0.2:80"] != 2 {
		t.Errorf("and then %v", where)
	}
}

func TestUnready(t *testing.T) {
	for name, lose := range map[string]func(*Spread){
		"it is not ready":    func(s *Spread) { s.See(podAt("0", "10.0.0.1", false), "web", false) },
		"it is gone":         func(s *Spread) { s.Lose("ns", "web", "0") },
		"it was killed":      func(s *Spread) { s.See(podAt("0", "10.0.0.1", true), "web", true) },
		"it has no address":  func(s *Spread) { s.See(podAt("0", "", true), "web", false) },
		"it has another one": func(s *Spread) { s.See(podAt("0", "10.0.0.9", true), "web", false) },
		"it is on its way out": func(s *Spread) {
			p := podAt("0", "10.0.0.1", true)
			p.DeletionTimestamp = &metav1.Time{}
			s.See(p, "web", false)
		},
		"nobody says it is":     func(s *Spread) { p := podAt("0", "10.0.0.1", true); p.Status.Conditions = nil; s.See(p, "web", false) },
		"a service has another": func(s *Spread) { s.Lose("ns", "web", "0"); s.See(podAt("0", "10.0.0.1", true), "other", false) },
	} {
		s, n := open(t, "10.0.0.1", "10.0.0.2")
		_, all := take(t, s, n, 2)
		lose(s)
		astray := 0
		for _, c := range all {
			if c.(*conn).Astray() {
				astray++
			}
		}
		where, _ := take(t, s, n, 10)
		if where["10.0.0.1:80"] > 0 || astray != 1 {
			t.Errorf("%s: %v, and %d of 2 are astray", name, where, astray)
		}
	}
	s, _ := open(t)
	if _, err := s.Dial(t.Context(), "ns", "web", 80); !errors.Is(err, ErrNone) {
		t.Errorf("without pods: %v", err)
	}
	s, n := open(t, "10.0.0.1")
	s.See(podAt("0", "10.0.0.1", false), "web", false)
	s.See(podAt("0", "10.0.0.1", true), "web", false)
	if where, _ := take(t, s, n, 1); where["10.0.0.1:80"] != 1 {
		t.Errorf("one that is ready again: %v", where)
	}
}

// TestRefuses: one that refuses, or does not answer, costs a moment once and is left out for some time.
func TestRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, silent := range []bool{false, true} {
			s, n := open(t, "10.0.0.1", "10.0.0.2")
			n.refuse["10.0.0.1"], n.silent["10.0.0.1"] = !silent, silent
			began := time.Now()
			where, _ := take(t, s, n, 20)
			if where["10.0.0.2:80"] != 20 || len(n.dialled) > 21 || time.Since(began) > perPod {
				t.Errorf("silent %v: %v after %d tries and %s", silent, where, len(n.dialled), time.Since(began))
			}
			clear(n.refuse)
			clear(n.silent)
			time.Sleep(shun + 1)
			if where, _ = take(t, s, n, 10); where["10.0.0.1:80"] != 10 {
				t.Errorf("silent %v, and when it answers again: %v", silent, where)
			}
			n.refuse["10.0.0.1"], n.refuse["10.0.0.2"] = true, true
			if _, err := s.Dial(t.Context(), "ns", "web", 80); !errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("all refuse: %v", err)
			}
			clear(n.refuse)
			if c, err := s.Dial(t.Context(), "ns", "web", 80); err != nil {
				t.Errorf("all have refused: %v", err)
			} else {
				c.Close()
			}
		}
	})
}

// TestLeft: who does not want a connection any more says nothing against a pod.
func TestLeft(t *testing.T) {
	s, n := open(t, "10.0.0.1", "10.0.0.2")
	n.silent["10.0.0.1"], n.silent["10.0.0.2"] = true, true
	ctx, cancel := context.WithCancel(t.Context())
	n.while = cancel
	if _, err := s.Dial(ctx, "ns", "web", 80); !errors.Is(err, context.Canceled) || len(n.dialled) != 1 {
		t.Errorf("got %v after %v", err, n.dialled)
	}
	for _, x := range s.services[service{"ns", "web"}] {
		if x.bad.Load() != 0 || x.open.Load() != 0 {
			t.Errorf("%+v", x)
		}
	}
}

// TestAttackReusedPod: while it is connected to, a pod goes and its address becomes another tenant's.
func TestAttackReusedPod(t *testing.T) {
	a := attacktest.Begin(t, "a visitor's request goes to another tenant's pod that has the address now")
	for name, change := range map[string]func(s *Spread){
		"it is gone":             func(s *Spread) { s.Lose("ns", "web", "0") },
		"it is another":          func(s *Spread) { s.Lose("ns", "web", "0"); s.See(podAt("1", "10.0.0.1", true), "web", false) },
		"it has another address": func(s *Spread) { s.See(podAt("0", "10.0.0.9", true), "web", false) },
		"it is on its way out": func(s *Spread) {
			p := podAt("0", "10.0.0.1", true)
			p.DeletionTimestamp = &metav1.Time{}
			s.See(p, "web", false)
		},
	} {
		s, n := open(t, "10.0.0.1")
		n.while = func() { change(s) }
		c, err := s.Dial(t.Context(), "ns", "web", 80)
		a.Tried(err == nil, "%s: %v", name, c)
	}
}

func TestConcurrent(t *testing.T) {
	s, n := open(t, "10.0.0.1", "10.0.0.2")
	n.while = func() {}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 200 {
				switch c, err := s.Dial(t.Context(), "ns", "web", 80); {
				case err == nil:
					c.Close()
				case !errors.Is(err, ErrNone) && !strings.Contains(err.Error(), "not ready any more"):
					t.Error(err)
				}
				if i == 0 {
					s.See(podAt("0", "10.0.0.1", j%2 == 0), "web", false)
				}
			}
		})
	}
	all.Wait()
	for _, x := range s.services[service{"ns", "web"}] {
		if x.open.Load() != 0 {
			t.Errorf("%s has %d", x.ip, x.open.Load())
		}
	}
}
