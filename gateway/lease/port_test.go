package lease

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/tenancy"
	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
)

// echoing is a port that sends back what it gets.
func echoing(int) (net.Conn, error) {
	here, there := net.Pipe()
	go func() {
		defer there.Close()
		io.Copy(there, there)
	}()
	return here, nil
}

// stays uses a connection until its context ends.
func stays(ctx context.Context, _ net.Conn) error {
	<-ctx.Done()
	return ctx.Err()
}

// portsOf is how many connections are open for an order.
func (b *bench) portsOf(id order.ID) (n int) {
	b.Look(id, func(o *book.Order) { n = o.Ports })
	return n
}

func TestPortEnds(t *testing.T) {
	for name, c := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t, time.Hour)
				b.cluster.port = echoing
				b.chain.rent(1, alice, 1000)
				b.deploy(t, 1)
				done := make(chan error, 1)
				go func() { done <- b.Port(t.Context(), 1, "web", 7, stays) }()
				b.within(t, "open", func() bool { return b.portsOf(1) == 1 })
				c.end(t, b)
				select {
				case err := <-done:
					isProblem(t, "the connection", err, c.code)
				case <-time.After(5 * time.Second):
					t.Fatal("it goes on")
				}
				if n := b.portsOf(1); n != 0 {
					t.Errorf("%d are open still", n)
				}
			})
		})
	}
}

func TestPort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.cluster.port = echoing
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		before := b.Target(1, "web").Meter.Load()
		err := b.Port(t.Context(), 1, "web", 7, func(_ context.Context, c net.Conn) error {
			sent := make(chan error, 1)
			go func() { _, err := io.WriteString(c, "12345"); sent <- err }()
			got := make([]byte, 5)
			if _, err := io.ReadFull(c, got); err != nil || string(got) != "12345" {
				return fmt.Errorf("%q: %w", got, err)
			}
			return <-sent // it is counted
		})
		if n := b.Target(1, "web").Meter.Load() - before; err != nil || n != 10 {
			t.Errorf("%d bytes are counted, %v", n, err)
		}

		for _, port := range []int{0, -1, 65536} {
			isProblem(t, "no port", b.Port(t.Context(), 1, "web", port, stays), problem.BadField)
		}
		isProblem(t, "no such service", b.Port(t.Context(), 1, "db", 7, stays), problem.NotFound)
		isProblem(t, "no such order", b.Port(t.Context(), 9, "web", 7, stays), problem.NotFound)
		for why, code := range map[error]problem.Code{cluster.ErrNoPort: problem.NoPort, cluster.ErrNotRunning: problem.Starting} {
			b.cluster.port = func(int) (net.Conn, error) { return nil, fmt.Errorf("dial: %w", why) }
			isProblem(t, why.Error(), b.Port(t.Context(), 1, "web", 7, stays), code)
		}

		// Silence ends it.
		b.cluster.port = echoing
		began := time.Now()
		err = b.Port(t.Context(), 1, "web", 7, func(_ context.Context, c net.Conn) error {
			_, err := c.Read(make([]byte, 1))
			return err
		})
		isProblem(t, "idle", err, problem.Idle)
		if took := time.Since(began); took < idle*7/8 || took > idle*9/8 {
			t.Errorf("it was idle for %s", took)
		}
	})
}

func TestPortsAreFew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.cluster.port = echoing
		b.chain.rent(1, alice, 1000)
		b.chain.rent(2, bob, 1000)
		b.deploy(t, 1)
		b.deploy(t, 2)
		ctx, cancel := context.WithCancel(t.Context())
		var open sync.WaitGroup
		for range tenancy.MaxPorts {
			open.Go(func() {
				if err := b.Port(ctx, 1, "web", 7, stays); !errors.Is(err, context.Canceled) {
					t.Errorf("its caller left: %v", err)
				}
			})
		}
		b.within(t, "open", func() bool { return b.portsOf(1) == tenancy.MaxPorts })
		isProblem(t, "one more", b.Port(t.Context(), 1, "web", 7, stays), problem.TooMany)
		if err := b.Port(t.Context(), 2, "web", 7, func(context.Context, net.Conn) error { return nil }); err != nil {
			t.Errorf("another user: %v", err)
		}
		cancel()
		open.Wait()
		if err := b.Port(t.Context(), 1, "web", 7, func(context.Context, net.Conn) error { return nil }); err != nil {
			t.Errorf("after they ended: %v", err)
		}
	})
}

// TestAttackForwardedTraffic: what passes by ports and shells is the order's traffic, and ends with it.
func TestAttackForwardedTraffic(t *testing.T) {
	a := attacktest.Begin(t, "traffic passes by ports or shells when none is left, or is free")
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.cluster.port = echoing
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		at := b.Target(1, "web")
		const left = 1 << 20
		spend := func() { at.Meter.Store(at.Traffic.Load() - left) }

		spend()
		moved := 0
		err := b.Port(t.Context(), 1, "web", 7, func(_ context.Context, c net.Conn) error {
			for buf := make([]byte, 16<<10); ; {
				n, err := c.Write(buf)
				if moved += n; err != nil {
					return err
				}
				if n, err = c.Read(buf); err != nil {
					return err
				}
				moved += n
			}
		})
		isProblem(t, "a port", err, problem.TrafficUsedUp)
		a.Tried(moved > left, "%d bytes of %d through a port", moved, left)
		err = b.Port(t.Context(), 1, "web", 7, stays)
		isProblem(t, "another port", err, problem.TrafficUsedUp)
		a.Tried(err == nil, "a port without traffic")

		spend()
		shown := 0
		b.cluster.shell = func(ctx context.Context, _ string, t cluster.Terminal) (int, error) {
			for {
				n, err := io.WriteString(t.Out, strings.Repeat("x", 1000))
				if shown += n; err != nil {
					return 0, err
				}
			}
		}
		_, err = b.Shell(t.Context(), 1, "web", cluster.Terminal{In: strings.NewReader(""), Out: io.Discard})
		isProblem(t, "a shell", err, problem.TrafficUsedUp)
		a.Tried(shown > left, "%d bytes of %d through a shell", shown, left)
		_, err = b.Exec(t.Context(), 1, "web", "cat", cluster.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
		isProblem(t, "a command", err, problem.TrafficUsedUp)
		a.Tried(err == nil, "a command without traffic")

		// What shells carried does not make free what the processes move over the network.
		b.Look(1, func(o *book.Order) {
			if o.Carried.Load() < left {
				t.Errorf("%d bytes were carried", o.Carried.Load())
			}
		})
		const own = 100 << 20
		var before, after uint64
		b.Book.Change(1, func(o *book.Order) {
			before = o.Meter.Load()
			o.Moved(own)
			after = o.Meter.Load()
		})
		through := before - at.Carried.Load()
		a.Tried(after-before < own-through-through/4, "%d of %d bytes of the processes counted", after-before, own)
	})
}
