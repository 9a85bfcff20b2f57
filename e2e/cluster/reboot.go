package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"berth/e2e/cluster/volume"
)

// reboot does to the node what a restart of its machine does: all processes end at once, mounts and networks are gone, and what is on
// disk stays. Then it starts again. The control plane goes on, as that of a cluster of several machines does.
func (c *cluster) reboot(ctx context.Context) error {
	if _, ok := c.recorded("kubelet"); !ok {
		return fmt.Errorf("the cluster does not run; remedy: go run . up")
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	syscall.Sync() // file systems without a journal are mounted again as they are
	for _, name := range []string{"agent", "proxy", "kubelet", "containerd"} {
		c.stop(name, syscall.SIGKILL)
	}
	for _, pid := range append(c.shims(), contained()...) {
		syscall.Kill(pid, syscall.SIGKILL)
	}
	if err := c.ungroup(); err != nil { // once the last process is gone
		return err
	}
	if err := c.unmount(); err != nil {
		return err
	}
	c.sweep()
	c.say("the machine is off")
	if err := volume.Attach(ctx, c.run("volumes")); err != nil {
		return err
	}
	ended, err := c.start("containerd", filepath.Join(c.Bin, "containerd"), "--config", c.run("containerd/config.toml"))
	if err != nil {
		return err
	}
	if err := c.await(ctx, "containerd", ended, func() bool { _, err := c.ctr(ctx, "version"); return err == nil }); err != nil {
		return err
	}
	return c.node(ctx)
}

// contained are the processes in the cgroups of pods.
func contained() (pids []int) {
	for _, pattern := range []string{"/sys/fs/cgroup/kubepods", "/sys/fs/cgroup/k8s.io", "/sys/fs/cgroup/*/kubepods", "/sys/fs/cgroup/*/k8s.io"} {
		roots, _ := filepath.Glob(pattern)
		for _, root := range roots {
			filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.Name() != "cgroup.procs" {
					return nil
				}
				raw, _ := os.ReadFile(path)
				for word := range strings.FieldsSeq(string(raw)) {
					var pid int
					if _, err := fmt.Sscan(word, &pid); err == nil && pid > 1 {
						pids = append(pids, pid)
					}
				}
				return nil
			})
		}
	}
	return pids
}
