package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// modules are what the folders containerd, runc and gvisor have to build from: a go.mod each that names the programs as
// tools, so that each has just the versions that it was released with.
var modules = []string{"go.mod", "go.sum"}

// buildEngine builds containerd and runc, whose pods can have user namespaces.
func (c *cluster) buildEngine(ctx context.Context) error {
	err := c.once("containerd", modules, []string{"containerd", "containerd-shim-runc-v2", "ctr"}, func(dir string) error {
		c.say("building containerd: 3 to 5 minutes on two cores if nothing of it is in Go's cache")
		return c.gobuild(ctx, dir, "-s -w", c.Bin+"/", "tool")
	})
	if err != nil {
		return err
	}
	return c.once("runc", modules, []string{"runc"}, func(dir string) error {
		for _, tool := range []string{"gcc", "pkg-config"} {
			if _, err := exec.LookPath(tool); err != nil {
				return fmt.Errorf("runc is partly C, and there is no %s; remedy: apt-get install gcc libc6-dev pkg-config", tool)
			}
		}
		c.say("building runc")
		env := []string{
			"CGO_ENABLED=1", "GOOS=linux", "GOWORK=off", "PKG_CONFIG_PATH=" + filepath.Join(c.Libs, "pkgconfig"),
			"CGO_CFLAGS=-I" + filepath.Join(c.Root, "usr/include"), "CGO_LDFLAGS=-L" + c.Libs,
		}
		return c.tool(ctx, dir, env, "nice", "-n", "15", "go", "build", "-trimpath", "-buildvcs=false", "-tags", "seccomp netgo osusergo",
			"-ldflags", "-s -w -extldflags -static", "-o", c.Bin+"/", "tool")
	})
}

// buildSandbox builds gVisor. The cluster runs without it, too.
func (c *cluster) buildSandbox(ctx context.Context) error {
	return c.once("gvisor", modules, []string{"runsc", "containerd-shim-runsc-v1"}, func(dir string) error {
		c.say("building gVisor: 2 to 4 minutes on two cores if nothing of it is in Go's cache")
		const module = "gvisor.dev/gvisor"
		if err := c.gobuild(ctx, dir, "-s -w", filepath.Join(c.Bin, "runsc"), module+"/runsc"); err != nil {
			return err
		}
		from, err := output(ctx, append(os.Environ(), "GOWORK=off", "PWD="+dir), "", "go", "-C", dir, "list", "-m", "-f", "{{.Dir}}", module)
		if err != nil {
			return err
		}
		// A copy, since go build's -overlay refuses files of the module cache.
		copied, err := os.MkdirTemp(c.Dir, "gvisor-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(copied)
		if err := os.CopyFS(copied, os.DirFS(strings.TrimSpace(from))); err != nil {
			return err
		}
		if err := lenient(filepath.Join(copied, "pkg/shim/v1/manager.go")); err != nil {
			return err
		}
		return c.gobuild(ctx, copied, "-s -w", filepath.Join(c.Bin, "containerd-shim-runsc-v1"), "./shim")
	})
}

// lenient changes one line of gVisor's shim: it asks for a score by which it is ended last when memory is over, and gives up
// where it may not have it, as on machines without CAP_SYS_RESOURCE. Where it may, this changes nothing.
func lenient(file string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	const strict = `return shim.BootstrapParams{}, fmt.Errorf("failed to set OOM Score on shim: %w", err)`
	if strings.Count(string(raw), strict) != 1 {
		return fmt.Errorf("%s is not as expected", file)
	}
	return os.WriteFile(file, []byte(strings.Replace(string(raw), strict, "_ = err", 1)), 0o644)
}

// Sandboxed reports whether there is gVisor. The files in config ask it, too.
func (c *cluster) Sandboxed() bool {
	for _, name := range []string{"runsc", "containerd-shim-runsc-v1"} {
		if _, err := os.Stat(filepath.Join(c.Bin, name)); err != nil {
			return false
		}
	}
	return true
}
