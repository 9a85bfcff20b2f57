package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"syscall"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/portforward"
	"k8s.io/client-go/transport/spdy"
	"k8s.io/streaming/pkg/httpstream"
)

// mostForwards is how many connections lead through the API server at a time: each holds a connection to it.
const mostForwards = 512

// ErrForwards is returned beyond that.
var ErrForwards = errors.New("too many connections lead through the API server")

// forwarder connects to ports of pods through the API server and the kubelet, as kubectl port-forward does: wherever the API
// server is reached, pods are. The process is connected to on the pod's loopback address.
type forwarder struct {
	config *rest.Config
	room   chan struct{}
}

func newForwarder(config *rest.Config) *forwarder {
	return &forwarder{config, make(chan struct{}, mostForwards)}
}

// open connects, by WebSocket or, where an older API server knows nothing else, by SPDY. The port may turn out to be nobody's
// only when the connection ends at once.
func (f *forwarder) open(ctx context.Context, r *rest.Request, port int) (net.Conn, error) {
	select {
	case f.room <- struct{}{}:
	default:
		return nil, ErrForwards
	}
	type opened struct {
		conn net.Conn
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		c, err := f.dial(r, port) // has no context
		if err != nil {
			<-f.room
		}
		done <- opened{c, err}
	}()
	select {
	case o := <-done:
		return o.conn, o.err
	case <-ctx.Done():
		go func() {
			if o := <-done; o.err == nil {
				o.conn.Close()
			}
		}()
		return nil, ctx.Err()
	}
}

func (f *forwarder) dial(r *rest.Request, port int) (net.Conn, error) {
	ws, err := portforward.NewSPDYOverWebsocketDialerForStreaming(r.URL(), f.config)
	if err != nil {
		return nil, err
	}
	transport, upgrader, err := spdy.RoundTripperFor(f.config)
	if err != nil {
		return nil, err
	}
	dialer := portforward.NewFallbackDialerForStreaming(ws, spdy.NewDialerForStreaming(upgrader, &http.Client{Transport: transport}, "POST", r.URL()), func(err error) bool {
		return httpstream.IsUpgradeFailure(err) || httpstream.IsHTTPSProxyError(err)
	})
	link, _, err := dialer.Dial(portforward.PortForwardProtocolV1Name)
	if err != nil {
		return nil, err
	}
	c, err := newForwarded(link, port, func() { <-f.room })
	if err != nil {
		_ = link.Close()
	}
	return c, err
}

// forwarded is one connection through the API server. A pair of sockets stands between its streams and who uses it, so that it has
// deadlines and a half that can be closed, as connections have and streams have not.
type forwarded struct {
	*net.UnixConn
	link httpstream.Connection
	over sync.Once
	left func()
}

func newForwarded(link httpstream.Connection, port int, left func()) (*forwarded, error) {
	h := http.Header{}
	h.Set(corev1.PortHeader, strconv.Itoa(port))
	h.Set(corev1.PortForwardRequestIDHeader, "0")
	h.Set(corev1.StreamType, corev1.StreamTypeError)
	failed, err := link.CreateStream(h)
	if err != nil {
		return nil, fmt.Errorf("port %d: %w", port, err)
	}
	failed.Close() // nothing is sent on it
	h.Set(corev1.StreamType, corev1.StreamTypeData)
	data, err := link.CreateStream(h)
	if err != nil {
		return nil, fmt.Errorf("port %d: %w", port, err)
	}
	here, there, err := pair()
	if err != nil {
		return nil, err
	}
	c := &forwarded{UnixConn: here, link: link, left: left}
	go func() { // what the kubelet could not do
		if said, _ := io.ReadAll(io.LimitReader(failed, 1024)); len(said) > 0 {
			c.hangUp()
		}
	}()
	go func() { // an end here, not all of it, is one of the stream's half, too
		_, _ = io.Copy(data, there)
		data.Close()
	}()
	go func() {
		_, _ = io.Copy(there, data)
		_ = there.CloseWrite()
		<-link.CloseChan() // by Close, or because the API server is gone
		_ = there.Close()
		c.leave()
	}()
	return c, nil
}

// pair gives two sockets that are connected to each other.
func pair() (here, there *net.UnixConn, err error) {
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("a pair of sockets: %w", err)
	}
	conns := [2]*net.UnixConn{}
	for i, fd := range fds {
		syscall.CloseOnExec(fd)
		file := os.NewFile(uintptr(fd), "forward")
		c, ferr := net.FileConn(file) // has a copy of it
		file.Close()
		if ferr != nil {
			err = ferr
			continue
		}
		conns[i] = c.(*net.UnixConn)
	}
	if err != nil {
		for _, c := range conns {
			if c != nil {
				_ = c.Close()
			}
		}
		return nil, nil, fmt.Errorf("a pair of sockets: %w", err)
	}
	return conns[0], conns[1], nil
}

// Close implements net.Conn.
func (c *forwarded) Close() error {
	err := c.UnixConn.Close()
	c.hangUp()
	return err
}

// hangUp ends the streams; the goroutines that copy end by that.
func (c *forwarded) hangUp() { _ = c.link.Close() }

func (c *forwarded) leave() { c.over.Do(c.left) }
