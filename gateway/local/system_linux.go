package local

import (
	"math"
	"os/exec"
	"syscall"
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
