package local

import (
	"context"
	"fmt"
	"net"
	"slices"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/order"
)

// Dial implements cluster.Cluster.
func (r *Runtime) Dial(ctx context.Context, id order.ID, service string) (net.Conn, error) {
	var tried *process
	var err error
	for range 2 { // the process may be another one by now
		p := r.serving(id, service)
		if p == nil || p == tried {
			break
		}
		var c net.Conn
		if c, err = (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, "unix", p.settings.Socket); err == nil {
			return c, nil
		}
		tried = p
	}
	if err != nil {
		return nil, fmt.Errorf("order %s service %s: %w: %w", id, service, cluster.ErrNotRunning, err)
	}
	return nil, fmt.Errorf("order %s service %.20s: %w", id, service, cluster.ErrNotRunning)
}

// DialPort implements cluster.Cluster. A service here has one port, at which it serves HTTP, and that is no port of this
// machine: nothing but a service's own socket is ever connected to.
func (r *Runtime) DialPort(ctx context.Context, id order.ID, service string, port int) (net.Conn, error) {
	p := r.serving(id, service)
	if p == nil {
		return nil, fmt.Errorf("order %s service %.20s: %w", id, service, cluster.ErrNotRunning)
	}
	if !r.serves(id, service, port) {
		return nil, fmt.Errorf("order %s service %s port %d: %w", id, service, port, cluster.ErrNoPort)
	}
	return r.Dial(ctx, id, service)
}

// serves reports whether a number is that of a service's one port, by its manifest.
func (r *Runtime) serves(id order.ID, service string, port int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.orders[id]
	return o != nil && slices.ContainsFunc(o.workload.Manifest.Services, func(s manifest.Service) bool {
		return s.Name == service && (s.Port == port || slices.ContainsFunc(s.Ports, func(x manifest.Port) bool {
			return !x.UDP && x.Port == port && x.Target == s.Port
		}))
	})
}
