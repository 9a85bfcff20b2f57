package kube

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/cluster"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/order"
)

// Dialing's times: short, since a person waits.
const (
	perDial   = 2 * time.Second
	dialTries = 4
	dialPause = 50 * time.Millisecond
)

// Dial implements cluster.Cluster: it connects to one of the service's pods that are ready, out of memory: the API server may
// be away. Where none of them answers, or it is not known for certain which there are, it connects to the Service's cluster
// address, which the cluster keeps by itself.
func (c *Cluster) Dial(ctx context.Context, id order.ID, name string) (net.Conn, error) {
	s, err := c.watches.services.Services(c.namespaceOf(id)).Get(build.GateName(name))
	if err != nil || httpPort(s) == 0 || s.Spec.ClusterIP == "" || c.watches.runner(s.Namespace, name).sleeps() {
		return nil, fmt.Errorf("order %s service %.20s: %w", id, name, cluster.ErrNotRunning)
	}
	if port := processPort(s); port > 0 && !c.watches.blind.Load() {
		if conn, err := c.spread.Dial(ctx, s.Namespace, name, port); err == nil {
			return conn, nil
		}
	}
	conn, err := c.knock(ctx, s.Spec.ClusterIP, int(httpPort(s)))
	if err != nil {
		return nil, fmt.Errorf("order %s service %s: %w: %w", id, name, cluster.ErrNotRunning, err)
	}
	return conn, nil
}

// Has reports whether an address is a service's: that of its Service, or of one of its pods.
func (c *Cluster) Has(id order.ID, name string, ip netip.Addr) bool {
	if !manifest.ValidService(name) {
		return false
	}
	is := func(text string) bool {
		a, err := netip.ParseAddr(text)
		return err == nil && a.Unmap() == ip
	}
	ns := c.namespaceOf(id)
	for _, service := range []string{name, build.GateName(name)} {
		if s, err := c.watches.services.Services(ns).Get(service); err == nil && is(s.Spec.ClusterIP) {
			return true
		}
	}
	return slices.ContainsFunc(c.watches.Pods(ns, name), func(p *corev1.Pod) bool { return is(p.Status.PodIP) })
}

// knock connects to an address, some times over where it refuses: right after a change the rules for a Service are not yet
// everywhere.
func (c *Cluster) knock(ctx context.Context, ip string, port int) (net.Conn, error) {
	addr := net.JoinHostPort(ip, strconv.Itoa(port))
	for try := 1; ; try++ {
		dctx, cancel := context.WithTimeout(ctx, perDial)
		conn, err := c.dial(dctx, "tcp", addr)
		cancel()
		if err == nil || try == dialTries || !errors.Is(err, syscall.ECONNREFUSED) || ctx.Err() != nil {
			return conn, err
		}
		select {
		case <-ctx.Done():
		case <-time.After(dialPause << try):
		}
	}
}

// DialPort implements cluster.Cluster, out of memory as Dial does: a port of a Service that has a cluster address by that, any
// other by the address of a pod, of those that answer the newest.
func (c *Cluster) DialPort(ctx context.Context, id order.ID, name string, port int) (net.Conn, error) {
	pod := c.watches.best(c.namespaceOf(id), name)
	if pod == nil || pod.Status.PodIP == "" {
		return nil, fmt.Errorf("order %s service %.20q: %w", id, name, cluster.ErrNotRunning)
	}
	ip := pod.Status.PodIP
	s, err := c.watches.services.Services(pod.Namespace).Get(name)
	named := err == nil && s.Spec.ClusterIP != "" && s.Spec.ClusterIP != corev1.ClusterIPNone && slices.ContainsFunc(s.Spec.Ports, func(x corev1.ServicePort) bool {
		return x.Protocol == corev1.ProtocolTCP && int(x.Port) == port
	})
	if named {
		ip = s.Spec.ClusterIP
	}
	conn, err := c.knock(ctx, ip, port)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return nil, fmt.Errorf("order %s service %s port %d: %w: %w", id, name, port, cluster.ErrNoPort, err)
	case err != nil:
		return nil, fmt.Errorf("order %s service %s port %d: %w: %w", id, name, port, cluster.ErrNotRunning, err)
	}
	// The address of a pod that is gone may be another's by now: only while this one has it is it certain who answers.
	if now := c.watches.Pod(pod.Namespace, pod.Name); !named && (now == nil || now.UID != pod.UID || now.Status.PodIP != ip || now.DeletionTimestamp != nil) {
		conn.Close()
		return nil, fmt.Errorf("order %s service %s: %w", id, name, cluster.ErrNotRunning)
	}
	return conn, nil
}

// best is a service's pod for who looks into it: of those whose process runs the newest that answers, or else the newest,
// since one that does not answer is where a look is wanted most; nil: there is none.
func (w *watches) best(ns, name string) *corev1.Pod {
	if !manifest.ValidService(name) {
		return nil
	}
	pods := slices.DeleteFunc(w.staying(ns, name, nil), func(p *corev1.Pod) bool {
		st := verdict.StatusOf(p, name)
		return st == nil || st.State.Running == nil
	})
	if len(pods) == 0 {
		return nil
	}
	return slices.MaxFunc(pods, func(a, b *corev1.Pod) int {
		if x, y := verdict.StatusOf(a, name).Ready, verdict.StatusOf(b, name).Ready; x != y {
			if x {
				return 1
			}
			return -1
		}
		return a.CreationTimestamp.Compare(b.CreationTimestamp.Time)
	})
}
