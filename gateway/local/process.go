package local

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"berth/gateway/lease"
	"berth/shared/wire"
)

// Supervision's times. A process that has run for steady is taken to be well: its failures are forgotten.
const (
	firstPause = 200 * time.Millisecond
	lastPause  = 30 * time.Second
	steady     = 20 * time.Second
	readyWait  = 15 * time.Second
	crashLoop  = 3 // failures in a row, from which on it is reported as failed
	stopWait   = 2 * time.Second
)

// process is one supervised service. It is started once and stopped once.
type process struct {
	exe      string
	socket   string
	settings settings // but for what limits has
	log      *logFile
	report   func(lease.Event)
	slog     *slog.Logger

	mu     sync.Mutex
	limits limits

	cancel context.CancelFunc
	done   sync.WaitGroup
}

// limits are what a process may have; they count from its next start on.
type limits struct {
	cpuMilli  int
	memoryMiB int
	diskBytes int64
}

// give sets a process's share of what was bought.
func (p *process) give(w lease.Workload) {
	shares, _ := w.Manifest.Share(w.Resources)
	var l limits
	for i, s := range w.Manifest.Services {
		if s.Name != p.settings.Service {
			continue
		}
		l.cpuMilli, l.memoryMiB = int(shares.Services[i].CPUMilli), int(shares.Services[i].MemoryMiB)
		for j, v := range w.Manifest.Volumes {
			if len(s.Mounts) > 0 && s.Mounts[0].Volume == v.Name {
				l.diskBytes = int64(shares.Volumes[j]) << 20
			}
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.limits = l
}

func (p *process) start() {
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.done.Go(func() { p.supervise(ctx) })
}

func (p *process) stop() {
	if p.cancel == nil {
		return
	}
	p.cancel()
	p.done.Wait()
}

// supervise keeps the process running until ctx ends.
func (p *process) supervise(ctx context.Context) {
	// The kernel kills a child with Pdeathsig when the thread that made it ends, so this goroutine keeps its own.
	runtime.LockOSThread()
	defer p.log.Close()
	defer os.Remove(p.socket)
	p.report(lease.Event{Phase: wire.PhaseScheduled, Text: "placed on this machine"})
	failures, pause := 0, firstPause
	for ctx.Err() == nil {
		p.report(lease.Event{Phase: wire.PhaseStarting, Text: "starting " + p.settings.Image})
		began := time.Now()
		err := p.once(ctx)
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) > steady {
			failures, pause = 0, firstPause
		}
		failures++
		p.slog.Warn("service ended", "failures", failures, "err", err)
		fmt.Fprintf(p.log, "berth: the process ended (%v); it is started again in %s\n", err, pause)
		if failures >= crashLoop {
			p.report(lease.Event{Phase: wire.PhaseFailed, Text: p.lament(failures, err)})
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, lastPause)
	}
}

// lament is what a user is told of a process that does not stay up.
func (p *process) lament(failures int, err error) string {
	last, _ := tail(p.log.path, 2048)
	var lines []string
	for l := range strings.Lines(string(last)) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "berth:") {
			lines = append(lines, l)
		}
	}
	lines = lines[max(0, len(lines)-3):]
	return fmt.Sprintf("it ended %d times in a row (%v); its last lines: %s", failures, err, strings.Join(lines, " | "))
}

// once runs the process until it ends or ctx does.
func (p *process) once(ctx context.Context) error {
	os.Remove(p.socket)
	cmd := exec.Command(p.exe, hidden)
	cmd.Dir = "/"
	if p.settings.Disk != "" {
		cmd.Dir = p.settings.Disk
	}
	// Nothing of the gateway's own environment: it may hold keys.
	p.mu.Lock()
	has, with := p.limits, p.settings
	p.mu.Unlock()
	with.DiskBytes = has.diskBytes
	cmd.Env = []string{
		"GOMEMLIMIT=" + strconv.Itoa(max(has.memoryMiB, 16)) + "MiB",
		"GOMAXPROCS=" + strconv.Itoa(max((has.cpuMilli+999)/1000, 1)),
		"TZ=UTC",
	}
	cmd.Stdout, cmd.Stderr = p.log, p.log
	cmd.WaitDelay = stopWait
	bind(cmd)
	// The settings come by standard input, and its end is the parent's end.
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(with)
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		if _, err := in.Write(append(raw, '\n')); err == nil && p.awaitReady(ctx, ended) {
			p.report(lease.Event{Phase: wire.PhaseReady, Text: "answers on its port"})
		} else if ctx.Err() == nil {
			fmt.Fprintf(p.log, "berth: it did not answer within %s\n", readyWait)
			cmd.Process.Kill()
		}
		select {
		case <-ended:
			return
		case <-ctx.Done():
		}
		in.Close()
		select {
		case <-ended:
		case <-time.After(stopWait):
			cmd.Process.Kill()
		}
	})
	err = cmd.Wait()
	close(ended)
	watch.Wait()
	if err == nil {
		return fmt.Errorf("exit status 0")
	}
	return err
}

// awaitReady tells whether the process came to accept connections.
func (p *process) awaitReady(ctx context.Context, ended <-chan struct{}) bool {
	deadline := time.After(readyWait)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if c, err := net.Dial("unix", p.socket); err == nil {
			c.Close()
			return true
		}
		select {
		case <-ended:
			return false
		case <-ctx.Done():
			return false
		case <-deadline:
			return false
		case <-tick.C:
		}
	}
}
