package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"berth/shared/resource"
)

// The crowd: clients that say a request's head a byte at a time, orders with a service each, that are all asked at once, and
// connections to ports, of which one order may have far fewer open.
const (
	slowClients = 5000
	manyOrders  = 200
	greedy      = 1000
)

// crowded measures what the visitors of one service feel of a crowd: their delay at a steady rate before and amid it, in
// rounds that alternate.
func crowded(ctx context.Context, s settings) error {
	dir, err := os.MkdirTemp("", "berth-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	to, service, err := startStub()
	if err != nil {
		return err
	}
	defer service.stop()
	w, err := newWorld(ctx, s, dir, to, manyOrders)
	if err != nil {
		return err
	}
	defer w.close()
	began := time.Now()
	others, err := w.many(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%d orders with a service each after %s\n", len(others), time.Since(began).Round(time.Second))
	x := w.service
	page := job{Addr: x.addr, TLS: x.tls, Request: x.get("/page"), Conns: s.conns, Rate: s.rate, Time: s.seconds}
	if _, err := page.do(); err != nil {
		return err
	}
	var before, amid []float64
	var c counts
	for range s.rounds {
		r, err := page.do()
		if err != nil {
			return err
		}
		before = append(before, ms(r.P99))
		end, err := w.crowd(ctx, s, others, &c)
		if err != nil {
			return err
		}
		r, err = page.do()
		end()
		if err != nil {
			return fmt.Errorf("amid the crowd: %w", err)
		}
		amid = append(amid, ms(r.P99))
		time.Sleep(2 * time.Second) // for the crowd to be gone
	}
	fmt.Printf("\nTLS: %t. %d rounds of %s, %d requests a second of %d connections, load of the machine at the end %s\n\n", s.tls, s.rounds, s.seconds, s.rate, s.conns, machine())
	fmt.Printf("| | |\n| --- | ---: |\n| slow clients, at most at a time | %d |\n| requests to %d other services meanwhile | %d |\n| connections to ports: asked for | %d |\n| open at the end of a round | %d |\n| refused, or gave way to newer ones | %d |\n",
		c.slow.Load(), len(others), c.answers.Load(), c.asked.Load(), c.open.Load(), c.asked.Load()-c.opened.Load())
	fmt.Printf("| p99 ms before | %.2f |\n| p99 ms amid the crowd | %.2f |\n| times as long (wanted: < 2) | %.2f |\n", middle(before), middle(amid), ratio(amid, before))
	return nil
}

// counts are what the crowd came to, in the last round but for sums.
type counts struct{ slow, answers, asked, opened, open atomic.Int64 }

// many makes an order of each of the other users.
func (w *world) many(ctx context.Context) (all []subject, err error) {
	var mu sync.Mutex
	var failed error
	var wg sync.WaitGroup
	turns := make(chan struct{}, 16)
	for _, k := range w.others {
		wg.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			x, err := w.rent(ctx, w.person(k), resource.Resources{CPUMilli: 10, MemoryMiB: 16, DiskMiB: 16, TrafficMiB: 1 << 10})
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			all = append(all, x)
		})
	}
	wg.Wait()
	return all, failed
}

// crowd comes, and goes when end is called.
func (w *world) crowd(ctx context.Context, s settings, others []subject, c *counts) (end func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	end = func() { cancel(); wg.Wait() }
	var slow sync.Map
	var now atomic.Int64
	var failed atomic.Pointer[error]
	for lane := range 16 {
		wg.Go(func() {
			d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 3, byte(1+lane))}, Timeout: 10 * time.Second}
			for i := lane; i < slowClients && ctx.Err() == nil; i += 16 {
				conn, err := d.DialContext(ctx, "tcp", w.addr)
				if err != nil {
					continue // the room is full, or the crowd goes
				}
				slow.Store(conn, true)
				if n := now.Add(1); n > c.slow.Load() {
					c.slow.Store(n)
				}
			}
		})
	}
	wg.Wait()
	wg.Go(func() { // a byte each, every two seconds, until the gateway ends them; then they come again
		said := "GET / HTTP/1.1\r\nHost: " + w.service.host + "\r\nX: "
		for i := 0; ctx.Err() == nil; i++ {
			slow.Range(func(k, _ any) bool {
				_, _ = io.WriteString(k.(net.Conn), said[i%len(said):][:1]) // who has been ended is silent
				return ctx.Err() == nil
			})
			select {
			case <-ctx.Done():
			case <-time.After(2 * time.Second):
			}
		}
		slow.Range(func(k, _ any) bool { k.(net.Conn).Close(); return true })
	})
	for lane := range 8 {
		wg.Go(func() {
			for i := lane; ctx.Err() == nil; i += 8 {
				o := others[i%len(others)]
				j := job{Addr: o.addr, TLS: o.tls, Request: o.get("/page"), Conns: 1, Rate: 1, Time: time.Millisecond}
				if r, err := j.requests(); err == nil {
					c.answers.Add(int64(r.Count))
				} else if ctx.Err() == nil {
					failed.Store(&err)
				}
				select {
				case <-ctx.Done():
				case <-time.After(40 * time.Millisecond): // 200 a second in all
				}
			}
		})
	}
	c.open.Store(0)
	c.asked.Store(0)
	c.opened.Store(0)
	conns := make([]net.Conn, greedy)
	for lane := range 4 {
		wg.Go(func() {
			for i := lane; i < greedy && ctx.Err() == nil; i += 4 {
				c.asked.Add(1)
				if conn, err := w.port(ctx, s); err == nil {
					conns[i] = conn
					c.opened.Add(1)
				}
				select {
				case <-ctx.Done():
				case <-time.After(10 * time.Millisecond): // all within three seconds
				}
			}
			<-ctx.Done()
			for i := lane; i < greedy; i += 4 {
				if conns[i] == nil {
					continue
				}
				conns[i].SetReadDeadline(time.Now().Add(time.Millisecond))
				var one [1]byte
				if _, err := conns[i].Read(one[:]); errors.Is(err, os.ErrDeadlineExceeded) {
					c.open.Add(1)
				}
				conns[i].Close()
			}
		})
	}
	if err := failed.Load(); err != nil {
		end()
		return nil, *err
	}
	return end, nil
}

// port opens a connection to the first order's port, as docs/forward.md has it.
func (w *world) port(ctx context.Context, s settings) (net.Conn, error) {
	j := job{Addr: w.addr, TLS: s.tls}
	c, err := j.dial()
	if err != nil {
		return nil, err
	}
	c.SetDeadline(time.Now().Add(5 * time.Second))
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.user.API("services/hello/ports/8080"), nil)
	if err != nil {
		return nil, err
	}
	req.Header = http.Header{
		"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Version": {"13"}, "Sec-Websocket-Key": {"AAAAAAAAAAAAAAAAAAAAAA=="},
		"Authorization": {"Bearer " + w.user.Token},
	}
	if err := req.Write(c); err != nil {
		c.Close()
		return nil, err
	}
	buf := make([]byte, 4096)
	n, err := c.Read(buf)
	if err == nil && string(buf[:min(n, 12)]) != "HTTP/1.1 101" {
		err = fmt.Errorf("%.200q", buf[:n])
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	c.SetDeadline(time.Time{})
	return c, nil
}
