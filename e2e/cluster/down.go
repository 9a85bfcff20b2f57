package main

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// processes are what start records, in the order in which down stops them.
var processes = []string{"agent", "proxy", "kubelet", "scheduler", "manager", "apiserver", "etcd", "outside", "registry", "containerd"}

// down stops the cluster and takes away all that it left on the machine. What is not there is no error, so that it also
// clears up after a run that was killed half-way.
func (c *cluster) down(ctx context.Context) error {
	// Half a clean-up is worse than a late one.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Minute)
	defer cancel()
	for _, name := range processes {
		if name == "containerd" {
			c.empty(ctx)
			c.stop(name, syscall.SIGTERM)
			continue
		}
		c.stop(name, syscall.SIGKILL)
	}
	for _, pid := range c.shims() {
		syscall.Kill(pid, syscall.SIGKILL)
	}
	failed := []error{c.unmount(), c.ungroup()}
	failed = append(failed, c.disconnect(ctx))
	c.restoreSettings()
	c.sweep()
	if left := c.mounts(); len(left) > 0 {
		// Removing the folder now would remove what is mounted.
		failed = append(failed, errors.New("still mounted: "+strings.Join(left, ", ")))
	} else {
		failed = append(failed, os.RemoveAll(c.Run))
	}
	if err := errors.Join(failed...); err != nil {
		return err
	}
	c.say("down")
	return nil
}

// empty ends all containers.
func (c *cluster) empty(ctx context.Context) {
	if _, ok := c.recorded("containerd"); !ok {
		return
	}
	tasks, _ := c.ctr(ctx, "tasks", "ls", "-q")
	ids := strings.Fields(tasks)
	for _, id := range ids {
		c.ctr(ctx, "tasks", "kill", "-s", "9", id)
	}
	for _, id := range ids {
		c.ctr(ctx, "tasks", "rm", "-f", id)
	}
	all, _ := c.ctr(ctx, "containers", "ls", "-q")
	for _, id := range strings.Fields(all) {
		c.ctr(ctx, "containers", "rm", id)
	}
}

// netnsPath is the path of a pod's network namespace.
var netnsPath = regexp.MustCompile(`(/var)?/run/netns/cni-[0-9a-f-]+`)

// namespaces are the network namespaces that the CNI plugins noted for this cluster's pods: there may be another's.
func (c *cluster) namespaces() map[string]bool {
	all := map[string]bool{}
	notes, _ := filepath.Glob("/var/lib/cni/results/berth-*")
	for _, n := range notes {
		raw, _ := os.ReadFile(n)
		for _, path := range netnsPath.FindAllString(string(raw), -1) {
			all[strings.TrimPrefix(path, "/var")] = true
		}
	}
	return all
}

// mounts are the mount points under the run's folder and those of pods' network namespaces, the innermost first.
func (c *cluster) mounts() (points []string) {
	pods := c.namespaces()
	raw, _ := os.ReadFile("/proc/self/mounts")
	for line := range strings.Lines(string(raw)) {
		if f := strings.Fields(line); len(f) > 1 {
			point := strings.NewReplacer(`\040`, " ", `\011`, "\t").Replace(f[1])
			if strings.HasPrefix(point, c.Run+"/") || pods[strings.TrimPrefix(point, "/var")] {
				points = append(points, point)
			}
		}
	}
	slices.Sort(points)
	slices.Reverse(points)
	return points
}

// unmount takes the mounts of pods and containers away, and the pods' network namespaces.
func (c *cluster) unmount() error {
	var err error
	for range 5 { // a mount may hide another
		points := c.mounts()
		if len(points) == 0 {
			return nil
		}
		err = nil
		for _, p := range points {
			if e := syscall.Unmount(p, syscall.MNT_DETACH); e != nil && !errors.Is(e, syscall.EINVAL) {
				err = errors.Join(err, &os.PathError{Op: "unmount", Path: p, Err: e})
			}
			if strings.Contains(p, "/netns/cni-") {
				os.Remove(p)
			}
		}
	}
	return err
}

// ungroup removes the pods' cgroups. They can be removed only when their last process is gone, which takes a moment.
func (c *cluster) ungroup() error {
	var left []string
	for range 40 {
		left = nil
		for _, pattern := range []string{"/sys/fs/cgroup/kubepods", "/sys/fs/cgroup/k8s.io", "/sys/fs/cgroup/*/kubepods", "/sys/fs/cgroup/*/k8s.io"} {
			roots, _ := filepath.Glob(pattern)
			for _, root := range roots {
				var dirs []string
				filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
					if err == nil && d.IsDir() {
						dirs = append(dirs, path)
					}
					return nil
				})
				slices.Reverse(dirs)
				for _, d := range dirs {
					syscall.Rmdir(d)
				}
				if _, err := os.Stat(root); err == nil {
					left = append(left, root)
				}
			}
		}
		if len(left) == 0 {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("cgroups still in use: " + strings.Join(left, ", "))
}

// sweep removes what the components write outside of the run's folder, wherever they are told to write.
func (c *cluster) sweep() {
	logs, _ := filepath.Glob("/var/log/containers/*")
	for _, l := range logs {
		if to, err := os.Readlink(l); err == nil && strings.HasPrefix(to, c.Run+"/") {
			os.Remove(l)
		}
	}
	for _, pattern := range []string{"/var/lib/cni/results/berth-*", "/var/lib/cni/results/cni-loopback-*"} {
		files, _ := filepath.Glob(pattern)
		for _, f := range files {
			os.Remove(f)
		}
	}
	os.Remove("/var/lib/kubelet/device-plugins/kubelet.sock")
	sockets, _ := filepath.Glob("/run/containerd/s/*")
	for _, s := range sockets {
		// Another containerd's are there, too; those of shims that are gone answer nobody.
		if conn, err := net.DialTimeout("unix", s, time.Second); err == nil {
			conn.Close()
		} else if errors.Is(err, syscall.ECONNREFUSED) {
			os.Remove(s)
		}
	}
	for _, dir := range []string{
		"/var/log/containers", "/var/lib/cni/results", "/var/lib/cni", "/var/lib/kubelet/device-plugins", "/var/lib/kubelet",
		"/run/containerd/s", "/run/containerd/runc/k8s.io", "/run/containerd/runc", "/run/containerd",
	} {
		os.Remove(dir) // if it is empty
	}
}
