package tenancy

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
)

// How many connections to ports of services there may be at a time: for a chain of orders, for a user, and in all. Each is a
// descriptor of the process.
const (
	MaxPorts     = 64
	MaxUserPorts = 128
	maxAllPorts  = 4096
)

// dialWait is how long a service's port has to answer.
const dialWait = 10 * time.Second

// Port connects a user to a port of a service and has use use that. The connection's bytes count as the order's traffic, and
// it ends, and with it use's context, as soon as the order does, or is stopped, does not have the service any more or has used
// up its traffic, or nothing has moved for the idle time. The error is then the problem that says so, as it is where nothing
// answers; else it is what use gives.
func (v *Viewer) Port(ctx context.Context, id order.ID, service string, port int, use func(context.Context, net.Conn) error) error {
	used, err := v.port(ctx, id, service, port, use)
	if !used {
		v.portTally.refuse(ctx, err)
	}
	return err
}

// port is Port, and reports whether use was called.
func (v *Viewer) port(ctx context.Context, id order.ID, service string, port int, use func(context.Context, net.Conn) error) (used bool, err error) {
	if port < 1 || port > 65535 {
		return false, problem.Field("port", "a number from 1 to 65535")
	}
	workload, user, back, err := v.seat(id, service, v.ports, func(o *book.Order) *int { return &o.Ports })
	if err != nil {
		return false, err
	}
	defer back()
	if err := v.traffic(workload, service); err != nil {
		return false, err
	}
	if err := v.awake(ctx, workload, service); err != nil {
		return false, err
	}
	ctx, end := context.WithCancelCause(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { end(v.Gone(ctx, id, user, service)) })
	defer watching.Wait()
	defer end(nil)

	raw, err := v.dial(ctx, workload, service, port)
	if used = err == nil; used {
		defer v.portTally.begin()()
		defer raw.Close()
		defer context.AfterFunc(ctx, func() { raw.Close() })()
		at := v.book.Target(workload, service)
		err = use(ctx, &counted{Conn: raw, tally: &v.portTally, meter: at.Meter, limit: at.Traffic, idle: v.idle, end: end, over: func() error { return v.traffic(workload, service) }})
	}
	var why *problem.Problem
	if errors.As(context.Cause(ctx), &why) {
		return used, why
	}
	return used, err
}

// dial connects to a port; its errors are problems.
func (v *Viewer) dial(ctx context.Context, workload order.ID, service string, port int) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialWait)
	defer cancel()
	c, err := v.runtime.DialPort(ctx, workload, service, port)
	switch {
	case err == nil:
		return c, nil
	case errors.Is(err, cluster.ErrNoPort):
		return nil, problem.New(502, problem.NoPort, "nothing takes connections at port %d of %s", port, service).
			Remedy("see at which ports the service listens").Because(err)
	case errors.Is(err, cluster.ErrNotRunning):
		return nil, problem.New(503, problem.Starting, "%s does not run now", service).Again(soon).Because(err)
	}
	return nil, fmt.Errorf("port %d of %s: %w", port, service, err)
}

// counted counts a connection's bytes for its order. It ends what it is used for once they are used up, or nothing has moved
// for the idle time.
type counted struct {
	net.Conn
	tally        *tally
	meter, limit *atomic.Uint64
	idle         time.Duration
	end          context.CancelCauseFunc
	over         func() error
	armed        atomic.Int64 // Unix nanoseconds when the deadline was last set
}

// arm moves the deadline on, though not for every packet.
func (c *counted) arm() {
	if now := time.Now(); c.idle > 0 && now.UnixNano()-c.armed.Load() > int64(c.idle/8) {
		c.armed.Store(now.UnixNano())
		_ = c.Conn.SetDeadline(now.Add(c.idle)) // one that takes none is dead, and reads and writes say so
	}
}

// count counts what has moved, and turns an error into the reason for which it ends.
func (c *counted) count(n int, err error) (int, error) {
	if n > 0 {
		c.tally.bytes.Add(uint64(n))
	}
	if n > 0 && c.meter.Add(uint64(n)) > c.limit.Load() {
		if why := c.over(); why != nil { // else more has opened since
			c.end(why)
			return 0, why
		}
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = problem.New(408, problem.Idle, "nothing moved for %s", c.idle)
		c.end(err)
	}
	return n, err
}

// Read implements net.Conn.
func (c *counted) Read(b []byte) (int, error) {
	c.arm()
	return c.count(c.Conn.Read(b))
}

// Write implements net.Conn.
func (c *counted) Write(b []byte) (int, error) {
	c.arm()
	return c.count(c.Conn.Write(b))
}

// CloseWrite says that nothing more comes, where the connection can say that.
func (c *counted) CloseWrite() error {
	if h, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return h.CloseWrite()
	}
	return nil
}
