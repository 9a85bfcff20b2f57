package h2c

import (
	"context"
	"net"
	"net/http"
	"slices"
	"time"

	"berth/gateway/proxy/upstream"
	"berth/shared/server/ends"
)

// How many connections a service has: one more as soon as all have something to do while they are few, so that its
// replicas share in that, and then one more where each has a lot to do.
const (
	fewConns  = 4
	mostConns = 64
	lot       = 16 // streams
	greetTime = 5 * time.Second
)

// host has the connections to one service. Its fields are under Client.mu.
type host struct {
	conns   []*conn
	dials   int           // that are under way
	changed chan struct{} // closed when a stream or a connection comes free, and replaced
}

// conn is a connection.
type conn struct {
	client *Client
	name   string
	cc     *http.ClientConn
	guard  *guard
	astray func() bool // nil: it never is
	busy   int         // streams, under Client.mu
}

// take gives a connection with room for a stream, which release gives back. It waits where there can be none now.
func (c *Client) take(ctx context.Context, name string) (on *conn, fresh bool, err error) {
	for {
		c.mu.Lock()
		h := c.hosts[name]
		if h == nil {
			h = &host{changed: make(chan struct{})}
			c.hosts[name] = h
		}
		best := h.best()
		wait, more := h.changed, h.more(best)
		if more {
			h.dials++
		} else if best != nil {
			best.busy++
		}
		c.mu.Unlock()
		switch {
		case more:
			return c.join(ctx, name, best)
		case best != nil:
			return best, false, nil
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, false, ends.Cause(ctx)
		}
	}
}

// best is the connection with least to do on which a stream is reserved now; nil: there is none.
func (h *host) best() *conn {
	slices.SortStableFunc(h.conns, func(a, b *conn) int { return a.busy - b.busy })
	for _, x := range h.conns {
		if x.busy < streams && (x.astray == nil || !x.astray()) && x.cc.Reserve() == nil {
			return x
		}
	}
	return nil
}

// more reports whether another connection is to be made.
func (h *host) more(best *conn) bool {
	n := len(h.conns) + h.dials
	switch {
	case n >= mostConns || h.dials >= fewConns:
		return false
	case best == nil:
		return true
	case n < fewConns:
		return best.busy > 0
	}
	return best.busy >= lot
}

// join makes a connection; where that fails, the best of the others is taken.
func (c *Client) join(ctx context.Context, name string, best *conn) (on *conn, fresh bool, err error) {
	made, err := c.dial(ctx, name)
	c.mu.Lock()
	h := c.hosts[name]
	h.dials--
	if err == nil {
		h.conns = append(h.conns, made)
		made.busy++
		on = made
	} else if best != nil {
		best.busy++
		on, err = best, nil
	}
	c.wake(name, h)
	c.mu.Unlock()
	switch {
	case on == made && best != nil:
		best.cc.Release()
	case on == nil:
		return nil, false, err
	}
	return on, on == made, nil
}

// wake has those who wait look again, and forgets a service without connections. It is for who holds mu.
func (c *Client) wake(name string, h *host) {
	close(h.changed)
	h.changed = make(chan struct{})
	if len(h.conns) == 0 && h.dials == 0 {
		delete(c.hosts, name)
	}
}

// dial makes a connection with one stream reserved.
func (c *Client) dial(ctx context.Context, name string) (*conn, error) {
	raw, err := c.cfg.Dial(ctx, name)
	if err != nil {
		return nil, err
	}
	x := &conn{client: c, name: name, guard: newGuard(raw), astray: upstream.Astray(raw)}
	x.cc, err = c.transport.NewClientConn(context.WithValue(ctx, dialled{}, net.Conn(x.guard)), "http", name+":80")
	if err == nil {
		err = x.begin(ctx)
	}
	if err != nil {
		raw.Close()
		return nil, err
	}
	x.cc.SetStateHook(func(cc *http.ClientConn) {
		if cc.Err() != nil {
			go c.drop(x) // who calls may be in the middle of anything
		}
	})
	if x.cc.Err() != nil {
		go c.drop(x) // it was lost before there was a hook
	}
	return x, nil
}

// begin waits for what the service says of its connections, how many streams it takes above all, and reserves one.
func (x *conn) begin(ctx context.Context) error {
	late := time.NewTimer(greetTime)
	defer late.Stop()
	select {
	case <-x.guard.greeted:
	case <-late.C:
		return errSilent
	case <-ctx.Done():
		return ends.Cause(ctx)
	}
	if err := x.guard.failed; err != nil {
		return err
	}
	return x.cc.Reserve()
}

// drop forgets a connection that is lost.
func (c *Client) drop(x *conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[x.name]
	if h == nil {
		return
	}
	i := slices.Index(h.conns, x)
	if i < 0 {
		return
	}
	h.conns = slices.Delete(h.conns, i, i+1)
	c.wake(x.name, h)
}

// release gives a stream back. A connection that leads astray is closed with its last one.
func (x *conn) release() {
	c := x.client
	c.mu.Lock()
	x.busy--
	last := x.busy == 0 && x.astray != nil && x.astray()
	if h := c.hosts[x.name]; h != nil {
		c.wake(x.name, h)
	}
	c.mu.Unlock()
	if last {
		x.close()
	}
}

// close ends a connection.
func (x *conn) close() {
	_ = x.cc.Close() // nothing is to be saved
	x.client.drop(x)
}

// lost reports whether an error is that the connection, or this stream of it, was not to be had any more.
func (x *conn) lost(err error) bool {
	return x.cc.Err() != nil || x.cc.Available() == 0 || refused(err)
}

// CloseIdleConnections closes those that no request uses.
func (c *Client) CloseIdleConnections() {
	var idle []*conn
	c.mu.Lock()
	for _, h := range c.hosts {
		for _, x := range h.conns {
			if x.busy == 0 {
				idle = append(idle, x)
			}
		}
	}
	c.mu.Unlock()
	for _, x := range idle {
		x.close()
	}
}
