package kube

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync/atomic"
	"syscall"
	"time"

	"k8s.io/apimachinery/pkg/labels"
)

// Reach is how a gateway connects to pods.
type Reach string

// The ways. Pods' addresses lead nowhere from a machine that is not of their network, such as the one beside a cluster in
// containers or in a virtual machine: there the API server is asked to connect.
const (
	ReachDirect Reach = "direct" // by their addresses
	ReachAPI    Reach = "api"    // through the API server
	ReachAuto   Reach = "auto"   // by their addresses where this machine has a route there and they answer, else through the API server
)

// Times of the way through the API server.
const (
	perForward = 5 * time.Second
	byAPIFor   = time.Minute // before addresses are tried again
)

// way connects to pods and Services by address.
type way struct {
	reach   Reach
	direct  func(ctx context.Context, network, addr string) (net.Conn, error)
	forward func(ctx context.Context, ns, pod string, port int) (net.Conn, error)
	find    func(ip netip.Addr, port int) (target, bool)
	routed  func(ip netip.Addr) bool
	now     func() time.Time
	log     *slog.Logger

	byAPI atomic.Int64 // Unix nanoseconds until which addresses are not tried
}

// target is a pod, and a port of its process's.
type target struct {
	ns, pod string
	port    int
}

// dial connects to an address, or to the pod that has it.
func (w *way) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	at, perr := netip.ParseAddrPort(addr)
	if w.reach == ReachDirect || perr != nil {
		return w.direct(ctx, network, addr)
	}
	if w.reach == ReachAuto && w.now().UnixNano() >= w.byAPI.Load() {
		lost := errNoRoute
		if w.routed(at.Addr()) {
			conn, err := w.direct(ctx, network, addr)
			if err == nil || !astray(err) || errors.Is(ctx.Err(), context.Canceled) {
				return conn, err
			}
			lost = err
		}
		conn, err := w.through(ctx, at)
		if err != nil {
			return nil, fmt.Errorf("%w; through the API server: %w", lost, err)
		}
		w.byAPI.Store(w.now().Add(byAPIFor).UnixNano())
		w.log.Info("pods are reached through the API server: their addresses lead nowhere from here", "addr", addr, "err", lost)
		return conn, nil
	}
	return w.through(ctx, at)
}

// errNoRoute is for an address to which this machine has no other way than to anywhere.
var errNoRoute = errors.New("this machine has no route to the cluster's network")

// through connects through the API server. That takes longer than an address has.
func (w *way) through(ctx context.Context, at netip.AddrPort) (net.Conn, error) {
	t, ok := w.find(at.Addr(), int(at.Port()))
	if !ok {
		return nil, fmt.Errorf("no pod of ours is at %s: %w", at, syscall.ECONNREFUSED)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), perForward)
	defer cancel()
	return w.forward(ctx, t.ns, t.pod, t.port)
}

// astray reports whether an address did not answer at all: a refusal is an answer.
func astray(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH)
}

// routed reports whether this machine has another way to an address than to anywhere: what is sent there would leave it by
// another of its own addresses.
func routed(ip netip.Addr) bool {
	from := func(to string) string {
		c, err := net.Dial("udp", net.JoinHostPort(to, "9")) // nothing is sent
		if err != nil {
			return ""
		}
		defer c.Close()
		host, _, _ := net.SplitHostPort(c.LocalAddr().String())
		return host
	}
	anywhere := "192.0.2.1" // RFC 5737
	if ip.Is6() {
		anywhere = "2001:db8::1" // RFC 3849
	}
	out := from(ip.String())
	return out != "" && out != from(anywhere)
}

// at finds the pod of ours that has an address, or one that a Service of ours with that address leads to.
func (w *watches) at(ip netip.Addr, port int) (target, bool) {
	is := func(text string) bool {
		a, err := netip.ParseAddr(text)
		return err == nil && a.Unmap() == ip.Unmap()
	}
	pods, err := w.pods.List(labels.Everything())
	if err != nil {
		return target{}, false
	}
	for _, p := range pods {
		if is(p.Status.PodIP) && p.DeletionTimestamp == nil && !w.ghosts.has(p.UID) {
			return target{p.Namespace, p.Name, port}, true
		}
	}
	services, err := w.services.List(labels.Everything())
	if err != nil {
		return target{}, false
	}
	for _, s := range services {
		if !is(s.Spec.ClusterIP) {
			continue
		}
		p := w.best(s.Namespace, s.Name)
		if p == nil {
			return target{}, false
		}
		for _, x := range s.Spec.Ports {
			if int(x.Port) == port {
				if n := x.TargetPort.IntValue(); n > 0 {
					port = n
				}
				break
			}
		}
		return target{p.Namespace, p.Name, port}, true
	}
	return target{}, false
}
