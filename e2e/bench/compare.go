package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// The subjects' names.
const (
	ours        = "gateway"
	nginxAuth   = "nginx auth_request"
	nginxBare   = "nginx without auth"
	caddyAuth   = "Caddy forward_auth"
	traefikAuth = "Traefik forwardAuth"
	bare        = "the service alone"
)

// figures are what was measured of one subject, a value for each round.
type figures struct {
	rate, p50, p99, cpu, steady []float64 // requests a second; ms; ms; µs of CPU a request; ms at the steady rate
	down, up                    []float64 // bytes a second
	memory                      float64   // bytes, with the WebSockets open
	idle                        float64   // and before
}

// compare starts everything, measures and prints.
func compare(ctx context.Context, s settings) error {
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
	w, err := newWorld(ctx, s, dir, to, 0)
	if err != nil {
		return err
	}
	defer w.close()
	others, missing, err := rivals(s, dir, to)
	stopped := map[*process]bool{}
	defer func() {
		for _, o := range others {
			if !stopped[o.proc] {
				stopped[o.proc] = true
				o.proc.stop()
			}
		}
	}()
	if err != nil {
		return err
	}
	subjects := append([]subject{w.service}, others...)
	subjects = append(subjects, subject{name: bare, addr: to, host: to, cookie: "x=y"})
	if s.only != "" {
		subjects = slices.DeleteFunc(subjects, func(x subject) bool { return x.name != s.only })
	}
	got := map[string]*figures{}
	for _, x := range subjects {
		got[x.name] = &figures{}
	}
	for round := range s.rounds {
		fmt.Printf("Round %d: load of the machine %s\n", round+1, machine())
		for _, x := range subjects {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := got[x.name].measure(x, s); err != nil {
				return fmt.Errorf("%s: %w", x.name, err)
			}
		}
	}
	if s.sockets > 0 {
		for _, x := range subjects {
			if x.name == ours {
				if err := got[x.name].hold(x, s); err != nil {
					return fmt.Errorf("%s: sockets: %w", x.name, err)
				}
			}
		}
	}
	report(os.Stdout, s, subjects, got, missing)
	return nil
}

func (f *figures) measure(x subject, s settings) error {
	page := job{Addr: x.addr, TLS: x.tls, Request: x.get("/page"), Conns: s.conns, Time: time.Second}
	if _, err := page.do(); err != nil { // so that connections and caches are warm
		return err
	}
	page.Time = s.seconds
	var before time.Duration
	if x.proc != nil {
		before = x.proc.cpu()
	}
	r, err := page.do()
	if err != nil {
		return err
	}
	f.rate = append(f.rate, float64(r.Count)/r.Took.Seconds())
	f.p50, f.p99 = append(f.p50, ms(r.P50)), append(f.p99, ms(r.P99))
	if x.proc != nil {
		f.cpu = append(f.cpu, float64((x.proc.cpu()-before).Microseconds())/float64(r.Count))
	}
	page.Rate = s.rate
	if r, err = page.do(); err != nil {
		return err
	}
	f.steady = append(f.steady, ms(r.P99))
	if s.bytes == 0 {
		return nil
	}
	down := job{Addr: x.addr, TLS: x.tls, Request: x.get(fmt.Sprintf("/down?n=%d", s.bytes), "Connection: close"), Body: s.bytes}
	if r, err = down.do(); err != nil {
		return fmt.Errorf("down: %w", err)
	}
	f.down = append(f.down, float64(s.bytes)/r.Took.Seconds())
	request := strings.Replace(x.get("/up", "Connection: close", fmt.Sprintf("Content-Length: %d", s.bytes)), "GET", "POST", 1)
	up := job{Addr: x.addr, TLS: x.tls, Request: request, Upload: s.bytes}
	if r, err = up.do(); err != nil {
		return fmt.Errorf("up: %w", err)
	}
	f.up = append(f.up, float64(s.bytes)/r.Took.Seconds())
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// hold opens WebSockets and looks at the memory once they have been silent for a while.
func (f *figures) hold(x subject, s settings) error {
	f.idle = float64(x.proc.rss())
	j := job{Addr: x.addr, Sockets: s.sockets, Request: x.get("/ws", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")}
	raw, err := json.Marshal(j)
	if err != nil {
		return err
	}
	cmd := exec.Command(self(), "load", string(raw))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	_, err = bufio.NewReader(out).ReadString('\n')
	if err == nil {
		time.Sleep(5 * time.Second)
		f.memory = float64(x.proc.rss())
	}
	in.Close()
	if werr := cmd.Wait(); werr != nil {
		return werr
	}
	return err
}
