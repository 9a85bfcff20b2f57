package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// start runs a long-lived program of the cluster in a session of its own; it outlives this process. Its output goes to
// run/log, and run/pid says which process it is. The channel is closed if it ends while this process still lives.
func (c *cluster) start(name string, argv ...string) (ended <-chan struct{}, err error) {
	log, err := os.Create(c.run("log", name+".log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env, cmd.Dir = c.environ(), "/"
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	if err := os.WriteFile(c.run("pid", name), []byte(identify(cmd.Process.Pid)), 0o644); err != nil {
		cmd.Process.Kill()
		return nil, err
	}
	over := make(chan struct{})
	go func() {
		cmd.Wait()
		close(over)
	}()
	return over, nil
}

// identify names a living process by its id and the time of its start, since ids are used again. It is empty for a
// process that is gone or waits to be reaped.
func identify(pid int) string {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	// The second field, the command in parentheses, may hold anything.
	_, rest, _ := strings.Cut(string(raw[strings.LastIndexByte(string(raw), ')')+1:]), " ")
	fields := strings.Fields(rest)
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return ""
	}
	return fmt.Sprintf("%d %s", pid, fields[19])
}

// recorded gives the process that start recorded under a name, if it still lives.
func (c *cluster) recorded(name string) (pid int, ok bool) {
	raw, err := os.ReadFile(c.run("pid", name))
	if err != nil {
		return 0, false
	}
	if _, err := fmt.Sscan(string(raw), &pid); err != nil {
		return 0, false
	}
	return pid, identify(pid) == string(raw)
}

// stop ends what start started and waits for its end. Killing is the rule: nothing here has anything to save.
func (c *cluster) stop(name string, s syscall.Signal) {
	pid, ok := c.recorded(name)
	if ok {
		syscall.Kill(pid, s)
		for wait := 0; ok && wait < 200; wait++ {
			time.Sleep(25 * time.Millisecond)
			_, ok = c.recorded(name)
		}
		if ok {
			syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	os.Remove(c.run("pid", name))
}

// lament gives the last lines that a program wrote.
func (c *cluster) lament(name string) string {
	raw, _ := os.ReadFile(c.run("log", name+".log"))
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	return fmt.Sprintf("%s: %s:\n%s", name, c.run("log", name+".log"), strings.Join(lines[max(0, len(lines)-12):], "\n"))
}

// await asks every tenth of a second until ready is true. It gives up when ctx ends or the program does.
func (c *cluster) await(ctx context.Context, name string, ended <-chan struct{}, ready func() bool) error {
	for !ready() {
		select {
		case <-ended:
			return fmt.Errorf("it ended: %s", c.lament(name))
		case <-ctx.Done():
			return fmt.Errorf("%w while waiting for %s", ctx.Err(), c.lament(name))
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}

// shims are the processes that containerd leaves behind for its containers, and those of gVisor. They carry this run's
// address and folder.
func (c *cluster) shims() (pids []int) {
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range lines {
		raw, _ := os.ReadFile(path)
		line := strings.ReplaceAll(string(raw), "\x00", " ")
		shim := strings.Contains(line, "containerd-shim") && strings.Contains(line, "-address "+c.run("containerd/sock")+" ")
		sandbox := strings.HasPrefix(line, "runsc") && strings.Contains(line, "-root="+c.run("runsc"))
		var pid int
		if shim || sandbox {
			if _, err := fmt.Sscanf(path, "/proc/%d/cmdline", &pid); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}
