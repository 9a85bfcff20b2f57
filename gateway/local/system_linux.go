package local

import (
	"bytes"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// bind ties a child to its parent: a process group of its own, so that a terminal's Ctrl-C does not end it before the
// gateway has, and a kill when the thread that started it is gone. The caller keeps that thread.
func bind(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func freeMiB(dir string) uint32 {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil || s.Bsize <= 0 {
		return 0
	}
	return uint32(min(s.Bavail*uint64(s.Bsize)>>20, math.MaxUint32))
}

// ticks is how often a second the kernel counts in /proc: USER_HZ, the same on all that Go runs on (proc_pid_stat(5)).
const ticks = 100

// processes are all of this machine's, by their numbers.
func processes() map[int]usage {
	dir, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return nil
	}
	var up float64
	if b, err := os.ReadFile("/proc/uptime"); err == nil {
		if _, err := fmt.Sscan(string(b), &up); err != nil {
			return nil
		}
	}
	all := map[int]usage{}
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		b, err := os.ReadFile("/proc/" + name + "/stat")
		if err != nil {
			continue
		}
		if u, ok := parseStat(b); ok {
			u.age = time.Duration(up*float64(time.Second)) - time.Duration(u.began)*(time.Second/ticks)
			all[pid] = u
		}
	}
	return all
}

// parseStat reads /proc/PID/stat, see proc_pid_stat(5). A program's name may hold anything, parentheses as well.
func parseStat(b []byte) (u usage, ok bool) {
	fields := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
	if len(fields) < 20 || len(b) == 0 {
		return u, false
	}
	number := func(i int) uint64 {
		n, err := strconv.ParseUint(string(fields[i]), 10, 64)
		ok = ok && err == nil && n < math.MaxInt64/uint64(time.Second)
		return n
	}
	ok = true
	u = usage{parent: int(number(1)), cpu: time.Duration(number(11)+number(12)) * (time.Second / ticks), began: number(19)}
	return u, ok
}

// memoryOf is what a process has in memory that is no file's, which could be read again.
func memoryOf(pid int) uint64 {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	var size, resident, shared uint64
	if n, _ := fmt.Sscan(string(b), &size, &resident, &shared); n < 3 || shared > resident {
		return 0
	}
	return (resident - shared) * uint64(os.Getpagesize())
}

// blocks is what a file takes of its disk.
func blocks(i fs.FileInfo) uint64 {
	if s, ok := i.Sys().(*syscall.Stat_t); ok {
		return uint64(max(s.Blocks, 0)) * 512
	}
	return uint64(max(i.Size(), 0))
}
