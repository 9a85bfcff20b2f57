package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"berth/e2e/rig"
)

// process is one that was started, with those that it has started.
type process struct {
	cmd  *exec.Cmd
	log  *rig.Tail
	done chan struct{}
}

func start(env []string, path string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(path, args...), log: &rig.Tail{}, done: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = p.cmd.Wait() // its log says why
		close(p.done)
	}()
	return p, nil
}

func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-p.done:
	case <-time.After(10 * time.Second):
		_ = p.cmd.Process.Kill()
	}
}

// self is this program.
func self() string {
	path, err := os.Executable()
	if err != nil {
		return os.Args[0]
	}
	return path
}

func freeAddr() string {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "127.0.0.1:0"
	}
	defer ln.Close()
	return ln.Addr().String()
}

// listens waits until somebody does.
func listens(addr string) error {
	return rig.Eventually(10*time.Second, func() error {
		c, err := net.DialTimeout("tcp", addr, time.Second)
		if err == nil {
			c.Close()
		}
		return err
	})
}

// family are a process and its children.
func (p *process) family() []string {
	all := []string{strconv.Itoa(p.cmd.Process.Pid)}
	for i := 0; i < len(all); i++ {
		lists, err := filepath.Glob("/proc/" + all[i] + "/task/*/children")
		if err != nil {
			continue
		}
		for _, list := range lists {
			raw, err := os.ReadFile(list)
			if err == nil {
				all = append(all, strings.Fields(string(raw))...)
			}
		}
	}
	return all
}

// cpu is the time that they have used (proc(5), in ticks of a hundredth of a second).
func (p *process) cpu() time.Duration {
	var ticks int64
	for _, pid := range p.family() {
		raw, err := os.ReadFile("/proc/" + pid + "/stat")
		if err != nil {
			continue
		}
		fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
		for _, f := range fields[11:13] {
			n, err := strconv.ParseInt(f, 10, 64)
			if err == nil {
				ticks += n
			}
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// rss is the memory of the process alone, in bytes.
func (p *process) rss() int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	n, err := strconv.ParseInt(strings.Fields(string(raw))[1], 10, 64)
	if err != nil {
		return 0
	}
	return n * int64(os.Getpagesize())
}

// do has a job done by a process of its own.
func (j job) do() (r result, err error) {
	raw, err := json.Marshal(j)
	if err != nil {
		return r, err
	}
	cmd := exec.Command(self(), "load", string(raw))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return r, fmt.Errorf("load: %w: %s", err, stderr.String())
	}
	return r, json.Unmarshal(out, &r)
}

// machine is the load of the machine in the last minute.
func machine() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	return strings.Fields(string(raw))[0]
}
