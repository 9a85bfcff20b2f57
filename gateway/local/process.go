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
	"sync/atomic"
	"syscall"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/clip"
	"berth/shared/phrase"
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
	patience time.Duration // until it has to answer
	env      []string
	settings settings // but for what limits has
	log      *logFile
	report   func(cluster.Event)
	happen   func(wire.Happening)
	answers  func() // it answers for the first time
	changed  func() // what waits for it may have its turn
	mark     string // of what runs once: the file that says that it has ended well; empty: it runs for ever
	slog     *slog.Logger

	mu     sync.Mutex
	limits limits
	pid    int // 0: none

	muted    atomic.Bool // another one is spoken of in its place
	begun    atomic.Bool // it was started
	up       atomic.Bool // it has answered, or ended well
	ended    atomic.Bool // it has ended well
	broken   atomic.Bool // it was told to have failed
	asleep   bool        // it is not to start; the runtime's mu guards it
	retiring bool        // its successor answers; the runtime's mu guards it

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
func (p *process) give(m manifest.Manifest, shares manifest.Shares) {
	var l limits
	for i, s := range m.Services {
		if s.Name != p.settings.Service {
			continue
		}
		l.cpuMilli, l.memoryMiB = int(shares.Services[i].CPUMilli), int(shares.Services[i].MemoryMiB)
		for j, v := range m.Volumes {
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

// tell reports a phase, and note a happening, unless the process is muted.
func (p *process) tell(phase wire.Phase, text phrase.Text) {
	if !p.muted.Load() {
		p.report(cluster.Event{Phase: phase, Text: text})
	}
}

func (p *process) note(h wire.Happening) {
	if !p.muted.Load() {
		p.happen(h)
	}
}

// supervise keeps the process running until ctx ends.
func (p *process) supervise(ctx context.Context) {
	// The kernel kills a child with Pdeathsig when the thread that made it ends, so this goroutine keeps its own.
	runtime.LockOSThread()
	defer p.log.rest()
	defer os.Remove(p.settings.Socket)
	p.tell(wire.PhaseScheduled, phrase.Form("placed on this machine").Text())
	p.note(wire.Happening{Code: wire.HappenedPlaced, Text: "it was placed on this machine"})
	if p.mark != "" {
		p.attempt(ctx)
		return
	}
	failures, pause := 0, firstPause
	for ctx.Err() == nil {
		p.tell(wire.PhaseStarting, phrase.Form("starting %s").Text(p.settings.Image))
		began := time.Now()
		end := p.once(ctx)
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) > steady {
			failures, pause = 0, firstPause
		}
		failures++
		p.slog.Warn("service ended", "failures", failures, "why", end.Text)
		p.note(end)
		p.log.add(fmt.Sprintf("berth: %s; it is started again in %s", end.Text, pause))
		if failures >= crashLoop {
			p.tell(wire.PhaseFailed, p.lament(phrase.Form("it ended %d times in a row (%v)").Text(failures, end.Text)))
			p.broken.Store(true)
			p.changed()
			seconds := strconv.Itoa(int((pause + time.Second - 1) / time.Second))
			p.note(wire.Happening{
				Code: wire.HappenedCrashLoop, Bad: true, Figures: map[string]string{"pause": seconds},
				Text: fmt.Sprintf("it ended %d times in a row; it is started again in %s s", failures, seconds),
			})
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
func (p *process) lament(what phrase.Text) phrase.Text {
	const looked, said, shown = 16, 3, 500
	var last []string
	// Without its log there are just fewer lines to show.
	_ = read(context.Background(), p.log, cluster.LogQuery{Tail: looked}, func(lines []wire.LogLine) error {
		for _, l := range lines {
			if t := strings.TrimSpace(l.Text); t != "" && !strings.HasPrefix(t, "berth:") {
				last = append(last, clip.Dots(t, shown))
			}
		}
		return nil
	})
	last = last[max(0, len(last)-said):]
	if len(last) == 0 {
		return what
	}
	return phrase.Form("%v; its last lines: %s").Text(what, strings.Join(last, " | "))
}

// exited says how a process ended.
func exited(state *os.ProcessState) wire.Happening {
	if state == nil {
		return lost(phrase.Form("nobody knows how it ended").Text())
	}
	h := wire.Happening{Code: wire.HappenedExited, Bad: true}
	code := state.ExitCode()
	if s, ok := state.Sys().(syscall.WaitStatus); ok && s.Signaled() {
		if s.Signal() == syscall.SIGKILL {
			h.Code, h.Text = wire.HappenedKilled, string(phrase.Form("the process was killed by the system, which does so when memory runs out").Text())
			return h
		}
		code = 128 + int(s.Signal())
	}
	h.Text, h.Figures = string(phrase.Form("the process ended with code %d").Text(code)), map[string]string{"code": strconv.Itoa(code)}
	return h
}

// lost is a process that could not be started, or of whose end nothing is known.
func lost(why any) wire.Happening {
	return wire.Happening{Code: wire.HappenedOther, Bad: true, Text: string(phrase.Form("the process failed: %v").Text(why))}
}

// once runs the process until it ends or ctx does, and says how it ended.
func (p *process) once(ctx context.Context) wire.Happening {
	os.Remove(p.settings.Socket)
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
	cmd.Env = append([]string{
		"GOMEMLIMIT=" + strconv.Itoa(max(has.memoryMiB, 16)) + "MiB",
		"GOMAXPROCS=" + strconv.Itoa(max((has.cpuMilli+999)/1000, 1)),
		"TZ=UTC",
	}, p.env...)
	out := &lines{log: p.log}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = stopWait
	bind(cmd)
	// The settings come by standard input, and its end is the parent's end.
	in, err := cmd.StdinPipe()
	if err != nil {
		return lost(err)
	}
	raw, err := json.Marshal(with)
	if err != nil {
		return lost(err)
	}
	if err := cmd.Start(); err != nil {
		return lost(err)
	}
	p.runs(cmd.Process.Pid)
	defer p.runs(0)
	p.note(wire.Happening{Code: wire.HappenedBegan, Text: "the process began"})
	p.begun.Store(true)
	p.changed()
	ending, silent := make(chan struct{}), false
	var watch sync.WaitGroup
	watch.Go(func() {
		if _, err := in.Write(append(raw, '\n')); err == nil && p.mark != "" {
			// It answers nobody: its end is waited for.
		} else if err == nil && p.awaitReady(ctx, ending) {
			p.up.Store(true)
			p.broken.Store(false)
			p.tell(wire.PhaseReady, phrase.Form("answers on its port").Text())
			p.answers()
			p.changed()
		} else if ctx.Err() == nil && !over(ending) {
			silent = true
			cmd.Process.Kill()
		}
		select {
		case <-ending:
			return
		case <-ctx.Done():
		}
		in.Close()
		select {
		case <-ending:
		case <-time.After(stopWait):
			cmd.Process.Kill()
		}
	})
	_ = cmd.Wait() // what it says is in the state, too
	close(ending)
	watch.Wait()
	if silent {
		why := string(phrase.Form("it did not answer within %s").Text(p.patience))
		return wire.Happening{Code: wire.HappenedUnhealthy, Bad: true, Text: why, Figures: map[string]string{"probe": "startup", "why": why}}
	}
	return exited(cmd.ProcessState)
}

func over(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func (p *process) runs(pid int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pid = pid
}

// awaitReady reports whether the process came to accept connections.
func (p *process) awaitReady(ctx context.Context, ending <-chan struct{}) bool {
	deadline := time.After(p.patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if c, err := net.Dial("unix", p.settings.Socket); err == nil {
			c.Close()
			return true
		}
		select {
		case <-ending:
			return false
		case <-ctx.Done():
			return false
		case <-deadline:
			return false
		case <-tick.C:
		}
	}
}
