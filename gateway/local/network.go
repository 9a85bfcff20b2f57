package local

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"berth/gateway/manifest"
	"berth/shared/order"
)

// An order's services find one another by name over a socket of the order's own: who connects to it says a name and a port
// on one line, such as "store 8080", is answered "ok" or why not, and is connected from then on. So nothing of an order can
// be reached from the machine's own network, nor by another order.
const (
	networkWait  = 5 * time.Second
	networkLine  = 300
	networkConns = 64 // of an order at once
)

// network is an order's.
type network struct {
	listener net.Listener
	dial     func(ctx context.Context, name string, port int) (net.Conn, error)
	seats    chan struct{}
	life     context.Context
	end      context.CancelFunc
	serving  sync.WaitGroup
}

// openNetwork serves at a path until it is closed.
func openNetwork(path string, dial func(ctx context.Context, name string, port int) (net.Conn, error)) (*network, error) {
	ln, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	n := &network{listener: ln, dial: dial, seats: make(chan struct{}, networkConns)}
	n.life, n.end = context.WithCancel(context.Background())
	n.serving.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			select {
			case n.seats <- struct{}{}:
				n.serving.Go(func() {
					defer func() { <-n.seats }()
					n.join(c)
				})
			default:
				c.Close()
			}
		}
	})
	return n, nil
}

func (n *network) path() string { return n.listener.Addr().String() }

// close ends the network and all connections over it.
func (n *network) close() {
	n.end()
	n.listener.Close()
	n.serving.Wait()
}

// join connects one who asks.
func (n *network) join(c net.Conn) {
	defer c.Close()
	defer context.AfterFunc(n.life, func() { c.Close() })()
	c.SetDeadline(time.Now().Add(networkWait))
	in := bufio.NewReaderSize(io.LimitReader(c, networkLine), networkLine)
	line, err := in.ReadString('\n')
	if err != nil {
		return
	}
	name, number, _ := strings.Cut(strings.TrimSpace(line), " ")
	port, err := strconv.Atoi(number)
	if err != nil {
		fmt.Fprintln(c, "a name and a port, such as store 8080")
		return
	}
	ctx, cancel := context.WithTimeout(n.life, networkWait)
	to, err := n.dial(ctx, name, port)
	cancel()
	if err != nil {
		fmt.Fprintln(c, strings.ReplaceAll(err.Error(), "\n", " "))
		return
	}
	defer to.Close()
	defer context.AfterFunc(n.life, func() { to.Close() })()
	if _, err := fmt.Fprintln(c, "ok"); err != nil {
		return
	}
	c.SetDeadline(time.Time{})
	var both sync.WaitGroup
	pass := func(to, from net.Conn, first io.Reader) {
		_, _ = io.Copy(to, io.MultiReader(first, from)) // the end of either side is the end of what it says
		if x, ok := to.(interface{ CloseWrite() error }); ok {
			_ = x.CloseWrite()
		}
	}
	// What was read with the line already goes first.
	early, _ := in.Peek(in.Buffered())
	both.Go(func() { pass(to, c, strings.NewReader(string(early))) })
	both.Go(func() { pass(c, to, strings.NewReader("")) })
	both.Wait()
}

// dialNetwork connects to a port of a service over its order's network.
func dialNetwork(ctx context.Context, path, name string, port int) (net.Conn, error) {
	c, err := (&net.Dialer{Timeout: networkWait}).DialContext(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	c.SetDeadline(time.Now().Add(networkWait))
	if _, err := fmt.Fprintf(c, "%s %d\n", name, port); err != nil {
		c.Close()
		return nil, err
	}
	// One byte at a time: what comes after the line is the service's.
	var line []byte
	for b := make([]byte, 1); len(line) < networkLine; line = append(line, b[0]) {
		if _, err := io.ReadFull(c, b); err != nil {
			c.Close()
			return nil, err
		}
		if b[0] == '\n' {
			break
		}
	}
	if string(line) != "ok" {
		c.Close()
		return nil, errors.New(string(line))
	}
	c.SetDeadline(time.Time{})
	return c, nil
}

// networkOf is an order's network; it is made with the first that runs.
func (r *Runtime) networkOf(id order.ID) (*network, error) {
	r.mu.Lock()
	n := r.networks[id]
	r.mu.Unlock()
	if n != nil {
		return n, nil
	}
	n, err := openNetwork(r.socket(), func(ctx context.Context, name string, port int) (net.Conn, error) {
		service, ok := r.called(id, name)
		if !ok {
			return nil, fmt.Errorf("no service is called %.40q", name)
		}
		return r.DialPort(ctx, id, service, port)
	})
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.networks[id] = n
	return n, nil
}

// unlink takes an order's network away.
func (r *Runtime) unlink(id order.ID) {
	r.mu.Lock()
	n := r.networks[id]
	delete(r.networks, id)
	r.mu.Unlock()
	if n != nil {
		n.close()
		os.Remove(n.path())
	}
}

// called is the service that a name or a further name is.
func (r *Runtime) called(id order.ID, name string) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.orders[id]
	if o == nil {
		return "", false
	}
	i := slices.IndexFunc(o.workload.Manifest.Services, func(s manifest.Service) bool { return s.Name == name || slices.Contains(s.Aliases, name) })
	if i < 0 {
		return "", false
	}
	return o.workload.Manifest.Services[i].Name, true
}
