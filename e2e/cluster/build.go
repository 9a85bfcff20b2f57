package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// version is the Kubernetes that kube/go.mod builds.
const version = "v1.34.4"

// packages are Debian's parts of the cluster, with the libraries that they need, and the one that runc is built with.
var packages = []string{
	"containernetworking-plugins", "iptables", "nftables",
	"libxtables12", "libip4tc2", "libip6tc2", "libnftnl11", "libmnl0", "libnfnetlink0", "libnetfilter-conntrack3",
	"libnftables1", "libjansson4",
	"libseccomp-dev",
	"busybox-static",
	"btrfs-progs", "liblzo2-2",
}

// needed are the files that the cluster runs, or is built with, out of the packages.
var needed = []string{
	"usr/sbin/nft", "usr/sbin/xtables-nft-multi", "usr/lib/cni/bridge", "usr/lib/cni/host-local", "usr/lib/cni/portmap", "usr/lib/cni/loopback",
	"usr/include/seccomp.h", "bin/busybox", "bin/btrfs", "sbin/mkfs.btrfs",
}

// unpack downloads the packages and unpacks them into a folder: nothing is installed on the machine.
func (c *cluster) unpack(ctx context.Context) error {
	missing := ""
	for _, f := range needed {
		if _, err := os.Stat(filepath.Join(c.Root, f)); err != nil {
			missing = f
		}
	}
	if missing == "" {
		return nil
	}
	for _, tool := range []string{"apt-get", "dpkg-deb"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%s is missing in %s and there is no %s to fetch it with; remedy: a Debian machine, or unpack the packages %s there",
				missing, c.Root, tool, strings.Join(packages, ", "))
		}
	}
	debs := filepath.Join(c.Dir, "debs")
	if err := os.RemoveAll(debs); err != nil {
		return err
	}
	if err := os.MkdirAll(debs, 0o755); err != nil {
		return err
	}
	c.say("downloading Debian's CNI plugins, nftables, iptables and libseccomp")
	if err := c.tool(ctx, debs, nil, "apt-get", "update", "-qq"); err != nil {
		return err
	}
	if err := c.tool(ctx, debs, nil, "apt-get", append([]string{"download", "-qq", "-o", "APT::Sandbox::User=root"}, packages...)...); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(debs, "*.deb"))
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := c.tool(ctx, debs, nil, "dpkg-deb", "-x", f, c.Root); err != nil {
			return err
		}
	}
	return os.RemoveAll(debs)
}

// buildKube builds Kubernetes.
func (c *cluster) buildKube(ctx context.Context) error {
	return c.once("kube", []string{"main.go", "go.mod", "go.sum"}, []string{"kube"}, func(dir string) error {
		c.say("building Kubernetes %s: 8 to 15 minutes on two cores if nothing of it is in Go's cache", version)
		flags := "-s -w"
		for k, v := range map[string]string{
			"gitVersion": version, "gitMajor": "1", "gitMinor": "34", "gitTreeState": "clean",
			"gitCommit": strings.Repeat("0", 40), "buildDate": "2026-01-01T00:00:00Z",
		} {
			flags += " -X k8s.io/component-base/version." + k + "=" + v
		}
		if err := c.gobuild(ctx, dir, flags, filepath.Join(c.Bin, "kube"), "."); err != nil {
			return err
		}
		for _, name := range components {
			link := filepath.Join(c.Bin, name)
			os.Remove(link)
			if err := os.Symlink("kube", link); err != nil {
				return err
			}
		}
		return nil
	})
}

var components = []string{"kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy", "kubectl"}

// once makes programs out of a folder of this one, which is a module of its own, unless what is there was made from the
// same sources: the files are kept for long, Go's build cache of some gigabytes need not be.
func (c *cluster) once(folder string, sources, programs []string, build func(dir string) error) error {
	dir, sum := filepath.Join(c.source, folder), sha256.New()
	for _, name := range sources {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		sum.Write(raw)
	}
	stamp, file := runtime.Version()+" "+hex.EncodeToString(sum.Sum(nil)), filepath.Join(c.Bin, folder+".stamp")
	old, err := os.ReadFile(file)
	fresh := err == nil && string(old) == stamp
	for _, name := range programs {
		_, err := os.Stat(filepath.Join(c.Bin, name))
		fresh = fresh && err == nil
	}
	if fresh {
		return nil
	}
	os.Remove(file)
	if err := build(dir); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(stamp), 0o644)
}

// buildTools builds the small programs, of the cluster and of its images. Go's cache tells what is stale.
func (c *cluster) buildTools(ctx context.Context) error {
	if err := c.gobuild(ctx, c.source, "-s -w", c.Bin+"/", "./agent", "./hostile", "./official", "./outside", "./pause", "./registry"); err != nil {
		return err
	}
	// The workloads are the gateway's own, of the main module, and so is the sftp server. Built as a file there, they need no
	// entry in this module's go.mod, which would have to follow the main module's.
	for name, what := range map[string]string{
		"workload": filepath.Join("e2e", "cluster", "workload", "main.go"), "sftp-server": filepath.Join("e2e", "cluster", "sftpserver", "main.go"),
		"fill": "./gateway/kube/fill", "disk": "./gateway/kube/disk", // which are the gateway's own, too
		"prover": "./bff/certify/prover",
	} {
		if err := c.gobuild(ctx, filepath.Join(c.source, "..", ".."), "-s -w", filepath.Join(c.Bin, name), what); err != nil {
			return err
		}
	}
	return nil
}

func (c *cluster) gobuild(ctx context.Context, dir, ldflags, out string, what ...string) error {
	args := []string{"-n", "15", "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", out}
	return c.tool(ctx, dir, []string{"CGO_ENABLED=0", "GOOS=linux", "GOWORK=off"}, "nice", append(args, what...)...)
}

// tool runs a program of the machine's and shows what it says.
func (c *cluster) tool(ctx context.Context, dir string, env []string, name string, args ...string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return ctx.Err()
		}
		return fmt.Errorf("%s %s in %s: %w", name, strings.Join(args, " "), dir, err)
	}
	return nil
}
