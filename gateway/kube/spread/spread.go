// Package spread spreads the gateway's connections over the pods of a service: each goes to the one of those that are ready
// which has the fewest. It knows of pods what it was shown, and of connections what it has made.
package spread

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// ErrNone is a service that has no pod which is ready.
var ErrNone = errors.New("no pod is ready")

// Times: a pod that does not answer holds a visitor up for a moment, and is asked again only after some time, unless there
// is no other.
const (
	perPod  = 500 * time.Millisecond
	shun    = 5 * time.Second
	mostTry = 3
)

// Spread is safe for concurrent use.
type Spread struct {
	dial func(ctx context.Context, network, addr string) (net.Conn, error)

	mu       sync.RWMutex
	services map[service][]*pod
	turn     uint // where those that have equally many begin
}

type service struct{ space, name string }

// pod is one that is ready, or was when somebody took it from the list.
type pod struct {
	uid   types.UID
	ip    string
	ready atomic.Bool
	open  atomic.Int64 // connections
	bad   atomic.Int64 // Unix nanoseconds until which others are asked first
}

// New makes a Spread that connects by dial.
func New(dial func(ctx context.Context, network, addr string) (net.Conn, error)) *Spread {
	return &Spread{dial: dial, services: map[service][]*pod{}}
}

// See takes in how a service's pod is now.
func (s *Spread) See(p *corev1.Pod, name string, out bool) {
	if out || !Ready(p) {
		s.Lose(p.Namespace, name, p.UID)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := service{p.Namespace, name}
	for _, x := range s.services[key] {
		if x.uid == p.UID && x.ip == p.Status.PodIP {
			return
		}
	}
	s.lose(key, p.UID)
	x := &pod{uid: p.UID, ip: p.Status.PodIP}
	x.ready.Store(true)
	s.services[key] = append(slices.Clone(s.services[key]), x)
}

// Lose takes in that a pod is gone, or not ready: its connections are astray from then on.
func (s *Spread) Lose(space, name string, uid types.UID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lose(service{space, name}, uid)
}

// lose is Lose for who holds mu. Who has the list goes on with it as it was.
func (s *Spread) lose(key service, uid types.UID) {
	var stay []*pod
	for _, x := range s.services[key] {
		if x.uid == uid {
			x.ready.Store(false)
			continue
		}
		stay = append(stay, x)
	}
	if len(stay) == 0 {
		delete(s.services, key)
		return
	}
	s.services[key] = stay
}

// Ready reports whether a pod may be asked: it has an address, is not on its way out, and the cluster says that it is ready.
func Ready(p *corev1.Pod) bool {
	return p.DeletionTimestamp == nil && p.Status.PodIP != "" && slices.ContainsFunc(p.Status.Conditions, func(c corev1.PodCondition) bool {
		return c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue
	})
}

// Dial connects to a port of a service's pods. One that does not answer is left out, and the next is tried.
func (s *Spread) Dial(ctx context.Context, space, name string, port int) (net.Conn, error) {
	pods := s.order(service{space, name}, time.Now())
	if len(pods) == 0 {
		return nil, ErrNone
	}
	var all []error
	for _, x := range pods[:min(len(pods), mostTry)] {
		c, err := s.one(ctx, x, port)
		if err == nil {
			return c, nil
		}
		if all = append(all, err); ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(all...)
}

// order is in which order a service's pods are tried.
func (s *Spread) order(key service, now time.Time) []*pod {
	s.mu.Lock()
	list := s.services[key]
	s.turn++
	first := s.turn
	s.mu.Unlock()
	if len(list) == 0 {
		return nil
	}
	type rank struct {
		pod  *pod
		bad  bool
		open int64
	}
	ranks := make([]rank, len(list))
	for i := range list {
		x := list[(uint(i)+first)%uint(len(list))]
		ranks[i] = rank{x, x.bad.Load() > now.UnixNano(), x.open.Load()}
	}
	slices.SortStableFunc(ranks, func(a, b rank) int {
		switch {
		case a.bad == b.bad:
			return int(a.open - b.open)
		case a.bad:
			return 1
		}
		return -1
	})
	pods := make([]*pod, len(ranks))
	for i := range ranks {
		pods[i] = ranks[i].pod
	}
	return pods
}

// one connects to a pod. It counts as connected from the first moment, so that many at once do not all choose the same.
func (s *Spread) one(ctx context.Context, x *pod, port int) (net.Conn, error) {
	x.open.Add(1)
	in, cancel := context.WithTimeout(ctx, perPod)
	defer cancel()
	raw, err := s.dial(in, "tcp", net.JoinHostPort(x.ip, strconv.Itoa(port)))
	// The address of a pod that is gone may be another's by now: only while this one is there is it certain who answers.
	if err == nil && !x.ready.Load() {
		raw.Close()
		err = fmt.Errorf("pod %s is not ready any more", x.uid)
	}
	if err != nil {
		x.open.Add(-1)
		if ctx.Err() == nil {
			x.bad.Store(time.Now().Add(shun).UnixNano())
		}
		return nil, err
	}
	x.bad.Store(0)
	return &conn{Conn: raw, pod: x}, nil
}

// conn is a connection to a pod.
type conn struct {
	net.Conn
	pod  *pod
	over sync.Once
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.over.Do(func() { c.pod.open.Add(-1) })
	return c.Conn.Close()
}

// NetConn is the connection below, for who looks into its socket.
func (c *conn) NetConn() net.Conn { return c.Conn }

// Astray reports whether the pod is not to be asked any more: what is under way on the connection may go on, and nothing else
// is to be begun.
func (c *conn) Astray() bool { return !c.pod.ready.Load() }
